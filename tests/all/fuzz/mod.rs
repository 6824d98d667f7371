//! Any input gives an analysis and never a panic.
//!
//! The inputs are the same in every run; `TROJKA_FUZZ=5000 cargo test fuzz` tries so many new ones for each test. What
//! is found is kept: as a file in `tests/fuzz/corpus/`, which [`corpus`] replays.

mod check;
mod corpus;
mod long;
mod stages;
mod texts;
mod whole;

use proptest::test_runner::{Config, RngSeed};
use std::sync::OnceLock;
use trojka::article::Article;
use trojka::document::Document;
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;

/// All stages of the Slovene pack, loaded once.
fn pipeline() -> &'static Pipeline {
    static SHIPPED: OnceLock<Pipeline> = OnceLock::new();
    SHIPPED.get_or_init(|| Pipeline::standard(&pack()).unwrap_or_else(|error| panic!("{error}")))
}

fn pack() -> Pack {
    Pack::shipped("sl").expect("the Slovene pack")
}

fn analyse(text: &str) -> Document {
    pipeline().run(Article::new("fuzz", text))
}

/// As the reader of articles hands it on: composed, with line feeds only.
fn normal(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

fn config(cases: u32) -> Config {
    let asked = std::env::var("TROJKA_FUZZ").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(7) };
    Config { failure_persistence: None, rng_seed, ..Config::with_cases(asked.unwrap_or(cases)) }
}
