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

/// What is known of an analysis beside what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Use {
    /// May be the analysis of a word that the lexicon does not have.
    pub open: bool,
    /// Frequent enough to have a part of its own.
    pub frequent: bool,
}

/// All analyses, with their parts numbered as outputs of the network.
#[derive(Debug, Clone, Default)]
pub struct TagSet {
    analyses: Vec<(Analysis, Use)>,
    parts: Vec<Vec<u16>>,
    open: Vec<Tag>,
    outputs: usize,
}

impl TagSet {
    pub fn new(analyses: Vec<(Analysis, Use)>) -> Self {
        let mut numbers: FxHashMap<String, u16> = FxHashMap::default();
        let mut set = Self::default();
        for (index, (analysis, usage)) in analyses.into_iter().enumerate() {
            let own = usage.frequent.then(|| format!("analysis {index}"));
            let names = part_names(&analysis).into_iter().chain(own);
            let mut number = |name| {
                let next = numbers.len() as u16;
                *numbers.entry(name).or_insert(next)
            };
            let parts = names.map(&mut number).collect();
            set.push(analysis, usage, parts);
        }
        set
    }

    fn push(&mut self, analysis: Analysis, usage: Use, parts: Vec<u16>) {
        if usage.open {
            self.open.push(self.analyses.len() as Tag);
        }
        self.outputs = parts.iter().map(|&part| usize::from(part) + 1).max().unwrap_or(0).max(self.outputs);
        self.analyses.push((analysis, usage));
        self.parts.push(parts);
    }

    /// Reads `XPOS UPOS FEATS open|closed frequent|rare` and the numbers of the parts, separated by tabs.
    ///
    /// # Errors
    /// When a line is not of this form.
    pub fn from_lines(lines: &[String]) -> Result<Self, String> {
        let mut set = Self::default();
        for line in lines {
            let (analysis, usage, parts) = parse(line).ok_or("has a faulty list of analyses")?;
            set.push(analysis, usage, parts);
        }
        let usable = (1..usize::from(Tag::MAX)).contains(&set.len());
        usable.then_some(set).ok_or_else(|| "has a faulty list of analyses".into())
    }

    pub fn to_lines(&self) -> Vec<String> {
        let line = |((analysis, usage), parts): (&(Analysis, Use), &Vec<u16>)| {
            let Analysis { xpos, upos, feats } = analysis;
            let open = if usage.open { "open" } else { "closed" };
            let frequent = if usage.frequent { "frequent" } else { "rare" };
            let parts: Vec<String> = parts.iter().map(u16::to_string).collect();
            format!("{xpos}\t{upos}\t{feats}\t{open}\t{frequent}\t{}", parts.join(","))
        };
        self.analyses.iter().zip(&self.parts).map(line).collect()
    }

    pub fn len(&self) -> usize {
        self.analyses.len()
    }

    pub fn is_empty(&self) -> bool {
        self.analyses.is_empty()
    }

    /// Number of parts of all analyses together.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    pub fn iter(&self) -> impl Iterator<Item = &Analysis> {
        self.analyses.iter().map(|(analysis, _)| analysis)
    }

    pub fn get(&self, tag: Tag) -> &Analysis {
        &self.analyses[tag as usize].0
    }

    pub fn parts(&self, tag: Tag) -> &[u16] {
        &self.parts[tag as usize]
    }

    /// The score of an analysis, from those of all parts.
    pub fn score(&self, tag: Tag, scores: &[f32]) -> f32 {
        self.parts(tag).iter().map(|&part| scores[part as usize]).sum()
    }

    pub fn open(&self) -> &[Tag] {
        &self.open
    }
}

fn parse(line: &str) -> Option<(Analysis, Use, Vec<u16>)> {
    let mut columns = line.split('\t');
    let analysis =
        Analysis { xpos: columns.next()?.into(), upos: Upos::parse(columns.next()?)?, feats: columns.next()?.into() };
    let usage = Use { open: columns.next()? == "open", frequent: columns.next()? == "frequent" };
    let parts = columns.next()?.split(',').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    Some((analysis, usage, parts))
}

/// Case, gender and number alone and together, and the rest.
fn part_names(analysis: &Analysis) -> [String; 8] {
    let feats = Feats::new(&analysis.feats);
    let get = |name| feats.get(name).unwrap_or("-");
    let (case, gender, number) = (get("Case"), get("Gender"), get("Number"));
    let category: String = analysis.xpos.chars().take(2).collect();
    let rest: Vec<String> = feats
        .iter()
        .filter(|(name, _)| !["Case", "Gender", "Number"].contains(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    [
        format!("category {category}"),
        format!("part of speech {}", analysis.upos),
        format!("case {case}"),
        format!("gender and number {gender} {number}"),
        format!("number and case {number} {case}"),
        format!("agreement {case} {gender} {number}"),
        format!("rest {category} {}", rest.join(" ")),
        format!("category and case {category} {case}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noun(feats: &str) -> Analysis {
        Analysis { xpos: "Ncmsn".into(), upos: Upos::Noun, feats: feats.into() }
    }

    #[test]
    fn analyses_share_parts() {
        let (often, seldom) = (Use { open: true, frequent: true }, Use::default());
        let set = TagSet::new(vec![
            (noun("Case=Nom|Gender=Masc|Number=Sing"), often),
            (noun("Case=Gen|Gender=Masc|Number=Sing"), seldom),
        ]);
        assert_eq!((set.parts(0).len(), set.parts(1).len(), set.open()), (9, 8, &[0][..]));
        let shared = set.parts(0).iter().filter(|part| set.parts(1).contains(part)).count();
        assert_eq!(shared, 4);
        assert_eq!(set.outputs(), 13);
        let again = TagSet::from_lines(&set.to_lines()).expect("own lines");
        assert_eq!(again.to_lines(), set.to_lines());
        assert!(TagSet::from_lines(&["Ncmsn\tNOUN".into()]).is_err());
    }
}
