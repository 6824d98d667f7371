//! `trojka analyze`: the analysis itself, without a store.

use super::ingest::InputArgs;
use super::io::{BaseArg, Reporter, stdout_error, to_stdout};
use super::layers::{Given, check, chosen, keep};
use super::{Global, Outcome};
use crate::article::{self, Options};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::export::analysis::Analysis;
use crate::finding::{Finding, Place, Severity};
use crate::pipeline::{Layer, Pipeline};
use crate::text::conllu;
use rayon::prelude::*;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Articles that are analysed at a time.
const BATCH: usize = 64;

/// Prints the analysis of articles: tokens to names as CoNLL-U, or everything up to the facts as JSON lines.
#[derive(Debug, clap::Args)]
pub struct Analyze {
    /// Files, folders, or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What the inputs are.
    #[arg(long, value_enum, default_value = "text")]
    pub from: Source,
    /// Layers of the CoNLL-U input to keep as they are, beside the tokens; the others are made anew.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LAYER")]
    pub given: Vec<Given>,
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: Format,
    #[command(flatten)]
    pub base: BaseArg,
    #[command(flatten)]
    pub input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Source {
    /// Articles in any form that `build` reads.
    Text,
    /// CoNLL-U: its tokens are kept, and the layers that are `--given`.
    Conllu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Jsonl,
    Conllu,
}

impl Analyze {
    /// # Errors
    /// When the language pack cannot be used or standard output cannot be written.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let base = self.base.get()?.unwrap_or_default();
        let given = self.given()?;
        let last = if self.format == Format::Conllu { Layer::Names } else { Layer::Statements };
        let pipeline = Pipeline::partial(&global.pack()?, &given, last)?;
        let mut inputs = self.documents(&global.lang, &given);
        let mut reporter = Reporter::new(global.quiet, "articles");
        to_stdout(|out| {
            loop {
                let batch = next_batch(&mut inputs, &mut reporter);
                if batch.is_empty() {
                    return Ok(());
                }
                let written: Vec<_> =
                    batch.into_par_iter().map(|doc| self.analyse(&pipeline, doc, base.as_str())).collect();
                for result in &written {
                    match result {
                        Ok(bytes) => out.write_all(bytes).map_err(stdout_error)?,
                        Err(finding) => reporter.tell(finding),
                    }
                }
                reporter.advance(written.len());
            }
        })?;
        Ok(reporter.finish())
    }

    fn given(&self) -> Result<Vec<Layer>> {
        match self.from {
            Source::Conllu if self.given.is_empty() => Ok(vec![Layer::Tokens]),
            Source::Text if !self.given.is_empty() => {
                Err(Error::Usage("text has no layers: --given needs --from conllu".into()))
            }
            _ => Ok(chosen(&self.given)),
        }
    }

    fn documents<'a>(
        &'a self,
        lang: &str,
        given: &'a [Layer],
    ) -> Box<dyn Iterator<Item = Result<Document, Finding>> + 'a> {
        match self.from {
            Source::Text => {
                let options = Options { max_bytes: self.input.max_bytes, lang: lang.to_owned(), ..Options::default() };
                Box::new(article::read(&self.paths, &options).map(|article| article.map(Document::new)))
            }
            Source::Conllu => Box::new(self.paths.iter().flat_map(move |path| read_conllu(path, given))),
        }
    }

    /// A fault of the program costs this article only.
    fn analyse(&self, pipeline: &Pipeline, doc: Document, base: &str) -> Result<Vec<u8>, Finding> {
        let id = doc.article.id.clone();
        let run = AssertUnwindSafe(|| self.write(&pipeline.resume(doc), base));
        catch_unwind(run).map_err(|_| {
            let message = format!("article {id:?} could not be analysed because of a fault in the program");
            fault("fault", None, message)
        })
    }

    fn write(&self, doc: &Document, base: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.format {
            Format::Jsonl => {
                bytes.extend(Analysis::new(doc, base).to_line().into_bytes());
                bytes.push(b'\n');
            }
            Format::Conllu => conllu::write_document(doc, &mut bytes).expect("memory takes everything"),
        }
        bytes
    }
}

fn next_batch(inputs: &mut dyn Iterator<Item = Result<Document, Finding>>, reporter: &mut Reporter) -> Vec<Document> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match inputs.next() {
            None => break,
            Some(Ok(doc)) => batch.push(doc),
            Some(Err(finding)) => reporter.tell(&finding),
        }
    }
    batch
}

/// The documents of one file; a faulty file gives none.
fn read_conllu(path: &Path, given: &[Layer]) -> Vec<Result<Document, Finding>> {
    let blocks = if path == Path::new("-") {
        conllu::Reader::new(path, std::io::stdin().lock()).collect()
    } else {
        conllu::read(path)
    };
    let name = path.file_stem().map_or("conllu".into(), |stem| stem.to_string_lossy());
    match blocks.and_then(|blocks| check(path, &blocks, given).map(|()| blocks)) {
        Ok(blocks) => conllu::documents(&name, blocks).into_iter().map(|doc| Ok(keep(doc, given))).collect(),
        Err(error) => vec![Err(unreadable(path, &error))],
    }
}

fn unreadable(path: &Path, error: &Error) -> Finding {
    let path = path.display().to_string();
    match error {
        Error::Format { line, message, .. } => fault("bad-conllu", Some(Place { path, line: *line }), message.clone()),
        Error::File { source, .. } => fault("unreadable", Some(Place { path, line: None }), source.to_string()),
        other => fault("unreadable", Some(Place { path, line: None }), other.to_string()),
    }
}

fn fault(code: &'static str, place: Option<Place>, message: String) -> Finding {
    Finding { code, severity: Severity::Error, stage: "analyze", place, span: None, message }
}
