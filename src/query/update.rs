//! SPARQL 1.1 Update: <https://www.w3.org/TR/sparql11-update/>.

use super::evaluate::{QueryError, Search, evaluator, graphs, parser};
use super::federate::Services;
use super::{guard, syntax};
use crate::dataset::{Edit, View, budget};
use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, Triple};
use spareval::DeleteInsertQuad;
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{self, GroundQuad, GroundQuadPattern, GroundTerm, QuadPattern};
use spargebra::{GraphUpdateOperation as Operation, Update};
use std::collections::HashMap;
use std::sync::Arc;

/// Triple terms within triple terms that the data set takes.
pub const DEEPEST_TERM: usize = 16;

/// An update and how it is to be understood.
#[derive(Clone, Default)]
pub struct Amendment {
    pub text: String,
    /// Against which relative IRIs are resolved.
    pub base: Option<String>,
    /// The union of all graphs stands for the default graph in WHERE, unless the update or the protocol names graphs.
    pub union: bool,
    /// Graphs named outside the update (SPARQL 1.1 Protocol, 2.2.3).
    pub using_graphs: Vec<NamedNode>,
    pub using_named_graphs: Vec<NamedNode>,
    /// The servers that SERVICE may ask, and from which LOAD may read.
    pub services: Services,
    pub sources: Services,
    /// As for a [`Question`](super::Question).
    pub search: Option<Search>,
}

impl Amendment {
    /// Takes all steps of the update. Call it on a deep stack, within a [`Budget`](budget::Budget). When it fails, the edit
    /// is to be dropped.
    ///
    /// # Errors
    /// When the update is refused or wrong, or when one of its operations fails.
    pub fn make(&self, edit: &mut Edit<'_>) -> Result<(), QueryError> {
        for operation in self.parse()?.operations {
            self.operate(operation, edit)?;
        }
        Ok(())
    }

    fn parse(&self) -> Result<Update, QueryError> {
        guard::check_words(&self.text, self.services.any())?;
        let update = parser(self.base.as_deref())?
            .parse_update(&self.text)
            .map_err(|error| QueryError::Syntax(syntax::describe_update(&self.text, &error.to_string())))?;
        let names_graphs = |operation: &Operation| matches!(operation, Operation::DeleteInsert { using: Some(_), .. });
        if self.names_graphs() && update.operations.iter().any(names_graphs) {
            let message = "using-graph-uri and using-named-graph-uri do not go together with USING and WITH";
            return Err(QueryError::Syntax(message.into()));
        }
        Ok(update)
    }

    fn names_graphs(&self) -> bool {
        !self.using_graphs.is_empty() || !self.using_named_graphs.is_empty()
    }

    fn operate(&self, operation: Operation, edit: &mut Edit<'_>) -> Result<(), QueryError> {
        match operation {
            Operation::InsertData { data } => insert(edit, with_own_nodes(data)),
            Operation::DeleteData { data } => {
                edit.remove(data.into_iter().map(ground));
                Ok(())
            }
            Operation::DeleteInsert { delete, insert, using, mut pattern } => {
                self.modify(edit, delete, insert, using, &mut pattern)
            }
            Operation::Load { silent, source, destination } => match self.sources.load(&source, &graph(destination)) {
                Ok(quads) => insert(edit, quads),
                Err(_) if silent => Ok(()),
                Err(message) if self.sources.allow(source.as_str()) => Err(QueryError::Evaluation(message)),
                Err(message) => Err(QueryError::Forbidden(message)),
            },
            Operation::Create { silent, graph } => create(edit, graph, silent),
            Operation::Clear { silent, graph } => clear(edit, graph, silent, false),
            Operation::Drop { silent, graph } => clear(edit, graph, silent, true),
        }
    }

    fn modify(
        &self,
        edit: &mut Edit<'_>,
        delete: Vec<GroundQuadPattern>,
        to_insert: Vec<QuadPattern>,
        using: Option<QueryDataset>,
        pattern: &mut GraphPattern,
    ) -> Result<(), QueryError> {
        let evaluator = evaluator(pattern, &self.services, self.search.as_ref())?;
        let mut graphs = graphs(&self.using_graphs, &self.using_named_graphs, using.as_ref(), self.union);
        let view = View::new(Arc::clone(edit.snapshot()), &mut graphs);
        let mut prepared = evaluator.prepare_delete_insert(delete, to_insert, None, None, pattern);
        *prepared.dataset_mut() = graphs;
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for quad in prepared.execute(view)? {
            match quad? {
                DeleteInsertQuad::Delete(quad) => gone.push(quad),
                DeleteInsertQuad::Insert(quad) => new.push(quad),
            }
        }
        edit.remove(gone);
        insert(edit, new)
    }
}

/// Adds quads unless one of them nests deeper than others could read.
///
/// # Errors
/// [`QueryError::Syntax`] for one that does.
pub fn insert(edit: &mut Edit<'_>, quads: Vec<Quad>) -> Result<(), QueryError> {
    if quads.iter().any(|quad| is_too_deep(&quad.object)) {
        return Err(QueryError::Syntax(format!("a triple term nests more than {DEEPEST_TERM} levels deep")));
    }
    edit.insert(quads);
    Ok(())
}

fn is_too_deep(mut term: &Term) -> bool {
    let mut depth = 0;
    while let Term::Triple(triple) = term {
        term = &triple.object;
        depth += 1;
        if depth > DEEPEST_TERM {
            return true;
        }
    }
    false
}

fn create(edit: &mut Edit<'_>, graph: NamedNode, silent: bool) -> Result<(), QueryError> {
    if edit.snapshot().contains_named_graph(graph.as_ref().into()) {
        return if silent {
            Ok(())
        } else {
            Err(QueryError::Evaluation(format!("the graph {graph} is there already")))
        };
    }
    edit.create(&graph.into());
    Ok(())
}

fn clear(edit: &mut Edit<'_>, target: GraphTarget, silent: bool, drop: bool) -> Result<(), QueryError> {
    let named = |edit: &Edit<'_>| edit.snapshot().named_graphs().map(|(name, _)| name).collect::<Vec<_>>();
    let default = matches!(target, GraphTarget::DefaultGraph | GraphTarget::AllGraphs);
    let graphs = match target {
        GraphTarget::NamedNode(name) => {
            let there = edit.snapshot().contains_named_graph(NamedOrBlankNodeRef::from(name.as_ref()));
            if !there && !silent {
                return Err(QueryError::Evaluation(format!("there is no graph {name}")));
            }
            vec![NamedOrBlankNode::from(name)]
        }
        GraphTarget::DefaultGraph => Vec::new(),
        GraphTarget::NamedGraphs | GraphTarget::AllGraphs => named(edit),
    };
    for graph in graphs {
        if drop { edit.drop_graph(&graph) } else { edit.clear(&graph.into()) }
    }
    if default {
        edit.clear(&GraphName::DefaultGraph);
    }
    Ok(())
}

/// Quads of INSERT DATA, whose blank nodes are new ones.
fn with_own_nodes(data: Vec<term::Quad>) -> Vec<Quad> {
    let mut nodes = HashMap::new();
    let quads = data.into_iter().map(|quad| {
        budget::step();
        let subject = match quad.subject {
            NamedOrBlankNode::BlankNode(node) => own(node, &mut nodes).into(),
            node => node,
        };
        Quad::new(subject, quad.predicate, own_term(quad.object, &mut nodes), graph(quad.graph_name))
    });
    quads.collect()
}

fn own(node: BlankNode, nodes: &mut HashMap<BlankNode, BlankNode>) -> BlankNode {
    nodes.entry(node).or_default().clone()
}

fn own_term(term: Term, nodes: &mut HashMap<BlankNode, BlankNode>) -> Term {
    match term {
        Term::BlankNode(node) => own(node, nodes).into(),
        Term::Triple(triple) => {
            let subject = match triple.subject {
                NamedOrBlankNode::BlankNode(node) => own(node, nodes).into(),
                node => node,
            };
            Triple::new(subject, triple.predicate, own_term(triple.object, nodes)).into()
        }
        other => other,
    }
}

fn ground(quad: GroundQuad) -> Quad {
    Quad::new(quad.subject, quad.predicate, ground_term(quad.object), graph(quad.graph_name))
}

fn ground_term(term: GroundTerm) -> Term {
    match term {
        GroundTerm::NamedNode(node) => node.into(),
        GroundTerm::Literal(literal) => literal.into(),
        GroundTerm::Triple(triple) => Triple::new(triple.subject, triple.predicate, ground_term(triple.object)).into(),
    }
}

fn graph(name: term::GraphName) -> GraphName {
    match name {
        term::GraphName::NamedNode(node) => node.into(),
        term::GraphName::DefaultGraph => GraphName::DefaultGraph,
    }
}
