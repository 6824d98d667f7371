//! Inputs that once did harm, or that stand for a kind of input that might: files in `tests/fuzz/corpus/`.

use super::{analyse, check, normal, pipeline};
use std::path::Path;
use trojka::text::conllu::{self, Reader};

/// The files of a folder of the corpus, in the order of their names.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort_unstable();
    paths.into_iter().map(|path| (path.display().to_string(), std::fs::read(&path).expect("a readable file"))).collect()
}

#[test]
fn texts() {
    let files = files("text");
    assert!(!files.is_empty());
    for (path, bytes) in files {
        println!("{path}");
        check::text(&analyse(&normal(&String::from_utf8_lossy(&bytes))));
    }
}

#[test]
fn conllu_files() {
    let files = files("conllu");
    assert!(!files.is_empty());
    for (path, bytes) in files {
        println!("{path}");
        let blocks = Reader::new(&path, bytes.as_slice()).collect::<Result<Vec<_>, _>>();
        for doc in blocks.map(|blocks| conllu::documents("fuzz", blocks)).unwrap_or_default() {
            check::round_trip(&doc);
            check::meaning(&pipeline().resume(doc));
        }
    }
}
