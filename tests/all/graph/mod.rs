//! The article as RDF: what the contract says about its graph.

mod emit;
pub mod sample;
