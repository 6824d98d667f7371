//! The rows of a pattern, one after the other.

use super::budget;
use super::index::{Place, Row, straight};
use super::snapshot::Snapshot;
use super::terms::{DEFAULT_GRAPH, Id};
use oxigraph::model::Quad;
use rustc_hash::FxHashSet;
use std::cmp::Ordering;
use std::sync::Arc;

/// From which graphs rows are taken, beside the one that a pattern may name.
#[derive(Clone)]
pub(super) enum Graphs {
    All,
    /// Not from the default graph.
    Named,
    /// From all, each triple once.
    Union,
    /// From some, each triple once.
    Some(Arc<FxHashSet<Id>>),
}

/// The rows of a pattern. Each step is one for the [`budget`].
pub(super) struct Matches {
    snapshot: Arc<Snapshot>,
    main: Place,
    added: Place,
    graphs: Graphs,
    last: Option<Row>,
}

impl Matches {
    pub fn new(snapshot: Arc<Snapshot>, pattern: [Option<Id>; 4], graphs: Graphs) -> Self {
        let (main, added) = (snapshot.main.find(&pattern), snapshot.added.find(&pattern));
        Self { snapshot, main, added, graphs, last: None }
    }

    /// No rows.
    pub fn none(snapshot: Arc<Snapshot>) -> Self {
        let nothing = Place { order: 0, rows: 0..0 };
        Self { snapshot, main: nothing.clone(), added: nothing, graphs: Graphs::All, last: None }
    }

    /// The next row in the sequence of the order.
    fn sorted(&mut self) -> Option<Row> {
        let order = self.main.order;
        if self.added.rows.is_empty() {
            return Some(*self.snapshot.main.sorted(order, self.main.rows.next()?));
        }
        let added = self.snapshot.added.sorted(order, self.added.rows.start);
        if self.main.rows.is_empty() {
            self.added.rows.start += 1;
            return Some(*added);
        }
        let main = self.snapshot.main.sorted(order, self.main.rows.start);
        let (next, from) = match main.cmp(added) {
            Ordering::Greater => (added, &mut self.added),
            _ => (main, &mut self.main),
        };
        from.rows.start += 1;
        Some(*next)
    }

    fn wanted(&mut self, row: &Row) -> bool {
        match &self.graphs {
            Graphs::All => return true,
            Graphs::Named => return row[3] != DEFAULT_GRAPH,
            Graphs::Union => {}
            Graphs::Some(graphs) if !graphs.contains(&row[3]) => return false,
            Graphs::Some(_) => {}
        }
        let repeated = self.last.is_some_and(|last| last[..3] == row[..3]);
        self.last = Some(*row);
        !repeated
    }
}

impl Iterator for Matches {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            budget::step();
            let row = straight(self.main.order, &self.sorted()?);
            // Rows that went are rows of the main index, and are in no other.
            let gone = !self.snapshot.removed.is_empty() && self.snapshot.removed.contains(&row);
            if !gone && self.wanted(&row) {
                return Some(row);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.main.rows.len() + self.added.rows.len()))
    }
}

/// The quads of a pattern.
pub struct Quads {
    matches: Matches,
}

impl Quads {
    pub(super) fn new(matches: Matches) -> Self {
        Self { matches }
    }
}

impl Iterator for Quads {
    type Item = Quad;

    fn next(&mut self) -> Option<Quad> {
        let row = self.matches.next()?;
        Some(self.matches.snapshot.quad(row))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.matches.size_hint()
    }
}
