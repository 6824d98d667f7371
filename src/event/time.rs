//! When an event happened, where the sentence says so in so many words.
//!
//! Dates, weekdays and words such as *today*; a word that counts from the day of the article gives nothing when that day
//! is not known. Words stand in `time/words.toml` of the pack.

use super::fact::{EventDate, Modality};
use super::frame::Source;
use crate::error::Result;
use crate::lang::Pack;
use crate::text::{Tree, Upos};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashMap;

const FILE: &str = "time/words.toml";

/// The words of a language for days and months.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeWords {
    months: Vec<String>,
    weekdays: Vec<String>,
    next: Vec<String>,
    last: Vec<String>,
    days: HashMap<String, i32>,
}

impl TimeWords {
    /// Reads the words; a pack without them has none.
    ///
    /// # Errors
    /// [`Error::Pack`](crate::error::Error::Pack) with file and line.
    pub fn load(pack: &Pack) -> Result<Self> {
        if pack.list("time").iter().any(|file| file == FILE) {
            Source::read(pack, FILE)?.parse()
        } else {
            Ok(Self::default())
        }
    }

    /// The date that the dependents of one of `heads` give, tried in their order.
    pub fn date(&self, tree: &Tree, heads: &[usize], today: Option<Date>, modality: Modality) -> Option<EventDate> {
        let dependents = heads.iter().flat_map(|&head| tree.children(head).iter().copied());
        dependents
            .filter(|&token| self.may_be_time(tree, token))
            .find_map(|token| self.calendar(tree, token).or_else(|| self.relative(tree, token, today?, modality)))
    }

    fn may_be_time(&self, tree: &Tree, token: usize) -> bool {
        matches!(tree.token(token).relation(), "obl" | "advmod" | "nmod" | "amod" | "obj")
    }

    /// A day or month of the calendar: *12. marca 2024*, *marca 2024*.
    fn calendar(&self, tree: &Tree, token: usize) -> Option<EventDate> {
        let month = self.months.iter().position(|month| tree.token(token).lemma == month.as_str())? + 1;
        let numbers: Vec<i16> = tree
            .subtree(token)
            .into_iter()
            .filter(|&word| tree.token(word).upos == Upos::Num)
            .filter_map(|word| tree.token(word).form.trim_end_matches('.').parse().ok())
            .collect();
        let year = numbers.iter().copied().find(|number| (1000..=2200).contains(number))?;
        let day = numbers.iter().copied().find(|number| (1..=31).contains(number));
        match day.and_then(|day| Date::new(year, month as i8, day as i8).ok()) {
            Some(date) => Some(EventDate { value: date.to_string(), precision: "day" }),
            None => Some(EventDate { value: format!("{year:04}-{month:02}"), precision: "month" }),
        }
    }

    fn relative(&self, tree: &Tree, token: usize, today: Date, modality: Modality) -> Option<EventDate> {
        let lemma = tree.token(token).lemma.as_str();
        let day = match self.days.get(lemma) {
            Some(&offset) => today.checked_add(offset.days()).ok()?,
            None => self.weekday(tree, token, today, modality)?,
        };
        Some(EventDate { value: day.to_string(), precision: "day" })
    }

    /// The nearest such weekday: before the article for what happened, after it for what is planned.
    fn weekday(&self, tree: &Tree, token: usize, today: Date, modality: Modality) -> Option<Date> {
        let number = self.weekdays.iter().position(|day| tree.token(token).lemma == day.as_str())? as i32;
        let attribute = |list: &[String]| {
            tree.children_by(token, "amod")
                .any(|child| list.iter().any(|word| tree.token(child).lemma == word.as_str()))
        };
        let ahead = attribute(&self.next) || modality == Modality::Planned && !attribute(&self.last);
        let now = i32::from(today.weekday().to_monday_zero_offset());
        let distance = (number - now).rem_euclid(7);
        let offset = if ahead { distance } else { (distance - 7) % 7 };
        today.checked_add(offset.days()).ok()
    }
}
