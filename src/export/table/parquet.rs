//! Apache Parquet, <https://parquet.apache.org/docs/file-format/>: lists are lists, days are days.

use super::{Cell, Column, Kind};
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Rows that are in memory at once.
const GROUP: usize = 10_000;
/// Definition levels of a list: the list is there, it has a value. (Lists are never missing, and their values neither.)
const EMPTY: i16 = 0;
const VALUE: i16 = 1;

pub fn write(columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>, out: &mut dyn Write) -> io::Result<u64> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!(env!("CARGO_PKG_NAME"), " version ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let schema = schema(columns).map_err(io::Error::other)?;
    let pipe = Pipe::default();
    let mut writer = SerializedFileWriter::new(pipe.clone(), schema, Arc::new(properties)).map_err(io::Error::other)?;
    let (mut count, mut group) = (0, Vec::with_capacity(GROUP));
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        group.clear();
        group.extend(rows.by_ref().take(GROUP));
        count += group.len() as u64;
        let mut target = writer.next_row_group().map_err(io::Error::other)?;
        write_group(&mut target, columns.len(), &group).map_err(io::Error::other)?;
        target.close().map_err(io::Error::other)?;
        writer.flush()?;
        pipe.empty_into(out)?;
    }
    writer.close().map_err(io::Error::other)?;
    pipe.empty_into(out)?;
    Ok(count)
}

/// What was written and is not handed on: the library's writers go between threads, ours need not.
#[derive(Debug, Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn empty_into(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.bytes();
        out.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn schema(columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let one = |physical, logical| {
        let builder = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build()
    };
    let built = match column.kind {
        Kind::Text => one(Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => one(Physical::INT64, None),
        Kind::Number => one(Physical::DOUBLE, None),
        Kind::Day => one(Physical::INT32, Some(LogicalType::Date)),
        Kind::Truth => one(Physical::BOOLEAN, None),
        Kind::List => list(column.name),
    };
    built.map(Arc::new)
}

/// A list of three levels, <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists>.
fn list(name: &str) -> Result<Type, ParquetError> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()
}

fn write_group<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    columns: usize,
    rows: &[Vec<Cell>],
) -> Result<(), ParquetError> {
    for at in 0..columns {
        let Some(mut column) = group.next_column()? else { break };
        write_column(column.untyped(), &mut rows.iter().map(|row| &row[at]))?;
        column.close()?;
    }
    Ok(())
}

fn write_column(writer: &mut ColumnWriter<'_>, cells: &mut dyn Iterator<Item = &Cell>) -> Result<(), ParquetError> {
    match writer {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let texts = Texts::collect(cells);
            let repeated = texts.is_list.then_some(texts.repetition.as_slice());
            writer.write_batch(&texts.values, Some(&texts.definition), repeated)?;
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let (values, levels) = some(cells.map(|cell| match cell {
                Cell::Integer(number) => *number,
                _ => None,
            }));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let (values, levels) = some(cells.map(|cell| match cell {
                Cell::Number(number) => *number,
                _ => None,
            }));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::Int32ColumnWriter(writer) => {
            let (values, levels) = some(cells.map(|cell| match cell {
                Cell::Day(day) => day.as_deref().and_then(days),
                _ => None,
            }));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let (values, levels) = some(cells.map(|cell| match cell {
                Cell::Truth(truth) => Some(*truth),
                _ => None,
            }));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        _ => unreachable!("the schema has no other columns"),
    }
    Ok(())
}

/// Values that are there, and for each cell whether it has one.
fn some<T>(cells: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    (values, levels)
}

/// Days since 1970-01-01; `None` for what is no day.
fn days(text: &str) -> Option<i32> {
    let day: Date = text.parse().ok()?;
    let span = day.since(Date::constant(1970, 1, 1)).ok()?;
    Some(span.get_days())
}

/// A column of texts or of lists of texts.
#[derive(Default)]
struct Texts {
    is_list: bool,
    values: Vec<ByteArray>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

impl Texts {
    fn collect(cells: &mut dyn Iterator<Item = &Cell>) -> Self {
        let mut texts = Self::default();
        for cell in cells {
            match cell {
                Cell::Text(text) => {
                    texts.definition.push(i16::from(text.is_some()));
                    texts.values.extend(text.as_deref().map(ByteArray::from));
                }
                Cell::List(list) => texts.add_list(list),
                _ => unreachable!("the column holds texts"),
            }
        }
        texts
    }

    fn add_list(&mut self, list: &[String]) {
        self.is_list = true;
        if list.is_empty() {
            self.definition.push(EMPTY);
            self.repetition.push(0);
        }
        for (at, text) in list.iter().enumerate() {
            self.definition.push(VALUE);
            self.repetition.push(i16::from(at > 0));
            self.values.push(ByteArray::from(text.as_str()));
        }
    }
}
