//! Parsing and evaluating one query.

use super::federate::Services;
use super::format::Dialect;
use super::guard::{self, Complaint};
use super::{functions, syntax, walk};
use crate::dataset::budget::Stop;
use crate::dataset::{Dataset, View};
use crate::graph::Base;
use crate::search::{Hit, SearchError, rewrite};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{QueryEvaluationError, QueryResults};
use spareval::{QueryDatasetSpecification, QueryEvaluator};
use spargebra::SparqlParser;
use spargebra::algebra::{GraphPattern, QueryDataset};
use std::sync::Arc;

/// Stack of a thread on which queries are parsed, evaluated and dropped, in bytes. Only what is used is ever backed by
/// memory. The limits in `guard` are measured against it.
pub const DEEP_STACK: usize = 512 << 20;

/// Asks a full-text index, for all hits or the best of them.
pub type Search = Arc<dyn Fn(&str, Option<usize>) -> Result<Vec<Hit>, SearchError> + Send + Sync>;

/// A query and how it is to be understood.
#[derive(Clone, Default)]
pub struct Question {
    pub text: String,
    /// Against which relative IRIs are resolved.
    pub base: Option<String>,
    /// The union of all graphs stands for the default graph, unless the query or the protocol names graphs.
    pub union: bool,
    /// Triples may be told in RDF 1.2 although the query has nothing of it.
    pub rdf12: bool,
    /// Graphs named outside the query (SPARQL 1.1 Protocol, 2.1.4); they take precedence over `FROM`.
    pub default_graphs: Vec<NamedNode>,
    pub named_graphs: Vec<NamedNode>,
    /// The servers that `SERVICE` may ask.
    pub services: Services,
    /// Answers `tro:matches` and `tro:query`; without it a query that has them is refused.
    pub search: Option<Search>,
}

/// Why a query has no result, or an update no effect.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// Too deep, too long, or with something that is not allowed here.
    #[error("{0}")]
    Refused(#[from] Complaint),
    /// With line and column.
    #[error("{0}")]
    Syntax(String),
    #[error("the base {0:?} is not an absolute IRI")]
    Base(String),
    #[error("the query was broken off because {0}")]
    Stopped(#[from] Stop),
    /// Another server that may not be asked.
    #[error("{0}")]
    Forbidden(String),
    /// A search in the query that cannot be answered.
    #[error("{0}")]
    Search(String),
    /// The index that the query asks is not there yet.
    #[error("{0}")]
    NotReady(String),
    #[error("{0}")]
    Evaluation(String),
}

impl Question {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), union: true, ..Self::default() }
    }

    /// How triples of the result are told: in RDF 1.1 unless somebody speaks of RDF 1.2, since most clients read nothing else.
    pub fn dialect(&self) -> Dialect {
        let base = self.base.as_deref().and_then(|base| Base::new(base).ok()).unwrap_or_default();
        Dialect { base, rdf12: self.rdf12 || speaks_rdf12(&self.text) }
    }

    /// Starts the evaluation. Call it, read the result and drop it on a deep stack ([`on_deep_stack`]), within a
    /// [`Budget`](crate::dataset::budget::Budget).
    ///
    /// # Errors
    /// When the query is refused or wrong. Errors later in the result come from the result itself.
    pub fn ask(&self, dataset: &Dataset) -> Result<QueryResults<'static>, QueryError> {
        guard::check(&self.text, self.services.any())?;
        let mut query = parser(self.base.as_deref())?
            .parse_query(&self.text)
            .map_err(|error| QueryError::Syntax(syntax::describe(&self.text, &error.to_string())))?;
        let evaluator = evaluator(walk::pattern_of(&mut query), &self.services, self.search.as_ref())?;
        let mut graphs = graphs(&self.default_graphs, &self.named_graphs, query.dataset(), self.union);
        let view = View::new(dataset.snapshot(), &mut graphs);
        let mut prepared = evaluator.prepare(&query);
        *prepared.dataset_mut() = graphs;
        prepared.execute(view).map_err(QueryError::from)
    }
}

/// Whether a query has triple terms, annotations, or functions or properties for them.
fn speaks_rdf12(query: &str) -> bool {
    let query = query.to_ascii_lowercase();
    ["<<", "{|", "reifies", "triple("].iter().any(|sign| query.contains(sign))
}

/// An evaluator for a pattern, which is made ready for it: its searches are answered, its functions bounded.
pub(super) fn evaluator(
    pattern: &mut GraphPattern,
    services: &Services,
    search: Option<&Search>,
) -> Result<QueryEvaluator, QueryError> {
    answer_searches(pattern, search)?;
    Ok(functions::install(pattern, services.install(QueryEvaluator::new())))
}

/// Puts the answers of the index in the place of the patterns that ask it.
fn answer_searches(pattern: &mut GraphPattern, search: Option<&Search>) -> Result<(), QueryError> {
    let mut not_ready = None;
    let rewritten = rewrite(pattern, &mut |text, limit| {
        let search = search.ok_or("there is no full-text index here")?;
        search(text, limit).map_err(|error| {
            if let SearchError::NotReady(reason) = &error {
                not_ready = Some(reason.clone());
            }
            error.to_string()
        })
    });
    rewritten.map_err(|error| not_ready.map_or(QueryError::Search(error), QueryError::NotReady))
}

pub(super) fn parser(base: Option<&str>) -> Result<SparqlParser, QueryError> {
    match base {
        None => Ok(SparqlParser::new()),
        Some(base) => SparqlParser::new().with_base_iri(base).map_err(|_| QueryError::Base(base.to_owned())),
    }
}

/// The graphs that are read: those that a client names outside its request, else those that the request names, else all
/// together or the standard's default graph.
pub(super) fn graphs(
    default: &[NamedNode],
    named: &[NamedNode],
    own: Option<&QueryDataset>,
    union: bool,
) -> QueryDatasetSpecification {
    let mut graphs = own.cloned().map(QueryDatasetSpecification::from).unwrap_or_default();
    if !default.is_empty() || !named.is_empty() {
        graphs.set_default_graph(default.iter().cloned().map(GraphName::from).collect());
        graphs.set_available_named_graphs(named.iter().cloned().map(Into::into).collect());
    } else if own.is_none() && union {
        graphs.set_default_graph_as_union();
    }
    graphs
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Stopped(Stop::Cancelled),
            QueryEvaluationError::UnsupportedService(name) => {
                Self::Forbidden(format!("SERVICE {name} is not allowed here"))
            }
            other => Self::Evaluation(other.to_string()),
        }
    }
}

/// Runs a closure on a thread of its own with a stack of [`DEEP_STACK`] bytes.
///
/// # Errors
/// When the thread cannot be started.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, work)?;
        thread.join().map_err(|_| std::io::Error::other("the evaluation of the query broke off"))
    })
}
