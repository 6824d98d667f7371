//! The log of the program, and the program itself.

use super::{BOUND, Client, status};
use crate::command::trojka;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};

/// `trojka serve` as a process of its own.
pub(super) struct Program {
    child: Child,
    address: String,
    lines: Receiver<String>,
    heard: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Program {
    pub fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let article = folder.path().join("novica.txt");
        std::fs::write(&article, "Minister je v četrtek obiskal sosednjo državo.\n").expect("writable");
        let mut call = trojka(["serve", "--bind", "127.0.0.1:0"]).args(arguments).arg(&article);
        for (name, value) in variables {
            call = call.variable(name, value);
        }
        let mut child = call.spawn_with_stderr();
        let (tell, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().expect("piped"));
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        let mut program = Self { child, address: String::new(), lines, heard: Vec::new(), _folder: folder };
        let ready = program.wait_for("ready");
        let at = ready.find("127.0.0.1:").expect("an address");
        program.address = ready[at..].chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
        program
    }

    pub fn connect(&self) -> Client {
        let stream = TcpStream::connect(&self.address).expect("connected");
        stream.set_read_timeout(Some(BOUND)).expect("timeout");
        Client(stream)
    }

    /// The next line of its standard error that holds some text.
    pub fn wait_for(&mut self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(BOUND);
            let line = line.unwrap_or_else(|error| panic!("no {text:?} ({error}) in {:#?}", self.heard));
            self.heard.push(line.clone());
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Its status and all lines of its standard error, once it has ended.
    pub fn end(mut self) -> (Option<i32>, Vec<String>) {
        let status = self.child.wait().expect("child").code();
        self.heard.extend(self.lines.iter());
        (status, std::mem::take(&mut self.heard))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
pub(super) fn signal(program: &Program, name: &str) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(program.child.id().to_string()).status();
    assert!(sent.expect("kill").success());
}

#[cfg(unix)]
#[test]
fn a_line_for_each_request_and_no_secrets() {
    for format in ["text", "json"] {
        let variables = [("TROJKA_TOKEN", "zelo-skrivno"), ("TROJKA_LOG_FORMAT", format), ("TROJKA_SLOW_QUERY", "0")];
        let program = Program::start(&[], &variables);
        let mut client = program.connect();
        let authorization = "Authorization: Bearer zelo-skrivno";
        client.say(format!(
            "GET /health?key=skrito HTTP/1.1\r\nHost: x\r\n{authorization}\r\nX-Request-Id: abc-1\r\n\r\n"
        ));
        let answer = client.answer();
        assert!(answer.contains("x-request-id: abc-1\r\n"), "{answer}");
        let evil = "/%0Aforged%20line\u{85}\u{2028}\u{202e}x";
        client.say(format!("GET {evil} HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b\u{7f}\r\n\r\n"));
        assert_eq!(status(&client.answer()), "400");
        let mut client = program.connect();
        client.say(format!("GET {evil} HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b = c\r\n\r\n"));
        let answer = client.answer();
        assert!(answer.contains("x-request-id: ") && !answer.contains("a b"), "{answer}");
        client.say("GET /sparql?query=ASK%20%7B%7D%20%23%0A%23forged HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assert_eq!(status(&client.rest()), "200");
        signal(&program, "TERM");
        let (status, lines) = program.end();
        assert_eq!(status, Some(0));
        let all = lines.join("\n");
        assert!(!all.contains("skrivno") && !all.contains("skrito") && !all.contains("Bearer"), "{all}");
        let acts = |c: char| (c.is_control() && c != '\n') || "\u{2028}\u{202e}".contains(c);
        assert!(!all.chars().any(acts), "{all:?}");
        assert!(lines.iter().all(|line| !line.starts_with("forged") && !line.starts_with("#forged")), "{all}");
        let requests: Vec<_> = lines.iter().filter(|line| line.contains("trojka::request")).collect();
        assert!(requests.iter().any(|line| line.contains("/health") && line.contains("abc-1")), "{all}");
        let slow = lines.iter().find(|line| line.contains("trojka::query")).unwrap_or_else(|| panic!("{all}"));
        assert!(slow.contains("ASK {} #\\n#forged"), "{slow}");
        if format == "json" {
            for line in &lines {
                let line: serde_json::Value =
                    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
                assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
                if line["target"] == "trojka::request" && line["path"] == "/health" {
                    assert_eq!((&line["method"], &line["status"]), (&"GET".into(), &200.into()), "{line}");
                    assert!(line["bytes"].as_u64() > Some(10) && line["ms"].is_number() && line["peer"].is_string());
                }
            }
        }
    }
}
