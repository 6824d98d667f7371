//! Requests to the server under test.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::Duration;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// A server under test.
pub struct Client {
    pub query: String,
    pub update: String,
    pub store: String,
    /// Sent to the addresses that write.
    pub token: Option<String>,
    agent: Agent,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The media type without parameters.
    pub fn media_type(&self) -> &str {
        self.header("content-type").split(';').next().unwrap_or("").trim()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub fn success(self) -> Result<Self, String> {
        if (200..300).contains(&self.status) { Ok(self) } else { Err(self.summary()) }
    }

    /// Status and the beginning of the body, in one line.
    pub fn summary(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let words: Vec<&str> = text.split_whitespace().collect();
        let start: String = words.join(" ").chars().take(240).collect();
        format!("{} {start}", self.status)
    }
}

impl Client {
    pub fn new(query: &str, update: &str, store: &str, token: Option<String>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(60)));
        let (query, update, store) = (query.to_owned(), update.to_owned(), store.to_owned());
        Self { query, update, store, token, agent: config.build().new_agent() }
    }

    /// Sends what is given and nothing more: without a content type, none is made up.
    pub fn send(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Answer, String> {
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let writing = url.starts_with(&self.update) || url.starts_with(&self.store);
        if let Some(token) = self.token.as_ref().filter(|_| writing) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let answer = match body {
            Some(body) => request.body(body).map(|request| self.agent.run(request)),
            None => request.body(()).map(|request| self.agent.run(request)),
        };
        let failed = |error: &dyn std::fmt::Display| format!("{method} {url}: {error}");
        let (parts, mut body) = answer.map_err(|error| failed(&error))?.map_err(|error| failed(&error))?.into_parts();
        let body = body.with_config().limit(64 << 20).read_to_vec().map_err(|error| failed(&error))?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }

    /// Asks a query. Each of the three ways to ask has its share; the length of the query decides.
    pub fn ask(&self, query: &str, accept: &str) -> Result<Answer, String> {
        let accept = ("accept", accept);
        let form = || format!("query={}", utf8_percent_encode(query, NON_ALPHANUMERIC));
        match query.len() % 3 {
            0 => self.send("GET", &format!("{}?{}", self.query, form()), &[accept], None),
            1 => self.send("POST", &self.query, &[accept, FORM], Some(form().as_bytes())),
            _ => self.send("POST", &self.query, &[accept, DIRECT_QUERY], Some(query.as_bytes())),
        }
    }

    /// Sends an update in one of the two ways; the length of the update decides.
    pub fn change(&self, update: &str) -> Result<Answer, String> {
        if update.len().is_multiple_of(2) {
            return self.send("POST", &self.update, &[DIRECT_UPDATE], Some(update.as_bytes()));
        }
        let form = format!("update={}", utf8_percent_encode(update, NON_ALPHANUMERIC));
        self.send("POST", &self.update, &[FORM], Some(form.as_bytes()))
    }

    /// The address of a graph in the store; `None` is the default graph.
    pub fn graph(&self, name: Option<&str>) -> String {
        match name {
            Some(name) => format!("{}?graph={}", self.store, utf8_percent_encode(name, NON_ALPHANUMERIC)),
            None => format!("{}?default", self.store),
        }
    }

    /// Empties the store.
    pub fn clear(&self) -> Result<(), String> {
        self.change("DROP ALL")?.success().map(|_| ()).map_err(|why| format!("DROP ALL: {why}"))
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const DIRECT_QUERY: (&str, &str) = ("content-type", "application/sparql-query");
const DIRECT_UPDATE: (&str, &str) = ("content-type", "application/sparql-update");
