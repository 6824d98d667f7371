//! `trojka evaluate`: facts against gold facts.

use super::gazetteer::GazetteerArg;
use super::io::ConfidenceArg;
use super::layers::Given;
use super::{Global, Outcome};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::event::Demand;
use crate::graph::Base;
use crate::pipeline::Pipeline;
use crate::score::fact::{Comparison, Format, GoldArticle, Report, Sheet, compare, find};
use rayon::prelude::*;
use std::path::PathBuf;

/// Precision, recall and F1 against gold: facts by layer, or the analysis by the measures of CoNLL 2018.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Gold facts: a file, or a folder of them (all `*.json` below it), each with its text beside it.
    #[arg(long, value_name = "PATH", required_unless_present_any = ["conllu", "slavicner", "coref"])]
    pub gold: Option<PathBuf>,
    /// Gold analysis: a CoNLL-U file. The text is read anew, apart from the layers that are `--given`.
    #[arg(long, value_name = "FILE", conflicts_with = "gold")]
    pub conllu: Option<PathBuf>,
    /// Another analysis of the same text to score in place of ours: a CoNLL-U file with the documents of `--conllu`.
    #[arg(long, value_name = "FILE", requires = "conllu", conflicts_with = "given")]
    pub system: Option<PathBuf>,
    /// Gold names: a folder of the SlavicNER corpus with `raw/TOPIC/NAME.txt` and `ner/TOPIC/NAME.tsv`.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["gold", "conllu"])]
    pub slavicner: Option<PathBuf>,
    /// Score what the names are linked to in place of the names: pairs of names that mean one thing, within each document
    /// and over all documents of a topic.
    #[arg(long, requires = "slavicner", conflicts_with = "misses")]
    pub linking: bool,
    /// Gold chains of mentions: a file of one document a line with `tokens` and `chains`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["gold", "conllu", "slavicner"])]
    pub coref: Option<PathBuf>,
    /// Take the mentions from the gold chains, and find out only which belong together.
    #[arg(long, requires = "coref")]
    pub given_mentions: bool,
    /// Layers to take from the gold analysis.
    #[arg(long, value_enum, value_delimiter = ',', requires = "conllu")]
    pub given: Vec<Given>,
    /// Folder with the texts (`X.txt` for `X.json`), when they are not beside the gold.
    #[arg(long, value_name = "DIR")]
    pub articles: Option<PathBuf>,
    /// List what was missed (-) and what was found wrongly (+), with the sentences; of names also those with another
    /// lemma (~), as columns: file, place, class, form, found lemma, gold lemma.
    #[arg(long)]
    pub misses: bool,
    /// Tell how often the facts of a band of confidence are right, over all articles.
    #[arg(long, requires = "gold")]
    pub reliability: bool,
    /// Tell precision, recall and F1 by threshold of confidence, over all articles.
    #[arg(long, requires = "gold")]
    pub curve: bool,
    /// Print only the curves that turn the raw confidences of the articles into the share that is right, as
    /// `confidence/calibration.toml` of a language pack has them.
    #[arg(long, requires = "gold", conflicts_with_all = ["reliability", "curve", "misses"])]
    pub calibration: bool,
    #[command(flatten)]
    pub confidence: ConfidenceArg,
    #[command(flatten)]
    pub gazetteer: GazetteerArg,
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
        let pack = self.gazetteer.pack(global, &Base::default())?;
        if let Some(conllu) = &self.conllu {
            return match &self.system {
                Some(system) => super::evaluate_conllu::run_system(conllu, system, self.format),
                None => super::evaluate_conllu::run(&pack, conllu, &self.given, self.format),
            };
        }
        if let Some(folder) = &self.slavicner {
            return match self.linking {
                true => super::evaluate_linking::run(&pack, folder, self.format),
                false => super::evaluate_slavicner::run(&pack, folder, self.misses),
            };
        }
        if let Some(file) = &self.coref {
            return super::evaluate_coref::run(&pack, file, self.given_mentions, self.format);
        }
        let gold = self.selected()?;
        let pipeline = Pipeline::demanding(&pack, self.demand())?;
        let compared: Vec<Comparison> = gold.par_iter().map(|gold| read_and_compare(&pipeline, gold)).collect();
        let mut report = Report::new(self.misses);
        for (gold, comparison) in gold.iter().zip(compared) {
            report.add(&gold.group, &gold.id, comparison);
        }
        if self.calibration {
            super::io::print(&report.calibration())?;
            return Ok(Outcome::Done);
        }
        if self.reliability {
            report.tell_reliability();
        }
        if self.curve {
            report.tell_curve();
        }
        super::io::print(&report.print(self.format))?;
        Ok(Outcome::Done)
    }

    /// Tables by confidence show all facts unless a threshold is given.
    fn demand(&self) -> Demand {
        let all = self.reliability || self.curve || self.calibration;
        let least = self.confidence.min_confidence.or(all.then_some(0.0));
        Demand { least, calibrated: !self.calibration }
    }

    fn selected(&self) -> Result<Vec<GoldArticle>> {
        let root = self
            .gold
            .as_deref()
            .ok_or_else(|| Error::Usage("--gold, --conllu, --slavicner or --coref is needed".into()))?;
        let mut gold = find(root, self.articles.as_deref())?;
        if let Some(name) = &self.only {
            gold.retain(|article| article.id.contains(name.as_str()) || article.group.contains(name.as_str()));
            if gold.is_empty() {
                return Err(Error::Usage(format!("{}: no article named {name}", root.display())));
            }
        }
        Ok(gold)
    }
}

fn read_and_compare(pipeline: &Pipeline, gold: &GoldArticle) -> Comparison {
    let doc = pipeline.run(Article::new(gold.id.as_str(), gold.text.as_str()));
    compare(&gold.sheet, &Sheet::of_document(&doc))
}
