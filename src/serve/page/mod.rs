//! The page for people, made on the server; its words are in `web/text/`.

mod article;
mod entity;
mod fact;
mod identity;
mod layout;
mod lookup;
mod ontology;
mod query;
mod text;

pub(in crate::serve) use article::Summary;
pub(in crate::serve) use text::Text;

use super::assets::Web;
use super::resource::blocking;
use super::{Service, Shared};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::graph::Base;
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
}

impl<'s> View<'s> {
    fn new(service: &'s Service) -> Self {
        let text = &service.text;
        let lookup = Lookup { dataset: &service.dataset, base: service.base().as_str(), lang: &text.lang };
        Self { service, text, lookup, articles: service.articles() }
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
    show(service, query::form).await
}

/// The page of an article, an entity or anything else that something is said about.
pub(super) fn resource(service: &Service, iri: &NamedNode) -> Response {
    let view = View::new(service);
    let is_article = view.articles.iter().any(|article| article.iri == *iri);
    html(if is_article { article::page(&view, iri) } else { entity::page(&view, iri) })
}

/// The page for an address at which there is nothing.
pub(super) fn unknown(service: &Service) -> Response {
    let view = View::new(service);
    let content = maud::html! { h1 { (view.text.unknown) } p.help { (view.text.unknown_more) } };
    (StatusCode::NOT_FOUND, html(layout::page(&view, &view.text.unknown, None, &content))).into_response()
}

/// The page of the ontology.
pub(super) fn ontology(service: &Service) -> Response {
    html(ontology::page(&View::new(service)))
}

async fn show(service: Arc<Service>, make: impl FnOnce(&View) -> Markup + Send + 'static) -> Response {
    blocking(move || Ok(html(make(&View::new(&service))))).await
}

fn html(markup: Markup) -> Response {
    ([(axum::http::header::VARY, "Accept")], Html(markup.into_string())).into_response()
}
