//! Blocking: only things that share a key are compared.

use super::dossier::Dossier;
use super::names;
use crate::entity::{EntityKind, slug};
use std::collections::BTreeSet;

/// The keys of a thing: words of a person's name but the first, all names of another thing, the parties of an agreement.
pub fn keys(dossier: &Dossier) -> BTreeSet<String> {
    let kind = dossier.kind.as_str();
    let found: BTreeSet<String> = match dossier.kind {
        EntityKind::Person => person_keys(&names::words(&dossier.name)),
        EntityKind::Agreement => agreement_keys(dossier),
        EntityKind::Organisation => {
            std::iter::once(&dossier.name).chain(&dossier.other_names).map(|name| slug(name)).collect()
        }
        _ => [dossier.iri.as_str().to_owned()].into(),
    };
    found.into_iter().map(|key| format!("{kind} {key}")).collect()
}

fn person_keys(words: &[String]) -> BTreeSet<String> {
    match words {
        [only] => [only.clone()].into(),
        [_, rest @ ..] => rest.iter().filter(|word| word.len() > 1).cloned().collect(),
        [] => BTreeSet::new(),
    }
}

fn agreement_keys(dossier: &Dossier) -> BTreeSet<String> {
    let mut keys = BTreeSet::from([slug(&dossier.name), dossier.iri.as_str().to_owned()]);
    if dossier.parties.len() > 1 {
        let parties: Vec<&str> = dossier.parties.iter().map(|party| party.as_str()).collect();
        keys.insert(parties.join(" "));
    }
    keys
}
