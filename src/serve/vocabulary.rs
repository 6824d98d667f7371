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
use crate::graph::vocab::{dcterms, owl, rdf, tro};
use crate::graph::{Base, ontology};
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};
use page::{Glossary, Languages};
use std::collections::HashSet;

/// Terms and shapes, read once.
pub(super) struct Vocabulary {
    quads: Vec<Quad>,
    /// How many of them come before those of the shapes.
    without_shapes: usize,
    languages: Languages,
}

impl Vocabulary {
    /// # Errors
    /// When a file of `ontology/`, or the words of its pages, cannot be read.
    pub fn new(base: &Base) -> Outcome<Self> {
        let graph = GraphName::from(base.ontology_graph());
        let shapes = ontology::shapes(base)?.into_iter().map(|triple| triple.in_graph(graph.clone()));
        let mut quads = ontology::quads(base)?;
        let without_shapes = quads.len();
        quads.extend(shapes);
        Ok(Self { quads, without_shapes, languages: page::languages()? })
    }

    pub fn quads(&self) -> &[Quad] {
        &self.quads
    }

    /// The languages in which there are pages of the ontology.
    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    /// What is said of a term, with its parts; empty when it is none.
    fn term(&self, iri: NamedNodeRef<'_>) -> Vec<Quad> {
        if self.quads.iter().any(|quad| quad.subject.as_ref() == iri.into()) {
            describe::within(&self.quads, iri)
        } else {
            Vec::new()
        }
    }

    /// What OWL tools read: terms, codes and alignments, without the shapes and questions, whose vocabulary they do not know.
    fn axioms(&self, base: &Base) -> Vec<Quad> {
        let question = |quad: &&Quad| quad.subject.to_string().starts_with(&format!("<{base}"));
        self.quads[..self.without_shapes].iter().filter(|quad| !question(quad)).cloned().collect()
    }

    /// A module and its terms; empty when there is no such module.
    fn module(&self, module: NamedNodeRef<'_>) -> Vec<Quad> {
        let is = |quad: &&Quad, property: NamedNodeRef<'_>, object: NamedNodeRef<'_>| {
            quad.predicate == property && quad.object == object.into_owned().into()
        };
        let of = |quad: &&Quad| quad.subject.as_ref() == module.into();
        if !self.quads.iter().any(|quad| of(&quad) && is(&quad, rdf::TYPE, owl::ONTOLOGY)) {
            return Vec::new();
        }
        let terms: HashSet<_> =
            self.quads.iter().filter(|quad| is(quad, dcterms::IS_PART_OF, module)).map(|quad| &quad.subject).collect();
        self.quads.iter().filter(|quad| of(quad) || terms.contains(&quad.subject)).cloned().collect()
    }

    /// The IRIs of editions that the ontology names with a property of its own.
    fn editions(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &str> {
        let ontology = NamedNodeRef::new_unchecked(ontology_iri());
        let told = self.quads.iter().filter(move |q| q.predicate == property && q.subject.as_ref() == ontology.into());
        told.filter_map(|quad| if let Term::NamedNode(edition) = &quad.object { Some(edition.as_str()) } else { None })
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
    let vocabulary = &service.vocabulary;
    let is = |edition: &str| edition.strip_prefix(ontology_iri()).is_some_and(|rest| rest == format!("/{local}"));
    if local.is_empty() || vocabulary.editions(owl::VERSION_IRI).any(is) {
        return whole(service, uri, wish, headers);
    }
    if vocabulary.editions(owl::PRIOR_VERSION).any(is) {
        return Err(gone(vocabulary, local));
    }
    if let Some((content_type, text)) = file(local) {
        return Ok(tagged(text.into_bytes(), content_type, Some(service.modified()), headers));
    }
    if local == "owl" {
        return document(service, local, vocabulary.axioms(service.base()), wish, headers);
    }
    let module = NamedNode::new(format!("{}/{local}", ontology_iri())).ok();
    let quads = module.map(|module| vocabulary.module(module.as_ref())).unwrap_or_default();
    if !quads.is_empty() {
        return document(service, local, quads, wish, headers);
    }
    term(service, uri, local, wish, headers)
}

/// An edition before this one.
fn gone(vocabulary: &Vocabulary, edition: &str) -> Problem {
    let now = vocabulary.editions(owl::VERSION_IRI).next().unwrap_or(ontology_iri());
    let message = format!("edition {edition} of the ontology is not kept here; the edition now is {now}");
    Problem::new(410, message).with(header::LINK, "</ontology>; rel=\"latest-version\"")
}

fn term(service: &Service, uri: &Uri, local: &str, wish: &Wish, headers: &HeaderMap) -> Result<Response, Problem> {
    let term = NamedNode::new(format!("{}{local}", tro::NAMESPACE)).ok();
    let quads = term.as_ref().map(|term| service.vocabulary.term(term.as_ref())).unwrap_or_default();
    let (Some(term), false) = (term, quads.is_empty()) else {
        return Ok(resource::unknown(service, uri.path(), wish, headers));
    };
    let links = Links::new(&format!("/ontology/{local}"), &format!("{}/{local}", ontology_iri()), term.as_str());
    let response = match accept::for_resource(headers, wish.format.as_deref())? {
        View::Rdf(format) => resource::in_rdf(service, quads, format, headers)?,
        View::Html => {
            let glossary = glossary(service, uri, false);
            let page = page::term(service, &term, &page::Data::new(&links, &quads), &glossary);
            in_language(resource::in_html(service, page, headers), glossary.lang)
        }
    };
    Ok(links.put_on(response))
}

/// A part of the ontology as data; people find it on the page of the whole.
fn document(
    service: &Service,
    local: &str,
    quads: Vec<Quad>,
    wish: &Wish,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let iri = format!("{}/{local}", ontology_iri());
    match accept::for_resource(headers, wish.format.as_deref())? {
        View::Rdf(format) => {
            let links = Links::new(&format!("/ontology/{local}"), &iri, &iri);
            Ok(links.put_on(resource::in_rdf(service, quads, format, headers)?))
        }
        View::Html => Ok(Redirect::to(&format!("/ontology#{}", page::anchor(&iri))).into_response()),
    }
}

fn whole(service: &Service, uri: &Uri, wish: &Wish, headers: &HeaderMap) -> Result<Response, Problem> {
    let links = Links::new("/ontology", ontology_iri(), ontology_iri());
    let quads = service.vocabulary.quads();
    let response = match accept::for_resource(headers, wish.format.as_deref())? {
        View::Rdf(format) => resource::in_rdf(service, quads.to_vec(), format, headers)?,
        View::Html => {
            let data = page::Data::new(&links, &described(quads));
            let glossary = glossary(service, uri, true);
            let page = page::ontology(service, &data, &glossary);
            in_language(resource::in_html(service, page, headers), glossary.lang)
        }
    };
    Ok(links.put_on(response))
}

/// The ontology in the language that `?lang=` asks for, else in that of the page.
fn glossary<'s>(service: &'s Service, uri: &Uri, whole: bool) -> Glossary<'s> {
    let vocabulary = &service.vocabulary;
    let plain = service.text.lang.as_str();
    let query = uri.query().unwrap_or_default();
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).unwrap_or(plain);
    let languages = vocabulary.languages();
    let found =
        languages.get_key_value(asked).or_else(|| languages.get_key_value(plain)).or_else(|| languages.iter().next());
    let (lang, words) = found.expect("there are words in some language");
    Glossary::new(vocabulary, lang, words, plain, whole)
}

fn in_language(mut response: Response, lang: &str) -> Response {
    if let Ok(lang) = lang.parse() {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, lang);
    }
    response
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
        assert_eq!(place("/0.2.0").as_deref(), Some("/ontology/0.2.0"));
        assert_eq!(place("-other"), None);
    }

    #[test]
    fn slashes_at_the_end_lead_to_no_other_host() {
        assert_eq!(tidy("//example.org//"), "/ontology///example.org");
        assert_eq!(tidy("Agree/"), "/ontology/Agree");
        assert_eq!(tidy(""), "/ontology");
    }
}
