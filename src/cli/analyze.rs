//! `trojka analyze`: the analysis itself, without a store.

use super::ingest::InputArgs;
use super::io::{BaseArg, Reporter, stdout_error, to_stdout};
use super::layers::{Given, check, chosen, keep};
use super::missed::{self, Which};
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
use std::time::{Duration, Instant};

/// Articles that are analysed at a time.
const BATCH: usize = 64;

/// Prints the analysis of articles: tokens to names and chains of mentions as CoNLL-U, or everything up to the facts as
/// JSON lines.
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
    /// With `--missed` a listing for people unless `jsonl` is given.
    #[arg(
        long,
        value_enum,
        default_value = "jsonl",
        default_value_if("missed", clap::builder::ArgPredicate::IsPresent, Some("text"))
    )]
    pub format: Format,
    /// In place of the analysis, list the words that might have named a fact and gave none, each with its sentence,
    /// type, frame and the reason: nobody linked, a denial, the same event told elsewhere, below the threshold.
    /// `--missed=all` adds those whose surroundings do not fit their frame.
    #[arg(long, value_enum, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "near")]
    pub missed: Option<Which>,
    /// Tell on standard error how long each stage took to load and to run.
    #[arg(long)]
    pub timings: bool,
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
    /// Only with `--missed`.
    Text,
}

impl Analyze {
    /// # Errors
    /// When the language pack cannot be used or standard output cannot be written.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let base = self.base.get()?.unwrap_or_default();
        let given = self.given()?;
        let last = if self.format == Format::Conllu { Layer::Coreference } else { Layer::Confidence };
        match (self.missed, self.format) {
            (None, Format::Text) => return Err(Error::Usage("--format text goes with --missed only".into())),
            (Some(_), Format::Conllu) => return Err(Error::Usage("--missed has no CoNLL-U form".into())),
            _ => {}
        }
        let start = Instant::now();
        let pack = self.input.gazetteer.pack(global, &base)?;
        let pipeline = Pipeline::leading(&pack, &given, last, self.input.confidence.demand())?;
        let mut clock = Clock { loaded: start.elapsed(), ..Clock::default() };
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
                        Ok(written) => {
                            clock.add(written);
                            out.write_all(&written.bytes).map_err(stdout_error)?;
                        }
                        Err(finding) => reporter.tell(finding),
                    }
                }
                reporter.advance(written.len());
            }
        })?;
        if self.timings {
            clock.tell(&pipeline, &reporter);
        }
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
    fn analyse(&self, pipeline: &Pipeline, doc: Document, base: &str) -> Result<Written, Finding> {
        let id = doc.article.id.clone();
        let run = AssertUnwindSafe(|| {
            let doc = pipeline.resume(doc);
            let start = Instant::now();
            let bytes = self.write(&doc, base);
            let tokens = doc.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
            Written { bytes, tokens, writing: start.elapsed() }
        });
        catch_unwind(run).map_err(|_| {
            let message = format!("article {id:?} could not be analysed because of a fault in the program");
            fault("fault", None, message)
        })
    }

    fn write(&self, doc: &Document, base: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        match (self.format, self.missed) {
            (Format::Jsonl, Some(which)) => bytes.extend(missed::lines(doc, which).into_bytes()),
            (Format::Text, which) => {
                bytes.extend(missed::listing(doc, which.unwrap_or(Which::Near)).into_bytes());
            }
            (Format::Jsonl, None) => {
                bytes.extend(Analysis::new(doc, base).to_line().into_bytes());
                bytes.push(b'\n');
            }
            (Format::Conllu, _) => conllu::write_document(doc, &mut bytes).expect("memory takes everything"),
        }
        bytes
    }
}

/// The analysis of one article as it goes out.
struct Written {
    bytes: Vec<u8>,
    tokens: usize,
    writing: Duration,
}

/// Where the time goes.
#[derive(Default)]
struct Clock {
    /// Until all stages were loaded.
    loaded: Duration,
    writing: Duration,
    tokens: usize,
}

impl Clock {
    fn add(&mut self, written: &Written) {
        self.writing += written.writing;
        self.tokens += written.tokens;
    }

    /// A line for each stage. The times of running are sums over threads.
    fn tell(&self, pipeline: &Pipeline, reporter: &Reporter) {
        let per_token = |time: Duration| time.as_secs_f64() * 1e6 / self.tokens.max(1) as f64;
        let line = |name: &str, loading: Duration, running: Duration| {
            let (load, run) = (loading.as_secs_f64() * 1e3, running.as_secs_f64() * 1e3);
            reporter.say(&format!("{name:<12}{load:>9.2}{run:>12.2}{:>12.3}", per_token(running)));
        };
        reporter.say(&format!("{:<12}{:>9}{:>12}{:>12}", "stage", "load ms", "run ms", "µs/token"));
        let mut total = self.writing;
        for timing in pipeline.timings() {
            total += timing.running;
            line(timing.stage, timing.loading, timing.running);
        }
        line("writing", Duration::ZERO, self.writing);
        line("all", self.loaded, total);
        reporter.say(&format!("{} tokens, {:.0} a second", self.tokens, self.tokens as f64 / total.as_secs_f64()));
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
