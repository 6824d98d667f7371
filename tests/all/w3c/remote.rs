//! Endpoints of other people, for the tests of SERVICE: small ones of our own, on loopback.

use super::library::{Case, Library, name_of, qt, quads};
use super::own::serve;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use percent_encoding::percent_decode;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// A program that answers for all endpoints of a test.
pub struct Remote {
    address: SocketAddr,
    shared: Arc<Mutex<World>>,
}

/// The endpoints of a test: their names in the test, and the data of each in the graph of its name.
#[derive(Default)]
struct World {
    endpoints: Vec<String>,
    store: Option<Store>,
}

impl Remote {
    pub fn start() -> Self {
        let shared = Arc::new(Mutex::new(World::default()));
        let router = Router::new().route("/{number}/sparql", any(answer)).with_state(Arc::clone(&shared));
        let address = serve(|_| |listener| async { axum::serve(listener, router).await.expect("served") });
        Self { address, shared }
    }

    /// Sets up the endpoints that a test names.
    pub fn prepare(&self, library: &Library, case: &Case) -> Result<(), String> {
        let Some(action) = case.action() else { return Ok(()) };
        let mut world = World::default();
        for service in case.facts.all(&action, qt("serviceData")) {
            let name = |property| case.facts.one(&service, qt(property)).map(|term| name_of(&term).to_owned());
            let (endpoint, data) = (name("endpoint").ok_or("no endpoint")?, name("data").ok_or("no data")?);
            let quads = quads(&library.read(&data)?, RdfFormat::Turtle, &data)?;
            let graph = GraphName::from(NamedNode::new(&endpoint).map_err(|error| error.to_string())?);
            let store = world.store.get_or_insert_with(|| Store::new().expect("memory"));
            let quads = quads.into_iter().map(|quad| Quad { graph_name: graph.clone(), ..quad });
            store.extend(quads).map_err(|error| error.to_string())?;
            world.endpoints.push(endpoint);
        }
        *self.shared.lock().expect("no panic before") = world;
        Ok(())
    }

    /// A text of the test with our addresses in place of its endpoints.
    pub fn replace(&self, text: &str) -> String {
        let world = self.shared.lock().expect("no panic before");
        let pairs = world.endpoints.iter().enumerate();
        pairs.fold(text.to_owned(), |text, (number, endpoint)| text.replace(endpoint, &self.own(number)))
    }

    fn own(&self, number: usize) -> String {
        format!("http://{}/{number}/sparql", self.address)
    }
}

async fn answer(
    State(shared): State<Arc<Mutex<World>>>,
    Path(number): Path<usize>,
    RawQuery(parameters): RawQuery,
    headers: axum::http::HeaderMap,
    body: Bytes,
) -> Response {
    let is_form = headers.get(header::CONTENT_TYPE).is_some_and(|value| value == "application/x-www-form-urlencoded");
    let text = String::from_utf8_lossy(&body).into_owned();
    let query = if is_form { parameter(&text) } else { parameters.as_deref().and_then(parameter).or(Some(text)) };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("").to_owned();
    let work = move || evaluate(&shared.lock().expect("no panic before"), number, &host, &query.unwrap_or_default());
    match tokio::task::spawn_blocking(work).await.expect("no panic") {
        Ok(json) => ([(header::CONTENT_TYPE, "application/sparql-results+json")], json).into_response(),
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

/// The value of `query` in `name=value&…`.
fn parameter(encoded: &str) -> Option<String> {
    let value = encoded.split('&').find_map(|pair| pair.strip_prefix("query="))?.replace('+', " ");
    Some(percent_decode(value.as_bytes()).decode_utf8_lossy().into_owned())
}

/// Evaluates a query on one endpoint. What it asks of another endpoint stands in the graph of that one.
fn evaluate(world: &World, number: usize, host: &str, query: &str) -> Result<Vec<u8>, String> {
    let store = world.store.as_ref().ok_or("no data")?;
    let mut query = query.to_owned();
    for (number, endpoint) in world.endpoints.iter().enumerate() {
        let own = format!("<http://{host}/{number}/sparql>");
        query = query.replace(&format!("SERVICE {own}"), &format!("GRAPH <{endpoint}>"));
    }
    let endpoint = world.endpoints.get(number).ok_or("no such endpoint")?;
    let mut query = SparqlEvaluator::new().parse_query(&query).map_err(|error| error.to_string())?;
    query.dataset_mut().set_default_graph(vec![NamedNode::new_unchecked(endpoint).into()]);
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
    match query.on_store(store).execute().map_err(|error| failed(&error))? {
        QueryResults::Boolean(value) => {
            serializer.serialize_boolean_to_writer(Vec::new(), value).map_err(|error| failed(&error))
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut writer =
                serializer.serialize_solutions_to_writer(Vec::new(), variables).map_err(|error| failed(&error))?;
            for solution in solutions {
                let solution = solution.map_err(|error| failed(&error))?;
                writer.serialize(&solution).map_err(|error| failed(&error))?;
            }
            writer.finish().map_err(|error| failed(&error))
        }
        QueryResults::Graph(_) => Err("SERVICE asks for solutions".into()),
    }
}
