//! What leaves the program: linked data, tables, event data, networks, and the analysis itself.

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
