//! The article as RDF: what the contract says about its graph.

mod derive;
mod docs;
mod emit;
mod gazetteer;
mod ontology;
mod questions;
pub mod sample;
