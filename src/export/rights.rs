//! Licences that let a text be passed on: `data/common/licences.tsv`.

use crate::error::Result;
use crate::lang::Pack;
use crate::lang::tsv::Table;

const FILE: &str = "licences.tsv";

/// What an article may name as its rights so that its text can be passed on.
#[derive(Debug, Default)]
pub struct Licences {
    /// Without scheme; a licence is meant by an IRI that begins so.
    iris: Vec<String>,
    /// In words; a version and the like may follow.
    names: Vec<Vec<String>>,
    /// Words that may follow a name.
    endings: Vec<String>,
    /// Exactly these words, after the user.
    own: Vec<String>,
}

impl Licences {
    /// Those of the table, and what the user adds in its exact words.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn load(pack: &Pack, own: &[String]) -> Result<Self> {
        let text = pack.text_common(FILE)?;
        let file = format!("common/{FILE}");
        let table = Table::parse(&pack.lang, &file, &text, &["kind", "value", "licence", "source"])?;
        let mut licences = Self { own: own.iter().map(|words| words.trim().to_owned()).collect(), ..Self::default() };
        for row in table.rows() {
            let value = row.get("value");
            match row.get("kind") {
                "iri" => licences.iris.push(value.to_owned()),
                "name" => licences.names.push(words(value)),
                "ending" => licences.endings.push(value.to_lowercase()),
                other => return Err(row.error(format!("kind is iri, name or ending, not {other:?}"))),
            }
        }
        Ok(licences)
    }

    /// Whether what an article says of its rights lets its text be passed on.
    pub fn allow(&self, rights: &str) -> bool {
        let rights = rights.trim();
        self.own.iter().any(|own| own == rights) || self.names_an_iri(rights) || self.names_a_licence(rights)
    }

    fn names_an_iri(&self, rights: &str) -> bool {
        let rights = rights.to_lowercase();
        let Some((_, rest)) = rights.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https")) else {
            return false;
        };
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        !rest.contains(char::is_whitespace) && self.iris.iter().any(|iri| rest.starts_with(iri.as_str()))
    }

    fn names_a_licence(&self, rights: &str) -> bool {
        let said = words(rights);
        let may_follow = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit()) || self.endings.contains(word);
        self.names.iter().any(|name| said.starts_with(name) && said[name.len()..].iter().all(may_follow))
    }
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_licences_are_known_and_others_are_not() {
        let own = ["By agreement with the publisher".to_owned()];
        let licences = Licences::load(&Pack::shipped("sl").expect("a pack"), &own).expect("the table");
        for rights in [
            "CC BY 4.0",
            "cc-by-sa-3.0",
            "CC0",
            "CC0 1.0 Universal",
            "Creative Commons Attribution 4.0 International",
            "Public domain",
            "https://creativecommons.org/licenses/by/4.0/",
            "http://www.creativecommons.org/licenses/by-sa/2.5/si/",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            " By agreement with the publisher ",
        ] {
            assert!(licences.allow(rights), "{rights}");
        }
        for rights in [
            "",
            "All rights reserved",
            "CC BY-NC 4.0",
            "CC BY-ND",
            "Creative Commons Attribution NonCommercial",
            "https://creativecommons.org/licenses/by-nc/4.0/",
            "https://creativecommons.org/licenses/by-nc-nd/4.0/",
            "https://example.org/creativecommons.org/licenses/by/4.0/",
            "© STA; photographs CC BY 4.0",
            "CC BY 4.0, text excluded",
            "by agreement with the publisher",
        ] {
            assert!(!licences.allow(rights), "{rights}");
        }
    }
}
