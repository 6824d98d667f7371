//! The data set as Oxigraph's evaluator reads it.

use super::budget;
use super::pattern::{Graphs, Matches};
use super::snapshot::Snapshot;
use super::terms::{DEFAULT_GRAPH, Id};
use super::value::Value;
use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryDatasetSpecification;
use rustc_hash::FxHashSet;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;

/// Names the union of all graphs, the default one included, where a query names a graph to read from (the name that Apache
/// Jena gave it).
pub const UNION_GRAPH: &str = "urn:x-arq:UnionGraph";
/// Stands for the graphs of several `FROM` clauses.
const FROM_GRAPH: &str = "urn:x-trojka:from";

/// A snapshot with the graphs that a query reads as its default graph.
pub struct View {
    snapshot: Arc<Snapshot>,
    from: Arc<FxHashSet<Id>>,
}

impl View {
    /// `graphs` are the query's own, and become what the evaluator is to be told.
    pub fn new(snapshot: Arc<Snapshot>, graphs: &mut QueryDatasetSpecification) -> Self {
        let mut from = FxHashSet::default();
        match graphs.default_graph_graphs() {
            None => graphs.set_default_graph(vec![NamedNode::new_unchecked(UNION_GRAPH).into()]),
            Some(names) if names.len() > 1 => {
                from = names.iter().filter_map(|name| snapshot.graph_id(name)).collect();
                graphs.set_default_graph(vec![NamedNode::new_unchecked(FROM_GRAPH).into()]);
            }
            Some(_) => {}
        }
        Self { snapshot, from: Arc::new(from) }
    }

    fn value(&self, term: Term) -> Value {
        match &term {
            Term::NamedNode(name) if name.as_str() == UNION_GRAPH => Value::Union,
            Term::NamedNode(name) if name.as_str() == FROM_GRAPH => Value::From,
            _ => self.snapshot.terms.find(&term).map_or_else(|| Value::Made(Rc::new(term)), Value::Known),
        }
    }
}

impl QueryableDataset<'static> for View {
    type InternalTerm = Value;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Value>,
        predicate: Option<&Value>,
        object: Option<&Value>,
        graph: Option<Option<&Value>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Value>, Infallible>> + use<> {
        let mut pattern = [None; 4];
        let mut graphs = Graphs::All;
        let mut possible = true;
        for (place, value) in [subject, predicate, object].into_iter().enumerate() {
            match value {
                None => {}
                Some(Value::Known(id)) => pattern[place] = Some(*id),
                Some(_) => possible = false,
            }
        }
        match graph {
            None => graphs = Graphs::Named,
            Some(None) => pattern[3] = Some(DEFAULT_GRAPH),
            Some(Some(Value::Known(id))) => pattern[3] = Some(*id),
            Some(Some(Value::Union)) => graphs = Graphs::Union,
            Some(Some(Value::From)) => graphs = Graphs::Some(Arc::clone(&self.from)),
            Some(Some(Value::Made(_))) => possible = false,
        }
        let snapshot = Arc::clone(&self.snapshot);
        let matches = if possible { Matches::new(snapshot, pattern, graphs) } else { Matches::none(snapshot) };
        matches.map(|[subject, predicate, object, graph]| {
            Ok(InternalQuad {
                subject: Value::Known(subject),
                predicate: Value::Known(predicate),
                object: Value::Known(object),
                graph_name: (graph != DEFAULT_GRAPH).then_some(Value::Known(graph)),
            })
        })
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Value, Infallible>> + use<> {
        let mut ids: Vec<Id> = self.snapshot.graph_ids().collect();
        ids.sort_unstable();
        ids.into_iter().map(|id| Ok(Value::Known(id)))
    }

    fn contains_internal_graph_name(&self, name: &Value) -> Result<bool, Infallible> {
        Ok(matches!(name, Value::Known(id) if self.snapshot.has_graph(*id)))
    }

    fn internalize_term(&self, term: Term) -> Result<Value, Infallible> {
        budget::step();
        Ok(self.value(term))
    }

    fn externalize_term(&self, value: Value) -> Result<Term, Infallible> {
        budget::step();
        Ok(match value {
            Value::Known(id) => self.snapshot.terms.get(id).clone(),
            Value::Made(term) => Rc::unwrap_or_clone(term),
            Value::Union => NamedNode::new_unchecked(UNION_GRAPH).into(),
            Value::From => NamedNode::new_unchecked(FROM_GRAPH).into(),
        })
    }

    fn externalize_expression_term(&self, value: Value) -> Result<ExpressionTerm, Infallible> {
        self.externalize_term(value).map(ExpressionTerm::from)
    }
}
