//! The words of the page of an explanation, by language, read from `web/text/explain.toml`.

use crate::error::{Error, Result};
use crate::serve::assets::Web;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Codes with what they are called.
type Codes = BTreeMap<String, String>;

/// By BCP 47 tag.
pub(in crate::serve) type Reasons = BTreeMap<String, Words>;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::serve) struct Words {
    /// What speakers of the language call it.
    pub name: String,
    pub switch: String,
    pub identity: String,
    pub mentions_count: String,
    /// Asks for an explanation.
    pub why: String,
    pub article: String,
    pub frame: String,
    pub rule: String,
    pub pattern: String,
    pub whole_pattern: String,
    pub confidence: String,
    pub modality: String,
    pub no_marker: String,
    pub raw: String,
    pub weakest: String,
    pub weighted: String,
    pub calibrated: String,
    pub least: String,
    pub who: String,
    pub nobody: String,
    pub no_how: String,
    pub first_named: String,
    pub taken_before: String,
    pub candidates: String,
    pub gave_way: String,
    pub told_again: String,
    pub made_by: String,
    pub same_version: String,
    pub other_version: String,
    pub said_in: String,
    pub follows_from: String,
    pub no_support: String,
    pub facts: String,
    pub missed: String,
    pub states: String,
    pub called: String,
    pub gazetteer: String,
    pub derived: String,
    pub another_form: String,
    pub another_class: String,
    pub another_ending: String,
    pub ambiguous: String,
    pub by_country: String,
    pub something_new: String,
    pub strength: String,
    pub trouble: String,
    pub role: Codes,
    pub how: Codes,
    pub form: Codes,
    pub sign: Codes,
    pub origin: Codes,
    pub rejection: Codes,
    pub reading: Codes,
    pub relation: Codes,
    pub case: Codes,
    pub weighing: Codes,
    pub missing: Codes,
    pub rules: Codes,
}

/// # Errors
/// When they cannot be read, or are not there in the language of the page.
pub(in crate::serve) fn reasons(lang: &str) -> Result<Reasons> {
    let file = "text/explain.toml";
    let bytes = Web::get(file).map(|file| file.data).unwrap_or_default();
    let broken = |message: String| Error::Format { path: format!("web/{file}").into(), line: None, message };
    let text = std::str::from_utf8(&bytes).map_err(|error| broken(error.to_string()))?;
    let languages: Reasons = toml::from_str(text).map_err(|error| broken(error.message().to_owned()))?;
    if languages.contains_key(lang) { Ok(languages) } else { Err(broken(format!("has no words in {lang:?}"))) }
}

/// What a code is called; the code itself where it has no name.
pub(super) fn name<'c>(codes: &'c Codes, code: &'c str) -> &'c str {
    codes.get(code).map_or(code, String::as_str)
}

/// The code of a value, as JSON has it.
pub(super) fn code(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::record::{How, Sign, Source};
    use crate::explain::{Reading, Rejection};

    #[test]
    fn every_code_has_words_in_each_language() {
        let languages = reasons("sl").expect("the words of the page");
        assert!(languages.len() > 1);
        for (lang, words) in &languages {
            let has = |codes: &Codes, all: Vec<String>| {
                for code in all {
                    assert!(codes.contains_key(&code), "{lang}: {code}");
                }
            };
            has(&words.how, How::ALL.into_iter().map(code).collect());
            has(&words.sign, Sign::ALL.into_iter().map(code).collect());
            has(&words.origin, Source::ALL.into_iter().filter(|source| *source != Source::Words).map(code).collect());
            has(&words.rejection, Rejection::ALL.into_iter().map(code).collect());
            has(
                &words.reading,
                Reading::ALL.into_iter().filter(|reading| *reading != Reading::Same).map(code).collect(),
            );
        }
        assert!(reasons("xx").is_err());
    }
}
