//! Units of the calendar: which days they cover and how ISO 8601 and ISO-TimeML write them.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The length of a unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// By the codes of ISO-TimeML.
    pub fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "TH" => Self::Hour,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "H" => Self::Half,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            _ => return None,
        })
    }
}

/// A season of the northern year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Spring, Self::Summer, Self::Autumn, Self::Winter].into_iter().find(|season| season.code() == code)
    }

    fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Morning, Self::Afternoon, Self::Evening, Self::Night].into_iter().find(|part| part.code() == code)
    }

    fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// One stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Minute(Date, i8, i8),
    Hour(Date, i8),
    Part(Date, DayPart),
    Day(Date),
    /// By its Saturday.
    Weekend(Date),
    /// By its Monday.
    Week(Date),
    /// Year and month, as all below: year and number.
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// By its first three digits.
    Decade(i16),
    /// By its first two digits.
    Century(i16),
}

/// Years that four digits can write.
const YEARS: std::ops::RangeInclusive<i16> = 1..=9999;

impl Period {
    /// The rank of a day.
    pub const DAY: u8 = 3;

    /// The unit of that length that holds a day.
    pub fn around(day: Date, unit: Unit) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        let monday = || day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok();
        Some(match unit {
            Unit::Hour => return None,
            Unit::Day => Self::Day(day),
            Unit::Week => Self::Week(monday()?),
            Unit::Weekend => Self::Weekend(monday()?.checked_add(5.days()).ok()?),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Self::Half(year, (month - 1) / 6 + 1),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year.div_euclid(10)),
            Unit::Century => Self::Century(year.div_euclid(100)),
        })
    }

    /// The unit so many of its own lengths later; seasons and times of the day move by years and days.
    pub fn shifted(self, by: i32) -> Option<Self> {
        let days = |date: Date, by: i32| date.checked_add(Span::new().try_days(by).ok()?).ok();
        let years = |year: i16| i16::try_from(i32::from(year).checked_add(by)?).ok();
        let parts = |year: i16, number: i8, of: i32| {
            let all = (i32::from(year) * of + i32::from(number) - 1).checked_add(by)?;
            Some((i16::try_from(all.div_euclid(of)).ok()?, all.rem_euclid(of) as i8 + 1))
        };
        Some(match self {
            Self::Minute(day, hour, minute) => Self::Minute(days(day, by)?, hour, minute),
            Self::Hour(day, hour) => Self::Hour(days(day, by)?, hour),
            Self::Part(day, part) => Self::Part(days(day, by)?, part),
            Self::Day(day) => Self::Day(days(day, by)?),
            Self::Weekend(day) => Self::Weekend(days(day, by.checked_mul(7)?)?),
            Self::Week(day) => Self::Week(days(day, by.checked_mul(7)?)?),
            Self::Month(year, month) => parts(year, month, 12).map(|(year, month)| Self::Month(year, month))?,
            Self::Quarter(year, number) => parts(year, number, 4).map(|(year, n)| Self::Quarter(year, n))?,
            Self::Half(year, number) => parts(year, number, 2).map(|(year, n)| Self::Half(year, n))?,
            Self::Season(year, season) => Self::Season(years(year)?, season),
            Self::Year(year) => Self::Year(years(year)?),
            Self::Decade(decade) => Self::Decade(years(decade)?),
            Self::Century(century) => Self::Century(years(century)?),
        })
    }

    /// The first day that it covers. Seasons begin with a month for some and with an equinox or solstice for others:
    /// both are covered. The winter of a year can be that at its beginning or that at its end.
    pub fn first(self) -> Option<Date> {
        let date = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok();
        match self {
            Self::Minute(day, ..) | Self::Hour(day, _) | Self::Part(day, _) | Self::Day(day) => Some(day),
            Self::Weekend(day) | Self::Week(day) => Some(day),
            Self::Month(year, month) => date(year, month, 1),
            Self::Quarter(year, number) => date(year, number * 3 - 2, 1),
            Self::Half(year, number) => date(year, number * 6 - 5, 1),
            Self::Season(year, season) => match season {
                Season::Spring => date(year, 3, 1),
                Season::Summer => date(year, 6, 1),
                Season::Autumn => date(year, 9, 1),
                Season::Winter => date(year - 1, 12, 1),
            },
            Self::Year(year) => date(year, 1, 1),
            Self::Decade(decade) => date(decade.checked_mul(10)?, 1, 1),
            Self::Century(century) => date(century.checked_mul(100)?, 1, 1),
        }
    }

    /// The last day that it covers; a night reaches into the next day.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::Part(day, DayPart::Night) => day.tomorrow().ok(),
            Self::Minute(day, ..) | Self::Hour(day, _) | Self::Part(day, _) | Self::Day(day) => Some(day),
            Self::Weekend(day) => day.tomorrow().ok(),
            Self::Season(year, season) => match season {
                Season::Spring => Date::new(year, 6, 21).ok(),
                Season::Summer => Date::new(year, 9, 23).ok(),
                Season::Autumn => Date::new(year, 12, 21).ok(),
                Season::Winter => Date::new(year.checked_add(1)?, 3, 21).ok(),
            },
            Self::Year(9999) => Date::new(9999, 12, 31).ok(),
            _ => self.shifted(1)?.first()?.yesterday().ok(),
        }
    }

    /// The years that it is written with can be written with four digits.
    pub fn is_writable(self) -> bool {
        let all = |day: Date| YEARS.contains(&day.year());
        match self {
            Self::Minute(day, ..) | Self::Hour(day, _) | Self::Part(day, _) | Self::Day(day) => all(day),
            Self::Weekend(day) | Self::Week(day) => all(day) && YEARS.contains(&day.iso_week_date().year()),
            Self::Month(year, _) | Self::Quarter(year, _) | Self::Half(year, _) => YEARS.contains(&year),
            Self::Season(year, _) | Self::Year(year) => YEARS.contains(&year),
            Self::Decade(decade) => (1..=999).contains(&decade),
            Self::Century(century) => (1..=99).contains(&century),
        }
    }

    /// The name of its length.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Minute(..) => "minute",
            Self::Hour(..) => "hour",
            Self::Part(..) => "part-of-day",
            Self::Day(_) => "day",
            Self::Weekend(_) => "weekend",
            Self::Week(_) => "week",
            Self::Month(..) => "month",
            Self::Quarter(..) => "quarter",
            Self::Half(..) => "half",
            Self::Season(..) => "season",
            Self::Year(_) => "year",
            Self::Decade(_) => "decade",
            Self::Century(_) => "century",
        }
    }

    /// Finer units first.
    pub fn rank(self) -> u8 {
        match self {
            Self::Minute(..) => 0,
            Self::Hour(..) => 1,
            Self::Part(..) => 2,
            Self::Day(_) => Self::DAY,
            Self::Weekend(_) => 4,
            Self::Week(_) => 5,
            Self::Month(..) => 6,
            Self::Quarter(..) => 7,
            Self::Season(..) => 8,
            Self::Half(..) => 9,
            Self::Year(_) => 10,
            Self::Decade(_) => 11,
            Self::Century(_) => 12,
        }
    }
}

/// The value of ISO-TimeML's TIMEX3; decades as in ISO 8601-2 with an `X` for the digit that is open.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Minute(day, hour, minute) => write!(f, "{day}T{hour:02}:{minute:02}"),
            Self::Hour(day, hour) => write!(f, "{day}T{hour:02}"),
            Self::Part(day, part) => write!(f, "{day}T{}", part.code()),
            Self::Day(day) => write!(f, "{day}"),
            Self::Weekend(day) | Self::Week(day) => {
                let week = day.iso_week_date();
                let end = if matches!(self, Self::Weekend(_)) { "-WE" } else { "" };
                write!(f, "{:04}-W{:02}{end}", week.year(), week.week())
            }
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, number) => write!(f, "{year:04}-Q{number}"),
            Self::Half(year, number) => write!(f, "{year:04}-H{number}"),
            Self::Season(year, season) => write!(f, "{year:04}-{}", season.code()),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
            Self::Century(century) => write!(f, "{century:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn units_cover_their_days() {
        for (unit, value, first, last) in [
            (Unit::Week, "2024-W01", date(2024, 1, 1), date(2024, 1, 7)),
            (Unit::Weekend, "2024-W01-WE", date(2024, 1, 6), date(2024, 1, 7)),
            (Unit::Month, "2024-01", date(2024, 1, 1), date(2024, 1, 31)),
            (Unit::Quarter, "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
            (Unit::Half, "2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
            (Unit::Year, "2024", date(2024, 1, 1), date(2024, 12, 31)),
            (Unit::Decade, "202X", date(2020, 1, 1), date(2029, 12, 31)),
            (Unit::Century, "20", date(2000, 1, 1), date(2099, 12, 31)),
        ] {
            let period = Period::around(date(2024, 1, 4), unit).expect("a unit");
            assert_eq!((period.to_string().as_str(), period.first(), period.last()), (value, Some(first), Some(last)));
        }
    }

    #[test]
    fn units_move_over_the_ends_of_years() {
        let shifted = |period: Period, by| period.shifted(by).map(|moved| moved.to_string()).unwrap_or_default();
        assert_eq!(shifted(Period::Month(2024, 1), -1), "2023-12");
        assert_eq!(shifted(Period::Month(2023, 11), 14), "2025-01");
        assert_eq!(shifted(Period::Quarter(2024, 4), 1), "2025-Q1");
        assert_eq!(shifted(Period::Half(2024, 1), -1), "2023-H2");
        assert_eq!(shifted(Period::Day(date(2023, 12, 31)), 1), "2024-01-01");
        assert_eq!(shifted(Period::Day(date(9999, 12, 31)), 1), "");
    }

    #[test]
    fn the_ends_of_the_calendar_have_no_days_beyond() {
        for day in [Date::MIN, Date::MAX, date(1, 1, 1), date(9999, 12, 31)] {
            for unit in [Unit::Day, Unit::Week, Unit::Weekend, Unit::Month, Unit::Quarter, Unit::Half, Unit::Year] {
                if let Some(period) = Period::around(day, unit) {
                    let _ = (period.first(), period.last(), period.shifted(i32::MAX), period.shifted(i32::MIN));
                }
            }
        }
    }
}
