//! The analyses that a model knows, and the parts of which each one's score is the sum.

use crate::text::feats::Feats;
use crate::text::token::Upos;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Index of an analysis.
pub type Tag = u16;

/// One combination of tags, as found in the training data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Analysis {
    pub xpos: SmolStr,
    pub upos: Upos,
    pub feats: SmolStr,
}

/// The number of parts of every analysis. The first part is the whole analysis itself.
pub const PARTS: usize = 7;

/// Classes of the parts of one analysis.
pub type Parts = [u16; PARTS];

/// All analyses, with their parts numbered as classes of the linear model.
#[derive(Debug, Clone, Default)]
pub struct TagSet {
    analyses: Vec<Analysis>,
    parts: Vec<Parts>,
    keys: Vec<Keys>,
    /// May be the analysis of a word that the lexicon does not have.
    open: Vec<Tag>,
    classes: usize,
}

/// Numbers for what later decisions look at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keys {
    pub upos: u64,
    pub case: u64,
    pub gender_number: u64,
    /// Category, type, verb form, person and degree.
    pub kind: u64,
    pub nominal: bool,
    pub verb: bool,
    pub preposition: bool,
    /// Begins or ends a clause: conjunctions and punctuation.
    pub border: bool,
}

impl TagSet {
    /// `open` tells for each analysis whether a word that is not in the lexicon may have it.
    pub fn new(analyses: Vec<(Analysis, bool)>) -> Self {
        let mut numbers: FxHashMap<String, u16> = FxHashMap::default();
        let mut next = analyses.len();
        let mut set = Self::default();
        for (index, (analysis, open)) in analyses.into_iter().enumerate() {
            let mut parts = [index as u16; PARTS];
            for (part, name) in parts[1..].iter_mut().zip(part_names(&analysis)) {
                *part = *numbers.entry(name).or_insert_with(|| {
                    next += 1;
                    (next - 1) as u16
                });
            }
            if open {
                set.open.push(index as u16);
            }
            set.keys.push(keys(&analysis, &parts));
            set.parts.push(parts);
            set.analyses.push(analysis);
        }
        set.classes = next;
        set
    }

    /// Reads `XPOS UPOS FEATS open|closed` separated by tabs.
    ///
    /// # Errors
    /// When a line is not of this form.
    pub fn from_lines(lines: &[String]) -> Result<Self, String> {
        let parse = |line: &String| {
            let mut columns = line.split('\t');
            let analysis = Analysis {
                xpos: columns.next()?.into(),
                upos: Upos::parse(columns.next()?)?,
                feats: columns.next()?.into(),
            };
            Some((analysis, columns.next()? == "open"))
        };
        let analyses: Option<Vec<_>> = lines.iter().map(parse).collect();
        analyses.filter(|list| !list.is_empty()).map(Self::new).ok_or_else(|| "has a faulty list of analyses".into())
    }

    pub fn to_lines(&self) -> Vec<String> {
        let open = |tag: usize| if self.open.binary_search(&(tag as u16)).is_ok() { "open" } else { "closed" };
        let rows = self.analyses.iter().enumerate();
        rows.map(|(tag, a)| format!("{}\t{}\t{}\t{}", a.xpos, a.upos, a.feats, open(tag))).collect()
    }

    pub fn len(&self) -> usize {
        self.analyses.len()
    }

    pub fn is_empty(&self) -> bool {
        self.analyses.is_empty()
    }

    /// Number of classes of the linear model.
    pub fn classes(&self) -> usize {
        self.classes
    }

    pub fn analyses(&self) -> &[Analysis] {
        &self.analyses
    }

    pub fn get(&self, tag: Tag) -> &Analysis {
        &self.analyses[tag as usize]
    }

    pub fn parts(&self, tag: Tag) -> &Parts {
        &self.parts[tag as usize]
    }

    pub fn keys(&self, tag: Tag) -> &Keys {
        &self.keys[tag as usize]
    }

    pub fn open(&self) -> &[Tag] {
        &self.open
    }
}

fn part_names(analysis: &Analysis) -> [String; PARTS - 1] {
    let feats = Feats::new(&analysis.feats);
    let get = |name| feats.get(name).unwrap_or("-");
    let category: String = analysis.xpos.chars().take(2).collect();
    let (case, gender, number) = (get("Case"), get("Gender"), get("Number"));
    let form =
        ["VerbForm", "Mood", "Tense", "Person", "Degree", "Definite", "Animacy", "PronType", "Polarity"].map(get);
    [
        format!("category {category} {}", analysis.upos),
        format!("case {} {case}", analysis.upos),
        format!("agreement {gender} {number}"),
        format!("case agreement {case} {gender} {number}"),
        format!("form {category} {}", form.join(" ")),
        format!("case {case}"),
    ]
}

fn keys(analysis: &Analysis, parts: &Parts) -> Keys {
    use Upos::{Adj, Adp, Aux, Cconj, Det, Noun, Num, Pron, Propn, Punct, Sconj, Verb};
    Keys {
        upos: analysis.upos as u64 + 1,
        case: u64::from(parts[6]),
        gender_number: u64::from(parts[3]),
        kind: u64::from(parts[5]),
        nominal: matches!(analysis.upos, Noun | Propn | Pron | Adj | Det | Num),
        verb: matches!(analysis.upos, Verb | Aux),
        preposition: analysis.upos == Adp,
        border: matches!(analysis.upos, Punct | Cconj | Sconj),
    }
}
