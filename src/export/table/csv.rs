//! CSV as RFC 4180 (<https://www.rfc-editor.org/rfc/rfc4180>) has it, in UTF-8, with a header.

use super::{Cell, Column};
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

pub fn write(columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>, out: &mut dyn Write) -> io::Result<u64> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(columns.iter().map(|column| column.name))?;
    let mut count = 0;
    for row in rows {
        writer.write_record(row.iter().map(|cell| field(cell).into_owned()))?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

fn field(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) | Cell::Day(text) => Cow::Borrowed(text.as_deref().unwrap_or_default()),
        // A semicolon inside a value would look like two values.
        Cell::List(texts) => Cow::Owned(texts.iter().map(|text| text.replace(';', ",")).collect::<Vec<_>>().join(";")),
        Cell::Integer(number) => Cow::Owned(number.map(|number| number.to_string()).unwrap_or_default()),
        Cell::Number(number) => Cow::Owned(number.map(|number| number.to_string()).unwrap_or_default()),
        Cell::Truth(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
    }
}
