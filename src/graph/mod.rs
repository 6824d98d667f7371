//! 5 EMIT: a document as RDF, in the layers of the contract: text, mention, instance.
//!
//! [`emit`] turns one [`Document`] into the quads of the article's own named graph. There are no blank nodes, every IRI
//! follows from the base and the content, and the quads come sorted and without repetition: the same document gives the
//! same quads.
//!
//! ```
//! use trojka::article::Article;
//! use trojka::document::Document;
//! use trojka::graph::{Base, Generator, emit};
//!
//! # fn main() -> trojka::error::Result<()> {
//! let base = Base::new("https://data.example.org/")?;
//! let doc = Document::new(Article::new("prvi", "Brez dejstev."));
//! let quads = emit(&doc, &base, &Generator::default());
//! let graph = "<https://data.example.org/article/prvi>";
//! assert!(quads.iter().all(|quad| quad.graph_name.to_string() == graph));
//! assert!(quads.iter().any(|quad| quad.to_string().contains("NewsArticle")));
//! # Ok(())
//! # }
//! ```

pub mod additions;
pub mod derive;
pub mod executable;
pub mod gazetteer;
pub mod iri;
pub mod ontology;
pub mod question;
pub mod turtle;
pub mod vocab;

mod agreement;
mod builder;
mod entity;
mod event;
mod literal;
mod mention;
mod named;
mod post;
mod statement;
mod text;
mod topics;

pub use iri::{Base, fact_iri};
pub use named::{FactRef, named};

use crate::document::Document;
use builder::Builder;
use oxigraph::model::Quad;

/// What made the facts, for `prov:wasGeneratedBy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    /// Its name.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The language pack, as its [label](crate::lang::Pack::label) says.
    pub pack: Option<String>,
}

impl Default for Generator {
    /// This program, with no word about the pack.
    fn default() -> Self {
        Self { program: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into(), pack: None }
    }
}

/// The article's named graph, sorted.
///
/// Whatever the document does not say is left out: no date without a date, no mode that PLOVER does not have. A fact
/// that refers to a sentence or an entity that the document lacks is left out as well.
pub fn emit(doc: &Document, base: &Base, generator: &Generator) -> Vec<Quad> {
    let mut graph = Builder::new(doc, base);
    text::article(&mut graph, generator);
    text::sentences(&mut graph);
    mention::mentions(&mut graph);
    text::lemmas(&mut graph);
    entity::entities(&mut graph);
    post::posts(&mut graph);
    agreement::agreements(&mut graph);
    event::events(&mut graph);
    statement::statements(&mut graph);
    graph.finish()
}
