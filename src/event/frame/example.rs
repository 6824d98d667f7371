//! The readable form of an event in frame files, and its comparison with what was found.
//!
//! ```text
//! TYPE modality: actor, actor -> recipient, recipient; place Name; via Name; about words
//! ```
//!
//! Names are the names of entities in the document. The part after `->` is left out where nobody receives it.

use crate::document::Document;
use crate::entity::EntityRef;
use crate::event::fact::{Event, EventType, Modality};
use std::collections::BTreeSet;
use std::str::FromStr;

/// An event as an example states it. What it does not mention is not compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    pub kind: EventType,
    pub modality: Modality,
    pub actors: BTreeSet<String>,
    pub recipients: BTreeSet<String>,
    pub place: Option<String>,
    pub via: BTreeSet<String>,
}

const MODALITIES: [(&str, Modality); 5] = [
    ("actual", Modality::Actual),
    ("planned", Modality::Planned),
    ("desired", Modality::Desired),
    ("possible", Modality::Possible),
    ("negated", Modality::Negated),
];

impl FromStr for Expected {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (head, rest) = text.split_once(':').ok_or("expected TYPE modality: actors -> recipients")?;
        let mut head = head.split_whitespace();
        let (code, modality) = (head.next().unwrap_or_default(), head.next().unwrap_or_default());
        let kind = EventType::ALL.into_iter().find(|kind| kind.code() == code);
        let modality = MODALITIES.iter().find(|(name, _)| *name == modality);
        let mut parts = rest.split(';');
        let people = parts.next().unwrap_or_default();
        let (actors, recipients) = people.split_once("->").unwrap_or((people, ""));
        let mut expected = Self {
            kind: kind.ok_or_else(|| format!("{code:?} is no PLOVER type"))?,
            modality: modality.ok_or("the modality is actual, planned, desired, possible or negated")?.1,
            actors: names(actors),
            recipients: names(recipients),
            place: None,
            via: BTreeSet::new(),
        };
        for part in parts {
            match part.trim().split_once(' ') {
                Some(("place", name)) => expected.place = Some(name.trim().to_owned()),
                Some(("via", list)) => expected.via = names(list),
                _ => return Err(format!("{part:?}: expected \"place Name\" or \"via Name, Name\"")),
            }
        }
        if expected.actors.is_empty() {
            return Err("an event has an actor".into());
        }
        Ok(expected)
    }
}

fn names(list: &str) -> BTreeSet<String> {
    list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

impl Expected {
    /// Whether an event is the one that is expected. In a mutual event the sides may be swapped.
    pub fn matches(&self, event: &Event, doc: &Document, mutual: bool) -> bool {
        let named = |refs: &[EntityRef]| refs.iter().map(|&r| doc.entities[r].name.clone()).collect::<BTreeSet<_>>();
        let (actors, recipients) = (named(&event.actors), named(&event.recipients));
        let sides = if mutual {
            actors.union(&recipients).eq(self.actors.union(&self.recipients))
        } else {
            actors == self.actors && recipients == self.recipients
        };
        let place = self.place.as_ref();
        sides
            && event.kind == self.kind
            && event.modality == self.modality
            && place.is_none_or(|place| event.place.is_some_and(|found| doc.entities[found].name == *place))
            && (self.via.is_empty() || named(&event.via) == self.via)
    }
}

/// An event in the readable form, for messages.
pub fn readable(event: &Event, doc: &Document) -> String {
    let list = |refs: &[EntityRef]| refs.iter().map(|&r| doc.entities[r].name.as_str()).collect::<Vec<_>>().join(", ");
    let modality = MODALITIES.iter().find(|(_, m)| *m == event.modality).map_or("", |(name, _)| name);
    let mut text = format!("{} {modality}: {}", event.kind.code(), list(&event.actors));
    if !event.recipients.is_empty() {
        text += &format!(" -> {}", list(&event.recipients));
    }
    if let Some(place) = event.place {
        text += &format!("; place {}", doc.entities[place].name);
    }
    if !event.via.is_empty() {
        text += &format!("; via {}", list(&event.via));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_readable_form() {
        let event: Expected = "COOPERATE desired: Andora, Malta -> Monako; via Interpol; place Pariz".parse().unwrap();
        assert_eq!((event.kind, event.modality), (EventType::Cooperate, Modality::Desired));
        assert_eq!((event.actors.len(), event.recipients.len(), event.via.len()), (2, 1, 1));
        assert_eq!(event.place.as_deref(), Some("Pariz"));
    }

    #[test]
    fn refuses_half_an_event() {
        for wrong in ["COOPERATE: Andora", "JOIN actual: Andora", "AID actual:", "AID actual: Andora; where Pariz"] {
            assert!(wrong.parse::<Expected>().is_err(), "{wrong} was accepted");
        }
    }
}
