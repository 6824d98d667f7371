//! 3 RESOLVE: who and what is meant.

pub mod chain;
pub mod coref;
pub mod gazetteer;
pub mod inflect;
pub mod mention;
pub mod mentions;
mod naming;
pub mod nominative;
pub mod office;
pub mod phrase;
pub mod reference;
pub mod resolve;
pub mod role;
pub mod slug;

pub use chain::{Chain, ChainMention};
pub use mention::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType};
pub use mentions::MentionFinder;
pub use reference::{Basis, Reference, references};
pub use resolve::Resolver;
pub use slug::slug;
