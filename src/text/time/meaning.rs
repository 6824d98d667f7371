//! What a time expression means before it is known when the article was written.

use super::period::{DayPart, Period, Season, Unit};
use super::value::Modifier;

/// On which side of the article something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Past,
    /// The present tense, which also tells what is about to come.
    Present,
    Future,
    Unknown,
}

/// The meaning of an expression, put together from those of its parts.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// A time that the words leave open.
    Vague,
    Fixed(Period),
    /// So many units from that of the article.
    Offset(Unit, i32),
    /// 1 is Monday.
    Weekday(i8),
    /// A day of the article's own week.
    InWeek(i8),
    /// What comes every year, in a year if one is told.
    Recurring(Recurring, Option<Box<Meaning>>),
    /// The unit that is nearest on the side of the verb: *konec leta*.
    Bare(Unit),
    /// Nearest on this side, whatever the verb says, and not the article's own day.
    Sided(Box<Meaning>, Side),
    /// The tens of a year, in a century if one is told.
    Decade(i16, Option<Box<Meaning>>),
    /// So many units from what was told before.
    Anchored(Unit, i32),
    /// The next one from the article, in a tale from what was told before.
    Following(Unit),
    Shifted(Box<Meaning>, Unit, i32),
    /// The day that is told elsewhere in the clause.
    Here,
    Part(Box<Meaning>, DayPart),
    /// Hour and minute.
    Clock(Box<Meaning>, i8, Option<i8>),
    Portion(Box<Meaning>, Modifier),
    /// The day with this number in a unit; -1 is the last.
    Nth(Box<Meaning>, i8),
    /// The first so many units of a year.
    FirstOf(Box<Meaning>, i32, Unit),
    Range(Option<Box<Meaning>>, Option<Box<Meaning>>),
    /// All that lies before.
    Before(Box<Meaning>),
    /// So many units up to the article.
    Lately(Unit, i32),
    /// So many units from the article on.
    Coming(Unit, i32),
    /// A weekday with its date.
    Dated(i8, Box<Meaning>),
}

/// What comes once a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurring {
    /// Month and day.
    Day(i8, i8),
    Month(i8),
    Quarter(i8),
    Half(i8),
    Season(Season),
}

impl Meaning {
    pub fn boxed(self) -> Box<Self> {
        Box::new(self)
    }

    /// What says which one is meant when the words fit one of every year or week.
    pub fn recurring(&self) -> Option<&Self> {
        match self {
            Self::Weekday(_) | Self::Recurring(_, None) | Self::Bare(_) => Some(self),
            Self::Recurring(_, Some(of)) | Self::Decade(_, Some(of)) => of.recurring(),
            Self::Part(of, _)
            | Self::Clock(of, ..)
            | Self::Portion(of, _)
            | Self::Nth(of, _)
            | Self::Shifted(of, ..)
            | Self::FirstOf(of, ..) => of.recurring(),
            _ => None,
        }
    }
}
