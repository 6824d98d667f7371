//! Parsing and evaluating one query.

use super::guard::{self, Complaint};
use super::syntax;
use crate::search::{Hit, SearchError, rewrite};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store as Dataset;
use spargebra::SparqlParser;
use std::sync::Arc;

/// Stack of a thread on which queries are parsed, evaluated and dropped, in bytes. Only what is used is ever backed by
/// memory. The limits in [`guard`] are measured against it.
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
    /// Graphs named outside the query (SPARQL 1.1 Protocol, 2.1.4); they take precedence over `FROM`.
    pub default_graphs: Vec<NamedNode>,
    pub named_graphs: Vec<NamedNode>,
    pub cancel: CancellationToken,
    /// Answers `tro:matches` and `tro:query`; without it a query that has them is refused.
    pub search: Option<Search>,
}

/// Why a query has no result.
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
    /// A search in the query that cannot be answered.
    #[error("{0}")]
    Search(String),
    /// The index that the query asks is not there yet.
    #[error("{0}")]
    NotReady(String),
    #[error("the query was stopped")]
    Cancelled,
    #[error("{0}")]
    Evaluation(String),
}

impl Question {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), union: true, ..Self::default() }
    }

    /// Starts the evaluation. Call it, read the result and drop it on a deep stack ([`on_deep_stack`]).
    ///
    /// # Errors
    /// When the query is refused, wrong or stopped. Errors later in the result come from the result itself.
    pub fn ask(&self, dataset: &Dataset) -> Result<QueryResults<'static>, QueryError> {
        guard::check(&self.text)?;
        let mut parser = SparqlParser::new();
        if let Some(base) = &self.base {
            parser = parser.with_base_iri(base.as_str()).map_err(|_| QueryError::Base(base.clone()))?;
        }
        let mut query = parser
            .parse_query(&self.text)
            .map_err(|error| QueryError::Syntax(syntax::describe(&self.text, &error.to_string())))?;
        self.answer_searches(&mut query)?;
        let evaluator = SparqlEvaluator::new().with_cancellation_token(self.cancel.clone());
        let mut query = evaluator.for_query(query);
        let own = self.default_graphs.is_empty() && self.named_graphs.is_empty();
        let graphs = query.dataset_mut();
        if !own {
            graphs.set_default_graph(self.default_graphs.iter().cloned().map(GraphName::from).collect());
            graphs.set_available_named_graphs(self.named_graphs.iter().cloned().map(Into::into).collect());
        } else if self.union && graphs.is_default_dataset() {
            graphs.set_default_graph_as_union();
        }
        query.on_store(dataset).execute().map_err(QueryError::from)
    }

    fn answer_searches(&self, query: &mut spargebra::Query) -> Result<(), QueryError> {
        let mut not_ready = None;
        let rewritten = rewrite(query, |text, limit| {
            let search = self.search.as_ref().ok_or("there is no full-text index here")?;
            search(text, limit).map_err(|error| {
                if let SearchError::NotReady(reason) = &error {
                    not_ready = Some(reason.clone());
                }
                error.to_string()
            })
        });
        rewritten.map_err(|error| not_ready.map_or(QueryError::Search(error), QueryError::NotReady))
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Cancelled,
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
