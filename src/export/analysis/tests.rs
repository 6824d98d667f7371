use super::*;
use crate::article::Article;
use crate::entity::{Entity, EntityKind, Mention, MentionForm, MentionType};
use crate::event::testing::event;
use crate::event::{Event, EventType, Statement};
use crate::graph::iri::DEFAULT_BASE;
use crate::span::Span;

fn entity(kind: EntityKind, slug: &str, name: &str) -> Entity {
    Entity { kind, slug: slug.into(), name: name.into(), alt_names: vec![], gender: None, gazetteer: None }
}

fn document() -> Document {
    let mut doc = Document::new(Article::new("srecanje", "Ministra sta se srečala."));
    let token = |start, end, form: &str, head, deprel: &str| Token {
        span: Span::new(start, end),
        form: form.into(),
        lemma: form.to_lowercase().into(),
        head,
        deprel: deprel.into(),
        ..Token::default()
    };
    doc.sentences.push(Sentence {
        span: Span::new(0, 24),
        tokens: vec![token(0, 8, "Ministra", 4, "nsubj"), token(9, 12, "sta", 4, "aux")],
        paragraph: 0,
        heading: false,
    });
    let one = doc.intern_entity(entity(EntityKind::Person, "ana-zvan", "Ana Žvan"));
    let two = doc.intern_entity(entity(EntityKind::Person, "bor-trd", "Bor Trd"));
    let mention = |tokens: std::ops::Range<usize>, span, entities| Mention {
        sentence: 0,
        head: tokens.start,
        tokens,
        span,
        lemma: "minister".into(),
        class: MentionType::Per,
        form: MentionForm::RoleNoun,
        entities,
        confidence: 0.5,
    };
    doc.mentions.push(mention(0..1, Span::new(0, 8), vec![one, two]));
    doc.mentions.push(mention(1..2, Span::new(9, 12), vec![]));
    doc.events.push(Event {
        actors: vec![one],
        recipients: vec![two],
        trigger: Span::new(16, 23),
        frame: "meet".into(),
        confidence: 0.75,
        ..event(EventType::Consult)
    });
    doc.statements.push(Statement {
        speaker: one,
        sentence: 0,
        quote: None,
        cue: Span::new(16, 23),
        rule: "reported".into(),
        confidence: 0.75,
    });
    doc
}

#[test]
fn keys_stand_in_the_order_of_the_contract() {
    let doc = document();
    let line = Analysis::new(&doc, DEFAULT_BASE).to_line();
    let places: Vec<_> = [
        "id",
        "title",
        "date",
        "lang",
        "text",
        "sentences",
        "mentions",
        "entities",
        "posts",
        "agreements",
        "events",
        "statements",
        "missed",
        "chains",
    ]
    .iter()
    .map(|key| line.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key} in {line}")))
    .collect();
    assert!(places.is_sorted(), "{line}");
    assert!(!line.contains('\n'));
}

#[test]
fn a_group_mention_gives_an_object_for_each_entity() {
    let doc = document();
    let value = serde_json::to_value(Analysis::new(&doc, DEFAULT_BASE)).expect("serialisable");
    let entities: Vec<_> = value["mentions"].as_array().expect("a list").iter().map(|m| &m["entity"]).collect();
    assert_eq!(entities[0], "http://localhost:7878/id/person/ana-zvan");
    assert_eq!(entities[1], "http://localhost:7878/id/person/bor-trd");
    assert!(entities[2].is_null());
    assert_eq!(value["mentions"][0]["text"], "Ministra");
    assert_eq!(value["mentions"][0]["type"], "PER");
    assert_eq!(value["mentions"][0]["name"], false);
}

#[test]
fn facts_point_at_iris_and_quote_their_sentence() {
    let doc = document();
    let value = serde_json::to_value(Analysis::new(&doc, "http://example.org/")).expect("serialisable");
    let event = &value["events"][0];
    assert_eq!(event["type"], "CONSULT");
    assert_eq!(event["actors"][0], "http://example.org/id/person/ana-zvan");
    assert_eq!(event["modality"], "actual");
    assert_eq!(event["evidence"], "Ministra sta se srečala.");
    assert_eq!(event["trigger"]["text"], "srečala");
    assert!(event.get("place").is_none());
    assert_eq!(value["statements"][0]["evidence"], doc.article.text);
    assert_eq!(value["sentences"][0]["tokens"][0]["feats"], "_");
}
