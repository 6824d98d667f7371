//! `trojka evaluate`: facts against gold facts.

use super::{Global, Outcome};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::pipeline::Pipeline;
use crate::score::fact::{Comparison, Format, GoldArticle, Report, Sheet, compare, find};
use rayon::prelude::*;
use std::path::PathBuf;

/// Precision, recall and F1 of the facts, by layer, against gold facts.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Gold file, or a folder of them (all `*.json` below it), each with its text beside it.
    #[arg(long, value_name = "PATH")]
    pub gold: PathBuf,
    /// Folder with the texts (`X.txt` for `X.json`), when they are not beside the gold.
    #[arg(long, value_name = "DIR")]
    pub articles: Option<PathBuf>,
    /// List what was missed (-) and what was found wrongly (+), with the sentences.
    #[arg(long)]
    pub misses: bool,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Only the articles and groups whose name contains this.
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
}

impl Evaluate {
    /// # Errors
    /// When gold cannot be read or no article is left.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let gold = self.selected()?;
        let pipeline = Pipeline::standard(&global.pack()?)?;
        let compared: Vec<Comparison> = gold.par_iter().map(|gold| read_and_compare(&pipeline, gold)).collect();
        let mut report = Report::new(self.misses);
        for (gold, comparison) in gold.iter().zip(compared) {
            report.add(&gold.group, &gold.id, comparison);
        }
        print!("{}", report.print(self.format));
        Ok(Outcome::Done)
    }

    fn selected(&self) -> Result<Vec<GoldArticle>> {
        let mut gold = find(&self.gold, self.articles.as_deref())?;
        if let Some(name) = &self.only {
            gold.retain(|article| article.id.contains(name.as_str()) || article.group.contains(name.as_str()));
            if gold.is_empty() {
                return Err(Error::Usage(format!("{}: no article named {name}", self.gold.display())));
            }
        }
        Ok(gold)
    }
}

fn read_and_compare(pipeline: &Pipeline, gold: &GoldArticle) -> Comparison {
    let doc = pipeline.run(Article::new(gold.id.as_str(), gold.text.as_str()));
    compare(&gold.sheet, &Sheet::of_document(&doc))
}
