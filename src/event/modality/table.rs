//! Loads `modality/marker.toml` and `modality/governor.toml`.

use crate::error::Result;
use crate::event::fact::Modality;
use crate::event::frame::{Form, Frames, Link, Slot, Source};
use crate::lang::Pack;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

/// Everything that the modality tables of a language say.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub markers: Markers,
    governors: Vec<Governor>,
    index: FxHashMap<(SmolStr, Word), Vec<usize>>,
}

/// A word above an event: *želeti*, *možnost*, *voditi* (*pogovore*).
#[derive(Debug, Clone)]
pub struct Governor {
    /// What the complement must hang by.
    pub complement: Vec<Slot>,
    /// What it makes of the complement; `None` leaves it as it is.
    pub modality: Option<Modality>,
    /// A past tense of it says that the complement happened (*morali so oditi*).
    pub past_implies: bool,
    /// Which of its arguments acts in the complement, best first.
    pub subject: Vec<Slot>,
    /// Whether its other arguments belong to the complement too, as with light verbs.
    pub shares: bool,
    /// Only lends its subject and its tense: any verb beside an event (*na srečanju je dejal*).
    pub loose: bool,
    /// Whether it tells what somebody says; its own tense and negation do not reach the complement.
    pub speech: bool,
}

/// The part of speech under which a governor is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    Verb,
    Participle,
    Noun,
    Adjective,
    Adverb,
}

/// Words that stand beside a predicate and change its modality.
#[derive(Debug, Clone, Default)]
pub struct Markers {
    adverbs: FxHashMap<SmolStr, Modality>,
    attributes: FxHashMap<SmolStr, Modality>,
    marks: FxHashMap<SmolStr, Mark>,
    hortatives: Vec<SmolStr>,
    hortative: Option<Modality>,
    hortative_conditional: Option<Modality>,
    negative_prepositions: Vec<SmolStr>,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    modality: Modality,
    /// Only together with a conditional.
    conditional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMarkers {
    #[serde(default)]
    adverb: Vec<RawWords>,
    #[serde(default)]
    attribute: Vec<RawWords>,
    #[serde(default)]
    mark: Vec<RawMark>,
    hortative: Option<RawHortative>,
    #[serde(default)]
    negative_prepositions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    modality: Modality,
    lemmas: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMark {
    modality: Modality,
    lemmas: Vec<String>,
    #[serde(default)]
    conditional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHortative {
    lemmas: Vec<String>,
    alone: Modality,
    with_conditional: Modality,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGovernors {
    governor: Vec<Spanned<RawGovernor>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGovernor {
    #[allow(dead_code)]
    explanation: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    complement: Vec<Spanned<String>>,
    modality: Option<Modality>,
    #[serde(default)]
    past_implies: bool,
    #[serde(default)]
    subject: Vec<Spanned<String>>,
    #[serde(default)]
    shares: bool,
    #[serde(default)]
    loose: bool,
    #[serde(default)]
    speech: bool,
}

/// A governor listed under this lemma is any verb.
const ANY: &str = "*";

impl Tables {
    /// Reads the tables; a pack without them has none.
    ///
    /// # Errors
    /// [`Error::Pack`](crate::error::Error::Pack) with file and line.
    pub fn load(pack: &Pack, frames: &Frames) -> Result<Self> {
        let files = pack.list("modality");
        let mut tables = Self::default();
        let markers = "modality/marker.toml";
        if files.iter().any(|file| file == markers) {
            tables.markers = Source::read(pack, markers)?.parse::<RawMarkers>()?.into();
        }
        for file in files.iter().filter(|file| file.as_str() != markers && file.ends_with(".toml")) {
            let source = Source::read(pack, file)?;
            let raw: RawGovernors = source.parse()?;
            for governor in &raw.governor {
                tables.add(&source, governor, frames)?;
            }
        }
        Ok(tables)
    }

    fn add(&mut self, source: &Source, spanned: &Spanned<RawGovernor>, frames: &Frames) -> Result<()> {
        let raw = spanned.get_ref();
        let parse = |slot: &Spanned<String>| {
            Slot::parse(slot.get_ref(), &frames.classes).map_err(|why| source.wrong(slot, why))
        };
        let number = self.governors.len();
        self.governors.push(Governor {
            complement: raw.complement.iter().map(parse).collect::<Result<_>>()?,
            modality: raw.modality,
            past_implies: raw.past_implies,
            subject: raw.subject.iter().map(parse).collect::<Result<_>>()?,
            shares: raw.shares,
            loose: raw.loose,
            speech: raw.speech,
        });
        let lists = [
            (&raw.verbs, Word::Verb),
            (&raw.nouns, Word::Noun),
            (&raw.adjectives, Word::Adjective),
            (&raw.adverbs, Word::Adverb),
        ];
        if lists.iter().all(|(words, _)| words.is_empty()) || raw.complement.is_empty() {
            return Err(source.wrong(spanned, "a governor needs words and a complement"));
        }
        for (words, word) in lists {
            for lemma in words {
                self.index.entry((lemma.into(), word)).or_default().push(number);
            }
        }
        for participle in raw.verbs.iter().flat_map(|verb| frames.grammar.participles(verb)) {
            self.index.entry((participle.into(), Word::Participle)).or_default().push(number);
        }
        Ok(())
    }

    /// The governor that a word is to a complement with some lemma, hanging by one of `links`.
    pub fn governor(&self, lemma: &SmolStr, word: Word, complement: &SmolStr, links: &[Link]) -> Option<&Governor> {
        let listed = |lemma: &SmolStr| {
            let numbers = self.index.get(&(lemma.clone(), word)).map_or(&[][..], Vec::as_slice);
            let governors = numbers.iter().map(|&number| &self.governors[number]);
            governors.into_iter().find(|governor| {
                governor.complement.iter().any(|slot| {
                    let filtered = slot.filter.is_empty() || slot.filter.has_lemma(complement);
                    filtered && links.iter().any(|link| slot.matches(link))
                })
            })
        };
        let any = || if word == Word::Verb { listed(&SmolStr::new_static(ANY)) } else { None };
        listed(lemma).or_else(any)
    }
}

impl Markers {
    pub fn adverb(&self, lemma: &str) -> Option<Modality> {
        self.adverbs.get(lemma).copied()
    }

    pub fn attribute(&self, lemma: &str) -> Option<Modality> {
        self.attributes.get(lemma).copied()
    }

    pub fn mark(&self, lemma: &str, conditional: bool) -> Option<Modality> {
        self.marks.get(lemma).filter(|mark| conditional || !mark.conditional).map(|mark| mark.modality)
    }

    /// What a hortative particle makes of its clause; `None` when the lemma is none.
    pub fn hortative(&self, lemma: &str, conditional: bool) -> Option<Modality> {
        let known = self.hortatives.iter().any(|known| known == lemma);
        if known { if conditional { self.hortative_conditional } else { self.hortative } } else { None }
    }

    pub fn negative_preposition(&self, lemma: &str) -> bool {
        self.negative_prepositions.iter().any(|known| known == lemma)
    }
}

impl From<RawMarkers> for Markers {
    fn from(raw: RawMarkers) -> Self {
        let words = |lists: &[RawWords]| {
            let pairs = lists.iter().flat_map(|list| list.lemmas.iter().map(|lemma| (lemma.into(), list.modality)));
            pairs.collect::<FxHashMap<SmolStr, Modality>>()
        };
        let marks = raw.mark.iter().flat_map(|list| {
            let mark = Mark { modality: list.modality, conditional: list.conditional };
            list.lemmas.iter().map(move |lemma| (SmolStr::new(lemma), mark))
        });
        Self {
            adverbs: words(&raw.adverb),
            attributes: words(&raw.attribute),
            marks: marks.collect(),
            hortatives: raw.hortative.iter().flat_map(|h| h.lemmas.iter().map(SmolStr::new)).collect(),
            hortative: raw.hortative.as_ref().map(|h| h.alone),
            hortative_conditional: raw.hortative.as_ref().map(|h| h.with_conditional),
            negative_prepositions: raw.negative_prepositions.iter().map(SmolStr::new).collect(),
        }
    }
}

impl From<Form> for Word {
    fn from(form: Form) -> Self {
        match form {
            Form::Verb => Word::Verb,
            Form::Participle => Word::Participle,
            Form::Noun => Word::Noun,
            Form::Adjective => Word::Adjective,
        }
    }
}
