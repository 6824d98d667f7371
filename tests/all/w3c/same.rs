//! Whether two tables of terms are the same but for the labels of blank nodes.
//!
//! Solutions are rows of values, a data set is rows of subject, predicate, object and graph, so this one question serves
//! both.

use oxigraph::model::{BlankNode, Term, Triple};
use std::collections::HashMap;

pub type Row = Vec<Option<Term>>;

/// Steps after which the search for a mapping of blank nodes gives up. No test of the suites comes near.
const STEPS: usize = 1_000_000;

/// Compares rows one by one.
pub fn in_order(expected: &[Row], actual: &[Row]) -> bool {
    let pairs = || expected.iter().zip(actual);
    expected.len() == actual.len()
        && pairs().try_fold(Mapping::default(), |mapping, (one, other)| mapping.with_row(one, other)).is_some()
}

/// Compares rows in any order, each as often as it stands there.
pub fn in_any_order(expected: &[Row], actual: &[Row]) -> bool {
    expected.len() == actual.len() && {
        let (ground, mut open): (Vec<_>, Vec<_>) = expected.iter().partition(|row| blank_nodes(row) == 0);
        let (other_ground, other_open): (Vec<_>, Vec<_>) = actual.iter().partition(|row| blank_nodes(row) == 0);
        open.sort_by_key(|row| blank_nodes(row));
        count(ground) == count(other_ground)
            && search(open, &mut other_open.into_iter().map(Some).collect(), &Mapping::default(), &mut STEPS.clone())
    }
}

fn count(rows: Vec<&Row>) -> HashMap<&Row, usize> {
    let mut counts = HashMap::new();
    for row in rows {
        *counts.entry(row).or_insert(0) += 1;
    }
    counts
}

/// Finds a partner for each row, the ones whose blank nodes are already known first.
fn search(mut open: Vec<&Row>, others: &mut Vec<Option<&Row>>, mapping: &Mapping, steps: &mut usize) -> bool {
    let Some(next) = (0..open.len()).min_by_key(|&at| mapping.unknown(open[at])) else { return true };
    let row = open.remove(next);
    for at in 0..others.len() {
        let Some(other) = others[at] else { continue };
        *steps = steps.saturating_sub(1);
        assert!(*steps > 0, "too many blank nodes to compare");
        let Some(mapping) = mapping.clone().with_row(row, other) else { continue };
        others[at] = None;
        if search(open.clone(), others, &mapping, steps) {
            return true;
        }
        others[at] = Some(other);
    }
    false
}

/// A one-to-one mapping of blank nodes.
#[derive(Clone, Default)]
struct Mapping {
    to: HashMap<BlankNode, BlankNode>,
    from: HashMap<BlankNode, BlankNode>,
}

impl Mapping {
    fn with_row(self, one: &Row, other: &Row) -> Option<Self> {
        let same_length = one.len() == other.len();
        same_length.then_some(())?;
        one.iter().zip(other).try_fold(self, |mapping, pair| match pair {
            (Some(one), Some(other)) => mapping.with_term(one, other),
            (None, None) => Some(mapping),
            _ => None,
        })
    }

    fn with_term(mut self, one: &Term, other: &Term) -> Option<Self> {
        match (one, other) {
            (Term::BlankNode(one), Term::BlankNode(other)) => {
                let to = self.to.entry(one.clone()).or_insert_with(|| other.clone());
                let from = self.from.entry(other.clone()).or_insert_with(|| one.clone());
                (to == other && from == one).then_some(self)
            }
            (Term::Triple(one), Term::Triple(other)) => {
                let same_predicate = one.predicate == other.predicate;
                same_predicate.then_some(())?;
                let mapping = self.with_term(&one.subject.clone().into(), &other.subject.clone().into())?;
                mapping.with_term(&one.object, &other.object)
            }
            _ => (one == other).then_some(self),
        }
    }

    fn unknown(&self, row: &Row) -> usize {
        let mut unknown = 0;
        each_blank_node(row, &mut |node| unknown += usize::from(!self.to.contains_key(node)));
        unknown
    }
}

fn blank_nodes(row: &Row) -> usize {
    let mut count = 0;
    each_blank_node(row, &mut |_| count += 1);
    count
}

fn each_blank_node(row: &Row, visit: &mut impl FnMut(&BlankNode)) {
    for term in row.iter().flatten() {
        visit_term(term, visit);
    }
}

fn visit_term(term: &Term, visit: &mut impl FnMut(&BlankNode)) {
    match term {
        Term::BlankNode(node) => visit(node),
        Term::Triple(triple) => {
            let Triple { subject, object, .. } = triple.as_ref();
            visit_term(&subject.clone().into(), visit);
            visit_term(object, visit);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, in_any_order, in_order};
    use oxigraph::model::{BlankNode, Literal, NamedNode, Term, Triple};

    fn node(label: &str) -> Option<Term> {
        Some(BlankNode::new(label).expect("label").into())
    }

    fn text(text: &str) -> Option<Term> {
        Some(Literal::from(text).into())
    }

    /// A ring of blank nodes.
    fn ring(labels: &[&str]) -> Vec<Row> {
        let next = labels.iter().cycle().skip(1);
        labels.iter().zip(next).map(|(one, other)| vec![node(one), node(other)]).collect()
    }

    #[test]
    fn labels_of_blank_nodes_do_not_count_but_their_places_do() {
        assert!(in_any_order(&ring(&["a", "b", "c", "d", "e", "f"]), &ring(&["f", "d", "b", "x", "y", "z"])));
        let two_rings = [ring(&["a", "b", "c"]), ring(&["d", "e", "f"])].concat();
        assert!(!in_any_order(&ring(&["a", "b", "c", "d", "e", "f"]), &two_rings));
        assert!(!in_any_order(&[vec![node("a"), node("a")]], &[vec![node("a"), node("b")]]));
        assert!(!in_any_order(&[vec![node("a"), node("b")]], &[vec![node("a"), node("a")]]));
        assert!(!in_any_order(&[vec![node("a")]], &[vec![text("a")]]));
    }

    #[test]
    fn each_row_counts_as_often_as_it_stands() {
        let (one, two) = (vec![text("1"), None], vec![text("2"), None]);
        assert!(in_any_order(&[one.clone(), two.clone(), one.clone()], &[two.clone(), one.clone(), one.clone()]));
        assert!(!in_any_order(&[one.clone(), two.clone(), one.clone()], &[two.clone(), one.clone(), two.clone()]));
        assert!(!in_order(&[one.clone(), two.clone()], &[two, one]));
    }

    #[test]
    fn blank_nodes_are_seen_in_triple_terms() {
        let term = |subject: &str| {
            let subject = BlankNode::new(subject).expect("label");
            let triple = Triple::new(subject, NamedNode::new_unchecked("x:p"), Literal::from("o"));
            Some(Term::from(triple))
        };
        assert!(in_any_order(&[vec![term("a"), node("a")]], &[vec![term("b"), node("b")]]));
        assert!(!in_any_order(&[vec![term("a"), node("a")]], &[vec![term("a"), node("b")]]));
    }
}
