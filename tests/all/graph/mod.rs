//! The article as RDF: what the contract says about its graph.

mod derive;
mod emit;
mod ontology;
mod questions;
pub mod sample;
