//! Any bytes are CoNLL-U or refused, and what is read has a meaning.
#![no_main]

#[path = "../../tests/all/fuzz/check.rs"]
#[allow(dead_code)]
mod check;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};
use trojka::text::conllu::{Reader, documents};

static MEANING: LazyLock<Pipeline> = LazyLock::new(|| {
    let given = [Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Names];
    Pipeline::partial(&Pack::shipped("sl").expect("the pack"), &given, Layer::Statements).expect("sound tables")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(blocks) = Reader::new("fuzz", bytes).collect::<Result<Vec<_>, _>>() else { return };
    for doc in documents("fuzz", blocks) {
        check::round_trip(&doc);
        check::meaning(&MEANING.resume(doc));
    }
});
