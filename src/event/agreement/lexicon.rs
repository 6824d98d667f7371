//! The tables of `agreement/`: nouns, what stands around them, and what tells a state.

use super::named::{self, NamedTable};
use crate::error::Result;
use crate::event::AgreementStatus;
use crate::lang::Pack;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const NOUNS: &str = "agreement/noun.toml";
const PHRASE: &str = "agreement/phrase.toml";
const STATUS: &str = "agreement/status.toml";

/// A noun for agreements.
#[derive(Debug, Clone)]
pub(super) struct NounEntry {
    pub family: String,
    /// Also an everyday word: an agreement only with more words of its own.
    pub weak: bool,
}

/// How far a word speaks for a state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cue {
    pub status: AgreementStatus,
    pub strength: f32,
}

pub(super) struct Lexicon {
    pub nouns: FxHashMap<String, NounEntry>,
    pub phrase: Phrases,
    pub attributes: FxHashMap<String, Cue>,
    pub governors: FxHashMap<String, Cue>,
    pub verbs: FxHashMap<String, VerbEntry>,
    pub default: Cue,
    pub future_subject: Cue,
    pub named: NamedTable,
    topics: FxHashMap<String, usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub absence: FxHashSet<String>,
    pub new: FxHashSet<String>,
    pub old: FxHashSet<String>,
    pub empty: FxHashSet<String>,
    pub private: FxHashSet<String>,
    pub substitutes: FxHashSet<String>,
    pub anaphoric_nouns: FxHashSet<String>,
    pub anaphoric_verbs: FxHashSet<String>,
    pub unreal: FxHashSet<String>,
    /// Prepositions by which a noun governs an agreement.
    pub governed_by: FxHashSet<String>,
    /// Nouns for talks about an agreement: who holds them is bound by it.
    pub talks: FxHashSet<String>,
    same_topic: Vec<Vec<String>>,
    pub parties: PartyWords,
    pub topic: TopicWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartyWords {
    pub between: FxHashSet<String>,
    pub with: FxHashSet<String>,
    /// Gazetteer keys of bodies that only consent to an agreement of the organisation that they are part of.
    pub assemblies: FxHashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicWords {
    pub prepositions: FxHashSet<String>,
    pub fields: FxHashSet<String>,
    pub field_prepositions: FxHashSet<String>,
}

/// What a verb tells of the agreement that is its object or subject.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbEntry {
    words: Vec<String>,
    pub actual: AgreementStatus,
    /// When the verb is in the present.
    pub present: Option<AgreementStatus>,
    /// When it is wished, planned, denied or possible.
    pub otherwise: Option<AgreementStatus>,
    pub as_object: Option<AgreementStatus>,
    /// When it is denied for the future.
    pub refused: Option<AgreementStatus>,
    pub strength: f32,
    /// Its subject and the one it is done with are the parties.
    #[serde(default)]
    pub binds: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NounFile {
    noun: Vec<NounRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NounRow {
    lemmas: Vec<String>,
    family: String,
    #[serde(default)]
    weak: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    attribute: Vec<CueRow>,
    noun: Vec<CueRow>,
    verb: Vec<VerbEntry>,
    default: PlainCue,
    future_subject: PlainCue,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    words: Vec<String>,
    status: AgreementStatus,
    strength: f32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainCue {
    status: AgreementStatus,
    strength: f32,
}

impl Lexicon {
    /// # Errors
    /// When a table is missing, is not TOML of this shape, or has a word twice.
    pub fn load(pack: &Pack) -> Result<Self> {
        let nouns: NounFile = parse(pack, NOUNS)?;
        let phrase: Phrases = parse(pack, PHRASE)?;
        let status: StatusFile = parse(pack, STATUS)?;
        let twice = |file, word: &str| pack.error(file, None, format!("{word} stands in the table twice"));
        let mut lexicon = Self {
            nouns: FxHashMap::default(),
            attributes: table(status.attribute).map_err(|word| twice(STATUS, &word))?,
            governors: table(status.noun).map_err(|word| twice(STATUS, &word))?,
            verbs: FxHashMap::default(),
            default: Cue { status: status.default.status, strength: status.default.strength },
            future_subject: Cue { status: status.future_subject.status, strength: status.future_subject.strength },
            named: named::load(pack)?,
            topics: topics(&phrase.same_topic),
            phrase,
        };
        for row in nouns.noun {
            for lemma in row.lemmas {
                let entry = NounEntry { family: row.family.clone(), weak: row.weak };
                if lexicon.nouns.insert(lemma.clone(), entry).is_some() {
                    return Err(twice(NOUNS, &lemma));
                }
            }
        }
        for entry in status.verb {
            for word in &entry.words {
                if lexicon.verbs.insert(word.clone(), entry.clone()).is_some() {
                    return Err(twice(STATUS, word));
                }
            }
        }
        Ok(lexicon)
    }

    /// Whether an adjective sets an agreement apart by what it is about or of what kind it is.
    pub fn is_distinctive(&self, adjective: &str) -> bool {
        let phrase = &self.phrase;
        !(phrase.new.contains(adjective)
            || phrase.old.contains(adjective)
            || phrase.empty.contains(adjective)
            || self.attributes.contains_key(adjective))
    }

    /// Whether two words name one topic: by the table, or because they begin alike (*tranzit*, *tranziten*).
    pub fn same_topic(&self, a: &str, b: &str) -> bool {
        match (self.topics.get(a), self.topics.get(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b || begin_alike(a, b),
        }
    }
}

/// Long enough a common beginning for one stem.
fn begin_alike(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let shortest = a.chars().count().min(b.chars().count());
    common >= 5 && common + 2 >= shortest
}

fn topics(lists: &[Vec<String>]) -> FxHashMap<String, usize> {
    lists.iter().enumerate().flat_map(|(number, words)| words.iter().map(move |word| (word.clone(), number))).collect()
}

fn table(rows: Vec<CueRow>) -> std::result::Result<FxHashMap<String, Cue>, String> {
    let mut table = FxHashMap::default();
    for row in rows {
        for word in row.words {
            if table.insert(word.clone(), Cue { status: row.status, strength: row.strength }).is_some() {
                return Err(word);
            }
        }
    }
    Ok(table)
}

fn parse<T: DeserializeOwned>(pack: &Pack, file: &str) -> Result<T> {
    toml::from_str(&pack.text(file)?).map_err(|e| pack.error(file, None, e.to_string().trim_end()))
}
