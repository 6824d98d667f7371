//! `trojka evaluate --slavicner`: names against the SlavicNER corpus.

use super::Outcome;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::conllu::Count;
use crate::score::slavicner::{Class, Scores, pairs, parse};
use rayon::prelude::*;
use std::path::Path;

/// Prints the scores of all documents of the corpus.
pub(super) fn run(pack: &Pack, folder: &Path) -> Result<Outcome> {
    let pipeline = Pipeline::partial(pack, &[], Layer::Mentions)?;
    let pairs = pairs(folder).map_err(|source| Error::file(folder, source))?;
    if pairs.is_empty() {
        return Err(Error::Usage(format!("{}: no ner/TOPIC/NAME.tsv with its raw/TOPIC/NAME.txt", folder.display())));
    }
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|source| Error::file(path, source));
    let results: Result<Vec<_>> = pairs
        .par_iter()
        .map(|(text, table)| {
            let message = "needs two numbers, form, lemma, class and identity".to_owned();
            let gold = parse(&read(table)?).map_err(|line| Error::format(table, Some(line), message))?;
            Ok((gold, pipeline.run(Article::new(text.display().to_string(), read(text)?))))
        })
        .collect();
    let mut scores = Scores::default();
    for (gold, found) in results? {
        scores.add(&gold, &found);
    }
    print(&scores);
    Ok(Outcome::Done)
}

fn print(scores: &Scores) {
    println!("{:<10} {:>9} {:>9} {:>9} {:>8}", "names", "precision", "recall", "F1", "gold");
    let row = |name: &str, count: Count| {
        let (precision, recall, f1) = (100.0 * count.precision(), 100.0 * count.recall(), 100.0 * count.f1());
        println!("{name:<10} {precision:>9.2} {recall:>9.2} {f1:>9.2} {:>8}", count.gold);
    };
    for (class, count) in Class::ALL.into_iter().zip(scores.classes) {
        row(class.as_str(), count);
    }
    row("all", scores.total());
    let (right, all) = scores.lemmas;
    if all > 0 {
        println!("lemmas right: {right} of {all} ({:.2} %)", 100.0 * right as f64 / all as f64);
    }
}
