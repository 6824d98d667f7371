//! Whether a graph conforms to shapes: SHACL Core, <https://www.w3.org/TR/shacl/>.
//!
//! [`Shapes`] are read once and checked for being well-formed. An [`Engine`] compares them with the union of all graphs of
//! a [`Snapshot`](crate::dataset::Snapshot); what it finds goes to a [`Report`] one result after the other.

mod built_in;
mod constraint;
mod data;
mod engine;
mod gate;
mod message;
pub mod report;
mod result;
mod run;
pub mod sh;
mod shapes;
mod target;
mod walk;

pub use built_in::{background, shapes};
pub use engine::Engine;
pub use gate::{Gate, Refusal, check};
pub use result::{ValidationResult, Way};
pub use run::{Counts, Report, Scope, Summary};
pub use shapes::{Path, Severity, Shape, Shapes, ShapesGraph, short};

use crate::dataset::Snapshot;
use std::sync::Arc;

impl<'s> Engine<'s> {
    /// Shapes with the union of all graphs.
    pub fn over(shapes: &'s Shapes, snapshot: Arc<Snapshot>) -> Self {
        Self::new(shapes, data::Data::new(snapshot, shapes))
    }
}
