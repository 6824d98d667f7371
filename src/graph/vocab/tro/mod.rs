//! Trojka's own ontology, <https://w3id.org/trojka/ontology#>, which `ontology/` defines.

pub mod class;
pub mod code;
pub mod derived;
pub mod property;
pub mod search;
pub mod value;

pub use class::NAMESPACE;
