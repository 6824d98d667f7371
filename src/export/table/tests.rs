use super::*;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;

const COLUMNS: [Column; 6] = [
    Column::text("t"),
    Column::list("l"),
    Column::integer("i"),
    Column::number("n"),
    Column::day("d"),
    Column::truth("b"),
];

fn rows() -> Vec<Vec<Cell>> {
    vec![
        vec![
            Cell::text(Some("a \"b\",\r\nč")),
            Cell::List(vec!["x;y".into(), String::new(), "NA".into()]),
            Cell::integer(Some(7)),
            Cell::Number(Some(-2.5)),
            Cell::Day(Some("1969-12-31".into())),
            Cell::Truth(true),
        ],
        vec![
            Cell::text(None::<String>),
            Cell::List(Vec::new()),
            Cell::integer(None),
            Cell::Number(None),
            Cell::Day(None),
            Cell::Truth(false),
        ],
    ]
}

fn written(sheet: Sheet, rows: Vec<Vec<Cell>>) -> Vec<u8> {
    let mut out = Vec::new();
    let count = sheet.write(&COLUMNS, rows.into_iter(), &mut out).expect("memory takes it");
    assert!(count > 0);
    out
}

#[test]
fn csv_is_that_of_the_rfc() {
    let text = String::from_utf8(written(Sheet::Csv, rows())).expect("UTF-8");
    assert_eq!(
        text,
        "t,l,i,n,d,b\r\n\"a \"\"b\"\",\r\nč\",x,y;;NA,7,-2.5,1969-12-31,true\r\n,,,,,false\r\n"
            .replace("x,y;;NA", "\"x,y;;NA\"")
    );
}

#[test]
fn parquet_has_lists_and_days() {
    let bytes = ::bytes::Bytes::from(written(Sheet::Parquet, rows()));
    let reader = SerializedFileReader::new(bytes).expect("a file");
    let read: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
    let first: Vec<&Field> = read[0].get_column_iter().map(|(_, field)| field).collect();
    assert_eq!(*first[0], Field::Str("a \"b\",\r\nč".into()));
    let Field::ListInternal(list) = first[1] else { panic!("{:?}", first[1]) };
    assert_eq!(list.elements(), ["x;y", "", "NA"].map(|text| Field::Str(text.into())));
    assert_eq!(first[2..], [&Field::Long(7), &Field::Double(-2.5), &Field::Date(-1), &Field::Bool(true)]);
    let second: Vec<&Field> = read[1].get_column_iter().map(|(_, field)| field).collect();
    let Field::ListInternal(list) = second[1] else { panic!("{:?}", second[1]) };
    assert!(list.elements().is_empty());
    assert_eq!([second[0], second[2], second[3], second[4]], [&Field::Null; 4]);
}

#[test]
fn more_rows_than_a_group_has() {
    let many: Vec<Vec<Cell>> = rows().into_iter().cycle().take(25_001).collect();
    let bytes = written(Sheet::Parquet, many.clone());
    assert_eq!(bytes, written(Sheet::Parquet, many), "the same rows give the same bytes");
    let reader = SerializedFileReader::new(::bytes::Bytes::from(bytes)).expect("a file");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 25_001);
    assert_eq!(reader.num_row_groups(), 3);
}

#[test]
fn rows_have_a_cell_for_each_column() {
    for table in Table::ALL {
        assert_eq!(table.name().parse::<Table>().expect("a table"), table);
        let names: std::collections::BTreeSet<_> = table.columns().iter().map(|column| column.name).collect();
        assert_eq!(names.len(), table.columns().len(), "no name twice");
    }
    assert!("people".parse::<Table>().is_err());
}
