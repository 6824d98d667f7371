//! `trojka evaluate --conllu`: the analysis against a gold analysis.

use super::Outcome;
use super::layers::{Given, chosen, keep};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::conllu::Scores;
use crate::score::fact::Format;
use crate::text::conllu::{self, Block};
use rayon::prelude::*;
use std::path::Path;

/// Prints the scores of the whole file.
pub(super) fn run(pack: &Pack, path: &Path, given: &[Given], format: Format) -> Result<Outcome> {
    let blocks = conllu::read(path)?;
    let layers = conllu::given_layers(&blocks);
    let annotated: Vec<bool> = blocks.iter().map(|block| block.layers.ner).collect();
    let given = chosen(given);
    let pipeline = Pipeline::partial(pack, &given, Layer::Names)?;
    let scores = score(path, blocks, &annotated, |gold| pipeline.resume(keep(gold.clone(), &given)))?;
    print(&scores, &layers, annotated.contains(&true), format);
    Ok(Outcome::Done)
}

fn score(
    path: &Path,
    blocks: Vec<Block>,
    annotated: &[bool],
    analyse: impl Fn(&Document) -> Document + Sync,
) -> Result<Scores> {
    let gold = conllu::documents("gold", blocks);
    let found: Vec<Document> = gold.par_iter().map(&analyse).collect();
    let mut scores = Scores::default();
    let mut first = 0;
    for (gold, found) in gold.iter().zip(&found) {
        let message = |message| Error::format(path, None, format!("document {}: {message}", gold.article.id));
        scores.add(gold, found).map_err(message)?;
        scores.add_names(gold, found, |sentence| annotated[first + sentence]);
        first += gold.sentences.len();
    }
    Ok(scores)
}

fn print(scores: &Scores, layers: &[Layer], names: bool, format: Format) {
    let rows: Vec<_> = scores.rows().into_iter().filter(|(name, _)| is_gold(name, layers, names)).collect();
    if format == Format::Json {
        let record: serde_json::Map<String, serde_json::Value> = rows
            .iter()
            .map(|(name, c)| {
                let value =
                    serde_json::json!({"precision": c.precision(), "recall": c.recall(), "f1": c.f1(), "gold": c.gold});
                ((*name).to_owned(), value)
            })
            .collect();
        println!("{}", serde_json::Value::Object(record));
        return;
    }
    println!("{:<10} {:>9} {:>9} {:>9} {:>8}", "measure", "precision", "recall", "F1", "gold");
    for (name, c) in rows {
        let percent = |share: f64| share * 100.0;
        println!(
            "{name:<10} {:>9.2} {:>9.2} {:>9.2} {:>8}",
            percent(c.precision()),
            percent(c.recall()),
            percent(c.f1()),
            c.gold
        );
    }
}

fn is_gold(measure: &str, layers: &[Layer], names: bool) -> bool {
    match measure {
        "UPOS" | "XPOS" | "UFeats" => layers.contains(&Layer::Tags),
        "Lemmas" => layers.contains(&Layer::Lemmas),
        "UAS" | "LAS" => layers.contains(&Layer::Trees),
        "Names" => names,
        _ => true,
    }
}
