//! SPARQL 1.1 Protocol, update operation: <https://www.w3.org/TR/sparql11-protocol/#update-operation>.

use super::form::{Form, Operation};
use super::problem::{self, Problem};
use super::token::Token;
use super::{Service, Shared, search};
use crate::query::{Amendment, QueryError, WriteError};
use crate::store::ChangeError;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `/update`.
pub(super) async fn handle(State(service): Shared, request: Request) -> Response {
    match respond(&service, request).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn respond(service: &Arc<Service>, request: Request) -> Result<(), Problem> {
    let (parts, body) = request.into_parts();
    if parts.method != Method::POST {
        let problem = Problem::new(405, format!("/update does not take {}", parts.method));
        return Err(problem.with(header::ALLOW, "POST, OPTIONS"));
    }
    Token::authorise(service.options.token.as_ref(), &parts.headers)?;
    let mut form = Form::new(parts.uri.query())?;
    form.add_body(Operation::Update, &parts.headers, body, service.options.max_body).await?;
    let (using_graphs, using_named_graphs) = form.graphs(Operation::Update)?;
    let amendment = Amendment {
        text: form.text(Operation::Update)?,
        base: Some(service.base().to_string()),
        union: service.options.union_default_graph,
        using_graphs,
        using_named_graphs,
        services: service.services.clone(),
        search: Some(search::for_queries(service)),
        sources: service.sources.clone(),
    };
    let text = amendment.text.clone();
    service.change(&text, move |edit| amendment.make(edit)).await
}

/// The answer to a change that was not made.
pub(super) fn of_change(error: ChangeError<QueryError>) -> Problem {
    match error {
        ChangeError::Work(QueryError::Evaluation(message)) => Problem::new(409, message),
        ChangeError::Work(error) => problem::of_query(WriteError::Query(error)),
        ChangeError::Store(error) => Problem::new(503, error.to_string()).with(header::RETRY_AFTER, "5"),
    }
}
