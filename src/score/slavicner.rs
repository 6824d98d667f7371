//! Names against the SlavicNER corpus (Piskorski, Marcińczuk, Yangarber 2024).
//!
//! Gold is a text and a table beside it: start and end in code points, form, lemma, class, identity. A name is right when
//! its place and its class agree. Products, events and all else count as one class.

use super::conllu::Count;
use crate::document::Document;
use crate::text::NameClass;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The classes that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Per,
    Loc,
    Org,
    Other,
}

impl Class {
    pub const ALL: [Class; 4] = [Class::Per, Class::Loc, Class::Org, Class::Other];

    pub fn as_str(self) -> &'static str {
        match self {
            Class::Per => "PER",
            Class::Loc => "LOC",
            Class::Org => "ORG",
            Class::Other => "other",
        }
    }

    fn parse(class: &str) -> Self {
        Self::ALL.into_iter().find(|known| known.as_str() == class).unwrap_or(Class::Other)
    }
}

impl From<NameClass> for Class {
    fn from(class: NameClass) -> Self {
        match class {
            NameClass::Per => Class::Per,
            NameClass::Loc => Class::Loc,
            NameClass::Org => Class::Org,
            NameClass::Misc => Class::Other,
        }
    }
}

/// A name of gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldName {
    pub lemma: String,
    pub class: Class,
}

/// Names by their place in code points.
pub type GoldNames = BTreeMap<(usize, usize), GoldName>;

/// Reads a table.
///
/// # Errors
/// The number of the first line that does not have six columns, or two numbers at its beginning.
pub fn parse(table: &str) -> Result<GoldNames, usize> {
    let lines = table.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| parse_line(line).ok_or(number + 1)).collect()
}

fn parse_line(line: &str) -> Option<((usize, usize), GoldName)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [start, end, _, lemma, class, _] = columns[..] else { return None };
    let name = GoldName { lemma: lemma.into(), class: Class::parse(class) };
    Some(((start.parse().ok()?, end.parse().ok()?), name))
}

/// Counts by class, and how many lemmas of found names are right.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    pub classes: [Count; 4],
    /// Of the names that are right and have a mention: right lemmas, and all.
    pub lemmas: (usize, usize),
}

impl Scores {
    /// All classes together.
    pub fn total(&self) -> Count {
        self.classes.iter().fold(Count::default(), |mut sum, &count| {
            sum += count;
            sum
        })
    }

    /// Adds one document.
    pub fn add(&mut self, gold: &GoldNames, found: &Document) {
        for name in gold.values() {
            self.classes[name.class as usize].gold += 1;
        }
        for name in &found.names {
            let tokens = &found.sentences[name.sentence].tokens[name.tokens.clone()];
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            let place = (first.span.start, last.span.end);
            let class = Class::from(name.class);
            self.classes[class as usize].found += 1;
            if let Some(gold) = gold.get(&place).filter(|gold| gold.class == class) {
                self.classes[class as usize].correct += 1;
                self.add_lemma(gold, place, found);
            }
        }
    }

    fn add_lemma(&mut self, gold: &GoldName, place: (usize, usize), found: &Document) {
        if let Some(mention) = found.mentions.iter().find(|mention| (mention.span.start, mention.span.end) == place) {
            self.lemmas.1 += 1;
            self.lemmas.0 += usize::from(mention.lemma.to_lowercase() == gold.lemma.to_lowercase());
        }
    }
}

/// The pairs of text and table below `raw/` and `ner/` of a folder, sorted; a table without a text is left out.
///
/// # Errors
/// When the folder cannot be read.
pub fn pairs(folder: &Path) -> std::io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut pairs = Vec::new();
    for topic in std::fs::read_dir(folder.join("ner"))? {
        let topic = topic?.path();
        for table in std::fs::read_dir(&topic)? {
            let table = table?.path();
            let (Some(topic), Some(name)) = (topic.file_name(), table.file_stem()) else { continue };
            let text = folder.join("raw").join(topic).join(name).with_extension("txt");
            if text.is_file() {
                pairs.push((text, table));
            }
        }
    }
    pairs.sort();
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::span::Span;
    use crate::text::{Name, Sentence, Token};

    #[test]
    fn place_and_class_must_agree() {
        let gold = parse("0\t6\tTirana\tTirana\tLOC\tGPE-1\n9\t12\tEUR\tEUR\tPRO\tPRO-1\n").expect("valid");
        let token = |start, end| Token { span: Span::new(start, end), ..Token::default() };
        let name =
            |at: usize, class| Name { sentence: 0, tokens: at..at + 1, class, possessive: false, confidence: 1.0 };
        let mut found = Document::new(Article::new("a", "Tirana – EUR"));
        let tokens = vec![token(0, 6), token(7, 8), token(9, 12)];
        found.sentences.push(Sentence { span: Span::new(0, 12), tokens, paragraph: 0, heading: false });
        found.names = vec![name(0, NameClass::Loc), name(2, NameClass::Org)];
        let mut scores = Scores::default();
        scores.add(&gold, &found);
        assert_eq!(scores.classes[Class::Loc as usize], Count { correct: 1, found: 1, gold: 1 });
        assert_eq!(scores.total(), Count { correct: 1, found: 2, gold: 2 });
    }

    #[test]
    fn a_faulty_line_is_named() {
        assert_eq!(parse("0\t1\tA\tA\tPER\tx\nzero\t1\tA\tA\tPER\tx\n"), Err(2));
        assert_eq!(parse("0\t1\tA\n"), Err(1));
    }
}
