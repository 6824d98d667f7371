//! The parameters of a SPARQL operation: <https://www.w3.org/TR/sparql11-protocol/#protocol>.

use super::problem::Problem;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, header};
use oxigraph::model::NamedNode;
use percent_encoding::percent_decode;

const FORM: &str = "application/x-www-form-urlencoded";

/// The two operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Query,
    Update,
}

/// The parameters of a request, from its address and its body.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub query: Vec<String>,
    pub update: Vec<String>,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
    using_graphs: Vec<String>,
    using_named_graphs: Vec<String>,
    pub format: Option<String>,
}

impl Form {
    /// Those of an address.
    pub fn new(query: Option<&str>) -> Result<Self, Problem> {
        let mut form = Self::default();
        form.add(query.unwrap_or_default().as_bytes())?;
        Ok(form)
    }

    /// Adds those of a POST body, which is a form or the operation itself.
    pub async fn add_body(
        &mut self,
        operation: Operation,
        headers: &HeaderMap,
        body: Body,
        limit: usize,
    ) -> Result<(), Problem> {
        let bytes = read(headers, body, limit).await?;
        let (direct, target) = match operation {
            Operation::Query => ("application/sparql-query", &mut self.query),
            Operation::Update => ("application/sparql-update", &mut self.update),
        };
        match media_type(headers).as_str() {
            FORM => self.add(&bytes),
            given if given == direct => {
                target.push(String::from_utf8(bytes.into()).map_err(|_| not_utf8())?);
                Ok(())
            }
            other => Err(Problem::new(415, format!("{other:?} is not taken here; send {direct} or {FORM}"))),
        }
    }

    /// Adds `name=value&…`.
    fn add(&mut self, encoded: &[u8]) -> Result<(), Problem> {
        for pair in encoded.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
            let at = pair.iter().position(|&byte| byte == b'=').unwrap_or(pair.len());
            let value = decode(pair.get(at + 1..).unwrap_or(b""))?;
            match decode(&pair[..at])?.as_str() {
                "query" => self.query.push(value),
                "update" => self.update.push(value),
                "default-graph-uri" => self.default_graphs.push(value),
                "named-graph-uri" => self.named_graphs.push(value),
                "using-graph-uri" => self.using_graphs.push(value),
                "using-named-graph-uri" => self.using_named_graphs.push(value),
                "format" => self.format = Some(value),
                _ => {}
            }
        }
        Ok(())
    }

    /// The one text of the operation.
    pub fn text(&mut self, operation: Operation) -> Result<String, Problem> {
        let (texts, others, name) = match operation {
            Operation::Query => (&mut self.query, &self.update, "query"),
            Operation::Update => (&mut self.update, &self.query, "update"),
        };
        if !others.is_empty() {
            let place = match operation {
                Operation::Query => "/sparql takes queries, not updates; these go to /update",
                Operation::Update => "/update takes updates, not queries; these go to /sparql",
            };
            return Err(Problem::new(400, place));
        }
        match (texts.pop(), texts.is_empty()) {
            (Some(text), true) => Ok(text),
            _ => Err(Problem::new(400, format!("there must be exactly one {name}"))),
        }
    }

    /// The default graphs and the named graphs that the protocol names for the operation.
    pub fn graphs(&mut self, operation: Operation) -> Result<(Vec<NamedNode>, Vec<NamedNode>), Problem> {
        let (default, named) = match operation {
            Operation::Query => (&mut self.default_graphs, &mut self.named_graphs),
            Operation::Update => (&mut self.using_graphs, &mut self.using_named_graphs),
        };
        Ok((names(std::mem::take(default))?, names(std::mem::take(named))?))
    }
}

/// The body of a request.
///
/// # Errors
/// 413 when it is larger than `limit`, 400 when it breaks off.
pub(super) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(413, format!("the body is larger than {limit} bytes"));
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    to_bytes(body, limit).await.map_err(|error| {
        let limited = |error: &(dyn std::error::Error + 'static)| error.is::<http_body_util::LengthLimitError>();
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(cause) = source {
            if limited(cause) {
                return too_large();
            }
            source = cause.source();
        }
        Problem::new(400, format!("the body cannot be read: {error}"))
    })
}

/// The media type of a body in lower case, without parameters.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

pub(super) fn name(iri: String) -> Result<NamedNode, Problem> {
    NamedNode::new(&iri).map_err(|_| Problem::new(400, format!("{iri:?} is no absolute IRI")))
}

fn names(iris: Vec<String>) -> Result<Vec<NamedNode>, Problem> {
    iris.into_iter().map(name).collect()
}

pub(super) fn decode(encoded: &[u8]) -> Result<String, Problem> {
    let spaced: Vec<u8> = encoded.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
    percent_decode(&spaced).decode_utf8().map(Into::into).map_err(|_| not_utf8())
}

fn not_utf8() -> Problem {
    Problem::new(400, "the parameters are not UTF-8")
}
