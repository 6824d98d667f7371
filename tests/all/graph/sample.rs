//! An invented article with every kind of fact, put together by hand.

use trojka::article::Article;
use trojka::document::Document;
use trojka::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType, slug};
use trojka::event::{About, Agreement, AgreementStatus, Event, EventType, Modality, Post, Statement, Tense};
use trojka::span::Span;
use trojka::text::Sentence;
use trojka::text::time::Time;

const SENTENCES: [&str; 4] = [
    "Notranja ministrica Ana Kos se je v Jezerskem sestala z brdskim kolegom Petrom Dolincem.",
    "Državi bosta razširili sporazum o varovanju meje, je dejala: »Čas je \u{1F91D} \"zrel\".«",
    "Nekdanji predsednik Žan Bele je pozval k odpovedi sporazuma.",
    "Brdo bo Jezerju poslalo 12 policistov.",
];

/// A document whose sentences are known, with helpers to point at words.
pub struct Sample(pub Document);

impl Sample {
    pub fn new(id: &str) -> Self {
        let mut doc = Document::new(Article::new(id, SENTENCES.join("\n\n")));
        for (paragraph, text) in SENTENCES.iter().enumerate() {
            let span = span_of(&doc, 0, text);
            doc.sentences.push(Sentence { span, tokens: vec![], paragraph, heading: false });
        }
        Self(doc)
    }

    /// Code points of the first place of `words` in a sentence.
    fn span(&self, sentence: usize, words: &str) -> Span {
        span_of(&self.0, self.0.sentences[sentence].span.start, words)
    }

    fn entity(&mut self, kind: EntityKind, name: &str) -> EntityRef {
        self.0.intern_entity(Entity {
            kind,
            slug: slug(name),
            name: name.into(),
            alt_names: vec![],
            gender: None,
            gazetteer: None,
        })
    }

    fn mention(&mut self, sentence: usize, words: &str, lemma: &str, entity: EntityRef) {
        let span = self.span(sentence, words);
        self.0.mentions.push(Mention {
            sentence,
            tokens: 0..1,
            head: 0,
            span,
            lemma: lemma.into(),
            class: MentionType::Per,
            form: MentionForm::Name,
            entities: vec![entity],
            confidence: 0.9,
        });
    }

    fn event(&mut self, kind: EventType, modality: Modality, sentence: usize, trigger: &str) -> &mut Event {
        let trigger = self.span(sentence, trigger);
        self.0.events.push(Event {
            kind,
            mode: None,
            actors: vec![],
            recipients: vec![],
            via: vec![],
            place: None,
            date: None,
            modality,
            about: None,
            contexts: vec![],
            headcount: None,
            attributed_to: vec![],
            sentence,
            trigger,
            frame: format!("sample.{}", kind.code().to_lowercase()),
            confidence: 0.8,
        });
        self.0.events.last_mut().expect("just added")
    }
}

fn span_of(doc: &Document, from: usize, words: &str) -> Span {
    let text = &doc.article.text;
    let from = doc.index.byte(text, from);
    let byte = from + text[from..].find(words).unwrap_or_else(|| panic!("no {words:?}"));
    Span::new(doc.index.point(text, byte), doc.index.point(text, byte + words.len()))
}

/// Two ministers meet, an agreement is to be extended, a former president calls for its end, officers are to be sent.
pub fn meeting(id: &str) -> Document {
    let mut sample = Sample::new(id);
    let ana = sample.entity(EntityKind::Person, "Ana Kos");
    let peter = sample.entity(EntityKind::Person, "Peter Dolinec");
    let zan = sample.entity(EntityKind::Person, "Žan Bele");
    let jezerje = sample.entity(EntityKind::Country, "Jezerje");
    let brdo = sample.entity(EntityKind::Country, "Brdo");
    let town = sample.entity(EntityKind::Place, "Jezersko");
    let police = sample.entity(EntityKind::Organisation, "Zveza policij");
    let pact = sample.entity(EntityKind::Agreement, "sporazum o varovanju meje");
    sample.0.entities[ana].gender = Some("Fem");
    sample.mention(0, "Ana Kos", "Ana Kos", ana);
    sample.mention(0, "Petrom Dolincem", "Peter Dolinec", peter);
    sample.mention(1, "dejala", "reči", ana);
    sample.mention(2, "Žan Bele", "Žan Bele", zan);

    let met = sample.event(EventType::Consult, Modality::Actual, 0, "sestala");
    (met.actors, met.recipients, met.place) = (vec![ana], vec![peter], Some(town));
    met.mode = Some("visit".into());
    met.contexts = vec!["diplomatic".into(), "no-such-context".into()];
    let asked = sample.event(EventType::Request, Modality::Actual, 2, "pozval");
    (asked.actors, asked.about) = (vec![zan], Some(About::Entity(pact)));
    let aided = sample.event(EventType::Aid, Modality::Planned, 3, "poslalo");
    (aided.actors, aided.recipients, aided.via) = (vec![brdo], vec![jezerje], vec![police]);
    aided.headcount = Some(12);
    aided.about = Some(About::Text("policisti".into()));
    aided.date = Some(Time {
        value: "2025-06".into(),
        precision: "month",
        modifier: None,
        not_before: Some("2025-06-01".parse().expect("a date")),
        not_after: Some("2025-06-30".parse().expect("a date")),
    });
    aided.attributed_to = vec![peter];
    let wished = sample.event(EventType::Cooperate, Modality::Desired, 1, "razširili");
    (wished.actors, wished.recipients) = (vec![jezerje], vec![brdo]);

    for (person, of, tense, name, sentence) in [
        (ana, Some(jezerje), Tense::Current, "notranja ministrica", 0),
        (peter, Some(brdo), Tense::Current, "notranji minister", 0),
        (zan, None, Tense::Former, "predsednik", 2),
    ] {
        let post = name.to_owned();
        sample.0.posts.push(Post { person, post, of, tense, sentence, rule: "sample.post".into(), confidence: 1.0 });
    }
    sample.0.agreements.push(Agreement {
        agreement: pact,
        parties: vec![jezerje, brdo],
        status: AgreementStatus::BeingExtended,
        subjects: vec!["varovanje meje".into()],
        sentence: 1,
        rule: "sample.agreement".into(),
        confidence: 0.75,
    });
    let (quote, cue) = (sample.span(1, "Čas je \u{1F91D} \"zrel\"."), sample.span(1, "dejala"));
    sample.0.statements.push(Statement {
        speaker: ana,
        sentence: 1,
        quote: Some(quote),
        cue,
        rule: "sample.statement".into(),
        confidence: 0.9,
    });
    sample.0
}
