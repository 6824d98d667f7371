//! Dates, months, years and their fixed parts.

use super::meaning::{Meaning, Recurring, Side};
use super::period::{Period, Unit};
use super::reader::{Read, Reader};
use super::value::Modifier;
use super::words::Class;
use crate::text::Upos;
use jiff::civil::Date;

impl Reader<'_> {
    /// A year: *leta 2018*, *lani*, *prihodnje leto*, *v letih 2018–2020*.
    pub fn year(&self, at: usize) -> Read {
        if self.is_unit(at, Unit::Year) {
            return self.numbered_year(at + 1);
        }
        if let Some(years) = self.number_of(at, Class::Year) {
            let end = if self.is_unit(at + 1, Unit::Year) { at + 2 } else { at + 1 };
            return Some((Meaning::Offset(Unit::Year, years), end));
        }
        if !self.is_unit(at + 1, Unit::Year) || self.is_plural(at + 1) {
            return None;
        }
        let meaning = if self.is(at, Class::Previous) {
            Meaning::Offset(Unit::Year, -1)
        } else if self.is(at, Class::Next) {
            Meaning::Offset(Unit::Year, 1)
        } else if self.is(at, Class::Following) {
            Meaning::Following(Unit::Year)
        } else if self.is(at, Class::Same) {
            Meaning::Anchored(Unit::Year, 0)
        } else if self.is(at, Class::This) {
            Meaning::Offset(Unit::Year, 0)
        } else {
            return None;
        };
        Some((meaning, at + 2))
    }

    /// The figures behind the noun for years: *2018*, *2018/19*, *2018–2020*, *2018 in 2019*.
    fn numbered_year(&self, at: usize) -> Read {
        let year = self.figures(at, 3..=4).filter(|year| (100..=2200).contains(year))? as i16;
        self.year_range(at).or(Some((Meaning::Fixed(Period::Year(year)), at + 1)))
    }

    /// Two years in figures: *2018–2020*, *2018/19*.
    pub fn year_range(&self, at: usize) -> Read {
        let first = self.year_number(at)?;
        let last = match self.form(at + 1) {
            "/" => {
                let tail = self.figures(at + 2, 2..=2)?;
                (first % 100 + 1 == tail as i16).then_some(first + 1)
            }
            _ if self.is(at + 1, Class::Dash) => self.year_number(at + 2),
            _ if self.is(at + 1, Class::And) && at > 0 && self.is_plural(at - 1) => self.year_number(at + 2),
            _ => None,
        };
        let year = |year: i16| Some(Meaning::Fixed(Period::Year(year)).boxed());
        last.filter(|&last| last > first).map(|last| (Meaning::Range(year(first), year(last)), at + 3))
    }

    /// The year that a date or month is of, when one is told behind it.
    pub fn year_behind(&self, at: usize) -> (Option<Box<Meaning>>, usize) {
        if let Some(year) = self.year_number(at) {
            let ranged = self.is(at + 1, Class::Dash) && self.year_number(at + 2).is_some();
            if !ranged {
                return (Some(Meaning::Fixed(Period::Year(year)).boxed()), at + 1);
            }
        }
        match self.year(at) {
            Some((meaning @ (Meaning::Fixed(_) | Meaning::Offset(..) | Meaning::Anchored(..)), end)) => {
                (Some(meaning.boxed()), end)
            }
            Some((meaning @ Meaning::Following(_), end)) => (Some(meaning.boxed()), end),
            _ => (None, at),
        }
    }

    /// A month: *marca 2024*, *lanskega decembra*, *marca letos*.
    pub fn month(&self, at: usize) -> Read {
        self.yearly(at, |reader, at| reader.small(at, Class::Month).map(|month| (Recurring::Month(month), at + 1)))
    }

    /// A season: *poleti*, *lani jeseni*.
    pub fn season_of_year(&self, at: usize) -> Read {
        let read = self.yearly(at, |reader, at| reader.season(at).map(|season| (Recurring::Season(season), at + 1)))?;
        // Figurative with an adjective of its own: *arabska pomlad*.
        let figurative = at > 0 && self.tokens[at - 1].upos == Upos::Adj && !self.has_class(at - 1);
        (!figurative || !matches!(read.0, Meaning::Recurring(_, None))).then_some(read)
    }

    /// What comes every year, with a year before or behind it, or an attribute.
    fn yearly(&self, at: usize, read: impl Fn(&Self, usize) -> Option<(Recurring, usize)>) -> Read {
        if let Some((what, end)) = read(self, at) {
            let (year, end) = self.year_behind(end);
            return Some((Meaning::Recurring(what, year), end));
        }
        let (what, end) = read(self, at + 1)?;
        if let Some(years) = self.number_of(at, Class::Year) {
            let year = Meaning::Offset(Unit::Year, years).boxed();
            return Some((Meaning::Recurring(what, Some(year)), end));
        }
        let side = self.side_of_attribute(at)?;
        Some((Meaning::Sided(Meaning::Recurring(what, None).boxed(), side), end))
    }

    /// The side on which an attribute sets what it stands with.
    pub fn side_of_attribute(&self, at: usize) -> Option<Side> {
        if self.is(at, Class::Previous) || self.is(at, Class::Last) {
            Some(Side::Past)
        } else if self.is(at, Class::Next) || self.is(at, Class::Following) {
            Some(Side::Future)
        } else {
            None
        }
    }

    /// A day by its number: *12. marca 2024*, *12. 3. 2024*, *12.3.2024*, *2024-03-12*; without a year only as *12. marca*,
    /// or in figures where what stands before says that it is a date.
    pub fn date(&self, at: usize, licensed: bool) -> Read {
        self.iso_date(at).or_else(|| self.dotted_date(at)).or_else(|| {
            let day = self.day_number(at)?;
            if let Some(month) = self.small(at + 1, Class::Month) {
                let (year, end) = self.year_behind(at + 2);
                // A day that no year has is none.
                Date::new(2000, month, day).ok()?;
                return Some((Meaning::Recurring(Recurring::Day(month, day), year), end));
            }
            let month = self.figured_ordinal(at + 1).filter(|month| (1..=12).contains(month))? as i8;
            self.figured_ordinal(at)?;
            match self.year_number(at + 2) {
                Some(year) => Some((Meaning::Fixed(Period::Day(Date::new(year, month, day).ok()?)), at + 3)),
                None if licensed && Date::new(2000, month, day).is_ok() => {
                    Some((Meaning::Recurring(Recurring::Day(month, day), None), at + 2))
                }
                None => None,
            }
        })
    }

    fn iso_date(&self, at: usize) -> Read {
        let year = self.year_number(at)?;
        let joined = (at..at + 4).all(|part| self.touches(part));
        let (month, day) = (self.figures(at + 2, 2..=2)?, self.figures(at + 4, 2..=2)?);
        let dashed = self.form(at + 1) == "-" && self.form(at + 3) == "-";
        let date = Date::new(year, month as i8, day as i8).ok().filter(|_| joined && dashed)?;
        Some((Meaning::Fixed(Period::Day(date)), at + 5))
    }

    /// One token: *12.3.2024*, *12.03.2024.*
    fn dotted_date(&self, at: usize) -> Read {
        let mut parts = self.form(at).trim_end_matches('.').split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let short = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse::<i8>().ok()).flatten();
        let year = (year.len() == 4 && parts.next().is_none()).then(|| year.parse::<i16>().ok()).flatten()?;
        let date = Date::new(year, short(month)?, short(day)?).ok()?;
        Some((Meaning::Fixed(Period::Day(date)), at + 1))
    }

    /// A quarter or half of a year: *v drugem četrtletju lani*, *v prvem letošnjem polletju*.
    pub fn numbered_part(&self, at: usize) -> Read {
        if let Some(years) = self.number_of(at, Class::Year) {
            let (part, end) = self.ordinal(at + 1).and_then(|_| self.numbered_part(at + 1))?;
            let Meaning::Recurring(what, None) = part else { return None };
            return Some((Meaning::Recurring(what, Some(Meaning::Offset(Unit::Year, years).boxed())), end));
        }
        let between = self.number_of(at + 1, Class::Year);
        let noun = if between.is_some() { at + 2 } else { at + 1 };
        let parts = match self.unit(noun)? {
            Unit::Quarter => 4,
            Unit::Half => 2,
            _ => return None,
        };
        let (mut year, end) = self.year_behind(noun + 1);
        year = between.map(|years| Meaning::Offset(Unit::Year, years).boxed()).or(year);
        let number = match self.ordinal(at) {
            Some(number) => number,
            None if self.is(at, Class::Last) && year.is_some() => parts,
            None => return None,
        };
        let number = i8::try_from(number).ok().filter(|number| (1..=parts as i8).contains(number))?;
        let what = if parts == 4 { Recurring::Quarter(number) } else { Recurring::Half(number) };
        Some((Meaning::Recurring(what, year), end))
    }

    /// A half by the noun: *v drugi polovici leta*, *v prvi polovici marca*.
    pub fn half(&self, at: usize) -> Read {
        let number = self.ordinal(at).filter(|number| (1..=2).contains(number))? as i8;
        if !self.is(at + 1, Class::Half) {
            return None;
        }
        let of = at + 2;
        if let Some((year @ (Meaning::Fixed(_) | Meaning::Offset(..) | Meaning::Following(_)), end)) = self.year(of) {
            return Some((Meaning::Recurring(Recurring::Half(number), Some(year.boxed())), end));
        }
        let modifier = if number == 1 { Modifier::Start } else { Modifier::End };
        if let Some((whole, end)) = self.whole(of) {
            return Some((Meaning::Portion(whole.boxed(), modifier), end));
        }
        match self.unit(of)? {
            Unit::Year => Some((Meaning::Recurring(Recurring::Half(number), None), of + 1)),
            unit @ (Unit::Month | Unit::Week) => {
                Some((Meaning::Portion(Meaning::Bare(unit).boxed(), modifier), of + 1))
            }
            _ => None,
        }
    }

    /// A unit that has a beginning, a middle and an end.
    pub fn whole(&self, at: usize) -> Read {
        self.decade(at)
            .or_else(|| self.century(at))
            .or_else(|| self.numbered_part(at))
            .or_else(|| self.month(at))
            .or_else(|| self.season_of_year(at))
            .or_else(|| self.year(at))
            .or_else(|| self.attributed(at))
    }

    /// *v 90. letih*, *v devetdesetih letih prejšnjega stoletja*, *v devetdesetih*.
    pub fn decade(&self, at: usize) -> Read {
        let years = self.ordinal(at).filter(|years| (10..=90).contains(years) && years % 10 == 0)? as i16;
        let noun = self.is_unit(at + 1, Unit::Year) && self.is_plural(at + 1);
        if !noun {
            let led = self.follows_preposition(at) || at > 0 && self.is(at - 1, Class::Portion);
            let spelt =
                self.number_of(at, Class::Ordinal).is_some() && self.is_plural(at) && self.is_last_word(at) && led;
            return spelt.then_some((Meaning::Decade(years / 10, None), at + 1));
        }
        let (century, end) = match self.century(at + 2).or_else(|| self.attributed(at + 2)) {
            Some((meaning @ (Meaning::Fixed(Period::Century(_)) | Meaning::Offset(Unit::Century, _)), end)) => {
                (Some(meaning.boxed()), end)
            }
            _ => (None, at + 2),
        };
        Some((Meaning::Decade(years / 10, century), end))
    }

    /// Whether no noun phrase goes on behind a word.
    fn is_last_word(&self, at: usize) -> bool {
        self.token(at + 1).is_none_or(|next| {
            !matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Sym | Upos::X)
        })
    }

    /// *v 19. stoletju*.
    pub fn century(&self, at: usize) -> Read {
        let number = self.ordinal(at).filter(|number| (2..=30).contains(number))?;
        self.is_unit(at + 1, Unit::Century).then(|| (Meaning::Fixed(Period::Century(number as i16 - 1)), at + 2))
    }

    /// A beginning, middle or end: *konec leta 2024*, *v začetku marca*, *sredi tedna*; the end of a week is its own unit.
    pub fn portioned(&self, at: usize) -> Read {
        let modifier = self.portion(at)?;
        let of = at + 1;
        if modifier == Modifier::End && self.is_unit(of, Unit::Week) {
            return Some((Meaning::Bare(Unit::Weekend), of + 1));
        }
        if let Some((whole, end)) = self.whole(of) {
            let one = !matches!(whole, Meaning::Vague | Meaning::Range(..) | Meaning::Lately(..) | Meaning::Coming(..));
            return one.then(|| (Meaning::Portion(whole.boxed(), modifier), end));
        }
        let unit = self.unit(of).filter(|_| self.has_case(of, "Gen") && !self.is_plural(of))?;
        let bare = matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Decade | Unit::Century);
        bare.then(|| (Meaning::Portion(Meaning::Bare(unit).boxed(), modifier), of + 1))
    }
}
