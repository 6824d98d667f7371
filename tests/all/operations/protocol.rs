//! HTTP as clients of all kinds speak it.

use super::{Server, status};
use trojka::serve::Options;

const ASK: &str = "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n";

#[test]
fn old_and_hasty_clients() {
    let server = Server::start(Options::default());
    let old = server.talk("GET /health HTTP/1.0\r\n\r\n");
    assert!(status(&old) == "200" && old.ends_with("}\n"), "{old}");
    let request = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut hasty = server.connect();
    hasty.say(request.repeat(3));
    for _ in 0..3 {
        assert_eq!(status(&hasty.answer()), "200");
    }
    let mut half = server.connect();
    half.say(request);
    half.close_own_side();
    assert_eq!(status(&half.rest()), "200", "who closes its side still gets the answer");
    let mut half = server.connect();
    half.say(format!("{ASK}Content-Length: 6\r\n\r\nASK {{}}"));
    half.close_own_side();
    assert_eq!(status(&half.rest()), "200");
}

#[test]
fn bodies_of_all_kinds() {
    let server = Server::start(Options::default());
    let chunked =
        server.talk(format!("{ASK}Transfer-Encoding: chunked\r\n\r\n4\r\nASK \r\n2;x=y\r\n{{}}\r\n0\r\n\r\n"));
    assert!(status(&chunked) == "200" && chunked.contains("true"), "{chunked}");
    let mut patient = server.connect();
    patient.say(format!("{ASK}Content-Length: 6\r\nExpect: 100-continue\r\n\r\n"));
    assert_eq!(status(&patient.answer()), "100");
    patient.say("ASK {}");
    assert_eq!(status(&patient.rest()), "200");
    let mut short = server.connect();
    short.say(format!("{ASK}Content-Length: 600\r\n\r\nASK {{}}"));
    short.close_own_side();
    assert_ne!(status(&short.rest()), "200", "half a body is no query");
}

#[test]
fn what_is_no_http() {
    let server = Server::start(Options::default());
    for bad in [
        "\u{1}\u{2}\u{3}\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/1.1\r\nHost x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n",
        "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\nConnection: close\r\n\r\n0\r\n\r\n",
    ] {
        let answer = server.talk(bad);
        assert_eq!(status(&answer), "400", "{bad:?}: {answer:?}");
    }
    // What a browser begins with when it is told https, and a client of HTTP/2 that does not ask first.
    let tls: &[u8] = &[0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00, 0x00, 0xa1, 0x03, 0x03, 0x0d, 0x0a];
    for bad in [tls, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let answer = server.talk(bad);
        assert!(["400", ""].contains(&status(&answer)), "{answer:?}");
    }
    assert_eq!(status(&server.get("/health")), "200");
}

#[test]
fn head_and_options_everywhere() {
    let server = Server::start(Options::default());
    let ask = |method: &str, path: &str| {
        server.talk(format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    };
    for path in
        ["/", "/query", "/entities", "/ontology", "/health", "/metrics", "/article/skript", "/sparql?query=ASK%7B%7D"]
    {
        let answer = ask("HEAD", path);
        assert!(status(&answer) == "200" && answer.ends_with("\r\n\r\n"), "HEAD {path}: {answer}");
        let answer = ask("OPTIONS", path).to_ascii_lowercase();
        assert!(status(&answer) == "204" && answer.contains("\r\nallow: get, head"), "OPTIONS {path}: {answer}");
        let answer = ask("DELETE", path).to_ascii_lowercase();
        assert!(status(&answer) == "405" && answer.contains("\r\nallow: get, head"), "DELETE {path}: {answer}");
    }
    assert_eq!(status(&ask("OPTIONS", "*")), "204");
    assert_eq!(status(&ask("OPTIONS", "/nowhere")), "404");
    for strange in ["CONNECT x:1", "GET http://x/health", "BREW /"] {
        let (method, path) = strange.split_once(' ').expect("two words");
        let answer = ask(method, path);
        assert!(["200", "404", "405"].contains(&status(&answer)), "{strange}: {answer}");
    }
}

#[test]
fn scripts_of_other_origins_may_send_tokens() {
    let server = Server::start(Options::default());
    let preflight = server
        .talk("OPTIONS /sparql HTTP/1.1\r\nHost: x\r\nOrigin: https://example.org\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: authorization\r\nConnection: close\r\n\r\n")
        .to_ascii_lowercase();
    assert!(preflight.contains("access-control-allow-headers: *, authorization"), "{preflight}");
    assert!(preflight.contains("put") && preflight.contains("access-control-allow-origin: *"), "{preflight}");
    let answer = server.get("/health").to_ascii_lowercase();
    assert!(answer.contains("access-control-allow-origin: *"), "{answer}");
    assert!(answer.contains("content-security-policy: default-src 'none'") && answer.contains("nosniff"), "{answer}");
}
