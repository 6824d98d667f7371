//! The RDF that a client sends.

use crate::dataset::budget;
use crate::query::QueryError;
use crate::serve::form;
use crate::serve::problem::Problem;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};
use std::io::{self, Read};

/// Brackets that may be open at one place of a JSON-LD document.
const DEEPEST_JSON: usize = 128;

/// Documents with their formats, not yet parsed: that is done where time and memory are watched.
#[derive(Debug, Default)]
pub(super) struct Payload {
    documents: Vec<(RdfFormat, Bytes)>,
    base: String,
}

impl Payload {
    /// The body of a request: one document, or the files of a multipart form.
    pub async fn read(headers: &HeaderMap, body: Body, limit: usize, base: &str) -> Result<Self, Problem> {
        let documents = if form::media_type(headers) == "multipart/form-data" {
            files(headers, form::read(headers, body, limit).await?).await?
        } else {
            let format = format(&form::media_type(headers))?;
            vec![(format, form::read(headers, body, limit).await?)]
        };
        Ok(Self { documents, base: base.to_owned() })
    }

    /// Whether any document can name graphs.
    pub fn has_graphs(&self) -> bool {
        self.documents.iter().any(|(format, _)| matches!(format, RdfFormat::NQuads | RdfFormat::TriG))
    }

    /// The quads as the documents have them.
    pub fn quads(self) -> Result<Vec<Quad>, QueryError> {
        self.parse(|parser| parser)
    }

    /// The triples, in one graph.
    pub fn triples(self, graph: &GraphName) -> Result<Vec<Quad>, QueryError> {
        self.parse(|parser| parser.without_named_graphs().with_default_graph(graph.clone()))
    }

    fn parse(self, prepare: impl Fn(RdfParser) -> RdfParser) -> Result<Vec<Quad>, QueryError> {
        let mut quads = Vec::new();
        for (format, bytes) in &self.documents {
            refuse_entities(*format, bytes)?;
            refuse_nesting(*format, bytes)?;
            let parser = RdfParser::from_format(*format).rename_blank_nodes();
            let parser = parser.with_base_iri(self.base.as_str()).map_err(|_| QueryError::Base(self.base.clone()))?;
            for quad in prepare(parser).for_reader(Watched(bytes)) {
                budget::step();
                let quad = quad.map_err(|error| QueryError::Syntax(format!("{format}: {error}")))?;
                if matches!(quad.graph_name, GraphName::BlankNode(_)) {
                    return Err(QueryError::Syntax("a graph must be named by an IRI, not by a blank node".into()));
                }
                quads.push(quad);
            }
        }
        Ok(quads)
    }
}

fn format(media_type: &str) -> Result<RdfFormat, Problem> {
    let known = || "text/turtle, application/n-triples, application/n-quads, application/trig, application/rdf+xml, application/ld+json";
    RdfFormat::from_media_type(media_type)
        .filter(|format| *format != RdfFormat::N3)
        .ok_or_else(|| Problem::new(415, format!("{media_type:?} is no RDF that is taken here; send {}", known())))
}

/// The parts of a form that are files of RDF.
async fn files(headers: &HeaderMap, body: Bytes) -> Result<Vec<(RdfFormat, Bytes)>, Problem> {
    let bad = |error: multer::Error| Problem::new(400, format!("the form cannot be read: {error}"));
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(value).map_err(bad)?;
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut form = multer::Multipart::new(stream, boundary);
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let named = || RdfFormat::from_extension(field.file_name()?.rsplit('.').next()?);
        let stated = field.content_type().and_then(|stated| RdfFormat::from_media_type(stated.as_ref()));
        let Some(format) = stated.or_else(named) else {
            if field.file_name().is_some() {
                let name = field.file_name().unwrap_or_default();
                return Err(Problem::new(415, format!("the file {name:?} says no media type of RDF")));
            }
            continue;
        };
        files.push((format, field.bytes().await.map_err(bad)?));
    }
    Ok(files)
}

/// A document that is read in small pieces, each a look at the budget: a parser may work for long between two quads.
struct Watched<'b>(&'b [u8]);

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const PIECE: usize = 4 << 10;
        budget::look();
        let length = buffer.len().min(PIECE);
        self.0.read(&mut buffer[..length])
    }
}

/// Reading JSON-LD takes time that grows with the square of its depth.
fn refuse_nesting(format: RdfFormat, bytes: &[u8]) -> Result<(), QueryError> {
    if !matches!(format, RdfFormat::JsonLd { .. }) {
        return Ok(());
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = quoted && *byte == b'\\' && !escaped;
        if depth > DEEPEST_JSON {
            return Err(QueryError::Syntax(format!("JSON-LD: it nests more than {DEEPEST_JSON} levels deep")));
        }
    }
    Ok(())
}

/// Entities that are made of entities can be made to grow without bound ("billion laughs"); RDF/XML needs only plain ones.
fn refuse_entities(format: RdfFormat, bytes: &[u8]) -> Result<(), QueryError> {
    if format != RdfFormat::RdfXml {
        return Ok(());
    }
    let text = String::from_utf8_lossy(bytes);
    for declaration in text.split("<!ENTITY").skip(1) {
        let declaration = declaration.split('>').next().unwrap_or_default();
        if declaration.contains('&') || declaration.contains('%') || declaration.contains("SYSTEM") {
            let message = "RDF/XML: an entity may not be made of others, nor come from elsewhere";
            return Err(QueryError::Syntax(message.into()));
        }
    }
    Ok(())
}
