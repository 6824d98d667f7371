//! How events stand to reality: sentences of all five values, read by the whole pipeline.
//!
//! A line of the table: modality, event type, sentence.

use std::fmt::Write;
use trojka::article::Article;
use trojka::event::{EventType, Modality};
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};

const TABLE: &str = include_str!("modality.tsv");

#[test]
fn sentences_of_all_five_values_are_read() {
    let pipeline = Pipeline::partial(&Pack::shipped("sl").unwrap(), &[], Layer::Events).unwrap();
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = String::new();
    let mut count = 0;
    for row in rows {
        let [modality, kind, text] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {row}") };
        let doc = pipeline.run(Article::new("sentence", text));
        let found: Vec<(EventType, Modality)> = doc.events.iter().map(|event| (event.kind, event.modality)).collect();
        let told = |(found, shown): &(EventType, Modality)| {
            found.code() == kind && format!("{shown:?}").to_lowercase() == modality
        };
        if !found.iter().any(told) {
            writeln!(wrong, "{modality} {kind}: {text} gave {found:?}").unwrap();
        }
        count += 1;
    }
    assert!(count >= 100, "the table has {count} sentences");
    assert!(wrong.is_empty(), "{} of {count} sentences fail:\n{wrong}", wrong.lines().count());
}
