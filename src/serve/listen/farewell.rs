//! Last words on a connection, said so that the client can hear them.

use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long a connection lingers.
const LINGER: Duration = Duration::from_secs(1);
/// Most bytes that are read of what the client still sends.
const DRAIN: usize = 1 << 20;

/// There is no place for the connection.
pub(super) fn full() -> Vec<u8> {
    let detail = "too many connections are open; try again later";
    answer("503 Service Unavailable", 503, detail, "Retry-After: 2\r\n")
}

/// The header of a request did not come in time.
pub(super) fn late() -> Vec<u8> {
    answer("408 Request Timeout", 408, "the header of the request did not come in time", "")
}

fn answer(line: &str, status: u16, detail: &str, header: &str) -> Vec<u8> {
    let title = &line[4..];
    let body = json!({ "type": "about:blank", "title": title, "status": status, "detail": detail });
    let body = format!("{body}\n");
    format!(
        "HTTP/1.1 {line}\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\n{header}Connection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Sends an answer and closes.
pub(super) async fn say(mut stream: TcpStream, answer: &[u8]) {
    let sent = tokio::time::timeout(LINGER, stream.write_all(answer)).await;
    if matches!(sent, Ok(Ok(()))) {
        linger(stream).await;
    }
}

/// Closes the own side and waits a moment for the client to close the other. A connection that is closed while the
/// client still sends is reset, and a reset can overtake the answer (RFC 9112, section 9.6).
pub(super) async fn linger(mut stream: TcpStream) {
    let drain = async {
        let _ = stream.shutdown().await;
        let (mut buffer, mut left) = ([0; 8 << 10], DRAIN);
        while let Ok(count @ 1..) = stream.read(&mut buffer).await {
            left = left.saturating_sub(count);
            if left == 0 {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(LINGER, drain).await;
}
