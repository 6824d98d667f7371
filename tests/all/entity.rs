//! Sentences with trees in, entities and posts out. Every folder of `tests/cases/entity/` is a test: `input.conllu` with
//! all layers, `expected.txt` with who is meant. `TROJKA_RENEW=1` writes the expected files anew, to be read by a person.

use std::fmt::Write as _;
use std::path::Path;
use trojka::article::Article;
use trojka::document::Document;
use trojka::entity::{EntityRef, MentionFinder, MentionForm, Resolver, references};
use trojka::event::{Posts, Tense};
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline, Stage};
use trojka::text::conllu;

#[test]
fn who_is_meant() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/entity");
    let pack = Pack::shipped("sl").expect("the pack is shipped");
    let given = [Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Names];
    let stages: Vec<Box<dyn Stage>> = vec![
        Box::new(MentionFinder::from_pack(&pack).expect("the tables are right")),
        Box::new(Resolver::from_pack(&pack).expect("the tables are right")),
        Box::new(Posts::from_pack(&pack).expect("the tables are right")),
    ];
    let pipeline = Pipeline::starting_with(&given, stages).expect("the layers are there");
    let mut folders: Vec<_> = std::fs::read_dir(&cases).expect("cases").map(|e| e.expect("entry").path()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    let mut wrong = String::new();
    for folder in folders {
        let blocks = conllu::read(&folder.join("input.conllu")).expect("CoNLL-U");
        let mut documents = conllu::documents("case", blocks);
        assert_eq!(documents.len(), 1, "{}: one document", folder.display());
        let found = describe(&pipeline.resume(documents.remove(0)));
        let file = folder.join("expected.txt");
        if std::env::var_os("TROJKA_RENEW").is_some() {
            std::fs::write(&file, &found).expect("written");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            let _ = writeln!(wrong, "{}\n--- expected\n{expected}--- found\n{found}", folder.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn words_that_name_nobody() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/meant.tsv");
    let pack = Pack::shipped("sl").expect("the pack is shipped");
    let pipeline = Pipeline::partial(&pack, &[], Layer::Coreference).expect("the layers are there");
    let table = std::fs::read_to_string(file).expect("the table is there");
    let mut wrong = String::new();
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let [text, words, meant] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let doc = pipeline.run(Article::new("case", text));
        let told = references(&doc);
        let said = told.iter().rev().find(|mention| doc.slice(mention.span) == words);
        let names = said.map(|m| m.entities.iter().map(|&e| doc.entities[e].name.as_str()).collect::<Vec<_>>());
        let found = names.filter(|names| !names.is_empty()).map_or("-".to_owned(), |names| names.join(" + "));
        if found != meant {
            let _ = writeln!(wrong, "{text}\n  {words}: {found}, expected {meant}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every mention with what it means, then the posts.
fn describe(doc: &Document) -> String {
    let mut out = String::new();
    let names = |entities: &[EntityRef]| -> String {
        let name = |&e: &EntityRef| format!("{}/{}", doc.entities[e].kind.as_str(), doc.entities[e].name);
        entities.iter().map(name).collect::<Vec<_>>().join(" + ")
    };
    for mention in &doc.mentions {
        let bare = mention.form == MentionForm::Dropped;
        if mention.entities.is_empty() && bare {
            continue;
        }
        let form = format!("{:?}", mention.form).to_lowercase();
        let meant = if mention.entities.is_empty() { "?".to_owned() } else { names(&mention.entities) };
        let _ = writeln!(out, "{} {form} {} = {meant}", mention.sentence + 1, doc.slice(mention.span));
    }
    for post in &doc.posts {
        let former = if post.tense == Tense::Former { " (former)" } else { "" };
        let of = post.of.map_or("?".to_owned(), |of| doc.entities[of].name.clone());
        let _ = writeln!(out, "post {}: {}, {of}{former}", doc.entities[post.person].name, post.post);
    }
    out
}
