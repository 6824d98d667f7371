//! Days with what is told of them together: weekday, date, part of the day, hour.

use super::meaning::{Meaning, Recurring};
use super::period::{DayPart, Unit};
use super::reader::{Read, Reader};
use super::words::Class;
use crate::text::Upos;

impl Reader<'_> {
    /// A day: *danes zjutraj*, *v torek, 12. marca, ob 14. uri*, *v noči na sredo*. A bare weekday needs a preposition or
    /// something else that makes it a time.
    pub fn day(&self, at: usize, licensed: bool) -> Read {
        if let Some(night) = self.night(at) {
            return Some(night);
        }
        let (mut meaning, mut end) = self.named_day(at, licensed)?;
        let bare = matches!(meaning, Meaning::Weekday(_)) && !self.is(at, Class::WeekdayAdjective);
        while let Some((joined, next)) = self.told_again(&meaning, end) {
            (meaning, end) = (joined, next);
        }
        let (meaning, after) = self.with_hours(meaning, end);
        let lone = bare && matches!(meaning, Meaning::Weekday(_)) && !licensed && !self.follows_preposition(at);
        (!lone).then_some((meaning, after))
    }

    fn named_day(&self, at: usize, licensed: bool) -> Read {
        if let Some((days, part)) = self.day_word(at) {
            let day = Meaning::Offset(Unit::Day, days);
            return Some((part.map_or(day.clone(), |part| Meaning::Part(day.boxed(), part)), at + 1));
        }
        if let Some(day) = self.small(at, Class::Weekday).filter(|_| self.is_weekday(at)) {
            return Some((Meaning::Weekday(day), at + 1));
        }
        if let Some(day) = self.small(at, Class::WeekdayAdjective) {
            return Some((Meaning::Weekday(day), at + 1));
        }
        if let Some(day) = self.small(at + 1, Class::Weekday).filter(|_| self.is_weekday(at + 1)) {
            let weekday = Meaning::Weekday(day).boxed();
            if let Some(side) = self.side_of_attribute(at) {
                return Some((Meaning::Sided(weekday, side), at + 2));
            }
            return self.is(at, Class::This).then_some((Meaning::InWeek(day), at + 2));
        }
        let lead = if self.is(at, Class::Lead) { at + 1 } else { at };
        self.date(lead, licensed || lead > at).or_else(|| self.holiday(at))
    }

    /// One weekday, as a common noun.
    fn is_weekday(&self, at: usize) -> bool {
        !self.is_plural(at) && self.tokens[at].upos != Upos::Propn
    }

    /// A holiday, where a preposition or a further word makes it a time; *v novem letu* is the year.
    fn holiday(&self, at: usize) -> Read {
        let lemma = |at: usize| self.tokens.get(at).map(|token| token.lemma.to_lowercase());
        let first = lemma(at)?;
        let within = at > 0 && self.is(at - 1, Class::Within);
        if !self.follows_preposition(at) || within {
            return None;
        }
        let fits = |words: &[smol_str::SmolStr]| {
            words.iter().enumerate().all(|(by, word)| lemma(at + by).as_deref() == Some(word.as_str()))
        };
        let holiday = self.words.holidays(&first).iter().find(|holiday| fits(&holiday.words))?;
        let (year, end) = self.year_behind(at + holiday.words.len());
        Some((Meaning::Recurring(Recurring::Day(holiday.month, holiday.day), year), end))
    }

    /// The same day told once more: *danes, v torek, 12. marca*; *v sredo (13. marca)*.
    fn told_again(&self, known: &Meaning, at: usize) -> Read {
        let mark = matches!(self.form(at), "," | "(");
        let next = if mark { at + 1 } else { at };
        let next = if self.is(next, Class::In) && mark { next + 1 } else { next };
        let (again, end) = self.named_day(next, true)?;
        let joined = match (known, again) {
            (Meaning::Weekday(day), date @ Meaning::Recurring(Recurring::Day(..), _)) => {
                Meaning::Dated(*day, date.boxed())
            }
            (Meaning::Weekday(_), date @ Meaning::Fixed(_)) => date,
            (Meaning::Sided(of, _), date @ Meaning::Recurring(Recurring::Day(..), _)) => match **of {
                Meaning::Weekday(day) => Meaning::Dated(day, date.boxed()),
                _ => return None,
            },
            (Meaning::Offset(Unit::Day, _), date @ Meaning::Fixed(_)) => date,
            (Meaning::Offset(Unit::Day, _), date @ Meaning::Recurring(Recurring::Day(..), Some(_))) => date,
            (day @ Meaning::Offset(Unit::Day, _), Meaning::Recurring(Recurring::Day(..), None)) if mark => day.clone(),
            (day @ Meaning::Offset(Unit::Day, _), Meaning::Weekday(_)) if mark => day.clone(),
            _ => return None,
        };
        let closed = self.form(at) == "(" && self.form(end) == ")";
        (self.form(at) != "(" || closed).then_some((joined, if closed { end + 1 } else { end }))
    }

    /// A part of the day or an hour behind a day.
    fn with_hours(&self, day: Meaning, at: usize) -> (Meaning, usize) {
        let (mut meaning, mut end) = (day, at);
        let already = matches!(meaning, Meaning::Part(..));
        if let Some((part, behind)) = self.part_of_day(end).filter(|_| !already) {
            let of = if matches!(self.tokens[at].upos, Upos::Noun) { self.weekday_of(&meaning) } else { true };
            if of {
                (meaning, end) = (Meaning::Part(meaning.boxed(), part), behind);
            }
        }
        let next = if self.form(end) == "," { end + 1 } else { end };
        if let Some((hour, minute, behind)) = self.clock(next) {
            (meaning, end) = (Meaning::Clock(meaning.boxed(), hour, minute), behind);
            if let (Meaning::Clock(of, hour, minute), Some((part, behind))) = (&meaning, self.part_of_day(end)) {
                let of = Meaning::Part(of.clone(), part);
                (meaning, end) = (Meaning::Clock(of.boxed(), *hour, *minute), behind);
            }
        } else if let Some(hour) = self.small(next, Class::Noon) {
            (meaning, end) = (Meaning::Clock(meaning.boxed(), hour, None), next + 1);
        }
        (meaning, end)
    }

    /// Whether a noun for a part of the day can stand behind: *torkov večer*, *današnje popoldne*.
    fn weekday_of(&self, meaning: &Meaning) -> bool {
        matches!(meaning, Meaning::Weekday(_) | Meaning::Offset(Unit::Day, _))
    }

    fn part_of_day(&self, at: usize) -> Option<(DayPart, usize)> {
        let part = self.part(at, Class::Part).or_else(|| self.part(at, Class::PartNoun))?;
        Some((part, at + 1))
    }

    /// *v noči na sredo*, *v noči s torka na sredo*: the night before a day.
    fn night(&self, at: usize) -> Read {
        if !self.is(at, Class::Night) {
            return None;
        }
        let mut next = at + 1;
        if self.is(next, Class::Off) || self.is(next, Class::From) {
            let partial = self.day_number(next + 1).filter(|_| self.is(next + 2, Class::Onto));
            next = partial.map(|_| next + 2).or_else(|| self.named_day(next + 1, true).map(|(_, next)| next))?;
        }
        if !self.is(next, Class::Onto) {
            return None;
        }
        let (morning, mut end) = self.named_day(next + 1, true)?;
        let mut morning = morning;
        if let Some((joined, behind)) = self.told_again(&morning, end) {
            (morning, end) = (joined, behind);
        }
        let evening = Meaning::Shifted(morning.boxed(), Unit::Day, -1);
        Some((Meaning::Part(evening.boxed(), DayPart::Night), end))
    }

    /// An hour of the day: *ob 14. uri*, *ob 14.30*, *ob 14h*, *ob osmih*.
    pub fn clock(&self, at: usize) -> Option<(i8, Option<i8>, usize)> {
        if !self.is(at, Class::At) {
            let noun = |&(.., end): &(i8, Option<i8>, usize)| self.is_unit(end - 1, Unit::Hour);
            return self.is(at, Class::For).then(|| self.hour(at + 1)).flatten().filter(noun);
        }
        self.hour(at + 1).or_else(|| {
            let hour = self.number_of(at + 1, Class::Number).filter(|hour| (1..=12).contains(hour))?;
            let counts =
                self.token(at + 2).is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Adj | Upos::Propn));
            (self.has_case(at + 1, "Loc") && !counts).then_some((hour as i8, None, at + 2))
        })
    }

    /// An hour in figures, or as an ordinal with its noun.
    pub fn hour(&self, at: usize) -> Option<(i8, Option<i8>, usize)> {
        let noun = self.is_unit(at + 1, Unit::Hour);
        if let Some(hour) = self.ordinal(at).filter(|hour| (0..=24).contains(hour)) {
            return noun.then_some((hour as i8, None, at + 2));
        }
        let form = self.form(at);
        let (hour, minute) = match form.split_once(['.', ':']) {
            Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute)),
            Some(_) => return None,
            None => (form.strip_suffix('h')?, None),
        };
        let figures = |text: &str, most: i8| {
            let short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            short.then(|| text.parse::<i8>().ok()).flatten().filter(|&number| number <= most)
        };
        let minute = match minute {
            Some(minute) => Some(figures(minute, 59)?),
            None => None,
        };
        let hour = figures(hour, 24).filter(|&hour| hour < 24 || minute.unwrap_or(0) == 0)?;
        Some((hour, minute, if noun { at + 2 } else { at + 1 }))
    }

    /// A part of the day or an hour whose day is told elsewhere in the clause.
    pub fn hours_alone(&self, at: usize) -> Read {
        if let Some((hour, minute, end)) = self.clock(at) {
            let (of, end) = match self.part_of_day(end) {
                Some((part, end)) => (Meaning::Part(Meaning::Here.boxed(), part), end),
                None => (Meaning::Here, end),
            };
            // Hours in words are those of either half of the day.
            let told = self.number_of(at + 1, Class::Number).is_none() || of != Meaning::Here;
            return Some((if told { Meaning::Clock(of.boxed(), hour, minute) } else { Meaning::Vague }, end));
        }
        if let Some(hour) = self.small(at, Class::Noon) {
            return Some((Meaning::Clock(Meaning::Here.boxed(), hour, None), at + 1));
        }
        if let Some(part) = self.part(at, Class::PartAdjective).filter(|_| self.is_unit(at + 1, Unit::Hour)) {
            return Some((Meaning::Part(Meaning::Here.boxed(), part), at + 2));
        }
        let part = self.part(at, Class::Part)?;
        let of = Meaning::Part(Meaning::Here.boxed(), part);
        Some(match self.clock(at + 1) {
            Some((hour, minute, end)) => (Meaning::Clock(of.boxed(), hour, minute), end),
            None => (of, at + 1),
        })
    }

    /// Whether a preposition sets a time ahead of the verb: *za torek*, *na torek*.
    pub fn is_set_ahead(&self, at: usize) -> bool {
        at > 0 && (self.is(at - 1, Class::For) || self.is(at - 1, Class::Onto))
    }
}
