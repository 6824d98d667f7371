//! What a validation found, in text, JSON and RDF.

mod articles;
mod json;
mod names;
mod rdf;
mod text;

pub use json::JsonReport;
pub use rdf::RdfReport;
pub use text::TextReport;
