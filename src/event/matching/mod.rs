//! Matching frames on dependency trees: who stands in which slot of a predicate, and which entities are meant.
//!
//! Nothing here knows a language: relations and features are those of Universal Dependencies, words come from the pack.

mod argument;
mod build;
mod date;
mod discourse;
mod domain;
mod filler;
mod list;
mod participants;
mod report;
mod scene;
mod speech;
mod stage;
mod subject;

pub use argument::{Argument, Filler, arguments};
pub use scene::Scene;
pub use stage::EventRecogniser;
