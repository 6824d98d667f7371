//! The value of a time expression.

use super::period::Period;
use jiff::ToSpan;
use jiff::civil::Date;

/// Which part of its unit is meant (`mod` of TIMEX3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modifier {
    Start,
    Mid,
    End,
    /// Not exactly: the days that it covers are not known.
    Approx,
}

impl Modifier {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        [Self::Start, Self::Mid, Self::End, Self::Approx].into_iter().find(|modifier| modifier.as_str() == name)
    }
}

/// A time as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// As in ISO-TimeML's TIMEX3 and ISO 8601: `2024-03-12`, `2024-W12`, `2018/2020`, `2018/..`.
    pub value: String,
    /// The unit to which it is known; of an interval, the coarser one of its ends.
    pub precision: &'static str,
    pub modifier: Option<Modifier>,
    /// The first day that it covers; an interval may have none.
    pub not_before: Option<Date>,
    /// The last day that it covers.
    pub not_after: Option<Date>,
}

/// Periods before they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    One(Period, Option<Modifier>),
    /// Open where an end is missing.
    Interval(Option<Bound>, Option<Bound>),
}

/// An end of an interval.
pub type Bound = (Period, Option<Modifier>);

impl When {
    pub fn first(&self) -> Option<Date> {
        match *self {
            Self::One(period, modifier) => bounds(period, modifier)?.0,
            Self::Interval(begin, _) => begin.and_then(|(period, modifier)| bounds(period, modifier)?.0),
        }
    }

    pub fn last(&self) -> Option<Date> {
        match *self {
            Self::One(period, modifier) => bounds(period, modifier)?.1,
            Self::Interval(_, end) => end.and_then(|(period, modifier)| bounds(period, modifier)?.1),
        }
    }

    /// How fine it is.
    pub fn rank(&self) -> u8 {
        match *self {
            Self::One(period, _) => period.rank(),
            Self::Interval(begin, end) => begin.into_iter().chain(end).map(|(p, _)| p.rank()).max().unwrap_or(u8::MAX),
        }
    }

    /// The time in writing; `None` beyond the years that can be written, or when it ends before it begins.
    pub fn write(&self) -> Option<Time> {
        let ends = match self {
            Self::One(period, _) => [Some(*period), None],
            Self::Interval(begin, end) => [begin.map(|(period, _)| period), end.map(|(period, _)| period)],
        };
        let coarsest = ends.into_iter().flatten().max_by_key(|period| period.rank())?;
        if ends.into_iter().flatten().any(|period| !period.is_writable()) {
            return None;
        }
        let (not_before, not_after) = (self.first(), self.last());
        if not_before.zip(not_after).is_some_and(|(first, last)| first > last) {
            return None;
        }
        let open = |end: Option<Period>| end.map_or_else(|| "..".to_owned(), |period| period.to_string());
        let (value, modifier) = match *self {
            Self::One(period, modifier) => (period.to_string(), modifier),
            Self::Interval(..) if ends[0] == ends[1] => (open(ends[0]), None),
            Self::Interval(..) => (format!("{}/{}", open(ends[0]), open(ends[1])), None),
        };
        let writable = |day: &Date| (1..=9999).contains(&day.year());
        let (not_before, not_after) = (not_before.filter(writable), not_after.filter(writable));
        Some(Time { value, precision: coarsest.precision(), modifier, not_before, not_after })
    }
}

/// The days covered: a beginning lies in the first half of its unit, an end in the second, a middle in the two quarters
/// between.
fn bounds(period: Period, modifier: Option<Modifier>) -> Option<(Option<Date>, Option<Date>)> {
    let (first, last) = (period.first(), period.last());
    let (from, to) = match modifier {
        None => return Some((first, last)),
        Some(Modifier::Approx) => return None,
        Some(Modifier::Start) => (0, 2),
        Some(Modifier::Mid) => (1, 3),
        Some(Modifier::End) => (2, 4),
    };
    let (first, last) = (first?, last?);
    let days = i64::from(first.until(last).ok()?.get_days()) + 1;
    let at = |quarter: i64| first.checked_add((days * quarter / 4).days()).ok();
    Some((at(from), at(to).and_then(|day| day.yesterday().ok())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn parts_of_a_unit_cover_their_days() {
        let days = |modifier| {
            let when = When::One(Period::Month(2024, 6), Some(modifier));
            (when.first().map(|day| day.day()), when.last().map(|day| day.day()))
        };
        assert_eq!(days(Modifier::Start), (Some(1), Some(15)));
        assert_eq!(days(Modifier::Mid), (Some(8), Some(22)));
        assert_eq!(days(Modifier::End), (Some(16), Some(30)));
        assert_eq!(days(Modifier::Approx), (None, None));
    }

    #[test]
    fn intervals_are_written_with_their_open_ends() {
        let interval = |begin: Option<Period>, end: Option<Period>| {
            When::Interval(begin.map(|p| (p, None)), end.map(|p| (p, None))).write()
        };
        let (year, day) = (Some(Period::Year(2018)), Some(Period::Day(date(2024, 3, 12))));
        let since = interval(year, None).expect("writable");
        assert_eq!(
            (since.value.as_str(), since.not_before, since.not_after),
            ("2018/..", Some(date(2018, 1, 1)), None)
        );
        let until = interval(year, day).expect("writable");
        assert_eq!((until.value.as_str(), until.precision), ("2018/2024-03-12", "year"));
        assert_eq!(interval(day, year), None);
        assert_eq!(interval(None, None), None);
    }
}
