//! Terms that stand for codes: event classes, values, and the concepts of PLOVER's modes and contexts.

use super::{class, value};
use crate::event::{AgreementStatus, EventType, Modality, Tense};
use oxigraph::model::{NamedNode, NamedNodeRef};

pub fn event_class(kind: EventType) -> NamedNodeRef<'static> {
    match kind {
        EventType::Agree => class::AGREE,
        EventType::Consult => class::CONSULT,
        EventType::Support => class::SUPPORT,
        EventType::Concede => class::CONCEDE,
        EventType::Cooperate => class::COOPERATE,
        EventType::Aid => class::AID,
        EventType::Retreat => class::RETREAT,
        EventType::Request => class::REQUEST,
        EventType::Accuse => class::ACCUSE,
        EventType::Reject => class::REJECT,
        EventType::Threaten => class::THREATEN,
        EventType::Protest => class::PROTEST,
        EventType::Sanction => class::SANCTION,
        EventType::Mobilize => class::MOBILIZE,
        EventType::Coerce => class::COERCE,
        EventType::Assault => class::ASSAULT,
    }
}

pub fn modality(modality: Modality) -> NamedNodeRef<'static> {
    match modality {
        Modality::Actual => value::ACTUAL,
        Modality::Planned => value::PLANNED,
        Modality::Desired => value::DESIRED,
        Modality::Possible => value::POSSIBLE,
        Modality::Negated => value::NEGATED,
    }
}

pub fn status(status: AgreementStatus) -> NamedNodeRef<'static> {
    match status {
        AgreementStatus::Existing => value::EXISTING,
        AgreementStatus::BeingExtended => value::BEING_EXTENDED,
        AgreementStatus::Renewed => value::RENEWED,
        AgreementStatus::Proposed => value::PROPOSED,
        AgreementStatus::Signed => value::SIGNED,
        AgreementStatus::Rejected => value::REJECTED,
        AgreementStatus::Terminated => value::TERMINATED,
    }
}

pub fn tense(tense: Tense) -> NamedNodeRef<'static> {
    match tense {
        Tense::Current => value::CURRENT,
        Tense::Former => value::FORMER,
    }
}

/// The modes of the PLOVER manual of 2023 by event type; the types that are not listed have none.
pub const MODES: &[(EventType, &[&str])] = &[
    (EventType::Consult, &["visit", "third-party", "multilateral", "phone"]),
    (EventType::Retreat, &["withdraw", "release", "disarm", "ceasefire", "access", "resign"]),
    (EventType::Request, &["assist", "change", "yield", "meet"]),
    (EventType::Accuse, &["disapprove", "investigate", "allege"]),
    (EventType::Reject, &["assist", "change", "yield", "meet"]),
    (EventType::Threaten, &["restrict", "arrest", "relations", "expel", "territory", "violence"]),
    (EventType::Protest, &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"]),
    (EventType::Sanction, &["convict", "expel", "withdraw", "discontinue"]),
    (EventType::Mobilize, &["troops", "weapons", "police", "militia"]),
    (
        EventType::Coerce,
        &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
    ),
    (
        EventType::Assault,
        &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
    ),
];

/// The 37 contexts of the PLOVER manual of 2023.
pub const CONTEXTS: &[&str] = &[
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
    "inequality",
];

/// The concept of a mode of an event type, e.g. `tro:ConsultVisit`; `None` when PLOVER has no such mode.
pub fn mode(kind: EventType, mode: &str) -> Option<NamedNode> {
    let (_, modes) = MODES.iter().find(|(of, _)| *of == kind)?;
    modes.contains(&mode).then(|| concept(&format!("{}-{mode}", kind.code()), ""))
}

/// The concept of a context, e.g. `tro:CrimeContext`; `None` when PLOVER has no such context.
pub fn context(context: &str) -> Option<NamedNode> {
    CONTEXTS.contains(&context).then(|| concept(context, "Context"))
}

/// `martial-law` becomes `MartialLaw`.
fn concept(code: &str, ending: &str) -> NamedNode {
    let mut name = String::from(super::NAMESPACE);
    for part in code.split(['-', '_']) {
        let (first, rest) = part.split_at(1);
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(&rest.to_ascii_lowercase());
    }
    name.push_str(ending);
    NamedNode::new_unchecked(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_modes_and_contexts() {
        let local = |node: NamedNode| node.as_str()[super::super::NAMESPACE.len()..].to_owned();
        assert_eq!(mode(EventType::Coerce, "martial-law").map(local).as_deref(), Some("CoerceMartialLaw"));
        assert_eq!(mode(EventType::Consult, "strike"), None);
        assert_eq!(mode(EventType::Aid, "visit"), None);
        assert_eq!(context("political_institutions").map(local).as_deref(), Some("PoliticalInstitutionsContext"));
        assert_eq!(context("weather"), None);
    }

    #[test]
    fn has_the_37_contexts_of_plover() {
        let mut contexts = CONTEXTS.to_vec();
        contexts.sort_unstable();
        contexts.dedup();
        assert_eq!(contexts.len(), 37);
    }
}
