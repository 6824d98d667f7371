//! Names against the SlavicNER corpus (Piskorski, Marcińczuk, Yangarber 2024).
//!
//! Gold is a text and a table beside it: start and end in code points, form, lemma, class, identity. A name is right when
//! its place and its class agree. Products, events and all else count as one class.

use super::conllu::Count;
use crate::document::Document;
use crate::span::Span;
use crate::text::{Name, NameClass};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Of the thing that is meant, the same in all languages and documents: `PER-Theresa-May`.
    pub identity: String,
}

/// Start and end in code points.
pub type Place = (usize, usize);

/// Names by their place.
pub type GoldNames = BTreeMap<Place, GoldName>;

/// Where a name stands that the analysis found.
pub fn place(document: &Document, name: &Name) -> Option<Place> {
    let tokens = &document.sentences[name.sentence].tokens[name.tokens.clone()];
    Some((tokens.first()?.span.start, tokens.last()?.span.end))
}

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
    let [start, end, _, lemma, class, identity] = columns[..] else { return None };
    let name =
        GoldName { lemma: lemma.trim().into(), class: Class::parse(class), identity: identity.trim().to_owned() };
    Some(((start.parse().ok()?, end.parse().ok()?), name))
}

/// What is wrong with one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Gold has the name, the analysis does not.
    Missed,
    /// The analysis has the name, gold does not.
    Added,
    /// Both have the name, with different lemmas.
    Lemma,
}

/// A name of one document that is not as gold has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    pub fault: Fault,
    /// In code points.
    pub place: (usize, usize),
    pub class: Class,
    pub form: String,
    /// The lemma that was found; empty when the name was missed.
    pub found: String,
    /// The lemma of gold; empty when gold lacks the name.
    pub gold: String,
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

    /// Adds one document and tells what is not as gold has it, in the order of the text.
    pub fn add(&mut self, gold: &GoldNames, found: &Document) -> Vec<Miss> {
        let mut misses = Vec::new();
        let mut right = BTreeSet::new();
        let lemmas: BTreeMap<_, _> = found.mentions.iter().map(|m| ((m.span.start, m.span.end), &m.lemma)).collect();
        for name in &found.names {
            let Some(place) = place(found, name) else { continue };
            let class = Class::from(name.class);
            self.classes[class as usize].found += 1;
            let lemma = lemmas.get(&place).map(|lemma| lemma.as_str());
            let known = gold.get(&place).filter(|gold| gold.class == class);
            if let Some(known) = known {
                right.insert(place);
                self.classes[class as usize].correct += 1;
                self.lemmas.1 += usize::from(lemma.is_some());
                if lemma.is_none_or(|lemma| lemma.to_lowercase() == known.lemma.to_lowercase()) {
                    self.lemmas.0 += usize::from(lemma.is_some());
                    continue;
                }
            }
            let fault = if known.is_some() { Fault::Lemma } else { Fault::Added };
            let gold = known.map_or_else(String::new, |known| known.lemma.clone());
            misses.push(Miss { fault, found: lemma.unwrap_or_default().into(), gold, ..Miss::at(found, place, class) });
        }
        for (&place, name) in gold {
            self.classes[name.class as usize].gold += 1;
            if !right.contains(&place) {
                misses.push(Miss { gold: name.lemma.clone(), ..Miss::at(found, place, name.class) });
            }
        }
        misses.sort_by_key(|miss| miss.place);
        misses
    }
}

impl Miss {
    fn at(document: &Document, place: (usize, usize), class: Class) -> Self {
        let length = document.index.len();
        let span = Span::new(place.0.min(length), place.1.min(length));
        let form = document.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        Self { fault: Fault::Missed, place, class, form, found: String::new(), gold: String::new() }
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
    use crate::entity::{Mention, MentionForm, MentionType};
    use crate::text::{Sentence, Token};

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
        let misses = scores.add(&gold, &found);
        let faults: Vec<_> = misses.iter().map(|miss| (miss.fault, miss.form.as_str())).collect();
        assert_eq!(faults, [(Fault::Added, "EUR"), (Fault::Missed, "EUR")]);
        assert_eq!(scores.classes[Class::Loc as usize], Count { correct: 1, found: 1, gold: 1 });
        assert_eq!(scores.total(), Count { correct: 1, found: 2, gold: 2 });
    }

    #[test]
    fn a_wrong_lemma_is_told() {
        let gold = parse("0\t6\tTirane\tTirana\tLOC\tGPE-1\n").expect("valid");
        let mut found = Document::new(Article::new("a", "Tirane"));
        let tokens = vec![Token { span: Span::new(0, 6), ..Token::default() }];
        found.sentences.push(Sentence { span: Span::new(0, 6), tokens, paragraph: 0, heading: false });
        found.names =
            vec![Name { sentence: 0, tokens: 0..1, class: NameClass::Loc, possessive: false, confidence: 1.0 }];
        let mention = |lemma: &str| Mention {
            sentence: 0,
            tokens: 0..1,
            head: 0,
            span: Span::new(0, 6),
            lemma: lemma.into(),
            class: MentionType::Loc,
            form: MentionForm::Name,
            entities: Vec::new(),
            confidence: 1.0,
        };
        let mut scores = Scores::default();
        found.mentions = vec![mention("Tiran")];
        let misses = scores.add(&gold, &found);
        assert_eq!(
            (misses[0].fault, misses[0].found.as_str(), misses[0].gold.as_str()),
            (Fault::Lemma, "Tiran", "Tirana")
        );
        found.mentions = vec![mention("TIRANA")];
        assert!(scores.add(&gold, &found).is_empty());
        assert_eq!(scores.lemmas, (1, 2));
    }

    #[test]
    fn a_faulty_line_is_named() {
        assert_eq!(parse("0\t1\tA\tA\tPER\tx\nzero\t1\tA\tA\tPER\tx\n"), Err(2));
        assert_eq!(parse("0\t1\tA\n"), Err(1));
    }
}
