//! Units that are counted from the article or from what was told before.

use super::meaning::Meaning;
use super::period::{Period, Unit};
use super::reader::{Read, Reader};
use super::value::Modifier;
use super::words::Class;

/// How many of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    Number(i32),
    /// In halves.
    Halves(i32),
    Vague,
}

/// A count, its unit, whether it is only about so many, and the position behind.
struct Counted {
    count: Count,
    unit: Unit,
    approximate: bool,
    end: usize,
}

impl Counted {
    /// Units in one direction; half a unit in the next shorter one.
    fn meaning(&self, sign: i32, make: impl Fn(Unit, i32) -> Meaning) -> Meaning {
        let exact = match (self.count, self.unit) {
            (Count::Vague, _) => return Meaning::Vague,
            (Count::Number(number), unit) => make(unit, sign * number),
            (Count::Halves(halves), Unit::Year) => make(Unit::Month, sign * halves * 6),
            (Count::Halves(halves), Unit::Decade) => make(Unit::Year, sign * halves * 5),
            (Count::Halves(_), _) => return Meaning::Vague,
        };
        if self.approximate { Meaning::Portion(exact.boxed(), Modifier::Approx) } else { exact }
    }
}

impl Reader<'_> {
    /// An attribute and its unit: *prejšnji teden*, *v zadnjih treh letih*, *minuli konec tedna*.
    pub fn attributed(&self, at: usize) -> Read {
        let attribute = [Class::Previous, Class::Last, Class::Next, Class::Following, Class::This, Class::Same]
            .into_iter()
            .find(|&class| self.is(at, class));
        let Some(attribute) = attribute else { return self.counted_attribute(at) };
        let behind = at + 1;
        if self.portion(behind) == Some(Modifier::End) && self.is_unit(behind + 1, Unit::Week) {
            return Some((self.one(attribute, Unit::Weekend)?, behind + 2));
        }
        if let Some(unit) = self.unit(behind) {
            if self.is_plural(behind) {
                let told = attribute != Class::Same && unit != Unit::Hour;
                return told.then_some((Meaning::Vague, behind + 1));
            }
            if unit == Unit::Day && attribute == Class::Last {
                return None;
            }
            let genitive = unit == Unit::Year && attribute == Class::This && self.has_case(behind, "Gen");
            let attribute = if genitive { Class::Same } else { attribute };
            return Some((self.one(attribute, unit)?, behind + 1));
        }
        let counted = self.counted(behind)?;
        let meaning = self.many(attribute, &counted)?;
        Some((if self.is_bounded(counted.end) { Meaning::Vague } else { meaning }, counted.end))
    }

    /// Whether what is counted ends at something else than the article: *zadnje tri dni pred smrtjo*.
    fn is_bounded(&self, end: usize) -> bool {
        self.is(end, Class::Before) && self.has_case(end, "Ins")
            || self.is(end, Class::After) && self.has_case(end, "Loc")
    }

    /// A number before the attribute: *v dveh zadnjih letih*.
    fn counted_attribute(&self, at: usize) -> Read {
        let number = self.cardinal(at)?;
        let class = [Class::Previous, Class::Last, Class::Next].into_iter().find(|&class| self.is(at + 1, class))?;
        let unit = self.unit(at + 2)?;
        let counted = Counted { count: Count::Number(number), unit, approximate: false, end: at + 3 };
        self.many(class, &counted).map(|meaning| (meaning, counted.end))
    }

    fn one(&self, attribute: Class, unit: Unit) -> Option<Meaning> {
        Some(match (attribute, unit) {
            (_, Unit::Hour) => return None,
            (Class::Previous, Unit::Day) => Meaning::Anchored(unit, -1),
            (Class::Following, Unit::Day) => Meaning::Anchored(unit, 1),
            (Class::This | Class::Same, Unit::Day) => Meaning::Anchored(unit, 0),
            (Class::Next, Unit::Day) => Meaning::Vague,
            (Class::Previous, _) => Meaning::Offset(unit, -1),
            (Class::Last, Unit::Weekend) => Meaning::Offset(unit, -1),
            (Class::Last, _) => Meaning::Lately(unit, 1),
            (Class::Next, _) => Meaning::Offset(unit, 1),
            (Class::Following, _) => Meaning::Following(unit),
            (Class::This, _) => Meaning::Offset(unit, 0),
            (Class::Same, _) => Meaning::Anchored(unit, 0),
            _ => return None,
        })
    }

    fn many(&self, attribute: Class, counted: &Counted) -> Option<Meaning> {
        match attribute {
            Class::Previous | Class::Last => Some(counted.meaning(1, Meaning::Lately)),
            Class::Next | Class::Following => Some(counted.meaning(1, Meaning::Coming)),
            _ => None,
        }
    }

    /// A number and its unit: *tri leta*, *teden dni*, *leto in pol*, *približno deset dni*.
    fn counted(&self, at: usize) -> Option<Counted> {
        let mut start = at;
        let (mut approximate, mut compared) = (false, false);
        for _ in 0..3 {
            if self.is(start, Class::Approximate) {
                approximate = true;
                start += 1;
                compared |= self.is(start, Class::Than);
                start = self.skip(start, Class::Than);
            } else {
                start = self.skip(start, Class::Exact);
            }
        }
        let (count, noun) = if let Some(number) = self.cardinal(start) {
            (Count::Number(number), start + 1)
        } else if self.is(start, Class::NumberHalf) {
            (Count::Halves(3), start + 1)
        } else if self.is(start, Class::HalfUnit) {
            (Count::Halves(1), start + 1)
        } else if self.is(start, Class::Vague) {
            (Count::Vague, start + 1)
        } else if self.is_plural(start) {
            (Count::Vague, start)
        } else {
            (Count::Number(1), start)
        };
        let unit = self.unit(noun)?;
        // *manj kot leto prej* compares with that year.
        if compared && noun == start {
            return None;
        }
        let mut end = noun + 1;
        let half = self.is(end, Class::And) && self.is(end + 1, Class::HalfUnit);
        let count = match count {
            Count::Number(number) if half => {
                end += 2;
                Count::Halves(number.checked_mul(2)?.checked_add(1)?)
            }
            count => count,
        };
        // One says weeks, months and years of days, and days of days too when many are meant.
        if self.is(end, Class::Filler) && unit != Unit::Day {
            end += 1;
        }
        Some(Counted { count, unit, approximate, end })
    }

    /// *pred tremi dnevi*, *čez dva tedna*, *tri leta nazaj*.
    pub fn counted_from_now(&self, at: usize) -> Read {
        if self.is(at, Class::Ago) && self.has_case(at, "Ins") {
            let counted = self.counted(at + 1)?;
            if counted.unit == Unit::Hour {
                return Some((Meaning::Vague, counted.end));
            }
            // *pred dnevom sprejema*: the day of something.
            let owned =
                self.token(counted.end).is_some_and(|next| next.upos.is_nominal() && next.feats.has("Case", "Gen"));
            if owned && counted.end == at + 2 {
                return None;
            }
            if counted.unit == Unit::Year && self.figures(counted.end, 3..=4).is_some() {
                return None;
            }
            return Some((counted.meaning(-1, Meaning::Offset), counted.end));
        }
        if self.is(at, Class::Ahead) {
            let counted = self.counted(at + 1)?;
            let told = self.cardinal(at + 1).is_some() || counted.count != Count::Number(1) || counted.approximate;
            let told = told || self.is(counted.end - 1, Class::Filler);
            // An article has no hour from which hours could be counted.
            let meaning = if counted.unit == Unit::Hour { Meaning::Vague } else { counted.meaning(1, Meaning::Offset) };
            return told.then_some((meaning, counted.end));
        }
        let counted = self.counted(at)?;
        let back = self.is(counted.end, Class::Back) && counted.unit != Unit::Hour;
        back.then(|| (counted.meaning(-1, Meaning::Offset), counted.end + 1))
    }

    /// *tri dni pozneje*, *leto prej*; from a time that is named: *dva dni po božiču*.
    pub fn counted_from_then(&self, at: usize) -> Read {
        let counted = self.counted(at)?;
        let behind = counted.end;
        if counted.unit == Unit::Hour {
            return None;
        }
        if self.is(behind, Class::Later) {
            return Some((counted.meaning(1, Meaning::Anchored), behind + 1));
        }
        if self.is(behind, Class::Earlier) {
            return Some((counted.meaning(-1, Meaning::Anchored), behind + 1));
        }
        let sign = if self.is(behind, Class::After) && self.has_case(behind, "Loc") {
            1
        } else if self.is(behind, Class::Before) && self.has_case(behind, "Ins") {
            -1
        } else {
            return None;
        };
        let Some((base, end)) = self.phrase(behind + 1, true) else { return Some((Meaning::Vague, behind)) };
        let make = |unit: Unit, by: i32| Meaning::Shifted(base.clone().boxed(), unit, by);
        Some((counted.meaning(sign, make), end))
    }

    /// *v prvih treh mesecih leta 2024*, *v prvih devetih letošnjih mesecih*.
    pub fn first_of(&self, at: usize) -> Read {
        if self.ordinal(at) != Some(1) || !self.is_plural(at) {
            return None;
        }
        let number = self.cardinal(at + 1).filter(|number| (1..=52).contains(number))?;
        let between = self.number_of(at + 2, Class::Year);
        let noun = if between.is_some() { at + 3 } else { at + 2 };
        let unit = self.unit(noun).filter(|unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month))?;
        let (year, end) = match between {
            Some(years) => (Some(Meaning::Offset(Unit::Year, years).boxed()), noun + 1),
            None => self.year_behind(noun + 1),
        };
        let owned = self.token(end).is_some_and(|next| next.feats.has("Case", "Gen"));
        let meaning = match year {
            Some(year) => Meaning::FirstOf(year, number, unit),
            // Of something else than a year: *v prvih treh mesecih vojne*.
            None if owned || unit != Unit::Month => Meaning::Vague,
            None => Meaning::FirstOf(Meaning::Bare(Unit::Year).boxed(), number, unit),
        };
        Some((meaning, end))
    }

    /// *zadnji dan leta 2023*, *prvi dan marca*.
    pub fn nth_day(&self, at: usize) -> Read {
        if !self.is_unit(at + 1, Unit::Day) || self.is_plural(at + 1) {
            return None;
        }
        let number = match self.day_number(at) {
            Some(number) => number,
            None if self.is(at, Class::Last) => -1,
            None => return None,
        };
        let (of, end) = self.whole(at + 2)?;
        let one = matches!(of, Meaning::Fixed(Period::Year(_)) | Meaning::Offset(..) | Meaning::Recurring(..));
        one.then(|| (Meaning::Nth(of.boxed(), number), end))
    }
}
