//! The page for people, made on the server; its words are in `web/text/`.

mod article;
mod entity;
mod fact;
mod identity;
mod layout;
mod lookup;
mod ontology;
mod query;
mod search;
mod text;

use super::assets::Web;
use super::resource::blocking;
use super::{Service, Shared};
use crate::error::{Error, Result};
use crate::search::Hit;
use crate::store::Store;
use article::Summary;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use lookup::Lookup;
use maud::Markup;
use oxigraph::model::NamedNode;
use serde::Deserialize;
use std::sync::Arc;
use text::Text;

/// What all pages share, made once.
pub(super) struct Site {
    text: Text,
    /// The newest first.
    articles: Vec<Summary>,
}

impl Site {
    /// # Errors
    /// When the words of the page cannot be read.
    pub fn new(store: &Store) -> Result<Self> {
        let file = "text/sl.toml";
        let bytes = Web::get(file).map(|file| file.data).unwrap_or_default();
        let broken = |message: String| Error::Format { path: format!("web/{file}").into(), line: None, message };
        let text = std::str::from_utf8(&bytes).map_err(|error| broken(error.to_string()))?;
        let text: Text = toml::from_str(text).map_err(|error| broken(error.message().to_owned()))?;
        let lookup = Lookup { dataset: store.dataset(), base: store.base().as_str(), lang: &text.lang };
        let mut articles: Vec<Summary> =
            store.article_ids().map(|id| Summary::new(&lookup, store.base().article(&id))).collect();
        articles.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| one.iri.as_str().cmp(other.iri.as_str())));
        Ok(Self { text, articles })
    }

    /// BCP 47 tag.
    pub fn lang(&self) -> &str {
        &self.text.lang
    }
}

/// One page that is being made.
struct View<'s> {
    service: &'s Service,
    text: &'s Text,
    lookup: Lookup<'s>,
    /// What stands in the search box.
    sought: &'s str,
}

impl<'s> View<'s> {
    fn new(service: &'s Service) -> Self {
        let text = &service.site.text;
        let lookup = Lookup { dataset: service.store.dataset(), base: service.base().as_str(), lang: &text.lang };
        Self { service, text, lookup, sought: "" }
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
    let is_article = service.site.articles.iter().any(|article| article.iri == *iri);
    html(if is_article { article::page(&view, iri) } else { entity::page(&view, iri) })
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
