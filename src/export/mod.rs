//! What leaves the program: linked data and the analysis itself.

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
