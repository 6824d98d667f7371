//! What the network sees of a word: form, endings, beginnings, shape, and the readings that the lexicon has for it.

use super::lexicon::{Lexicon, Reading, key};
use super::tagset::Tag;
use crate::text::linear::{FeatureId, feature, string_id};

/// Endings of up to this many letters are features.
const ENDINGS: usize = 6;
const BEGINNINGS: usize = 4;
/// A reading that takes a smaller share of a form's occurrences says nothing.
const SMALLEST_SHARE: u32 = 30;

/// One word of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// The form, [normalised](normalise).
    pub lower: String,
    pub features: Vec<FeatureId>,
    /// Most frequent first.
    pub readings: Vec<Reading>,
    /// How often the lexicon has seen the form.
    pub count: u32,
    /// Its capital, where it has one, may be that of the sentence.
    pub first: bool,
}

/// Describes the words of a sentence. `own_capital` says whether a capital at the start of the sentence belongs to the
/// word itself; it is asked about words only that the lexicon does not have.
pub fn words(forms: &[&str], lexicon: &Lexicon, own_capital: impl Fn(&str) -> bool) -> Vec<Word> {
    let describe = |(index, form): (usize, &&str)| {
        let lower = normalise(form);
        let readings = lexicon.get(key(&lower));
        let first = index == 0 && !(readings.is_empty() && own_capital(form));
        word(form, lower, first, readings)
    };
    forms.iter().enumerate().map(describe).collect()
}

/// As [`words`], for training: each word's own occurrence is taken out of the lexicon, so that the model learns with
/// as much knowledge of the word as it will have for words of other texts.
pub fn words_left_out(forms: &[&str], gold: &[Tag], lexicon: &Lexicon) -> Vec<Word> {
    let describe = |(index, form): (usize, &&str)| {
        let lower = normalise(form);
        let mut readings = lexicon.get(key(&lower));
        for reading in readings.iter_mut().filter(|reading| reading.tag == gold[index] && reading.count < 255) {
            reading.count -= 1;
        }
        readings.retain(|reading| reading.count > 0);
        readings.sort_by_key(|reading| (std::cmp::Reverse(reading.count), reading.tag));
        word(form, lower, index == 0, readings)
    };
    forms.iter().enumerate().map(describe).collect()
}

/// Lower case, every digit a zero.
pub fn normalise(form: &str) -> String {
    form.chars().flat_map(char::to_lowercase).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn word(form: &str, lower: String, first: bool, readings: Vec<Reading>) -> Word {
    let mut features = Vec::with_capacity(24);
    spelling(form, &lower, first, &mut features);
    let count = readings.iter().map(|reading| reading.count).sum();
    known(&readings, count, &mut features);
    Word { lower, features, readings, count, first }
}

fn spelling(form: &str, lower: &str, first: bool, features: &mut Vec<FeatureId>) {
    let text = |template: usize, text: &str| feature(template as u16, &[string_id(text)]);
    features.push(text(0, lower));
    let endings: Vec<&str> = lower.char_indices().rev().take(ENDINGS).map(|(at, _)| &lower[at..]).collect();
    features.extend(endings.iter().enumerate().map(|(length, ending)| text(10 + length, ending)));
    let ends = lower.char_indices().skip(1).take(BEGINNINGS).map(|(at, _)| at);
    features.extend(ends.enumerate().map(|(length, at)| text(20 + length, &lower[..at])));
    let shape = shape(form, first);
    features.push(feature(30, &[shape]));
    if let Some(ending) = endings.get(2) {
        features.push(feature(31, &[shape, string_id(ending)]));
    }
}

fn known(readings: &[Reading], count: u32, features: &mut Vec<FeatureId>) {
    let level = match count {
        0 => 0,
        1 => 1,
        2..=4 => 2,
        5..=24 => 3,
        _ => 4,
    };
    features.push(feature(40, &[level]));
    let Some(first) = readings.first() else { return };
    let frequent = readings.iter().filter(|reading| reading.count * SMALLEST_SHARE >= count);
    let mut tags: Vec<u64> = frequent.map(|reading| u64::from(reading.tag)).collect();
    features.extend(tags.iter().map(|&tag| feature(41, &[tag])));
    features.push(feature(42, &[u64::from(first.tag), u64::from(first.count * 10 >= count * 9)]));
    tags.sort_unstable();
    features.push(feature(43, &tags));
}

fn shape(form: &str, first: bool) -> u64 {
    let (mut upper, mut lower, mut digit, mut other) = (0, 0, 0, 0);
    for c in form.chars() {
        match c {
            c if c.is_uppercase() => upper += 1,
            c if c.is_lowercase() => lower += 1,
            c if c.is_numeric() => digit += 1,
            _ => other += 1,
        }
    }
    let initial = form.chars().next().is_some_and(char::is_uppercase);
    let case = match (initial, upper, lower) {
        (true, 1, 0) => 1,
        (true, 1, _) => 2,
        (true, _, 0) => 3,
        (true, ..) => 4,
        (false, 0, 1..) => 5,
        (false, 0, 0) => 6,
        (false, ..) => 7,
    };
    case + 8 * u64::from(digit > 0) + 16 * u64::from(other > 0) + 32 * u64::from(first)
}
