//! What is counted.

use crate::event::EventType;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What precision and recall are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    Entities,
    Posts,
    Agreements,
    /// Of the agreements that were matched.
    Parties,
    /// Type, actors and recipients all the same.
    Events,
    /// The same type, an actor in common and a recipient in common.
    EventsOverlap,
    EventType,
    ActorPairs,
    Statements,
}

impl Layer {
    pub const ALL: [Layer; 9] = [
        Layer::Entities,
        Layer::Posts,
        Layer::Agreements,
        Layer::Parties,
        Layer::Events,
        Layer::EventsOverlap,
        Layer::EventType,
        Layer::ActorPairs,
        Layer::Statements,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Layer::Entities => "entities",
            Layer::Posts => "posts",
            Layer::Agreements => "agreements",
            Layer::Parties => "agreement parties",
            Layer::Events => "events (strict)",
            Layer::EventsOverlap => "events (overlap)",
            Layer::EventType => "event type",
            Layer::ActorPairs => "actor pairs",
            Layer::Statements => "statements",
        }
    }
}

/// Found and right, found and wrong, not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub right: usize,
    pub spurious: usize,
    pub missed: usize,
}

impl Counts {
    /// `gold` facts against `found` ones of which `right` are the same.
    pub fn of(gold: usize, found: usize, right: usize) -> Self {
        Self { right, spurious: found - right, missed: gold - right }
    }

    pub fn gold(self) -> usize {
        self.right + self.missed
    }

    pub fn found(self) -> usize {
        self.right + self.spurious
    }

    /// `None` when nothing was found.
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.found())
    }

    /// `None` when there is nothing to find.
    pub fn recall(self) -> Option<f64> {
        ratio(self.right, self.gold())
    }

    /// `None` when there is nothing on either side.
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.right, self.gold() + self.found())
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missed += other.missed;
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Counts", 6)?;
        object.serialize_field("right", &self.right)?;
        object.serialize_field("spurious", &self.spurious)?;
        object.serialize_field("missed", &self.missed)?;
        object.serialize_field("precision", &self.precision().map(rounded))?;
        object.serialize_field("recall", &self.recall().map(rounded))?;
        object.serialize_field("f1", &self.f1().map(rounded))?;
        object.end()
    }
}

/// How many of the matched facts also have the right value of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// `None` when nothing was matched.
    pub fn value(self) -> Option<f64> {
        ratio(self.right, self.of)
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// Everything that is counted over some articles.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Tally {
    pub articles: usize,
    pub layers: BTreeMap<Layer, Counts>,
    /// Status of the matched agreements.
    pub agreement_states: Share,
    /// Modality of the events that match strictly.
    pub modality: Share,
    /// Strict events by PLOVER type.
    pub event_types: BTreeMap<EventType, Counts>,
}

impl Tally {
    pub fn layer(&self, layer: Layer) -> Counts {
        self.layers.get(&layer).copied().unwrap_or_default()
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        self.articles += other.articles;
        for (&layer, &counts) in &other.layers {
            *self.layers.entry(layer).or_default() += counts;
        }
        for (&kind, &counts) in &other.event_types {
            *self.event_types.entry(kind).or_default() += counts;
        }
        self.agreement_states += other.agreement_states;
        self.modality += other.modality;
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// To four digits, so that records compare.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_and_their_absence() {
        let counts = Counts::of(4, 3, 2);
        assert_eq!(counts, Counts { right: 2, spurious: 1, missed: 2 });
        assert_eq!(counts.precision(), Some(2.0 / 3.0));
        assert_eq!(counts.recall(), Some(0.5));
        assert_eq!(counts.f1(), Some(4.0 / 7.0));
        assert_eq!(Counts::default().f1(), None);
        assert_eq!(Counts::of(1, 0, 0).f1(), Some(0.0));
    }
}
