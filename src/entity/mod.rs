//! 3 RESOLVE: who and what is meant.

pub mod gazetteer;
pub mod inflect;
pub mod mention;
pub mod nominative;
pub mod phrase;
pub mod role;
pub mod slug;

pub use mention::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType};
pub use slug::slug;
