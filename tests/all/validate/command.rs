//! What `trojka validate` is given, and how it ends.

use super::folder;
use crate::command::trojka;
use std::path::{Path, PathBuf};

fn example(name: &str) -> [PathBuf; 2] {
    ["context.ttl", name].map(|name| folder().join(name))
}

fn store(place: &Path) -> PathBuf {
    let (article, store) = (place.join("a.txt"), place.join("store"));
    let text = "Notranja ministrica Ana Kos se je v Ljubljani sestala s kolegom Petrom Dolincem.\n";
    std::fs::write(&article, text).expect("writable");
    let built = trojka(["build", "--validate"]).arg(&article).arg("--store").arg(&store).run();
    assert_eq!(built.status, 0, "{}", built.stderr);
    store
}

#[test]
fn a_store_that_was_built_conforms() {
    let place = tempfile::tempdir().expect("temporary folder");
    let store = store(place.path());
    let run = trojka(["validate", "--store"]).arg(&store).run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.ends_with("; conforms\n"), "{}", run.stdout);
    let graph = trojka(["validate", "--graph", "http://localhost:7878/article/a", "--store"]).arg(&store).run();
    assert_eq!(graph.status, 0, "{}", graph.stderr);
    let nodes = |text: &str| text.split(' ').next().and_then(|number| number.parse::<usize>().ok()).expect("a number");
    assert!((1..nodes(&run.stdout)).contains(&nodes(&graph.stdout)), "{}{}", run.stdout, graph.stdout);
    let unknown = trojka(["validate", "--graph", "http://localhost:7878/article/b", "--store"]).arg(&store).run();
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("has no graph <http://localhost:7878/article/b>"), "{}", unknown.stderr);
}

#[test]
fn own_shapes_take_the_place_of_the_built_in_ones() {
    let place = tempfile::tempdir().expect("temporary folder");
    let store = store(place.path());
    let shapes = place.path().join("my.ttl");
    let text = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        <#S> sh:targetClass foaf:Person ; sh:property [ sh:path foaf:mbox ; sh:minCount 1 ; sh:message \"Write to nobody.\" ] .";
    std::fs::write(&shapes, text).expect("writable");
    let report = place.path().join("report.json");
    let run = trojka(["validate", "--format", "json", "--store"]).arg(&store).arg("--shapes").arg(&shapes);
    let run = run.arg("-o").arg(&report).run();
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let object: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(report).expect("written")).expect("is JSON");
    assert_eq!(object["counts"]["violations"], 2, "{object}");
    assert_eq!(object["results"][0]["messages"][""], "Write to nobody.");
    std::fs::write(&shapes, text.replace("minCount 1", "minCount \"x\"")).expect("writable");
    let run = trojka(["validate", "--store"]).arg(&store).arg("--shapes").arg(&shapes).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("my.ttl:2: a blank node: sh:minCount must be"), "{}", run.stderr);
}

#[test]
fn severities_decide_what_is_told_and_what_counts() {
    for (severity, name, status) in [
        ("violation", "aid/invalid-recipientless.ttl", 0),
        ("warning", "aid/invalid-recipientless.ttl", 1),
        ("warning", "government-organisation/invalid-unowned.ttl", 0),
        ("info", "government-organisation/invalid-unowned.ttl", 1),
        ("violation", "event/invalid-date.ttl", 1),
    ] {
        let run = trojka(["validate", "--severity", severity]).args(example(name)).run();
        assert_eq!(run.status, status, "{severity} {name}: {}{}", run.stdout, run.stderr);
        assert_eq!(run.stdout.contains("not shown"), status == 0, "{}", run.stdout);
    }
}

#[test]
fn what_cannot_be_checked_is_said_so() {
    let place = tempfile::tempdir().expect("temporary folder");
    let (broken, odd) = (place.path().join("broken.ttl"), place.path().join("a.doc"));
    std::fs::write(&broken, "<a> <b>\n<c> <d> .").expect("writable");
    std::fs::write(&odd, "").expect("writable");
    for (file, status, message) in [
        (broken.as_path(), 1, "broken.ttl:2: "),
        (odd.as_path(), 2, "no form of RDF has the ending \"doc\""),
        (&place.path().join("none.ttl"), 1, "none.ttl: "),
    ] {
        let run = trojka(["validate"]).arg(file).run();
        assert_eq!((run.status, run.stdout.as_str()), (status, ""), "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    assert_eq!(trojka(["validate"]).run().status, 2);
}
