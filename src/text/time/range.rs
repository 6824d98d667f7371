//! Whole expressions: one time, or an interval with both ends or one.

use super::meaning::Meaning;
use super::period::{Period, Unit};
use super::reader::{Read, Reader};
use super::value::Modifier;
use super::words::Class;

/// An hour, and its minute if that is told.
type Hour = (i8, Option<i8>);

impl Reader<'_> {
    /// The expression that begins at a position.
    pub fn expression(&self, at: usize) -> Read {
        self.between(at)
            .or_else(|| self.since(at))
            .or_else(|| self.until(at).map(|(end, behind)| (Meaning::Range(None, Some(end.boxed())), behind)))
            .or_else(|| self.counted_from_now(at))
            .or_else(|| self.outside(at))
            .or_else(|| self.counted_from_then(at))
            .or_else(|| self.joined(at))
            .or_else(|| self.about(at))
            .or_else(|| self.phrase(at, false))
            .or_else(|| self.bare_years(at))
            .or_else(|| self.hours_alone(at))
    }

    /// One time without prepositions that say before or after.
    pub fn phrase(&self, at: usize, licensed: bool) -> Read {
        self.day(at, licensed)
            .or_else(|| self.portioned(at))
            .or_else(|| self.half(at))
            .or_else(|| self.nth_day(at))
            .or_else(|| self.first_of(at))
            .or_else(|| self.whole(at))
            .or_else(|| self.month_named(at))
            .or_else(|| self.weekend(at))
    }

    /// The adjective of a month: *marčevski vrh*.
    fn month_named(&self, at: usize) -> Read {
        let month = self.small(at, Class::MonthAdjective)?;
        Some((Meaning::Recurring(super::meaning::Recurring::Month(month), None), at + 1))
    }

    /// *za vikend*.
    fn weekend(&self, at: usize) -> Read {
        let bare = self.is_unit(at, Unit::Weekend) && !self.is_plural(at) && self.follows_preposition(at);
        bare.then_some((Meaning::Bare(Unit::Weekend), at + 1))
    }

    /// *okoli leta 1990*.
    fn about(&self, at: usize) -> Read {
        if !self.is(at, Class::Approximate) {
            return None;
        }
        let (meaning, end) = self.whole(at + 1).or_else(|| self.lone_year(at + 1))?;
        let one = matches!(meaning, Meaning::Fixed(_) | Meaning::Decade(..));
        one.then(|| (Meaning::Portion(meaning.boxed(), Modifier::Approx), end))
    }

    /// An end of an interval: a time, a year in figures, or a day of the month that stands at the other end.
    fn end(&self, at: usize) -> Read {
        self.phrase(at, true).filter(|&(_, end)| !self.is_attribute(end)).or_else(|| self.lone_year(at))
    }

    fn lone_year(&self, at: usize) -> Read {
        let year = self.year_number(at).filter(|year| (1500..=2100).contains(year) && self.is_alone(at))?;
        Some((Meaning::Fixed(Period::Year(year)), at + 1))
    }

    /// *med 1. in 5. majem*, *med letoma 2014 in 2020*, *med marcem in junijem*.
    fn between(&self, at: usize) -> Read {
        if !self.is(at, Class::Between) {
            return None;
        }
        let first = at + 1;
        if self.is_unit(first, Unit::Year)
            && let (Some(from), true, Some(to)) =
                (self.year_number(first + 1), self.is(first + 2, Class::And), self.year_number(first + 3))
        {
            let year = |year: i16| Some(Meaning::Fixed(Period::Year(year)).boxed());
            return Some((Meaning::Range(year(from), year(to)), first + 4));
        }
        self.span(first, Class::And)
    }

    /// *od 3. do 7. junija*, *od leta 2018 naprej*.
    fn since(&self, at: usize) -> Read {
        if !self.is(at, Class::From) {
            return None;
        }
        if let Some(both) = self.span(at + 1, Class::Until) {
            return Some(both);
        }
        if let Some(years) = self.year_range(at + 1) {
            return Some(years);
        }
        let (begin, end) = self.end(at + 1)?;
        // Time of day from some hour on is no date.
        if matches!(begin, Meaning::Vague | Meaning::Range(..)) {
            return Some((begin, end));
        }
        Some((Meaning::Range(Some(begin.boxed()), None), self.skip(end, Class::Onward)))
    }

    fn until(&self, at: usize) -> Read {
        if !self.is(at, Class::Until) {
            return None;
        }
        let (end, behind) = self.end(at + 1)?;
        (!matches!(end, Meaning::Range(..))).then_some((end, behind))
    }

    /// *pred letom 2018*, *po 1. marcu*; counted units have been read before.
    fn outside(&self, at: usize) -> Read {
        let before = self.is(at, Class::Before) && self.has_case(at, "Ins");
        let after = self.is(at, Class::After) && self.has_case(at, "Loc");
        if !before && !after {
            return None;
        }
        let (of, end) = self.end(at + 1)?;
        if matches!(of, Meaning::Vague | Meaning::Range(..) | Meaning::Clock(..)) {
            return Some((Meaning::Vague, end));
        }
        let of = of.boxed();
        Some((if before { Meaning::Before(of) } else { Meaning::Range(Some(of), None) }, end))
    }

    /// Two days of one month, or two times: *12.–14. marca*, *12. in 13. marca*, *marec–april 2024*.
    fn joined(&self, at: usize) -> Read {
        let (Some(_), true) = (self.day_number(at), self.is(at + 1, Class::Dash) || self.is(at + 1, Class::And)) else {
            let months = self.is(at, Class::Month) && self.is(at + 1, Class::Dash) && self.is(at + 2, Class::Month);
            return months.then(|| self.span(at, Class::Dash)).flatten();
        };
        let joint = if self.is(at + 1, Class::Dash) { Class::Dash } else { Class::And };
        self.span(at, joint)
    }

    /// Two ends with a word between. The first may be a day of the month at the second, or an hour.
    fn span(&self, at: usize, joint: Class) -> Read {
        if let Some((from, to, end)) = self.hours(at, joint) {
            let clock = |(hour, minute): Hour| Some(Meaning::Clock(Meaning::Here.boxed(), hour, minute).boxed());
            return Some((Meaning::Range(clock(from), clock(to)), end));
        }
        let partial = self.day_number(at).filter(|_| self.is(at + 1, joint));
        let (first, next) = match partial {
            Some(_) => (None, at + 1),
            None => self.end(at).map(|(first, next)| (Some(first), next))?,
        };
        if !self.is(next, joint) {
            return None;
        }
        let (last, end) = self.end(next + 1)?;
        let first = first.or_else(|| partial.and_then(|day| with_day(&last, day)))?;
        if matches!(first, Meaning::Vague | Meaning::Range(..)) || matches!(last, Meaning::Vague | Meaning::Range(..)) {
            return Some((Meaning::Vague, end));
        }
        Some((Meaning::Range(Some(with_year(first, &last).boxed()), Some(last.boxed())), end))
    }

    /// *od 8. do 16. ure*, *med 10. in 12. uro*.
    fn hours(&self, at: usize, joint: Class) -> Option<(Hour, Hour, usize)> {
        let (first, next) = match self.hour(at) {
            Some((hour, minute, end)) => ((hour, minute), end),
            None => ((self.ordinal(at).filter(|hour| (0..=24).contains(hour))? as i8, None), at + 1),
        };
        let (hour, minute, end) = self.is(next, joint).then(|| self.hour(next + 1)).flatten()?;
        Some((first, (hour, minute), end))
    }

    /// Years in figures where a preposition or brackets make them a time: *od 2018*, *v obdobju 2014–2020*, *(2018)*.
    fn bare_years(&self, at: usize) -> Read {
        let before = at.checked_sub(1)?;
        let bracketed = |end: usize| self.form(before) == "(" && self.form(end) == ")";
        let led = [Class::In, Class::Within, Class::Span].into_iter().any(|class| self.is(before, class));
        let fits = |year: i16| (1500..=2100).contains(&year);
        if let Some((range, end)) = self.year_range(at)
            && self.year_number(at).is_some_and(fits)
            && (led || bracketed(end) || self.is_alone(end - 1))
        {
            return Some((range, end));
        }
        let (year, end) = self.lone_year(at)?;
        (led || bracketed(end)).then_some((year, end))
    }
}

/// The day of the month that a day stands in.
fn with_day(of: &Meaning, day: i8) -> Option<Meaning> {
    use super::meaning::Recurring::Day;
    match of {
        Meaning::Recurring(Day(month, _), year) => Some(Meaning::Recurring(Day(*month, day), year.clone())),
        Meaning::Fixed(Period::Day(date)) => {
            date.with().day(day).build().ok().map(|date| Meaning::Fixed(Period::Day(date)))
        }
        _ => None,
    }
}

/// The first of two times takes the year of the second; a later month is of the year before.
fn with_year(first: Meaning, last: &Meaning) -> Meaning {
    use super::meaning::Recurring::{Day, Month};
    let place = |of: &Meaning| match of {
        Meaning::Recurring(Day(month, day), _) => Some((*month, *day)),
        Meaning::Recurring(Month(month), _) => Some((*month, 0)),
        Meaning::Portion(of, _) => match **of {
            Meaning::Recurring(Month(month), _) => Some((month, 0)),
            _ => None,
        },
        _ => None,
    };
    let (Meaning::Recurring(what, None), Meaning::Recurring(_, Some(year))) = (&first, last) else { return first };
    let earlier = place(&first).zip(place(last)).is_some_and(|(one, other)| one.0 <= other.0);
    let year = match (&**year, earlier) {
        (_, true) => year.clone(),
        (Meaning::Fixed(Period::Year(year)), false) => Meaning::Fixed(Period::Year(year - 1)).boxed(),
        (Meaning::Offset(Unit::Year, years), false) => Meaning::Offset(Unit::Year, years - 1).boxed(),
        _ => return first,
    };
    Meaning::Recurring(*what, Some(year))
}
