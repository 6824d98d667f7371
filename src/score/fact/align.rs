//! Which of our entities is which gold entity.

use super::sheet::{EntityRow, Sheet, squeeze};
use crate::entity::EntityKind;
use crate::span::Span;

/// Pairs of indices `(gold, ours)`, one to one, the best pairs first; pairs without a rank never.
pub fn match_up<G, O>(gold: &[G], ours: &[O], rank: impl Fn(&G, &O) -> Option<f64>) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, of_gold) in gold.iter().enumerate() {
        for (o, of_ours) in ours.iter().enumerate() {
            if let Some(rank) = rank(of_gold, of_ours) {
                candidates.push((rank, g, o));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut gold_free, mut ours_free) = (vec![true; gold.len()], vec![true; ours.len()]);
    let mut pairs = Vec::new();
    for (_, g, o) in candidates {
        if gold_free[g] && ours_free[o] {
            (gold_free[g], ours_free[o]) = (false, false);
            pairs.push((g, o));
        }
    }
    pairs
}

/// For each of our entities the gold entity that it is.
pub fn align(gold: &Sheet, ours: &Sheet) -> Vec<Option<usize>> {
    let part = ours.taking_part();
    let candidates: Vec<_> = ours.entities.iter().zip(part).collect();
    let pairs = match_up(&gold.entities, &candidates, |gold, (ours, takes_part)| {
        rank(gold, ours).map(|rank| rank + if *takes_part { 0.1 } else { 0.0 })
    });
    let mut aligned = vec![None; ours.entities.len()];
    for (g, o) in pairs {
        aligned[o] = Some(g);
    }
    aligned
}

/// The same name counts most, then places in the text where both are named: one for the same words, a half where one
/// contains the other.
fn rank(gold: &EntityRow, ours: &EntityRow) -> Option<f64> {
    if !kinds_agree(gold.kind, ours.kind) {
        return None;
    }
    let same_name = gold.names.iter().any(|a| ours.names.iter().any(|b| fold(a) == fold(b)));
    if !same_name && gold.kind == EntityKind::Person && !share_a_word(gold, ours) {
        return None;
    }
    let shared: f64 = ours.spans.iter().map(|&span| shared(&gold.spans, span)).sum();
    let rank = if same_name { 1000.0 } else { 0.0 } + shared;
    (rank > 0.0).then_some(rank)
}

fn shared(gold: &[Span], ours: Span) -> f64 {
    if gold.contains(&ours) {
        1.0
    } else if gold.iter().any(|&span| span.contains(ours) || ours.contains(span)) {
        0.5
    } else {
        0.0
    }
}

/// Annotators and gazetteers differ on countries and regions, and on organisations and their buildings.
fn kinds_agree(a: EntityKind, b: EntityKind) -> bool {
    use EntityKind::{Country, Facility, Organisation, Place};
    let loose = [(Country, Place), (Organisation, Facility), (Place, Facility)];
    a == b || loose.contains(&(a, b)) || loose.contains(&(b, a))
}

fn fold(name: &str) -> String {
    squeeze(&name.to_lowercase())
}

/// Persons whose names have no word in common are two persons, whatever role nouns they share. A word may be inflected or
/// derived, so its beginning is enough.
fn share_a_word(gold: &EntityRow, ours: &EntityRow) -> bool {
    let unnamed = |row: &EntityRow| row.names.iter().all(|name| name.chars().all(|c| !c.is_uppercase()));
    unnamed(gold) || unnamed(ours) || words(gold).any(|a| words(ours).any(|b| same_beginning(&a, &b)))
}

fn words(row: &EntityRow) -> impl Iterator<Item = String> + '_ {
    row.names.iter().flat_map(|name| name.split([' ', '-'])).map(str::to_lowercase)
}

fn same_beginning(a: &str, b: &str) -> bool {
    let shortest = a.chars().count().min(b.chars().count());
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    common >= 3 && common + 1 >= shortest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: EntityKind, name: &str, spans: &[(usize, usize)]) -> EntityRow {
        let spans = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        EntityRow { kind, names: vec![name.into()], spans }
    }

    fn sheet(entities: Vec<EntityRow>) -> Sheet {
        Sheet { entities, ..Sheet::default() }
    }

    #[test]
    fn the_same_name_wins_over_shared_places() {
        let gold = sheet(vec![row(EntityKind::Country, "Litva", &[(0, 5)])]);
        let ours = sheet(vec![row(EntityKind::Country, "Latvija", &[(0, 5)]), row(EntityKind::Country, "LITVA", &[])]);
        assert_eq!(align(&gold, &ours), [None, Some(0)]);
    }

    #[test]
    fn other_names_are_found_by_their_places() {
        let gold = sheet(vec![row(EntityKind::Organisation, "slovensko notranje ministrstvo", &[(10, 20)])]);
        let ours = sheet(vec![
            row(EntityKind::Country, "Slovenija", &[(10, 20)]),
            row(EntityKind::Organisation, "Ministrstvo za notranje zadeve", &[(10, 20)]),
        ]);
        assert_eq!(align(&gold, &ours), [None, Some(0)]);
    }

    #[test]
    fn persons_need_a_name_in_common() {
        let gold = sheet(vec![row(EntityKind::Person, "Ana Žvan", &[(0, 8)])]);
        let other = sheet(vec![row(EntityKind::Person, "Bor Trd", &[(0, 8)])]);
        assert_eq!(align(&gold, &other), [None]);
        let short = sheet(vec![row(EntityKind::Person, "Žvanova", &[(0, 8)])]);
        assert_eq!(align(&gold, &short), [Some(0)]);
    }

    #[test]
    fn one_to_one() {
        let gold = sheet(vec![row(EntityKind::Country, "Litva", &[(0, 5)])]);
        let ours = sheet(vec![
            row(EntityKind::Country, "Litva", &[(0, 5)]),
            row(EntityKind::Place, "Litva", &[(0, 5), (9, 14)]),
        ]);
        assert_eq!(align(&gold, &ours).iter().flatten().count(), 1);
    }
}
