//! Why an event, a tenure, a state of an agreement or a statement is in the graph.

use super::frame::{self, Frame, Reality, Rejected, ToldAgain};
use super::ground::{Ground, Named};
use super::mention::{self, Mention, rounded};
use super::reader::{Maker, Reading, Reread, Source};
use super::role::{self, Origin, Role};
use super::says::{FactKind, Said, said};
use super::words::{Mark, Sentence, What, Words};
use crate::document::record::{Sureness, Thing};
use crate::entity::MentionForm;
use crate::entity::office::Holding;
use crate::event::{Agreement, Event, FactLayer, Post, Statement};
use crate::graph::FactRef;
use crate::graph::vocab::{prov, schema, tro};
use crate::span::Span;
use oxigraph::model::NamedNode;
use serde::Serialize;
use tro::property;

/// A fact with all that speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    pub iri: String,
    pub kind: FactKind,
    pub says: Vec<Said>,
    pub article: Option<Article>,
    pub sentences: Vec<Sentence>,
    pub trigger: Option<Words>,
    /// Id of the frame or rule.
    pub rule: Option<String>,
    /// What the rule is for, where it is no frame.
    pub rule_explanation: Option<String>,
    pub frame: Option<Frame>,
    pub roles: Vec<Role>,
    pub modality: Option<Reality>,
    /// Of a state: what the words around the agreement say of it, and how strongly.
    pub cues: Vec<StateCue>,
    pub confidence: Confidence,
    pub mentions: Vec<Mention>,
    pub rejected: Vec<Rejected>,
    pub told_again: Vec<ToldAgain>,
    pub reading: Reading,
    pub made_by: MadeBy,
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Article {
    pub iri: String,
    pub title: Option<String>,
    pub date: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
}

/// How sure it is, and how that came about.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Confidence {
    /// As the graph says.
    pub value: Option<f32>,
    /// Reliability of the frame times the square root of the certainty of the weakest participant; for other facts what
    /// the rule gives.
    pub raw: Option<f32>,
    pub weakest: Option<f32>,
    /// With the weights of its type.
    pub weighted: Option<f32>,
    /// The share of facts of that raw confidence that are right.
    pub calibrated: Option<f32>,
    /// What facts had to have.
    pub least: Option<f32>,
}

/// Words that tell the state of an agreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StateCue {
    pub words: Words,
    pub status: crate::event::AgreementStatus,
    pub strength: f32,
}

/// What made the graph of the article, and whether it is what explains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeBy {
    #[serde(flatten)]
    pub maker: Maker,
    pub same_program: bool,
    pub same_pack: bool,
}

pub fn article(ground: &Ground, iri: &NamedNode) -> Article {
    let literal = |property| ground.literal(iri.as_ref(), property);
    let publisher = ground.nodes(iri.as_ref(), schema::PUBLISHER).into_iter().next();
    let url = ground.nodes(iri.as_ref(), schema::URL).into_iter().next().map(NamedNode::into_string);
    Article {
        iri: iri.as_str().to_owned(),
        title: literal(schema::HEADLINE),
        date: literal(schema::DATE_PUBLISHED),
        publisher: publisher.map(|publisher| ground.label(publisher.as_ref())),
        url: url.or_else(|| literal(schema::URL)),
    }
}

/// Explains a fact by the reading of its article.
pub fn fact(ground: &Ground, source: &Source, iri: &NamedNode, kind: FactKind) -> Fact {
    let known = known(ground, source, iri, kind);
    let reread = match &source.reread {
        Ok(reread) => reread,
        Err(reading) => return Fact { reading: *reading, ..known },
    };
    let found = reread.facts_of(iri.as_ref());
    let by_rule = |fact: &&FactRef| Some(rule_of(reread, **fact)) == known.rule.as_deref();
    match found.iter().find(by_rule).or(found.first()) {
        None => Fact { reading: Reading::Differs, ..known },
        Some(found) => Filling { ground, source, reread }.fill(known, *found),
    }
}

/// What the graph itself knows.
fn known(ground: &Ground, source: &Source, iri: &NamedNode, kind: FactKind) -> Fact {
    let node = iri.as_ref();
    let sentences = ground.nodes(node, prov::WAS_DERIVED_FROM);
    let mut sentences: Vec<Sentence> = sentences.iter().filter_map(|iri| Sentence::read(ground, iri)).collect();
    sentences.sort_by_key(|sentence| sentence.words.start);
    let trigger = ground.nodes(node, property::TRIGGER).iter().find_map(|place| Words::read(ground, place));
    let own = ground.reader.maker();
    let mut fact = Fact {
        iri: iri.as_str().to_owned(),
        kind,
        says: said(ground, iri, kind),
        article: Some(article(ground, &source.iri)),
        sentences,
        rule: ground.literal(node, property::FRAME),
        rule_explanation: None,
        frame: None,
        roles: Vec::new(),
        modality: None,
        cues: Vec::new(),
        confidence: Confidence {
            value: ground.literal(node, property::CONFIDENCE).and_then(|value| value.parse().ok()),
            least: source.least(ground).map(rounded),
            ..Confidence::default()
        },
        mentions: Vec::new(),
        rejected: Vec::new(),
        told_again: Vec::new(),
        reading: Reading::Same,
        made_by: MadeBy {
            same_program: source.maker.program == own.program,
            same_pack: source.maker.pack.is_some() && source.maker.pack == own.pack,
            maker: source.maker.clone(),
        },
        trigger: None,
    };
    fact.rule_explanation = fact.rule.as_deref().and_then(|rule| ground.reader.rule(rule)).map(ToOwned::to_owned);
    if let Some(trigger) = trigger {
        let mark = Mark { start: trigger.start, end: trigger.end, what: What::Trigger };
        fact.sentences.iter_mut().for_each(|sentence| sentence.mark([mark]));
        fact.trigger = Some(trigger);
    }
    fact
}

fn rule_of(reread: &Reread, fact: FactRef) -> &str {
    match fact {
        FactRef::Event(number) => &reread.doc.events[number].frame,
        FactRef::Post(number) => &reread.doc.posts[number].rule,
        FactRef::Agreement(number) => &reread.doc.agreements[number].rule,
        FactRef::Statement(number) => &reread.doc.statements[number].rule,
    }
}

/// Puts what the reading saw into a fact.
struct Filling<'f, 'g> {
    ground: &'f Ground<'g>,
    source: &'f Source,
    reread: &'f Reread,
}

impl Filling<'_, '_> {
    fn fill(&self, mut fact: Fact, found: FactRef) -> Fact {
        match found {
            FactRef::Event(number) => self.event(&mut fact, &self.reread.doc.events[number]),
            FactRef::Post(number) => self.post(&mut fact, &self.reread.doc.posts[number]),
            FactRef::Agreement(number) => self.agreement(&mut fact, &self.reread.doc.agreements[number]),
            FactRef::Statement(number) => self.statement(&mut fact, &self.reread.doc.statements[number]),
        }
        self.mentions(&mut fact);
        let fillers = fact.roles.iter().filter_map(|role| role.words.as_ref());
        let mut marks: Vec<Mark> =
            fillers.map(|words| Mark { start: words.start, end: words.end, what: What::Filler }).collect();
        let markers = fact.modality.iter().flat_map(|reality| [&reality.marker, &reality.negation]).flatten();
        let markers = markers.filter_map(|told| told.words.as_ref());
        marks.extend(markers.map(|words| Mark { start: words.start, end: words.end, what: What::Marker }));
        fact.sentences.iter_mut().for_each(|sentence| sentence.mark(marks.iter().copied()));
        fact
    }

    fn event(&self, fact: &mut Fact, event: &Event) {
        let winner = frame::winner(self.reread, event);
        let reader = self.ground.reader;
        fact.rejected = frame::rejected(reader, self.reread, event.trigger, winner);
        fact.told_again = frame::told_again(self.reread, event);
        self.sureness(fact, FactLayer::Events, event.trigger, event.confidence);
        if let Some((attempt, reading)) = winner {
            fact.frame = Some(frame::frame(reader, attempt));
            fact.modality = Some(frame::reality(self.reread, event, reading));
            fact.confidence.weakest = Some(rounded(reading.certainty));
            fact.roles = role::of_event(self.ground, self.reread, event, &reading.fillers);
        }
    }

    /// The noun for the office, and the name that it was given to.
    fn post(&self, fact: &mut Fact, post: &Post) {
        let doc = &self.reread.doc;
        let held = |held: &&Holding| {
            held.person == post.person
                && held.office.label == post.post
                && doc.mentions[held.mention].sentence == post.sentence
        };
        let holding = doc.holdings.iter().find(held);
        let noun = holding.map(|held| &doc.mentions[held.mention]);
        let here = |m: &&crate::entity::Mention| {
            m.sentence == post.sentence && m.entities == [post.person] && m.form.is_name()
        };
        let names = doc.mentions.iter().filter(here);
        let name = names.min_by_key(|m| noun.map_or(0, |noun| m.head.abs_diff(noun.head)));
        let things = self.reread.entities(self.ground, &[post.person]);
        let member = Role::new("member", things.into_iter().next(), Origin::Office);
        let office = self.value(fact, "org:post");
        fact.roles.push(member.told_by(doc, name));
        fact.roles.push(Role::new("post", office, Origin::Office).told_by(doc, noun));
        let sentence = doc.sentences[post.sentence].span;
        self.sureness(fact, FactLayer::Posts, sentence, post.confidence);
    }

    fn agreement(&self, fact: &mut Fact, agreement: &Agreement) {
        let doc = &self.reread.doc;
        let thing = Thing::of(doc, agreement.agreement);
        let named = self.reread.named(self.ground, &thing);
        let wordings = self.reread.record.agreements.iter().filter(|known| known.agreement == thing);
        for wording in wordings.flat_map(|known| &known.wordings) {
            let words = Words::of(doc, wording.span);
            let mention =
                doc.mentions.iter().find(|m| m.entities == [agreement.agreement] && m.span.overlaps(wording.span));
            let role =
                Role::new("agreement", Some(named.clone()), Origin::Frame(crate::document::record::Source::Words));
            fact.roles.push(Role { words: Some(words.clone()), ..role.told_by(doc, mention) });
            let cue = |&(status, strength): &(_, f32)| StateCue { words: words.clone(), status, strength };
            fact.cues.extend(wording.cues.iter().map(cue));
        }
        let sentence = doc.sentences[agreement.sentence].span;
        self.sureness(fact, FactLayer::Agreements, sentence, agreement.confidence);
    }

    fn statement(&self, fact: &mut Fact, said: &Statement) {
        let doc = &self.reread.doc;
        let here = |m: &&crate::entity::Mention| {
            m.entities.contains(&said.speaker) && doc.sentences[m.sentence].span.contains(said.cue)
        };
        let (dropped, named): (Vec<_>, Vec<_>) =
            doc.mentions.iter().filter(here).partition(|m| m.form == MentionForm::Dropped);
        let distance = |m: &&crate::entity::Mention| m.span.start.abs_diff(said.cue.start);
        let nearest = named.into_iter().min_by_key(distance).or_else(|| dropped.into_iter().min_by_key(distance));
        let speaker = self.reread.entities(self.ground, &[said.speaker]).into_iter().next();
        let source = if nearest.is_some() {
            Origin::Frame(crate::document::record::Source::Words)
        } else {
            Origin::Frame(crate::document::record::Source::Unexpressed)
        };
        fact.roles.push(Role::new("speaker", speaker, source).told_by(doc, nearest));
        self.sureness(fact, FactLayer::Statements, said.cue, said.confidence);
    }

    /// The one value of a property that the graph says.
    fn value(&self, fact: &Fact, property: &str) -> Option<Named> {
        let said = fact.says.iter().find(|said| said.property == property)?;
        match said.values.first()? {
            super::says::Value::Thing(named) => Some(named.clone()),
            super::says::Value::Text(_) => None,
        }
    }

    fn sureness(&self, fact: &mut Fact, layer: FactLayer, trigger: Span, confidence: f32) {
        let own = |known: &&Sureness| {
            known.layer == layer
                && known.trigger == trigger
                && Some(&known.rule) == fact.rule.as_ref()
                && known.calibrated.total_cmp(&confidence).is_eq()
        };
        if let Some(known) = self.reread.record.sureness.iter().find(own) {
            fact.confidence.raw = Some(rounded(known.raw));
            fact.confidence.weighted = Some(rounded(known.weighted));
            fact.confidence.calibrated = Some(rounded(known.calibrated));
        }
    }

    /// The mentions by which the roles are filled, each once, in the order of the text.
    fn mentions(&self, fact: &mut Fact) {
        let mut places: Vec<(Span, MentionForm)> =
            fact.roles.iter().flat_map(|role| role.mentions.iter().copied()).collect();
        places.sort_by_key(|(span, form)| (*span, *form as u8));
        places.dedup();
        let found = places.iter().filter_map(|&(span, form)| {
            self.reread.doc.mentions.iter().find(|mention| mention.span == span && mention.form == form)
        });
        fact.mentions =
            found.map(|found| mention::mention(self.ground, &self.source.iri, self.reread, found)).collect();
    }
}
