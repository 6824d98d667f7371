//! 4 RECOGNISE: what happened, who holds which post, what was agreed, who says so.

pub mod fact;

pub use fact::{About, Agreement, AgreementStatus, Event, EventDate, EventType, Modality, Post, Statement, Tense};
