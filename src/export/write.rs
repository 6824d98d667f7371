//! Writing a data set as linked data, the same bytes for the same graph.

use super::Format;
use crate::graph::vocab::PREFIXES;
use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{Quad, Term};
use std::io::{self, Write};

/// Writes quads that are in [normal form](super::normal_form) for this format.
///
/// # Errors
/// When the writer fails, or when the format cannot say a triple: RDF/XML has no way to write some predicates and
/// control characters.
pub fn write(quads: &[Quad], format: Format, writer: impl Write) -> io::Result<()> {
    write_with(&[], quads, format, writer)
}

/// As [`write()`], with further prefixes.
///
/// # Errors
/// As [`write()`].
pub fn write_with(prefixes: &[(&str, &str)], quads: &[Quad], format: Format, writer: impl Write) -> io::Result<()> {
    let mut out = Writer::new(prefixes, format, writer)?;
    quads.iter().try_for_each(|quad| out.write(quad))?;
    out.finish()
}

/// Writes quads one after the other. They come in [normal form](super::normal_form) for the format.
pub struct Writer<W: Write> {
    format: Format,
    serializer: WriterQuadSerializer<W>,
}

impl<W: Write> Writer<W> {
    /// With further prefixes.
    ///
    /// # Errors
    /// For a prefix that is not an IRI.
    pub fn new(prefixes: &[(&str, &str)], format: Format, writer: W) -> io::Result<Self> {
        let mut serializer = RdfSerializer::from_format(format.rdf_format());
        for &(name, iri) in PREFIXES.iter().chain(prefixes) {
            serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
        }
        Ok(Self { format, serializer: serializer.for_writer(writer) })
    }

    /// # Errors
    /// As [`write`].
    pub fn write(&mut self, quad: &Quad) -> io::Result<()> {
        if self.format == Format::RdfXml {
            refuse_in_xml(quad)?;
        }
        if self.format.has_graphs() {
            self.serializer.serialize_quad(quad)
        } else {
            self.serializer.serialize_triple(quad.as_ref())
        }
    }

    /// Writes what still is to be said.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn finish(self) -> io::Result<()> {
        self.serializer.finish()?.flush()
    }
}

/// Literals with characters that XML 1.0 does not have: <https://www.w3.org/TR/xml/#charsets>.
fn refuse_in_xml(quad: &Quad) -> io::Result<()> {
    let Term::Literal(literal) = &quad.object else { return Ok(()) };
    let foreign =
        |c: &char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    match literal.value().chars().find(foreign) {
        None => Ok(()),
        Some(c) => {
            let message = format!(
                "RDF/XML cannot hold the character U+{:04X} in the value of {} {}; choose another format",
                u32::from(c),
                quad.subject,
                quad.predicate
            );
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        }
    }
}
