//! All graphs together, their triples as the numbers of their terms: for work that looks at very many triples.

use super::budget;
use super::index::{Index, straight};
use super::snapshot::Snapshot;
use super::terms::Id;
use oxigraph::model::{GraphName, Term};
use std::sync::Arc;

/// The triples of all graphs of a snapshot.
#[derive(Clone)]
pub struct Union {
    snapshot: Arc<Snapshot>,
}

impl Union {
    pub fn new(snapshot: Arc<Snapshot>) -> Self {
        Self { snapshot }
    }

    /// The number of a term; `None` when no quad ever had it.
    pub fn id(&self, term: &Term) -> Option<Id> {
        self.snapshot.terms.find(term)
    }

    /// # Panics
    /// For a number that is not one of this snapshot's.
    pub fn term(&self, id: Id) -> &Term {
        self.snapshot.terms.get(id)
    }

    /// Triples with this subject, predicate and object, `None` being any; one that stands in several graphs comes as often.
    pub fn triples(&self, [subject, predicate, object]: [Option<Id>; 3]) -> impl Iterator<Item = [Id; 3]> + '_ {
        self.rows([subject, predicate, object, None])
            .map(|[subject, predicate, object, _]| [subject, predicate, object])
    }

    /// The graphs in which a term is a subject, each as often as it is.
    pub fn graphs_about(&self, subject: Id) -> impl Iterator<Item = GraphName> + '_ {
        self.rows([Some(subject), None, None, None]).map(|row| self.snapshot.graph_name(row[3]))
    }

    /// The subjects and objects of a graph, each as often as it is one.
    pub fn nodes_in(&self, graph: &GraphName) -> impl Iterator<Item = Id> + '_ {
        let graph = self.snapshot.graph_id(graph);
        graph.into_iter().flat_map(|graph| self.rows([None, None, None, Some(graph)])).flat_map(|row| [row[0], row[2]])
    }

    fn rows(&self, pattern: [Option<Id>; 4]) -> impl Iterator<Item = [Id; 4]> + '_ {
        let Snapshot { main, added, removed, .. } = &*self.snapshot;
        let kept = move |row: &[Id; 4]| removed.is_empty() || !removed.contains(row);
        rows_of(main, &pattern).filter(kept).chain(rows_of(added, &pattern))
    }
}

fn rows_of<'i>(index: &'i Index, pattern: &[Option<Id>; 4]) -> impl Iterator<Item = [Id; 4]> + use<'i> {
    let place = index.find(pattern);
    place.rows.map(move |at| {
        budget::step();
        straight(place.order, index.sorted(place.order, at))
    })
}
