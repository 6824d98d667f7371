//! The words of a language for times: `time/words.tsv` and `time/holidays.tsv` of the pack.

use super::period::{DayPart, Season, Unit};
use super::value::Modifier;
use crate::error::Result;
use crate::lang::Pack;
use crate::lang::tsv::{Row, Table};
use crate::text::Token;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

const WORDS: &str = "time/words.tsv";
const HOLIDAYS: &str = "time/holidays.tsv";

/// What a word can be in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// 1 is Monday.
    Weekday,
    WeekdayAdjective,
    Month,
    MonthAdjective,
    /// Days from the article, perhaps with the part of that day.
    Day,
    /// Years from the article.
    Year,
    Part,
    /// An attribute that names a part of the day.
    PartAdjective,
    /// A noun that does, with an attribute or a day before it.
    PartNoun,
    /// An hour of its own.
    Noon,
    Night,
    Unit,
    /// Stands behind a unit and adds nothing.
    Filler,
    Season,
    /// A half as a noun with a unit behind it.
    Half,
    /// A half that counts: half a year.
    HalfUnit,
    Previous,
    /// Before a number of units, those up to now.
    Last,
    Next,
    /// Next from now, or from what was told before.
    Following,
    This,
    /// That which was told before.
    Same,
    /// Every: times that come again have no value.
    Each,
    Approximate,
    /// The second word of a comparison with a number.
    Than,
    /// Before a number and says that it is meant exactly.
    Exact,
    /// A number that is not told.
    Vague,
    Ago,
    /// As `Ago`, behind the unit.
    Back,
    Ahead,
    Later,
    Earlier,
    From,
    Until,
    Before,
    After,
    Between,
    Onward,
    /// Before an hour.
    At,
    /// Any preposition with which a time can stand.
    In,
    /// Before a date in figures.
    Lead,
    /// Looks ahead from its verb.
    For,
    /// With a time that belongs to a noun.
    Of,
    /// What happens in the course of something happens when that is: *na včerajšnji seji*.
    During,
    /// Before the day that a night leads to, and the one that it comes from.
    Onto,
    Off,
    Within,
    And,
    Dash,
    Portion,
    /// A noun before a span of years.
    Span,
    /// A verb, participle or noun of which what it governs lies ahead.
    Prospective,
    Number,
    /// So many and a half.
    NumberHalf,
    Ordinal,
}

const CLASSES: &[(&str, Class)] = &[
    ("weekday", Class::Weekday),
    ("weekday-adjective", Class::WeekdayAdjective),
    ("month", Class::Month),
    ("month-adjective", Class::MonthAdjective),
    ("day", Class::Day),
    ("year", Class::Year),
    ("part", Class::Part),
    ("part-adjective", Class::PartAdjective),
    ("part-noun", Class::PartNoun),
    ("noon", Class::Noon),
    ("night", Class::Night),
    ("unit", Class::Unit),
    ("filler", Class::Filler),
    ("season", Class::Season),
    ("half", Class::Half),
    ("half-unit", Class::HalfUnit),
    ("previous", Class::Previous),
    ("last", Class::Last),
    ("next", Class::Next),
    ("following", Class::Following),
    ("this", Class::This),
    ("same", Class::Same),
    ("each", Class::Each),
    ("approximate", Class::Approximate),
    ("than", Class::Than),
    ("exact", Class::Exact),
    ("vague", Class::Vague),
    ("ago", Class::Ago),
    ("back", Class::Back),
    ("ahead", Class::Ahead),
    ("later", Class::Later),
    ("earlier", Class::Earlier),
    ("from", Class::From),
    ("until", Class::Until),
    ("before", Class::Before),
    ("after", Class::After),
    ("between", Class::Between),
    ("onward", Class::Onward),
    ("at", Class::At),
    ("in", Class::In),
    ("lead", Class::Lead),
    ("for", Class::For),
    ("of", Class::Of),
    ("during", Class::During),
    ("onto", Class::Onto),
    ("off", Class::Off),
    ("within", Class::Within),
    ("and", Class::And),
    ("dash", Class::Dash),
    ("portion", Class::Portion),
    ("span", Class::Span),
    ("prospective", Class::Prospective),
    ("number", Class::Number),
    ("number-half", Class::NumberHalf),
    ("ordinal", Class::Ordinal),
];

/// The value that goes with a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    None,
    Number(i32),
    /// Days from the article, and a part of that day.
    Day(i32, Option<DayPart>),
    Part(DayPart),
    Season(Season),
    Unit(Unit),
    Modifier(Modifier),
}

/// The words and holidays of a language.
#[derive(Debug, Clone, Default)]
pub struct TimeWords {
    /// By lemma in lower case.
    lemmas: FxHashMap<SmolStr, Vec<(Class, Value)>>,
    /// By form in lower case.
    forms: FxHashMap<SmolStr, Vec<(Class, Value)>>,
    /// Lemmas of all words, month and day; by the first lemma.
    holidays: FxHashMap<SmolStr, Vec<Holiday>>,
}

/// A holiday with a fixed date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Lemmas in lower case.
    pub words: Vec<SmolStr>,
    pub month: i8,
    pub day: i8,
}

impl TimeWords {
    /// Reads the tables; a pack without them has no times.
    ///
    /// # Errors
    /// [`Error::Pack`](crate::error::Error::Pack) with file and line.
    pub fn load(pack: &Pack) -> Result<Self> {
        let files = pack.list("time");
        let text = |file: &str| match files.iter().any(|known| known == file) {
            true => pack.text(file).map(Some),
            false => Ok(None),
        };
        let mut words = Self::default();
        if let Some(text) = text(WORDS)? {
            words.add_words(&Table::parse(&pack.lang, WORDS, &text, &["word", "class", "value"])?)?;
            words.check(pack)?;
        }
        if let Some(text) = text(HOLIDAYS)? {
            words.add_holidays(&Table::parse(&pack.lang, HOLIDAYS, &text, &["phrase", "date"])?)?;
        }
        Ok(words)
    }

    pub fn is_empty(&self) -> bool {
        self.lemmas.is_empty() && self.forms.is_empty()
    }

    /// What a token can be.
    pub fn of(&self, token: &Token) -> impl Iterator<Item = (Class, Value)> + '_ {
        let by_lemma = self.lemmas.get(lower(&token.lemma).as_str());
        let by_form = self.forms.get(lower(&token.form).as_str());
        by_form.into_iter().chain(by_lemma).flatten().copied()
    }

    /// Holidays whose first word has this lemma.
    pub fn holidays(&self, lemma: &str) -> &[Holiday] {
        self.holidays.get(lower(lemma).as_str()).map_or(&[], Vec::as_slice)
    }

    fn add_words<'t>(&mut self, table: &'t Table<'t>) -> Result<()> {
        for row in table.rows() {
            let word = row.get("word");
            let name = row.get("class");
            let class = CLASSES.iter().find(|(known, _)| *known == name).map(|&(_, class)| class);
            let class = class.ok_or_else(|| row.error(format!("there is no class {name:?}")))?;
            let value = value(class, row.get("value")).ok_or_else(|| wrong_value(&row, name))?;
            let (map, key) = match word.strip_prefix('=') {
                Some(form) => (&mut self.forms, form),
                None => (&mut self.lemmas, word),
            };
            if key.is_empty() || key.to_lowercase() != key {
                return Err(row.error(format!("{word:?} is not a word in lower case")));
            }
            let entries = map.entry(key.into()).or_default();
            if entries.iter().any(|&(known, _)| known == class) {
                return Err(row.error(format!("{word:?} is there twice as {name}")));
            }
            entries.push((class, value));
        }
        Ok(())
    }

    /// Twelve months and seven weekdays, or none of them.
    fn check(&self, pack: &Pack) -> Result<()> {
        for (class, count) in [(Class::Month, 12), (Class::Weekday, 7)] {
            let entries = self.lemmas.values().chain(self.forms.values()).flatten();
            let mut numbers: Vec<_> = entries
                .filter(|(known, _)| *known == class)
                .filter_map(|(_, value)| if let Value::Number(number) = value { Some(*number) } else { None })
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            if numbers != (1..=count).collect::<Vec<_>>() {
                let message = format!("class {class:?} must have all values from 1 to {count}, has {numbers:?}");
                return Err(pack.error(WORDS, None, message));
            }
        }
        Ok(())
    }

    fn add_holidays<'t>(&mut self, table: &'t Table<'t>) -> Result<()> {
        for row in table.rows() {
            let words: Vec<SmolStr> = row.get("phrase").split_whitespace().map(SmolStr::new).collect();
            let first = words.first().cloned().ok_or_else(|| row.error("has no phrase"))?;
            let date = row.get("date");
            // A leap year, so that any day of a year is one.
            let known = format!("2000-{date}").parse::<jiff::civil::Date>().ok();
            let day = known.ok_or_else(|| row.error(format!("{date:?} is no month and day (MM-DD)")))?;
            let holiday = Holiday { words, month: day.month(), day: day.day() };
            let known = self.holidays.entry(first).or_default();
            if known.iter().any(|other| other.words == holiday.words) {
                return Err(row.error("is there twice"));
            }
            known.push(holiday);
            // The longest first.
            known.sort_by_key(|holiday| std::cmp::Reverse(holiday.words.len()));
        }
        Ok(())
    }
}

fn wrong_value(row: &Row, class: &str) -> crate::error::Error {
    row.error(format!("{:?} is no value of class {class}", row.get("value")))
}

fn value(class: Class, cell: &str) -> Option<Value> {
    let number =
        |from: i32, to: i32| cell.parse().ok().filter(|number| (from..=to).contains(number)).map(Value::Number);
    match class {
        Class::Weekday | Class::WeekdayAdjective => number(1, 7),
        Class::Month | Class::MonthAdjective => number(1, 12),
        Class::Year => number(-9, 9),
        Class::Noon => number(0, 23),
        Class::Number | Class::NumberHalf | Class::Ordinal => number(1, 100),
        Class::Day => {
            let (days, part) = match cell.split_once('T') {
                Some((days, part)) => (days, Some(DayPart::parse(part)?)),
                None => (cell, None),
            };
            days.parse().ok().filter(|days| (-9..=9).contains(days)).map(|days| Value::Day(days, part))
        }
        Class::Part | Class::PartAdjective | Class::PartNoun => DayPart::parse(cell).map(Value::Part),
        Class::Season => Season::parse(cell).map(Value::Season),
        Class::Unit => Unit::parse(cell).map(Value::Unit),
        Class::Portion => Modifier::parse(cell).map(Value::Modifier),
        _ => (cell == "-").then_some(Value::None),
    }
}

fn lower(word: &str) -> SmolStr {
    if word.chars().any(char::is_uppercase) { word.to_lowercase().into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> Result<TimeWords> {
        let text = format!("word\tclass\tvalue\n{rows}\n");
        let table = Table::parse("zz", WORDS, &text, &["word", "class", "value"])?;
        let mut words = TimeWords::default();
        words.add_words(&table)?;
        Ok(words)
    }

    #[test]
    fn names_file_and_line_of_what_is_wrong() {
        for (row, message) in [
            ("a\tmonths\t1", "time/words.tsv:2: there is no class \"months\""),
            ("a\tmonth\t13", "time/words.tsv:2: \"13\" is no value of class month"),
            ("a\tday\t0TXX", "time/words.tsv:2: \"0TXX\" is no value of class day"),
            ("A\tago\t-", "time/words.tsv:2: \"A\" is not a word in lower case"),
            ("a\tago\t-\na\tago\t-", "time/words.tsv:3: \"a\" is there twice as ago"),
            ("a\tago\t3", "time/words.tsv:2: \"3\" is no value of class ago"),
        ] {
            let error = read(row).expect_err("something is wrong").to_string();
            assert!(error.ends_with(message), "{error}");
        }
    }

    #[test]
    fn a_year_has_twelve_months() {
        let pack = Pack::shipped("sl").expect("shipped");
        assert!(TimeWords::load(&pack).is_ok());
        let rows: Vec<String> = (1..12).map(|month| format!("m{month}\tmonth\t{month}")).collect();
        let words = read(&rows.join("\n")).expect("good rows");
        let error = words.check(&pack).expect_err("one is missing").to_string();
        assert!(error.contains("time/words.tsv: class Month must have all values from 1 to 12"), "{error}");
    }
}
