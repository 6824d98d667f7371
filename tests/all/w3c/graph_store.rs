//! The first tests of the Graph Store Protocol, which are prose in their manifest: the same requests with data of ours.
//!
//! In the prose each test goes on from the one before; here each stands for itself. Where the prose has one status code
//! and the tests that took its place allow others, the others are allowed here too.

use super::client::Answer;
use super::library::local_name;
use super::outcome::{Form, Outcome, Rule};
use super::scene::Scene;
use Target::{Default, Direct, Location, Named, Store};

/// Which graph a request is about.
#[derive(Clone, Copy)]
enum Target {
    /// The graph whose IRI is the address of the request.
    Direct(&'static str),
    /// The same graph, named by a parameter.
    Named(&'static str),
    Default,
    /// None: the store is to make one.
    Store,
    /// The one that the store has made.
    Location,
}

/// A request and what must come back.
struct Step {
    method: &'static str,
    target: Target,
    content_type: &'static str,
    body: Option<&'static str>,
    statuses: &'static [u16],
    graph: Option<String>,
}

const TURTLE: &str = "text/turtle";
const MULTIPART: &str = "multipart/form-data; boundary=meja";
const ONE: Target = Direct("/oseba/1.ttl");
const CHANGED: &[u16] = &[200, 204];
const PUT: &[u16] = &[200, 201, 204];

const MOJCA: &str = "<http://example.org/1> a <http://example.org/Person> ; <http://example.org/card> [ <http://example.org/name> \"Mojca\" ] .";
const JANEZ: &str = "<http://example.org/1> a <http://example.org/Person> ; <http://example.org/card> [ <http://example.org/name> \"Janez\" ] .";
const MORE: &str = "<http://example.org/1> <http://example.org/age> 40 .";
const GIVEN: &str = "<http://example.org/1> <http://example.org/given> \"Mojca\" .";
const FAMILY: &str = "<http://example.org/1> <http://example.org/family> \"Novak\" .";
const PARTS: &str = concat!(
    "--meja\r\nContent-Disposition: form-data; name=\"a.ttl\"; filename=\"a.ttl\"\r\n",
    "Content-Type: text/turtle; charset=utf-8\r\n\r\n",
    "<http://example.org/1> <http://example.org/given> \"Mojca\" .\r\n",
    "--meja\r\nContent-Disposition: form-data; name=\"b.ttl\"; filename=\"b.ttl\"\r\n",
    "Content-Type: text/turtle; charset=utf-8\r\n\r\n",
    "<http://example.org/1> <http://example.org/family> \"Novak\" .\r\n",
    "--meja--\r\n"
);

fn sends(method: &'static str, target: Target, body: &'static str, statuses: &'static [u16]) -> Step {
    Step { method, target, content_type: TURTLE, body: Some(body), statuses, graph: None }
}

fn gets(target: Target, graph: &[&str]) -> Step {
    Step { graph: Some(graph.join("\n")), ..bare("GET", target, &[200]) }
}

fn bare(method: &'static str, target: Target, statuses: &'static [u16]) -> Step {
    Step { method, target, content_type: TURTLE, body: None, statuses, graph: None }
}

fn steps(test: &str) -> Option<Vec<Step>> {
    let put = || sends("PUT", ONE, MOJCA, &[201]);
    let put_again = || sends("PUT", ONE, JANEZ, CHANGED);
    let put_default = || sends("PUT", Default, MOJCA, PUT);
    let delete = || bare("DELETE", ONE, CHANGED);
    let post = || sends("POST", ONE, MORE, CHANGED);
    let post_parts = || Step { content_type: MULTIPART, ..sends("POST", ONE, PARTS, CHANGED) };
    let create = || sends("POST", Store, MOJCA, &[201]);
    Some(match test {
        "put__initial_state" => vec![put()],
        "get_of_put__initial_state" => vec![put(), gets(Named("/oseba/1.ttl"), &[MOJCA])],
        "put__graph_already_in_store" => vec![put(), put_again()],
        "get_of_put__graph_already_in_store" => vec![put(), put_again(), gets(ONE, &[JANEZ])],
        "put__default_graph" => vec![put_default()],
        "get_of_put__default_graph" => vec![put_default(), gets(Default, &[MOJCA])],
        "delete__existing_graph" => vec![put(), delete()],
        "get_of_delete__existing_graph" => vec![put(), delete(), bare("GET", ONE, &[404])],
        "delete__nonexistent_graph" => vec![bare("DELETE", ONE, &[404])],
        "post__existing_graph" => vec![put(), post()],
        "get_of_post__existing_graph" => vec![put(), post(), gets(ONE, &[MOJCA, MORE])],
        "post__multipart_formdata" => vec![put(), post_parts()],
        "get_of_post__multipart_formdata" => vec![put(), post_parts(), gets(ONE, &[MOJCA, GIVEN, FAMILY])],
        "post__create__new_graph" => vec![create()],
        "get_of_post__create__new_graph" => vec![create(), gets(Location, &[MOJCA])],
        "get_of_post__after_noop" => vec![create(), sends("POST", Location, "", CHANGED), gets(Location, &[MOJCA])],
        "head_on_an_existing_graph" => vec![put(), bare("HEAD", ONE, &[200])],
        "head_on_a_nonexisting_graph" => vec![bare("HEAD", ONE, &[404])],
        _ => return None,
    })
}

pub fn run(scene: &Scene) -> Result<(), String> {
    scene.client.clear()?;
    let mut location = String::new();
    for step in steps(local_name(scene.case.iri())).ok_or("a test that is not known here")? {
        let answer = send(scene, &step, &location)?;
        if !step.statuses.contains(&answer.status) {
            return Err(format!("{}: expected {:?}, got {}", step.method, step.statuses, answer.summary()));
        }
        if matches!(step.target, Store) {
            answer.header("location").clone_into(&mut location);
        }
        check_content(&step, &answer)?;
    }
    Ok(())
}

fn send(scene: &Scene, step: &Step, location: &str) -> Result<Answer, String> {
    let store = &scene.client.store;
    let url = match step.target {
        Direct(path) => format!("{store}{path}"),
        Named(path) => scene.client.graph(Some(&format!("{store}{path}"))),
        Default => scene.client.graph(None),
        Store => store.clone(),
        Location if location.is_empty() => return Err("the new graph has no Location".into()),
        Location => location.to_owned(),
    };
    let header = if step.body.is_some() { ("content-type", step.content_type) } else { ("accept", TURTLE) };
    scene.client.send(step.method, &url, &[header], step.body.map(str::as_bytes))
}

fn check_content(step: &Step, answer: &Answer) -> Result<(), String> {
    let readable = answer.status == 200 && ["GET", "HEAD"].contains(&step.method);
    if readable && answer.media_type() != TURTLE {
        return Err(format!("{}: expected {TURTLE}, got {:?}", step.method, answer.media_type()));
    }
    let Some(graph) = &step.graph else { return Ok(()) };
    let form = Form::of_media_type(TURTLE)?;
    let expected = Outcome::read(graph.as_bytes(), form, "http://example.org/")?;
    expected.compare(&Outcome::read(&answer.body, form, "http://example.org/")?, Rule::default())
}
