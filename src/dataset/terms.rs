//! The dictionary: each RDF term has a number, from 1 on.

use indexmap::IndexSet;
use oxigraph::model::Term;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// Number of a term; in the place of a graph name 0 is the default graph.
pub type Id = u32;

/// The number in the place of a graph name that stands for the default graph.
pub(super) const DEFAULT_GRAPH: Id = 0;

type Terms = IndexSet<Term, FxBuildHasher>;

/// Terms by number and numbers by term. A clone shares the terms.
///
/// New terms go to a small second part, which alone is copied when a snapshot that others read is added to.
#[derive(Clone, Default)]
pub(super) struct Dictionary {
    main: Arc<Terms>,
    /// Its numbers follow those of `main`.
    recent: Arc<Terms>,
}

impl Dictionary {
    pub fn len(&self) -> usize {
        self.main.len() + self.recent.len()
    }

    /// The number of a term; `None` when no quad ever had it.
    pub fn find(&self, term: &Term) -> Option<Id> {
        let index = self.main.get_index_of(term).or_else(|| Some(self.main.len() + self.recent.get_index_of(term)?));
        Some(number(index?))
    }

    /// # Panics
    /// For a number that this dictionary did not give.
    pub fn get(&self, id: Id) -> &Term {
        let index = id as usize - 1;
        self.main
            .get_index(index)
            .or_else(|| self.recent.get_index(index - self.main.len()))
            .expect("numbers come from this dictionary")
    }

    pub fn intern(&mut self, term: Term) -> Id {
        if let Some(id) = self.find(&term) {
            return id;
        }
        let (index, _) = Arc::make_mut(&mut self.recent).insert_full(term);
        number(self.main.len() + index)
    }

    /// Makes one part of the two.
    pub fn settle(&mut self) {
        if self.main.is_empty() {
            self.main = std::mem::take(&mut self.recent);
        } else if !self.recent.is_empty() {
            let recent = std::mem::take(&mut self.recent);
            Arc::make_mut(&mut self.main).extend(Arc::unwrap_or_clone(recent));
        }
    }

    /// A dictionary of those terms only that are in use, in the same order, and the new number of each old one (0 for those
    /// that went).
    pub fn reduced(&self, used: &[bool]) -> (Self, Vec<Id>) {
        let mut terms = Terms::default();
        let mut numbers = vec![0; self.len() + 1];
        for id in (1..=number(self.len() - 1)).filter(|&id| used[id as usize]) {
            let (index, _) = terms.insert_full(self.get(id).clone());
            numbers[id as usize] = number(index);
        }
        (Self { main: Arc::new(terms), recent: Arc::default() }, numbers)
    }
}

fn number(index: usize) -> Id {
    Id::try_from(index + 1).expect("fewer than 2^32 terms")
}
