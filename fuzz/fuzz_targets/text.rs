//! Any text has a sound analysis.
#![no_main]

#[path = "../../tests/all/fuzz/check.rs"]
#[allow(dead_code)]
mod check;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use trojka::article::Article;
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;
use unicode_normalization::UnicodeNormalization;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::standard(&Pack::shipped("sl").expect("the pack")).expect("sound tables"));

fuzz_target!(|text: &str| {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    check::text(&PIPELINE.run(Article::new("fuzz", text)));
});
