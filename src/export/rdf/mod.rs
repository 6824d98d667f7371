//! Linked data in a fixed order, one quad after the other.

mod blank;
mod dump;
mod hash;
mod order;

pub use dump::{Dump, Quads, Rdf, Shape};
pub use hash::{Digest, canonical_hash};

pub(super) use blank::rename_blank_nodes;
pub(super) use order::compare;
