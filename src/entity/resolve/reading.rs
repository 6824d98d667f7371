//! What the words of a proper name may be in the nominative.

use crate::entity::inflect::{Candidate, Hints, Inflector, Reading};
use crate::entity::role::Roles;
use crate::entity::{Mention, MentionForm, MentionType, nominative, phrase};
use crate::text::{Case, Gender, Number, Sentence, Token, Upos};

/// A possible nominative of one word.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    pub text: String,
    pub gender: Option<Gender>,
    /// Higher is likelier; comparable between the words of one name.
    pub weight: f32,
}

/// The words of one mention of a name, each with its guesses.
#[derive(Debug, Clone)]
pub struct NameReading {
    /// Index into `Document::mentions`.
    pub mention: usize,
    pub words: Vec<Vec<Guess>>,
    /// What tags and neighbours say about the bearer's gender.
    pub gender: Vec<(Gender, f32)>,
}

/// How sure a guess is by its source.
const AS_NOMINATIVE: f32 = 2.0;
const BY_TABLE: f32 = 1.0;
const BY_LEMMA: f32 = 0.5;
const LEMMA_IN_TABLE: f32 = 1.2;
const UNCHANGED: f32 = 0.35;
const UNTAGGED: f32 = 0.3;
const AS_FEMININE_SURNAME: f32 = 0.25;

/// Reads a mention of a person.
pub fn person(
    inflector: &Inflector,
    sentence: &Sentence,
    index: usize,
    mention: &Mention,
    titles: &Titles,
) -> NameReading {
    let possessive = mention.form == MentionForm::PossessiveName;
    let tokens: Vec<&Token> =
        mention.tokens.clone().map(|at| &sentence.tokens[at]).filter(|token| !titles.has(token)).collect();
    let last = tokens.len().saturating_sub(1);
    let shown = tokens.first().and_then(|token| shown_case(token));
    let words = tokens
        .iter()
        .enumerate()
        .map(|(at, token)| {
            let own = token.feat("Case").and_then(Case::parse);
            let case = shown.filter(|_| own == Some(Case::Nom)).or(own);
            person_word(inflector, token, case, possessive && at == last, tokens.len() == 1)
        })
        .collect();
    let gender =
        tokens.first().filter(|_| !possessive).and_then(|t| Gender::parse(t.feat("Gender")?)).map(|g| (g, 0.5));
    NameReading { mention: index, words, gender: gender.into_iter().collect() }
}

/// Words before a name that are no part of it.
pub struct Titles<'r>(pub &'r Roles);

impl Titles<'_> {
    pub fn has(&self, token: &Token) -> bool {
        let form = token.form.to_lowercase();
        form == "." || self.0.words.titles.iter().any(|title| *title == form)
    }
}

/// The case that a first name shows by its ending. The names of one person stand in one case, so a surname behind it
/// that the tagger took for a nominative stands in this one.
fn shown_case(first: &Token) -> Option<Case> {
    let case = first.feat("Case").and_then(Case::parse);
    case.filter(|&case| case != Case::Nom && first.form.to_lowercase() != first.lemma.to_lowercase())
}

fn person_word(inflector: &Inflector, token: &Token, case: Option<Case>, possessive: bool, alone: bool) -> Vec<Guess> {
    let mut guesses = Guesses::default();
    if possessive {
        for candidate in inflector.reduce(&token.form, &Reading { possessive: true, ..adjective_reading(token) }) {
            guesses.add_person(&candidate, BY_TABLE);
        }
        guesses.add(&nominative::like(&token.form, &token.lemma), None, BY_LEMMA / 2.0);
        return guesses.0;
    }
    let own_gender = inflector.first_names().get(&token.form).and_then(|name| name.gender);
    if case == Some(Case::Nom) {
        guesses.add(&token.form, own_gender, AS_NOMINATIVE);
    }
    let reading = Reading { case, number: Some(Number::Sing), animate: Some(true), ..Reading::default() };
    for candidate in inflector.reduce(&token.form, &reading) {
        guesses.add_person(&candidate, BY_TABLE);
    }
    let any_case = Reading { case: None, ..reading };
    for candidate in inflector.reduce(&token.form, &any_case) {
        guesses.add_person(&candidate, UNTAGGED);
    }
    if alone && token.feats.has("Gender", "Fem") {
        for candidate in inflector.reduce(&token.form, &Reading { possessive: true, ..adjective_reading(token) }) {
            guesses.add(&candidate.nominative, Some(Gender::Fem), AS_FEMININE_SURNAME * candidate.weight);
        }
    }
    if token.upos != Upos::Adj && case == token.feat("Case").and_then(Case::parse) {
        guesses.add_lemma(&nominative::like(&token.form, &token.lemma));
    }
    guesses.add(&token.form, own_gender, UNCHANGED);
    guesses.0
}

fn adjective_reading(token: &Token) -> Reading {
    Reading {
        case: token.feat("Case").and_then(Case::parse),
        gender: token.feat("Gender").and_then(Gender::parse),
        number: token.feat("Number").and_then(Number::parse),
        ..Reading::default()
    }
}

/// Reads a mention of an organisation, a place or another thing: its head and the names beside it decline, its
/// adjectives agree, its attributes stay.
pub fn thing(
    inflector: &Inflector,
    roles: &Roles,
    sentence: &Sentence,
    index: usize,
    mention: &Mention,
) -> NameReading {
    let head = &sentence.tokens[mention.head];
    let words = mention.tokens.clone().map(|at| {
        let token = &sentence.tokens[at];
        match token.upos {
            Upos::Adj if at < mention.head && phrase::agrees(token, head) => {
                one(&nominative::adjective(roles, token, head))
            }
            _ if at == mention.head => thing_word(inflector, token, mention.class),
            Upos::Propn | Upos::X if is_beside(sentence, mention, at) => thing_word(inflector, token, mention.class),
            _ => one(&token.form),
        }
    });
    NameReading { mention: index, words: words.collect(), gender: Vec::new() }
}

/// Whether a word is a further part of a name of several nouns, not an attribute of its head.
fn is_beside(sentence: &Sentence, mention: &Mention, at: usize) -> bool {
    let token = &sentence.tokens[at];
    token.deprel.starts_with("flat") && sentence.tokens[mention.head].upos == Upos::Propn
}

fn one(text: &str) -> Vec<Guess> {
    vec![Guess { text: text.to_owned(), gender: None, weight: 1.0 }]
}

fn thing_word(inflector: &Inflector, token: &Token, class: MentionType) -> Vec<Guess> {
    let mut guesses = Guesses::default();
    let case = token.feat("Case").and_then(Case::parse);
    let number = token.feat("Number").and_then(Number::parse);
    if case == Some(Case::Nom) {
        guesses.add(&token.form, None, AS_NOMINATIVE);
    }
    if token.upos != Upos::Noun {
        let gender = token.feat("Gender").and_then(Gender::parse);
        let animate = Some(class == MentionType::Per);
        for candidate in inflector.reduce(&token.form, &Reading { case, gender, number, animate, possessive: false }) {
            guesses.add(&candidate.nominative, Some(candidate.gender), UNTAGGED * candidate.weight);
        }
    }
    if number == Some(Number::Plur) && case != Some(Case::Nom) {
        let gender = token.feat("Gender").and_then(Gender::parse);
        let hints = Hints { gender, animate: Some(false), ..Hints::default() };
        let forms = inflector.expand(&nominative::like(&token.form, &token.lemma), &hints);
        for form in forms.iter().filter(|f| f.case == Case::Nom && f.number == Number::Plur) {
            guesses.add(&form.form, None, LEMMA_IN_TABLE);
        }
    } else {
        guesses.add_lemma(&nominative::like(&token.form, &token.lemma));
    }
    guesses.add(&token.form, None, UNCHANGED / 2.0);
    guesses.0
}

#[derive(Default)]
struct Guesses(Vec<Guess>);

impl Guesses {
    /// Adds what the tables make of a person's name, which is never neuter.
    fn add_person(&mut self, candidate: &Candidate, factor: f32) {
        if candidate.gender != Gender::Neut {
            self.add(&candidate.nominative, Some(candidate.gender), factor * candidate.weight);
        }
    }

    /// Adds the lemmatiser's opinion, which weighs more when the tables allow it.
    fn add_lemma(&mut self, lemma: &str) {
        let mut known = false;
        for guess in self.0.iter_mut().filter(|guess| guess.text == lemma) {
            guess.weight += LEMMA_IN_TABLE;
            known = true;
        }
        if !known {
            self.add(lemma, None, BY_LEMMA);
        }
    }

    /// Adds to the weight of a guess that is there already.
    fn add(&mut self, text: &str, gender: Option<Gender>, weight: f32) {
        if text.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|guess| guess.text == text && guess.gender == gender) {
            Some(guess) => guess.weight += weight,
            None => self.0.push(Guess { text: text.to_owned(), gender, weight }),
        }
    }
}

impl NameReading {
    /// Whether two names may be one, word by word.
    pub fn matches(&self, other: &NameReading) -> bool {
        self.words.len() == other.words.len() && self.matches_end(other)
    }

    /// Whether the words of `other` may be the last words of this name.
    pub fn matches_end(&self, other: &NameReading) -> bool {
        let skip = self.words.len().saturating_sub(other.words.len());
        self.words[skip..].iter().zip(&other.words).all(|(left, right)| share(left, right))
    }

    /// Where in this name the words of `other` stand, if they are two or more, in this order but not side by side, and both
    /// end alike: *Ana Kos* in *Ana Marija Vidmar Kos*.
    pub fn places_within(&self, other: &NameReading) -> Option<Vec<usize>> {
        let last = share(self.words.last()?, other.words.last()?);
        if !last || other.words.len() < 2 || other.words.len() >= self.words.len() {
            return None;
        }
        let mut rest = 0..self.words.len();
        let places = other.words.iter().map(|word| rest.find(|&at| share(&self.words[at], word)));
        let places: Vec<usize> = places.collect::<Option<_>>()?;
        (places[0] + places.len() < self.words.len()).then_some(places)
    }

    /// Whether the words of `other` may be the first words of this name.
    pub fn matches_start(&self, other: &NameReading) -> bool {
        self.words.iter().zip(&other.words).all(|(left, right)| share(left, right))
    }
}

/// Whether two words have a nominative in common, of one gender as far as both tell it.
fn share(left: &[Guess], right: &[Guess]) -> bool {
    left.iter().any(|l| {
        right.iter().any(|r| {
            let apart = l.gender.is_some() && r.gender.is_some() && l.gender != r.gender;
            !apart && l.weight > 0.0 && r.weight > 0.0 && same_letters(&l.text, &r.text)
        })
    })
}

fn same_letters(left: &str, right: &str) -> bool {
    left == right || left.chars().flat_map(char::to_lowercase).eq(right.chars().flat_map(char::to_lowercase))
}
