//! From a meaning to periods of the calendar.

use super::meaning::{Meaning, Recurring, Side};
use super::period::{DayPart, Period, Unit};
use super::value::{Bound, Modifier, When};
use jiff::ToSpan;
use jiff::civil::Date;

/// What is known where an expression stands.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The day of the article.
    pub today: Option<Date>,
    pub side: Side,
    /// The time told last.
    pub anchor: Option<Period>,
    /// The day told in the same clause.
    pub here: Option<Date>,
    /// The year in which the sentence tells of the past.
    pub year: Option<i16>,
}

/// How many years a day may be away that a year need not have.
const CYCLES: std::ops::RangeInclusive<i32> = -8..=8;

impl Context {
    /// The periods that are meant; `None` when nothing tells.
    pub fn when(&self, meaning: &Meaning) -> Option<When> {
        match meaning {
            Meaning::Range(begin, end) => self.range(begin.as_deref(), end.as_deref()),
            Meaning::Sided(inner, side) => {
                self.pick(inner, *side, |when| !when.first().zip(when.last()).is_some_and(|days| self.holds(days)))
            }
            Meaning::Dated(weekday, date) => self.dated(*weekday, date),
            _ => match meaning.recurring() {
                Some(Meaning::Recurring(..)) if self.side == Side::Past && self.year.is_some() => self.at(meaning, 0),
                Some(Meaning::Weekday(_)) => self.weekday(meaning),
                Some(Meaning::Recurring(Recurring::Season(_), _)) if self.side == Side::Present => None,
                Some(_) => self.pick(meaning, self.side, |_| true),
                None => self.at(meaning, 0),
            },
        }
    }

    /// A weekday of the past can be the article's own, a coming one lies ahead.
    fn weekday(&self, meaning: &Meaning) -> Option<When> {
        match self.side {
            Side::Unknown => None,
            Side::Future => self.pick(meaning, Side::Future, |when| when.first() > self.today),
            side => self.pick(meaning, side, |_| true),
        }
    }

    fn holds(&self, (first, last): (Date, Date)) -> bool {
        self.today.is_some_and(|today| first <= today && today <= last)
    }

    /// Of what comes again, the nearest on one side; on no known side, the nearest one if the next is three times as far.
    fn pick(&self, meaning: &Meaning, side: Side, fits: impl Fn(&When) -> bool) -> Option<When> {
        let today = self.today?;
        let mut all = CYCLES.filter_map(|cycle| self.at(meaning, cycle)).filter(fits);
        match side {
            Side::Past => {
                // An interval is told of when it is over.
                let begun = |when: &When| match when {
                    When::One(..) => when.first(),
                    When::Interval(..) => when.last(),
                };
                all.rfind(|when| begun(when).is_some_and(|day| day <= today))
            }
            Side::Future | Side::Present => all.find(|when| when.last().is_some_and(|last| last >= today)),
            Side::Unknown => {
                let mut near: Vec<(i32, When)> = all.filter_map(|when| Some((distance(today, &when)?, when))).collect();
                near.sort_by_key(|&(days, _)| days);
                let (days, when) = *near.first()?;
                near.get(1).is_none_or(|&(next, _)| days * 3 <= next).then_some(when)
            }
        }
    }

    /// A weekday tells the year of its date.
    fn dated(&self, weekday: i8, date: &Meaning) -> Option<When> {
        let fits = |when: &When| when.first().is_some_and(|day| day.weekday().to_monday_one_offset() == weekday);
        let years = [0, -1, 1].into_iter().filter_map(|cycle| self.at(date, cycle));
        let told = date.recurring().and_then(|_| years.into_iter().find(fits));
        told.or_else(|| self.when(date))
    }

    /// The periods, in the cycle with this number from the article's if they come again.
    fn at(&self, meaning: &Meaning, cycle: i32) -> Option<When> {
        let one = |period: Option<Period>| period.map(|period| When::One(period, None));
        match meaning {
            Meaning::Vague => None,
            Meaning::Fixed(period) => one(Some(*period)),
            Meaning::Offset(unit, by) => one(Period::around(self.today?, *unit)?.shifted(*by)),
            Meaning::Bare(unit) => one(Period::around(self.today?, *unit)?.shifted(cycle)),
            Meaning::Weekday(day) => self.in_week(*day, cycle),
            Meaning::InWeek(day) => self.in_week(*day, 0),
            Meaning::Recurring(what, year) => {
                let year = match year {
                    Some(year) => self.year(year)?,
                    None => match self.year.filter(|_| self.side == Side::Past) {
                        Some(year) => year,
                        None => self.today?.year().checked_add(i16::try_from(cycle).ok()?)?,
                    },
                };
                one(in_year(*what, year))
            }
            Meaning::Decade(tens, century) => one(self.decade(*tens, century.as_deref())),
            Meaning::Anchored(unit, by) => one(self.anchored(*unit, *by)),
            Meaning::Following(unit) if self.side == Side::Past => one(self.anchored(*unit, 1)),
            Meaning::Following(unit) => one(Period::around(self.today?, *unit)?.shifted(1)),
            Meaning::Shifted(from, unit, by) => one(moved(self.single(from, cycle)?, *unit, *by)),
            Meaning::Here => one(self.here.map(Period::Day)),
            Meaning::Part(of, part) => one(Some(Period::Part(day_of(self.single(of, cycle)?)?, *part))),
            Meaning::Clock(of, hour, minute) => one(clock(self.single(of, cycle)?, *hour, *minute)),
            Meaning::Portion(of, modifier) => self.portion(of, *modifier, cycle),
            Meaning::Nth(of, number) => one(nth(self.single(of, cycle)?, *number)),
            Meaning::FirstOf(year, count, unit) => {
                let first = Period::around(self.single(year, cycle)?.first()?, *unit)?;
                Some(interval(Some(first), first.shifted(count - 1)))
            }
            Meaning::Before(of) => {
                let end = self.single_of(self.when(of)?)?;
                Some(interval(None, Some(end.shifted(-1).filter(|_| end.rank() >= Period::DAY)?)))
            }
            Meaning::Lately(unit, count) => {
                let (unit, count) = if *unit == Unit::Hour { (Unit::Day, (count + 23) / 24) } else { (*unit, *count) };
                let today = self.today?;
                Some(interval(Period::around(today, unit)?.shifted(-count), Some(Period::Day(today))))
            }
            Meaning::Coming(unit, count) => {
                let today = self.today?;
                let end = if *unit == Unit::Hour { None } else { Period::around(today, *unit)?.shifted(*count) };
                end.map(|end| interval(Some(Period::Day(today)), Some(end)))
            }
            Meaning::Range(..) | Meaning::Sided(..) | Meaning::Dated(..) => self.when(meaning),
        }
    }

    fn single(&self, meaning: &Meaning, cycle: i32) -> Option<Period> {
        self.single_of(self.at(meaning, cycle)?)
    }

    fn single_of(&self, when: When) -> Option<Period> {
        match when {
            When::One(period, None) => Some(period),
            _ => None,
        }
    }

    fn year(&self, meaning: &Meaning) -> Option<i16> {
        match self.at(meaning, 0)? {
            When::One(Period::Year(year), _) => Some(year),
            _ => None,
        }
    }

    fn in_week(&self, day: i8, weeks: i32) -> Option<When> {
        let today = self.today?;
        let days = i64::from(day - today.weekday().to_monday_one_offset()) + i64::from(weeks) * 7;
        today.checked_add(days.days()).ok().map(|day| When::One(Period::Day(day), None))
    }

    /// Of decades without a century, the last one that has begun; those of this century and the last that are named
    /// alike from its tens on are not told apart.
    fn decade(&self, tens: i16, century: Option<&Meaning>) -> Option<Period> {
        if let Some(century) = century {
            return match self.at(century, 0)? {
                When::One(Period::Century(century), _) => Some(Period::Decade(century * 10 + tens)),
                _ => None,
            };
        }
        let now = self.today?.year().div_euclid(10);
        let latest = now - (now - tens).rem_euclid(10);
        (now - latest > 1).then_some(Period::Decade(latest))
    }

    fn anchored(&self, unit: Unit, by: i32) -> Option<Period> {
        moved(self.anchor?, unit, by)
    }

    fn portion(&self, of: &Meaning, modifier: Modifier, cycle: i32) -> Option<When> {
        match self.at(of, cycle)? {
            When::One(period, None) => Some(When::One(period, Some(modifier))),
            _ => None,
        }
    }

    /// The beginning of an interval lies before its end, which says more of the year.
    fn range(&self, begin: Option<&Meaning>, end: Option<&Meaning>) -> Option<When> {
        let bound = |when: When, first: bool| match when {
            When::One(period, modifier) => Some((period, modifier)),
            When::Interval(begin, end) => {
                if first {
                    begin
                } else {
                    end
                }
            }
        };
        match (begin, end) {
            (Some(begin), Some(end)) => {
                let end = self.when(end)?;
                let begin = match begin.recurring().and(end.first()) {
                    Some(day) => {
                        Self { today: Some(day), side: Side::Past, year: None, ..*self }
                            .pick(begin, Side::Past, |_| true)
                    }
                    None => self.when(begin),
                };
                Some(When::Interval(Some(bound(begin?, true)?), Some(bound(end, false)?)))
            }
            (Some(begin), None) => Some(When::Interval(Some(bound(self.when(begin)?, true)?), None)),
            (None, Some(end)) => Some(When::Interval(None, Some(bound(self.when(end)?, false)?))),
            (None, None) => None,
        }
    }
}

fn interval(begin: Option<Period>, end: Option<Period>) -> When {
    let bound = |period: Option<Period>| -> Option<Bound> { period.map(|period| (period, None)) };
    When::Interval(bound(begin), bound(end))
}

/// Days between a day and a time.
fn distance(today: Date, when: &When) -> Option<i32> {
    let (first, last) = (when.first()?, when.last()?);
    let days = |from: Date, to: Date| from.until(to).ok().map(|span| span.get_days());
    Some(if first > today {
        days(today, first)?
    } else if last < today {
        days(last, today)?
    } else {
        0
    })
}

fn in_year(what: Recurring, year: i16) -> Option<Period> {
    Some(match what {
        Recurring::Day(month, day) => Period::Day(Date::new(year, month, day).ok()?),
        Recurring::Month(month) => Period::Month(year, month),
        Recurring::Quarter(number) => Period::Quarter(year, number),
        Recurring::Half(number) => Period::Half(year, number),
        Recurring::Season(season) => Period::Season(year, season),
    })
}

/// So many units from one that is no longer than these.
fn moved(from: Period, unit: Unit, by: i32) -> Option<Period> {
    let target = Period::around(from.first()?, unit)?;
    if from.rank() > target.rank() { None } else { target.shifted(by) }
}

fn day_of(period: Period) -> Option<Date> {
    match period {
        Period::Day(day) | Period::Part(day, _) | Period::Hour(day, _) | Period::Minute(day, ..) => Some(day),
        _ => None,
    }
}

/// An hour of the day; with a part of the day in its second half, hours up to twelve are counted from noon.
fn clock(of: Period, hour: i8, minute: Option<i8>) -> Option<Period> {
    let late = matches!(of, Period::Part(_, DayPart::Afternoon | DayPart::Evening));
    let hour = if late && hour < 12 { hour + 12 } else { hour };
    let day = day_of(of)?;
    let (day, hour) = if hour == 24 { (day.tomorrow().ok()?, 0) } else { (day, hour) };
    Some(match minute {
        Some(minute) => Period::Minute(day, hour, minute),
        None => Period::Hour(day, hour),
    })
}

fn nth(of: Period, number: i8) -> Option<Period> {
    let day = match number {
        -1 => of.last()?,
        _ => of.first()?.checked_add((i64::from(number) - 1).days()).ok()?,
    };
    (day <= of.last()?).then_some(Period::Day(day))
}
