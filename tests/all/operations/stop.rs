//! The end of the service.

use super::{BOUND, Server, status};
use axum::Router;
use axum::routing::get;
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;
use trojka::serve::Options;

const ASK: &str = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n";

#[test]
fn a_running_request_is_finished() {
    let mut server = Server::start(Options::default());
    let mut running = server.connect();
    running.say(format!("{ASK}Expect: 100-continue\r\n\r\n"));
    assert_eq!(status(&running.answer()), "100");
    let mut idle = server.connect();
    idle.say("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(status(&idle.answer()), "200");
    server.tell_to_stop();
    assert_eq!(idle.rest(), "", "idle connections are closed");
    assert!(TcpStream::connect(server.address).is_err(), "no new ones are taken");
    running.say("ASK {}");
    let answer = running.rest();
    assert!(status(&answer) == "200" && answer.to_ascii_lowercase().contains("connection: close"), "{answer}");
    server.wait();
}

#[test]
fn while_stopping_the_service_is_not_healthy() {
    let mut server = Server::start(Options::default());
    let mut running = server.connect();
    running.say(format!("{ASK}Expect: 100-continue\r\n\r\n"));
    assert_eq!(status(&running.answer()), "100");
    let mut begun = server.connect();
    begun.say("GET /health HTTP/1.1\r\nHost: x\r\n");
    let mut idle = server.connect();
    idle.say("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    let metrics = idle.answer();
    assert!(metrics.contains("trojka_http_connections 3\n"), "{metrics}");
    server.tell_to_stop();
    assert_eq!(idle.rest(), "");
    begun.say("\r\n");
    let answer = begun.rest();
    assert!(status(&answer) == "503" && answer.contains("stopping"), "{answer}");
    running.say("ASK {}");
    assert_eq!(status(&running.rest()), "200");
    server.wait();
}

#[test]
fn what_does_not_end_is_cut_off() {
    let (begin, begun) = mpsc::channel();
    let never = move || {
        let begin = begin.clone();
        async move {
            let _ = begin.send(());
            std::future::pending::<()>().await;
        }
    };
    let options = Options { shutdown_grace: Duration::from_millis(200), ..Options::default() };
    let mut server = Server::with(Router::new().route("/", get(never)), options);
    let mut client = server.connect();
    client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    begun.recv_timeout(BOUND).expect("running");
    server.tell_to_stop();
    server.wait();
    assert_eq!(client.rest(), "");
}

#[cfg(unix)]
#[test]
fn signals_end_the_program() {
    use super::log::{Program, signal};
    let mut program = Program::start(&[], &[]);
    let mut open = program.connect();
    open.say(format!("{ASK}Expect: 100-continue\r\n\r\n"));
    assert_eq!(status(&open.answer()), "100");
    signal(&program, "TERM");
    program.wait_for("stopping");
    open.say("ASK {}");
    assert_eq!(status(&open.rest()), "200");
    assert_eq!(program.end().0, Some(0));
    let mut program = Program::start(&[], &[]);
    let mut open = program.connect();
    open.say(format!("{ASK}Expect: 100-continue\r\n\r\n"));
    assert_eq!(status(&open.answer()), "100");
    signal(&program, "INT");
    program.wait_for("stopping");
    signal(&program, "TERM");
    assert_eq!(program.end().0, Some(143), "the second signal does not wait");
}
