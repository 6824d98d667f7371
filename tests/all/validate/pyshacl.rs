//! Whether pyshacl judges the examples as we do, where it is installed.

use super::{Example, background, examples, shapes, validated};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use trojka::export::{Format, normal_form, write};
use trojka::graph::{Base, ontology};

/// rdflib does not read RDF 1.2.
fn is_rdf11(example: &Example) -> bool {
    !std::fs::read_to_string(&example.path).expect("readable").contains("<<(")
}

fn python() -> Option<String> {
    let python = std::env::var("TROJKA_PYTHON").unwrap_or_else(|_| "python3".into());
    let probe = ["-c", "import pyshacl, rdflib"];
    let status = Command::new(&python).args(probe).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success()).then_some(python)
}

#[test]
fn pyshacl_agrees_on_the_examples() {
    let Some(python) = python() else {
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(std::io::stderr(), "not tried, because what it needs is not installed: pyshacl_examples.py");
        return;
    };
    let folder = tempfile::tempdir().expect("temporary folder");
    let (data, rules) = (folder.path().join("background.nt"), folder.path().join("shapes.ttl"));
    let background = background();
    let quads = normal_form(background.iter(), Format::NTriples);
    write(&quads, Format::NTriples, std::fs::File::create(&data).expect("writable")).expect("written");
    let all: String = ontology::files("shapes/", ".ttl").into_iter().map(|file| file.text + "\n").collect();
    std::fs::write(&rules, format!("@base <{}> .\n{all}", Base::default())).expect("written");
    let examples: Vec<Example> = examples().into_iter().filter(is_rdf11).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/pyshacl_examples.py");
    let mut call = Command::new(python);
    call.arg(script).arg(&data).arg(&rules).args(examples.iter().map(|example| &example.path));
    let output = call.env("PYTHONDONTWRITEBYTECODE", "1").output().expect("was there a moment ago");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("is UTF-8");
    assert_eq!(lines.lines().count(), examples.len());
    let shapes = shapes();
    for (line, example) in lines.lines().zip(&examples) {
        let theirs: BTreeSet<[String; 5]> =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let ours = validated(&shapes, &example.dataset(&background)).results.into_iter().collect();
        assert_eq!(theirs, ours, "{}", example.path.display());
    }
}
