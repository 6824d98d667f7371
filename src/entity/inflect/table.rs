//! The declension tables of a language pack (`name/paradigms.toml`), read and checked.

use crate::error::Result;
use crate::lang::Pack;
use crate::text::{Case, Gender, Number};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

pub const FILE: &str = "name/paradigms.toml";

/// One way to fill a case: an ending on the stem, or the nominative as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    Lemma,
    Suffix(String),
    /// One ending after a hard letter, another after a soft one (class `S`).
    BySound {
        hard: String,
        soft: String,
    },
}

impl Ending {
    fn parse(text: &str) -> Self {
        match text.split_once('/') {
            _ if text == "=" => Ending::Lemma,
            Some((hard, soft)) => Ending::BySound { hard: hard.to_owned(), soft: soft.to_owned() },
            None => Ending::Suffix(text.to_owned()),
        }
    }

    /// The letters that it may put on a stem; none when the nominative stays.
    pub fn suffixes(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Ending::Lemma => (None, None),
            Ending::Suffix(suffix) => (Some(suffix), None),
            Ending::BySound { hard, soft } => (Some(hard), Some(soft)),
        };
        first.into_iter().chain(second).map(String::as_str)
    }
}

/// The endings of one case in one number.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub case: Case,
    pub number: Number,
    /// `Some` when only things (`false`) or only living beings (`true`) take it.
    pub animate: Option<bool>,
    pub ending: Ending,
}

#[derive(Debug, Clone)]
pub struct Declension {
    pub gender: Gender,
    pub cells: Vec<Cell>,
    pub possessive: Option<String>,
}

impl Declension {
    fn base_number(&self) -> Number {
        let singular = self.cells.iter().any(|cell| cell.number == Number::Sing);
        if singular { Number::Sing } else { Number::Plur }
    }
}

/// A class of words that follow one declension.
#[derive(Debug, Clone)]
pub struct Paradigm {
    pub id: String,
    pub declension: Declension,
    /// The number of the dictionary form.
    pub base_number: Number,
    ends: Vec<Pattern>,
    except: Vec<Pattern>,
    pub strip: String,
    pub add: String,
    pub weight: f32,
    vowels: usize,
    capitals: bool,
    pub listed: bool,
    /// What is taken off the nominative and what comes on it for the possessive adjective.
    pub possessive: Option<(String, String)>,
}

impl Paradigm {
    /// Whether a word in the nominative can follow this paradigm.
    pub fn fits(&self, word: &Look) -> bool {
        (!self.capitals || word.in_capitals)
            && word.vowels >= self.vowels
            && word.lower.ends_with(&self.strip)
            && self.ends.iter().any(|pattern| pattern.matches(&word.end))
            && !self.except.iter().any(|pattern| pattern.matches(&word.end))
    }

    /// The stem to which endings are put.
    pub fn stem(&self, word: &str) -> String {
        format!("{}{}", cut(word, self.strip.chars().count()), self.add)
    }
}

/// A word without its last `count` characters.
pub fn cut(word: &str, count: usize) -> &str {
    let mut end = word.len();
    for (at, _) in word.char_indices().rev().take(count) {
        end = at;
    }
    &word[..end]
}

/// A set of classes of letters, one bit each.
type Classes = u32;

/// Classes of letters for the patterns.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    by_letter: FxHashMap<char, Classes>,
    by_name: FxHashMap<char, Classes>,
}

/// The end of a word as patterns see it: last letter first, with the classes of each.
type WordEnd = Vec<(char, Classes)>;

/// What patterns need to know of a word.
#[derive(Debug)]
pub struct Look {
    lower: String,
    end: WordEnd,
    vowels: usize,
    in_capitals: bool,
}

/// A pattern for the end of a word, last letter first.
#[derive(Debug, Clone)]
struct Pattern(Vec<Unit>);

#[derive(Debug, Clone, Copy)]
enum Unit {
    Letter(char),
    Class(Classes),
}

impl Pattern {
    fn matches(&self, end: &WordEnd) -> bool {
        self.0.len() <= end.len()
            && self.0.iter().zip(end).all(|(unit, &(letter, classes))| match *unit {
                Unit::Letter(expected) => expected == letter,
                Unit::Class(class) => class & classes != 0,
            })
    }
}

impl Letters {
    fn new(classes: &BTreeMap<char, String>) -> Self {
        let mut letters = Self::default();
        for (bit, (&name, members)) in classes.iter().enumerate().take(Classes::BITS as usize) {
            letters.by_name.insert(name, 1 << bit);
            for letter in members.chars() {
                *letters.by_letter.entry(letter).or_default() |= 1 << bit;
            }
        }
        letters
    }

    /// An upper-case letter in a pattern names a class.
    fn pattern(&self, text: &str) -> Pattern {
        let unit = |letter: char| self.by_name.get(&letter).map_or(Unit::Letter(letter), |&class| Unit::Class(class));
        Pattern(text.chars().rev().map(unit).collect())
    }

    pub fn look(&self, word: &str) -> Look {
        let lower = word.to_lowercase();
        let in_capitals = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        let end: WordEnd = lower.chars().rev().map(|letter| (letter, self.classes(letter))).collect();
        let vowel = self.by_name.get(&'V').copied().unwrap_or(0);
        let vowels = end.iter().filter(|(_, classes)| classes & vowel != 0).count();
        Look { lower, end, vowels, in_capitals }
    }

    pub fn is_soft(&self, stem: &str) -> bool {
        let soft = self.by_name.get(&'S').copied().unwrap_or(0);
        let last = stem.chars().next_back().and_then(|letter| letter.to_lowercase().next());
        last.is_some_and(|letter| self.classes(letter) & soft != 0)
    }

    fn classes(&self, letter: char) -> Classes {
        self.by_letter.get(&letter).copied().unwrap_or(0)
    }
}

/// How words of a name of several words are told apart when no table says it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseRules {
    pub adjective_ends: Vec<String>,
    pub nouns: Vec<String>,
    pub conjunctions: Vec<String>,
    /// Cases that stand only with a preposition.
    #[serde(default)]
    pub prepositional: Vec<Case>,
    /// Case endings that may stand behind a hyphen.
    #[serde(default)]
    pub hyphened_endings: Vec<String>,
}

/// All tables of the file.
#[derive(Debug, Clone)]
pub struct Tables {
    pub letters: Letters,
    pub paradigms: Vec<Paradigm>,
    pub adjective: Vec<(Gender, Vec<Cell>)>,
    pub phrase: PhraseRules,
}

impl Tables {
    /// # Errors
    /// When the file is missing, is not such a table, or holds a paradigm that no word can follow.
    pub fn load(pack: &Pack) -> Result<Self> {
        let text = pack.text(FILE)?;
        let raw: Raw = toml::from_str(&text).map_err(|error| {
            let line = error.span().map(|span| 1 + text[..span.start].matches('\n').count());
            pack.error(FILE, line, error.message())
        })?;
        raw.check().map_err(|message| pack.error(FILE, None, message))
    }
}

impl Tables {
    pub fn paradigm(&self, id: &str) -> Option<&Paradigm> {
        self.paradigms.iter().find(|paradigm| paradigm.id == id)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    cases: Vec<Case>,
    letters: BTreeMap<char, String>,
    declension: HashMap<String, RawDeclension>,
    paradigm: Vec<RawParadigm>,
    adjective: HashMap<Gender, HashMap<Number, Vec<String>>>,
    phrase: PhraseRules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDeclension {
    gender: Gender,
    possessive: Option<String>,
    #[serde(rename = "Sing")]
    sing: Option<Vec<String>>,
    #[serde(rename = "Dual")]
    dual: Option<Vec<String>>,
    #[serde(rename = "Plur")]
    plur: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParadigm {
    id: String,
    declension: String,
    ends: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    strip: String,
    #[serde(default)]
    add: String,
    weight: f32,
    #[serde(default)]
    vowels: usize,
    #[serde(default)]
    capitals: bool,
    #[serde(default)]
    listed: bool,
    possessive: Option<RawPossessive>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPossessive {
    strip: String,
    suffix: String,
}

impl Raw {
    fn check(self) -> Result<Tables, String> {
        let cases = self.cases;
        let letters = Letters::new(&self.letters);
        let mut declensions = HashMap::new();
        for (id, raw) in self.declension {
            let declension = raw.check(&cases).map_err(|message| format!("declension {id}: {message}"))?;
            declensions.insert(id, declension);
        }
        let mut paradigms: Vec<Paradigm> = Vec::with_capacity(self.paradigm.len());
        for raw in self.paradigm {
            if paradigms.iter().any(|known| known.id == raw.id) {
                return Err(format!("paradigm {} stands twice", raw.id));
            }
            paradigms.push(raw.check(&declensions, &letters)?);
        }
        let mut adjective = Vec::new();
        for (gender, numbers) in self.adjective {
            let mut cells = Vec::new();
            for (number, endings) in numbers {
                cells.extend(read_cells(&cases, number, &endings)?);
            }
            adjective.push((gender, cells));
        }
        adjective.sort_by_key(|(gender, _)| *gender);
        Ok(Tables { letters, paradigms, adjective, phrase: self.phrase })
    }
}

impl RawDeclension {
    fn check(self, cases: &[Case]) -> Result<Declension, String> {
        let mut cells = Vec::new();
        for (number, endings) in [(Number::Sing, self.sing), (Number::Dual, self.dual), (Number::Plur, self.plur)] {
            if let Some(endings) = endings {
                cells.extend(read_cells(cases, number, &endings)?);
            }
        }
        if !cells.iter().any(|cell| cell.ending == Ending::Lemma) {
            return Err("no case has the nominative (\"=\")".into());
        }
        Ok(Declension { gender: self.gender, cells, possessive: self.possessive })
    }
}

impl RawParadigm {
    fn check(self, declensions: &HashMap<String, Declension>, letters: &Letters) -> Result<Paradigm, String> {
        let id = self.id;
        let declension = declensions
            .get(&self.declension)
            .ok_or_else(|| format!("paradigm {id}: there is no declension {}", self.declension))?;
        if self.ends.is_empty() {
            return Err(format!("paradigm {id}: no word can match an empty `ends`"));
        }
        let own = self.possessive.map(|raw| (raw.strip, raw.suffix));
        let usual = declension.possessive.as_ref().map(|suffix| (self.strip.clone(), format!("{}{suffix}", self.add)));
        Ok(Paradigm {
            possessive: own.or(usual),
            base_number: declension.base_number(),
            declension: declension.clone(),
            id,
            ends: self.ends.iter().map(|text| letters.pattern(text)).collect(),
            except: self.except.iter().map(|text| letters.pattern(text)).collect(),
            strip: self.strip,
            add: self.add,
            weight: self.weight,
            vowels: self.vowels,
            capitals: self.capitals,
            listed: self.listed,
        })
    }
}

fn read_cells(cases: &[Case], number: Number, endings: &[String]) -> Result<Vec<Cell>, String> {
    if endings.len() != cases.len() {
        return Err(format!("{} has {} endings for {} cases", number.as_str(), endings.len(), cases.len()));
    }
    let mut cells = Vec::new();
    for (&case, text) in cases.iter().zip(endings) {
        let sides: Vec<(Option<bool>, &str)> = match text.split_once('~') {
            Some((thing, being)) => vec![(Some(false), thing), (Some(true), being)],
            None => vec![(None, text.as_str())],
        };
        for (animate, variants) in sides {
            for variant in variants.split('|') {
                cells.push(Cell { case, number, animate, ending: Ending::parse(variant) });
            }
        }
    }
    Ok(cells)
}
