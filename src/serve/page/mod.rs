//! The page for people, made on the server; its words are in `web/text/`.

mod about;
mod anchors;
mod article;
mod data;
mod dataset;
mod entity;
mod explain;
mod fact;
mod graph;
mod identity;
mod layout;
mod lookup;
mod ontology;
mod query;
mod search;
mod term;
mod text;

pub(in crate::serve) use article::Summary;
pub(super) use data::Data;
pub(super) use explain::{Reasons, reasons};
pub(in crate::serve) use ontology::{Glossary, Languages, anchor, languages};
pub(in crate::serve) use text::Text;

use super::assets::Web;
use super::links::Links;
use super::resource::{Found, Is, blocking};
use super::{Service, Shared, Statistics};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::export::rdf11::lowered;
use crate::graph::Base;
use crate::search::Hit;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use lookup::Lookup;
use maud::Markup;
use oxigraph::model::{NamedNode, NamedOrBlankNode};
use serde::Deserialize;
use std::sync::Arc;

/// The words of the page.
///
/// # Errors
/// When they cannot be read.
pub(super) fn words() -> Result<Text> {
    let file = "text/sl.toml";
    let bytes = Web::get(file).map(|file| file.data).unwrap_or_default();
    let broken = |message: String| Error::Format { path: format!("web/{file}").into(), line: None, message };
    let text = std::str::from_utf8(&bytes).map_err(|error| broken(error.to_string()))?;
    toml::from_str(text).map_err(|error| broken(error.message().to_owned()))
}

/// All articles, the newest first.
pub(super) fn articles(dataset: &Dataset, base: &Base, text: &Text) -> Vec<Summary> {
    let lookup = Lookup { dataset, base: base.as_str(), lang: &text.lang };
    let snapshot = dataset.snapshot();
    let names = snapshot.named_graphs().filter_map(|(name, _)| match name {
        NamedOrBlankNode::NamedNode(name) => base.article_id(name.as_str()).map(|_| name),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    let mut articles: Vec<Summary> = names.map(|name| Summary::new(&lookup, name)).collect();
    articles.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| one.iri.as_str().cmp(other.iri.as_str())));
    articles
}

/// One page that is being made.
struct View<'s> {
    service: &'s Service,
    text: &'s Text,
    lookup: Lookup<'s>,
    articles: Arc<Vec<Summary>>,
    /// Words of explanations.
    reasons: &'s explain::Words,
    /// What stands in the search box.
    sought: &'s str,
}

impl<'s> View<'s> {
    fn new(service: &'s Service) -> Self {
        let text = &service.text;
        let lookup = Lookup { dataset: &service.dataset, base: service.base().as_str(), lang: &text.lang };
        let reasons = &service.reasons[&text.lang];
        Self { service, text, lookup, articles: service.articles(), reasons, sought: "" }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Paging {
    /// From 1 on.
    page: Option<usize>,
}

/// `/`.
pub(super) async fn home(State(service): Shared, paging: Query<Paging>) -> Response {
    show(service, move |view| article::list(view, paging.page.unwrap_or(1))).await
}

/// `/entities`.
pub(super) async fn entities(State(service): Shared) -> Response {
    show(service, entity::list).await
}

/// `/query`.
pub(super) async fn query(State(service): Shared) -> Response {
    show(service, |view| query::form(view, None)).await
}

/// One page of those that a thing has.
pub(super) struct Sheet {
    pub markup: Markup,
    /// Whether another one follows.
    pub more: bool,
}

/// The page of an article, an entity or anything else that something is said about.
/// `None` when it has no such page.
pub(super) fn resource(service: &Service, found: &Found, links: &Links) -> Option<Sheet> {
    let view = View::new(service);
    let iri = &found.iri;
    let data = Data::new(links, &lowered(found.quads.iter().cloned(), service.base()));
    let question = iri.as_str().strip_prefix(service.base().as_str()).and_then(|path| path.strip_prefix("query/"));
    let only = |markup| (links.page == 1).then_some(Sheet { markup, more: false });
    match (found.is, question.filter(|name| query::is_question(name))) {
        (Is::Article, _) => only(article::page(&view, iri, &data)),
        (Is::Graph, _) if found.quads.is_empty() => None,
        (Is::Graph, _) => Some(Sheet { markup: graph::page(&view, found, &data), more: found.more }),
        (Is::Thing, Some(name)) => only(query::form(&view, Some((name, &data)))),
        (Is::Thing, None) => entity::page(&view, iri, &data),
    }
}

/// The page of a term of the ontology.
pub(super) fn term(service: &Service, iri: &NamedNode, data: &Data, glossary: &Glossary) -> Markup {
    term::page(&View::new(service), iri, data, glossary)
}

/// The page of the data set.
pub(super) fn dataset(service: &Service, statistics: &Statistics, data: &Data) -> Markup {
    dataset::page(&View::new(service), statistics, data)
}

/// The page of what was found, things and texts.
pub(super) fn found(service: &Service, sought: &str, things: &[Hit], texts: &[Hit]) -> Response {
    html(search::page(&View { sought, ..View::new(service) }, things, texts))
}

/// A page that says why there is no result of a search.
pub(super) fn not_found_because(service: &Service, sought: &str, reason: &str) -> Response {
    html(search::failure(&View { sought, ..View::new(service) }, reason))
}

/// What people call a thing of the data set.
pub(super) fn label(service: &Service, iri: &NamedNode) -> String {
    View::new(service).lookup.label(iri.as_ref())
}

/// The page for an address at which there is nothing.
pub(super) fn unknown(service: &Service) -> Response {
    let view = View::new(service);
    let content = maud::html! { h1 { (view.text.unknown) } p.help { (view.text.unknown_more) } };
    (StatusCode::NOT_FOUND, html(layout::page(&view, &view.text.unknown, None, &content))).into_response()
}

/// The page of an explanation, in a language that there are words in.
pub(super) fn explanation(service: &Service, answer: &Explanation, lang: &str) -> Markup {
    let view = View::new(service);
    let (lang, reasons) = service.reasons.get_key_value(lang).expect("a language of the page");
    explain::page(&View { lookup: Lookup { lang, ..view.lookup }, reasons, ..view }, answer)
}

/// The page of the ontology.
pub(super) fn ontology(service: &Service, data: &Data, glossary: &Glossary) -> Markup {
    ontology::page(&View::new(service), data, glossary)
}

async fn show(service: Arc<Service>, make: impl FnOnce(&View) -> Markup + Send + 'static) -> Response {
    blocking(move || Ok(html(make(&View::new(&service))))).await
}

fn html(markup: Markup) -> Response {
    ([(axum::http::header::VARY, "Accept")], Html(markup.into_string())).into_response()
}
