//! What leaves the program: linked data and the analysis itself.
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

mod format;
mod normal;
pub mod rdf11;
mod verify;
mod write;

pub use crate::graph::vocab::PREFIXES;
pub use format::Format;
pub use normal::normal_form;
pub use verify::{Mismatch, verify};
pub use write::{write, write_with};
