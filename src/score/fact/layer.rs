//! The facts of one article, layer by layer.

use super::align::{align, match_up};
use super::count::{Counts, Layer, Tally};
use super::reliability::Judged;
use super::sheet::{AgreementRow, EventRow, Sheet, squeeze};
use crate::event::EventType;
use serde::Serialize;
use std::collections::BTreeSet;

/// What was counted in one article, and what went wrong in it.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    pub tally: Tally,
    pub misses: Vec<Miss>,
    /// The facts that were found, with their confidence.
    pub judged: Vec<Judged>,
}

/// A fact that only one side has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Miss {
    pub layer: Layer,
    /// Found though it is not in the gold; otherwise in the gold and not found.
    pub spurious: bool,
    pub fact: String,
    pub sentence: String,
}

/// Compares what was found in an article with the gold.
pub fn compare(gold: &Sheet, ours: &Sheet) -> Comparison {
    let mut comparer = Comparer::new(gold, ours);
    comparer.entities();
    comparer.posts();
    comparer.agreements();
    comparer.events();
    comparer.actor_pairs();
    comparer.statements();
    comparer.result.tally.articles = 1;
    comparer.result
}

/// A thing on either side, so that things of both sides compare: ours count as the gold ones they are aligned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Gold(usize),
    Ours(usize),
}

struct Comparer<'a> {
    gold: &'a Sheet,
    ours: &'a Sheet,
    aligned: Vec<Option<usize>>,
    result: Comparison,
}

impl<'a> Comparer<'a> {
    fn new(gold: &'a Sheet, ours: &'a Sheet) -> Self {
        Self { gold, ours, aligned: align(gold, ours), result: Comparison::default() }
    }

    fn thing(&self, ours: usize) -> Thing {
        self.aligned[ours].map_or(Thing::Ours(ours), Thing::Gold)
    }

    fn things(&self, ours: &[usize]) -> BTreeSet<Thing> {
        ours.iter().map(|&entity| self.thing(entity)).collect()
    }

    fn entities(&mut self) {
        let gold_part = self.gold.taking_part();
        let ours_part = self.ours.taking_part();
        let found: BTreeSet<_> = (0..ours_part.len()).filter(|&o| ours_part[o]).map(|o| self.thing(o)).collect();
        let wanted: BTreeSet<_> = (0..gold_part.len()).filter(|&g| gold_part[g]).map(Thing::Gold).collect();
        // A gold entity that takes part in no listed fact is neither wanted nor wrong.
        let idle = |thing: &Thing| matches!(thing, Thing::Gold(g) if !gold_part[*g]);
        let found: BTreeSet<_> = found.into_iter().filter(|thing| !idle(thing)).collect();
        let right = found.intersection(&wanted).count();
        self.count(Layer::Entities, Counts::of(wanted.len(), found.len(), right));
        for &thing in wanted.symmetric_difference(&found) {
            self.miss(
                Layer::Entities,
                matches!(thing, Thing::Ours(_)) || !wanted.contains(&thing),
                self.name(thing),
                "",
            );
        }
    }

    fn posts(&mut self) {
        let (gold, ours) = (self.gold, self.ours);
        let pairs = match_up(&gold.posts, &ours.posts, |g, o| {
            let same = self.thing(o.person) == Thing::Gold(g.person)
                && o.of.map(|of| self.thing(of)) == g.of.map(Thing::Gold)
                && squeeze(&o.post.to_lowercase()) == squeeze(&g.post.to_lowercase());
            same.then_some(if o.former == g.former { 2.0 } else { 1.0 })
        });
        self.layer(
            Layer::Posts,
            &pairs,
            gold.posts
                .iter()
                .map(|p| (self.post_text(p.person, &p.post, p.of, true), p.evidence.text.clone()))
                .collect(),
            ours.posts
                .iter()
                .map(|p| (self.post_text(p.person, &p.post, p.of, false), p.evidence.text.clone()))
                .collect(),
            &ours.posts.iter().map(|row| row.confidence).collect::<Vec<_>>(),
        );
    }

    fn agreements(&mut self) {
        let (gold, ours) = (self.gold, self.ours);
        let pairs = match_up(&gold.agreements, &ours.agreements, |g, o| {
            (self.thing(o.agreement) == Thing::Gold(g.agreement)).then(|| if o.status == g.status { 2.0 } else { 1.0 })
        });
        for &(g, o) in &pairs {
            self.parties(&gold.agreements[g], &ours.agreements[o]);
            let right = gold.agreements[g].status == ours.agreements[o].status;
            self.result.tally.agreement_states.add(right);
            if !right {
                let (is, should) = (ours.agreements[o].status, gold.agreements[g].status);
                let name = &gold.entities[gold.agreements[g].agreement].names[0];
                self.miss(
                    Layer::Agreements,
                    true,
                    format!("{name}: state {is:?}, not {should:?}"),
                    &ours.agreements[o].evidence.text,
                );
            }
        }
        self.layer(
            Layer::Agreements,
            &pairs,
            gold.agreements.iter().map(|a| (self.agreement_text(a, true), a.evidence.text.clone())).collect(),
            ours.agreements.iter().map(|a| (self.agreement_text(a, false), a.evidence.text.clone())).collect(),
            &ours.agreements.iter().map(|row| row.confidence).collect::<Vec<_>>(),
        );
    }

    fn parties(&mut self, gold: &AgreementRow, ours: &AgreementRow) {
        let wanted: BTreeSet<_> = gold.parties.iter().map(|&party| Thing::Gold(party)).collect();
        let found = self.things(&ours.parties);
        let right = found.intersection(&wanted).count();
        self.count(Layer::Parties, Counts::of(wanted.len(), found.len(), right));
        for &thing in wanted.symmetric_difference(&found) {
            let fact = format!("{}: {}", self.gold.entities[gold.agreement].names[0], self.name(thing));
            self.miss(Layer::Parties, !wanted.contains(&thing), fact, &ours.evidence.text);
        }
    }

    fn events(&mut self) {
        let (gold, ours) = (self.gold, self.ours);
        let nearer = |g: &EventRow, o: &EventRow| {
            1.0 + if o.evidence.same(&g.evidence) { 2.0 } else { 0.0 }
                + if o.modality == g.modality { 1.0 } else { 0.0 }
        };
        let strict = match_up(&gold.events, &ours.events, |g, o| self.same_event(g, o).then(|| nearer(g, o)));
        let overlap = match_up(&gold.events, &ours.events, |g, o| self.overlapping_event(g, o).then(|| nearer(g, o)));
        let typed = match_up(&gold.events, &ours.events, |g, o| {
            let near = o.evidence.same(&g.evidence) || self.shares_participant(g, o);
            (g.kind == o.kind && near).then(|| nearer(g, o) + f64::from(u8::from(self.shares_participant(g, o))))
        });
        for &(g, o) in &strict {
            self.result.tally.modality.add(gold.events[g].modality == ours.events[o].modality);
        }
        for kind in EventType::ALL {
            let of = |events: &[EventRow]| events.iter().filter(|event| event.kind == kind).count();
            let right = strict.iter().filter(|&&(g, _)| gold.events[g].kind == kind).count();
            let counts = Counts::of(of(&gold.events), of(&ours.events), right);
            if counts != Counts::default() {
                *self.result.tally.event_types.entry(kind).or_default() += counts;
            }
        }
        let counts = |pairs: &[_]| Counts::of(gold.events.len(), ours.events.len(), pairs.len());
        self.count(Layer::EventsOverlap, counts(&overlap));
        self.count(Layer::EventType, counts(&typed));
        self.layer(
            Layer::Events,
            &strict,
            gold.events.iter().map(|e| (self.event_text(e, true), e.evidence.text.clone())).collect(),
            ours.events.iter().map(|e| (self.event_text(e, false), e.evidence.text.clone())).collect(),
            &ours.events.iter().map(|row| row.confidence).collect::<Vec<_>>(),
        );
    }

    /// For mutual types the sides may be swapped, and with three or more taking part, shared out otherwise.
    fn same_event(&self, gold: &EventRow, ours: &EventRow) -> bool {
        let (actors, recipients) = gold_sides(gold);
        let (our_actors, our_recipients) = (self.things(&ours.actors), self.things(&ours.recipients));
        gold.kind == ours.kind
            && if is_mutual(gold.kind) {
                actors.union(&recipients).eq(our_actors.union(&our_recipients))
            } else {
                actors == our_actors && recipients == our_recipients
            }
    }

    fn overlapping_event(&self, gold: &EventRow, ours: &EventRow) -> bool {
        let (actors, recipients) = gold_sides(gold);
        let (our_actors, our_recipients) = (self.things(&ours.actors), self.things(&ours.recipients));
        let meet = |a: &BTreeSet<Thing>, b: &BTreeSet<Thing>| (a.is_empty() && b.is_empty()) || !a.is_disjoint(b);
        let straight = meet(&actors, &our_actors) && meet(&recipients, &our_recipients);
        let swapped = meet(&actors, &our_recipients) && meet(&recipients, &our_actors);
        gold.kind == ours.kind && (straight || (is_mutual(gold.kind) && swapped))
    }

    fn shares_participant(&self, gold: &EventRow, ours: &EventRow) -> bool {
        let (actors, recipients) = gold_sides(gold);
        let (our_actors, our_recipients) = (self.things(&ours.actors), self.things(&ours.recipients));
        actors.union(&recipients).any(|thing| our_actors.contains(thing) || our_recipients.contains(thing))
    }

    /// Each two that some event joins, whatever its type and direction, counted once in an article.
    fn actor_pairs(&mut self) {
        let pairs = |actors: BTreeSet<Thing>, recipients: BTreeSet<Thing>| {
            let across: Vec<_> = actors
                .iter()
                .flat_map(|&a| recipients.iter().map(move |&r| if a < r { (a, r) } else { (r, a) }))
                .filter(|(a, r)| a != r)
                .collect();
            across
        };
        let wanted: BTreeSet<_> = self.gold.events.iter().map(gold_sides).flat_map(|(a, r)| pairs(a, r)).collect();
        let sides = |event: &EventRow| (self.things(&event.actors), self.things(&event.recipients));
        let found: BTreeSet<_> = self.ours.events.iter().map(sides).flat_map(|(a, r)| pairs(a, r)).collect();
        let right = wanted.intersection(&found).count();
        self.count(Layer::ActorPairs, Counts::of(wanted.len(), found.len(), right));
        for &(a, b) in wanted.symmetric_difference(&found) {
            let fact = format!("{} – {}", self.name(a), self.name(b));
            self.miss(Layer::ActorPairs, !wanted.contains(&(a, b)), fact, "");
        }
    }

    fn statements(&mut self) {
        let (gold, ours) = (self.gold, self.ours);
        let pairs = match_up(&gold.statements, &ours.statements, |g, o| {
            (self.thing(o.speaker) == Thing::Gold(g.speaker) && o.evidence.same(&g.evidence)).then_some(1.0)
        });
        self.layer(
            Layer::Statements,
            &pairs,
            gold.statements
                .iter()
                .map(|s| (gold.entities[s.speaker].names[0].clone(), s.evidence.text.clone()))
                .collect(),
            ours.statements.iter().map(|s| (self.name(self.thing(s.speaker)), s.evidence.text.clone())).collect(),
            &ours.statements.iter().map(|row| row.confidence).collect::<Vec<_>>(),
        );
    }

    /// Counts a layer from its matched pairs and notes the rest; rows are the fact in words and its sentence.
    fn layer(
        &mut self,
        layer: Layer,
        pairs: &[(usize, usize)],
        gold: Vec<(String, String)>,
        ours: Vec<(String, String)>,
        confidences: &[f32],
    ) {
        self.count(layer, Counts::of(gold.len(), ours.len(), pairs.len()));
        for (number, (fact, sentence)) in gold.into_iter().enumerate() {
            if pairs.iter().all(|pair| pair.0 != number) {
                self.miss(layer, false, fact, &sentence);
            }
        }
        for (number, (fact, sentence)) in ours.into_iter().enumerate() {
            let right = pairs.iter().any(|pair| pair.1 == number);
            self.result.judged.push(Judged { layer, confidence: confidences[number], right });
            if !right {
                self.miss(layer, true, fact, &sentence);
            }
        }
    }

    fn count(&mut self, layer: Layer, counts: Counts) {
        *self.result.tally.layers.entry(layer).or_default() += counts;
    }

    fn miss(&mut self, layer: Layer, spurious: bool, fact: String, sentence: &str) {
        self.result.misses.push(Miss { layer, spurious, fact, sentence: sentence.to_owned() });
    }

    fn name(&self, thing: Thing) -> String {
        let row = match thing {
            Thing::Gold(g) => &self.gold.entities[g],
            Thing::Ours(o) => &self.ours.entities[o],
        };
        row.names[0].clone()
    }

    fn side(&self, entities: &[usize], gold: bool) -> String {
        let name = |&e: &usize| self.name(if gold { Thing::Gold(e) } else { self.thing(e) });
        entities.iter().map(name).collect::<Vec<_>>().join(" + ")
    }

    fn post_text(&self, person: usize, post: &str, of: Option<usize>, gold: bool) -> String {
        let of = of.map_or_else(|| "?".to_owned(), |of| self.side(&[of], gold));
        format!("{}: {post} of {of}", self.side(&[person], gold))
    }

    fn agreement_text(&self, row: &AgreementRow, gold: bool) -> String {
        let (name, parties) = (self.side(&[row.agreement], gold), self.side(&row.parties, gold));
        format!("{name} [{parties}] {:?}", row.status)
    }

    fn event_text(&self, event: &EventRow, gold: bool) -> String {
        let (actors, recipients) = (self.side(&event.actors, gold), self.side(&event.recipients, gold));
        format!("{} {actors} → {recipients} ({:?})", event.kind.code(), event.modality)
    }
}

fn gold_sides(event: &EventRow) -> (BTreeSet<Thing>, BTreeSet<Thing>) {
    let set = |entities: &[usize]| entities.iter().map(|&entity| Thing::Gold(entity)).collect();
    (set(&event.actors), set(&event.recipients))
}

/// Types in which both sides do the same, so that it does not matter who is the actor.
fn is_mutual(kind: EventType) -> bool {
    matches!(kind, EventType::Agree | EventType::Consult | EventType::Cooperate)
}

#[cfg(test)]
mod tests;
