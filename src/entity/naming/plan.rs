//! What each word of a name does when the name is put into the nominative.

use crate::entity::inflect::Inflector;
use crate::entity::role::Roles;
use crate::entity::{Mention, MentionForm, MentionType, phrase};
use crate::text::{Sentence, Token, Upos};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A word of an open class: its nominative is to be chosen among several.
    Declines,
    /// A noun of the language, whose lemma is known.
    Noun,
    /// An adjective of the head.
    Agrees,
    /// Stays as it is: attributes, particles, numbers, marks.
    Fixed,
}

#[derive(Debug, Clone)]
pub struct Plan {
    start: usize,
    parts: Vec<Part>,
    /// Token of the word with which adjectives agree.
    pub head: usize,
    /// Tokens that the nominative leaves out: a case ending that is written with a hyphen.
    dropped: Range<usize>,
}

impl Plan {
    pub fn of(inflector: &Inflector, roles: &Roles, sentence: &Sentence, mention: &Mention) -> Self {
        let range = mention.tokens.clone();
        let mut plan = Self {
            start: range.start,
            parts: vec![Part::Fixed; range.len()],
            head: range.start,
            dropped: hyphened_ending(inflector, sentence, &range),
        };
        if is_people(sentence, mention) {
            plan.head = range.start;
            plan.set(range.start, Part::Noun);
        } else if mention.class == MentionType::Per && mention.form != MentionForm::Demonym {
            plan.person(roles, sentence, range);
        } else {
            plan.thing(sentence, mention, range);
        }
        plan
    }

    pub fn part(&self, at: usize) -> Part {
        self.parts[at - self.start]
    }

    pub fn drops(&self, at: usize) -> bool {
        self.dropped.contains(&at)
    }

    /// The words that are to be chosen.
    pub fn declining(&self, mention: &Mention) -> impl Iterator<Item = usize> + '_ {
        mention.tokens.clone().filter(|&at| self.part(at) == Part::Declines && !self.drops(at))
    }

    fn set(&mut self, at: usize, part: Part) {
        self.parts[at - self.start] = part;
    }

    /// All words of a person's name decline, apart from particles and initials.
    fn person(&mut self, roles: &Roles, sentence: &Sentence, range: Range<usize>) {
        let declines = |at: &usize| is_word(&sentence.tokens[*at]) && !is_particle(roles, &sentence.tokens[*at]);
        for at in range.filter(declines) {
            self.set(at, Part::Declines);
            self.head = at;
        }
    }

    /// Adjectives, the head, and what is coordinated with it; names beside a name decline as a person's do.
    fn thing(&mut self, sentence: &Sentence, mention: &Mention, range: Range<usize>) {
        let tokens = &sentence.tokens;
        let stop = range.clone().find(|&at| at > range.start && tokens[at].upos == Upos::Adp).unwrap_or(range.end);
        let head = (range.start..stop).find(|&at| is_head(&tokens[at]));
        let Some(head) = head.or_else(|| (range.start..stop).rev().find(|&at| is_word(&tokens[at]))) else { return };
        let head = governing_noun(sentence, mention, head, stop).unwrap_or(head);
        self.head = head;
        for at in (range.start..head).filter(|&at| matches!(tokens[at].upos, Upos::Adj | Upos::Det)) {
            self.set(at, Part::Agrees);
        }
        if mention.form == MentionForm::Demonym || tokens[head].upos == Upos::Noun {
            self.set(head, Part::Noun);
            self.joined(sentence, head, stop);
            return;
        }
        for at in (head..stop).take_while(|&at| at == head || belongs(&tokens[at])) {
            if is_word(&tokens[at]) {
                self.set(at, Part::Declines);
                self.head = at;
            }
        }
    }

    /// *Rdeča zvezda in Bela roža*: nouns joined to the head decline as well.
    fn joined(&mut self, sentence: &Sentence, head: usize, stop: usize) {
        let tokens = &sentence.tokens;
        let case = tokens[head].feat("Case");
        let joined = |at: usize| {
            tokens[at].deprel.starts_with("conj") && tokens[at].head == head + 1 && tokens[at].feat("Case") == case
        };
        let Some(second) = (head + 1..stop).find(|&at| joined(at) && tokens[at].upos == Upos::Noun) else { return };
        self.set(second, Part::Noun);
        let start = phrase::noun_phrase(sentence, second).tokens.start.max(head + 1);
        for at in (start..second).filter(|&at| tokens[at].upos == Upos::Adj) {
            self.set(at, Part::Fixed);
        }
    }
}

/// *inštitutom* in *Abc Def inštitutom*: a noun behind names that are its attributes.
fn governing_noun(sentence: &Sentence, mention: &Mention, head: usize, stop: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let noun = mention.head;
    let follows = (head + 1..stop).contains(&noun) && tokens[noun].upos == Upos::Noun;
    let names = follows && tokens[head..noun].iter().all(belongs);
    names.then_some(noun)
}

/// Several people by one name: *Korošci*, *Kranjčanom*.
fn is_people(sentence: &Sentence, mention: &Mention) -> bool {
    let token = &sentence.tokens[mention.tokens.start];
    let plural = token.feats.has("Number", "Plur") && token.feat("Case").is_some() && !token.lemma.is_empty();
    let name = mention.class == MentionType::Per && mention.form == MentionForm::Name && mention.tokens.len() == 1;
    name && plural && matches!(token.upos, Upos::Noun | Upos::Propn)
}

fn is_head(token: &Token) -> bool {
    is_word(token) && matches!(token.upos, Upos::Noun | Upos::Propn | Upos::X)
}

/// Whether a word goes on with a name of several names: *Novi Sad*, *New York*.
fn belongs(token: &Token) -> bool {
    matches!(token.upos, Upos::Propn | Upos::X | Upos::Punct | Upos::Sym)
}

/// A word with letters that is no initial.
fn is_word(token: &Token) -> bool {
    token.form.chars().filter(|c| c.is_alphabetic()).count() > 1 && !token.form.starts_with(|c: char| c.is_numeric())
}

fn is_particle(roles: &Roles, token: &Token) -> bool {
    let lower = token.form.to_lowercase();
    let small = token.form.chars().next().is_some_and(char::is_lowercase);
    small && token.upos != Upos::Propn || roles.words.name_particles.iter().any(|known| *known == lower)
}

/// The hyphen and the ending of *Abc-ja*, when the tokeniser has parted them.
fn hyphened_ending(inflector: &Inflector, sentence: &Sentence, range: &Range<usize>) -> Range<usize> {
    let tokens = &sentence.tokens;
    let none = range.end..range.end;
    if range.len() < 3 {
        return none;
    }
    let (stem, hyphen, last) = (&tokens[range.end - 3], &tokens[range.end - 2], &tokens[range.end - 1]);
    let tight = stem.span.end == hyphen.span.start && hyphen.span.end == last.span.start;
    if tight && inflector.is_hyphened_ending(&last.form) && hyphen.form == "-" {
        range.end - 2..range.end
    } else {
        none
    }
}
