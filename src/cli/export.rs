//! `trojka export`: the store, or part of it, in the forms that other programs read.

mod check;
mod events;
mod network;
mod rdf;
mod record;
mod table;

use super::io::{BaseArg, StoreArg};
use super::{Global, Outcome};
use crate::dataset::Snapshot;
use crate::error::Result;
use crate::export::facts::Facts;
use crate::export::select::{Choice, Selection};
use crate::export::table::{Sheet, Table};
use crate::export::{Form, Rdf};
use crate::store::Store;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;
use std::sync::Arc;

/// Writes the store, or part of it, in one form; the same graph gives the same bytes.
///
/// Forms of RDF without named graphs (turtle, ntriples, rdfxml) hold the union of all graphs.
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub base: BaseArg,
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name)))]
    pub format: String,
    /// File to write, in place of standard output; for all three tables a folder. It appears when it is complete. Beside it
    /// stands FILE.dcat.ttl, which describes it.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub part: PartArg,
    /// Version of RDF: 1.2 has triple terms, for which 1.1 has statements.
    #[arg(long, value_name = "VERSION", default_value = Rdf::NAMES[0], value_parser = PossibleValuesParser::new(Rdf::NAMES))]
    pub rdf: String,
    /// Layers of linked data, separated by commas: facts (always there), mentions, text. The text of an article goes out
    /// only when its rights allow it. Without this option all is written, and no licence is asked for.
    #[arg(long, value_name = "LAYERS", value_delimiter = ',')]
    pub layers: Vec<String>,
    /// Rights that allow an article's text to be passed on, in the article's exact words, beside open licences.
    #[arg(long, value_name = "RIGHTS")]
    pub text_of: Vec<String>,
    /// Table to write as csv or parquet: events, posts or agreements. Without it, all three go into the folder --output.
    #[arg(long, value_name = "TABLE", value_parser = PossibleValuesParser::new(Table::ALL.map(Table::name)))]
    pub table: Option<String>,
    /// In the table of events, one row for each actor with each recipient.
    #[arg(long)]
    pub pairs: bool,
    /// Language of labels in tables, event data and networks where there is a choice. Default: that of the language pack.
    #[arg(long, value_name = "CODE")]
    pub label_language: Option<String>,
    /// Write no record beside the file.
    #[arg(long)]
    pub no_record: bool,
    /// Read the export back with a second reader and compare the graphs before it is handed over; the whole export has to
    /// fit into memory.
    #[arg(long)]
    pub verify: bool,
}

/// Which part of the store is written.
#[derive(Debug, Default, clap::Args)]
#[group(multiple = true)]
pub struct PartArg {
    /// Only this article, with the names of what it names and the triples that its facts support.
    #[arg(long, value_name = "ID|IRI", conflicts_with_all = ["entity", "events", "graph"])]
    pub article: Vec<String>,
    /// Only this entity, with the facts in which it takes part.
    #[arg(long, value_name = "IRI|KIND/SLUG", conflicts_with_all = ["events", "graph"])]
    pub entity: Vec<String>,
    /// Only events, with their sentences and the names of what they name.
    #[arg(long, conflicts_with = "graph")]
    pub events: bool,
    /// Only this named graph.
    #[arg(long, value_name = "IRI")]
    pub graph: Vec<String>,
}

impl PartArg {
    fn choice(&self) -> Choice {
        if !self.article.is_empty() {
            Choice::Articles(self.article.clone())
        } else if !self.entity.is_empty() {
            Choice::Entities(self.entity.clone())
        } else if self.events {
            Choice::Events
        } else if !self.graph.is_empty() {
            Choice::Graphs(self.graph.clone())
        } else {
            Choice::Whole
        }
    }
}

impl Export {
    fn rdf_version(&self) -> Rdf {
        if self.rdf == Rdf::V12.name() { Rdf::V12 } else { Rdf::V11 }
    }

    /// # Errors
    /// When options do not fit together, when the store or the output cannot be used, or when the verification finds a
    /// difference.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let form: Form = self.format.parse()?;
        check::options(self, form)?;
        let store = Store::open(&self.store.store, self.base.get()?.as_ref())?;
        let snapshot = store.dataset().snapshot();
        let selection = Selection::new(&self.part.choice(), &snapshot, store.base())?;
        let source = Source { global, store: &store, snapshot: &snapshot, selection: &selection };
        match form {
            Form::Rdf(format) => rdf::export(self, format, &source),
            Form::Csv => table::export(self, Sheet::Csv, &source),
            Form::Parquet => table::export(self, Sheet::Parquet, &source),
            Form::Polecat => events::polecat(self, &source),
            Form::Cameo => events::cameo(self, &source),
            Form::GraphMl | Form::Gexf => network::export(self, form, &source),
        }?;
        Ok(Outcome::Done)
    }
}

/// What is exported from.
struct Source<'s> {
    global: &'s Global,
    store: &'s Store,
    snapshot: &'s Arc<Snapshot>,
    selection: &'s Selection,
}

impl Source<'_> {
    /// The facts of what is selected.
    fn facts<'s>(&'s self, typed: &'s Export) -> Result<Facts<'s>> {
        let lang = typed.label_language.as_deref().unwrap_or(&self.global.lang);
        Facts::new(self.snapshot, self.store.base(), self.selection, lang)
    }

    /// A line on standard error, unless it is to be quiet.
    fn tell(&self, line: &str) {
        if !self.global.quiet {
            eprintln!("{line}");
        }
    }
}
