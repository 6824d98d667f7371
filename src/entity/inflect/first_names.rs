//! First names with their gender (`name/first-names.tsv` of a language pack).

use crate::error::Result;
use crate::lang::Pack;
use crate::lang::tsv::Table;
use crate::text::Gender;
use rustc_hash::FxHashMap;

const FILE: &str = "name/first-names.tsv";

/// What is known of one first name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstName {
    /// `None` for a name of women and men.
    pub gender: Option<Gender>,
    /// Id of the paradigm it follows, where its form alone would mislead.
    pub paradigm: Option<String>,
    /// It is a common word too, so it needs support from its neighbours.
    pub common_word: bool,
}

/// The first names of a language, by their nominative.
#[derive(Debug, Clone, Default)]
pub struct FirstNames(FxHashMap<String, FirstName>);

impl FirstNames {
    /// A pack without the table has no first names.
    ///
    /// # Errors
    /// When the table is wrong; the error names the line.
    pub fn load(pack: &Pack, knows_paradigm: impl Fn(&str) -> bool) -> Result<Self> {
        if !pack.list("name").iter().any(|file| file == FILE) {
            return Ok(Self::default());
        }
        let text = pack.text(FILE)?;
        let table = Table::parse(&pack.lang, FILE, &text, &["name", "gender", "paradigm", "common_word"])?;
        let mut names = FxHashMap::default();
        for row in table.rows() {
            let gender = match row.get("gender") {
                "Both" => None,
                gender => Some(Gender::parse(gender).ok_or_else(|| row.error(format!("{gender:?} is not a gender")))?),
            };
            let paradigm = row.some("paradigm").map(str::to_owned);
            if let Some(id) = paradigm.as_ref().filter(|id| !knows_paradigm(id)) {
                return Err(row.error(format!("there is no paradigm {id}")));
            }
            let name = FirstName { gender, paradigm, common_word: row.get("common_word") == "yes" };
            if names.insert(row.get("name").to_owned(), name).is_some() {
                return Err(row.error(format!("{} stands twice", row.get("name"))));
            }
        }
        Ok(Self(names))
    }

    /// A name in the nominative.
    pub fn get(&self, name: &str) -> Option<&FirstName> {
        self.0.get(name)
    }

    /// Whether a name can be a first name of that gender.
    pub fn is_of(&self, name: &str, gender: Gender) -> bool {
        self.get(name).is_some_and(|known| known.gender.is_none_or(|own| own == gender))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
