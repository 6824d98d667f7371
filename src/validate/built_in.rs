//! The shapes that are part of the program, and what stands beside every article.

use super::shapes::{Shapes, ShapesGraph};
use crate::dataset::Dataset;
use crate::entity::gazetteer::Gazetteer;
use crate::error::Result;
use crate::graph::{Base, gazetteer, ontology};
use crate::lang::Pack;

/// The shapes of `ontology/shapes/`.
///
/// # Errors
/// When one is ill-formed.
pub fn shapes(base: &Base) -> Result<Shapes> {
    let mut graph = ShapesGraph::default();
    for file in ontology::files("shapes/", ".ttl") {
        graph.add(&format!("ontology/{}", file.path), &file.text, Some(base.as_str()))?;
    }
    Shapes::read(&graph)
}

/// The ontology and the gazetteer, in their graphs.
///
/// # Errors
/// When they cannot be read.
pub fn background(base: &Base, pack: &Pack) -> Result<Dataset> {
    let dataset = Dataset::new();
    dataset.extend(ontology::quads(base)?);
    dataset.extend(gazetteer::quads(&Gazetteer::load(pack)?, base, &pack.lang));
    Ok(dataset)
}
