//! What the choice of an edit script looks at, and which scripts a tag allows.

use crate::text::linear::{Features, string_id};
use rustc_hash::FxHashMap;

/// Endings of up to this many letters are features.
const ENDINGS: usize = 8;
const BEGINNINGS: usize = 4;

/// Features of a form with its tag.
pub fn extract(form: &str, lower: &str, xpos: &str, out: &mut Features) {
    out.clear();
    let tag = string_id(xpos);
    let class = string_id(xpos.get(..2).unwrap_or(xpos));
    let shape = shape(form);
    out.push(&[tag]);
    out.push(&[class, shape]);
    let starts: Vec<usize> = lower.char_indices().rev().take(ENDINGS).map(|(at, _)| at).collect();
    for length in 0..ENDINGS {
        let ending = starts.get(length).map(|&at| string_id(&lower[at..]));
        out.push_if(ending.is_some(), &[tag, ending.unwrap_or(0)]);
        out.push_if(ending.is_some(), &[class, shape, ending.unwrap_or(0)]);
    }
    let ends: Vec<usize> = lower.char_indices().skip(1).take(BEGINNINGS).map(|(at, _)| at).collect();
    for length in 0..BEGINNINGS {
        let beginning = ends.get(length).map(|&at| string_id(&lower[..at]));
        out.push_if(beginning.is_some(), &[tag, beginning.unwrap_or(0)]);
    }
    out.push(&[tag, lower.chars().count().min(8) as u64]);
}

/// Capitals, digits and hyphens of a form as a number.
fn shape(form: &str) -> u64 {
    let upper = form.chars().filter(|c| c.is_uppercase()).count();
    let capital = u64::from(form.starts_with(char::is_uppercase));
    let many = u64::from(upper > 1) + u64::from(upper > 1 && !form.chars().any(char::is_lowercase));
    let digit = u64::from(form.contains(|c: char| c.is_ascii_digit()));
    capital + 2 * many + 6 * digit + 12 * u64::from(form.contains('-'))
}

/// For each tag the edit scripts that its words take; for a tag not seen, those of its first two letters.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    by_tag: FxHashMap<String, Vec<u16>>,
    by_class: FxHashMap<String, Vec<u16>>,
}

impl Candidates {
    pub fn new(pairs: impl IntoIterator<Item = (String, u16)>) -> Self {
        let mut by_tag: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for (tag, script) in pairs {
            by_tag.entry(tag).or_default().push(script);
        }
        Self::from_tags(by_tag)
    }

    fn from_tags(mut by_tag: FxHashMap<String, Vec<u16>>) -> Self {
        let mut by_class: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for (tag, scripts) in &mut by_tag {
            sort(scripts);
            by_class.entry(class(tag).to_owned()).or_default().extend_from_slice(scripts);
        }
        by_class.values_mut().for_each(sort);
        Self { by_tag, by_class }
    }

    /// Ascending.
    pub fn of(&self, xpos: &str) -> &[u16] {
        let found = self.by_tag.get(xpos).or_else(|| self.by_class.get(class(xpos)));
        found.map_or(&[], Vec::as_slice)
    }

    pub fn to_lines(&self) -> Vec<String> {
        let line = |(tag, scripts): (&String, &Vec<u16>)| {
            let scripts: Vec<String> = scripts.iter().map(u16::to_string).collect();
            format!("{tag}\t{}", scripts.join(" "))
        };
        let mut lines: Vec<String> = self.by_tag.iter().map(line).collect();
        lines.sort_unstable();
        lines
    }

    /// # Errors
    /// When a line is faulty or names a script that is not there.
    pub fn from_lines(lines: &[String], scripts: usize) -> Result<Self, String> {
        let mut by_tag: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for line in lines {
            let fault = || format!("has the faulty line {line:?} of edit scripts");
            let (tag, numbers) = line.split_once('\t').ok_or_else(fault)?;
            let known = by_tag.entry(tag.to_owned()).or_default();
            for number in numbers.split(' ') {
                known.push(number.parse().ok().filter(|&script| usize::from(script) < scripts).ok_or_else(fault)?);
            }
        }
        Ok(Self::from_tags(by_tag))
    }
}

fn sort(scripts: &mut Vec<u16>) {
    scripts.sort_unstable();
    scripts.dedup();
}

fn class(tag: &str) -> &str {
    tag.char_indices().nth(2).map_or(tag, |(at, _)| &tag[..at])
}
