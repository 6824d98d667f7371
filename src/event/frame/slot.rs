//! Slots: where an argument stands and what may fill it, as frame files write them.
//!
//! ```text
//! slot    = place [filter] ["!"]
//! place   = "nom" | case | preposition "+" case | "inf" | "poss" | "self" | "speaker" | "clause" ["(" mark { "|" mark } ")"]
//! case    = "gen" | "dat" | "acc" | "loc" | "ins"
//! filter  = { ":" what { "|" what } | "=" lemma { "|" lemma } }
//! what    = kind | "actor" | "polity" | "@" class
//! ```
//!
//! `nom` is the subject (also one that a governor supplies, and the agent of a passive), `poss` a possessive or an
//! adjective of a name before a noun, `self` the trigger itself (what it is about when nothing else says so), `speaker`
//! whoever says the clause, a bare case an argument without a preposition. `!` says that the predicate does not match
//! without it.

use crate::entity::EntityKind;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// UD cases that a slot can ask for, with the short names that frame files use.
const CASES: [(&str, &str); 5] = [("gen", "Gen"), ("dat", "Dat"), ("acc", "Acc"), ("loc", "Loc"), ("ins", "Ins")];

/// How an argument hangs on its predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Subject,
    /// Whoever does it in a passive clause or for an event noun.
    Agent,
    /// Whoever says the clause.
    Speaker,
    /// `case` is `None` where the text does not show it (a number, an abbreviation, a foreign name).
    Oblique {
        preposition: Option<SmolStr>,
        case: Option<SmolStr>,
    },
    Clause {
        mark: Option<SmolStr>,
    },
    Infinitive,
    Possessive,
}

/// One way in which a role can be filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    pub place: Place,
    pub filter: Filter,
    pub required: bool,
    /// As the file writes it.
    pub text: SmolStr,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Subject,
    Oblique {
        preposition: Option<SmolStr>,
        case: &'static str,
    },
    Clause {
        marks: Vec<SmolStr>,
    },
    Infinitive,
    Possessive,
    /// The trigger itself.
    Trigger,
    /// Whoever says the clause.
    Speaker,
}

/// What may fill a slot: entities of some kinds, or words from a list. Empty: anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub kinds: Vec<EntityKind>,
    pub lemmas: Vec<SmolStr>,
    /// Whether a noun passes its owner on, whatever it names: to back a study is to back its makers.
    pub owners: bool,
}

/// Lemma classes by name, as `class.toml` declares them.
pub type Classes = FxHashMap<String, Vec<SmolStr>>;

impl Slot {
    /// Reads a slot.
    ///
    /// # Errors
    /// What is wrong with it, in words for the person who wrote the frame.
    pub fn parse(text: &str, classes: &Classes) -> Result<Self, String> {
        let (body, required) = match text.strip_suffix('!') {
            Some(body) => (body, true),
            None => (text, false),
        };
        let end = body.find([':', '=']).unwrap_or(body.len());
        let place = Place::parse(&body[..end]).map_err(|why| format!("slot {text:?}: {why}"))?;
        let filter = Filter::parse(&body[end..], classes).map_err(|why| format!("slot {text:?}: {why}"))?;
        Ok(Self { place, filter, required, text: text.into() })
    }

    /// Whether an argument with this link stands in the slot; the filter is not looked at.
    pub fn matches(&self, link: &Link) -> bool {
        match (&self.place, link) {
            (Place::Subject, Link::Subject | Link::Agent)
            | (Place::Speaker, Link::Speaker)
            | (Place::Infinitive, Link::Infinitive)
            | (Place::Possessive, Link::Possessive) => true,
            (Place::Clause { marks }, Link::Clause { mark }) => {
                marks.is_empty() || mark.as_ref().is_some_and(|mark| marks.contains(mark))
            }
            (Place::Oblique { preposition, case }, Link::Oblique { preposition: found, case: shown }) => {
                // A bare form whose case is not shown could be anything, so only a preposition identifies it.
                preposition == found
                    && shown.as_ref().map_or(preposition.is_some() || *case == "Acc", |shown| shown == case)
            }
            _ => false,
        }
    }
}

impl Place {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "nom" => return Ok(Self::Subject),
            "inf" => return Ok(Self::Infinitive),
            "poss" => return Ok(Self::Possessive),
            "self" => return Ok(Self::Trigger),
            "speaker" => return Ok(Self::Speaker),
            "clause" => return Ok(Self::Clause { marks: Vec::new() }),
            _ => {}
        }
        if let Some(marks) = text.strip_prefix("clause(").and_then(|rest| rest.strip_suffix(')')) {
            let marks: Vec<SmolStr> = marks.split('|').map(SmolStr::new).collect();
            return if marks.iter().any(|mark| mark.is_empty()) {
                Err("empty mark".into())
            } else {
                Ok(Self::Clause { marks })
            };
        }
        let (preposition, case) = match text.split_once('+') {
            Some((preposition, case)) => (Some(preposition), case),
            None => (None, text),
        };
        if preposition == Some("") {
            return Err("no preposition before +".into());
        }
        let Some((_, case)) = CASES.iter().find(|(short, _)| *short == case) else {
            return Err(format!(
                "unknown place {text:?} (nom, inf, poss, self, speaker, clause, a case, or preposition+case)"
            ));
        };
        if preposition.is_none() && *case == "Loc" {
            return Err("a locative without a preposition cannot occur".into());
        }
        Ok(Self::Oblique { preposition: preposition.map(SmolStr::new), case })
    }
}

impl Filter {
    fn parse(mut text: &str, classes: &Classes) -> Result<Self, String> {
        let mut filter = Self::default();
        while let Some(sign) = text.chars().next() {
            let rest = &text[1..];
            let end = rest.find([':', '=']).unwrap_or(rest.len());
            for word in rest[..end].split('|') {
                if word.is_empty() {
                    return Err(format!("nothing after {sign:?}"));
                }
                match sign {
                    '=' => filter.lemmas.push(word.into()),
                    _ => filter.add_kind(word, classes)?,
                }
            }
            text = &rest[end..];
        }
        Ok(filter)
    }

    fn add_kind(&mut self, word: &str, classes: &Classes) -> Result<(), String> {
        if let Some(class) = word.strip_prefix('@') {
            let lemmas = classes.get(class).ok_or_else(|| format!("no class {class:?} in class.toml"))?;
            self.lemmas.extend(lemmas.iter().cloned());
            return Ok(());
        }
        if let Some((_, kinds)) = GROUPS.iter().find(|(group, _)| *group == word) {
            self.kinds.extend_from_slice(kinds);
            return Ok(());
        }
        let kind = KINDS.into_iter().find(|kind| kind.as_str() == word);
        self.kinds.push(kind.ok_or_else(|| format!("unknown kind {word:?}"))?);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.lemmas.is_empty()
    }

    pub fn has_lemma(&self, lemma: &str) -> bool {
        self.lemmas.iter().any(|known| known == lemma)
    }
}

/// The kinds that a filler can have.
const KINDS: [EntityKind; 6] = [
    EntityKind::Person,
    EntityKind::Country,
    EntityKind::Place,
    EntityKind::Organisation,
    EntityKind::Agreement,
    EntityKind::Facility,
];

/// Kinds that frames need together. A place acts too: *Evropa*, *Zahodni Balkan*, a capital for its government.
const GROUPS: [(&str, &[EntityKind]); 2] = [
    ("actor", &[EntityKind::Person, EntityKind::Country, EntityKind::Organisation, EntityKind::Place]),
    ("polity", &[EntityKind::Country, EntityKind::Organisation, EntityKind::Place]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Slot, String> {
        let classes = Classes::from_iter([("unit".to_owned(), vec!["aba".into(), "eba".into()])]);
        Slot::parse(text, &classes)
    }

    #[test]
    fn reads_places_filters_and_the_mark_of_need() {
        let slot = parse("za+acc:agreement|@unit!").unwrap();
        assert_eq!(slot.place, Place::Oblique { preposition: Some("za".into()), case: "Acc" });
        assert_eq!(slot.filter.kinds, [EntityKind::Agreement]);
        assert!(slot.filter.has_lemma("eba") && slot.required);
        assert_eq!(parse("clause(da|naj)").unwrap().place, Place::Clause { marks: vec!["da".into(), "naj".into()] });
        assert_eq!(parse("acc=voda|zrak").unwrap().filter.lemmas, ["voda", "zrak"]);
        assert_eq!(parse("nom:actor!").unwrap().filter.kinds.len(), 4);
    }

    #[test]
    fn refuses_what_cannot_match() {
        for wrong in ["akk", "+gen", "z+", "loc", "acc:", "acc:@none", "nom:planet", "clause()"] {
            assert!(parse(wrong).is_err(), "{wrong} was accepted");
        }
    }

    #[test]
    fn a_hidden_case_needs_the_preposition() {
        let hidden =
            |preposition: Option<&str>| Link::Oblique { preposition: preposition.map(SmolStr::new), case: None };
        assert!(parse("z+ins").unwrap().matches(&hidden(Some("z"))));
        assert!(!parse("ins").unwrap().matches(&hidden(None)));
        assert!(!parse("z+ins").unwrap().matches(&hidden(None)));
    }
}
