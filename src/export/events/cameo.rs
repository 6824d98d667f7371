//! Rows with CAMEO codes, separated by tabs, one for each actor and recipient. Columns have the names of GDELT's event table
//! where they hold the same (`SQLDATE`, `EventCode`, `QuadClass` …); `Intensity` stands where that has the Goldstein scale.

use crate::export::facts::{Event, Facts, Thing};
use csv::{QuoteStyle, WriterBuilder};
use std::io::{self, Write};
use std::rc::Rc;

pub const COLUMNS: [&str; 18] = [
    "EventID",
    "SQLDATE",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1Type1Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2Type1Code",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "Intensity",
    "ActionGeo_FullName",
    "ArticleID",
    "SOURCEURL",
];

/// What became of the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    pub rows: u64,
    /// Events that are coded.
    pub coded: u64,
    /// Events that are not: CAMEO has no way to say that something is only wished for, possible or denied.
    pub left_out: u64,
}

/// Writes the events that took place, and announced cooperation.
///
/// # Errors
/// When the writer fails.
pub fn write(facts: &Facts, out: &mut dyn Write) -> io::Result<Count> {
    let mut writer = WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Never).from_writer(out);
    writer.write_record(COLUMNS)?;
    let mut count = Count::default();
    for event in facts.events() {
        let Some(code) = facts.codes.cameo(&event).filter(|_| is_coded(&event)) else {
            count.left_out += 1;
            continue;
        };
        count.coded += 1;
        for (actor, recipient) in event.pairs() {
            writer.write_record(row(facts, &event, code, actor, recipient).map(|cell| flat(&cell)))?;
            count.rows += 1;
        }
    }
    writer.flush()?;
    Ok(count)
}

/// Announced cooperation is an event of its own for PLOVER and CAMEO.
fn is_coded(event: &Event) -> bool {
    event.is_actual() || (event.is_planned() && event.plover_code.as_deref() == Some("AGREE"))
}

fn row(
    facts: &Facts,
    event: &Event,
    code: &str,
    actor: Option<&Rc<Thing>>,
    recipient: Option<&Rc<Thing>>,
) -> [String; COLUMNS.len()] {
    let article = &event.evidence.article;
    let day = event.not_before.as_ref().or(article.date.as_ref());
    let [one, other] = [actor, recipient].map(side);
    let [one_code, one_name, one_country, one_type] = one;
    let [other_code, other_name, other_country, other_type] = other;
    [
        event.iri.as_str().to_owned(),
        day.map(|day| day.replace('-', "")).unwrap_or_default(),
        one_code,
        one_name,
        one_country,
        one_type,
        other_code,
        other_name,
        other_country,
        other_type,
        code.to_owned(),
        code.chars().take(3).collect(),
        code.chars().take(2).collect(),
        facts.codes.quad_number(event).map(|number| number.to_string()).unwrap_or_default(),
        facts.codes.intensity(event).unwrap_or_default().to_owned(),
        event.places.first().and_then(|place| place.label.clone()).unwrap_or_default(),
        article.id.clone(),
        article.url.clone().unwrap_or_default(),
    ]
}

/// Code (country and sector), name, country and sector.
fn side(thing: Option<&Rc<Thing>>) -> [String; 4] {
    let Some(thing) = thing else { return Default::default() };
    let country = thing.country.as_ref().and_then(|iso| iso.alpha3.clone()).unwrap_or_default();
    let sector = thing.sectors.first().copied().unwrap_or_default();
    [format!("{country}{sector}"), thing.label.clone().unwrap_or_default(), country, sector.to_owned()]
}

/// There are no quotes in such tables, so no tabs and line feeds in values.
fn flat(cell: &str) -> String {
    cell.split(['\t', '\n', '\r']).collect::<Vec<_>>().join(" ")
}
