//! `trojka evaluate --slavicner`: names against the SlavicNER corpus.

use super::Outcome;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::conllu::Count;
use crate::score::slavicner::{Class, Fault, Miss, Scores, pairs, parse};
use rayon::prelude::*;
use std::path::Path;

/// Prints the scores of all documents of the corpus; before them, if asked, every name that is not as gold has it.
pub(super) fn run(pack: &Pack, folder: &Path, list: bool) -> Result<Outcome> {
    let pipeline = Pipeline::partial(pack, &[], Layer::Mentions)?;
    let pairs = pairs(folder).map_err(|source| Error::file(folder, source))?;
    if pairs.is_empty() {
        return Err(Error::Usage(format!("{}: no ner/TOPIC/NAME.tsv with its raw/TOPIC/NAME.txt", folder.display())));
    }
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|source| Error::file(path, source));
    let results: Result<Vec<_>> = pairs
        .par_iter()
        .map(|(text, table)| {
            let message = "needs two numbers, a form, lemma, class and identity".to_owned();
            let gold = parse(&read(table)?).map_err(|line| Error::format(table, Some(line), message))?;
            Ok((gold, pipeline.run(Article::new(text.display().to_string(), read(text)?))))
        })
        .collect();
    let mut scores = Scores::default();
    for ((text, _), (gold, found)) in pairs.iter().zip(results?) {
        for miss in scores.add(&gold, &found).iter().filter(|_| list) {
            print_miss(text, miss);
        }
    }
    print(&scores);
    Ok(Outcome::Done)
}

/// `-` missed, `+` found wrongly, `~` with another lemma; file, place, class, form, our lemma, gold lemma.
fn print_miss(text: &Path, miss: &Miss) {
    let sign = match miss.fault {
        Fault::Missed => '-',
        Fault::Added => '+',
        Fault::Lemma => '~',
    };
    let topic = text.parent().and_then(Path::file_name).unwrap_or_default().display();
    let name = text.file_stem().unwrap_or_default().display();
    let (start, end) = miss.place;
    let Miss { class, form, found, gold, .. } = miss;
    println!("{sign}\t{topic}/{name}\t{start}-{end}\t{}\t{form}\t{found}\t{gold}", class.as_str());
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
