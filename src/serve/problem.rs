//! Errors as `application/problem+json` (RFC 9457).

use super::accept::{names_of, not_acceptable};
use crate::query::{Complaint, QueryError, WriteError};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// An error that a client sees.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    header: Option<(HeaderName, &'static str)>,
}

impl Problem {
    /// `status` must be a status code of HTTP; anything else becomes 500.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, detail: detail.into(), header: None }
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }
}

/// The answer to a query, or an update, that went wrong.
pub(super) fn of_query(error: WriteError) -> Problem {
    match error {
        WriteError::Query(QueryError::NotReady(message)) => {
            Problem::new(503, message).with(axum::http::header::RETRY_AFTER, "5")
        }
        WriteError::Query(error) => {
            let status = match &error {
                QueryError::Refused(Complaint::Service { .. }) | QueryError::Forbidden(_) => 403,
                QueryError::Refused(Complaint::TooLong) => 413,
                QueryError::Refused(_) | QueryError::Syntax(_) | QueryError::Base(_) => 400,
                QueryError::Search(_) => 400,
                QueryError::Stopped(_) | QueryError::NotReady(_) => 503,
                QueryError::Evaluation(_) => 500,
            };
            Problem::new(status, error.to_string())
        }
        WriteError::WantsTriples(_) => not_acceptable(names_of(true)),
        WriteError::WantsRows => not_acceptable(names_of(false)),
        WriteError::Io(error) => Problem::new(500, error.to_string()),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let content_type = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, content_type, format!("{body}\n")).into_response();
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}
