//! Names that the finder took for one: several persons, a body and its head, a country and what belongs to it.

use super::Find;
use super::names::Candidate;
use crate::entity::inflect::{Inflector, Reading};
use crate::entity::role::RoleKind;
use crate::entity::{MentionForm, MentionType};
use crate::text::{Number, Token, Upos};
use std::ops::Range;

/// A known name and a person's name that the finder took for one: *predsednik NATO Jan Novak*.
pub(super) fn split(find: &Find, inflector: &Inflector, name: Candidate, known: &[Candidate]) -> Vec<Candidate> {
    let first = known
        .iter()
        .find(|k| k.form == MentionForm::Name && k.tokens.start == name.tokens.start && k.tokens.end < name.tokens.end);
    let rest = first.map(|first| first.tokens.end..name.tokens.end);
    if let Some(tokens) =
        rest.filter(|rest| name.class != MentionType::Per && starts_with_first_name(find, inflector, rest))
    {
        return vec![Candidate { tokens, class: MentionType::Per, ..name }];
    }
    // Only the last of two names can be a possessive.
    match second_person(find, inflector, &name).or_else(|| holder_within(find, inflector, &name)) {
        Some(at) => vec![
            Candidate { tokens: name.tokens.start..at, form: MentionForm::Name, ..name.clone() },
            Candidate { tokens: at..name.tokens.end, class: MentionType::Per, ..name },
        ],
        None => vec![without_country(find, name, known)],
    }
}

/// Where the second of two full names begins that the finder took for one: in another case (*zaročenka Petra Kosa Ana
/// Novak*), or where a first name and another word stand twice (*Peter Kos Ana Novak*).
fn second_person(find: &Find, inflector: &Inflector, name: &Candidate) -> Option<usize> {
    let case = |at: usize| find.sentence.tokens[at].feat("Case");
    let other_case = |at: usize| case(at).is_some() && case(at - 1).is_some_and(|before| case(at) != Some(before));
    let first_name = |at: usize| is_first_name(find, inflector, at);
    let start = name.tokens.start;
    let surname = |at: usize| find.sentence.tokens[at].upos != Upos::Punct && !first_name(at);
    let twice = |at: usize| at == start + 2 && name.tokens.len() == 4 && surname(at - 1) && surname(at + 1);
    let mut inner = start + 2..name.tokens.end.saturating_sub(1);
    let at = inner.find(|&at| first_name(at) && (other_case(at) || twice(at)))?;
    (name.class == MentionType::Per && first_name(start)).then_some(at)
}

/// Where the name of a body ends and that of its head begins, when the finder took both for one: *direktor Bolnice Breg
/// Jan Novak*. A genitive belongs to the body's name: *direktor Inštituta Jana Novaka*.
fn holder_within(find: &Find, inflector: &Inflector, name: &Candidate) -> Option<usize> {
    let begin = name.tokens.start.saturating_sub(OFFICE_REACH);
    let office = |t: &Token| find.roles.role_of(t).is_some_and(|role| role.kind == RoleKind::Post);
    let behind_office = find.sentence.tokens[begin..name.tokens.start].iter().any(office);
    if !behind_office || name.class == MentionType::Per || name.form != MentionForm::Name {
        return None;
    }
    let genitive = |at: usize| find.sentence.tokens[at..name.tokens.end].iter().all(|t| t.feats.has("Case", "Gen"));
    let begins = |&at: &usize| !genitive(at) && starts_with_first_name(find, inflector, &(at..name.tokens.end));
    (name.tokens.start + 1..name.tokens.end - 1).find(begins)
}

/// A name without the inhabitant's noun, the country's adjective or the country's name that the finder joined to it:
/// *Estonec Jaan Tamm*, *nemški Bundestag*, *ministra Slovaške Novaka*.
fn without_country(find: &Find, name: Candidate, known: &[Candidate]) -> Candidate {
    let tokens = &find.sentence.tokens;
    let at_start = |k: &&Candidate| k.tokens.start == name.tokens.start && k.tokens.end < name.tokens.end;
    let Some(first) = known.iter().find(at_start) else { return name };
    let rest = first.tokens.end..name.tokens.end;
    let capital = tokens[rest.start].form.chars().next().is_some_and(char::is_uppercase);
    let listed = known.iter().any(|k| k.tokens == rest && k.form == MentionForm::Name);
    let lower = tokens[name.tokens.start].form.chars().next().is_some_and(char::is_lowercase);
    let attribute = tokens[first.tokens.start].feats.has("Case", "Gen") && first.class == MentionType::Loc;
    let joined = match first.form {
        MentionForm::Demonym => name.class == MentionType::Per,
        MentionForm::Adjective => lower && listed,
        MentionForm::Name => attribute && (listed || name.class == MentionType::Per || other_case(find, first, &rest)),
        _ => false,
    };
    if joined && capital { Candidate { tokens: rest, ..name } } else { name }
}

/// The words behind a name in the genitive stand in another case.
fn other_case(find: &Find, first: &Candidate, rest: &Range<usize>) -> bool {
    let case = |at: usize| find.sentence.tokens[at].feat("Case");
    case(rest.start).is_some_and(|own| case(first.tokens.start) != Some(own))
}

/// How far before a name the noun of its bearer's office may stand: *predsednica Evropske komisije X Y*.
const OFFICE_REACH: usize = 5;

/// A name that begins with a first name and follows a noun for an office is a person's, whatever the finder says.
pub(super) fn is_office_holder(find: &Find, inflector: &Inflector, tokens: &Range<usize>) -> bool {
    let before = find.sentence.tokens[tokens.start.saturating_sub(OFFICE_REACH)..tokens.start].iter().rev();
    let mut phrase = before.take_while(|t| matches!(t.upos, Upos::Noun | Upos::Adj | Upos::Propn));
    let office = |t: &Token| find.roles.role(&t.lemma.to_lowercase()).is_some_and(|role| role.kind == RoleKind::Post);
    phrase.any(office) && starts_with_first_name(find, inflector, tokens)
}

/// Two words or more of which the first is a known first name and no other word.
fn starts_with_first_name(find: &Find, inflector: &Inflector, tokens: &Range<usize>) -> bool {
    tokens.len() > 1 && is_first_name(find, inflector, tokens.start)
}

/// A known first name and no other word.
fn is_first_name(find: &Find, inflector: &Inflector, at: usize) -> bool {
    let reading = Reading { number: Some(Number::Sing), animate: Some(true), ..Reading::default() };
    let known = |name: &str| inflector.first_names().get(name).is_some_and(|name| !name.common_word);
    let form = &find.sentence.tokens[at].form;
    inflector.reduce(form, &reading).iter().any(|candidate| known(&candidate.nominative))
}
