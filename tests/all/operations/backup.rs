//! Backups of a store in use.

use crate::command::trojka;
use std::path::Path;
use trojka::graph::Base;
use trojka::store::{Change, Copying, Header, Store, backup};

fn quads(store: &Store) -> Vec<String> {
    let mut quads: Vec<String> =
        store.dataset().quads_for_pattern(None, None, None, None).map(|quad| format!("{quad:?}")).collect();
    quads.sort();
    quads
}

fn article(base: &Base, id: &str, text: &str) -> Change {
    use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
    let graph = base.article(id);
    let label = NamedNode::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
    let quad = Quad::new(graph.clone(), label, Literal::new_simple_literal(text), GraphName::DefaultGraph);
    Change::new(graph, vec![quad], Header::default())
}

fn filled(dir: &Path) -> Store {
    let mut store = Store::open_for_writing(dir, None).expect("a new store");
    let base = store.base().clone();
    store.apply(vec![article(&base, "ena", "prva"), article(&base, "dva", "druga")]).expect("written");
    store.refresh().expect("rules");
    store
}

#[test]
fn a_copy_is_made_while_the_store_is_written_to() {
    let place = tempfile::tempdir().expect("temporary folder");
    let (dir, first, second) = (place.path().join("store"), place.path().join("a/b"), place.path().join("copied"));
    let mut store = filled(&dir);
    let before = quads(&store);
    let made = backup(&dir, &first, Copying::Links).expect("linked");
    assert!(made.linked + made.copied >= 3 && made.bytes > 0, "{made:?}");
    let made = backup(&dir, &second, Copying::Copies).expect("copied");
    assert!(made.linked == 0 && made.copied >= 3, "{made:?}");
    let base = store.base().clone();
    store.apply(vec![article(&base, "ena", "drugačna"), Change::removal(base.article("dva"))]).expect("written");
    assert_ne!(quads(&store), before);
    for copy in [&first, &second] {
        assert_eq!(quads(&Store::open(copy, None).expect("a store")), before, "the copy keeps what was");
        let mut copy = Store::open_for_writing(copy, None).expect("nobody holds its lock");
        copy.apply(vec![article(&base, "tri", "tretja")]).expect("written");
    }
    assert!(!store.has_graph(base.article("tri").as_ref()));
    assert_ne!(quads(&Store::open(&dir, None).expect("a store")), before);
}

#[test]
fn places_that_cannot_hold_a_copy_are_refused() {
    let place = tempfile::tempdir().expect("temporary folder");
    let dir = place.path().join("store");
    drop(filled(&dir));
    let call = |from: &Path, to: &Path| {
        let run = trojka(["backup", "--store"]).arg(from).arg("--to").arg(to).run();
        (run.status, run.stderr)
    };
    let full = place.path().join("full");
    std::fs::create_dir(&full).expect("writable");
    std::fs::write(full.join("x"), "x").expect("writable");
    for (from, to, part) in [
        (&dir, &full, "not empty"),
        (&dir, &dir, "not empty"),
        (&dir, &dir.join("inside"), "place of its own"),
        (&full, &place.path().join("new"), "no store"),
    ] {
        let (status, told) = call(from, to);
        assert!(status == 1 && told.contains(part), "{part}: {told}");
    }
    assert!(!dir.join("inside").exists() && !place.path().join("new").exists());
    let (status, told) = call(&dir, &place.path().join("new"));
    assert!(status == 0 && told.contains("is a store"), "{told}");
}
