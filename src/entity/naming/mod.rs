//! Lemmas of names: the nominative of the words as they stand, *Taulantom Ballo* gives *Taulant Balla*.
//!
//! Names are an open class, so every form is read in all ways that the declensions allow. The words of one name stand in
//! one case and, of a person, in one gender; tags, neighbours and the lemmatiser vote; and where several nominatives are
//! left, the document decides: a nominative to which other forms in the article lead as well is the likelier one.

mod candidate;
mod choice;
mod evidence;
mod plan;
mod votes;

use super::gazetteer::Gazetteer;
use super::inflect::Inflector;
use super::role::Roles;
use super::{Mention, MentionForm, nominative};
use crate::text::{Case, Gender, Number, Sentence, Token};
use candidate::{Candidates, Kind};
use choice::{Chosen, Slot};
use evidence::Evidence;
use plan::{Part, Plan};

/// Gives names their lemmas.
pub struct Namer<'a> {
    pub gazetteer: &'a Gazetteer,
    pub inflector: &'a Inflector,
    pub roles: &'a Roles,
}

/// How often the names of a document are read to see what they say for each other.
const ROUNDS: usize = 2;

/// A name whose words are still to be chosen.
struct Open<'d> {
    mention: usize,
    plan: Plan,
    slots: Vec<Slot<'d>>,
    votes: votes::Votes,
}

impl Namer<'_> {
    /// Writes the lemmas of the mentions that `wanted` names, in place. Takes time linear in the number of mentions.
    pub fn name_all(&self, sentences: &[Sentence], mentions: &mut [Mention], wanted: impl Fn(&Mention) -> bool) {
        let mut candidates = Candidates::new(self.gazetteer, self.inflector);
        let mut open = Vec::new();
        for (index, mention) in mentions.iter_mut().enumerate().filter(|(_, mention)| wanted(mention)) {
            let sentence = &sentences[mention.sentence];
            let plan = Plan::of(self.inflector, self.roles, sentence, mention);
            let slots: Vec<Slot> =
                plan.declining(mention).map(|at| candidates.slot(sentence, mention, &plan, at)).collect();
            if slots.is_empty() {
                mention.lemma = self.write(sentence, mention, &plan, None);
            } else {
                open.push(Open { mention: index, votes: votes::of(self, sentence, mention, &plan), plan, slots });
            }
        }
        let mut evidence = Evidence::default();
        for _ in 0..ROUNDS {
            let mut next = Evidence::default();
            for name in &open {
                next.add(&name.slots, &choice::choose(&name.slots, &name.votes, &evidence));
            }
            evidence = next;
        }
        for name in &open {
            let chosen = choice::choose(&name.slots, &name.votes, &evidence);
            let mention = &mut mentions[name.mention];
            mention.lemma = self.write(&sentences[mention.sentence], mention, &name.plan, Some((&name.slots, &chosen)));
        }
    }

    fn write(&self, sentence: &Sentence, mention: &Mention, plan: &Plan, chosen: Option<(&[Slot], &Chosen)>) -> String {
        let mut words = chosen.map(|(slots, chosen)| chosen.texts(slots)).into_iter().flatten();
        let head = chosen.and_then(|(slots, chosen)| chosen.grammar(slots)).unwrap_or_else(|| Head::of(sentence, plan));
        let mut text = String::new();
        for at in mention.tokens.clone().filter(|at| !plan.drops(*at)) {
            if !text.is_empty() && nominative::needs_space(sentence, at) {
                text.push(' ');
            }
            let token = &sentence.tokens[at];
            match plan.part(at) {
                Part::Declines => text.push_str(words.next().unwrap_or(&token.form)),
                Part::Noun => text.push_str(&self.noun(sentence, mention, token)),
                Part::Agrees => text.push_str(&self.adjective(token, &head)),
                Part::Fixed => text.push_str(&token.form),
            }
        }
        text
    }

    /// A noun in the nominative of its number.
    fn noun(&self, sentence: &Sentence, mention: &Mention, token: &Token) -> String {
        if token.feats.has("Case", "Nom") || token.lemma.is_empty() {
            return token.form.to_string();
        }
        let lemma = nominative::like(&token.form, &token.lemma);
        let gender = token.feat("Gender").and_then(Gender::parse);
        let case = token.feat("Case").and_then(Case::parse);
        let alone = |case: Case| {
            self.inflector.prepositional().contains(&case) && !votes::has_preposition(sentence, mention, case)
        };
        let misread = case.is_some_and(alone) && self.inflector.is_plural(&token.form, &lemma, gender, None);
        match misread || token.feats.has("Number", "Plur") {
            true => self.inflector.plural(&token.form, &lemma, gender, case.filter(|_| !misread)).unwrap_or(lemma),
            false => lemma,
        }
    }

    /// An adjective in the nominative that goes with the head of its name.
    fn adjective(&self, token: &Token, head: &Head) -> String {
        if token.feats.has("Case", "Nom") && head.nominative {
            return token.form.to_string();
        }
        let nominative =
            self.inflector.nominative_adjective(&token.form, head.gender, head.number, token.feats.has("Poss", "Yes"));
        nominative.unwrap_or_else(|| token.form.to_string())
    }
}

/// What the adjectives of a name agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    gender: Gender,
    number: Number,
    /// The name stands in the nominative.
    nominative: bool,
}

impl Head {
    fn of(sentence: &Sentence, plan: &Plan) -> Self {
        let token = &sentence.tokens[plan.head];
        Self {
            gender: token.feat("Gender").and_then(Gender::parse).unwrap_or(Gender::Masc),
            number: token.feat("Number").and_then(Number::parse).unwrap_or(Number::Sing),
            nominative: token.feats.has("Case", "Nom"),
        }
    }
}

/// Whether the words of a name are a person's, and how its last word is to be read.
fn kind(mention: &Mention) -> Kind {
    match (mention.form, mention.class) {
        (MentionForm::PossessiveName, _) => Kind::Possessor,
        (_, super::MentionType::Per) => Kind::Person,
        _ => Kind::Thing,
    }
}

#[cfg(test)]
mod tests;
