//! Reads the modality of a predicate from its clause and from what stands above it.

use super::table::{Governor, Markers};
use crate::document::record::Sign;
use crate::event::fact::Modality;
use crate::event::frame::Form;
use crate::event::matching::Scene;
use crate::text::{Tree, Upos};

/// What the words around a predicate say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// But for negation.
    pub modality: Modality,
    pub negated: bool,
    /// Words of saying above it, innermost first.
    pub speech: Vec<usize>,
    /// What decided the modality, and what denies it.
    pub marker: Option<Vote>,
    pub negation: Option<Vote>,
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vote {
    pub modality: Modality,
    pub by: Sign,
    /// Token; none for the frame itself.
    pub word: Option<usize>,
}

/// Grammar (tense, conditional) is weak: a word such as a modal verb or an adverb goes before it.
#[derive(Debug, Default)]
struct Votes {
    weak: Option<Vote>,
    strong: Vec<Vote>,
    negated: Option<Vote>,
}

impl Votes {
    fn add(&mut self, other: Votes) {
        self.weaken(other.weak);
        self.strong.extend(other.strong);
        self.negated = self.negated.or(other.negated);
    }

    /// What says most but for negation.
    fn affirmed(&self, own: Modality) -> Option<Vote> {
        let of_frame = (own != Modality::Actual).then_some(Vote { modality: own, by: Sign::Frame, word: None });
        let strong = self.strong.iter().copied().chain(of_frame).max_by_key(|vote| vote.modality);
        strong.or(self.weak)
    }

    fn weaken(&mut self, other: Option<Vote>) {
        self.weak = stronger(self.weak, other);
    }

    fn deny(&mut self, word: usize, by: Sign) {
        self.negated.get_or_insert(Vote { modality: Modality::Negated, by, word: Some(word) });
    }
}

/// The one that claims less; of equals the first.
fn stronger(first: Option<Vote>, second: Option<Vote>) -> Option<Vote> {
    match (first, second) {
        (Some(first), Some(second)) if second.modality > first.modality => Some(second),
        (first, second) => first.or(second),
    }
}

/// How far up a predicate's governors are looked for; deeper nesting does not occur in prose.
const MAX_STEPS: usize = 10;

/// Reads the modality of a trigger; `own` is what its predicate claims by itself.
pub fn read(scene: &Scene, trigger: usize, form: Form, own: Modality) -> Reading {
    let mut votes = own_votes(scene, trigger, form);
    let mut speech = Vec::new();
    let mut node = trigger;
    // Past a clause that nothing governs, only who speaks matters.
    let mut open = true;
    for _ in 0..MAX_STEPS {
        let base = scene.first_conjunct(node);
        if open && base != node {
            // A finite clause is coordinated with a whole clause, not with an infinitive inside it.
            open = !(is_finite(&scene.tree, node) && scene.tree.token(base).feats.has("VerbForm", "Inf"));
            if open && !has_auxiliary(&scene.tree, node) {
                votes.weaken(clause_votes(scene, base).weak);
            }
        }
        speech.extend(scene.quoting_clauses(base));
        let Some(parent) = scene.tree.parent(base) else { break };
        let governor = scene.governor(base, parent);
        if governor.is_some_and(|governor| governor.speech) {
            speech.push(parent);
        }
        if open {
            match governor {
                Some(governor) => votes.add(governed(scene, governor, parent)),
                None if scene.tree.token(base).relation() == "xcomp" => votes.add(clause_votes(scene, parent)),
                None if form == Form::Noun && is_attribute(scene, base, parent) => {}
                None => {
                    if form == Form::Noun && scene.tree.token(parent).upos == Upos::Verb {
                        votes.weaken(clause_votes(scene, parent).weak);
                    }
                    open = false;
                }
            }
        }
        node = parent;
    }
    let marker = votes.affirmed(own);
    let modality = marker.map_or(Modality::Actual, |vote| vote.modality);
    Reading { modality, negated: votes.negated.is_some(), speech, marker, negation: votes.negated }
}

/// What a governor and its own clause make of its complement.
fn governed(scene: &Scene, governor: &Governor, at: usize) -> Votes {
    let clause = clause_votes(scene, at);
    let vote = |modality| Vote { modality, by: Sign::Governor, word: Some(at) };
    if governor.speech {
        return Votes { strong: governor.modality.map(vote).into_iter().collect(), ..Votes::default() };
    }
    if governor.loose {
        return Votes { weak: clause.weak, ..Votes::default() };
    }
    let mut votes = Votes { weak: clause.weak, strong: clause.strong, negated: None };
    let told = clause.weak.is_none() && scene.tree.token(at).feats.has("VerbForm", "Part");
    let modality = governor.modality.filter(|_| !(governor.past_implies && told && clause.negated.is_none()));
    match (modality, clause.negated) {
        (Some(Modality::Negated), None) => votes.deny(at, Sign::Governor),
        (Some(Modality::Negated), Some(_)) => votes.strong.push(vote(Modality::Possible)),
        (_, Some(denied)) => votes.negated = Some(denied),
        (Some(modality), None) => votes.strong.push(vote(modality)),
        (None, None) => {}
    }
    votes
}

fn own_votes(scene: &Scene, trigger: usize, form: Form) -> Votes {
    let mut votes = match form {
        Form::Noun => noun_votes(&scene.tree, &scene.tables.markers, trigger),
        _ => Votes::default(),
    };
    // A noun can be the predicate of a copula: then it has the clause's marks.
    votes.add(clause_votes(scene, trigger));
    votes
}

fn noun_votes(tree: &Tree, markers: &Markers, noun: usize) -> Votes {
    let mut votes = Votes::default();
    for &child in tree.children(noun) {
        let token = tree.token(child);
        match token.relation() {
            "amod" => {
                let modality = markers.attribute(&token.lemma);
                votes.strong.extend(modality.map(|modality| Vote { modality, by: Sign::Attribute, word: Some(child) }));
            }
            "case" if markers.negative_preposition(&token.lemma) => votes.deny(child, Sign::Negation),
            _ => {}
        }
    }
    votes
}

/// The marks on the head of a clause: auxiliaries, negation, adverbs, subordinators.
fn clause_votes(scene: &Scene, head: usize) -> Votes {
    let (tree, markers) = (&scene.tree, &scene.tables.markers);
    let mut votes = Votes::default();
    let token = tree.token(head);
    let mood = tree.children(head).iter().copied().find(|&child| tree.token(child).feats.has("Mood", "Cnd"));
    let conditional = mood.is_some();
    let mut hortative = false;
    let vote = |modality, by, word| Vote { modality, by, word: Some(word) };
    if token.upos == Upos::Verb && token.feats.has("Polarity", "Neg") {
        votes.deny(head, Sign::Negation);
    }
    if token.feats.has("Mood", "Imp") {
        votes.strong.push(vote(Modality::Desired, Sign::Mood, head));
    }
    if token.upos == Upos::Verb && token.feats.has("Tense", "Fut") {
        votes.weaken(Some(vote(Modality::Planned, Sign::Tense, head)));
    }
    for &child in tree.children(head) {
        let part = tree.token(child);
        match part.relation() {
            "aux" | "cop" => {
                if part.feats.has("Polarity", "Neg") {
                    votes.deny(child, Sign::Negation);
                }
                if part.feats.has("Tense", "Fut") {
                    votes.weaken(Some(vote(Modality::Planned, Sign::Tense, child)));
                }
            }
            "advmod" | "mark" | "discourse" => {
                if part.upos == Upos::Part && part.feats.has("Polarity", "Neg") {
                    votes.deny(child, Sign::Negation);
                }
                let adverb = markers.adverb(&part.lemma);
                votes.strong.extend(adverb.map(|modality| vote(modality, Sign::Adverb, child)));
                if let Some(modality) = markers.hortative(&part.lemma, conditional) {
                    votes.strong.push(vote(modality, Sign::Mark, child));
                    hortative = true;
                }
                if part.relation() == "mark" {
                    let mark = markers.mark(&part.lemma, conditional);
                    votes.strong.extend(mark.map(|modality| vote(modality, Sign::Mark, child)));
                }
            }
            _ => {}
        }
    }
    if !hortative {
        votes.weaken(mood.map(|word| vote(Modality::Possible, Sign::Mood, word)));
    }
    votes
}

/// A noun inside a noun phrase: what the phrase is subject to, it is too.
fn is_attribute(scene: &Scene, noun: usize, parent: usize) -> bool {
    scene.tree.token(noun).relation() == "nmod" && scene.tree.token(parent).upos == Upos::Noun
}

fn is_finite(tree: &Tree, token: usize) -> bool {
    tree.token(token).feats.has("VerbForm", "Fin") || has_auxiliary(tree, token)
}

fn has_auxiliary(tree: &Tree, token: usize) -> bool {
    tree.children(token).iter().any(|&child| matches!(tree.token(child).relation(), "aux" | "cop"))
}
