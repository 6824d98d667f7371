//! `trojka evaluate --slavicner`: names against the SlavicNER corpus.

use super::io::print;
use super::{Outcome, counts};
use crate::article::Article;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::lang::Pack;
use crate::pipeline::{Layer, Pipeline};
use crate::score::slavicner::{Class, Fault, GoldNames, Miss, Scores, pairs, parse};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Prints the scores of all documents of the corpus; before them, if asked, every name that is not as gold has it.
pub(super) fn run(pack: &Pack, folder: &Path, list: bool) -> Result<Outcome> {
    let pipeline = Pipeline::partial(pack, &[], Layer::Mentions)?;
    let (mut scores, mut text) = (Scores::default(), String::new());
    for Read { path, gold, found } in read(&pipeline, folder)? {
        for miss in scores.add(&gold, &found).iter().filter(|_| list) {
            text += &line(&path, miss);
        }
    }
    text += &table(&scores);
    print(&text)?;
    Ok(Outcome::Done)
}

/// A document of the corpus, with what the pipeline found in it.
pub(super) struct Read {
    pub path: PathBuf,
    pub gold: GoldNames,
    pub found: Document,
}

impl Read {
    /// The folder and the name of the document's file.
    pub(super) fn topic_and_name(path: &Path) -> (String, String) {
        let topic = path.parent().and_then(Path::file_name).unwrap_or_default();
        let name = path.file_stem().unwrap_or_default();
        (topic.to_string_lossy().into_owned(), name.to_string_lossy().into_owned())
    }
}

/// Reads all documents of the corpus, in the order of their files.
pub(super) fn read(pipeline: &Pipeline, folder: &Path) -> Result<Vec<Read>> {
    let pairs = pairs(folder).map_err(|source| Error::file(folder, source))?;
    if pairs.is_empty() {
        return Err(Error::Usage(format!("{}: no ner/TOPIC/NAME.tsv with its raw/TOPIC/NAME.txt", folder.display())));
    }
    let text = |path: &Path| std::fs::read_to_string(path).map_err(|source| Error::file(path, source));
    pairs
        .into_par_iter()
        .map(|(path, table)| {
            let message = "needs two numbers, a form, lemma, class and identity".to_owned();
            let gold = parse(&text(&table)?).map_err(|line| Error::format(&table, Some(line), message))?;
            let (topic, name) = Read::topic_and_name(&path);
            let found = pipeline.run(Article::new(format!("{topic}.{name}"), text(&path)?));
            Ok(Read { path, gold, found })
        })
        .collect()
}

/// `-` missed, `+` found wrongly, `~` with another lemma; file, place, class, form, our lemma, gold lemma.
fn line(text: &Path, miss: &Miss) -> String {
    let sign = match miss.fault {
        Fault::Missed => '-',
        Fault::Added => '+',
        Fault::Lemma => '~',
    };
    let (topic, name) = Read::topic_and_name(text);
    let (start, end) = miss.place;
    let Miss { class, form, found, gold, .. } = miss;
    format!("{sign}\t{topic}/{name}\t{start}-{end}\t{}\t{form}\t{found}\t{gold}\n", class.as_str())
}

fn table(scores: &Scores) -> String {
    let classes = Class::ALL.into_iter().map(Class::as_str).zip(scores.classes);
    let mut text = counts::lines("names", classes.chain([("all", scores.total())]));
    let (right, all) = scores.lemmas;
    if all > 0 {
        text += &format!("lemmas right: {right} of {all} ({:.2} %)\n", 100.0 * right as f64 / all as f64);
    }
    text
}
