//! The words of the pages of the ontology, by language, read from `web/text/ontology.toml`.

use crate::error::{Error, Result};
use crate::serve::assets::Web;
use serde::Deserialize;
use std::collections::BTreeMap;

/// By BCP 47 tag.
pub(in crate::serve) type Languages = BTreeMap<String, Words>;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::serve) struct Words {
    /// What speakers of the language call it.
    pub name: String,
    pub switch: String,
    pub contents: String,
    pub modules: String,
    pub lists: String,
    pub outside: String,
    pub shapes: String,
    pub rules: String,
    pub questions: String,
    pub terms: String,
    pub version: String,
    pub changes: String,
    pub namespace: String,
    pub created: String,
    pub modified: String,
    pub creator: String,
    pub license: String,
    pub rights: String,
    pub data: String,
    pub context: String,
    pub own: String,
    pub triples: String,
    pub instances: String,
    /// Names of classes of terms, by their short form.
    pub kinds: BTreeMap<String, String>,
    /// Names of properties of terms, by their short form, with `^` before those that lead to the term.
    pub rows: BTreeMap<String, String>,
}

/// # Errors
/// When they cannot be read.
pub(in crate::serve) fn languages() -> Result<Languages> {
    let file = "text/ontology.toml";
    let bytes = Web::get(file).map(|file| file.data).unwrap_or_default();
    let broken = |message: String| Error::Format { path: format!("web/{file}").into(), line: None, message };
    let text = std::str::from_utf8(&bytes).map_err(|error| broken(error.to_string()))?;
    toml::from_str(text).map_err(|error| broken(error.message().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_name_the_same() {
        let languages = languages().expect("words");
        let named = |words: &Words| words.kinds.keys().chain(words.rows.keys()).cloned().collect::<Vec<_>>();
        let (sl, en) = (&languages["sl"], &languages["en"]);
        assert!(sl.rows.len() > 20);
        assert_eq!(named(sl), named(en));
    }
}
