//! Terms that stand for codes: event classes, values, and the concepts of PLOVER's modes and contexts.

use super::{class, value};
use crate::event::plover::{CONTEXTS, modes};
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

/// The concept of a mode of an event type, e.g. `tro:ConsultVisit`; `None` when PLOVER has no such mode.
pub fn mode(kind: EventType, mode: &str) -> Option<NamedNode> {
    modes(kind).contains(&mode).then(|| concept(&format!("{}-{mode}", kind.code()), ""))
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
}
