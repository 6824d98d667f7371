//! Tests that are exchanges of HTTP messages, written as RDF in the manifests of the protocol and of the graph store.

use super::client::Answer;
use super::library::{cnt, ht, local_name, mf, name_of};
use super::outcome::{Form, Outcome, Rule, fits};
use super::scene::Scene;
use oxigraph::model::Term;

/// Where the manifests have the graph store.
const STORE: &str = "http://www.example/gsp";

pub fn run(scene: &Scene) -> Result<(), String> {
    let (facts, test) = (&scene.case.facts, &scene.case.test);
    scene.client.clear()?;
    for (graph, file) in scene.named_data(test) {
        scene.add(Some(&graph), &file)?;
    }
    let requests = scene.case.action().and_then(|action| facts.one(&action, ht("requests"))).ok_or("no requests")?;
    let mut location = Location::default();
    for (index, request) in facts.list(&requests).iter().enumerate() {
        let step = |why: String| format!("request {}: {why}", index + 1);
        let answer = send(scene, request, &location).map_err(step)?;
        let response = facts.one(request, ht("resp")).ok_or("no response")?;
        location.take(scene, &response, &answer).map_err(step)?;
        check(scene, &response, &answer, &location).map_err(step)?;
    }
    Ok(())
}

/// What a response says about where the new graph is, under the name that later requests use.
#[derive(Default)]
struct Location {
    variable: String,
    value: String,
}

impl Location {
    fn take(&mut self, scene: &Scene, response: &Term, answer: &Answer) -> Result<(), String> {
        let Some(variable) = scene.case.facts.one(response, mf("expectedLocation")) else { return Ok(()) };
        let value = answer.header("location").to_owned();
        if value.is_empty() {
            return Err(format!("no Location: {}", answer.summary()));
        }
        *self = Self { variable: name_of(&variable).to_owned(), value };
        Ok(())
    }

    fn fill(&self, text: &str) -> String {
        if self.variable.is_empty() { text.to_owned() } else { text.replace(&self.variable, &self.value) }
    }
}

fn send(scene: &Scene, request: &Term, location: &Location) -> Result<Answer, String> {
    let facts = &scene.case.facts;
    let field = |property| facts.one(request, ht(property)).map(|value| name_of(&value).to_owned());
    let headers = headers(scene, request);
    let body = body(scene, request).map(|(text, encoding)| encode(&own(scene, &location.fill(&text)), &encoding));
    let path = location.fill(&field("absolutePath").ok_or("no path")?);
    let url = match path.strip_prefix("/sparql/") {
        Some(rest) => format!("{}{}", endpoint(scene, &headers, &path), own(scene, rest)),
        None => own(scene, &format!("http://www.example{path}")),
    };
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    scene.client.send(&field("methodName").ok_or("no method")?, &url, &headers, body.as_deref())
}

/// Queries and updates have the same address in the manifest, and two addresses here.
fn endpoint<'a>(scene: &'a Scene, headers: &[(String, String)], path: &str) -> &'a str {
    let is_query = path.contains("query=") || headers.iter().any(|(_, value)| value == "application/sparql-query");
    let of_updates = local_name(scene.case.iri()).contains("update_");
    if of_updates && !is_query { &scene.client.update } else { &scene.client.query }
}

/// The text with the address of our graph store.
fn own(scene: &Scene, text: &str) -> String {
    let encoded = |url: &str| url.replace(':', "%3A").replace('/', "%2F");
    text.replace(STORE, &scene.client.store).replace(&encoded(STORE), &encoded(&scene.client.store))
}

fn headers(scene: &Scene, message: &Term) -> Vec<(String, String)> {
    let facts = &scene.case.facts;
    let list = facts.one(message, ht("headers")).map(|list| facts.list(&list)).unwrap_or_default();
    let text = |header: &Term, property| Some(name_of(&facts.one(header, ht(property))?).to_owned());
    list.iter().filter_map(|header| Some((text(header, "fieldName")?, text(header, "fieldValue")?))).collect()
}

/// Text and encoding of a body.
fn body(scene: &Scene, message: &Term) -> Option<(String, String)> {
    let facts = &scene.case.facts;
    let body = facts.one(message, ht("body"))?;
    let encoding = facts.one(&body, cnt("characterEncoding")).map(|name| name_of(&name).to_owned());
    Some((name_of(&facts.one(&body, cnt("chars"))?).to_owned(), encoding.unwrap_or_default()))
}

fn encode(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-16" => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

fn check(scene: &Scene, response: &Term, answer: &Answer, location: &Location) -> Result<(), String> {
    let facts = &scene.case.facts;
    let statuses: Vec<String> =
        facts.all(response, mf("expectedStatus")).map(|status| local_name(name_of(&status)).to_owned()).collect();
    if !statuses.iter().any(|name| is_status(name, answer.status)) {
        return Err(format!("expected {}, got {}", statuses.join(" or "), answer.summary()));
    }
    if let Some(kind) = facts.one(response, mf("expectedFormat")) {
        let form = Form::of_media_type(answer.media_type())?;
        if !fits(name_of(&kind), form) {
            return Err(format!("expected {}, got {form:?}", name_of(&kind)));
        }
    }
    if let Some(expected) = facts.one(response, mf("expectedBoolean")) {
        let actual = Outcome::read(&answer.body, Form::of_media_type(answer.media_type())?, "")?;
        Outcome::Boolean(name_of(&expected) == "true").compare(&actual, Rule::default())?;
    }
    check_content(scene, response, answer, location)
}

/// The expected type and graph, for responses that have a body in the manifest.
fn check_content(scene: &Scene, response: &Term, answer: &Answer, location: &Location) -> Result<(), String> {
    for (name, value) in headers(scene, response) {
        let bare = |value: &str| value.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        if bare(answer.header(&name)) != bare(&value) {
            return Err(format!("expected {name}: {value}, got {:?}", answer.header(&name)));
        }
    }
    let Some((text, _)) = body(scene, response) else { return Ok(()) };
    let form = Form::of_media_type(answer.media_type())?;
    let base = &scene.client.store;
    let expected = Outcome::read(own(scene, &location.fill(&text)).as_bytes(), form, base)?;
    expected.compare(&Outcome::read(&answer.body, form, base)?, Rule::default())
}

/// Names of status codes as in <http://www.w3.org/2011/http-statusCodes>.
fn is_status(name: &str, status: u16) -> bool {
    match name {
        "OK" => status == 200,
        "Created" => status == 201,
        "NoContent" => status == 204,
        "NotFound" => status == 404,
        _ => name.strip_prefix("StatusCode").is_some_and(|class| class.starts_with(&(status / 100).to_string())),
    }
}
