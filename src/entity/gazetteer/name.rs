//! A name in a cell of a table, with its grammar: `Združene države Amerike{fp@AN-}`.

use crate::entity::inflect::{Hints, InflectedForm, Inflector, Role};
use crate::text::{Gender, Number};

/// How a name declines: what a `grammar` cell, or the braces after a name, say.
///
/// `m`, `f`, `n` is the gender, with `p` for a word that has only a plural; `x` does not decline. `:id` names a
/// paradigm, `@shape` the roles of the words (see [`Role::parse_shape`]; words after its end are fixed), and a final `!` says that the name also means
/// other things, so a link needs support from the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grammar {
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    pub indeclinable: bool,
    pub paradigm: Option<String>,
    pub shape: Option<Vec<Role>>,
    pub ambiguous: bool,
}

impl Grammar {
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut grammar = Self::default();
        let text = text.strip_suffix('!').inspect(|_| grammar.ambiguous = true).unwrap_or(text);
        let (text, shape) = text.split_once('@').map_or((text, None), |(left, right)| (left, Some(right)));
        let (category, paradigm) = text.split_once(':').map_or((text, None), |(left, right)| (left, Some(right)));
        grammar.paradigm = paradigm.map(str::to_owned);
        if let Some(shape) = shape {
            grammar.shape = Some(Role::parse_shape(shape).ok_or_else(|| format!("{shape:?} is not a shape"))?);
        }
        for letter in category.chars() {
            match letter {
                'm' => grammar.gender = Some(Gender::Masc),
                'f' => grammar.gender = Some(Gender::Fem),
                'n' => grammar.gender = Some(Gender::Neut),
                'p' => grammar.number = Some(Number::Plur),
                'x' => grammar.indeclinable = true,
                _ => return Err(format!("{letter:?} is not a category of grammar")),
            }
        }
        Ok(grammar)
    }

    fn hints(&self, animate: bool) -> Hints<'_> {
        Hints { gender: self.gender, number: self.number, animate: Some(animate), paradigm: self.paradigm.as_deref() }
    }
}

/// A name with its grammar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Name {
    pub text: String,
    pub grammar: Grammar,
}

impl Name {
    /// Reads `text` or `text{grammar}`.
    ///
    /// # Errors
    /// What is wrong with the grammar.
    pub fn parse(cell: &str) -> Result<Self, String> {
        match cell.strip_suffix('}').and_then(|cell| cell.split_once('{')) {
            Some((text, grammar)) => Self::with(text.trim(), grammar),
            None => Self::with(cell.trim(), ""),
        }
    }

    /// A name whose grammar stands in a column of its own.
    ///
    /// # Errors
    /// What is wrong with the grammar.
    pub fn with(text: &str, grammar: &str) -> Result<Self, String> {
        let mut grammar = Grammar::parse(grammar).map_err(|message| format!("{text}: {message}"))?;
        let words = text.split(' ').count();
        if let Some(shape) = &mut grammar.shape {
            if shape.len() > words {
                return Err(format!("{text}: a shape of {} for {words} words", shape.len()));
            }
            shape.resize(words, Role::Fixed);
        }
        Ok(Self { text: text.to_owned(), grammar })
    }

    /// Whether it is written in capitals (an acronym).
    pub fn is_acronym(&self) -> bool {
        self.text.chars().count() > 1
            && self.text.chars().filter(|c| c.is_uppercase()).count() * 2 > self.text.chars().count()
            && !self.text.contains(' ')
    }

    /// Its forms, things and living beings apart.
    pub fn forms(&self, inflector: &Inflector, animate: bool) -> Vec<InflectedForm> {
        let hints = self.grammar.hints(animate);
        if self.grammar.indeclinable {
            return inflector.keep(&self.text, &hints);
        }
        inflector.expand_phrase(&self.text, self.grammar.shape.as_deref(), &hints)
    }

    /// The forms of its possessive adjective (*Natov*), if it has one.
    pub fn possessive_forms(&self, inflector: &Inflector) -> Vec<InflectedForm> {
        inflector.expand_possessive(&self.text, &self.grammar.hints(true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_grammar() {
        let name = Name::parse("Združene države Amerike{fp@AN!}").expect("a name");
        assert_eq!(name.text, "Združene države Amerike");
        assert_eq!((name.grammar.gender, name.grammar.number), (Some(Gender::Fem), Some(Number::Plur)));
        assert!(name.grammar.ambiguous && name.grammar.shape.is_some());
        assert_eq!(Name::parse("Kuba").expect("a name").grammar, Grammar::default());
        assert!(Name::parse("Kuba{q}").is_err());
        assert!(Name::parse("Nova Kuba{f@ANn}").is_err());
    }

    #[test]
    fn tells_acronyms() {
        for (text, expected) in [("ZDA", true), ("BiH", true), ("EU", true), ("Nato", false), ("Bela hiša", false)] {
            assert_eq!(Name::parse(text).expect("a name").is_acronym(), expected, "{text}");
        }
    }
}
