//! The ontology, its terms, shapes, rules and JSON-LD context: `/ontology` and below.
//!
//! `https://w3id.org/trojka/ontology` redirects to `/ontology` of a server and keeps what follows, so each path here is
//! what follows there.

use super::accept::{self, View};
use super::conditional::tagged;
use super::links::Links;
use super::problem::Problem;
use super::resource::{self, Wish, blocking};
use super::{Service, Shared, describe, page};
use crate::error::Result as Outcome;
use crate::graph::vocab::{owl, tro};
use crate::graph::{Base, ontology};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};

/// Terms and shapes, read once.
pub(super) struct Vocabulary {
    quads: Vec<Quad>,
    /// The last part of the ontology's version IRI.
    version: Option<String>,
}

impl Vocabulary {
    /// # Errors
    /// When a file of `ontology/` cannot be read.
    pub fn new(base: &Base) -> Outcome<Self> {
        let graph = GraphName::from(base.ontology_graph());
        let shapes = ontology::shapes(base)?.into_iter().map(|triple| triple.in_graph(graph.clone()));
        let mut quads = ontology::quads(base)?;
        quads.extend(shapes);
        let version = quads.iter().find(|quad| quad.predicate == owl::VERSION_IRI).and_then(|quad| {
            let Term::NamedNode(version) = &quad.object else { return None };
            version.as_str().rsplit('/').next().map(str::to_owned)
        });
        Ok(Self { quads, version })
    }

    pub fn quads(&self) -> &[Quad] {
        &self.quads
    }

    /// What is said of a term, with its parts; empty when it is none.
    fn term(&self, iri: NamedNodeRef<'_>) -> Vec<Quad> {
        if self.quads.iter().any(|quad| quad.subject.as_ref() == iri.into()) {
            describe::within(&self.quads, iri)
        } else {
            Vec::new()
        }
    }
}

/// The IRI of the ontology: the namespace of its terms without `#`.
pub(super) fn ontology_iri() -> &'static str {
    tro::NAMESPACE.trim_end_matches('#')
}

/// Where an IRI of the ontology stands on a server; `None` for other IRIs.
pub(super) fn place(iri: &str) -> Option<String> {
    let rest = iri.strip_prefix(ontology_iri())?;
    match rest.strip_prefix('#') {
        Some(term) if !term.is_empty() => Some(format!("/ontology/{term}")),
        _ if rest.is_empty() || rest == "#" || rest.starts_with('/') => Some(format!("/ontology{rest}")),
        _ => None,
    }
}

/// `/ontology` and what is below it.
pub(super) async fn handle(State(service): Shared, uri: Uri, headers: HeaderMap) -> Response {
    blocking(move || {
        let wish = Wish::read(&uri)?;
        let local = uri.path().trim_start_matches("/ontology").trim_start_matches('/');
        if uri.path() != "/ontology" && uri.path().ends_with('/') {
            return Ok(Redirect::permanent(&tidy(local)).into_response());
        }
        respond(&service, &uri, local, &wish, &headers)
    })
    .await
}

/// A path without slashes at its end. `local` may hold no second slash at its start, so this names no other host.
fn tidy(local: &str) -> String {
    let local = local.trim_end_matches('/');
    if local.is_empty() { "/ontology".to_owned() } else { format!("/ontology/{local}") }
}

fn respond(service: &Service, uri: &Uri, local: &str, wish: &Wish, headers: &HeaderMap) -> Result<Response, Problem> {
    if local.is_empty() || service.vocabulary.version.as_deref() == Some(local) {
        return whole(service, wish, headers);
    }
    if let Some((content_type, text)) = file(local) {
        return Ok(tagged(text.into_bytes(), content_type, Some(service.modified()), headers));
    }
    let term = NamedNode::new(format!("{}{local}", tro::NAMESPACE)).ok();
    let quads = term.as_ref().map(|term| service.vocabulary.term(term.as_ref())).unwrap_or_default();
    let (Some(term), false) = (term, quads.is_empty()) else {
        return Ok(resource::unknown(service, uri.path(), wish, headers));
    };
    let links = Links::new(&format!("/ontology/{local}"), &format!("{}/{local}", ontology_iri()), term.as_str());
    let response = match accept::for_resource(headers, wish.format.as_deref())? {
        View::Rdf(format) => resource::in_rdf(service, quads, format, headers)?,
        View::Html => resource::in_html(service, page::term(service, &term, &page::Data::new(&links, &quads)), headers),
    };
    Ok(links.put_on(response))
}

fn whole(service: &Service, wish: &Wish, headers: &HeaderMap) -> Result<Response, Problem> {
    let links = Links::new("/ontology", ontology_iri(), ontology_iri());
    let quads = service.vocabulary.quads();
    let response = match accept::for_resource(headers, wish.format.as_deref())? {
        View::Rdf(format) => resource::in_rdf(service, quads.to_vec(), format, headers)?,
        View::Html => {
            let data = page::Data::new(&links, &described(quads));
            resource::in_html(service, page::ontology(service, &data), headers)
        }
    };
    Ok(links.put_on(response))
}

/// What the page of the whole ontology holds as data: the ontology itself. The terms have pages of their own.
fn described(quads: &[Quad]) -> Vec<Quad> {
    let ontology = NamedNodeRef::new_unchecked(ontology_iri());
    quads.iter().filter(|quad| quad.subject.as_ref() == ontology.into()).cloned().collect()
}

/// The files of the ontology that are no graph: rules, and the context for JSON-LD.
fn file(local: &str) -> Option<(&'static str, String)> {
    let (path, content_type) = match local.split_once('/') {
        None if local.ends_with(".jsonld") => (format!("context/{local}"), "application/ld+json"),
        Some(("rules", name)) => (format!("rules/{name}.rq"), "application/sparql-query"),
        _ => return None,
    };
    ontology::file(&path).map(|file| (content_type, file.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_iri_of_the_ontology_has_its_place() {
        let place = |rest: &str| place(&format!("https://w3id.org/trojka/ontology{rest}"));
        assert_eq!(place("").as_deref(), Some("/ontology"));
        assert_eq!(place("#Agree").as_deref(), Some("/ontology/Agree"));
        assert_eq!(place("/0.1.0").as_deref(), Some("/ontology/0.1.0"));
        assert_eq!(place("-other"), None);
    }

    #[test]
    fn slashes_at_the_end_lead_to_no_other_host() {
        assert_eq!(tidy("//example.org//"), "/ontology///example.org");
        assert_eq!(tidy("Agree/"), "/ontology/Agree");
        assert_eq!(tidy(""), "/ontology");
    }
}
