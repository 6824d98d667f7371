//! Reads the modality of a predicate from its clause and from what stands above it.

use super::table::{Governor, Markers};
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
}

/// Grammar (tense, conditional) is weak: a word such as a modal verb or an adverb goes before it.
#[derive(Debug, Default)]
struct Votes {
    weak: Option<Modality>,
    strong: Vec<Modality>,
    negated: bool,
}

impl Votes {
    fn add(&mut self, other: Votes) {
        self.weak = self.weak.max(other.weak);
        self.strong.extend(other.strong);
        self.negated |= other.negated;
    }

    /// The modality but for negation.
    fn affirmed(&self, own: Modality) -> Modality {
        let strong = self.strong.iter().copied().chain((own != Modality::Actual).then_some(own)).max();
        strong.or(self.weak).unwrap_or(Modality::Actual)
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
                votes.weak = votes.weak.max(clause_votes(scene, base).weak);
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
                        votes.weak = votes.weak.max(clause_votes(scene, parent).weak);
                    }
                    open = false;
                }
            }
        }
        node = parent;
    }
    Reading { modality: votes.affirmed(own), negated: votes.negated, speech }
}

/// What a governor and its own clause make of its complement.
fn governed(scene: &Scene, governor: &Governor, at: usize) -> Votes {
    let clause = clause_votes(scene, at);
    if governor.speech {
        return Votes { strong: governor.modality.into_iter().collect(), ..Votes::default() };
    }
    if governor.loose {
        return Votes { weak: clause.weak, ..Votes::default() };
    }
    let mut votes = Votes { weak: clause.weak, strong: clause.strong, negated: false };
    let told = clause.weak.is_none() && scene.tree.token(at).feats.has("VerbForm", "Part");
    let modality = governor.modality.filter(|_| !(governor.past_implies && told && !clause.negated));
    match (modality, clause.negated) {
        (Some(Modality::Negated), false) | (None, true) => votes.negated = true,
        (Some(Modality::Negated), true) => votes.strong.push(Modality::Possible),
        (Some(_), true) => votes.negated = true,
        (Some(modality), false) => votes.strong.push(modality),
        (None, false) => {}
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
            "amod" => votes.strong.extend(markers.attribute(&token.lemma)),
            "case" => votes.negated |= markers.negative_preposition(&token.lemma),
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
    let conditional = tree.children(head).iter().any(|&child| tree.token(child).feats.has("Mood", "Cnd"));
    let mut hortative = false;
    votes.negated |= token.upos == Upos::Verb && token.feats.has("Polarity", "Neg");
    if token.feats.has("Mood", "Imp") {
        votes.strong.push(Modality::Desired);
    }
    if token.upos == Upos::Verb && token.feats.has("Tense", "Fut") {
        votes.weak = votes.weak.max(Some(Modality::Planned));
    }
    for &child in tree.children(head) {
        let part = tree.token(child);
        match part.relation() {
            "aux" | "cop" => {
                votes.negated |= part.feats.has("Polarity", "Neg");
                if part.feats.has("Tense", "Fut") {
                    votes.weak = votes.weak.max(Some(Modality::Planned));
                }
            }
            "advmod" | "mark" | "discourse" => {
                votes.negated |= part.upos == Upos::Part && part.feats.has("Polarity", "Neg");
                votes.strong.extend(markers.adverb(&part.lemma));
                if let Some(modality) = markers.hortative(&part.lemma, conditional) {
                    votes.strong.push(modality);
                    hortative = true;
                }
                if part.relation() == "mark" {
                    votes.strong.extend(markers.mark(&part.lemma, conditional));
                }
            }
            _ => {}
        }
    }
    if conditional && !hortative {
        votes.weak = votes.weak.max(Some(Modality::Possible));
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
