//! Asking other servers, where that is allowed: SERVICE and LOAD.
//!
//! No request goes to a host that was not named when the program was started; redirects are not followed.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::sparql::QuerySolutionIter;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use spareval::{DefaultServiceHandler, QueryEvaluationError, QueryEvaluator};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of the longest answer that is read from another server.
const LONGEST_ANSWER: u64 = 64 << 20;
/// How long another server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The hosts that may be asked, each as `example.org`, which allows every port of it, or `example.org:8080`.
#[derive(Debug, Clone, Default)]
pub struct Services {
    hosts: Arc<[String]>,
}

impl Services {
    pub fn new(hosts: impl IntoIterator<Item = String>) -> Self {
        Self { hosts: hosts.into_iter().map(|host| host.to_ascii_lowercase()).collect() }
    }

    pub fn any(&self) -> bool {
        !self.hosts.is_empty()
    }

    /// Whether an address is one that may be asked.
    pub fn allow(&self, address: &str) -> bool {
        let Some((scheme, rest)) = address.split_once("://") else { return false };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https")
            && !authority.contains(['@', '\\'])
            && self.hosts.iter().any(|host| *host == authority || *host == without_port(&authority))
    }

    /// Lets an evaluator ask these servers.
    pub(super) fn install(&self, evaluator: QueryEvaluator) -> QueryEvaluator {
        if self.any() { evaluator.with_default_service_handler(self.clone()) } else { evaluator }
    }

    /// Reads a document, whose blank nodes get names of their own.
    pub(super) fn load(&self, source: &NamedNode, graph: &GraphName) -> Result<Vec<Quad>, String> {
        if !self.allow(source.as_str()) {
            return Err(format!("LOAD {source} is not allowed here"));
        }
        let failed = |error: &dyn std::fmt::Display| format!("{source} cannot be loaded: {error}");
        let accept = "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/ld+json;q=0.8";
        let mut response =
            agent().get(source.as_str()).header("accept", accept).call().map_err(|error| failed(&error))?;
        let media_type =
            response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let format = RdfFormat::from_media_type(media_type)
            .ok_or_else(|| failed(&format!("it is {media_type:?}, which is no RDF")))?;
        let body =
            response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec().map_err(|error| failed(&error))?;
        RdfParser::from_format(format)
            .with_base_iri(source.as_str())
            .map_err(|error| failed(&error))?
            .without_named_graphs()
            .with_default_graph(graph.clone())
            .rename_blank_nodes()
            .for_slice(&body)
            .collect::<Result<_, _>>()
            .map_err(|error| failed(&error))
    }
}

impl DefaultServiceHandler for Services {
    type Error = QueryEvaluationError;

    fn handle(
        &self,
        service: &NamedNode,
        pattern: &GraphPattern,
        base_iri: Option<&oxiri::Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryEvaluationError> {
        if !self.allow(service.as_str()) {
            return Err(QueryEvaluationError::UnsupportedService(service.clone()));
        }
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| QueryEvaluationError::Service(error);
        let query = Query::Select { dataset: None, pattern: pattern.clone(), base_iri: base_iri.cloned() };
        let mut response = agent()
            .post(service.as_str())
            .header("accept", "application/sparql-results+json, application/sparql-results+xml;q=0.9")
            .header("content-type", "application/sparql-query")
            .send(query.to_string())
            .map_err(|error| failed(error.into()))?;
        let media_type =
            response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let format = QueryResultsFormat::from_media_type(media_type).unwrap_or(QueryResultsFormat::Json);
        let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec();
        let body = body.map_err(|error| failed(error.into()))?;
        let parsed = QueryResultsParser::from_format(format).for_reader(io::Cursor::new(body));
        match parsed.map_err(|error| failed(error.into()))? {
            ReaderQueryResultsParserOutput::Solutions(solutions) => {
                let variables = solutions.variables().into();
                let rows = solutions.map(move |row| row.map_err(|error| failed(error.into())));
                Ok(QuerySolutionIter::new(variables, rows))
            }
            ReaderQueryResultsParserOutput::Boolean(_) => Err(failed("it answered with a truth value".into())),
        }
    }
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).build().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_hosts_are_asked() {
        let services = Services::new(["Example.org".to_owned(), "127.0.0.1:8080".to_owned()]);
        for allowed in
            ["http://example.org/sparql", "http://example.org:81/", "https://EXAMPLE.org?x", "http://127.0.0.1:8080/"]
        {
            assert!(services.allow(allowed), "{allowed}");
        }
        for refused in [
            "http://127.0.0.1:8081/",
            "http://example.org:80@evil.example/",
            "http://example.org@evil.example/",
            "http://evil.example/example.org",
            "http://127.0.0.1/",
            "file:///etc/passwd",
            "file://example.org/etc/passwd",
            "http://example.org\\@evil.example/",
            "example.org",
        ] {
            assert!(!services.allow(refused), "{refused}");
        }
        assert!(!Services::default().allow("http://example.org/"));
    }
}
