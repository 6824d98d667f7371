//! Coreference within a document: chains, and a model learnt from a handful of them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use trojka::article::Article;
use trojka::document::Document;
use trojka::entity::coref::{Example, Model, Plan, Words, chains, example, train};
use trojka::entity::role::Roles;
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};

/// Words by their first and last form, each of which stands once in its text.
type Forms = &'static [(&'static str, &'static str)];

/// Our own texts with their chains.
const TEXTS: &[(&str, &[Forms])] = &[
    (
        "Ministrica Alenka Hrast je obiskala Celje. Hrastova je pohvalila župana. Njen predlog je bil sprejet.",
        &[&[("Ministrica", "Hrast"), ("Hrastova", "Hrastova"), ("Njen", "Njen")], &[("Celje", "Celje")]],
    ),
    (
        "Predsednik Bojan Lipar je obiskal Kranj. Njegov predlog je bil sprejet.",
        &[&[("Predsednik", "Lipar"), ("Njegov", "Njegov")], &[("Kranj", "Kranj")]],
    ),
];

fn pack() -> Pack {
    Pack::shipped("sl").expect("the pack is shipped")
}

fn read(texts: &[&str]) -> Vec<Document> {
    let pipeline = Pipeline::partial(&pack(), &[], Layer::Entities).expect("the layers are there");
    texts.iter().map(|text| pipeline.run(Article::new("case", *text))).collect()
}

fn annotated() -> Vec<(Document, Vec<Vec<Range<usize>>>)> {
    let texts: Vec<&str> = TEXTS.iter().map(|(text, _)| *text).collect();
    let docs = read(&texts);
    let place = |doc: &Document, form: &str| {
        let tokens = doc.sentences.iter().flat_map(|sentence| &sentence.tokens);
        tokens.into_iter().position(|token| token.form == form).expect("the form is there")
    };
    let words = |doc: &Document, (first, last): &(&str, &str)| place(doc, first)..place(doc, last) + 1;
    let chains = docs.iter().zip(TEXTS).map(|(doc, (_, chains))| {
        chains.iter().map(|chain| chain.iter().map(|pair| words(doc, pair)).collect()).collect()
    });
    let chains: Vec<Vec<Vec<Range<usize>>>> = chains.collect();
    docs.into_iter().zip(chains).collect()
}

#[test]
fn a_model_learns_chains_and_the_same_ones_give_the_same_bytes() {
    let roles = Roles::load(&pack()).expect("tables");
    let gold = annotated();
    let examples: Vec<Example> = gold.iter().map(|(doc, chains)| example(doc, &roles, chains)).collect();
    let plan = Plan { epochs: 20, least: 1, ..Plan::default() };
    let learnt = || train(&examples, &plan, |_, _| {});
    let bytes = learnt();
    assert_eq!(bytes, learnt());
    let model = Model::from_bytes(Cow::Owned(bytes)).expect("own bytes");
    for (doc, expected) in &gold {
        let mentions = expected.iter().flatten().cloned().collect();
        assert_eq!(chains(&model, doc, &roles, Some(mentions)), *expected);
        assert_eq!(chains(&model, doc, &roles, None), *expected);
    }
}

#[test]
fn bytes_that_are_no_model_are_refused() {
    assert!(Model::from_bytes(Cow::Borrowed(b"TRJM")).is_err());
}

/// Texts with nested names, quotations, odd marks and none at all.
const ODD: &[&str] = &[
    "",
    "!?",
    "Svet Lekarne Celje je razrešil direktorico. »Tega nisem pričakovala,« je dejala Kosova. Njej, nam in vam se je zahvalil.",
    "Ana Kos, Ana Kos in Ana Kos: on, ona, ono. Njegov, njen, svoj. Kdo je kdo? Tisti, ki ga ni, je rekel, da ga ni.",
    "Avstrija in Italija sta podpisali sporazum. Državi sta se zavezali. Obe ga bosta ratificirali. Podpisnici molčita.",
];

#[test]
fn chains_are_a_partition() {
    let (pack, roles) = (pack(), Roles::load(&pack()).expect("tables"));
    let model = Model::load(&pack).expect("the pack has a model");
    for doc in read(ODD) {
        let found = chains(&model, &doc, &roles, None);
        let all: Vec<&Range<usize>> = found.iter().flatten().collect();
        let different: HashSet<&Range<usize>> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len(), "{}", doc.article.text);
        assert!(found.iter().all(|chain| !chain.is_empty() && chain.is_sorted_by_key(|words| words.start)));
        // Whatever the mentions are, each of them gets one chain.
        let count: usize = doc.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
        let given: Vec<Range<usize>> = (0..count).flat_map(|at| [at..at + 1, at..(at + 3).min(count)]).collect();
        let given: HashSet<Range<usize>> = given.into_iter().collect();
        let told = chains(&model, &doc, &roles, Some(given.iter().cloned().collect()));
        assert_eq!(told.iter().map(Vec::len).sum::<usize>(), given.len());
        assert_eq!(told.into_iter().flatten().collect::<HashSet<_>>(), given);
    }
}

#[test]
fn the_head_of_words_is_governed_from_outside() {
    let docs = read(&["Nova ministrica Ana Kos je prišla."]);
    let words = Words::new(&docs[0].sentences);
    assert_eq!(words.token(words.head(&(0..4))).form, "ministrica");
    assert_eq!(words.head(&(0..1)), 0);
    assert_eq!(words.place(4), (0, 4));
}
