//! Subjects one after the other in the order of their text, each with its quads: a data set in a fixed order, of which
//! never more than one subject's quads are in memory.

use super::pattern::{Graphs, Matches};
use super::snapshot::Snapshot;
use super::terms::{DEFAULT_GRAPH, Id};
use oxigraph::model::{GraphName, NamedOrBlankNodeRef, Quad, Term, TermRef};
use rayon::slice::ParallelSliceMut;
use std::cmp::Ordering;
use std::sync::Arc;

/// Subjects that are to be walked, by graph. Blank nodes are left out, as subjects and as graphs: their names mean nothing,
/// so they have no place in an order.
pub struct Places {
    snapshot: Arc<Snapshot>,
    by_graph: bool,
    /// Graph (0 where graphs do not matter) and subject.
    places: Vec<(Id, Id)>,
}

/// The quads of one subject in one graph after those of the other; the order of a subject's own quads means nothing.
pub struct Walk {
    snapshot: Arc<Snapshot>,
    by_graph: bool,
    places: std::vec::IntoIter<(Id, Id)>,
}

impl Snapshot {
    /// An empty walk, to which places are added: graph by graph, or each subject with its quads of all graphs.
    pub fn places(self: &Arc<Self>, by_graph: bool) -> Places {
        Places { snapshot: Arc::clone(self), by_graph, places: Vec::new() }
    }

    /// The quads one of whose terms (the graph's name is one) is such a term.
    pub fn quads_with(self: &Arc<Self>, is_such: impl Fn(TermRef<'_>) -> bool) -> Vec<Quad> {
        let last = Id::try_from(self.terms.len()).expect("numbers are of this type");
        let mut such = vec![false; self.terms.len() + 1];
        for id in 1..=last {
            such[id as usize] = is_such(self.terms.get(id).as_ref());
        }
        let rows = Matches::new(Arc::clone(self), [None; 4], Graphs::All);
        rows.filter(|row| row.iter().any(|&id| such[id as usize])).map(|row| self.quad(row)).collect()
    }
}

impl Places {
    /// Every subject.
    pub fn add_all(&mut self) {
        if self.by_graph {
            let graphs: Vec<Id> = self.snapshot.graph_ids().chain([DEFAULT_GRAPH]).collect();
            graphs.into_iter().for_each(|graph| self.add([None, None, None, Some(graph)]));
        } else {
            self.add([None; 4]);
        }
    }

    /// The subjects of a graph.
    pub fn add_graph(&mut self, name: &GraphName) {
        if let Some(graph) = self.snapshot.graph_id(name) {
            self.add([None, None, None, Some(graph)]);
        }
    }

    /// A subject in all graphs.
    pub fn add_subject(&mut self, node: NamedOrBlankNodeRef<'_>) {
        if let Some(subject) = self.snapshot.terms.find(&TermRef::from(node).into_owned()) {
            self.add([Some(subject), None, None, None]);
        }
    }

    fn add(&mut self, pattern: [Option<Id>; 4]) {
        for row in Matches::new(Arc::clone(&self.snapshot), pattern, Graphs::All) {
            let place = (if self.by_graph { row[3] } else { DEFAULT_GRAPH }, row[0]);
            if self.places.last() != Some(&place) && self.is_named(place.0) && self.is_named(place.1) {
                self.places.push(place);
            }
        }
    }

    fn is_named(&self, id: Id) -> bool {
        id == DEFAULT_GRAPH || matches!(self.snapshot.terms.get(id), Term::NamedNode(_))
    }

    /// Each place once, in order.
    pub fn walk(mut self) -> Walk {
        let snapshot = &self.snapshot;
        self.places.par_sort_unstable();
        self.places.dedup();
        self.places.par_sort_unstable_by(|one, other| {
            compare(snapshot, one.0, other.0).then_with(|| compare(snapshot, one.1, other.1))
        });
        Walk { snapshot: self.snapshot, by_graph: self.by_graph, places: self.places.into_iter() }
    }
}

impl Iterator for Walk {
    type Item = Vec<Quad>;

    fn next(&mut self) -> Option<Vec<Quad>> {
        let (graph, subject) = self.places.next()?;
        let graph = self.by_graph.then_some(graph);
        let rows = Matches::new(Arc::clone(&self.snapshot), [Some(subject), None, None, graph], Graphs::All);
        Some(rows.map(|row| self.snapshot.quad(row)).collect())
    }
}

/// The default graph before all names.
fn compare(snapshot: &Snapshot, one: Id, other: Id) -> Ordering {
    match (one, other) {
        _ if one == other => Ordering::Equal,
        (DEFAULT_GRAPH, _) => Ordering::Less,
        (_, DEFAULT_GRAPH) => Ordering::Greater,
        _ => match (snapshot.terms.get(one), snapshot.terms.get(other)) {
            (Term::NamedNode(one), Term::NamedNode(other)) => compare_iris(one.as_str(), other.as_str()),
            _ => unreachable!("blank nodes were left out"),
        },
    }
}

/// IRIs as N-Triples writes them: the `>` at the end counts, so that lines that begin with them are in the same order.
pub fn compare_iris(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let shared = one.len().min(other.len());
    one[..shared].cmp(&other[..shared]).then_with(|| match (one.get(shared), other.get(shared)) {
        (None, None) => Ordering::Equal,
        (None, Some(next)) => b'>'.cmp(next),
        (Some(next), _) => next.cmp(&b'>'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Dataset;
    use oxigraph::model::{BlankNode, Literal, NamedNode};

    fn node(name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("http://example.org/{name}"))
    }

    fn dataset() -> Dataset {
        let blank = BlankNode::new_unchecked("b");
        [
            Quad::new(node("a#x"), node("p"), Literal::from("1"), node("g2")),
            Quad::new(node("a"), node("p"), Literal::from("2"), node("g2")),
            Quad::new(node("ab"), node("p"), blank.clone(), node("g1")),
            Quad::new(blank.clone(), node("p"), node("a"), node("g1")),
            Quad::new(node("a"), node("p"), Literal::from("2"), blank),
            Quad::new(node("a"), node("q"), Literal::from("3"), GraphName::DefaultGraph),
        ]
        .into_iter()
        .collect()
    }

    fn walked(by_graph: bool, add: impl Fn(&mut Places)) -> Vec<String> {
        let mut places = dataset().snapshot().places(by_graph);
        add(&mut places);
        let line = |quads: Vec<Quad>| format!("{} {}", quads[0].subject, quads.len());
        places.walk().map(line).collect()
    }

    #[test]
    fn subjects_come_in_the_order_of_lines() {
        let expected = ["<http://example.org/a#x> 1", "<http://example.org/a> 3", "<http://example.org/ab> 1"];
        assert_eq!(walked(false, Places::add_all), expected);
        let [first, second, last] = expected;
        assert_eq!(
            walked(true, Places::add_all),
            ["<http://example.org/a> 1", last, first, "<http://example.org/a> 1"]
        );
        assert_ne!(second, "<http://example.org/a> 1");
    }

    #[test]
    fn some_places_only() {
        assert_eq!(walked(true, |places| places.add_graph(&node("g1").into())), ["<http://example.org/ab> 1"]);
        let of_a = |places: &mut Places| {
            places.add_subject(node("a").as_ref().into());
            places.add_subject(node("a").as_ref().into());
            places.add_subject(node("nowhere").as_ref().into());
        };
        assert_eq!(walked(true, of_a).len(), 2);
        assert_eq!(walked(false, of_a), ["<http://example.org/a> 3"]);
    }

    #[test]
    fn quads_with_some_terms() {
        let quads = dataset().snapshot().quads_with(|term| matches!(term, TermRef::BlankNode(_)));
        assert_eq!(quads.len(), 3);
    }

    #[test]
    fn iris_are_compared_with_their_end() {
        for (one, other) in [("a", "ab"), ("a#b", "a"), ("a/b", "a"), ("a", "a"), ("b", "a"), ("a1", "a")] {
            assert_eq!(compare_iris(one, other), format!("<{one}>").cmp(&format!("<{other}>")), "{one} {other}");
            assert_eq!(compare_iris(other, one), format!("<{other}>").cmp(&format!("<{one}>")), "{other} {one}");
        }
    }
}
