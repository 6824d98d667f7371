//! What people type: words, `"phrases"`, `-excluded` words and `begin*`. Nothing is wrong syntax; a sign that makes no
//! sense where it stands separates words.

use super::SearchError;
use super::words::words;

/// Code points of a search.
pub const LONGEST_QUESTION: usize = 1000;
/// Words of a search.
pub const MOST_WORDS: usize = 40;

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// At least one; several stand side by side.
    pub words: Vec<String>,
    /// What was typed in one piece though it has several words (*EU-ja*), which may be one word to the lexicon.
    pub piece: Option<String>,
    /// Only the beginning of the (single) word is given.
    pub prefix: bool,
    pub excluded: bool,
}

/// Letters of a word that may be a beginning only.
const SHORTEST_PREFIX: usize = 2;

/// # Errors
/// When there is more than is read.
pub fn parse(text: &str) -> Result<Vec<Clause>, SearchError> {
    if text.chars().count() > LONGEST_QUESTION {
        return Err(SearchError::TooLong);
    }
    let mut clauses = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (clause, after) = next(rest);
        clauses.extend(clause);
        rest = after.trim_start();
    }
    if clauses.iter().map(|clause| clause.words.len()).sum::<usize>() > MOST_WORDS {
        return Err(SearchError::TooManyWords);
    }
    if clauses.iter().all(|clause| clause.excluded) {
        clauses.iter_mut().for_each(|clause| clause.excluded = false);
    }
    Ok(clauses)
}

/// The clause at the start of a text that starts with no space, and what follows it.
fn next(text: &str) -> (Option<Clause>, &str) {
    let (excluded, text) = match text.strip_prefix('-') {
        Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => (true, after),
        _ => (false, text),
    };
    if let Some((inside, after)) = quoted(text) {
        return (clause(inside, excluded, true), after);
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text[first..].find(|c: char| c.is_whitespace() || is_quote(c)).map_or(text.len(), |at| first + at);
    (clause(&text[..end], excluded, false), &text[end..])
}

/// What stands in quotation marks at the start, and what follows them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(is_quote)?;
    let end = inside.find(is_quote)?;
    let after = inside[end..].strip_prefix(is_quote)?;
    Some((&inside[..end], after))
}

fn clause(text: &str, excluded: bool, quoted: bool) -> Option<Clause> {
    let found: Vec<String> = words(text).iter().map(|word| word.text.to_owned()).collect();
    let prefix = !quoted
        && found.len() == 1
        && text.ends_with('*')
        && text.trim_end_matches('*').ends_with(char::is_alphanumeric)
        && found[0].chars().count() >= SHORTEST_PREFIX;
    let piece = (!quoted && found.len() > 1).then(|| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    (!found.is_empty()).then_some(Clause { words: found, piece, prefix, excluded })
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '»' | '«')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |clause: Clause| {
            let sign = if clause.excluded { "-" } else { "" };
            format!("{sign}{}{}", clause.words.join("+"), if clause.prefix { "*" } else { "" })
        };
        parse(text).expect("short").into_iter().map(show).collect()
    }

    #[test]
    fn reads_words_phrases_exclusions_and_beginnings() {
        assert_eq!(read("sporazum Albanija"), ["sporazum", "Albanija"]);
        assert_eq!(read("\"zunanji minister\" -Kos spora*"), ["zunanji+minister", "-Kos", "spora*"]);
        assert_eq!(read("»zunanji minister« -\"bela knjiga\""), ["zunanji+minister", "-bela+knjiga"]);
        assert_eq!(read("EU-ja (EU, 2024)"), ["EU+ja", "EU", "2024"]);
    }

    #[test]
    fn takes_nonsense_for_words() {
        for (text, expected) in [
            ("\"sporazum", vec!["sporazum"]),
            ("- -- \" * ** \"\"", vec![]),
            ("a* -", vec!["a"]),
            ("-sporazum", vec!["sporazum"]),
            ("spora*zum", vec!["spora+zum"]),
            ("AND:(sporazum^2 OR", vec!["AND+sporazum+2", "OR"]),
            ("\"\"sporazum\"\"", vec!["sporazum"]),
            ("beseda-", vec!["beseda"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn length_is_limited() {
        assert_eq!(parse(&"a".repeat(LONGEST_QUESTION + 1)), Err(SearchError::TooLong));
        assert_eq!(parse(&"a ".repeat(MOST_WORDS + 1)), Err(SearchError::TooManyWords));
        assert!(parse(&"č".repeat(LONGEST_QUESTION)).is_ok());
    }
}
