//! `trojka query`: SPARQL on a store.

use super::io::{BaseArg, StoreArg, stdout_error, to_stdout};
use super::{Global, Outcome};
use crate::error::{Error, Result};
use crate::export::PREFIXES;
use crate::lang::Pack;
use crate::query::{Output, QueryError, Question, Rendering, Search, WriteError, on_deep_stack, write_results};
use crate::search::{Index, Lemmas, SearchError, entries};
use crate::store::Store;
use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNode;
use oxigraph::sparql::results::QueryResultsFormat;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Runs a SPARQL query on the store; the default graph is the union of all graphs.
///
/// Without --format, rows are a table on a terminal and JSON otherwise, triples are Turtle.
#[derive(Debug, clap::Args)]
pub struct Query {
    /// File with the query, `-` for standard input.
    #[arg(value_name = "FILE", required_unless_present = "expression", conflicts_with = "expression")]
    pub file: Option<PathBuf>,
    /// The query itself.
    #[arg(short = 'e', long, value_name = "QUERY")]
    pub expression: Option<String>,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub base: BaseArg,
    /// Form of the result.
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(Output::NAMES))]
    pub format: Option<String>,
}

impl Query {
    /// # Errors
    /// [`Error::Usage`] for a query that is wrong or does not fit the format; others when query file, store or standard
    /// output cannot be used.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let (name, text) = self.text()?;
        let store = Store::open(&self.store.store, self.base.get()?.as_ref())?;
        let search = Some(search(&store, global.pack()?));
        let question = Question { base: Some(store.base().to_string()), search, ..Question::new(text) };
        on_deep_stack(|| self.answer(&question, &name, &store))
            .map_err(|error| Error::Query(format!("{name}: {error}")))?
            .map(|()| Outcome::Done)
    }

    fn answer(&self, question: &Question, name: &str, store: &Store) -> Result<()> {
        let results = question.ask(store.dataset()).map_err(|error| describe(name, error))?;
        to_stdout(|out| {
            write_results(results, self.rendering(), PREFIXES.iter().copied(), store.base(), out).map_err(|error| match error {
                WriteError::Io(error) => stdout_error(error),
                WriteError::Query(error) => describe(name, error),
                mismatch => Error::Usage(mismatch.to_string()),
            })
        })
    }

    fn rendering(&self) -> Rendering {
        let asked = self.format.as_deref().and_then(Output::parse);
        let rows = if std::io::stdout().is_terminal() { Output::Table } else { Output::Rows(QueryResultsFormat::Json) };
        asked.map_or(Rendering { rows: Some(rows), triples: Some(RdfFormat::Turtle) }, Rendering::from)
    }

    /// The query and what it is called in messages.
    fn text(&self) -> Result<(String, String)> {
        if let Some(text) = &self.expression {
            return Ok(("query".into(), text.clone()));
        }
        let path = self.file.clone().unwrap_or_default();
        let mut text = String::new();
        let read = if path.as_os_str() == "-" {
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        } else {
            std::fs::read_to_string(&path)
        };
        let name = path.display().to_string();
        read.map(|text| (name, text)).map_err(|error| Error::file(path, error))
    }
}

/// A search in the store, whose index is made when a query first asks it.
fn search(store: &Store, pack: Pack) -> Search {
    let dataset = store.dataset().clone();
    let graphs: Vec<NamedNode> = store.graph_names().collect();
    let index = OnceLock::new();
    let make = move || {
        let lemmas = Lemmas::load(&pack).map_err(|error| SearchError::NotReady(error.to_string()))?;
        let index = Index::new(Arc::new(lemmas))?;
        let read = |graph: &NamedNode| (graph.clone().into(), entries(&dataset, graph.as_ref().into()));
        index.fill(graphs.iter().map(read))?;
        Ok(index)
    };
    Arc::new(move |text, limit| match index.get_or_init(&make) {
        Ok(index) => index.find(text, limit),
        Err(error) => Err(SearchError::clone(error)),
    })
}

/// What is wrong with the query itself is wrong usage; the rest is not the caller's fault.
fn describe(name: &str, error: QueryError) -> Error {
    match error {
        QueryError::Stopped(_) | QueryError::Evaluation(_) | QueryError::NotReady(_) => {
            Error::Query(format!("{name}: {error}"))
        }
        wrong => Error::Usage(format!("{name}: {wrong}")),
    }
}
