//! The wordings: every noun phrase, substitute and pronoun that may mean an agreement.

use super::lexicon::{Cue, Lexicon};
use super::{party, status};
use crate::document::Document;
use crate::entity::office::in_sentence;
use crate::entity::phrase::{Attribute, attributes, noun_phrase};
use crate::entity::role::Roles;
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm};
use crate::span::Span;
use crate::text::{Token, Tree, Upos};
use std::ops::Range;

/// One place in the text that speaks of an agreement.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording {
    pub sentence: usize,
    pub head: usize,
    /// From the first adjective to the last complement.
    pub tokens: Range<usize>,
    /// `None` for substitutes and pronouns, which go with any.
    pub family: Option<String>,
    pub weak: bool,
    pub pronoun: bool,
    pub plural: bool,
    pub new: bool,
    pub old: bool,
    /// Lemmas that say what it is about or of what kind it is.
    pub keys: Vec<String>,
    /// Complements that say what it is about, without their preposition.
    pub topics: Vec<Range<usize>>,
    /// Parties that the phrase names.
    pub parties: Vec<EntityRef>,
    /// Parties that the verb names.
    pub bound: Vec<EntityRef>,
    /// The countries among those two.
    pub countries: Vec<EntityRef>,
    pub cues: Vec<Cue>,
    /// Row of the agreement that the words are a name of.
    pub named: Option<usize>,
    /// An agreement that is known already.
    pub known: Option<EntityRef>,
}

impl Wording {
    /// Whether the words themselves say which agreement it is.
    pub fn tells(&self) -> bool {
        !self.keys.is_empty() || !self.parties.is_empty() || self.known.is_some() || self.named.is_some()
    }

    /// Its place in the text.
    pub fn span(&self, doc: &Document) -> Span {
        let tokens = &doc.sentences[self.sentence].tokens;
        tokens[self.tokens.start].span.cover(tokens[self.tokens.end - 1].span)
    }
}

/// All wordings in the order of the text.
pub(super) fn wordings(doc: &Document, lexicon: &Lexicon, roles: &Roles) -> Vec<Wording> {
    let mut found = Vec::new();
    for number in 0..doc.sentences.len() {
        let tree = Tree::new(&doc.sentences[number]);
        let finder = Finder { doc, lexicon, roles, tree: &tree, sentence: number };
        found.extend((0..tree.len()).filter_map(|at| finder.wording(at)));
    }
    found
}

/// Family of agreements that are called by a name only.
const BY_NAME: &str = "name";

struct Finder<'a> {
    doc: &'a Document,
    lexicon: &'a Lexicon,
    roles: &'a Roles,
    tree: &'a Tree<'a>,
    sentence: usize,
}

impl Finder<'_> {
    fn wording(&self, at: usize) -> Option<Wording> {
        let token = self.tree.token(at);
        if token.upos == Upos::Noun {
            if let Some(entry) = self.lexicon.nouns.get(token.lemma.as_str()) {
                return self.noun(at, &entry.family, entry.weak);
            }
            if self.lexicon.phrase.substitutes.contains(token.lemma.as_str()) {
                return Some(self.finish(Wording { weak: true, ..self.plain(at) }));
            }
        }
        if let Some(wording) = self.by_name_alone(at) {
            return Some(wording);
        }
        self.pronoun(at).then(|| self.finish(Wording { pronoun: true, weak: true, ..self.plain(at) }))
    }

    /// A name without a noun for agreements: *Dublinska uredba*, *NAFTA*. It is found at its last word.
    fn by_name_alone(&self, at: usize) -> Option<Wording> {
        let tokens = &self.tree.sentence.tokens;
        let (row, range) = self.lexicon.named.covering(self.doc, tokens, at)?;
        let noun = |at: usize| self.lexicon.nouns.contains_key(self.tree.token(at).lemma.as_str());
        let own = range.end == at + 1 && !range.clone().any(noun);
        // Pogodba INF: the noun before it is found already.
        let beside = range.start.checked_sub(1).is_some_and(|before| noun(before) || self.form(before) == "(");
        let head = range.clone().rev().find(|&at| self.tree.token(at).upos.is_nominal()).unwrap_or(at);
        (own && !beside).then(|| {
            let plain =
                Wording { tokens: range, family: Some(BY_NAME.to_owned()), named: Some(row), ..self.plain(head) };
            self.finish(plain)
        })
    }

    fn form(&self, at: usize) -> &str {
        &self.tree.token(at).form
    }

    fn plain(&self, at: usize) -> Wording {
        let plural = matches!(self.tree.token(at).feat("Number"), Some("Plur" | "Dual"));
        Wording { sentence: self.sentence, head: at, tokens: at..at + 1, plural, ..Wording::default() }
    }

    fn noun(&self, at: usize, family: &str, weak: bool) -> Option<Wording> {
        let sentence = self.tree.sentence;
        let mut phrase = noun_phrase(sentence, at);
        phrase.tokens.start = self.with_adjectives(phrase.tokens.start, at);
        if self.is_absent(phrase.tokens.start) || self.is_missing(at) {
            return None;
        }
        let mut wording = Wording { family: Some(family.to_owned()), weak, ..self.plain(at) };
        wording.tokens = phrase.tokens.clone();
        for adjective in phrase.tokens.start..at {
            self.adjective(adjective, &mut wording);
        }
        for complement in self.complements(at + 1).into_iter().map(|complement| self.with_name(complement)) {
            self.complement(&complement, &mut wording);
        }
        if wording.keys.iter().any(|key| self.lexicon.phrase.private.contains(key)) {
            return None;
        }
        if !wording.new {
            wording.named = self.lexicon.named.covering(self.doc, &sentence.tokens, at).map(|(row, _)| row);
        }
        wording.known = in_sentence(&self.doc.mentions, self.sentence).find_map(|m| self.known_agreement(m, at));
        Some(self.finish(wording))
    }

    /// Adjectives before the phrase that a wrong case keeps out of it.
    fn with_adjectives(&self, start: usize, noun: usize) -> usize {
        let noun = self.tree.token(noun);
        let fits = |&at: &usize| {
            let token = self.tree.token(at);
            let same =
                |name| token.feat(name).is_none() || noun.feat(name).is_none() || token.feat(name) == noun.feat(name);
            token.upos == Upos::Adj && same("Gender") && same("Number")
        };
        (0..start).rev().take_while(fits).last().unwrap_or(start)
    }

    fn known_agreement(&self, mention: &Mention, at: usize) -> Option<EntityRef> {
        let here = mention.tokens.contains(&at);
        let agreement = |&&entity: &&EntityRef| self.doc.entities[entity].kind == EntityKind::Agreement;
        if here { mention.entities.iter().find(agreement).copied() } else { None }
    }

    fn finish(&self, mut wording: Wording) -> Wording {
        wording.cues = status::cues(self.tree, self.lexicon, &wording);
        wording.old |= status::is_told_as_ended(self.tree, self.lexicon, &wording);
        let bound = party::from_verb(self.doc, self.roles, self.lexicon, self.tree, &wording);
        // Z Norveško sporazuma niso sklenili: the partner tells which agreement, as it would in the phrase.
        if wording.family.is_some() && wording.parties.is_empty() {
            wording.parties = bound.partners.clone();
        }
        wording.bound = bound.all();
        let country = |entity: &&EntityRef| self.doc.entities[**entity].kind == EntityKind::Country;
        wording.countries = wording.parties.iter().chain(&wording.bound).filter(country).copied().collect();
        wording
    }

    /// *brez dogovora*
    fn is_absent(&self, start: usize) -> bool {
        start.checked_sub(1).is_some_and(|at| self.lexicon.phrase.absence.contains(self.tree.token(at).lemma.as_str()))
    }

    /// *v odsotnosti dogovora*
    fn is_missing(&self, noun: usize) -> bool {
        let above = self.tree.parent(noun).filter(|_| self.tree.token(noun).relation() == "nmod");
        above.is_some_and(|at| self.lexicon.phrase.absence.contains(self.tree.token(at).lemma.as_str()))
    }

    fn adjective(&self, at: usize, wording: &mut Wording) {
        let token = self.tree.token(at);
        if token.upos != Upos::Adj {
            return;
        }
        let lemma = token.lemma.as_str();
        wording.new |= self.lexicon.phrase.new.contains(lemma);
        wording.old |= self.lexicon.phrase.old.contains(lemma);
        let named = party::at(self.doc, self.sentence, at);
        if !named.is_empty() {
            add_all(&mut wording.parties, named);
        } else if matches!(token.feat("Degree"), Some("Cmp" | "Sup")) {
            // boljši sporazum: praise, no topic
        } else if token.feat("NumType").is_none() && self.lexicon.is_distinctive(lemma) && !is_possessive(token) {
            wording.keys.push(lemma.to_owned());
        }
    }

    /// What stands behind the noun, up to the first phrase that is neither party nor topic.
    fn complements(&self, from: usize) -> Vec<Attribute> {
        let phrase = &self.lexicon.phrase;
        let known = |lemma: &str| {
            phrase.parties.between.contains(lemma)
                || phrase.parties.with.contains(lemma)
                || phrase.topic.prepositions.contains(lemma)
                || phrase.topic.field_prepositions.contains(lemma)
        };
        let sentence = self.tree.sentence;
        let stop = |at: usize| matches!(sentence.tokens[at].upos, Upos::Verb | Upos::Aux | Upos::Sconj);
        // statusni sporazum tudi z Moldavijo
        let particle = sentence.tokens.get(from).is_some_and(|t| matches!(t.upos, Upos::Part | Upos::Adv));
        let found = attributes(sentence, if particle { from + 1 } else { from }, &known, &stop);
        found.into_iter().take_while(|complement| self.belongs(complement)).collect()
    }

    /// *s podjetjem X*: the name that stands behind a body's noun belongs to the complement.
    fn with_name(&self, mut complement: Attribute) -> Attribute {
        let body = self.roles.body(&self.tree.token(complement.head).lemma.to_lowercase()).is_some();
        let behind = |m: &&Mention| m.form == MentionForm::Name && m.tokens.start == complement.tokens.end;
        if let Some(name) = in_sentence(&self.doc.mentions, self.sentence).find(behind).filter(|_| body) {
            complement.tokens.end = name.tokens.end;
            // med podjetjem X in nemškim Y
            let end = name.tokens.end;
            let joined = self.tree.sentence.tokens.get(end).is_some_and(|t| t.upos == Upos::Cconj);
            let next = |m: &&Mention| m.form == MentionForm::Name && (end + 1..end + 4).contains(&m.tokens.start);
            let next = in_sentence(&self.doc.mentions, self.sentence).find(next).filter(|_| joined);
            complement.tokens.end = next.map_or(end, |next| next.tokens.end);
        }
        complement
    }

    /// Whether a complement is a party or a topic: *na* only with a field, *z* with a party or a field.
    fn belongs(&self, complement: &Attribute) -> bool {
        let Some(preposition) = complement.preposition else { return true };
        let (lemma, phrase) = (self.tree.token(preposition).lemma.as_str(), &self.lexicon.phrase);
        let field = phrase.topic.field_prepositions.contains(lemma)
            && phrase.topic.fields.contains(self.tree.token(complement.head).lemma.as_str());
        let party = (phrase.parties.between.contains(lemma) || phrase.parties.with.contains(lemma))
            && !self.named_in(&self.with_name(complement.clone())).is_empty();
        field || party || phrase.topic.prepositions.contains(lemma)
    }

    fn named_in(&self, complement: &Attribute) -> Vec<EntityRef> {
        party::within(self.doc, self.sentence, complement.tokens.clone())
    }

    fn complement(&self, complement: &Attribute, wording: &mut Wording) {
        let lemma = complement.preposition.map(|at| self.tree.token(at).lemma.as_str());
        let topic = &self.lexicon.phrase.topic;
        let about = match lemma {
            Some(lemma) => topic.prepositions.contains(lemma) || self.is_field(complement),
            None => !wording.topics.is_empty(),
        };
        if about {
            self.topic(complement, wording);
        } else {
            add_all(&mut wording.parties, self.named_in(complement));
        }
        wording.tokens.end = complement.tokens.end;
    }

    fn is_field(&self, complement: &Attribute) -> bool {
        self.lexicon.phrase.topic.fields.contains(self.tree.token(complement.head).lemma.as_str())
    }

    fn topic(&self, complement: &Attribute, wording: &mut Wording) {
        let start = complement.preposition.map_or(complement.tokens.start, |at| at + 1);
        // na področju X: X is the topic.
        let start = if self.is_field(complement) { complement.tokens.end } else { start };
        let words = start..complement.tokens.end;
        for at in words.clone() {
            let token = self.tree.token(at);
            if token.upos == Upos::Noun {
                wording.keys.push(token.lemma.to_string());
            }
        }
        match (complement.preposition, wording.topics.last_mut()) {
            // A genitive goes on with the topic before it.
            (None, Some(last)) => last.end = words.end,
            _ => wording.topics.push(words),
        }
    }

    /// A pronoun that can only mean an agreement.
    fn pronoun(&self, at: usize) -> bool {
        let token = self.tree.token(at);
        let personal = matches!(token.upos, Upos::Pron | Upos::Det)
            && token.feats.has("Person", "3")
            && token.feats.has("PronType", "Prs");
        if !personal {
            return false;
        }
        let lemma = |at: usize| self.tree.token(at).lemma.as_str();
        if token.feats.has("Poss", "Yes") {
            let noun = (at + 1..self.tree.len().min(at + 4)).find(|&next| self.tree.token(next).upos == Upos::Noun);
            return noun.is_some_and(|noun| self.lexicon.phrase.anaphoric_nouns.contains(lemma(noun)));
        }
        let verb = self.tree.parent(at).filter(|_| token.relation() == "obj");
        verb.is_some_and(|verb| self.lexicon.phrase.anaphoric_verbs.contains(lemma(verb)))
    }
}

fn is_possessive(token: &Token) -> bool {
    token.feats.has("Poss", "Yes")
}

/// Adds what is not there yet.
pub(super) fn add_all(to: &mut Vec<EntityRef>, entities: Vec<EntityRef>) {
    for entity in entities {
        if !to.contains(&entity) {
            to.push(entity);
        }
    }
}
