//! What the model sees of a sentence: each word's form, endings, shape and readings.

use super::lexicon::{Lexicon, Reading, key};
use super::tagset::Tag;
use crate::text::linear::{Features, feature, string_id};

/// Endings of up to this many letters are features.
const ENDINGS: usize = 6;
const BEGINNINGS: usize = 4;
/// A form seen more often than this has all its readings in the lexicon.
pub const WELL_KNOWN: u32 = 25;
/// A form seen less often is described by its endings only.
const COMMON: u32 = 3;

/// One word of a sentence as the model sees it.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// The form, or its ending where it is rare.
    form: u64,
    endings: [u64; ENDINGS],
    beginnings: [u64; BEGINNINGS],
    shape: u64,
    /// The set of readings, or the ending of a form that has none.
    class: u64,
    pub readings: Vec<Reading>,
    pub count: u32,
}

/// Describes the words of a sentence. `own_capital` says whether a capital at the start of the sentence belongs to the
/// word itself; it is asked about words only that the lexicon does not have.
pub fn words(forms: &[&str], lexicon: &Lexicon, own_capital: impl Fn(&str) -> bool) -> Vec<Word> {
    let describe = |(index, form): (usize, &&str)| {
        let lower = normalise(form);
        let readings = lexicon.get(key(&lower));
        let first = index == 0 && !(readings.is_empty() && own_capital(form));
        word(form, &lower, first, readings)
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
        word(form, &lower, index == 0, readings)
    };
    forms.iter().enumerate().map(describe).collect()
}

/// Lower case, every digit a zero.
pub fn normalise(form: &str) -> String {
    form.chars().flat_map(char::to_lowercase).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn word(form: &str, lower: &str, first: bool, readings: Vec<Reading>) -> Word {
    let count: u32 = readings.iter().map(|reading| reading.count).sum();
    let shape = shape(form, first);
    let mut word = Word { shape, count, ..Word::default() };
    let starts: Vec<usize> = lower.char_indices().rev().take(ENDINGS).map(|(at, _)| at).collect();
    for (length, ending) in word.endings.iter_mut().enumerate() {
        *ending = starts.get(length).map_or(0, |&at| string_id(&lower[at..]));
    }
    let ends: Vec<usize> = lower.char_indices().skip(1).take(BEGINNINGS).map(|(at, _)| at).collect();
    for (length, beginning) in word.beginnings.iter_mut().enumerate() {
        *beginning = ends.get(length).map_or(0, |&at| string_id(&lower[..at]));
    }
    let rare = *word.endings[..4].iter().rev().find(|&&ending| ending != 0).unwrap_or(&0);
    word.form = if count >= COMMON { key(lower) } else { feature(1, &[rare]) };
    word.class = class(&readings, count).unwrap_or_else(|| feature(2, &[word.endings[2], shape]));
    word.readings = readings;
    word
}

/// A number for the set of readings, rare ones left out.
fn class(readings: &[Reading], count: u32) -> Option<u64> {
    if readings.is_empty() {
        return None;
    }
    let mut tags: Vec<u64> =
        readings.iter().filter(|reading| reading.count * 30 >= count).map(|reading| u64::from(reading.tag)).collect();
    tags.sort_unstable();
    Some(feature(3, &tags))
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
    case + 8 * u64::from(digit > 0)
        + 16 * u64::from(other > 0)
        + 32 * u64::from(first)
        + 64 * u64::from(form.contains('-'))
}

/// The word at a distance; an empty one outside the sentence.
fn at<'w>(words: &'w [Word], none: &'w Word, index: usize, distance: isize) -> &'w Word {
    index.checked_add_signed(distance).and_then(|place| words.get(place)).unwrap_or(none)
}

/// Features that do not depend on decisions.
pub fn fixed_features(words: &[Word], index: usize, out: &mut Features) {
    let none = Word::default();
    let [p2, p1, w, n1, n2, n3] = [-2, -1, 0, 1, 2, 3].map(|distance| at(words, &none, index, distance));
    out.push(&[]);
    out.push(&[w.form]);
    out.push(&[w.form, w.shape]);
    for &ending in &w.endings {
        out.push_if(ending != 0, &[ending]);
    }
    for &beginning in &w.beginnings {
        out.push_if(beginning != 0, &[beginning]);
    }
    out.push(&[w.shape]);
    out.push(&[w.shape, w.endings[1]]);
    out.push(&[w.shape, w.endings[2]]);
    out.push(&[w.class]);
    out.push(&[w.class, w.shape]);
    let known = match w.count {
        0 => 0,
        1 => 1,
        2..=4 => 2,
        5..=24 => 3,
        _ => 4,
    };
    out.push_each(w.readings.iter().map(|reading| feature(known, &[u64::from(reading.tag)])));
    out.push(&[p1.form]);
    out.push(&[n1.form]);
    out.push(&[p2.form]);
    out.push(&[n2.form]);
    out.push(&[p1.form, w.class]);
    out.push(&[w.class, n1.form]);
    out.push(&[p1.class, w.class]);
    out.push(&[w.class, n1.class]);
    out.push(&[w.class, n1.class, n2.class]);
    out.push(&[p1.class, w.class, n1.class]);
    out.push(&[n1.class]);
    out.push(&[n2.class]);
    out.push(&[n1.class, n2.class]);
    out.push(&[n1.endings[2], w.endings[1]]);
    out.push(&[n1.endings[1], w.endings[1], w.shape]);
    out.push(&[n1.shape, w.shape]);
    out.push(&[p1.shape, w.shape]);
    out.push(&[n3.class]);
    out.push(&[p1.form, n1.form]);
}

impl Word {
    pub fn class(&self) -> u64 {
        self.class
    }

    /// The ending of that many letters; of the whole form where it is shorter.
    pub fn ending(&self, letters: usize) -> u64 {
        self.endings[letters - 1]
    }

    pub fn shape(&self) -> u64 {
        self.shape
    }
}
