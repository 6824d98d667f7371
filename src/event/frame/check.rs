//! Checks that a frame can match at all and says what its type means by it.

use super::load::Source;
use super::{Place, Predicate, Role, raw};
use crate::error::Result;
use crate::event::plover::{CONTEXTS, modes};
use toml::Spanned;

/// Checks what concerns the whole file.
pub fn frame(source: &Source, raw: &raw::Frame) -> Result<()> {
    let kind = *raw.kind.get_ref();
    let folder = source.path.split('/').nth(1).unwrap_or_default();
    if folder != kind.code().to_lowercase() {
        return Err(source.wrong(&raw.kind, format!("type {} in the folder {folder:?}", kind.code())));
    }
    for mode in raw.mode.iter().chain(raw.predicate.iter().filter_map(|predicate| predicate.get_ref().mode.as_ref())) {
        if !modes(kind).contains(&mode.get_ref().as_str()) {
            return Err(source.wrong(mode, format!("{} has no mode {:?}", kind.code(), mode.get_ref())));
        }
    }
    let own = raw.predicate.iter().filter_map(|predicate| predicate.get_ref().contexts.as_ref()).flatten();
    for context in raw.contexts.iter().chain(own) {
        if !CONTEXTS.contains(&context.get_ref().as_str()) {
            return Err(source.wrong(context, format!("PLOVER has no context {:?}", context.get_ref())));
        }
    }
    if raw.example.is_empty() {
        return Err(source.wrong(&raw.kind, "a frame needs at least one [[example]]"));
    }
    Ok(())
}

/// Checks that a predicate has a trigger, and a slot for whoever acts that its triggers can have.
pub fn predicate(source: &Source, raw: &Spanned<raw::Predicate>, compiled: &Predicate) -> Result<()> {
    let words = raw.get_ref();
    let wrong = |message: &str| Err(source.wrong(raw, message));
    if words.verbs.is_empty() && words.nouns.is_empty() && words.adjectives.is_empty() {
        return wrong("a predicate needs verbs, nouns or adjectives");
    }
    if words.verbs.is_empty() && words.particle.is_some() {
        return wrong("only verbs have a particle");
    }
    if words.nouns.is_empty() && words.supported {
        return wrong("only nouns can be supported by a verb");
    }
    if !compiled.slots.iter().any(|(role, _)| matches!(role, Role::Actor | Role::Side)) {
        return wrong("no slot for an actor or a side: the predicate can never give an event");
    }
    let nominal_only = words.verbs.is_empty() && words.adjectives.is_empty();
    let verbal_only = words.nouns.is_empty();
    for (role, slot) in &compiled.slots {
        if verbal_only && slot.place == Place::Possessive {
            return wrong(&format!("{role:?}: poss can only stand before a noun"));
        }
        if nominal_only && matches!(&slot.place, Place::Oblique { preposition: None, case: "Acc" }) {
            return wrong(&format!("{role:?}: a noun governs no bare accusative"));
        }
    }
    if compiled.reliability <= 0.0 || compiled.reliability > 1.0 {
        return wrong("reliability must lie above 0 and at most at 1");
    }
    Ok(())
}
