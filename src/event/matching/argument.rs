//! The arguments of a predicate: its own dependents, and those that grammar lends it from elsewhere in the sentence.

use super::scene::{Scene, object};
use crate::entity::office::in_sentence;
use crate::entity::{EntityKind, EntityRef, MentionForm};
use crate::event::frame::{Form, Link, Role};
use crate::event::modality::Governor;
use crate::text::Upos;

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
const MAX_DEPTH: usize = 5;
/// How deep prepositional phrases are looked for below an argument.
const MAX_NESTING: usize = 3;

/// How sure an argument is that was reached in this way.
mod certainty {
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
    pub const PARATACTIC: f32 = 0.65;
    /// Nobody was found for the subject; the sentence before speaks of one person only.
    pub const LAST_PERSON: f32 = 0.6;
}

/// All candidates for the slots of a trigger.
pub fn arguments(scene: &Scene, trigger: usize, form: Form) -> Vec<Argument> {
    collect(scene, trigger, form, 0)
}

fn collect(scene: &Scene, trigger: usize, form: Form, depth: usize) -> Vec<Argument> {
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
            found.extend(nested(scene, trigger));
            found.extend(relative(scene, trigger));
            if !found.iter().any(|argument| argument.link == Link::Subject) {
                found.extend(subjects(scene, trigger, depth));
            }
            found.extend(from_above(scene, trigger, depth));
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

/// A bare dative or accusative below a noun in another case: nouns govern neither, so it belongs further up.
fn is_misplaced(scene: &Scene, noun: usize, below: usize) -> bool {
    let case = |token: usize| scene.token(token).feats.get("Case");
    matches!(case(below), Some("Dat" | "Acc")) && case(below) != case(noun)
}

/// The antecedent of the relative clause that a verb heads, in the place of the relative word.
fn relative(scene: &Scene, verb: usize) -> Vec<Argument> {
    let head = scene.first_conjunct(verb);
    if scene.token(head).relation() != "acl" {
        return Vec::new();
    }
    let Some(antecedent) = scene.tree.parent(head) else { return Vec::new() };
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
    if let Some(resumptive) = children.iter().copied().find(|&child| is_clitic(scene, child)) {
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

/// A subject that the verb has not expressed itself.
fn subjects(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let loose = loose_subjects(scene, verb);
    if !loose.is_empty() {
        return loose;
    }
    let controlled = controlled(scene, verb, depth);
    if !controlled.is_empty() {
        return controlled;
    }
    let dropped = dropped(scene, verb);
    let conjoined = conjoined(scene, verb, depth);
    if !conjoined.is_empty() {
        return conjoined;
    }
    if dropped.is_empty() { paratactic(scene, verb) } else { dropped }
}

/// A nominative that the parser has tied to the verb by another relation.
fn loose_subjects(scene: &Scene, verb: usize) -> Vec<Argument> {
    let children = scene.tree.children(verb).iter().copied();
    let nominative = children.filter(|&child| {
        let token = scene.token(child);
        token.upos.is_nominal()
            && token.feats.has("Case", "Nom")
            && matches!(token.relation(), "obl" | "nmod" | "dep" | "orphan" | "advmod" | "iobj" | "obj" | "vocative")
            && scene.preposition(child).is_none()
            && agree(scene, verb, child)
    });
    nominative.map(|child| argument(Link::Subject, child, certainty::LOOSE_SUBJECT)).take(1).collect()
}

/// A verb that shares the subject of the coordination it stands in.
fn conjoined(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    if scene.token(verb).relation() != "conj" {
        return Vec::new();
    }
    let Some(first) = scene.tree.parent(verb).filter(|&first| agree(scene, first, verb)) else { return Vec::new() };
    let lend = |argument: Argument| Argument { certainty: argument.certainty * certainty::SHARED, ..argument };
    let found: Vec<_> = subject_of(scene, first, depth + 1).into_iter().map(lend).collect();
    found
}

/// The subject of a verb, expressed or not.
fn subject_of(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    let own = scene.tree.children_by(verb, "nsubj").map(|child| argument(Link::Subject, child, certainty::OWN));
    let found: Vec<_> = own.collect();
    if !found.is_empty() {
        return found;
    }
    let found: Vec<_> = relative(scene, verb).into_iter().filter(|argument| argument.link == Link::Subject).collect();
    if found.is_empty() { subjects(scene, verb, depth) } else { found }
}

fn agree(scene: &Scene, first: usize, second: usize) -> bool {
    same(scene, first, second, "Number")
}

/// Whether two tokens agree in a feature, as far as both show it.
fn same(scene: &Scene, first: usize, second: usize, feature: &str) -> bool {
    let value = |token: usize| scene.token(token).feats.get(feature);
    value(first).zip(value(second)).is_none_or(|(first, second)| first == second)
}

/// A subject that a governor of the verb's clause supplies.
fn controlled(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    let Some(parent) = scene.tree.parent(verb) else { return Vec::new() };
    if scene.token(verb).relation() == "conj" {
        return Vec::new();
    }
    let lend = |argument: Argument| Argument {
        link: Link::Subject,
        certainty: argument.certainty * certainty::CONTROLLED,
        filler: argument.filler,
    };
    match scene.governor(verb, parent) {
        Some(governor) => supplied(scene, governor, parent, verb, depth).into_iter().map(lend).collect(),
        None if scene.token(verb).relation() == "xcomp" => {
            subject_of(scene, parent, depth + 1).into_iter().map(lend).collect()
        }
        None => Vec::new(),
    }
}

/// Those arguments of a governor that act in its complement.
fn supplied(scene: &Scene, governor: &Governor, at: usize, complement: usize, depth: usize) -> Vec<Argument> {
    if depth > MAX_DEPTH || governor.subject.is_empty() {
        return Vec::new();
    }
    let arguments = collect(scene, at, form_of(scene, at), depth + 1);
    for slot in &governor.subject {
        let matching =
            |argument: &&Argument| slot.matches(&argument.link) && argument.filler != Filler::Token(complement);
        let found: Vec<_> = arguments.iter().filter(matching).cloned().collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn form_of(scene: &Scene, token: usize) -> Form {
    match scene.token(token).upos {
        Upos::Noun | Upos::Propn => Form::Noun,
        Upos::Adj if scene.is_participle(token) => Form::Participle,
        Upos::Adj => Form::Adjective,
        _ => Form::Verb,
    }
}

fn dropped(scene: &Scene, verb: usize) -> Vec<Argument> {
    let with_verb = |token: usize| {
        token == verb || scene.tree.parent(token) == Some(verb) && scene.token(token).relation() == "aux"
    };
    let mentions = scene.mentions.iter().map(|&index| &scene.doc.mentions[index]);
    let dropped = mentions.filter(|mention| mention.form == MentionForm::Dropped && with_verb(mention.head));
    let Some(mention) = dropped.take(1).next() else { return Vec::new() };
    if !mention.entities.is_empty() {
        let certainty = certainty::DROPPED * mention.confidence;
        return vec![Argument { link: Link::Subject, filler: Filler::Entities(mention.entities.clone()), certainty }];
    }
    let last = sole_person_before(scene, verb).into_iter();
    let filler = |entity| Filler::Entities(vec![entity]);
    last.map(|entity| Argument { link: Link::Subject, filler: filler(entity), certainty: certainty::LAST_PERSON })
        .collect()
}

/// The only person of the sentence before, for a verb in the singular that could be theirs.
fn sole_person_before(scene: &Scene, verb: usize) -> Option<EntityRef> {
    let doc = scene.doc;
    let before = scene.sentence.checked_sub(1)?;
    let token = scene.token(verb);
    let third = scene
        .tree
        .children_by(verb, "aux")
        .chain([verb])
        .all(|part| scene.token(part).feats.get("Person").is_none_or(|person| person == "3"));
    if !token.feats.has("Number", "Sing") || !third {
        return None;
    }
    let mut persons: Vec<EntityRef> = Vec::new();
    for mention in in_sentence(&doc.mentions, before) {
        let here = mention.entities.iter().copied().filter(|&entity| doc.entities[entity].kind == EntityKind::Person);
        persons.extend(here);
    }
    persons.sort_unstable();
    persons.dedup();
    let [person] = persons.as_slice() else { return None };
    let gender = doc.entities[*person].gender;
    let agrees = gender.zip(token.feats.get("Gender")).is_none_or(|(own, shown)| own == shown);
    agrees.then_some(*person)
}

/// The subject of the clause that this one follows without a conjunction, when nothing better is known.
fn paratactic(scene: &Scene, verb: usize) -> Vec<Argument> {
    if scene.token(verb).relation() != "parataxis" {
        return Vec::new();
    }
    let Some(first) = scene.tree.parent(verb).filter(|&first| first < verb && agree(scene, first, verb)) else {
        return Vec::new();
    };
    let subjects = scene.tree.children_by(first, "nsubj");
    subjects.map(|child| argument(Link::Subject, child, certainty::PARATACTIC)).collect()
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

fn argument(link: Link, token: usize, certainty: f32) -> Argument {
    Argument { link, filler: Filler::Token(token), certainty }
}
