//! `trojka validate`: a store or files against SHACL shapes.

use super::io::{BaseArg, Reporter};
use super::{Global, Outcome, target};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::graph::Base;
use crate::lang::Pack;
use crate::store::Store;
use crate::validate::report::{JsonReport, RdfReport, TextReport};
use crate::validate::{self, Engine, Gate, Scope, Severity, Shapes, ShapesGraph, Summary};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Checks a store, or RDF files, against SHACL shapes.
///
/// Without --shapes these are the shapes of the ontology; files then need not repeat the ontology and the gazetteer. Exit
/// status: 0 conforms, 1 does not, 2 wrong usage, ill-formed shapes included.
#[derive(Debug, clap::Args)]
pub struct Validate {
    /// Files to check in place of a store: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by their endings.
    #[arg(value_name = "FILE", required_unless_present = "store", conflicts_with_all = ["store", "graph"])]
    pub files: Vec<PathBuf>,
    /// Folder of the store.
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    #[command(flatten)]
    pub base: BaseArg,
    /// Turtle file with SHACL Core shapes to use in place of the built-in ones. Can be given several times.
    #[arg(long, value_name = "FILE.ttl")]
    pub shapes: Vec<PathBuf>,
    /// Form of the report.
    #[arg(long, value_name = "FORMAT", default_value = TEXT,
        value_parser = clap::builder::PossibleValuesParser::new([TEXT, JSON].into_iter().chain(Format::ALL.map(Format::name))))]
    pub format: String,
    /// File to write, in place of standard output. It appears when it is complete.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Check only what stands in this graph, beside all others. Can be given several times.
    #[arg(long, value_name = "IRI")]
    pub graph: Vec<String>,
    /// The least severity that is told, and that counts against conformance.
    #[arg(long, value_name = "SEVERITY", default_value = "violation",
        value_parser = clap::builder::PossibleValuesParser::new(SEVERITIES.map(|(name, _)| name)))]
    pub severity: String,
}

const TEXT: &str = "text";
const JSON: &str = "json";
const SEVERITIES: [(&str, Severity); 3] =
    [("violation", Severity::Violation), ("warning", Severity::Warning), ("info", Severity::Info)];

/// Whether what is written is checked first.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct GateArg {
    /// Check the graph of each article against the shapes of the ontology before it is written. One that does not conform
    /// is told with its first results, and not written.
    #[arg(long)]
    pub validate: bool,
}

impl GateArg {
    /// # Errors
    /// When shapes, ontology or gazetteer cannot be read.
    pub fn gate(self, base: &Base, pack: &Pack) -> Result<Option<Gate>> {
        self.validate.then(|| Gate::new(base, pack)).transpose()
    }

    /// Tells whether the graphs that follow from all articles conform. They are written: they follow from what was.
    ///
    /// # Errors
    /// When the shapes cannot be read.
    pub fn check_following(self, store: &Store, reporter: &mut Reporter) -> Result<()> {
        if !self.validate {
            return Ok(());
        }
        let graphs = [store.base().identity_graph(), store.base().derived_graph()];
        if let Some(refusal) = validate::check(store.base(), store.dataset().snapshot(), &graphs)? {
            reporter
                .fail(&format!("trojka: what follows from all articles does not conform: {refusal} [nonconforming]"));
        }
        Ok(())
    }
}

/// What is checked.
struct Subject {
    base: Base,
    dataset: Dataset,
    graphs: Option<Vec<GraphName>>,
}

impl Validate {
    /// # Errors
    /// [`Error::Usage`] for shapes that are ill-formed and graphs that are not there; others when store, files or the
    /// output cannot be used.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let subject = match &self.store {
            Some(dir) => self.stored(dir)?,
            None => self.read(global)?,
        };
        let shapes = self.shapes(&subject.base)?;
        let engine = Engine::over(&shapes, subject.dataset.snapshot());
        let least = SEVERITIES.into_iter().find(|(name, _)| *name == self.severity).map(|(_, severity)| severity);
        let scope = Scope { least: least.unwrap_or(Severity::Violation), graphs: subject.graphs };
        let mut summary = Summary::default();
        target::to(self.output.as_deref(), |out| {
            summary = self.report(&engine, &scope, &subject.base, out)?;
            Ok(())
        })?;
        Ok(if summary.conforms() { Outcome::Done } else { Outcome::SomeFailed })
    }

    fn shapes(&self, base: &Base) -> Result<Shapes> {
        if self.shapes.is_empty() {
            return validate::shapes(base);
        }
        let mut graph = ShapesGraph::default();
        for path in &self.shapes {
            let text = std::fs::read_to_string(path).map_err(|error| Error::file(path, error))?;
            graph.add(&path.display().to_string(), &text, Some(&file_iri(path)))?;
        }
        Shapes::read(&graph)
    }

    fn stored(&self, dir: &Path) -> Result<Subject> {
        let store = Store::open(dir, self.base.get()?.as_ref())?;
        let graph = |iri: &String| {
            let graph = NamedNode::new(iri).map_err(|error| Error::Usage(format!("--graph <{iri}>: {error}")))?;
            let known = store.has_graph(graph.as_ref());
            if known { Ok(graph.into()) } else { Err(Error::Usage(format!("the store has no graph <{iri}>"))) }
        };
        let graphs: Vec<GraphName> = self.graph.iter().map(graph).collect::<Result<_>>()?;
        let graphs = (!graphs.is_empty()).then_some(graphs);
        Ok(Subject { base: store.base().clone(), dataset: store.dataset().clone(), graphs })
    }

    /// The files; with ontology and gazetteer where the built-in shapes speak of them.
    fn read(&self, global: &Global) -> Result<Subject> {
        let base = self.base.get()?.unwrap_or_default();
        let own = self.shapes.is_empty();
        let dataset = if own { validate::background(&base, &global.pack()?)? } else { Dataset::new() };
        let mut graphs = BTreeSet::new();
        for path in &self.files {
            let quads = quads(path)?;
            graphs.extend(quads.iter().map(|quad| quad.graph_name.to_string()));
            dataset.extend(quads);
        }
        let names =
            graphs.into_iter().map(|name| match name.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
                Some(iri) => NamedNode::new_unchecked(iri).into(),
                None => GraphName::DefaultGraph,
            });
        Ok(Subject { base, dataset, graphs: own.then(|| names.collect()) })
    }

    fn report(&self, engine: &Engine<'_>, scope: &Scope, base: &Base, out: &mut dyn Write) -> io::Result<Summary> {
        match self.format.as_str() {
            TEXT => engine.run(scope, &mut TextReport::new(out, base.clone())),
            JSON => engine.run(scope, &mut JsonReport::new(out, base.clone())),
            name => {
                let format: Format = name.parse().map_err(io::Error::other)?;
                let mut report = RdfReport::new(out, format.rdf_format(), base)?;
                let summary = engine.run(scope, &mut report)?;
                report.finish().map(|()| summary)
            }
        }
    }
}

fn quads(path: &Path) -> Result<Vec<oxigraph::model::Quad>> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = RdfFormat::from_extension(ending)
        .ok_or_else(|| Error::Usage(format!("{}: no form of RDF has the ending {ending:?}", path.display())))?;
    let bytes = std::fs::read(path).map_err(|error| Error::file(path, error))?;
    let parser = RdfParser::from_format(format).with_base_iri(file_iri(path));
    let parser = parser.map_err(|error| Error::format(path, None, error))?;
    parser.for_slice(&bytes).map(|quad| quad.map_err(|error| Error::format(path, line(&error), error))).collect()
}

/// The line, counted from 1.
fn line(error: &oxigraph::io::RdfSyntaxError) -> Option<usize> {
    error.location().and_then(|range| usize::try_from(range.start.line).ok()).map(|line| line + 1)
}

/// What relative IRIs of a file are relative to.
fn file_iri(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    format!("file://{}", crate::graph::iri::encoded_path(&path.to_string_lossy()))
}
