//! The arguments of a predicate: its own dependents, and those that grammar lends it from elsewhere in the sentence.

use super::scene::{Scene, object};
use super::subject::{agree, form_of, hidden, same, subjects, supplied};
use crate::entity::EntityRef;
use crate::event::frame::{Form, Link, Role};
use crate::text::Upos;
use smol_str::SmolStr;

/// A candidate for a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    pub link: Link,
    pub filler: Filler,
    /// How sure it is that this belongs to the predicate, 0 to 1.
    pub certainty: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Filler {
    /// The head of the argument.
    Token(usize),
    /// A subject that is not expressed; the entities that the entity stage found for it.
    Entities(Vec<EntityRef>),
}

/// Deeper chains of control do not occur in prose.
pub const MAX_DEPTH: usize = 5;
/// How deep prepositional phrases are looked for below an argument.
const MAX_NESTING: usize = 3;

/// How sure an argument is that was reached in this way.
pub mod certainty {
    pub const OWN: f32 = 1.0;
    pub const ANTECEDENT: f32 = 0.95;
    pub const CONTROLLED: f32 = 0.9;
    pub const SHARED: f32 = 0.9;
    pub const DROPPED: f32 = 0.85;
    /// Hangs on another argument: prepositional phrases are often attached one level too deep.
    pub const NESTED: f32 = 0.75;
    pub const DEEPER: f32 = 0.8;
    /// In the nominative, but tied to the verb in another way.
    pub const LOOSE_SUBJECT: f32 = 0.7;
    /// In the nominative, somewhere in the clause.
    pub const IN_CLAUSE: f32 = 0.65;
    pub const PARATACTIC: f32 = 0.65;
    /// Nobody was found for the subject; the sentence before speaks of one person only.
    pub const LAST_PERSON: f32 = 0.6;
}

/// All candidates for the slots of a trigger.
pub fn arguments(scene: &Scene, trigger: usize, form: Form) -> Vec<Argument> {
    collect(scene, trigger, form, 0)
}

pub fn collect(scene: &Scene, trigger: usize, form: Form, depth: usize) -> Vec<Argument> {
    let mut found = own(scene, trigger);
    match form {
        Form::Noun => {
            found.extend(nested(scene, trigger));
            found.extend(adjacent(scene, trigger));
            found.extend(possessives(scene, trigger));
            found.extend(from_governor(scene, trigger, depth));
        }
        Form::Verb | Form::Adjective => {
            settle_subjects(scene, trigger, &mut found);
            found.extend(second_subjects(&found));
            found.extend(nested(scene, trigger));
            found.extend(relative(scene, trigger));
            if found.iter().any(|argument| argument.link == Link::Subject) {
                hidden(scene, trigger, &mut found);
            } else {
                found.extend(subjects(scene, trigger, depth));
            }
            found.extend(from_above(scene, trigger, depth));
            found.extend(from_infinitive(scene, trigger));
        }
        Form::Participle => {
            found.extend(nested(scene, trigger));
            found.extend(modified(scene, trigger));
            if !found.iter().any(|argument| argument.link == Link::Subject) {
                found.extend(subjects(scene, trigger, depth));
            }
            passive(scene, &mut found);
        }
    }
    found
}

/// Obliques of an infinitive below a word that takes one: *pripravljena sodelovati s Francijo* is ready for France.
fn from_infinitive(scene: &Scene, trigger: usize) -> Vec<Argument> {
    let children = scene.tree.children(trigger).iter().copied();
    let infinitives = children.filter(|&child| scene.links(child).contains(&Link::Infinitive));
    let obliques = infinitives
        .flat_map(|infinitive| own(scene, infinitive))
        .filter(|argument| matches!(&argument.link, Link::Oblique { .. }) && argument.link != object());
    obliques.map(|argument| Argument { certainty: argument.certainty * certainty::NESTED, ..argument }).collect()
}

/// The dependents of a token.
fn own(scene: &Scene, token: usize) -> Vec<Argument> {
    let children = scene.tree.children(token).iter();
    let relative = |child: usize| scene.frames.grammar.relative_pronouns.contains(&scene.token(child).lemma);
    let mut found = Vec::new();
    for &child in children.filter(|&&child| !relative(child)) {
        for link in scene.links(child) {
            found.push(argument(link, child, certainty::OWN));
        }
        found.extend(relayed(scene, child));
    }
    found
}

/// Of two subjects, the one that does not agree with the verb is its object: *Senegal je komisarka pozvala*.
fn settle_subjects(scene: &Scene, verb: usize, found: &mut [Argument]) {
    let subjects: Vec<usize> =
        found.iter().filter(|argument| argument.link == Link::Subject).filter_map(token_of).collect();
    if subjects.len() < 2 {
        return;
    }
    let agreeing = |token: usize| agree(scene, token, verb) && same(scene, token, verb, "Gender");
    if subjects.iter().filter(|&&token| agreeing(token)).count() != 1 {
        return;
    }
    for argument in found.iter_mut().filter(|argument| argument.link == Link::Subject) {
        if token_of(argument).is_some_and(|token| !agreeing(token)) {
            argument.link = object();
        }
    }
}

/// A clause has one subject: what the tagger has taken for another one is an object or a recipient whose form it does
/// not know, such as a foreign name or an acronym.
fn second_subjects(found: &[Argument]) -> Vec<Argument> {
    let subjects = found.iter().filter(|argument| argument.link == Link::Subject).filter_map(token_of);
    let dative = || Link::Oblique { preposition: None, case: Some(SmolStr::new_static("Dat")) };
    let others = subjects.skip(1);
    others.flat_map(|token| [object(), dative()].map(|link| argument(link, token, certainty::LOOSE_SUBJECT))).collect()
}

fn token_of(argument: &Argument) -> Option<usize> {
    match argument.filler {
        Filler::Token(token) => Some(token),
        Filler::Entities(_) => None,
    }
}

/// *s strani vlade* is the agent *vlade*.
fn relayed(scene: &Scene, child: usize) -> Option<Argument> {
    let preposition = scene.preposition(child)?;
    let lemma = &scene.token(child).lemma;
    let relays = scene.frames.grammar.relay.iter();
    let relay = relays.clone().find(|relay| relay.preposition == preposition && relay.noun == *lemma)?;
    let inner = scene.tree.children_by(child, "nmod").next()?;
    (relay.role == Role::Actor).then(|| argument(Link::Agent, inner, certainty::OWN))
}

/// Prepositional phrases that hang on the arguments of a predicate, or on their attributes in turn.
fn nested(scene: &Scene, predicate: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, f32)> = scene
        .tree
        .children(predicate)
        .iter()
        .filter(|&&child| matches!(scene.token(child).relation(), "obj" | "obl" | "iobj" | "nsubj" | "nmod"))
        .flat_map(|&child| scene.coordinated(child))
        .map(|member| (member, certainty::NESTED))
        .collect();
    for _ in 0..MAX_NESTING {
        let mut deeper = Vec::new();
        for (outer, sure) in open {
            for inner in scene.tree.children_by(outer, "nmod") {
                if is_denied_object(scene, predicate, outer, inner) {
                    found.push(argument(object(), inner, sure));
                }
                if scene.preposition(inner).is_some() || is_misplaced(scene, outer, inner) {
                    found.extend(scene.links(inner).into_iter().map(|link| argument(link, inner, sure)));
                }
                deeper.extend(scene.coordinated(inner).into_iter().map(|member| (member, sure * certainty::DEEPER)));
            }
        }
        open = deeper;
    }
    found
}

/// A bare genitive below a name that is the subject of a negated verb: names have no such attributes, negated verbs have
/// such objects (*Francija vojakov ni umaknila*).
fn is_denied_object(scene: &Scene, verb: usize, outer: usize, inner: usize) -> bool {
    let negative =
        |relation| scene.tree.children_by(verb, relation).any(|part| scene.token(part).feats.has("Polarity", "Neg"));
    scene.token(verb).upos == Upos::Verb
        && scene.token(outer).relation() == "nsubj"
        && scene.token(outer).upos == Upos::Propn
        && scene.token(inner).feats.has("Case", "Gen")
        && scene.preposition(inner).is_none()
        && scene.tree.child(verb, "obj").is_none()
        && (negative("aux") || negative("advmod"))
}

/// A bare dative or accusative below a noun in another case: nouns govern neither, so it belongs further up.
fn is_misplaced(scene: &Scene, noun: usize, below: usize) -> bool {
    let case = |token: usize| scene.token(token).feats.get("Case");
    matches!(case(below), Some("Dat" | "Acc")) && case(below) != case(noun)
}

/// The antecedent of the relative clause that a verb heads, in the place of the relative word.
pub fn relative(scene: &Scene, verb: usize) -> Vec<Argument> {
    let head = scene.first_conjunct(verb);
    if scene.token(head).relation() != "acl" {
        return Vec::new();
    }
    let Some(antecedent) = scene.tree.parent(head).map(|noun| described(scene, noun)) else { return Vec::new() };
    let grammar = &scene.frames.grammar;
    let children = scene.tree.children(verb);
    if let Some(&pronoun) =
        children.iter().find(|&&child| grammar.relative_pronouns.contains(&scene.token(child).lemma))
    {
        return scene
            .links(pronoun)
            .into_iter()
            .map(|link| argument(link, antecedent, certainty::ANTECEDENT))
            .collect();
    }
    let opened = |node: usize| {
        let mut marks = scene.tree.children_by(node, "mark");
        marks.any(|mark| grammar.relative_marks.contains(&scene.token(mark).lemma))
    };
    if !opened(head) {
        return Vec::new();
    }
    let resumes = |&child: &usize| {
        is_clitic(scene, child) && ["Gender", "Number"].iter().all(|feature| same(scene, child, antecedent, feature))
    };
    if let Some(resumptive) = children.iter().copied().find(resumes) {
        return scene
            .links(resumptive)
            .into_iter()
            .map(|link| argument(link, antecedent, certainty::ANTECEDENT))
            .collect();
    }
    if scene.tree.child(verb, "nsubj").is_some() {
        return Vec::new();
    }
    vec![argument(Link::Subject, antecedent, certainty::ANTECEDENT)]
}

/// Who a noun is said of, when it is the predicate of a clause or one of those that the predicate counts:
/// *Gama je ena od strank, ki podpirajo predlog*.
fn described(scene: &Scene, noun: usize) -> usize {
    let above = || scene.tree.parent(noun).filter(|_| scene.token(noun).relation() == "nmod");
    let counted = || above().filter(|&parent| !scene.token(parent).upos.is_nominal());
    let copular = |&node: &usize| scene.tree.child(node, "cop").is_some();
    let predicate = Some(noun).filter(copular).or_else(|| counted().filter(copular));
    predicate.and_then(|predicate| scene.tree.child(predicate, "nsubj")).unwrap_or(noun)
}

/// A weak personal pronoun, the kind that resumes the antecedent of a relative clause.
fn is_clitic(scene: &Scene, token: usize) -> bool {
    let token = scene.token(token);
    token.upos == Upos::Pron
        && token.feats.has("PronType", "Prs")
        && token.feats.has("Person", "3")
        && token.feats.has("Variant", "Short")
        && matches!(token.relation(), "obj" | "iobj" | "obl")
}

/// What a participle modifies is what it is said of.
fn modified(scene: &Scene, participle: usize) -> Vec<Argument> {
    let relation = scene.token(participle).relation();
    if !matches!(relation, "amod" | "acl") {
        return Vec::new();
    }
    scene.tree.parent(participle).map(|noun| argument(Link::Subject, noun, certainty::ANTECEDENT)).into_iter().collect()
}

/// In the passive the subject is the object, and the agent is the subject.
pub fn passive(scene: &Scene, arguments: &mut [Argument]) {
    let grammar = &scene.frames.grammar;
    for argument in arguments.iter_mut() {
        if argument.link == Link::Subject {
            argument.link = object();
        } else if grammar.agent.iter().any(|slot| slot.matches(&argument.link)) {
            argument.link = Link::Agent;
        }
    }
}

/// Obliques that hang on the verb above an infinitive or on the first of coordinated verbs, after which they stand.
fn from_above(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    let Some(parent) = scene.tree.parent(verb).filter(|_| depth <= MAX_DEPTH) else { return Vec::new() };
    let infinitive = scene.token(verb).feats.has("VerbForm", "Inf");
    let lends = match scene.token(verb).relation() {
        "xcomp" | "ccomp" | "csubj" => infinitive,
        "conj" => true,
        _ => false,
    };
    if !lends {
        return Vec::new();
    }
    let outer = own(scene, parent).into_iter().filter(|outer| match (&outer.link, &outer.filler) {
        (Link::Oblique { .. }, Filler::Token(token)) => {
            *token != verb && (infinitive || *token > verb || *token < parent)
        }
        _ => false,
    });
    outer.map(|argument| Argument { certainty: argument.certainty * certainty::SHARED, ..argument }).collect()
}

/// Possessives and adjectives of names before a noun.
fn possessives(scene: &Scene, noun: usize) -> Vec<Argument> {
    let children = scene.tree.children(noun).iter().copied();
    let attributes = children.filter(|&child| matches!(scene.token(child).relation(), "amod" | "det" | "nmod"));
    let bare = attributes.filter(|&child| scene.preposition(child).is_none() && scene.token(child).upos != Upos::Noun);
    bare.map(|child| argument(Link::Possessive, child, certainty::OWN)).collect()
}

/// A prepositional phrase right behind the noun that the parser has tied to the word above it.
fn adjacent(scene: &Scene, noun: usize) -> Vec<Argument> {
    let Some(parent) = scene.tree.parent(scene.first_conjunct(noun)) else { return Vec::new() };
    let children = scene.tree.children(parent).iter().copied();
    let behind = children.filter(|&child| scene.tree.child(child, "case") == Some(noun + 1));
    let found = behind.flat_map(|child| scene.links(child).into_iter().map(move |link| (link, child)));
    found.map(|(link, child)| argument(link, child, certainty::NESTED)).collect()
}

/// What a verb lends to an event noun that is its complement.
fn from_governor(scene: &Scene, noun: usize, depth: usize) -> Vec<Argument> {
    let base = scene.first_conjunct(noun);
    let Some(parent) = scene.tree.parent(base).filter(|_| depth <= MAX_DEPTH) else { return Vec::new() };
    let Some(governor) = scene.governor(base, parent) else { return Vec::new() };
    let lend = |argument: Argument| Argument { certainty: argument.certainty * certainty::CONTROLLED, ..argument };
    let subject = |argument: Argument| Argument { link: Link::Subject, ..lend(argument) };
    let mut found: Vec<_> = supplied(scene, governor, parent, base, depth).into_iter().map(subject).collect();
    if governor.shares {
        let outer = collect(scene, parent, form_of(scene, parent), depth + 1).into_iter();
        let oblique = |argument: &Argument| {
            argument.filler != Filler::Token(base)
                && argument.link != object()
                && matches!(argument.link, Link::Oblique { .. } | Link::Clause { .. } | Link::Infinitive)
        };
        found.extend(outer.filter(oblique).map(lend));
    }
    found
}

pub fn argument(link: Link, token: usize, certainty: f32) -> Argument {
    Argument { link, filler: Filler::Token(token), certainty }
}
