//! The clients of `tests/clients` against a server of our own: those whose tool is installed.

use crate::command::trojka;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const TOKEN: &str = "token-of-the-test";

/// A program, its arguments before the base URL, and the call that tells whether all that it needs is there.
struct Client {
    program: String,
    script: &'static str,
    probe: &'static [&'static str],
}

fn clients() -> Vec<Client> {
    let python = std::env::var("TROJKA_PYTHON").unwrap_or_else(|_| "python3".into());
    let client = |program: &str, script, probe| Client { program: program.into(), script, probe };
    vec![
        client("sh", "curl.sh", &["-c", "curl --version"]),
        client(&python, "sparqlwrapper_client.py", &["-c", "import SPARQLWrapper, rdflib"]),
        client(&python, "rdflib_client.py", &["-c", "import rdflib"]),
        client(&python, "pandas_client.py", &["-c", "import pandas"]),
        client("node", "fetch_client.mjs", &["-e", "fetch"]),
    ]
}

impl Client {
    fn is_there(&self) -> bool {
        let call = Command::new(&self.program).args(self.probe).stdout(Stdio::null()).stderr(Stdio::null()).status();
        call.is_ok_and(|status| status.success())
    }

    /// What it complains of; `None` when it is content.
    fn complaint(&self, base: &str) -> Option<String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(self.script);
        let mut call = Command::new(&self.program);
        call.arg(script).arg(base).env("TROJKA_TOKEN", TOKEN).env("NO_PROXY", "*").env("PYTHONDONTWRITEBYTECODE", "1");
        for variable in ["QUERY_URL", "UPDATE_URL", "STORE_URL", "PROTOCOL_ONLY"] {
            call.env_remove(variable);
        }
        let output = call.output().expect("was there a moment ago");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (!output.status.success()).then(|| format!("{} ({}):\n{said}", self.script, output.status))
    }
}

/// A server that ends with the test.
struct Server {
    child: Child,
    base: String,
}

impl Server {
    fn start(store: &Path) -> Self {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("trojka"))
            .args(["serve", "--quiet", "--bind", "127.0.0.1:0", "--store"])
            .arg(store)
            .env("TROJKA_TOKEN", TOKEN)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        // What it says later must not fill the pipe.
        std::thread::spawn(move || io::copy(&mut lines, &mut io::sink()));
        let base = line.trim().strip_prefix("Trojka is ready: ").map(|base| base.trim_end_matches('/').to_owned());
        Self { base: base.unwrap_or_else(|| panic!("{line:?}")), child }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn clients_get_what_they_ask_for() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let (article, store) = (folder.path().join("srečanje.txt"), folder.path().join("store"));
    let text = "Notranja ministrica Ana Kos se je v Jezerskem sestala z brdskim kolegom Petrom Dolincem.\n";
    std::fs::write(&article, text).expect("writable");
    let built = trojka(["build", "--quiet"]).arg(&article).arg("--store").arg(&store).run();
    assert_eq!(built.status, 0, "{}", built.stderr);
    let server = Server::start(&store);
    let (there, missing): (Vec<_>, Vec<_>) = clients().into_iter().partition(Client::is_there);
    for client in missing {
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(io::stderr(), "not tried, because what it needs is not installed: {}", client.script);
    }
    let complaints: Vec<_> = there.iter().filter_map(|client| client.complaint(&server.base)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
