//! Tokens, sentences and names: the layers that the text stages write.

use super::feats::Feats;
use crate::span::Span;
use serde::Serialize;
use smol_str::SmolStr;
use std::ops::Range;

/// Universal part-of-speech tags, <https://universaldependencies.org/u/pos/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[repr(u8)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    pub const ALL: [Upos; 17] = [
        Upos::Adj,
        Upos::Adp,
        Upos::Adv,
        Upos::Aux,
        Upos::Cconj,
        Upos::Det,
        Upos::Intj,
        Upos::Noun,
        Upos::Num,
        Upos::Part,
        Upos::Pron,
        Upos::Propn,
        Upos::Punct,
        Upos::Sconj,
        Upos::Sym,
        Upos::Verb,
        Upos::X,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Upos::Adj => "ADJ",
            Upos::Adp => "ADP",
            Upos::Adv => "ADV",
            Upos::Aux => "AUX",
            Upos::Cconj => "CCONJ",
            Upos::Det => "DET",
            Upos::Intj => "INTJ",
            Upos::Noun => "NOUN",
            Upos::Num => "NUM",
            Upos::Part => "PART",
            Upos::Pron => "PRON",
            Upos::Propn => "PROPN",
            Upos::Punct => "PUNCT",
            Upos::Sconj => "SCONJ",
            Upos::Sym => "SYM",
            Upos::Verb => "VERB",
            Upos::X => "X",
        }
    }

    /// `None` for a string that is not a universal tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|upos| upos.as_str() == tag)
    }

    /// VERB or AUX.
    pub fn is_verbal(self) -> bool {
        matches!(self, Upos::Verb | Upos::Aux)
    }

    /// NOUN or PROPN.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn)
    }
}

impl std::fmt::Display for Upos {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One syntactic word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Token {
    pub span: Span,
    pub form: SmolStr,
    pub lemma: SmolStr,
    pub upos: Upos,
    /// MULTEXT-East tag.
    pub xpos: SmolStr,
    pub feats: Feats,
    /// 1-based position of the head within the sentence; 0 is the root.
    pub head: usize,
    pub deprel: SmolStr,
}

impl Token {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or("")
    }

    pub fn feat(&self, name: &str) -> Option<&str> {
        self.feats.get(name)
    }
}

/// One sentence; tokens are addressed by their 0-based index in [`Sentence::tokens`].
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    pub span: Span,
    pub tokens: Vec<Token>,
    /// 0-based number of the paragraph it stands in.
    pub paragraph: usize,
    /// A title or subheading: alone in its paragraph and without a final mark.
    pub heading: bool,
}

/// Classes of names in the SUK/JANES guidelines that the training data follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NameClass {
    Per,
    Loc,
    Org,
    Misc,
}

impl NameClass {
    pub const ALL: [NameClass; 4] = [NameClass::Per, NameClass::Loc, NameClass::Org, NameClass::Misc];

    /// As in the MISC column of the training data, e.g. `per`.
    pub fn as_str(self) -> &'static str {
        match self {
            NameClass::Per => "per",
            NameClass::Loc => "loc",
            NameClass::Org => "org",
            NameClass::Misc => "misc",
        }
    }
}

/// A proper name found by the name stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// Token indices in that sentence.
    pub tokens: Range<usize>,
    pub class: NameClass,
    /// A possessive adjective of a person's name (`deriv-per`): *Trumpov*.
    pub possessive: bool,
    /// Probability-like, 0 to 1.
    pub confidence: f32,
}
