//! `trojka evaluate --coref`: chains of mentions against annotated ones.

use super::Outcome;
use super::io::print;
use crate::document::Document;
use crate::entity::coref::{Model, Words, chains};
use crate::entity::references;
use crate::entity::role::Roles;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::coref::{GoldChains, Match, Measure, Scores, align, drop_singletons, read};
use crate::score::fact::{Format, percent, table};
use crate::text::tokenise::Tokeniser;
use rayon::prelude::*;
use std::ops::Range;
use std::path::Path;

/// Prints the measures of all documents of a file: by exact words and by heads, with chains of one mention and without;
/// those of the chains, then those of the mentions that have the same entities, first of those that have a chain.
pub(super) fn run(pack: &Pack, path: &Path, given: bool, format: Format) -> Result<Outcome> {
    let gold = read(path, &Tokeniser::from_pack(pack)?)?;
    if gold.is_empty() {
        return Err(Error::Usage(format!("{}: no document", path.display())));
    }
    let mut rows = Vec::new();
    if given {
        let read = resume(pack, &gold, Layer::Entities)?;
        let (roles, model) = (Roles::load(pack)?, Model::load(pack)?);
        let mentions = |gold: &GoldChains| gold.chains.iter().flatten().cloned().collect();
        let found = gold.iter().zip(&read).map(|(gold, doc)| chains(&model, doc, &roles, Some(mentions(gold))));
        let found: Vec<Chains> = found.collect();
        rows.extend(score("chains", &gold, &read, &found));
    } else {
        let read = resume(pack, &gold, Layer::Coreference)?;
        let found: Vec<Chains> = read.iter().map(chains_of).collect();
        rows.extend(score("chains", &gold, &read, &found));
        for (name, chained) in [("entities in chains", true), ("entities", false)] {
            let found: Vec<Chains> = read.iter().map(|doc| by_entity(doc, chained)).collect();
            rows.extend(score(name, &gold, &read, &found));
        }
    }
    match format {
        Format::Json => print(&json(&rows))?,
        _ => print(&rows_in_table(&rows))?,
    }
    Ok(Outcome::Done)
}

fn resume(pack: &Pack, gold: &[GoldChains], last: Layer) -> Result<Vec<Document>> {
    let pipeline = Pipeline::partial(pack, &[Layer::Tokens], last)?;
    Ok(gold.par_iter().map(|gold| pipeline.resume(gold.document.clone())).collect())
}

/// The measures of one kind of chains.
struct Row {
    /// What makes a chain.
    chains: &'static str,
    how: &'static str,
    singletons: bool,
    scores: Scores,
}

/// Mentions as numbers of tokens in the document.
type Chains = Vec<Vec<Range<usize>>>;

/// The chains as they are exported.
fn chains_of(doc: &Document) -> Chains {
    let words = Words::new(&doc.sentences);
    let words_of = |chain: &crate::entity::Chain| {
        chain.mentions.iter().map(|told| words.of(told.sentence, &told.tokens)).collect()
    };
    doc.chains.iter().map(words_of).collect()
}

/// The mentions as they are exported, put together by the entities that they mean, those without any by their chain;
/// all of them, or those that have a chain.
fn by_entity(doc: &Document, chained: bool) -> Chains {
    let words = Words::new(&doc.sentences);
    let mut found: Vec<(Key, Vec<Range<usize>>)> = Vec::new();
    for mention in references(doc).into_iter().filter(|mention| !chained || mention.chain.is_some()) {
        let Some(key) = key(mention.entities, mention.chain) else { continue };
        let run = words.of(mention.sentence, &mention.tokens);
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, chain)) => chain.push(run),
            None => found.push((key, vec![run])),
        }
    }
    found.into_iter().map(|(_, chain)| chain).collect()
}

/// What puts mentions together.
#[derive(PartialEq)]
enum Key<'d> {
    Entities(&'d [usize]),
    Chain(usize),
}

fn key(entities: &[usize], chain: Option<usize>) -> Option<Key<'_>> {
    if entities.is_empty() { chain.map(Key::Chain) } else { Some(Key::Entities(entities)) }
}

fn score(chains: &'static str, gold: &[GoldChains], read: &[Document], found: &[Chains]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, how) in [("head", Match::Head), ("exact", Match::Exact)] {
        for singletons in [true, false] {
            let mut scores = Scores::default();
            for ((gold, doc), found) in gold.iter().zip(read).zip(found) {
                add(&mut scores, gold, doc, found, (how, singletons));
            }
            rows.push(Row { chains, how: name, singletons, scores });
        }
    }
    rows
}

fn add(scores: &mut Scores, gold: &GoldChains, doc: &Document, found: &Chains, (how, singletons): (Match, bool)) {
    let words = Words::new(&doc.sentences);
    let (mut gold, mut found) = align(&gold.chains, found, how, |run| words.head(run));
    if !singletons {
        (gold, found) = (drop_singletons(&gold), drop_singletons(&found));
    }
    scores.add(&gold, &found);
}

fn measures(scores: &Scores) -> [(&'static str, &Measure); 4] {
    [("mentions", &scores.mentions), ("MUC", &scores.muc), ("B³", &scores.b_cubed), ("CEAF-e", &scores.ceaf_e)]
}

fn rows_in_table(rows: &[Row]) -> String {
    let mut table = table(&["of one", "match by", "chains", "measure", "precision", "recall", "F1"]);
    let percent = |value: f64| percent(Some(value));
    for row in rows {
        let which = if row.singletons { "all" } else { "of two and more" };
        let (of, how) = (row.chains, row.how);
        for (name, m) in measures(&row.scores) {
            let (precision, recall, f1) = (percent(m.precision()), percent(m.recall()), percent(m.f1()));
            table.add_row([of, how, which, name, &precision, &recall, &f1]);
        }
        table.add_row([of, how, which, "CoNLL", "", "", &percent(row.scores.conll())]);
    }
    format!("{table}\n")
}

fn json(rows: &[Row]) -> String {
    let record = rows.iter().map(|row| {
        let (chains, how, conll) = (row.chains, row.how, row.scores.conll());
        let mut record =
            serde_json::json!({"chains": chains, "match": how, "singletons": row.singletons, "conll": conll});
        for (name, m) in measures(&row.scores) {
            record[name] = serde_json::json!({"precision": m.precision(), "recall": m.recall(), "f1": m.f1()});
        }
        record
    });
    format!("{}\n", serde_json::Value::Array(record.collect()))
}
