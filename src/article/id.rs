//! Names of articles: safe in IRIs, and one for each text.

use std::collections::HashMap;

/// Longest id in bytes; a longer one is cut and ends with a digest of the whole.
const MAX_ID: usize = 120;

/// What an id already stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// [`content_digest`] of the text.
    pub digest: String,
    /// Where it came from; `None` when that tells nothing (standard input).
    pub origin: Option<String>,
}

/// What is to be done with an article whose id may be taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The id is free, or the stored article is this one: it may be replaced.
    Keep,
    /// The same article a second time in one run.
    Repeat,
    /// Another text bears the id; use this one.
    Renamed(String),
}

/// The ids of this run and of the store.
#[derive(Debug, Default)]
pub(super) struct Ids {
    stored: HashMap<String, Seen>,
    run: HashMap<String, String>,
}

impl Ids {
    pub fn new(stored: HashMap<String, Seen>) -> Self {
        Self { stored, run: HashMap::new() }
    }

    /// Claims an id for a text.
    pub fn claim(&mut self, id: &str, text: &str, origin: Option<&str>) -> Verdict {
        let digest = content_digest(text);
        let verdict = match (self.run.get(id), self.stored.get(id)) {
            (Some(taken), _) if *taken == digest => return Verdict::Repeat,
            (Some(_), _) => Verdict::Renamed(suffixed(id, &digest)),
            (None, Some(taken)) if !taken.allows(&digest, origin) => Verdict::Renamed(suffixed(id, &digest)),
            _ => Verdict::Keep,
        };
        let name = if let Verdict::Renamed(name) = &verdict { name } else { id };
        match self.run.insert(name.to_owned(), digest.clone()) {
            Some(same) if same == digest => Verdict::Repeat,
            _ => verdict,
        }
    }
}

impl Seen {
    /// Whether a text may take the place of the stored one: it is the same, or a new state of the same input.
    fn allows(&self, digest: &str, origin: Option<&str>) -> bool {
        self.digest == digest || (origin.is_some() && self.origin.as_deref() == origin)
    }
}

fn suffixed(id: &str, digest: &str) -> String {
    format!("{id}-{}", &digest[..8])
}

/// A digest of where a file lies: the same file read again is the same input.
pub fn origin(path: &std::path::Path) -> Option<String> {
    let full = std::fs::canonicalize(path).ok()?;
    Some(blake3::hash(full.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned())
}

/// 32 hexadecimal digits that stand for a text.
pub fn content_digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// An id that can be the last segment of an IRI path: letters and digits of any script, and `-._~`; runs of anything
/// else become one hyphen. `None` when nothing is left that could name an article.
pub fn safe_id(given: &str) -> Option<String> {
    let mut id = String::with_capacity(given.len());
    for c in given.trim().chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '_' | '~') {
            id.push(c);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_matches('-');
    if !id.contains(char::is_alphanumeric) {
        return None;
    }
    if id.len() <= MAX_ID {
        return Some(id.to_owned());
    }
    let end = (0..=MAX_ID - 9).rev().find(|&at| id.is_char_boundary(at)).unwrap_or(0);
    Some(suffixed(&id[..end], &content_digest(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_ids_safe() {
        assert_eq!(safe_id("2024/03 – Članek (končna)").as_deref(), Some("2024-03-Članek-končna"));
        assert_eq!(safe_id("sta:12#b?").as_deref(), Some("sta-12-b"));
        assert_eq!(safe_id(".."), None);
        assert_eq!(safe_id(" / "), None);
        let long = safe_id(&"č".repeat(500)).expect("letters");
        assert!(long.len() <= MAX_ID);
        assert_ne!(safe_id(&"č".repeat(501)), Some(long));
    }

    #[test]
    fn one_id_for_each_text() {
        let mut ids = Ids::default();
        assert_eq!(ids.claim("a", "prvo", None), Verdict::Keep);
        assert_eq!(ids.claim("a", "prvo", None), Verdict::Repeat);
        let Verdict::Renamed(other) = ids.claim("a", "drugo", None) else { panic!("taken") };
        assert!(other.starts_with("a-") && other.len() == 10, "{other}");
        assert_eq!(ids.claim("a", "drugo", None), Verdict::Repeat);
    }

    #[test]
    fn a_new_state_of_the_same_input_replaces_the_stored_one() {
        let seen = Seen { digest: content_digest("prvo"), origin: Some("d".into()) };
        let stored = || Ids::new(HashMap::from([("a".to_owned(), seen.clone())]));
        assert_eq!(stored().claim("a", "popravljeno", Some("d")), Verdict::Keep);
        assert_eq!(stored().claim("a", "prvo", Some("e")), Verdict::Keep);
        assert!(matches!(stored().claim("a", "drugo", Some("e")), Verdict::Renamed(_)));
        assert!(matches!(stored().claim("a", "drugo", None), Verdict::Renamed(_)));
    }
}
