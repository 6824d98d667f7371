//! What tags and neighbours say about the case and gender of a name.

use super::Namer;
use super::plan::{Part, Plan};
use crate::entity::role::Roles;
use crate::entity::{Mention, MentionForm, MentionType};
use crate::text::{Case, Gender, Sentence, Token, Upos};

/// The cases that a name in a text may be in.
pub const CASES: [Case; 6] = [Case::Nom, Case::Gen, Case::Dat, Case::Acc, Case::Loc, Case::Ins];
pub const GENDERS: [Gender; 3] = [Gender::Masc, Gender::Fem, Gender::Neut];

/// What is added to the score of a reading by its case and by its gender.
#[derive(Debug, Clone, Default)]
pub struct Votes {
    cases: [f32; CASES.len()],
    genders: [f32; GENDERS.len()],
}

/// How much the tag of a word says: the first of a person's names more than the surname, which taggers do not know; of
/// other names the last word, since the first is often foreign.
const TELLING_CASE: f32 = 1.5;
const OTHER_CASE: f32 = 0.8;
const TELLING_GENDER: f32 = 1.0;
const OTHER_GENDER: f32 = 0.4;
/// How much neighbours say: an adjective of the name, a noun before it, a preposition, the word on which it depends.
const BY_ADJECTIVE: f32 = 1.0;
const BY_NOUN_CASE: f32 = 0.8;
const BY_NOUN_GENDER: f32 = 0.7;
const BY_PREPOSITION: f32 = 1.0;
const BY_RELATION: f32 = 1.0;
/// What is taken off for a case that stands only with a preposition when none is near, and how far one is looked for.
const NO_PREPOSITION: f32 = 2.0;
const REACH: usize = 10;
/// Most names stand in the nominative, many of the rest in the genitive.
const NOMINATIVE: f32 = 0.5;
const GENITIVE: f32 = 0.2;

impl Votes {
    pub fn of(&self, gender: Gender, case: Case) -> f32 {
        self.genders[gender as usize] + self.cases.get(case as usize).copied().unwrap_or_default()
    }

    fn case(&mut self, token: &Token, weight: f32) {
        let case = token.feat("Case").and_then(Case::parse);
        if let Some(vote) = case.and_then(|case| self.cases.get_mut(case as usize)) {
            *vote += weight;
        }
    }

    fn gender(&mut self, token: &Token, weight: f32) {
        if let Some(gender) = token.feat("Gender").and_then(Gender::parse) {
            self.genders[gender as usize] += weight;
        }
    }
}

pub fn of(namer: &Namer, sentence: &Sentence, mention: &Mention, plan: &Plan) -> Votes {
    let mut votes = Votes::default();
    votes.cases[Case::Nom as usize] += NOMINATIVE;
    votes.cases[Case::Gen as usize] += GENITIVE;
    if mention.form == MentionForm::PossessiveName {
        return votes;
    }
    for &case in namer.inflector.prepositional().iter().filter(|case| !has_preposition(sentence, mention, **case)) {
        votes.cases[case as usize] -= NO_PREPOSITION;
    }
    let person = mention.class == MentionType::Per;
    let telling = if person { plan.declining(mention).next() } else { plan.declining(mention).last() };
    for at in mention.tokens.clone() {
        let token = &sentence.tokens[at];
        match plan.part(at) {
            Part::Declines => {
                let tells = telling == Some(at);
                votes.case(token, if tells { TELLING_CASE } else { OTHER_CASE });
                votes.gender(token, if tells { TELLING_GENDER } else { OTHER_GENDER });
            }
            Part::Agrees => {
                votes.case(token, BY_ADJECTIVE);
                votes.gender(token, BY_ADJECTIVE);
            }
            Part::Noun | Part::Fixed => {}
        }
    }
    neighbours(&mut votes, namer.roles, sentence, mention);
    votes
}

/// Whether a preposition of that case stands before the name.
pub fn has_preposition(sentence: &Sentence, mention: &Mention, case: Case) -> bool {
    let before = &sentence.tokens[mention.tokens.start.saturating_sub(REACH)..mention.tokens.start];
    before.iter().any(|token| token.upos == Upos::Adp && token.feats.has("Case", case.as_str()))
}

fn neighbours(votes: &mut Votes, roles: &Roles, sentence: &Sentence, mention: &Mention) {
    let person = mention.class == MentionType::Per;
    if let Some(before) = mention.tokens.start.checked_sub(1).map(|at| &sentence.tokens[at]) {
        match before.upos {
            Upos::Adp => votes.case(before, BY_PREPOSITION),
            Upos::Noun if person && roles.role(&before.lemma.to_lowercase()).is_some() => {
                votes.case(before, BY_NOUN_CASE);
                votes.gender(before, BY_NOUN_GENDER);
            }
            _ => {}
        }
    }
    by_relation(votes, roles, sentence, mention);
}

/// A subject stands in the nominative, an object mostly in the accusative, a bare attribute of a noun in the genitive or,
/// behind a noun for its bearer, in the case of that noun.
fn by_relation(votes: &mut Votes, roles: &Roles, sentence: &Sentence, mention: &Mention) {
    let head = &sentence.tokens[mention.head];
    let preposition = sentence.tokens[mention.tokens.start.saturating_sub(2)..mention.tokens.start].iter();
    if preposition.into_iter().any(|token| token.upos == Upos::Adp) {
        return;
    }
    let case = match head.relation() {
        "nsubj" => Case::Nom,
        "obj" => Case::Acc,
        "iobj" => Case::Dat,
        "nmod" => {
            let Some(noun) = head.head.checked_sub(1).and_then(|at| sentence.tokens.get(at)) else { return };
            if roles.role(&noun.lemma.to_lowercase()).is_some() {
                return votes.case(noun, BY_RELATION);
            }
            Case::Gen
        }
        _ => return,
    };
    votes.cases[case as usize] += BY_RELATION;
}
