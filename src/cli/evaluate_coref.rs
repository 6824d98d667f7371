//! `trojka evaluate --coref`: chains of mentions against annotated ones.

use super::Outcome;
use crate::document::Document;
use crate::entity::coref::{Model, Words, chains};
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

/// Prints the measures of all documents of a file: by exact words and by heads, with chains of one mention and without.
pub(super) fn run(pack: &Pack, path: &Path, given: bool, format: Format) -> Result<Outcome> {
    let gold = read(path, &Tokeniser::from_pack(pack)?)?;
    if gold.is_empty() {
        return Err(Error::Usage(format!("{}: no document", path.display())));
    }
    let pipeline = Pipeline::partial(pack, &[Layer::Tokens], Layer::Entities)?;
    let read: Vec<Document> = gold.par_iter().map(|gold| pipeline.resume(gold.document.clone())).collect();
    let roles = Roles::load(pack)?;
    let model = Model::load(pack)?;
    let of_document = |(gold, doc): (&GoldChains, &Document)| {
        let mentions = given.then(|| gold.chains.iter().flatten().cloned().collect());
        chains(&model, doc, &roles, mentions)
    };
    let found: Vec<Chains> = gold.iter().zip(&read).map(of_document).collect();
    let mut rows = Vec::new();
    for (name, how) in [("head", Match::Head), ("exact", Match::Exact)] {
        for singletons in [true, false] {
            let mut scores = Scores::default();
            for ((gold, doc), found) in gold.iter().zip(&read).zip(&found) {
                add(&mut scores, gold, doc, found, (how, singletons));
            }
            rows.push((name, singletons, scores));
        }
    }
    match format {
        Format::Json => print_json(&rows),
        _ => print_table(&rows),
    }
    Ok(Outcome::Done)
}

type Row = (&'static str, bool, Scores);

/// Mentions as numbers of tokens in the document.
type Chains = Vec<Vec<Range<usize>>>;

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

fn print_table(rows: &[Row]) {
    let mut table = table(&["mentions match by", "chains", "measure", "precision", "recall", "F1"]);
    let percent = |value: f64| percent(Some(value));
    for (how, singletons, scores) in rows {
        let which = if *singletons { "all" } else { "of two and more" };
        for (name, m) in measures(scores) {
            table.add_row([how, which, name, &percent(m.precision()), &percent(m.recall()), &percent(m.f1())]);
        }
        table.add_row([how, which, "CoNLL", "", "", &percent(scores.conll())]);
    }
    println!("{table}");
}

fn print_json(rows: &[Row]) {
    let record = rows.iter().map(|(how, singletons, scores)| {
        let mut record = serde_json::json!({"match": how, "singletons": singletons, "conll": scores.conll()});
        for (name, m) in measures(scores) {
            record[name] = serde_json::json!({"precision": m.precision(), "recall": m.recall(), "f1": m.f1()});
        }
        record
    });
    println!("{}", serde_json::Value::Array(record.collect()));
}
