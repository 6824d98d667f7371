//! Reading an export back with a second reader, and comparing the graphs.
//!
//! N-Triples, N-Quads, Turtle and TriG are read by rio_turtle, which shares no parser with the writer; RDF/XML and JSON-LD
//! by the readers of oxrdfxml and oxjsonld, and so is all that has triple terms.

mod rio;

use super::rdf11::is_rdf12;
use super::{Format, normal_form};
use oxigraph::io::RdfParser;
use oxigraph::model::Quad;
use std::collections::BTreeSet;

/// How an export differs from what was to be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    #[error("the {format} export cannot be read back: {message}")]
    Unreadable { format: Format, message: String },
    #[error(
        "the {format} export differs from the graph: {missing} triples are missing and {extra} are too many, such as {example}"
    )]
    Different { format: Format, missing: usize, extra: usize, example: String },
}

/// Whether `bytes` say exactly these quads, which are in [normal form](normal_form) for this format.
///
/// # Errors
/// When they cannot be read, or say something else.
pub fn verify(quads: &[Quad], format: Format, bytes: &[u8]) -> Result<(), Mismatch> {
    let read = if quads.iter().any(is_rdf12) { read_rdf12(format, bytes) } else { read(format, bytes) };
    let read = read.map_err(|message| Mismatch::Unreadable { format, message })?;
    compare(quads, &normal_form(read, format), format)
}

fn read(format: Format, bytes: &[u8]) -> Result<Vec<Quad>, String> {
    match format {
        Format::NTriples => rio::ntriples(bytes),
        Format::NQuads => rio::nquads(bytes),
        Format::Turtle => rio::turtle(bytes),
        Format::TriG => rio::trig(bytes),
        Format::RdfXml | Format::JsonLd => read_rdf12(format, bytes),
    }
}

/// By the writer's own library: no second one reads RDF 1.2.
fn read_rdf12(format: Format, bytes: &[u8]) -> Result<Vec<Quad>, String> {
    let parser = RdfParser::from_format(format.rdf_format());
    parser.for_slice(bytes).collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn compare(expected: &[Quad], found: &[Quad], format: Format) -> Result<(), Mismatch> {
    if expected == found {
        return Ok(());
    }
    let lines = |quads: &[Quad]| -> BTreeSet<String> { quads.iter().map(ToString::to_string).collect() };
    let (expected, found) = (lines(expected), lines(found));
    let missing: Vec<_> = expected.difference(&found).collect();
    let extra: Vec<_> = found.difference(&expected).collect();
    let example = missing.iter().chain(&extra).next().map(ToString::to_string).unwrap_or_default();
    Err(Mismatch::Different { format, missing: missing.len(), extra: extra.len(), example })
}
