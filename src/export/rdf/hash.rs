//! The digest of a data set: SHA-256 of its canonical N-Quads, <https://www.w3.org/TR/rdf-canon/>, section 4.5.
//!
//! Equal data sets have equal digests, whatever program wrote them in whatever form.

use super::order::subjects;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad};
use sha2::{Digest as _, Sha256};
use std::fmt::Write;

/// SHA-256.
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In hexadecimal digits.
    pub fn finish(self) -> String {
        let mut text = String::new();
        for byte in self.0.finalize() {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

/// Reads quads subject by subject.
#[derive(Default)]
pub struct CanonicalHash {
    digest: Digest,
    /// What all of `lines` are about.
    subject: Option<NamedOrBlankNode>,
    lines: Vec<String>,
}

impl CanonicalHash {
    /// Quads come in the order of their subjects; those of one subject in any order. Blank nodes have their canonical
    /// names.
    pub fn add(&mut self, quad: &Quad) {
        if self.subject.as_ref() != Some(&quad.subject) {
            debug_assert!(self.subject.as_ref().is_none_or(|last| subjects(last, &quad.subject).is_lt()));
            self.end_subject();
            self.subject = Some(quad.subject.clone());
        }
        self.lines.push(line(quad));
    }

    fn end_subject(&mut self) {
        self.lines.sort_unstable();
        self.lines.dedup();
        self.lines.drain(..).for_each(|line| self.digest.update(line.as_bytes()));
    }

    /// In hexadecimal digits.
    pub fn finish(mut self) -> String {
        self.end_subject();
        self.digest.finish()
    }
}

/// The digest of quads of RDF 1.1 in the order of their subjects, blank nodes with their canonical names.
pub fn canonical_hash(quads: impl IntoIterator<Item = Quad>) -> String {
    let mut hash = CanonicalHash::default();
    quads.into_iter().for_each(|quad| hash.add(&quad));
    hash.finish()
}

/// Canonical N-Quads, <https://www.w3.org/TR/rdf-canon/#canonical-quads>, is what the terms' texts are.
fn line(quad: &Quad) -> String {
    match &quad.graph_name {
        GraphName::DefaultGraph => format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object),
        graph => format!("{} {} {} {graph} .\n", quad.subject, quad.predicate, quad.object),
    }
}
