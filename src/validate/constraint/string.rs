//! Strings and languages: <https://www.w3.org/TR/shacl/#core-components-string>.

use super::super::engine::{Engine, Focus, Violation};
use oxigraph::model::Term;
use std::collections::BTreeMap;

/// The string of a term, as `str()` of SPARQL gives it; blank nodes have none.
pub fn text(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// In characters.
pub fn length(term: &Term) -> Option<u64> {
    text(term).map(|text| text.chars().count() as u64)
}

/// Basic filtering of RFC 4647, which is `langMatches` of SPARQL.
pub fn is_in_language(term: &Term, ranges: &[String]) -> bool {
    let Term::Literal(literal) = term else { return false };
    literal.language().is_some_and(|tag| ranges.iter().any(|range| matches(tag, range)))
}

fn matches(tag: &str, range: &str) -> bool {
    let head = tag.get(..range.len());
    let same = head.is_some_and(|head| head.eq_ignore_ascii_case(range));
    range == "*" || same && matches!(tag.as_bytes().get(range.len()), None | Some(b'-'))
}

/// <https://www.w3.org/TR/shacl/#UniqueLangConstraintComponent>: one result for each language that comes twice.
pub fn unique_languages(engine: &Engine<'_>, focus: &Focus<'_>, number: usize, found: &mut Vec<Violation>) {
    let mut languages: BTreeMap<String, usize> = BTreeMap::new();
    for value in focus.values {
        if let Term::Literal(literal) = engine.data.term(*value)
            && let Some(language) = literal.language()
        {
            *languages.entry(language.to_ascii_lowercase()).or_default() += 1;
        }
    }
    let twice = languages.into_values().filter(|count| *count > 1);
    found.extend(twice.map(|_| focus.violation(number, None)));
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn ranges_take_languages_with_more_parts() {
        for (tag, range) in [("sl", "sl"), ("sl-SI", "sl"), ("SL", "sl"), ("en", "*")] {
            assert!(matches(tag, range), "{tag} {range}");
        }
        for (tag, range) in [("slv", "sl"), ("en", "sl"), ("sl", "sl-SI"), ("", "sl")] {
            assert!(!matches(tag, range), "{tag} {range}");
        }
    }
}
