//! Small documents with trees and mentions written by hand, for unit tests.

use crate::article::Article;
use crate::document::Document;
use crate::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType};
use crate::event::{Event, EventType, Modality};
use crate::span::Span;
use crate::text::{Feats, Sentence, Token, Upos};
use std::ops::Range;

/// Builds a document sentence by sentence.
#[derive(Default)]
pub struct Builder {
    text: String,
    sentences: Vec<Sentence>,
    mentions: Vec<(usize, Range<usize>, MentionForm, Vec<EntityRef>)>,
    entities: Vec<Entity>,
}

impl Builder {
    /// Adds an entity.
    pub fn entity(&mut self, kind: EntityKind, name: &str) -> EntityRef {
        self.entities.push(Entity {
            kind,
            slug: crate::entity::slug(name),
            name: name.into(),
            alt_names: vec![],
            gender: None,
            gazetteer: None,
        });
        self.entities.len() - 1
    }

    /// The entity is this row of the gazetteer.
    pub fn linked(&mut self, entity: EntityRef, key: &str) {
        self.entities[entity].gazetteer = Some(key.to_owned());
    }

    /// Adds a sentence in the paragraph of the one before: for each word a line with form, lemma, tag, features,
    /// head and relation. Words are spaced, punctuation is not (apart from opening marks and dashes).
    pub fn sentence(&mut self, lines: &str) -> usize {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let begin = self.text.chars().count();
        let mut tokens: Vec<Token> = Vec::new();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let [form, lemma, upos, feats, head, deprel] = columns[..] else { panic!("six columns: {line}") };
            let opened = tokens.last().is_some_and(|t| matches!(t.form.as_str(), "»" | "„" | "("));
            let tight = upos == "PUNCT" && !matches!(form, "»" | "„" | "(" | "–");
            if !tokens.is_empty() && !tight && !opened {
                self.text.push(' ');
            }
            let start = self.text.chars().count();
            self.text.push_str(form);
            tokens.push(Token {
                span: Span::new(start, start + form.chars().count()),
                form: form.into(),
                lemma: lemma.into(),
                upos: Upos::parse(upos).unwrap_or_else(|| panic!("tag {upos}")),
                feats: Feats::new(feats),
                head: head.parse().expect("a number"),
                deprel: deprel.into(),
                ..Token::default()
            });
        }
        let span = Span::new(begin, self.text.chars().count());
        self.sentences.push(Sentence { span, tokens, paragraph: 0, heading: false });
        self.sentences.len() - 1
    }

    /// The last sentence is a heading.
    pub fn heading(&mut self) {
        self.sentences.last_mut().expect("a sentence").heading = true;
    }

    /// The last sentence begins a new paragraph.
    pub fn paragraph(&mut self) {
        let last = self.sentences.last_mut().expect("a sentence");
        last.paragraph += 1;
    }

    /// Adds a mention in the last sentence; its last token is its head.
    pub fn mention(&mut self, tokens: Range<usize>, form: MentionForm, entities: &[EntityRef]) {
        self.mentions.push((self.sentences.len() - 1, tokens, form, entities.to_vec()));
    }

    pub fn build(self) -> Document {
        let mut doc = Document::new(Article::new("test", self.text));
        doc.sentences = self.sentences;
        doc.entities = self.entities;
        for (sentence, tokens, form, entities) in self.mentions {
            let words = &doc.sentences[sentence].tokens[tokens.clone()];
            let span = words[0].span.cover(words[words.len() - 1].span);
            let class = match entities.first().map(|&entity| doc.entities[entity].kind) {
                Some(EntityKind::Person) | None => MentionType::Per,
                Some(EntityKind::Organisation) => MentionType::Org,
                Some(EntityKind::Country | EntityKind::Place) => MentionType::Loc,
                Some(_) => MentionType::Misc,
            };
            doc.mentions.push(Mention {
                sentence,
                head: tokens.end - 1,
                tokens,
                span,
                lemma: String::new(),
                class,
                form,
                entities,
                confidence: 1.0,
            });
        }
        doc
    }
}

/// An event that the first entity does by the first word, to nobody.
pub fn event(kind: EventType) -> Event {
    Event {
        kind,
        mode: None,
        actors: vec![0],
        recipients: vec![],
        via: vec![],
        place: None,
        date: None,
        modality: Modality::Actual,
        about: None,
        contexts: vec![],
        headcount: None,
        attributed_to: vec![],
        sentence: 0,
        trigger: Span::new(0, 1),
        frame: "aid/pomagati".into(),
        confidence: 1.0,
    }
}
