//! `/metrics` and `/health`.

use super::{Server, status};
use std::collections::BTreeMap;
use trojka::serve::Options;

/// The samples of an answer: name with labels, value. Fails on what is no sample.
fn samples(answer: &str) -> BTreeMap<String, f64> {
    let body = answer.split_once("\r\n\r\n").expect("a body").1;
    let mut samples = BTreeMap::new();
    for line in body.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line:?}"));
        let plain = name.split('{').next().unwrap_or("");
        assert!(plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{line:?}");
        assert!(name == plain || name.ends_with('}'), "{line:?}");
        let double = samples.insert(name.to_owned(), value.parse().unwrap_or_else(|_| panic!("{line:?}")));
        assert!(double.is_none(), "twice: {line:?}");
    }
    samples
}

fn typed(answer: &str, name: &str) -> bool {
    answer.lines().any(|line| line.strip_prefix("# TYPE ").is_some_and(|rest| rest.split(' ').next() == Some(name)))
}

#[test]
fn requests_and_queries_are_counted() {
    let server = Server::start(Options::default());
    assert_eq!(status(&server.get("/sparql?query=ASK%7B%7D")), "200");
    assert_eq!(status(&server.get("/sparql?query=ASK%7B")), "400");
    assert_eq!(status(&server.get("/id/person/nihce")), "404");
    assert_eq!(status(&server.get("/a/b/c")), "404");
    let answer = server.get("/metrics");
    assert!(answer.contains("content-type: text/plain; version=0.0.4; charset=utf-8"), "{answer}");
    assert!(typed(&answer, "trojka_http_requests_total"), "{answer}");
    let all = samples(&answer);
    let value = |name: &str| *all.get(name).unwrap_or_else(|| panic!("no {name} in {answer}"));
    for (name, expected) in [
        ("trojka_http_requests_total{route=\"/sparql\",method=\"GET\",status=\"200\"}", 1.0),
        ("trojka_http_requests_total{route=\"/sparql\",method=\"GET\",status=\"400\"}", 1.0),
        ("trojka_http_requests_total{route=\"/id/{*path}\",method=\"GET\",status=\"404\"}", 1.0),
        ("trojka_http_requests_total{route=\"other\",method=\"GET\",status=\"404\"}", 1.0),
        ("trojka_http_request_duration_seconds_count{route=\"/sparql\"}", 2.0),
        ("trojka_http_requests_in_flight", 1.0),
        ("trojka_queries_total{ending=\"answered\"}", 1.0),
        ("trojka_queries_total{ending=\"rejected\"}", 1.0),
        ("trojka_query_duration_seconds_count", 2.0),
        ("trojka_queries_running", 0.0),
        ("trojka_queries_waiting", 0.0),
        ("trojka_stopping", 0.0),
        (concat!("trojka_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"}"), 1.0),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
    assert!(value("trojka_store_quads") > 100.0 && value("trojka_store_named_graphs") >= 3.0);
    #[cfg(target_os = "linux")]
    {
        assert!(value("process_resident_memory_bytes") > 1e6 && value("process_open_fds") > 3.0);
        assert!(value("process_start_time_seconds") > 1e9 && value("process_cpu_seconds_total") >= 0.0);
    }
}

#[test]
fn openmetrics_for_those_who_ask() {
    let server = Server::start(Options::default());
    assert_eq!(status(&server.get("/health")), "200");
    let head = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    let answer =
        server.talk(format!("{head}Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5\r\n\r\n"));
    assert!(answer.contains("content-type: application/openmetrics-text; version=1.0.0; charset=utf-8"), "{answer}");
    assert!(answer.ends_with("# EOF\n") && typed(&answer, "trojka_http_requests"), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("cache-control: no-store"));
    samples(&answer);
}

#[test]
fn turned_away_connections_are_counted() {
    let server = Server::start(Options::default());
    assert_eq!(status(&server.talk("rubbish\r\n\r\n")), "400");
    let all = samples(&server.get("/metrics"));
    assert_eq!(all.get("trojka_http_connections_refused_total{reason=\"malformed\"}"), Some(&1.0), "{all:?}");
}

#[test]
fn health_names_the_version() {
    let server = Server::start(Options::default());
    let answer = server.get("/health");
    let body = answer.split_once("\r\n\r\n").expect("a body").1;
    let health: serde_json::Value = serde_json::from_str(body).expect("JSON");
    assert_eq!((&health["status"], &health["version"]), (&"ok".into(), &env!("CARGO_PKG_VERSION").into()));
    let run = crate::command::trojka(["health", &format!("http://{}/", server.address)]).run();
    assert!(run.status == 0 && run.stdout.contains("\"ok\""), "{}{}", run.stdout, run.stderr);
    let address = server.address;
    drop(server);
    let run = crate::command::trojka(["health", &format!("http://{address}")]).run();
    assert!(run.status == 1 && run.stderr.contains("/health"), "{}", run.stderr);
}
