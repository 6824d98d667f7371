//! The words of one sentence as a time expression sees them: classes and numbers by position.

use super::meaning::Meaning;
use super::period::{DayPart, Season, Unit};
use super::value::Modifier;
use super::words::{Class, TimeWords, Value};
use crate::text::{Sentence, Token, Upos};

/// A meaning and the position behind its words.
pub type Read = Option<(Meaning, usize)>;

/// One sentence with the classes of its words.
pub struct Reader<'s> {
    pub words: &'s TimeWords,
    pub tokens: &'s [Token],
    classes: Vec<Vec<(Class, Value)>>,
}

impl<'s> Reader<'s> {
    pub fn new(words: &'s TimeWords, sentence: &'s Sentence) -> Self {
        let classes = sentence.tokens.iter().map(|token| words.of(token).collect()).collect();
        Self { words, tokens: &sentence.tokens, classes }
    }

    pub fn token(&self, at: usize) -> Option<&'s Token> {
        self.tokens.get(at)
    }

    fn value(&self, at: usize, class: Class) -> Option<Value> {
        self.classes.get(at)?.iter().find(|(known, _)| *known == class).map(|&(_, value)| value)
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        self.value(at, class).is_some()
    }

    /// Whether a token has a class of which an expression can be made.
    pub fn has_time(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !self.classes[at].is_empty() || token.upos == Upos::Num || !self.words.holidays(&token.lemma).is_empty()
    }

    /// Whether the tables have a word.
    pub fn has_class(&self, at: usize) -> bool {
        !self.classes[at].is_empty()
    }

    /// Whether an expression ends with an adjective that belongs to a noun behind it: *po sobotni tekmi*.
    pub fn is_attribute(&self, end: usize) -> bool {
        let last = end.checked_sub(1).and_then(|last| self.token(last));
        let nominal = |token: &Token| token.upos.is_nominal() || token.upos == Upos::Adj;
        last.is_some_and(|last| last.upos == Upos::Adj) && self.token(end).is_some_and(nominal)
    }

    /// The number that goes with a class.
    pub fn number_of(&self, at: usize, class: Class) -> Option<i32> {
        match self.value(at, class)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn small(&self, at: usize, class: Class) -> Option<i8> {
        self.number_of(at, class).and_then(|number| i8::try_from(number).ok())
    }

    pub fn day_word(&self, at: usize) -> Option<(i32, Option<DayPart>)> {
        match self.value(at, Class::Day)? {
            Value::Day(days, part) => Some((days, part)),
            _ => None,
        }
    }

    pub fn part(&self, at: usize, class: Class) -> Option<DayPart> {
        match self.value(at, class)? {
            Value::Part(part) => Some(part),
            _ => None,
        }
    }

    pub fn season(&self, at: usize) -> Option<Season> {
        match self.value(at, Class::Season)? {
            Value::Season(season) => Some(season),
            _ => None,
        }
    }

    pub fn unit(&self, at: usize) -> Option<Unit> {
        match self.value(at, Class::Unit)? {
            Value::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    pub fn is_unit(&self, at: usize, unit: Unit) -> bool {
        self.unit(at) == Some(unit)
    }

    pub fn portion(&self, at: usize) -> Option<Modifier> {
        match self.value(at, Class::Portion)? {
            Value::Modifier(modifier) => Some(modifier),
            _ => None,
        }
    }

    pub fn form(&self, at: usize) -> &'s str {
        self.tokens.get(at).map_or("", |token| token.form.as_str())
    }

    /// The position of a word behind any of a class that may stand before it.
    pub fn skip(&self, at: usize, class: Class) -> usize {
        if self.is(at, class) { at + 1 } else { at }
    }

    pub fn is_plural(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.feats.has("Number", "Plur") || token.feats.has("Number", "Dual"))
    }

    pub fn has_case(&self, at: usize, case: &str) -> bool {
        self.token(at).is_some_and(|token| token.feats.has("Case", case))
    }

    pub fn follows_preposition(&self, at: usize) -> bool {
        at > 0 && self.tokens[at - 1].upos == Upos::Adp
    }

    /// Whether tokens stand without space between them.
    pub fn touches(&self, at: usize) -> bool {
        at + 1 < self.tokens.len() && self.tokens[at].span.end == self.tokens[at + 1].span.start
    }

    /// A number in figures that fits `digits`.
    pub fn figures(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let form = self.form(at);
        let fits = digits.contains(&form.len()) && form.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| form.parse().ok()).flatten()
    }

    /// A cardinal in figures or words.
    pub fn cardinal(&self, at: usize) -> Option<i32> {
        self.number_of(at, Class::Number).or_else(|| self.figures(at, 1..=4))
    }

    /// An ordinal in figures or words.
    pub fn ordinal(&self, at: usize) -> Option<i32> {
        self.number_of(at, Class::Ordinal).or_else(|| self.figured_ordinal(at))
    }

    /// An ordinal in figures: *12.*, *90-ih*.
    pub fn figured_ordinal(&self, at: usize) -> Option<i32> {
        let token = self.token(at)?;
        let (figures, rest) = token.form.split_at(token.form.bytes().take_while(u8::is_ascii_digit).count());
        let ends = rest == "." || rest.starts_with('-') && token.feats.has("NumType", "Ord");
        (ends && figures.len() <= 2).then(|| figures.parse().ok()).flatten()
    }

    /// A day of a month: an ordinal up to 31.
    pub fn day_number(&self, at: usize) -> Option<i8> {
        self.ordinal(at).filter(|day| (1..=31).contains(day)).map(|day| day as i8)
    }

    /// A year in four figures.
    pub fn year_number(&self, at: usize) -> Option<i16> {
        self.figures(at, 4..=4).filter(|year| (1000..=2200).contains(year)).map(|year| year as i16)
    }

    /// Whether figures at a place may be a year with nothing that says so: no noun is counted by them.
    pub fn is_alone(&self, at: usize) -> bool {
        let Some(next) = self.token(at + 1) else { return true };
        let counted = matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym | Upos::X);
        !counted || self.tokens[at].relation() != "nummod" && !next.feats.has("Case", "Gen") && next.upos != Upos::Num
    }
}
