//! One IRI for one thing: the names that articles give their things become those of the whole data set.

use super::{Change, Header, Store};
use crate::error::Result;
use crate::graph::vocab::rdf;
use crate::identity::{
    Decisions, RELEVANT_CLASSES, RELEVANT_PROPERTIES, REVISION, Rename, View, apply, identify, mentions, unapply,
};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad};
use std::collections::BTreeSet;

impl Store {
    /// Compares the things of all articles and renames those that have another name than before. Does nothing when
    /// neither articles nor decisions nor the program have changed since the last time.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn identify(&mut self, program: &str) -> Result<()> {
        let graph = self.base.identity_graph();
        let made_from = |store: &Self| format!("{program}-{REVISION}-{}", store.content_digest());
        if self.header(graph.as_ref()).and_then(|header| header.digest.as_ref()) == Some(&made_from(self)) {
            return Ok(());
        }
        let views = self.articles().iter().map(|article| self.view(article)).collect();
        let found = identify(&self.base, views, &self.decisions());
        let mut changes = Vec::new();
        for article in self.articles() {
            let renames = found.renames.get(&article).cloned().unwrap_or_default();
            if self.header(article.as_ref()).is_some_and(|header| header.renames != renames) {
                changes.push(self.renamed(article, renames));
            }
        }
        self.apply(changes)?;
        self.idle = found.idle;
        let sources = made_from(self);
        self.renew(graph, sources, |_| Ok(found.quads))
    }

    /// Makes `graph/decisions` what people decided; kept until other decisions replace it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn decide(&mut self, decisions: &Decisions) -> Result<()> {
        let graph = self.base.decisions_graph();
        let quads = decisions.quads(&graph);
        self.apply(vec![Change::new(graph, quads, Header::default())])
    }

    /// What decisions name and no article tells of; empty unless the last [`refresh`](Self::refresh) compared anew.
    pub fn idle_decisions(&self) -> &[NamedNode] {
        &self.idle
    }

    fn decisions(&self) -> Decisions {
        Decisions::from_quads(self.graph(&self.base.decisions_graph()))
    }

    fn articles(&self) -> Vec<NamedNode> {
        let articles = self.graphs.keys().filter(|graph| self.base.article_id(graph).is_some());
        articles.map(|graph| NamedNode::new_unchecked(graph.as_str())).collect()
    }

    /// An article's graph under other names.
    fn renamed(&self, article: NamedNode, renames: Vec<Rename>) -> Change {
        let known = &self.graphs[article.as_str()];
        let mut quads = unapply(self.graph(&article), known.told.clone(), &known.header.renames);
        let told = apply(&mut quads, &renames);
        let header = Header { renames, ..known.header.clone() };
        Change { told, ..Change::new(article, quads, header) }
    }

    /// What an article says of its things under its own names.
    fn view(&self, article: &NamedNode) -> View {
        let known = &self.graphs[article.as_str()];
        let names: BTreeSet<&str> = known.header.renames.iter().map(|rename| rename.to.as_str()).collect();
        let mut quads = Vec::new();
        for property in RELEVANT_PROPERTIES {
            self.collect(article, property, None, &mut quads);
        }
        for class in RELEVANT_CLASSES {
            self.collect(article, rdf::TYPE, Some(class), &mut quads);
        }
        quads.retain(|quad| !mentions(quad, &names));
        quads.extend(known.told.iter().cloned());
        View::read(&self.base, article, quads)
    }

    fn graph(&self, name: &NamedNode) -> Vec<Quad> {
        self.dataset.quads_for_pattern(None, None, None, Some(name.as_ref().into())).collect()
    }

    fn collect(
        &self,
        graph: &NamedNode,
        property: NamedNodeRef<'_>,
        object: Option<NamedNodeRef<'_>>,
        quads: &mut Vec<Quad>,
    ) {
        let object = object.map(Into::into);
        quads.extend(self.dataset.quads_for_pattern(None, Some(property), object, Some(graph.as_ref().into())));
    }
}
