//! 4 RECOGNISE: what happened, who holds which post, what was agreed, who says so.

pub mod agreement;
pub mod confidence;
pub mod fact;
pub mod frame;
pub mod matching;
mod merge;
pub mod missed;
pub mod modality;
pub mod plover;
pub mod post;
pub mod statement;
#[cfg(test)]
pub(crate) mod testing;

pub use agreement::Agreements;
pub use confidence::{Confidences, Demand};
pub use fact::{About, Agreement, AgreementStatus, Event, EventType, Modality, Post, Statement, Tense};
pub use missed::{FactLayer, Missed, Why};
pub use post::Posts;
pub use statement::Statements;
