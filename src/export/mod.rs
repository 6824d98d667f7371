//! What leaves the program: linked data, tables, event data, networks, and the analysis itself.
//!
//! ```
//! use oxigraph::model::{GraphName, Literal, NamedNode, Quad, vocab::rdfs};
//! use trojka::export::{Format, normal_form, verify, write};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let label = |name: &str| -> Result<Quad, Box<dyn std::error::Error>> {
//!     let thing = NamedNode::new(format!("http://example.org/{name}"))?;
//!     Ok(Quad::new(thing, rdfs::LABEL.into_owned(), Literal::from(name), GraphName::DefaultGraph))
//! };
//! // The same quads in any order give the same bytes.
//! let bytes = |quads: Vec<Quad>| -> std::io::Result<Vec<u8>> {
//!     let mut bytes = Vec::new();
//!     write(&normal_form(quads, Format::Turtle), Format::Turtle, &mut bytes)?;
//!     Ok(bytes)
//! };
//! let one = bytes(vec![label("a")?, label("b")?])?;
//! assert_eq!(one, bytes(vec![label("b")?, label("a")?, label("a")?])?);
//!
//! // A second reader sees what the first writer wrote.
//! verify(&normal_form([label("a")?, label("b")?], Format::Turtle), Format::Turtle, &one)?;
//! # Ok(())
//! # }
//! ```

pub mod analysis;
pub mod dcat;
pub mod events;
pub mod facts;
pub mod layers;
pub mod network;
pub mod rdf11;
pub mod record;
pub mod rights;
pub mod select;
pub mod table;

mod form;
mod format;
mod normal;
mod rdf;
mod verify;
mod write;

pub use crate::graph::vocab::PREFIXES;
pub use form::Form;
pub use format::Format;
pub use normal::normal_form;
pub use rdf::{Digest, Dump, Quads, Rdf, Shape, canonical_hash};
pub use verify::{Mismatch, verify};
pub use write::{Writer, write, write_with};
