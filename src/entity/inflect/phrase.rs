//! Names of several words: which words decline, and how they agree.

use super::{Hints, InflectedForm, Inflector, agrees};
use crate::text::{Case, Gender, Number};

/// What a word of a phrase does when the phrase declines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An adjective that agrees with the head.
    Agrees,
    /// The head; its gender and number are the phrase's.
    Head,
    /// A noun beside the head that declines by itself in the same case and number of its own.
    Noun,
    /// Stays as it is.
    Fixed,
}

impl Role {
    /// Reads a shape, one letter for each word: `A` agrees, `N` head, `n` further noun, `-` fixed.
    pub fn parse_shape(shape: &str) -> Option<Vec<Role>> {
        shape
            .chars()
            .map(|letter| match letter {
                'A' => Some(Role::Agrees),
                'N' => Some(Role::Head),
                'n' => Some(Role::Noun),
                '-' => Some(Role::Fixed),
                _ => None,
            })
            .collect()
    }
}

impl Inflector {
    /// The forms of a name of one or more words. The hints are those of its head.
    ///
    /// `shape` says what each word does (see [`Role::parse_shape`]); without one it is guessed: adjectives up to the
    /// first noun agree, the noun is the head, and what follows stays, except the other side of a conjunction.
    pub fn expand_phrase(&self, phrase: &str, shape: Option<&[Role]>, hints: &Hints) -> Vec<InflectedForm> {
        let words: Vec<&str> = phrase.split(' ').collect();
        if words.len() == 1 {
            return self.expand(phrase, hints);
        }
        let guessed;
        let roles = match shape {
            Some(roles) if roles.len() == words.len() => roles,
            _ => {
                guessed = self.guess_shape(&words);
                &guessed
            }
        };
        let Some(head) = roles.iter().position(|role| *role == Role::Head) else {
            return super::fixed(phrase, hints);
        };
        let base_number = hints.number.unwrap_or(Number::Sing);
        let mut forms: Vec<InflectedForm> = Vec::new();
        for form in self.expand(words[head], hints) {
            if form.number != base_number {
                continue;
            }
            for text in self.inflect_around(&words, roles, head, &form, hints) {
                let whole = InflectedForm { form: text, ..form.clone() };
                if !forms.contains(&whole) {
                    forms.push(whole);
                }
            }
        }
        forms
    }

    fn inflect_around(
        &self,
        words: &[&str],
        roles: &[Role],
        head: usize,
        form: &InflectedForm,
        hints: &Hints,
    ) -> Vec<String> {
        let mut texts = vec![String::new()];
        for (index, (&word, role)) in words.iter().zip(roles).enumerate() {
            let variants = match role {
                _ if index == head => vec![form.form.clone()],
                Role::Agrees => {
                    // An adjective of a later noun agrees with that one, not with the first head.
                    let owner = (index + 1..words.len()).find(|&at| matches!(roles[at], Role::Head | Role::Noun));
                    match owner {
                        Some(at) if at != head => self.agree_with_noun(word, words[at], form.case),
                        _ => self.agree(word, form.gender, form.number, form.case, hints.animate),
                    }
                }
                Role::Noun | Role::Head => self.noun_in_case(word, form.case),
                Role::Fixed => vec![word.to_owned()],
            };
            texts = texts.iter().flat_map(|text| variants.iter().map(move |variant| join(text, variant))).collect();
        }
        texts
    }

    fn noun_in_case(&self, word: &str, case: Case) -> Vec<String> {
        let (gender, number) = self.guess_noun(word);
        let hints = Hints { gender, number: Some(number), animate: Some(false), paradigm: None };
        let mut forms: Vec<String> = self
            .expand(word, &hints)
            .into_iter()
            .filter(|form| form.case == case && form.number == number)
            .map(|form| form.form)
            .collect();
        forms.dedup();
        if forms.is_empty() { vec![word.to_owned()] } else { forms }
    }

    fn agree_with_noun(&self, adjective: &str, noun: &str, case: Case) -> Vec<String> {
        let (gender, number) = self.guess_noun(noun);
        let found = self.fitting(noun, &Hints { gender, number: Some(number), ..Hints::default() }).next();
        let gender = found.map_or(Gender::Masc, |paradigm| paradigm.declension.gender);
        self.agree(adjective, gender, number, case, Some(false))
    }

    /// Gender and number of a noun in a name by its form alone: some paradigm in the singular fits, or a plural one.
    fn guess_noun(&self, word: &str) -> (Option<Gender>, Number) {
        let singular = self.fitting(word, &Hints { number: Some(Number::Sing), ..Hints::default() }).next();
        let plural = self.fitting(word, &Hints { number: Some(Number::Plur), ..Hints::default() }).next();
        match (singular, plural) {
            (Some(one), Some(many)) if many.weight > one.weight => (Some(many.declension.gender), Number::Plur),
            (Some(one), _) => (Some(one.declension.gender), Number::Sing),
            (None, Some(many)) => (Some(many.declension.gender), Number::Plur),
            (None, None) => (None, Number::Sing),
        }
    }

    /// An adjective, given in the nominative that agrees with the head, in another case.
    fn agree(&self, word: &str, gender: Gender, number: Number, case: Case, animate: Option<bool>) -> Vec<String> {
        let stem = self.adjective_stem(word, gender, number);
        let own_nominative = stem.len() == word.len();
        let mut forms: Vec<String> = self
            .adjective_cells(gender)
            .iter()
            .filter(|cell| cell.case == case && cell.number == number && agrees(cell.animate, animate))
            .map(|cell| self.form_of(word, stem, cell))
            .collect();
        if case == Case::Nom || (case == Case::Acc && forms.iter().any(|form| form == word)) {
            return vec![word.to_owned()];
        }
        if own_nominative {
            forms.sort_by_key(String::len);
        }
        forms.truncate(if case == Case::Acc { 2 } else { 1 });
        forms
    }

    fn guess_shape(&self, words: &[&str]) -> Vec<Role> {
        let rules = &self.tables.phrase;
        let head = words.iter().position(|word| !self.looks_adjectival(word)).unwrap_or(words.len() - 1);
        let mut roles: Vec<Role> = (0..words.len())
            .map(|index| match index.cmp(&head) {
                std::cmp::Ordering::Less => Role::Agrees,
                std::cmp::Ordering::Equal => Role::Head,
                std::cmp::Ordering::Greater => Role::Fixed,
            })
            .collect();
        let joined = words.get(head + 1).is_some_and(|word| rules.conjunctions.iter().any(|c| c == word));
        if joined && head + 2 < words.len() {
            let rest = self.guess_shape(&words[head + 2..]);
            for (offset, role) in rest.into_iter().enumerate() {
                roles[head + 2 + offset] = if role == Role::Head { Role::Noun } else { role };
            }
        }
        roles
    }

    fn looks_adjectival(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let rules = &self.tables.phrase;
        rules.adjective_ends.iter().any(|end| lower.ends_with(end.as_str())) && !rules.nouns.contains(&lower)
    }
}

fn join(left: &str, right: &str) -> String {
    if left.is_empty() { right.to_owned() } else { format!("{left} {right}") }
}
