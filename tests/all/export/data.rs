//! A small data set: two invented articles, what the rules derive from them, and the ontology.

use crate::graph::sample;
use std::sync::Arc;
use trojka::dataset::{Dataset, Snapshot};
use trojka::export::facts::Facts;
use trojka::export::layers::Layers;
use trojka::export::select::{Choice, Selection};
use trojka::export::{Dump, Rdf, Shape};
use trojka::graph::{Base, Generator, derive, emit, ontology};

pub struct Data {
    pub base: Base,
    pub dataset: Dataset,
}

impl Data {
    pub fn new() -> Self {
        let base = Base::default();
        let dataset = Dataset::new();
        dataset.extend(ontology::quads(&base).expect("the ontology parses"));
        for (id, date, rights) in [("ena", "2024-03-05", Some("CC BY 4.0")), ("dve", "2024-04-10", None)] {
            let mut doc = sample::meeting(id);
            doc.article.date = Some(date.parse().expect("a date"));
            doc.article.rights = rights.map(str::to_owned);
            dataset.extend(emit(&doc, &base, &Generator::default()));
        }
        dataset.extend(derive::derived(&dataset, &base).expect("the rules run"));
        Self { base, dataset }
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.dataset.snapshot()
    }

    pub fn select(&self, choice: &Choice) -> Selection {
        Selection::new(choice, &self.snapshot(), &self.base).unwrap_or_else(|error| panic!("{choice:?}: {error}"))
    }

    /// The lines of a selection, each with its graph.
    pub fn lines(&self, choice: &Choice, layers: &Layers) -> Vec<String> {
        let (snapshot, selection) = (self.snapshot(), self.select(choice));
        let dump = Dump { snapshot: &snapshot, base: &self.base, selection: &selection, layers };
        dump.quads(Shape::Graphs, Rdf::V11).map(|quad| quad.to_string()).collect()
    }

    pub fn all(&self) -> Layers {
        Layers::all(&self.base)
    }

    /// Does something with the facts of a selection.
    pub fn with_facts<T>(&self, choice: &Choice, act: impl FnOnce(&Facts<'_>) -> T) -> T {
        let (snapshot, selection) = (self.snapshot(), self.select(choice));
        let facts = Facts::new(&snapshot, &self.base, &selection, "sl").expect("the ontology parses");
        act(&facts)
    }
}
