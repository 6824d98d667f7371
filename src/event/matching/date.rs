//! When an event happened: the time expression that belongs to its trigger.
//!
//! What hangs on the trigger counts first, then what hangs on the verb that carries it, then what opens the first of
//! coordinated clauses. What hangs on a participant or on a verb of saying above is told of something else.

use super::scene::Scene;
use crate::event::fact::Modality;
use crate::event::frame::Form;
use crate::text::time::{Bond, Time, TimeExpression};
use crate::text::tree::is_relation;

/// The time of a trigger's event; never one on the wrong side of the article for how the event stands to reality.
pub fn date(scene: &Scene, trigger: usize, form: Form, modality: Modality) -> Option<Time> {
    let times = scene.times();
    if times.is_empty() {
        return None;
    }
    let base = scene.first_conjunct(trigger);
    let own = || told(scene, times, trigger, modality);
    let carried = || carrier(scene, base, form).and_then(|verb| told(scene, times, verb, modality));
    let shared = || (base != trigger).then(|| opening(scene, times, base, trigger, modality)).flatten();
    own().or_else(carried).or_else(shared)
}

/// The finest time that hangs on a word.
fn told(scene: &Scene, times: &[TimeExpression], on: usize, modality: Modality) -> Option<Time> {
    let hanging = times.iter().filter(|time| belongs(scene, time, on, modality));
    let fitting = hanging.filter_map(|time| Some((time.rank, fitting(scene, time, modality)?)));
    fitting.min_by_key(|&(rank, _)| rank).map(|(_, time)| time)
}

/// Whether an expression hangs on a word, or is an attribute of what the word happens in, and can belong to it.
fn belongs(scene: &Scene, time: &TimeExpression, on: usize, modality: Modality) -> bool {
    let verbal = scene.token(on).upos.is_verbal() || scene.is_participle(on);
    let allowed = match time.bond {
        Bond::Plain | Bond::Through(_) => true,
        Bond::Noun => !verbal,
        Bond::Ahead => !verbal || modality == Modality::Planned,
    };
    let through = match time.bond {
        Bond::Through(noun) => verbal && scene.tree.parent(noun) == Some(on),
        _ => false,
    };
    let hangs = through || scene.tree.parent(time.head) == Some(on);
    allowed && is_adverbial(scene, time) && hangs || is_predicate(scene, time.head, on)
}

/// Whether a time is said of a noun: *srečanje bo v petek*, *srečanje, ki bo v petek*.
fn is_predicate(scene: &Scene, time: usize, noun: usize) -> bool {
    let copula = scene.tree.child(time, "cop").is_some();
    let relative = scene.tree.parent(time) == Some(noun) && scene.token(time).relation() == "acl";
    let subject = scene.tree.parent(noun) == Some(time) && scene.token(noun).relation() == "nsubj";
    copula && scene.token(noun).upos.is_nominal() && (relative || subject)
}

/// Not a subject, nor a predicate of its own.
fn is_adverbial(scene: &Scene, time: &TimeExpression) -> bool {
    let token = scene.token(time.head);
    match token.relation() {
        "obl" | "advmod" | "nmod" | "amod" | "obj" | "nummod" | "appos" => true,
        // A bare accusative that looks like a nominative.
        "nsubj" | "iobj" | "dep" => !token.feats.has("Case", "Nom"),
        _ => false,
    }
}

/// The verb that carries an event noun or an infinitive: *podpisati sporazum*, *začeti obisk*. One that says or plans it has a
/// time of its own.
fn carrier(scene: &Scene, base: usize, form: Form) -> Option<usize> {
    let parent = scene.tree.parent(base)?;
    let token = scene.token(parent);
    if !token.upos.is_verbal() && !scene.is_participle(parent) {
        return None;
    }
    let infinitive = scene.token(base).feats.has("VerbForm", "Inf") && is_relation(scene.token(base), "xcomp");
    let noun = form == Form::Noun && matches!(scene.token(base).relation(), "obj" | "nsubj" | "obl");
    let apart = scene.governor(base, parent).is_some_and(|governor| governor.speech || governor.modality.is_some());
    (infinitive || noun && !apart).then_some(parent)
}

/// What stands before the first of coordinated verbs, for the later ones too: *V torek je obiskal … in se sestal …*.
fn opening(scene: &Scene, times: &[TimeExpression], base: usize, trigger: usize, modality: Modality) -> Option<Time> {
    let verb = |at: usize| scene.token(at).upos.is_verbal() || scene.is_participle(at);
    if !verb(base) || !verb(trigger) {
        return None;
    }
    let first = scene.tree.children(base).iter().copied().chain([base]).filter(|&at| verb(at)).min()?;
    let before: Vec<TimeExpression> = times.iter().filter(|time| time.tokens.end <= first).cloned().collect();
    told(scene, &before, base, modality)
}

/// The time of an expression as it fits an event: what is planned does not lie before the article.
fn fitting(scene: &Scene, expression: &TimeExpression, modality: Modality) -> Option<Time> {
    let sides = expression.sides.as_ref();
    let time = match modality {
        Modality::Planned => sides.map_or(expression.time.clone(), |sides| sides.future.clone()),
        Modality::Actual if expression.time.is_none() => sides.and_then(|sides| sides.past.clone()),
        _ => expression.time.clone(),
    }?;
    let past = scene.doc.article.date.zip(time.not_after).is_some_and(|(today, last)| last < today);
    (!past || modality != Modality::Planned).then_some(time)
}
