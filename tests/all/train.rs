//! Models learnt from a handful of sentences.

use std::sync::Arc;
use trojka::document::Document;
use trojka::entity::gazetteer::Gazetteer;
use trojka::lang::Pack;
use trojka::text::conllu;
use trojka::text::names::{self, NameFinder};
use trojka::text::parser::{self, Parser};
use trojka::text::{NameClass, Sentence};

/// Our own sentences; columns: form, lemma, UPOS, features, head, relation, name.
const SENTENCES: &[&[[&str; 7]]] = &[
    &[
        ["Predsednica", "predsednica", "NOUN", "Case=Nom", "2", "nsubj", "O"],
        ["obišče", "obiskati", "VERB", "VerbForm=Fin", "0", "root", "O"],
        ["Ano", "Ana", "PROPN", "Case=Acc", "2", "obj", "B-per"],
        ["Zupan", "Zupan", "PROPN", "Case=Nom", "3", "flat_name", "I-per"],
        [".", ".", "PUNCT", "_", "2", "punct", "O"],
    ],
    &[
        ["V", "v", "ADP", "Case=Loc", "2", "case", "O"],
        ["Krškem", "Krško", "PROPN", "Case=Loc", "4", "obl", "B-loc"],
        ["ministrica", "ministrica", "NOUN", "Case=Nom", "4", "nsubj", "O"],
        ["govori", "govoriti", "VERB", "VerbForm=Fin", "0", "root", "O"],
        [".", ".", "PUNCT", "_", "4", "punct", "O"],
    ],
    &[
        ["Zupanov", "Zupanov", "ADJ", "Case=Nom", "2", "amod", "B-deriv-per"],
        ["predlog", "predlog", "NOUN", "Case=Nom", "3", "nsubj", "O"],
        ["čaka", "čakati", "VERB", "VerbForm=Fin", "0", "root", "O"],
        [".", ".", "PUNCT", "_", "3", "punct", "O"],
    ],
];

fn corpus() -> Vec<Document> {
    let mut text = String::new();
    for sentence in SENTENCES {
        for (number, [form, lemma, upos, feats, head, relation, name]) in sentence.iter().enumerate() {
            let id = number + 1;
            text += &format!("{id}\t{form}\t{lemma}\t{upos}\t{upos}\t{feats}\t{head}\t{relation}\t_\tNER={name}\n");
        }
        text += "\n";
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("corpus.conllu");
    std::fs::write(&file, text).expect("written");
    conllu::documents("corpus", conllu::read(&file).expect("valid"))
}

fn sentences() -> Vec<Sentence> {
    corpus().into_iter().flat_map(|document| document.sentences).collect()
}

fn plan() -> parser::Plan {
    let sizes = parser::Sizes { word: 24, recurrent: 16, layers: 2, arc: 16, label: 16 };
    parser::Plan { epochs: 100, sizes, rate: 1e-2, hide: 0.1, dropout: 0.1, min_count: 1, ..parser::Plan::default() }
}

fn names_plan() -> names::Plan {
    let sizes = names::Sizes { word: 24, recurrent: 16, layers: 2 };
    names::Plan { epochs: 60, sizes, rate: 1e-2, hide: 0.1, min_count: 1, ..names::Plan::default() }
}

fn train_names(gazetteer: &Arc<Gazetteer>) -> Vec<u8> {
    let documents = corpus();
    let mut others = corpus();
    others[0].names.truncate(1);
    let data = names::Data { documents: &documents, others: &others, held_out: &documents };
    names::train(data, gazetteer, &names_plan(), |_, _| {})
}

fn gazetteer() -> Arc<Gazetteer> {
    Arc::new(Gazetteer::load(&Pack::shipped("sl").expect("ships")).expect("tables"))
}

fn train_parser() -> Vec<u8> {
    parser::train(&sentences(), &plan(), |_, _| {})
}

fn parser() -> Parser {
    Parser::from_bytes(train_parser().into()).expect("own model")
}

#[test]
fn the_same_sentences_give_the_same_models() {
    assert_eq!(train_parser(), train_parser());
    let gazetteer = gazetteer();
    assert_eq!(train_names(&gazetteer), train_names(&gazetteer));
}

#[test]
fn the_parser_learns_its_sentences() {
    let parser = parser();
    for gold in sentences() {
        let mut tokens = gold.tokens.clone();
        tokens.iter_mut().for_each(|token| (token.head, token.deprel) = (0, Default::default()));
        parser.parse(&mut tokens);
        for (found, gold) in tokens.iter().zip(&gold.tokens) {
            assert_eq!((found.head, &*found.deprel), (gold.head, &*gold.deprel.replace('_', ":")), "{}", gold.form);
        }
    }
}

#[test]
fn any_sentence_gets_one_tree_with_one_root() {
    let parser = parser();
    let words = sentences().into_iter().flat_map(|sentence| sentence.tokens).collect::<Vec<_>>();
    for length in [1, 2, 3, 7, 50, 3000] {
        let mut tokens: Vec<_> = words.iter().cycle().skip(length % 5).step_by(3).take(length).cloned().collect();
        parser.parse(&mut tokens);
        assert_eq!(tokens.iter().filter(|token| token.head == 0).count(), 1, "{length} words");
        for start in 1..=length {
            let steps = std::iter::successors(Some(start), |&at| Some(tokens[at - 1].head).filter(|&head| head != 0));
            assert!(steps.take(length + 1).count() <= length, "a cycle among {length} words");
        }
    }
    parser.parse(&mut []);
}

#[test]
fn the_name_finder_learns_its_sentences() {
    let gazetteer = gazetteer();
    let finder = NameFinder::from_bytes(train_names(&gazetteer).into(), gazetteer).expect("own model");
    let documents = corpus();
    let found = finder.find(&documents[0].sentences);
    let seen: Vec<_> = found.iter().map(|n| (n.sentence, n.tokens.clone(), n.class, n.possessive)).collect();
    let per = NameClass::Per;
    assert_eq!(seen, [(0, 2..4, per, false), (1, 1..2, NameClass::Loc, false), (2, 0..1, per, true)]);
    assert!(found.iter().all(|name| (0.5..=1.0).contains(&name.confidence)));
}
