//! *so sporočili iz Berna*: a capital speaks for its country.

use super::lexicon::Lexicon;
use crate::document::Document;
use crate::entity::gazetteer::Gazetteer;
use crate::entity::{EntityKind, EntityRef};

/// Puts the country, or the body that has its seat there, in the place of a city that speaks. A city that is neither
/// cannot speak; its statement goes.
pub(super) fn stand_for(doc: &mut Document, gazetteer: &Gazetteer, lexicon: &Lexicon) {
    let mut statements = std::mem::take(&mut doc.statements);
    statements.retain_mut(|statement| {
        let speaker = &doc.entities[statement.speaker];
        if speaker.kind != EntityKind::Place || speaker.gazetteer.is_none() {
            return true;
        }
        let behind = behind(doc, gazetteer, lexicon, statement.speaker);
        statement.speaker = behind.unwrap_or(statement.speaker);
        behind.is_some()
    });
    doc.statements = statements;
}

fn behind(doc: &mut Document, gazetteer: &Gazetteer, lexicon: &Lexicon, city: EntityRef) -> Option<EntityRef> {
    let key = doc.entities[city].gazetteer.clone()?;
    let owner = match lexicon.words.seats.get(&key) {
        Some(owner) => owner.clone(),
        None => gazetteer.entry(&key)?.capital_of.clone()?,
    };
    let entry = gazetteer.entry(&owner)?.into_owned();
    Some(doc.intern_entity(entry.into()))
}
