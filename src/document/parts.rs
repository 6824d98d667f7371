//! Long documents, of which the meaning is read part by part.
//!
//! To find out what a word refers to, stages look back at what was told before. Over a document of any length that
//! would cost more than linear time, so beyond [`LONGEST`] tokens each part is read like an article of its own. The
//! parts speak of the same things where names are the same. News articles are far shorter.

use super::Document;
use crate::article::Article;
use crate::entity::office::Holding;
use crate::entity::{Chain, ChainMention, Entity, EntityKind, EntityRef, Mention};
use crate::event::{Agreement, Event, Missed, Post, Statement, Why};
use crate::text::time::TimeExpression;
use crate::text::{Name, Sentence};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most tokens that are read as one, about 25 printed pages.
pub const LONGEST: usize = 10_000;

/// Lets `read` add the layers of meaning to a document: at once, or to its parts, which are then joined.
pub fn read(mut doc: Document, mut read: impl FnMut(&mut Document)) -> Document {
    let lengths = lengths(&doc.sentences);
    if lengths.len() < 2 || !doc.mentions.is_empty() {
        read(&mut doc);
        return doc;
    }
    let mut sentences = std::mem::take(&mut doc.sentences).into_iter();
    let mut names = std::mem::take(&mut doc.names).into_iter().peekable();
    let mut times = std::mem::take(&mut doc.times).into_iter().peekable();
    let mut joined = Joined::new(doc);
    for length in lengths {
        let first = joined.doc.sentences.len();
        let mut part = joined.lend_text();
        part.sentences = sentences.by_ref().take(length).collect();
        while let Some(name) = names.next_if(|name| name.sentence < first + length) {
            part.names.push(Name { sentence: name.sentence - first, ..name });
        }
        while let Some(time) = times.next_if(|time| time.sentence < first + length) {
            part.times.push(TimeExpression { sentence: time.sentence - first, ..time });
        }
        read(&mut part);
        joined.add(part);
    }
    joined.doc
}

/// The number of sentences of each part: as many as have [`LONGEST`] tokens, to the end of a paragraph if one ends in
/// the second half.
fn lengths(sentences: &[Sentence]) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut rest = sentences;
    while !rest.is_empty() {
        let mut tokens = 0;
        let fits = |sentence: &&Sentence| {
            tokens += sentence.tokens.len();
            tokens <= LONGEST
        };
        let most = rest.iter().take_while(fits).count().max(1);
        let ends = |&at: &usize| at == rest.len() || rest[at].paragraph != rest[at - 1].paragraph;
        let length = (most / 2 + 1..=most).rev().find(ends).unwrap_or(most);
        lengths.push(length);
        rest = &rest[length..];
    }
    lengths
}

/// The parts read so far.
struct Joined {
    doc: Document,
    entities: FxHashMap<(EntityKind, String), EntityRef>,
    posts: FxHashSet<(EntityRef, Option<EntityRef>, String)>,
    /// Index into `Document::agreements`.
    agreements: FxHashMap<EntityRef, usize>,
    /// Index into `Document::chains` by entities.
    chains: FxHashMap<Vec<EntityRef>, usize>,
}

impl Joined {
    fn new(doc: Document) -> Self {
        let (entities, posts, agreements, chains) = Default::default();
        Self { doc, entities, posts, agreements, chains }
    }

    /// A document without layers that has the text until it is given back.
    fn lend_text(&mut self) -> Document {
        let article = std::mem::replace(&mut self.doc.article, Article::new("", ""));
        let index = std::mem::take(&mut self.doc.index);
        let record = self.doc.record.clone();
        Document { article, index, record, ..Document::new(Article::new("", "")) }
    }

    fn add(&mut self, mut part: Document) {
        let (sentences, mentions) = (self.doc.sentences.len(), self.doc.mentions.len());
        let new: Vec<EntityRef> =
            std::mem::take(&mut part.entities).into_iter().map(|entity| self.entity(entity)).collect();
        part.renumber(&new);
        (self.doc.article, self.doc.index) = (part.article, part.index);
        self.doc.sentences.extend(part.sentences);
        self.doc.names.extend(part.names.into_iter().map(|n| Name { sentence: n.sentence + sentences, ..n }));
        let timed = |t: TimeExpression| TimeExpression { sentence: t.sentence + sentences, ..t };
        self.doc.times.extend(part.times.into_iter().map(timed));
        self.doc.mentions.extend(part.mentions.into_iter().map(|m| Mention { sentence: m.sentence + sentences, ..m }));
        for chain in part.chains {
            self.chain(chain, sentences, mentions);
        }
        self.doc.groups.extend(part.groups);
        let held = |held: Holding| Holding { mention: held.mention + mentions, ..held };
        self.doc.holdings.extend(part.holdings.into_iter().map(held));
        self.doc.home_country = self.doc.home_country.or(part.home_country);
        for post in part.posts {
            self.post(Post { sentence: post.sentence + sentences, ..post });
        }
        for agreement in part.agreements {
            self.agreement(Agreement { sentence: agreement.sentence + sentences, ..agreement });
        }
        let told = |event: Event| Event { sentence: event.sentence + sentences, ..event };
        self.doc.events.extend(part.events.into_iter().map(told));
        let said = |s: Statement| Statement { sentence: s.sentence + sentences, ..s };
        self.doc.statements.extend(part.statements.into_iter().map(said));
        self.doc.missed.extend(part.missed.into_iter().map(|missed| missed_in(missed, sentences)));
        self.doc.findings.extend(part.findings);
    }

    /// The entity of the same identity that an earlier part has, with what this part knows more of it.
    fn entity(&mut self, entity: Entity) -> EntityRef {
        let fresh = self.doc.entities.len();
        let number = *self.entities.entry((entity.kind, entity.slug.clone())).or_insert(fresh);
        let Some(known) = self.doc.entities.get_mut(number) else {
            self.doc.entities.push(entity);
            return number;
        };
        known.gender = known.gender.or(entity.gender);
        for name in entity.alt_names {
            if !known.alt_names.contains(&name) {
                known.alt_names.push(name);
            }
        }
        number
    }

    /// Adds the words to the chain of the same entities that an earlier part has, or else as a chain of its own.
    fn chain(&mut self, chain: Chain, sentences: usize, mentions: usize) {
        let moved = |m: ChainMention| ChainMention {
            sentence: m.sentence + sentences,
            mention: m.mention.map(|mention| mention + mentions),
            ..m
        };
        let told: Vec<ChainMention> = chain.mentions.into_iter().map(moved).collect();
        let fresh = self.doc.chains.len();
        let known = match chain.entities.is_empty() {
            true => fresh,
            false => *self.chains.entry(chain.entities.clone()).or_insert(fresh),
        };
        let earlier = |known: &&mut Chain| known.mentions.last().is_some_and(|m| m.sentence < sentences);
        match self.doc.chains.get_mut(known).filter(earlier) {
            Some(known) => known.mentions.extend(told),
            None => self.doc.chains.push(Chain { mentions: told, ..chain }),
        }
    }

    fn post(&mut self, post: Post) {
        if self.posts.insert((post.person, post.of, post.post.clone())) {
            self.doc.posts.push(post);
        }
    }

    fn agreement(&mut self, agreement: Agreement) {
        match self.agreements.get(&agreement.agreement) {
            Some(&known) => {
                let parties = &mut self.doc.agreements[known].parties;
                parties.extend(agreement.parties);
                keep_first(parties);
            }
            None => {
                self.agreements.insert(agreement.agreement, self.doc.agreements.len());
                self.doc.agreements.push(agreement);
            }
        }
    }
}

fn missed_in(mut missed: Missed, sentences: usize) -> Missed {
    missed.sentence += sentences;
    if let Why::Merged { into } = &mut missed.why {
        *into += sentences;
    }
    missed
}

fn keep_first(entities: &mut Vec<EntityRef>) {
    let mut seen = FxHashSet::default();
    entities.retain(|&entity| seen.insert(entity));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{Mention, MentionForm, MentionType};
    use crate::span::Span;
    use crate::text::{NameClass, Token};

    /// One name in each sentence, three persons in turns.
    fn long(sentences: usize, tokens: usize) -> Document {
        let mut doc = Document::new(Article::new("long", "besedilo"));
        for number in 0..sentences {
            let tokens = vec![Token::default(); tokens];
            doc.sentences.push(Sentence { span: Span::default(), tokens, paragraph: number / 7, heading: false });
            let (class, confidence) = (NameClass::Per, 1.0);
            doc.names.push(Name { sentence: number, tokens: 0..1, class, possessive: false, confidence });
        }
        doc
    }

    /// Makes each name a mention of a person and each mention a statement.
    fn read_names(part: &mut Document, first: &mut usize) {
        assert_eq!(part.article.text, "besedilo");
        for name in std::mem::take(&mut part.names) {
            let slug = format!("oseba-{}", (*first + name.sentence) % 3);
            let entity = part.intern_entity(Entity {
                kind: EntityKind::Person,
                name: slug.clone(),
                slug,
                alt_names: Vec::new(),
                gender: None,
                gazetteer: None,
            });
            part.mentions.push(Mention {
                sentence: name.sentence,
                tokens: 0..1,
                head: 0,
                span: Span::default(),
                lemma: String::new(),
                class: MentionType::Per,
                form: MentionForm::Name,
                entities: vec![entity],
                confidence: 1.0,
            });
            let told = ChainMention {
                sentence: name.sentence,
                tokens: 0..1,
                head: 0,
                span: Span::default(),
                lemma: String::new(),
                mention: Some(part.mentions.len() - 1),
                entities: vec![entity],
                confidence: 1.0,
            };
            match part.chains.iter_mut().find(|chain| chain.entities == [entity]) {
                Some(chain) => chain.mentions.push(told),
                None => {
                    part.chains.push(Chain { class: MentionType::Per, entities: vec![entity], mentions: vec![told] })
                }
            }
            let (sentence, cue) = (name.sentence, Span::default());
            let rule = String::new();
            part.statements.push(Statement { speaker: entity, sentence, quote: None, cue, rule, confidence: 1.0 });
            part.names.push(name);
        }
        *first += part.sentences.len();
    }

    #[test]
    fn joins_what_the_parts_tell() {
        let (mut calls, mut first) = (0, 0);
        let doc = read(long(500, 100), |part| {
            calls += 1;
            assert!(part.sentences.iter().map(|s| s.tokens.len()).sum::<usize>() <= LONGEST);
            assert!(calls == 1 || part.sentences[0].paragraph * 7 == first, "a part begins with a paragraph");
            read_names(part, &mut first);
        });
        assert!(calls >= 5, "{calls}");
        assert_eq!((doc.sentences.len(), doc.names.len(), doc.mentions.len()), (500, 500, 500));
        assert_eq!(doc.entities.len(), 3);
        for (number, statement) in doc.statements.iter().enumerate() {
            assert_eq!(statement.sentence, number);
            assert_eq!(doc.entities[statement.speaker].slug, format!("oseba-{}", number % 3));
            assert_eq!((doc.mentions[number].sentence, doc.names[number].sentence), (number, number));
        }
    }

    #[test]
    fn joins_chains_of_the_same_entities() {
        let mut first = 0;
        let doc = read(long(500, 100), |part| read_names(part, &mut first));
        assert_eq!(doc.chains.len(), 3);
        assert_eq!(doc.chains.iter().map(|chain| chain.mentions.len()).sum::<usize>(), 500);
        for chain in &doc.chains {
            assert!(chain.mentions.is_sorted_by_key(|told| told.sentence));
            for told in &chain.mentions {
                let mention = &doc.mentions[told.mention.expect("each has one")];
                assert_eq!((mention.sentence, &mention.entities), (told.sentence, &chain.entities));
            }
        }
    }

    #[test]
    fn leaves_short_documents_whole() {
        let mut calls = 0;
        read(long(100, 100), |part| {
            calls += 1;
            assert_eq!(part.article.id, "long");
        });
        assert_eq!(calls, 1);
    }
}
