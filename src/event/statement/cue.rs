//! The words of saying in a sentence, with those who say.

use super::content::Place;
use super::finite::standing;
use super::lexicon::{Content, Lexicon, Use};
use super::quote::Quotations;
use super::speaker::{self, Mentions};
use crate::document::Document;
use crate::entity::{EntityKind, EntityRef, MentionForm};
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
const EXPRESSED: f32 = 0.9;
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
    for word in (0..tree.len()).filter(|&word| !quotations.covers(sentence, word)) {
        cues.extend(finder.verb(word).or_else(|| finder.source(word)));
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

struct Finder<'a> {
    doc: &'a Document,
    tree: &'a Tree<'a>,
    mentions: &'a Mentions<'a>,
    lexicon: &'a Lexicon,
    quotations: &'a Quotations,
    sentence: usize,
    before: &'a [EntityRef],
    spoken: &'a [Statement],
}

impl Finder<'_> {
    fn place(&self, word: usize) -> Place<'_> {
        Place { tree: self.tree, lexicon: self.lexicon, quotations: self.quotations, sentence: self.sentence, word }
    }

    fn verb(&self, word: usize) -> Option<Cue> {
        let token = self.tree.token(word);
        let uses = match token.upos {
            Upos::Verb => self.lexicon.verb(&token.lemma),
            Upos::Adj | Upos::Noun if self.tree.child(word, "cop").is_some() => self.lexicon.predicate(&token.lemma),
            _ => return None,
        };
        if uses.is_empty() {
            return None;
        }
        let standing = standing(self.tree, self.lexicon, word)?;
        if !standing.third_person {
            return None;
        }
        let (meaning, content) = uses.iter().find_map(|meaning| self.meaning(word, meaning, standing.negated))?;
        let (speakers, expressed) = self.speakers(word, standing.plural);
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

    /// The speakers, and whether the sentence itself names them. Who spoke before goes on speaking rather than some
    /// other third person whom the verb may have been given.
    fn speakers(&self, word: usize, plural: bool) -> (Vec<EntityRef>, bool) {
        let place = self.place(word);
        let named = speaker::of_verb(&place, self.mentions, plural);
        if speaker::is_bare_seat(&place, self.mentions) {
            return (named.iter().map(|&body| self.spoke_already(body)).collect(), true);
        }
        if !named.is_empty() || speaker::has_subject(&place) {
            return (named, true);
        }
        let going_on = self.goes_on(word, plural);
        if !going_on.is_empty() {
            return (going_on, false);
        }
        let mut silent = speaker::silent(&place, self.mentions);
        silent.retain(|&entity| self.doc.entities[entity].kind != EntityKind::Country);
        (self.fitting(silent, self.tree.token(word).feat("Gender")), false)
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
    fn fitting(&self, mut entities: Vec<EntityRef>, gender: Option<&str>) -> Vec<EntityRef> {
        entities.retain(|&entity| {
            let known = self.doc.entities[entity].gender;
            self.is_body(entity) || entities_agree(known, gender)
        });
        entities
    }

    /// *po besedah ministra*
    fn source(&self, word: usize) -> Option<Cue> {
        let source = &self.lexicon.words.source;
        let token = self.tree.token(word);
        let strong = source.nouns.contains(token.lemma.as_str());
        if token.upos != Upos::Noun || !(strong || source.weak_nouns.contains(token.lemma.as_str())) {
            return self.bare_source(word);
        }
        let preposition = self.preposition_before(word)?;
        let own = self.possessor_before(preposition, word);
        let speakers = own.unwrap_or_else(|| speaker::of_source(self.tree, self.mentions, &self.place(word), word));
        let medium = self.names_medium(word);
        self.source_cue(preposition, word, speakers, !strong || medium)
    }

    /// *po njegovih besedah*: the one who spoke before, when the pronoun fits.
    fn possessor_before(&self, preposition: usize, noun: usize) -> Option<Vec<EntityRef>> {
        let pronoun = (preposition + 1..noun).find(|&at| self.is_possessive_pronoun(at))?;
        self.possessor(pronoun)
    }

    fn is_possessive_pronoun(&self, at: usize) -> bool {
        let token = self.tree.token(at);
        matches!(token.upos, Upos::Det | Upos::Pron) && token.feats.has("Poss", "Yes")
    }

    fn possessor(&self, pronoun: usize) -> Option<Vec<EntityRef>> {
        let feats = &self.tree.token(pronoun).feats;
        let several = matches!(feats.get("Number[psor]"), Some("Plur" | "Dual"));
        if self.before.is_empty() || (self.before.len() > 1) != several {
            return None;
        }
        let fitting = self.fitting(self.before.to_vec(), feats.get("Gender[psor]"));
        (!fitting.is_empty()).then_some(fitting)
    }

    /// *po navedbah časnika …*: somebody else's words, told by a medium.
    fn names_medium(&self, noun: usize) -> bool {
        let behind = (noun + 1..self.tree.len())
            .take_while(|&at| !matches!(self.tree.token(at).upos, Upos::Punct | Upos::Verb | Upos::Aux));
        behind.take(4).any(|at| self.lexicon.words.media.contains(self.tree.token(at).lemma.as_str()))
    }

    /// *po njegovem*, without a noun
    fn bare_source(&self, word: usize) -> Option<Cue> {
        let source = &self.lexicon.words.source;
        let token = self.tree.token(word);
        let alone = matches!(self.tree.tokens_after(word), None | Some(Upos::Aux | Upos::Verb | Upos::Punct));
        let is_possessive = token.feat("Poss") == Some("Yes");
        if !(source.bare_possessive && is_possessive && alone) || word == 0 {
            return None;
        }
        let preposition = word - 1;
        if self.tree.token(preposition).lemma != source.preposition.as_str() {
            return None;
        }
        let mention = || self.mentions.at(word).filter(|m| m.form == MentionForm::Pronoun).map(|m| m.entities.clone());
        let speakers = self.possessor(word).or_else(mention)?;
        self.source_cue(preposition, word, speakers, false)
    }

    fn source_cue(&self, preposition: usize, word: usize, speakers: Vec<EntityRef>, weak: bool) -> Option<Cue> {
        (!speakers.is_empty()).then(|| Cue {
            speakers,
            span: self.tree.token(preposition).span.cover(self.tree.token(word).span),
            rule: "source".into(),
            word,
            is_source: true,
            weak,
            reports_speech: !weak,
            confidence: EXPRESSED,
        })
    }

    /// The preposition of sources in front of a noun, over its adjectives and pronouns.
    fn preposition_before(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while let Some(before) = at.checked_sub(1) {
            let token = self.tree.token(before);
            match token.upos {
                Upos::Adp => return (token.lemma == self.lexicon.words.source.preposition.as_str()).then_some(before),
                Upos::Adj | Upos::Det | Upos::Propn | Upos::Pron | Upos::Adv => at = before,
                _ => return None,
            }
        }
        None
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
        let persons = |m: &&crate::entity::Mention| {
            m.entities.iter().any(|&entity| self.doc.entities[entity].kind == EntityKind::Person)
        };
        let mention = self.mentions.within(0..colon).find(persons)?;
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

impl Tree<'_> {
    /// The kind of the next word.
    fn tokens_after(&self, index: usize) -> Option<Upos> {
        self.sentence.tokens.get(index + 1).map(|token| token.upos)
    }
}
