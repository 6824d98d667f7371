//! From inputs to the graphs of their articles, in parallel and in the order of the inputs.

use super::gazetteer::GazetteerArg;
use super::io::{ConfidenceArg, Reporter};
use crate::article::{Article, Options, content_digest, origin, read};
use crate::error::Result;
use crate::event::Demand;
use crate::finding::{Finding, Severity};
use crate::graph::{Base, Generator, emit};
use crate::lang::Pack;
use crate::pipeline::Pipeline;
use crate::store::{Change, Header};
use crate::validate::Gate;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Articles that are analysed, and then kept, at a time.
const BATCH: usize = 128;

/// How inputs are read, and what of them is kept.
#[derive(Debug, Clone, clap::Args)]
pub struct InputArgs {
    /// Largest article in bytes: a text file once unpacked, or one JSON line.
    #[arg(long, value_name = "BYTES", default_value_t = 1_000_000)]
    pub max_bytes: u64,
    #[command(flatten)]
    pub confidence: ConfidenceArg,
    #[command(flatten)]
    pub gazetteer: GazetteerArg,
}

/// Reads, analyses and emits articles.
pub struct Ingest {
    pipeline: Pipeline,
    base: Base,
    generator: Generator,
    options: Options,
    least: Option<String>,
    gate: Option<Gate>,
}

impl Ingest {
    /// # Errors
    /// When the language pack cannot be used.
    pub fn new(pack: &Pack, base: Base, options: Options, demand: Demand) -> Result<Self> {
        let pipeline = Pipeline::demanding(pack, demand)?;
        let generator = Generator { pack: Some(pack.label()?), ..Generator::default() };
        let least = demand.least.map(|least| least.to_string());
        Ok(Self { pipeline, base, generator, options, least, gate: None })
    }

    /// Only what passes the gate is given to be kept.
    pub fn through(self, gate: Option<Gate>) -> Self {
        Self { gate, ..self }
    }

    /// Gives the graphs of all articles to `keep`, a batch at a time; tells what could not be used. Returns the
    /// number of articles.
    ///
    /// # Errors
    /// Those of `keep`.
    pub fn run(
        &self,
        paths: &[PathBuf],
        reporter: &mut Reporter,
        mut keep: impl FnMut(Vec<Change>) -> Result<()>,
    ) -> Result<usize> {
        let mut count = 0;
        let mut articles = read(paths, &self.options);
        loop {
            let batch = next_batch(&mut articles, reporter);
            if batch.is_empty() {
                return Ok(count);
            }
            let emitted: Vec<_> = batch.into_par_iter().map(|article| self.emit(article)).collect();
            let mut changes = Vec::with_capacity(emitted.len());
            for result in emitted {
                match result {
                    Ok(change) => changes.push(change),
                    Err(finding) => reporter.tell(&finding),
                }
            }
            count += changes.len();
            let batch = changes.len();
            keep(changes)?;
            reporter.advance(batch);
        }
    }

    /// A fault in the analysis of one article costs that article only.
    fn emit(&self, article: Article) -> Result<Change, Finding> {
        let place = article.place.clone();
        let id = article.id.clone();
        let change = catch_unwind(AssertUnwindSafe(|| self.change(article))).map_err(|_| Finding {
            code: "internal",
            severity: Severity::Error,
            stage: "analyse",
            place: place.clone(),
            span: None,
            message: format!("article {id:?} could not be analysed because of a fault in the program"),
        })?;
        match self.gate.as_ref().map_or(Ok(()), |gate| gate.check(&change)) {
            Ok(()) => Ok(change),
            Err(refusal) => Err(Finding {
                code: "nonconforming",
                severity: Severity::Error,
                stage: "validate",
                place,
                span: None,
                message: format!("article {id:?} is not written because its graph does not conform: {refusal}"),
            }),
        }
    }

    fn change(&self, article: Article) -> Change {
        let from = article.place.as_ref().filter(|place| place.path != "-");
        let header = Header {
            digest: Some(content_digest(&article.text)),
            origin: from.and_then(|place| origin(Path::new(&place.path))),
            least: self.least.clone(),
            ..Header::default()
        };
        let graph = self.base.article(&article.id);
        let doc = self.pipeline.run(article);
        Change::new(graph, emit(&doc, &self.base, &self.generator), header)
    }
}

fn next_batch(articles: &mut impl Iterator<Item = Result<Article, Finding>>, reporter: &mut Reporter) -> Vec<Article> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match articles.next() {
            None => break,
            Some(Ok(article)) => batch.push(article),
            Some(Err(finding)) => reporter.tell(&finding),
        }
    }
    batch
}
