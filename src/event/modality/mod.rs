//! How an event stands to reality: the tables that say which words change it, and their words.
//!
//! `modality/marker.toml` holds what stands beside a predicate (adverbs, subordinators, negation, attributes),
//! `modality/governor.toml` what stands above it: verbs, nouns and adjectives that take it as a complement, whose argument
//! acts in the complement, and what they make of it.

mod reading;
mod table;

pub use reading::{Reading, Vote, read};
pub use table::{Governor, Markers, Tables, Word};
