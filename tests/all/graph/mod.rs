//! The article as RDF: what the contract says about its graph.

mod conformance;
mod derive;
mod docs;
mod emit;
mod first_article;
mod gazetteer;
mod ontology;
mod profile;
mod questions;
pub mod sample;
