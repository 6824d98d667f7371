//! `trojka evaluate --slavicner --linking`: what names are linked to, by pairs of names.

use super::Outcome;
use super::evaluate_slavicner::{Read, read};
use super::io::print;
use crate::document::Document;
use crate::entity::{EntityRef, Mention};
use crate::error::Result;
use crate::graph::iri::entity_iri;
use crate::graph::{Base, Generator, emit};
use crate::identity::{Decisions, Identities, View, identify};
use crate::lang::Pack;
use crate::pipeline::Pipeline;
use crate::score::conllu::Count;
use crate::score::fact::{Format, percent, table};
use crate::score::linking::{Linked, pairs};
use crate::score::slavicner::{Class, Place, place};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Which names are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Those that gold and the analysis have at the same place: the links alone.
    Both,
    /// All persons, places and organisations of either side: a name that is missed loses its pairs, one that is none adds
    /// some.
    Listed,
    /// All names of either side.
    All,
}

/// The rows of the table, with the words for them.
const ROWS: [(&str, Names); 3] = [
    ("found and annotated", Names::Both),
    ("persons, places, organisations", Names::Listed),
    ("all, with events and products", Names::All),
];

/// Prints pairs of names within documents and within topics.
pub(super) fn run(pack: &Pack, folder: &Path, format: Format) -> Result<Outcome> {
    let documents = read(&Pipeline::standard(pack)?, folder)?;
    let mut topics: BTreeMap<String, Vec<Read>> = BTreeMap::new();
    for document in documents {
        topics.entry(Read::topic_and_name(&document.path).0).or_default().push(document);
    }
    let mut rows: Vec<Row> = Vec::new();
    for (topic, documents) in &topics {
        rows.extend(score(topic, documents));
    }
    let mut total = total(&rows);
    total.extend(rows);
    match format {
        Format::Json => print(&json(&total))?,
        _ => print(&rows_in_table(&total))?,
    }
    Ok(Outcome::Done)
}

struct Row<'t> {
    /// `None` for all.
    topic: Option<&'t str>,
    /// Across the documents of a topic, or within each.
    across: bool,
    names: &'static str,
    pairs: Count,
}

fn total<'t>(rows: &[Row]) -> Vec<Row<'t>> {
    let mut sums: Vec<Row> = Vec::new();
    for row in rows {
        match sums.iter_mut().find(|sum| (sum.across, sum.names) == (row.across, row.names)) {
            Some(sum) => sum.pairs += row.pairs,
            None => sums.push(Row { topic: None, ..*row }),
        }
    }
    sums
}

/// The rows of one topic.
fn score<'t>(topic: &'t str, documents: &[Read]) -> Vec<Row<'t>> {
    let identities = identities(documents.iter().map(|document| &document.found));
    let renames_of = |document: &Read| -> BTreeMap<&str, &str> {
        let renames = identities.renames.get(&Base::default().article(&document.found.article.id));
        renames.into_iter().flatten().map(|rename| (rename.from.as_str(), rename.to.as_str())).collect()
    };
    let renames: Vec<BTreeMap<&str, &str>> = documents.iter().map(renames_of).collect();
    let mut rows = Vec::new();
    for (names, which) in ROWS {
        let (mut within, mut all) = (Count::default(), Vec::new());
        for (document, renames) in documents.iter().zip(&renames) {
            let linked = linked(document, which, renames);
            within += pairs(&linked);
            all.extend(linked);
        }
        for (across, pairs) in [(false, within), (true, pairs(&all))] {
            rows.push(Row { topic: Some(topic), across, names, pairs });
        }
    }
    rows
}

/// Who is who in all documents together, as a store has it.
fn identities<'d>(documents: impl Iterator<Item = &'d Document>) -> Identities {
    let base = Base::default();
    let view =
        |doc: &Document| View::read(&base, &base.article(&doc.article.id), emit(doc, &base, &Generator::default()));
    identify(&base, documents.map(view).collect(), &Decisions::default())
}

/// The names of a document with what they mean on both sides: the identity of gold, and the IRIs in the graph of all
/// documents. A name that is linked to nothing means something of its own.
fn linked<'d>(
    document: &'d Read,
    which: Names,
    renames: &BTreeMap<&'d str, &'d str>,
) -> Vec<Linked<&'d str, BTreeSet<String>>> {
    let doc = &document.found;
    let found = found(doc, which);
    let gold = document.gold.iter().filter(|(_, name)| which != Names::Listed || name.class != Class::Other);
    let gold: BTreeMap<Place, &str> = gold.map(|(&place, name)| (place, name.identity.as_str())).collect();
    let places: BTreeSet<Place> = found.keys().chain(gold.keys()).copied().collect();
    let in_both = |place: &Place| found.contains_key(place) && gold.contains_key(place);
    places
        .into_iter()
        .filter(|place| which != Names::Both || in_both(place))
        .map(|place| Linked {
            gold: gold.get(&place).copied(),
            found: found.get(&place).map(|mention| meaning(doc, mention, renames)),
        })
        .collect()
}

/// The names of a document by their place.
fn found(doc: &Document, which: Names) -> BTreeMap<Place, &Mention> {
    let classes = doc.names.iter().filter_map(|name| Some((place(doc, name)?, Class::from(name.class))));
    let classes: BTreeMap<Place, Class> = classes.collect();
    let names = doc.mentions.iter().filter(|mention| mention.is_proper());
    let placed = names.map(|mention| ((mention.span.start, mention.span.end), mention));
    let listed = |place: &Place| classes.get(place).is_none_or(|&class| class != Class::Other);
    placed.filter(|(place, _)| which != Names::Listed || listed(place)).collect()
}

fn meaning(doc: &Document, mention: &Mention, renames: &BTreeMap<&str, &str>) -> BTreeSet<String> {
    let base = Base::default();
    let iri = |&entity: &EntityRef| {
        let entity = &doc.entities[entity];
        let own = entity_iri(base.as_str(), entity.kind, &entity.slug);
        renames.get(own.as_str()).map_or(own.clone(), |&named| named.to_owned())
    };
    match &mention.entities[..] {
        [] => [format!("{}#{}", doc.article.id, mention.span.start)].into(),
        entities => entities.iter().map(iri).collect(),
    }
}

fn over(across: bool) -> &'static str {
    if across { "documents of a topic" } else { "a document" }
}

fn rows_in_table(rows: &[Row]) -> String {
    let mut table = table(&["topic", "pairs within", "names", "precision", "recall", "F1", "right", "found", "gold"]);
    for Row { topic, across, names, pairs } in rows {
        let counts = [pairs.correct, pairs.found, pairs.gold].map(|count| count.to_string());
        let shares = [pairs.precision(), pairs.recall(), pairs.f1()].map(|share| percent(Some(share)));
        let words = [topic.unwrap_or("all"), over(*across), names].map(str::to_owned);
        table.add_row(words.into_iter().chain(shares).chain(counts));
    }
    format!("{table}\n")
}

fn json(rows: &[Row]) -> String {
    let record = rows.iter().map(|Row { topic, across, names, pairs }| {
        serde_json::json!({
            "topic": topic, "within": over(*across), "names": names, "precision": pairs.precision(),
            "recall": pairs.recall(), "f1": pairs.f1(), "right": pairs.correct, "found": pairs.found,
            "gold": pairs.gold,
        })
    });
    format!("{}\n", serde_json::Value::Array(record.collect()))
}
