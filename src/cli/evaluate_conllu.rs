//! `trojka evaluate --conllu`: the analysis against a gold analysis.

use super::io::print;
use super::layers::{Given, chosen, keep};
use super::{Outcome, counts};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::conllu::{Count, Scores};
use crate::score::fact::Format;
use crate::text::conllu;
use rayon::prelude::*;
use std::path::Path;

/// Prints the scores of our own analysis, for which the layers `given` are taken from gold.
pub(super) fn run(pack: &Pack, path: &Path, given: &[Given], format: Format) -> Result<Outcome> {
    let gold = Gold::read(path)?;
    let given = chosen(given);
    let pipeline = Pipeline::partial(pack, &given, Layer::Names)?;
    let found: Vec<Document> =
        gold.documents.par_iter().map(|doc| pipeline.resume(keep(doc.clone(), &given))).collect();
    gold.print(&gold.score(&found)?, format)?;
    Ok(Outcome::Done)
}

/// Prints the scores of the analysis in the file `system`, whose documents stand in the order of gold.
pub(super) fn run_system(path: &Path, system: &Path, format: Format) -> Result<Outcome> {
    let gold = Gold::read(path)?;
    let found = conllu::documents("system", conllu::read(system)?);
    if found.len() != gold.documents.len() {
        let message = format!("{} documents where gold has {}", found.len(), gold.documents.len());
        return Err(Error::format(system, None, message));
    }
    gold.print(&gold.score(&found)?, format)?;
    Ok(Outcome::Done)
}

struct Gold<'p> {
    path: &'p Path,
    documents: Vec<Document>,
    /// The layers that every sentence has.
    layers: Vec<Layer>,
    /// For each sentence of the file, whether its names are annotated.
    named: Vec<bool>,
}

impl<'p> Gold<'p> {
    fn read(path: &'p Path) -> Result<Self> {
        let blocks = conllu::read(path)?;
        let layers = conllu::given_layers(&blocks);
        let named = blocks.iter().map(|block| block.layers.ner).collect();
        Ok(Self { path, documents: conllu::documents("gold", blocks), layers, named })
    }

    /// Compares document by document.
    fn score(&self, found: &[Document]) -> Result<Scores> {
        let mut scores = Scores::default();
        let mut first = 0;
        for (gold, found) in self.documents.iter().zip(found) {
            let message = |message| Error::format(self.path, None, format!("document {}: {message}", gold.article.id));
            scores.add(gold, found).map_err(message)?;
            scores.add_names(gold, found, |sentence| self.named[first + sentence]);
            first += gold.sentences.len();
        }
        Ok(scores)
    }

    fn print(&self, scores: &Scores, format: Format) -> Result<()> {
        let names = self.named.contains(&true);
        let rows = scores.rows().into_iter().filter(|(measure, _)| is_gold(measure, &self.layers, names));
        print(&table(&rows.collect::<Vec<_>>(), format))
    }
}

fn table(rows: &[(&'static str, Count)], format: Format) -> String {
    if format == Format::Json {
        let record: serde_json::Map<String, serde_json::Value> = rows
            .iter()
            .map(|(name, c)| {
                let value =
                    serde_json::json!({"precision": c.precision(), "recall": c.recall(), "f1": c.f1(), "gold": c.gold});
                ((*name).to_owned(), value)
            })
            .collect();
        return format!("{}\n", serde_json::Value::Object(record));
    }
    counts::lines("measure", rows.iter().copied())
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
