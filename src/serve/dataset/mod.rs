//! `/.well-known/void`: what the data set holds, counted. VoID, <https://www.w3.org/TR/void/>, and DCAT,
//! <https://www.w3.org/TR/vocab-dcat-3/>.

mod service;
mod statistics;
mod void;

pub use crate::export::dcat::Kind;
pub(super) use crate::export::dcat::PREFIXES;
pub(super) use service::describe as service;
pub use statistics::{Class, Links, Part, Property, Statistics, statistics};

use super::accept::{self, View};
use super::links::Links as HttpLinks;
use super::resource::{self, Wish, blocking};
use super::{Service, Shared, page};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use std::sync::{Arc, Mutex, PoisonError};

/// The counts for one state of the data set.
#[derive(Default)]
pub(super) struct Counted(Mutex<Option<(String, Arc<Statistics>)>>);

impl Counted {
    /// Counts when the data set is not as it was when it was counted last.
    pub fn of(&self, service: &Service) -> Arc<Statistics> {
        let state = service.state();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((counted, statistics)) = known.as_ref()
            && *counted == state
        {
            return Arc::clone(statistics);
        }
        let quads = service.dataset.iter();
        let fresh = Arc::new(statistics(service.base(), quads));
        *known = Some((state, Arc::clone(&fresh)));
        fresh
    }
}

/// `/.well-known/void`.
pub(super) async fn handle(State(service): Shared, uri: Uri, headers: HeaderMap) -> Response {
    blocking(move || {
        let wish = Wish::read(&uri)?;
        let form = accept::for_resource(&headers, wish.format.as_deref())?;
        let statistics = service.counted.of(&service);
        let quads = void::describe(service.base(), &statistics, &service.abilities())?;
        let document = format!("{}.well-known/void", service.base());
        let links = HttpLinks::new("/.well-known/void", &document, service.base().dataset().as_str());
        let response = match form {
            View::Rdf(format) => resource::in_rdf(&service, quads, format, &headers)?,
            View::Html => {
                let data = page::Data::new(&links, &quads);
                resource::in_html(&service, page::dataset(&service, &statistics, &data), &headers)
            }
        };
        Ok(links.put_on(response))
    })
    .await
}
