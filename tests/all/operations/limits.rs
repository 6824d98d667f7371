//! Who is slow, large or too many.

use super::{BOUND, Server, status};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use futures_util::stream;
use std::convert::Infallible;
use std::sync::mpsc;
use std::time::Duration;
use trojka::serve::Options;

const SOON: Duration = Duration::from_millis(300);

#[test]
fn a_header_must_come_in_time() {
    let server = Server::start(Options { header_timeout: SOON, ..Options::default() });
    let answer = server.talk("GET /health HTTP/1.1\r\nHost: x\r\nX-Slow:");
    assert_eq!(status(&answer), "408", "{answer}");
    assert!(answer.contains("application/problem+json") && answer.contains("Connection: close"), "{answer}");
    assert_eq!(server.talk(""), "", "who says nothing gets nothing");
    assert_eq!(status(&server.get("/health")), "200");
}

#[test]
fn a_trickle_does_not_keep_a_connection_open() {
    let server = Server::start(Options { header_timeout: SOON, ..Options::default() });
    let mut client = server.connect();
    client.say("GET /health HTTP/1.1\r\nHost: x\r\n");
    // A header line again and again, each long before the time is over.
    let cut = (0..1000).any(|n| {
        std::thread::sleep(Duration::from_millis(20));
        !client.say(format!("X-{n}: 1\r\n"))
    });
    assert!(cut, "the connection outlasted a thousand lines");
}

#[test]
fn a_body_must_come_in_time() {
    let post = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100000\r\n\r\nASK";
    let pause = Server::start(Options { header_timeout: SOON, ..Options::default() });
    let answer = pause.talk(post);
    assert_eq!(status(&answer), "408", "{answer}");
    assert!(answer.contains("body of the request"), "{answer}");
    let whole = Server::start(Options { body_timeout: SOON, ..Options::default() });
    let mut client = whole.connect();
    client.say(post);
    let mut writer = super::Client(client.0.try_clone().expect("clone"));
    let trickle = std::thread::spawn(move || {
        (0..1000).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            !writer.say(" ")
        })
    });
    let answer = client.answer();
    assert_eq!(status(&answer), "408", "{answer}");
    drop(client);
    assert!(trickle.join().expect("no panic"), "the connection is closed");
}

#[test]
fn addresses_and_headers_have_a_length() {
    let server = Server::start(Options::default());
    let get = |path: &str, headers: &str| {
        server.talk(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n"))
    };
    let long = |length: usize| format!("/health?{}", "a".repeat(length));
    let headers = |length: usize| format!("X-Long: {}\r\n", "a".repeat(length));
    for (answer, expected) in [
        (get(&long(30_000), ""), "200"),
        (get(&long(40_000), ""), "414"),
        (get(&long(70_000), ""), "414"),
        (get("/health", &headers(30_000)), "200"),
        (get("/health", &headers(40_000)), "431"),
        (get("/health", &headers(300_000)), "431"),
        (get("/health", &"X-Many: 1\r\n".repeat(500)), "431"),
    ] {
        assert_eq!(status(&answer), expected, "{answer}");
    }
    assert!(get(&long(40_000), "").contains("send long queries by POST"));
    assert_eq!(status(&server.get("/health")), "200");
}

#[test]
fn a_body_that_is_too_large_is_said_to_be_before_it_is_sent() {
    let server = Server::start(Options { max_body: 1000, ..Options::default() });
    let head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n";
    let mut client = server.connect();
    client.say(format!("{head}Content-Length: 2000\r\nExpect: 100-continue\r\n\r\n"));
    assert_eq!(status(&client.answer()), "413");
    // A client that sends all at once hears it as well.
    let whole = server.talk(format!("{head}Content-Length: 900000\r\n\r\n{}", " ".repeat(900_000)));
    assert_eq!(status(&whole), "413", "{whole}");
}

#[test]
fn when_all_places_are_taken_newcomers_are_asked_to_come_back() {
    let server = Server::start(Options { max_connections: 1, ..Options::default() });
    let mut busy = server.connect();
    let post = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n";
    busy.say(format!("{post}Expect: 100-continue\r\n\r\n"));
    assert_eq!(status(&busy.answer()), "100", "its request is running");
    let answer = server.get("/health");
    assert_eq!(status(&answer), "503", "{answer}");
    assert!(answer.contains("Retry-After: ") && answer.contains("Connection: close"), "{answer}");
    busy.say("ASK {}");
    let answer = busy.rest();
    assert_eq!(status(&answer), "200", "{answer}");
    assert!(answer.to_ascii_lowercase().contains("connection: close"), "it makes room: {answer}");
    assert_eq!(status(&server.get("/health")), "200", "there is a place again");
}

#[test]
fn idle_and_silent_connections_make_room() {
    let server = Server::start(Options { max_connections: 2, ..Options::default() });
    let idle = || {
        let mut client = server.connect();
        client.say("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
        assert_eq!(status(&client.answer()), "200");
        client
    };
    let mut first = idle();
    let mut silent = server.connect();
    let _third = idle();
    assert_eq!(first.rest(), "", "the one that was open longest makes room");
    let _fourth = idle();
    assert_eq!(silent.rest(), "", "then the next");
}

#[test]
fn a_header_must_hurry_when_others_wait() {
    let server = Server::start(Options { max_connections: 1, header_timeout: BOUND, ..Options::default() });
    let mut slow = server.connect();
    slow.say("GET /health HTTP/1.1\r\n");
    // Long enough to be heard; were it not, it would count as silent and be closed without a word.
    std::thread::sleep(Duration::from_millis(200));
    let waiting = std::thread::scope(|scope| {
        let get = scope.spawn(|| server.get("/health"));
        let told = slow.rest();
        assert!(["408", ""].contains(&status(&told)), "{told}");
        get.join().expect("no panic")
    });
    assert!(["200", "503"].contains(&status(&waiting)), "{waiting}");
    assert_eq!(status(&server.get("/health")), "200");
}

#[test]
fn connections_without_requests_end() {
    let server = Server::start(Options { idle_timeout: SOON, ..Options::default() });
    let mut idle = server.connect();
    idle.say("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(status(&idle.answer()), "200");
    assert_eq!(idle.rest(), "");
}

/// Says when it is dropped.
struct Told(mpsc::Sender<()>);

impl Drop for Told {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[test]
fn who_takes_nothing_holds_nothing() {
    let (tell, told) = mpsc::channel();
    let endless = move || {
        let held = Told(tell.clone());
        let chunk = Bytes::from(vec![b'x'; 64 << 10]);
        let body = stream::repeat_with(move || {
            let _ = &held;
            Ok::<_, Infallible>(chunk.clone())
        });
        async { Body::from_stream(body) }
    };
    let options = Options { write_timeout: SOON, ..Options::default() };
    let server = Server::with(Router::new().route("/", get(endless)), options.clone());
    let mut client = server.connect();
    client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    told.recv_timeout(BOUND).expect("the answer is given up");
}

#[test]
fn who_leaves_stops_the_work() {
    let (begin, begun) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let never = move || {
        let (begin, held) = (begin.clone(), Told(tell.clone()));
        async move {
            let _held = held;
            let _ = begin.send(());
            std::future::pending::<()>().await;
        }
    };
    let server = Server::with(Router::new().route("/", get(never)), Options::default());
    let mut client = server.connect();
    client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    begun.recv_timeout(BOUND).expect("the request is running");
    drop(client);
    told.recv_timeout(BOUND).expect("the request is dropped");
}
