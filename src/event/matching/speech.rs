//! In whose words an event is told: the subjects of words of saying above it, and the speakers of its sentence.

use super::argument::{Argument, Filler, arguments};
use super::filler;
use super::scene::Scene;
use crate::entity::EntityRef;
use crate::event::frame::{Filter, Form, Link, Role};
use crate::event::modality;
use crate::event::{Modality, Statement};
use crate::span::Span;

/// How sure it is that a speaker of the sentence says the words of the trigger.
const OF_SENTENCE: f32 = 0.85;

/// Those who say a trigger, as arguments: the subjects of the words of saying `speech`, else the speakers of the sentence.
pub fn spoken(scene: &Scene, trigger: usize, speech: &[usize]) -> Vec<Argument> {
    let arguments = speech.iter().flat_map(|&verb| arguments(scene, verb, Form::Verb));
    let subjects = arguments.filter(|argument| argument.link == Link::Subject);
    let found: Vec<Argument> = subjects.map(|argument| Argument { link: Link::Speaker, ..argument }).collect();
    if found.iter().any(|speaker| !entities(scene, &speaker.filler).is_empty()) {
        return found;
    }
    let statements = of_sentence(scene).filter(|statement| covers(scene, statement, trigger));
    let speaker = |statement: &Statement| Argument {
        link: Link::Speaker,
        filler: Filler::Entities(vec![statement.speaker]),
        certainty: OF_SENTENCE * statement.confidence,
    };
    statements.map(speaker).collect()
}

/// The entities that say a trigger.
pub fn speakers(scene: &Scene, trigger: usize, speech: &[usize]) -> Vec<EntityRef> {
    let mut found = Vec::new();
    for speaker in spoken(scene, trigger, speech) {
        for entity in entities(scene, &speaker.filler) {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
    }
    found
}

/// How the saying itself stands to reality: *dejal bi, da* is possible only.
pub fn said(scene: &Scene, speech: &[usize]) -> Modality {
    let verb = speech.first().map(|&verb| modality::read(scene, verb, Form::Verb, Modality::Actual));
    verb.map_or(Modality::Actual, |reading| if reading.negated { Modality::Negated } else { reading.modality })
}

fn entities(scene: &Scene, filler: &Filler) -> Vec<EntityRef> {
    filler::entities(scene, filler, Role::Actor, &Filter::default()).into_iter().map(|(entity, _)| entity).collect()
}

/// The statements of the sentence; all of the article are in the order of their sentences.
fn of_sentence<'d>(scene: &Scene<'d>) -> impl Iterator<Item = &'d Statement> {
    let (all, here) = (&scene.doc.statements, scene.sentence);
    let first = all.partition_point(|statement| statement.sentence < here);
    all[first..].iter().take_while(move |statement| statement.sentence == here)
}

/// Whether a trigger is among the words that a statement reports: inside its quotation, in the clause that the word of
/// saying governs, or, where nothing is quoted, in a sentence whose speaker another one or a phrase (*po besedah ministra*)
/// names.
fn covers(scene: &Scene, statement: &Statement, trigger: usize) -> bool {
    let span = scene.token(trigger).span;
    let sentence = scene.doc.sentences[scene.sentence].span;
    match statement.quote {
        Some(quote) if quote.contains(span) => true,
        _ if is_governed_by(scene, trigger, statement.cue) => true,
        Some(_) => false,
        None => !sentence.contains(statement.cue) || statement.rule == SOURCE && !statement.cue.overlaps(span),
    }
}

/// Whether a trigger stands in a clause that is the complement of a word of saying.
fn is_governed_by(scene: &Scene, trigger: usize, cue: Span) -> bool {
    let path: Vec<usize> = std::iter::once(trigger).chain(scene.tree.ancestors(trigger)).collect();
    let below = path.windows(2).find(|step| scene.token(step[1]).span.start == cue.start).map(|step| step[0]);
    below.is_some_and(|clause| matches!(scene.token(clause).relation(), "ccomp" | "csubj"))
}

/// The rule of statements whose cue is a phrase that covers the whole sentence.
const SOURCE: &str = "source";
