//! The tables of `statement/`: words of saying, sources, quotation marks.

use crate::error::Result;
use crate::lang::Pack;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

const VERBS: &str = "statement/verb.toml";
const WORDS: &str = "statement/words.toml";

/// What has to stand by a word of saying so that it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Clause,
    Quote,
    Object,
    /// An object that itself names what is said: *izraziti upanje*.
    Said,
    Preposition(String),
    Any,
}

/// One use of a word of saying.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub group: String,
    pub content: Vec<Content>,
    pub negated: bool,
    pub reflexive: bool,
    pub weak: bool,
}

pub(super) struct Lexicon {
    verbs: FxHashMap<String, Vec<Use>>,
    predicates: FxHashMap<String, Vec<Use>>,
    pub words: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub complementisers: FxHashSet<String>,
    pub manner: FxHashSet<String>,
    pub relatives: FxHashSet<String>,
    pub seat_prepositions: FxHashSet<String>,
    pub proxies: FxHashSet<String>,
    pub hearsay: FxHashSet<String>,
    /// Nouns for what is said, as the object of a word of saying: *upanje*, *obžalovanje*.
    pub said: FxHashSet<String>,
    /// Endings of participles that look like nouns, each with the ending of the infinitive.
    pub participles: Vec<(String, String)>,
    pub media: FxHashSet<String>,
    /// Gazetteer keys: a city, and whose seat it is.
    pub seats: FxHashMap<String, String>,
    pub source: Source,
    pub quotes: Quotes,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub preposition: String,
    pub nouns: FxHashSet<String>,
    pub weak_nouns: FxHashSet<String>,
    /// Prepositions with which a noun says that the subject of the clause said it: *z besedami, da*.
    pub own_words: FxHashSet<String>,
    /// Whether the preposition may stand with a possessive alone.
    pub bare_possessive: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotes {
    /// Two characters each.
    pub pairs: Vec<String>,
    /// Marks that are written as two of another one: that one twice, then the mark that is meant.
    #[serde(default)]
    pub doubled: Vec<String>,
}

impl Quotes {
    /// The mark that two of these stand for.
    pub fn doubled(&self, single: char) -> Option<char> {
        let row = self.doubled.iter().find(|row| row.starts_with(single))?;
        row.chars().nth(2)
    }

    /// Whether some quotation ends with this mark.
    pub fn closes(&self, mark: char) -> bool {
        self.pairs.iter().any(|pair| pair.ends_with(mark))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbFile {
    group: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    #[serde(rename = "explanation")]
    _explanation: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    content: Vec<String>,
    /// Kinds of content that single words of the group do not take.
    #[serde(default)]
    except: FxHashMap<String, Vec<String>>,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    reflexive: bool,
    #[serde(default)]
    weak: bool,
}

impl Lexicon {
    /// # Errors
    /// When a table is missing, is not TOML of this shape, or names an unknown kind of content.
    pub fn load(pack: &Pack) -> Result<Self> {
        let file: VerbFile = parse(pack, VERBS)?;
        let words: Words = parse(pack, WORDS)?;
        if let Some(pair) = words.quotes.pairs.iter().find(|pair| pair.chars().count() != 2) {
            return Err(pack.error(WORDS, None, format!("quotes.pairs: {pair} is not two characters")));
        }
        if let Some(row) = words.quotes.doubled.iter().find(|row| row.chars().count() != 3) {
            return Err(pack.error(WORDS, None, format!("quotes.doubled: {row} is not three characters")));
        }
        let mut lexicon = Self { verbs: FxHashMap::default(), predicates: FxHashMap::default(), words };
        for group in &file.group {
            lexicon.add(group).map_err(|message| pack.error(VERBS, None, message))?;
        }
        Ok(lexicon)
    }

    /// The uses of a verb.
    pub fn verb(&self, lemma: &str) -> &[Use] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The verb of saying whose participle a form is.
    pub fn participle(&self, form: &str) -> Option<String> {
        let form = form.to_lowercase();
        let verb =
            |(ending, infinitive): &(String, String)| Some(form.strip_suffix(ending.as_str())?.to_owned() + infinitive);
        self.words.participles.iter().filter_map(verb).find(|verb| self.verbs.contains_key(verb))
    }

    /// The uses of an adjective or noun as a predicate.
    pub fn predicate(&self, lemma: &str) -> &[Use] {
        self.predicates.get(lemma).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, group: &Group) -> std::result::Result<(), String> {
        let kinds = group.content.iter().map(|kind| parse_content(kind)).collect::<std::result::Result<Vec<_>, _>>()?;
        for word in group.verbs.iter().chain(&group.adjectives) {
            let takes = |kind: &str| !group.except.get(kind).is_some_and(|words| words.contains(word));
            let content =
                group.content.iter().zip(&kinds).filter(|(name, _)| takes(name)).map(|(_, kind)| kind.clone());
            let entry = Use {
                group: group.id.clone(),
                content: content.collect(),
                negated: group.negated,
                reflexive: group.reflexive,
                weak: group.weak,
            };
            let table = if group.verbs.contains(word) { &mut self.verbs } else { &mut self.predicates };
            table.entry(word.clone()).or_default().push(entry);
        }
        Ok(())
    }
}

fn parse<T: serde::de::DeserializeOwned>(pack: &Pack, file: &str) -> Result<T> {
    toml::from_str(&pack.text(file)?).map_err(|e| pack.error(file, None, e.to_string().trim_end()))
}

fn parse_content(kind: &str) -> std::result::Result<Content, String> {
    match kind {
        "clause" => Ok(Content::Clause),
        "quote" => Ok(Content::Quote),
        "object" => Ok(Content::Object),
        "said" => Ok(Content::Said),
        "any" => Ok(Content::Any),
        _ => match kind.strip_prefix("prep:") {
            Some(preposition) => Ok(Content::Preposition(preposition.to_owned())),
            None => Err(format!("unknown content {kind}")),
        },
    }
}
