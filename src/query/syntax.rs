//! Messages about queries that are not SPARQL.
//!
//! The parser (spargebra, a PEG) gives the furthest place at which something could not be matched. A keyword is compared
//! after as many characters as it has were taken, so for keywords that place lies behind the fault by their length, or
//! at the end of the text. Both are put right here.

use spargebra::SparqlParser;

/// More than the longest keyword has letters.
const PADDING: usize = 40;

/// The parser's message for people: line, column, what stands there, and the words that could stand there instead.
/// `message` is what stands when the parser has no place to give.
pub(super) fn describe(query: &str, message: &str) -> String {
    describe_with(query, message, |padded| SparqlParser::new().parse_query(padded).err().map(|error| error.to_string()))
}

/// As [`describe`] for an update.
pub(super) fn describe_update(update: &str, message: &str) -> String {
    describe_with(update, message, |padded| {
        SparqlParser::new().parse_update(padded).err().map(|error| error.to_string())
    })
}

fn describe_with(query: &str, message: &str, parse: impl FnOnce(&str) -> Option<String>) -> String {
    let padded = format!("{query}\n{}", " ".repeat(PADDING));
    let better = parse(&padded);
    let one_line = || message.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((at, expected)) = better.as_deref().and_then(|better| locate(&padded, better)) else { return one_line() };
    let at = at.min(query.chars().count());
    let before: String = query.chars().take(at).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    let near: String = query.chars().skip(at).take_while(|&c| c != '\n').take(20).collect();
    let near = if near.trim().is_empty() { "at the end of the line".to_owned() } else { format!("near {near:?}") };
    let expected = match expected.len() {
        0 => String::new(),
        1..=12 => format!("; expected {}", expected.join(" ")),
        _ => format!("; expected {} …", expected[..12].join(" ")),
    };
    format!("syntax error in line {line}, column {column}, {near}{expected}")
}

/// The place in code points from 0 on, and what was expected there.
fn locate<'m>(query: &str, message: &'m str) -> Option<(usize, Vec<&'m str>)> {
    let (place, rest) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = query.split('\n').take(line.checked_sub(1)?).map(|line| line.chars().count() + 1).sum();
    let reached = start + column.checked_sub(1)?;
    let words: Vec<&str> = rest
        .trim_start_matches("expected ")
        .trim_start_matches("one of ")
        .split(", ")
        .map(str::trim)
        .filter(|word| !word.contains(['[', '\n']))
        .collect();
    let is_keyword = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let shortest = words.iter().filter(|word| is_keyword(word)).map(|word| word.len()).min();
    match shortest {
        Some(length) if words.iter().all(is_keyword) => {
            // Only the longest keyword is left in the list, which is misleading.
            Some((reached.saturating_sub(length), Vec::new()))
        }
        _ => Some((reached, words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(query: &str) -> String {
        let error = SparqlParser::new().parse_query(query).expect_err("not SPARQL");
        describe(query, &error.to_string())
    }

    #[test]
    fn says_where() {
        let told = message("SELECT *\nWHERE { ?s ?p \"a\" \"b\" }");
        assert!(told.starts_with("syntax error in line 2, column "), "{told}");
        assert!(message("SELEC ?s { ?s ?p ?o }").contains("line 1, column 1, near \"SELEC"));
        assert!(message("SELECT * {").contains("at the end of the line"));
        assert!(message("\n\nSELECT * { ?s ?p ?o . FILTER(?o >) }").contains("line 3"));
    }

    #[test]
    fn keeps_messages_without_a_place() {
        assert!(message("ASK { ex:a ex:b ex:c }").len() > 10);
        assert!(message("SELECT (1 AS ?a) (2 AS ?a) {}").len() > 10);
    }
}
