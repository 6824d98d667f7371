//! The nominatives that one word may have.

use super::choice::Slot;
use super::plan::Plan;
use crate::entity::gazetteer::Gazetteer;
use crate::entity::inflect::{FirstNames, Inflector, Reading};
use crate::entity::{Mention, nominative};
use crate::text::{Case, Gender, Number, Sentence, Token, Upos};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Person,
    /// The last word is a possessive adjective of the name.
    Possessor,
    Thing,
}

/// One nominative of a word. What is `None` goes with everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub text: String,
    /// In lower case, for comparing with other words.
    pub key: String,
    pub gender: Option<Gender>,
    pub case: Option<Case>,
    pub number: Number,
    /// Logarithm of a weight: higher is likelier.
    pub score: f32,
}

/// How likely, before anything else is known: a foreign word that never changes, the first part of a foreign compound,
/// the lemma of the lemmatiser where no declension leads to it, and a woman's surname in *-ova*, *-eva*.
const UNCHANGED: f32 = 0.03;
const COMPOUND: f32 = 0.7;
const LEMMA_ONLY: f32 = 0.25;
const ADJECTIVE: f32 = 1.5;
const SURNAME_OF_WOMAN: f32 = 1.0;
/// A form that the tagger takes for a possessive adjective.
const TAGGED_POSSESSIVE: f32 = 3.0;
/// A possessive adjective that the tagger does not see.
const HIDDEN_POSSESSIVE: f32 = 0.1;
/// Letters that a name has at least whose possessive adjective a form may be by its ending alone.
const SHORTEST_POSSESSOR: usize = 3;

/// What is added to the logarithm for the lemma of the lemmatiser, for a name of the gazetteer, and for a known first name
/// where one stands.
const BY_LEMMATISER: f32 = 1.0;
const BY_LEMMATISER_UNCHANGED: f32 = 0.5;
const IN_GAZETTEER: f32 = 2.0;
const FIRST_NAME: f32 = 4.0;

const COMMON_FIRST_NAME: f32 = 2.0;
const NAME_ELSEWHERE: f32 = 0.5;
/// What is taken off for another number than the tag's.
const OTHER_NUMBER: f32 = 1.5;

/// Makes the candidates of words, those of each form once for a document.
pub struct Candidates<'a> {
    gazetteer: &'a Gazetteer,
    inflector: &'a Inflector,
    known: FxHashMap<(String, Kind), Rc<[Candidate]>>,
}

impl<'a> Candidates<'a> {
    pub fn new(gazetteer: &'a Gazetteer, inflector: &'a Inflector) -> Self {
        Self { gazetteer, inflector, known: FxHashMap::default() }
    }

    /// The candidates of a word of a name, with what speaks for each.
    pub fn slot<'d>(&mut self, sentence: &'d Sentence, mention: &Mention, plan: &Plan, at: usize) -> Slot<'d> {
        let token = &sentence.tokens[at];
        let words: Vec<usize> = plan.declining(mention).collect();
        let first = words.first().is_some_and(|&first| (first..at).all(|part| joined_to_next(sentence, part)));
        let last = words.last() == Some(&at);
        let kind = match super::kind(mention) {
            Kind::Possessor if !last => Kind::Person,
            kind => kind,
        };
        let mut own = self.readings(token, kind, words.len() == 1);
        if !last && (kind == Kind::Thing || joined_to_next(sentence, at)) {
            own.push(self.part_of_compound(token, kind == Kind::Person && first));
        }
        self.add_lemma(&mut own, token, kind);
        self.add_adjective(&mut own, token, kind);
        for candidate in &mut own {
            candidate.score += self.first_name(candidate, kind, first, last);
            if kind == Kind::Thing && token.feat("Number").is_some_and(|number| number != candidate.number.as_str()) {
                candidate.score -= OTHER_NUMBER;
            }
        }
        Slot::new(&token.form, own)
    }

    /// The candidates that the form alone gives.
    fn readings(&mut self, token: &Token, kind: Kind, alone: bool) -> Vec<Candidate> {
        let possessive = token.upos == Upos::Adj && token.feats.has("Poss", "Yes");
        let read_as = if kind == Kind::Thing && alone && possessive { Kind::Possessor } else { kind };
        let found = self.of_form(&token.form, read_as).to_vec();
        if kind == Kind::Person && alone { self.with_possessors(found, token) } else { found }
    }

    /// *Jean* in *Jean-Pierra*: the first part stays.
    fn part_of_compound(&self, token: &Token, may_be_first_name: bool) -> Candidate {
        let mut part = Candidate::any(&token.form, COMPOUND);
        if may_be_first_name && self.inflector.first_names().get(&token.form).is_some() {
            part.score += FIRST_NAME;
        }
        part
    }

    fn of_form(&mut self, form: &str, kind: Kind) -> Rc<[Candidate]> {
        if let Some(known) = self.known.get(&(form.to_owned(), kind)) {
            return Rc::clone(known);
        }
        let ending = form.rsplit_once('-').filter(|(_, ending)| self.inflector.is_hyphened_ending(ending));
        let mut found: Vec<Candidate> = match (ending, kind) {
            (Some((stem, _)), _) => vec![Candidate::any(stem, 1.0)],
            (None, Kind::Possessor) => self.possessors(form),
            (None, _) => self.cases(form, kind),
        };
        found.push(Candidate::any(form, UNCHANGED));
        if kind == Kind::Thing {
            self.add_known(&mut found, form);
        }
        let found: Rc<[Candidate]> = found.into();
        self.known.insert((form.to_owned(), kind), Rc::clone(&found));
        found
    }

    fn cases(&self, form: &str, kind: Kind) -> Vec<Candidate> {
        let person = kind == Kind::Person;
        let in_capitals = !form.chars().any(char::is_lowercase);
        let hypotheses = self.inflector.hypotheses(form).into_iter();
        hypotheses
            .filter(|h| h.animate.is_none_or(|animate| animate == person))
            .filter(|h| !in_capitals || h.nominative.len() <= form.len())
            .filter(|h| !person || (h.number == Number::Sing && h.gender != Gender::Neut))
            .map(|h| Candidate {
                key: h.nominative.to_lowercase(),
                text: h.nominative,
                gender: Some(h.gender),
                case: Some(h.case),
                number: h.number,
                score: h.weight.ln(),
            })
            .collect()
    }

    /// The names whose possessive adjective the form is.
    fn possessors(&self, form: &str) -> Vec<Candidate> {
        let reading = Reading { possessive: true, ..Reading::default() };
        let found = self.inflector.reduce(form, &reading).into_iter();
        let plain = |weight: f32| weight.min(2.0).ln();
        found
            .map(|c| Candidate {
                key: c.nominative.to_lowercase(),
                score: plain(c.weight),
                gender: None,
                text: c.nominative,
                case: None,
                number: Number::Sing,
            })
            .collect()
    }

    /// The surname of a woman by itself takes the form of a possessive adjective: *Novakova*.
    fn with_possessors(&self, mut all: Vec<Candidate>, token: &Token) -> Vec<Candidate> {
        let feminine = token.feats.has("Gender", "Fem");
        let weight = match token.upos {
            Upos::Adj => TAGGED_POSSESSIVE,
            _ if feminine => SURNAME_OF_WOMAN,
            _ => HIDDEN_POSSESSIVE,
        };
        let mut found = self.possessors(&token.form);
        found.retain(|candidate| candidate.text.chars().count() >= SHORTEST_POSSESSOR);
        for candidate in &mut found {
            candidate.score += weight.ln();
        }
        all.append(&mut found);
        all
    }

    /// Adds and raises the nominatives that the gazetteer knows.
    fn add_known(&self, candidates: &mut Vec<Candidate>, form: &str) {
        let labels = self.gazetteer.named(form).into_iter().filter_map(|hit| self.gazetteer.label(&hit, &[form]));
        for label in labels {
            let key = label.to_lowercase();
            if !candidates.iter().any(|candidate| candidate.key == key) {
                candidates.push(Candidate::any(&label, 1.0));
            }
            for candidate in candidates.iter_mut().filter(|candidate| candidate.key == key) {
                candidate.score += IN_GAZETTEER;
            }
        }
    }

    fn add_lemma(&self, candidates: &mut Vec<Candidate>, token: &Token, kind: Kind) {
        if kind == Kind::Possessor
            || token.lemma.is_empty()
            || !matches!(token.upos, Upos::Propn | Upos::Noun | Upos::X)
        {
            return;
        }
        let key = token.lemma.to_lowercase();
        let unchanged = key == token.form.to_lowercase();
        let mut known = false;
        for candidate in candidates.iter_mut().filter(|candidate| candidate.key == key) {
            candidate.score += if unchanged { BY_LEMMATISER_UNCHANGED } else { BY_LEMMATISER };
            known = true;
        }
        if !known {
            let text = nominative::like(&token.form, &token.lemma);
            candidates.push(Candidate {
                gender: token.feat("Gender").and_then(Gender::parse),
                case: token.feat("Case").and_then(Case::parse),
                number: token.feat("Number").and_then(Number::parse).unwrap_or(Number::Sing),
                ..Candidate::any(&text, LEMMA_ONLY)
            });
        }
    }

    /// *Velikega* in *Aleksandra Velikega*
    fn add_adjective(&self, candidates: &mut Vec<Candidate>, token: &Token, kind: Kind) {
        let case = token.feat("Case").and_then(Case::parse).filter(|case| *case != Case::Nom);
        if kind == Kind::Possessor || token.upos != Upos::Adj || case.is_none() || token.feats.has("Poss", "Yes") {
            return;
        }
        let gender = token.feat("Gender").and_then(Gender::parse).unwrap_or(Gender::Masc);
        let number = token.feat("Number").and_then(Number::parse).unwrap_or(Number::Sing);
        if let Some(text) = self.inflector.nominative_adjective(&token.form, gender, number, false) {
            candidates.push(Candidate { gender: Some(gender), case, number, ..Candidate::any(&text, ADJECTIVE) });
        }
    }

    fn first_name(&self, candidate: &Candidate, kind: Kind, first: bool, last: bool) -> f32 {
        let names: &FirstNames = self.inflector.first_names();
        let known = kind != Kind::Thing && candidate.gender.is_some_and(|gender| names.is_of(&candidate.text, gender));
        match (known, first && !last) {
            (false, _) => 0.0,
            (true, false) => NAME_ELSEWHERE,
            (true, true) if names.get(&candidate.text).is_some_and(|name| name.common_word) => COMMON_FIRST_NAME,
            (true, true) => FIRST_NAME,
        }
    }
}

impl Candidate {
    /// A nominative of any case and gender.
    fn any(text: &str, weight: f32) -> Self {
        Self {
            key: text.to_lowercase(),
            text: text.to_owned(),
            gender: None,
            case: None,
            number: Number::Sing,
            score: weight.ln(),
        }
    }

    pub fn goes_with(&self, gender: Gender, case: Case) -> bool {
        self.gender.is_none_or(|own| own == gender) && self.case.is_none_or(|own| own == case)
    }
}

/// Whether the next token follows without a space: the first part of *Ana-Marija*.
fn joined_to_next(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at + 1).is_some_and(|next| next.span.start == sentence.tokens[at].span.end)
}
