//! The graphs that follow from the others and from the program: gazetteer, ontology, and what the rules derive.
//!
//! Each bears a digest of what it was made from, so a crash between an article's change and theirs is seen and mended
//! on the next opening.

use super::{Change, Header, Store};
use crate::entity::gazetteer::Gazetteer;
use crate::error::Result;
use crate::graph::{derive, gazetteer, ontology};
use crate::lang::Pack;
use oxigraph::model::{NamedNode, Quad};

impl Store {
    /// Brings `graph/ontology`, the names of things with `graph/identity`, and `graph/derived` up to date. Call it when a run of changes is over.
    ///
    /// # Errors
    /// When a rule fails or the folder cannot be written.
    pub fn refresh(&mut self) -> Result<()> {
        let (base, program) = (self.base.clone(), program_digest());
        self.renew(base.ontology_graph(), program.clone(), |_| ontology::quads(&base))?;
        self.identify(&program)?;
        let sources = format!("{program}-{}", self.content_digest());
        self.renew(base.derived_graph(), sources, |store| derive::derived(&store.dataset, &base))
    }

    /// Makes `graph/gazetteer` what a language pack knows.
    ///
    /// # Errors
    /// When the pack cannot be used or the folder cannot be written.
    pub fn set_background(&mut self, pack: &Pack) -> Result<()> {
        let quads = gazetteer::quads(&Gazetteer::load(pack)?, &self.base, &pack.lang);
        let digest = super::graph_file::content_digest(&quads);
        self.renew(self.base.gazetteer_graph(), digest, |_| Ok(quads))
    }

    pub(super) fn renew(
        &mut self,
        graph: NamedNode,
        made_from: String,
        make: impl FnOnce(&Self) -> Result<Vec<Quad>>,
    ) -> Result<()> {
        let header = Header { digest: Some(made_from), ..Header::default() };
        if self.header(graph.as_ref()) == Some(&header) {
            return Ok(());
        }
        let quads = make(self)?;
        self.apply(vec![Change::new(graph, quads, header)])
    }
}

/// A digest of the ontology, the rules and the questions that are part of this program.
fn program_digest() -> String {
    let mut hasher = blake3::Hasher::new();
    for file in ontology::files("", ".ttl").iter().chain(&ontology::files("", ".rq")) {
        hasher.update(file.path.as_bytes()).update(b"\n").update(file.text.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
