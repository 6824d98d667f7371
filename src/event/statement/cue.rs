//! The words of saying in a sentence, with those who say.

use super::content::Place;
use super::finite::standing;
use super::lexicon::{Content, Lexicon, Use};
use super::quote::Quotations;
use super::speaker::{self, Mentions};
use crate::document::Document;
use crate::entity::{EntityKind, EntityRef};
use crate::event::Statement;
use crate::span::Span;
use crate::text::{Tree, Upos};

/// Somebody says something in this sentence.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub speakers: Vec<EntityRef>,
    pub span: Span,
    pub rule: String,
    /// The verb or noun.
    pub word: usize,
    pub is_source: bool,
    /// Counts only when the sentence has no other.
    pub weak: bool,
    /// Whether a quotation in the sentence is theirs.
    pub reports_speech: bool,
    pub confidence: f32,
}

/// Confidence of a speaker who is expressed, and of one taken from the sentence before.
pub(super) const EXPRESSED: f32 = 0.9;
const GUESSED: f32 = 0.55;

/// All cues of a sentence outside quotations. `before` are those who spoke last, `spoken` what
/// was said so far.
pub(super) fn find(
    doc: &Document,
    lexicon: &Lexicon,
    quotations: &Quotations,
    sentence: usize,
    before: &[EntityRef],
    spoken: &[Statement],
) -> Vec<Cue> {
    let tree = Tree::new(&doc.sentences[sentence]);
    let mentions = Mentions::of(doc, sentence);
    let finder = Finder { doc, tree: &tree, mentions: &mentions, lexicon, quotations, sentence, before, spoken };
    let mut cues = Vec::new();
    cues.extend(finder.heading());
    let outside = |word: &usize| !quotations.covers(sentence, *word);
    for word in (0..tree.len()).filter(outside) {
        cues.extend(finder.verb(word, None).or_else(|| finder.source(word)).or_else(|| finder.noun(word)));
    }
    // Who speaks without being named may have been named beside another word of saying.
    for word in (0..tree.len()).filter(outside) {
        if cues.iter().all(|cue| cue.word != word) {
            let unnamed = finder.verb(word, Some(&cues));
            cues.extend(unnamed);
        }
    }
    weaken_what_is_told(&tree, &mut cues);
    cues
}

/// *po besedah ministra sta državi napovedali …*: the verb that a source stands by is what the source tells, not a
/// statement beside it.
fn weaken_what_is_told(tree: &Tree, cues: &mut [Cue]) {
    let told: Vec<usize> =
        cues.iter().filter(|cue| cue.is_source && !cue.weak).filter_map(|cue| tree.parent(cue.word)).collect();
    for cue in cues.iter_mut().filter(|cue| !cue.is_source && told.contains(&cue.word)) {
        cue.weak = true;
    }
}

pub(super) struct Finder<'a> {
    pub(super) doc: &'a Document,
    pub(super) tree: &'a Tree<'a>,
    pub(super) mentions: &'a Mentions<'a>,
    pub(super) lexicon: &'a Lexicon,
    quotations: &'a Quotations,
    sentence: usize,
    pub(super) before: &'a [EntityRef],
    spoken: &'a [Statement],
}

impl Finder<'_> {
    pub(super) fn place(&self, word: usize) -> Place<'_> {
        Place { tree: self.tree, lexicon: self.lexicon, quotations: self.quotations, sentence: self.sentence, word }
    }

    /// A verb or predicate of saying. Without `others` only one whose speaker is named; with the cues that are known
    /// already, also one whose speaker has to be inferred.
    fn verb(&self, word: usize, others: Option<&[Cue]>) -> Option<Cue> {
        let token = self.tree.token(word);
        let mistaken = self.participle_taken_for_noun(word);
        let uses = match token.upos {
            Upos::Verb => self.lexicon.verb(&token.lemma),
            Upos::Noun if mistaken.is_some() => self.lexicon.verb(&mistaken?),
            Upos::Adj | Upos::Noun if self.tree.child(word, "cop").is_some() => self.lexicon.predicate(&token.lemma),
            _ => return None,
        };
        if uses.is_empty() {
            return None;
        }
        let standing = standing(&self.place(word))?;
        if !standing.third_person {
            return None;
        }
        let (meaning, content) = uses.iter().find_map(|meaning| self.meaning(word, meaning, standing.negated))?;
        let (speakers, expressed) = match self.named(word, standing.plural) {
            Some(named) => (named, true),
            None => (self.inferred(word, standing.plural, others?), false),
        };
        (!speakers.is_empty()).then(|| Cue {
            speakers,
            span: token.span,
            rule: meaning.group.clone(),
            word,
            is_source: false,
            weak: meaning.weak,
            reports_speech: content,
            confidence: if expressed { EXPRESSED } else { GUESSED },
        })
    }

    /// The use if all it asks for is there, and whether it may go with a quotation.
    fn meaning<'u>(&self, word: usize, meaning: &'u Use, negated: bool) -> Option<(&'u Use, bool)> {
        if meaning.negated != negated || (meaning.reflexive && !self.is_reflexive(word)) {
            return None;
        }
        let place = self.place(word);
        let takes_speech = meaning.content.contains(&Content::Quote);
        (place.in_manner_clause() || place.content(&meaning.content).is_some()).then_some((meaning, takes_speech))
    }

    fn is_reflexive(&self, word: usize) -> bool {
        let reflexive = |at: usize| self.tree.token(at).feats.has("Reflex", "Yes");
        self.tree.children(word).iter().any(|&at| reflexive(at))
    }

    /// *sporočilo* with an auxiliary is no noun.
    fn participle_taken_for_noun(&self, word: usize) -> Option<String> {
        let token = self.tree.token(word);
        let has_auxiliary = self.tree.child(word, "aux").is_some() || self.tree.child(word, "cop").is_some();
        (token.upos == Upos::Noun && has_auxiliary).then(|| self.lexicon.participle(&token.form)).flatten()
    }

    /// The speakers whom the sentence names; an empty list when the one whom it names is not known.
    pub(super) fn named(&self, word: usize, plural: bool) -> Option<Vec<EntityRef>> {
        let place = self.place(word);
        let named = speaker::of_verb(&place, self.mentions, plural);
        if speaker::is_bare_seat(&place, self.mentions) {
            return Some(named.iter().map(|&body| self.spoke_already(body)).collect());
        }
        if !named.is_empty() || speaker::has_subject(&place) {
            return Some(named);
        }
        if speaker::teller_of_joined(&place).is_none() {
            let joined = speaker::of_joined(&place, self.mentions);
            if joined.is_some() {
                return joined;
            }
        }
        speaker::nearby(&place, self.mentions).map(|mention| mention.entities.clone())
    }

    /// The speakers of a verb without a subject: whoever acts or speaks in the clause above it, has spoken before in
    /// the sentence, or goes on speaking; else the one whom coreference gives.
    pub(super) fn inferred(&self, word: usize, plural: bool, others: &[Cue]) -> Vec<EntityRef> {
        let place = self.place(word);
        let gender = self.tree.token(word).feat("Gender");
        if let Some(teller) = speaker::teller_of_joined(&place) {
            let told = others.iter().find(|cue| cue.word == teller).map(|cue| cue.speakers.clone());
            return told.or_else(|| speaker::of_joined(&place, self.mentions)).unwrap_or_default();
        }
        if place.auxiliary_opens().is_none() {
            let above = speaker::of_clause_above(&place, self.mentions);
            if !above.is_empty() {
                return above;
            }
        }
        let earlier = others.iter().rev().filter(|cue| cue.word < word && !cue.weak);
        let earlier = earlier.map(|cue| self.fitting(cue.speakers.clone(), gender)).find(|found| !found.is_empty());
        if let Some(earlier) = earlier {
            return earlier;
        }
        let mut silent = speaker::silent(&place, self.mentions);
        silent.retain(|&entity| self.doc.entities[entity].kind != EntityKind::Country);
        let silent = self.fitting(silent, gender);
        let going_on = self.goes_on(word, plural);
        let person = |entities: &[EntityRef]| entities.iter().any(|&entity| !self.is_body(entity));
        if going_on.is_empty() || (!plural && !person(&going_on) && person(&silent)) { silent } else { going_on }
    }

    /// Of several ministries, *na ministrstvu* is the one that has been speaking.
    fn spoke_already(&self, body: EntityRef) -> EntityRef {
        let noun = |entity: EntityRef| self.doc.entities[entity].name.split(' ').next_back();
        self.spoken.iter().rev().map(|s| s.speaker).find(|&known| noun(known) == noun(body)).unwrap_or(body)
    }

    /// Without a subject the one who spoke before goes on, if number and gender allow it.
    fn goes_on(&self, word: usize, plural: bool) -> Vec<EntityRef> {
        let several = plural || self.tree.token(word).feats.has("Number", "Dual");
        let alone = self.before.len() == 1;
        if alone == several && !(alone && self.is_body(self.before[0])) {
            return Vec::new();
        }
        self.fitting(self.before.to_vec(), self.tree.token(word).feat("Gender"))
    }

    /// A body may go on in the plural: *so dodali*.
    fn is_body(&self, entity: EntityRef) -> bool {
        self.doc.entities[entity].kind != EntityKind::Person
    }

    /// The entities without persons of another gender.
    pub(super) fn fitting(&self, mut entities: Vec<EntityRef>, gender: Option<&str>) -> Vec<EntityRef> {
        entities.retain(|&entity| {
            let known = self.doc.entities[entity].gender;
            self.is_body(entity) || entities_agree(known, gender)
        });
        entities
    }

    /// *Kovač: Sporazum je blizu*, as a heading or before a quotation
    fn heading(&self) -> Option<Cue> {
        let colon = (1..self.tree.len().min(14)).find(|&at| self.tree.token(at).form == ":")?;
        let says_more = (colon + 1..self.tree.len()).any(|at| self.tree.token(at).upos != Upos::Punct);
        let names_only = (0..colon).all(|at| {
            !matches!(self.tree.token(at).upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron | Upos::Cconj)
        });
        let quotes = (colon + 1..self.tree.len().min(colon + 3)).any(|at| self.quotations.covers(self.sentence, at));
        let marked = self.doc.sentences[self.sentence].heading || quotes;
        if !(says_more && names_only && marked) {
            return None;
        }
        let is = |m: &crate::entity::Mention, kind| m.entities.iter().any(|&e| self.doc.entities[e].kind == kind);
        let person = self.mentions.within(0..colon).find(|m| is(m, EntityKind::Person));
        // A body speaks when nothing but its name is there.
        let body =
            || self.mentions.within(0..colon).find(|m| m.tokens == (0..colon) && is(m, EntityKind::Organisation));
        let mention = person.or_else(body)?;
        Some(Cue {
            speakers: mention.entities.clone(),
            span: self.tree.token(mention.tokens.start).span.cover(self.tree.token(colon).span),
            rule: "heading".into(),
            word: mention.head,
            is_source: false,
            weak: false,
            reports_speech: true,
            confidence: EXPRESSED,
        })
    }
}

fn entities_agree(known: Option<&str>, asked: Option<&str>) -> bool {
    match (known, asked) {
        (Some(known), Some(asked)) => known == asked,
        _ => true,
    }
}
