//! The stage that finds the time expressions of a text and says which times they mean.

use super::meaning::{Meaning, Side};
use super::period::Period;
use super::reader::Reader;
use super::resolve::Context;
use super::side::{self, Clause};
use super::value::When;
use super::words::{Class, TimeWords};
use super::{Bond, Sides, TimeExpression};
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use crate::text::{Tree, Upos};
use jiff::civil::Date;
use std::ops::Range;

/// The stage that writes [`Layer::Times`].
pub struct Times {
    words: TimeWords,
}

/// An expression before it is resolved.
struct Found {
    tokens: Range<usize>,
    head: usize,
    meaning: Meaning,
    clause: Option<Clause>,
    when: Option<When>,
}

/// The time told last, and in which sentence.
type Anchor = Option<(usize, Period)>;

/// An expression that counts from another one finds it in its own sentence or in so many before.
const REACH: usize = 2;

impl Times {
    /// # Errors
    /// When a table of the pack is wrong.
    pub fn load(pack: &Pack) -> Result<Self> {
        Ok(Self { words: TimeWords::load(pack)? })
    }

    fn sentence(&self, doc: &Document, number: usize, anchor: &mut Anchor) -> Vec<TimeExpression> {
        let sentence = &doc.sentences[number];
        let reader = Reader::new(&self.words, sentence);
        let named = named(doc, number);
        let read = expressions(&reader, |at| named.get(at).copied().unwrap_or(false));
        if read.is_empty() {
            return Vec::new();
        }
        let tree = Tree::new(sentence);
        let make = |(meaning, tokens): (Meaning, Range<usize>)| {
            let head = head(&tree, &tokens);
            Found { clause: side::clause(&tree, head), head, tokens, meaning, when: None }
        };
        let mut found: Vec<Found> = read.into_iter().map(make).collect();
        let today = doc.article.date;
        let mut sides = vec![None; found.len()];
        // Hours last: their day may stand behind them.
        for hours in [false, true] {
            for at in 0..found.len() {
                if needs_day(&found[at].meaning) != hours {
                    continue;
                }
                let context = Context {
                    today,
                    side: Side::Unknown,
                    anchor: nearest(&found[..at], number, *anchor),
                    here: day_beside(&found, at),
                    year: year_beside(&found[..at], &tree),
                };
                let likely = sides_of(&reader, &tree, &found[at]).into_iter();
                found[at].when =
                    likely.map(|side| Context { side, ..context }).find_map(|context| context.when(&found[at].meaning));
                sides[at] = both_sides(&context, &found[at].meaning);
            }
        }
        if let Some(told) = nearest(&found, number, None) {
            *anchor = Some((number, told));
        }
        let write = |(found, sides): (Found, Option<Sides>)| {
            let words = &sentence.tokens[found.tokens.clone()];
            TimeExpression {
                sentence: number,
                span: words[0].span.cover(words[words.len() - 1].span),
                head: found.head,
                time: found.when.and_then(|when| when.write()),
                rank: found.when.map_or(u8::MAX, |when| when.rank()),
                bond: bond(&reader, &tree, &found),
                sides,
                tokens: found.tokens,
            }
        };
        found.into_iter().zip(sides).map(write).collect()
    }
}

/// The tokens of a sentence that belong to proper names.
fn named(doc: &Document, sentence: usize) -> Vec<bool> {
    let start = doc.names.partition_point(|name| name.sentence < sentence);
    let mut named = Vec::new();
    for name in doc.names[start..].iter().take_while(|name| name.sentence == sentence) {
        named.resize(doc.sentences[sentence].tokens.len(), false);
        named[name.tokens.clone()].fill(true);
    }
    named
}

/// The expressions of a sentence in its order, none inside a name.
fn expressions(reader: &Reader, named: impl Fn(usize) -> bool) -> Vec<(Meaning, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() {
        if !reader.has_time(at) || named(at) {
            at += 1;
        } else if let Some(end) = set(reader, at) {
            at = end;
        } else if let Some((meaning, end)) = reader.expression(at).filter(|&(_, end)| !(at..end).all(&named)) {
            found.push((meaning, at..end));
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// The end of what comes again and again: *vsak torek*, *vsakih pet let*.
fn set(reader: &Reader, at: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    if !reader.is(at, Class::Each) {
        return None;
    }
    let unit = |&at: &usize| reader.is(at, Class::Unit) || reader.is(at, Class::Weekday) || reader.is(at, Class::Month);
    (at + 1..at + LONGEST).find(unit).map(|unit| unit + 1)
}

/// The token whose parent stands outside the expression; prepositions and marks hang on others.
fn head(tree: &Tree, tokens: &Range<usize>) -> usize {
    let outside = |at: usize| tree.parent(at).is_none_or(|parent| !tokens.contains(&parent));
    let weak = |at: usize| matches!(tree.token(at).upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Part);
    let strong = tokens.clone().find(|&at| outside(at) && !weak(at));
    strong.or_else(|| tokens.clone().find(|&at| outside(at))).unwrap_or(tokens.start)
}

/// Whether an expression is of hours without their day.
fn needs_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Here => true,
        Meaning::Clock(of, ..) | Meaning::Part(of, _) => needs_day(of),
        Meaning::Range(begin, end) => begin.iter().chain(end).any(|end| needs_day(end)),
        _ => false,
    }
}

/// The sides on which an expression can lie, the likelier first.
fn sides_of(reader: &Reader, tree: &Tree, found: &Found) -> Vec<Side> {
    let Some(clause) = found.clause else { return vec![Side::Unknown] };
    let attribute = reader.is_attribute(found.tokens.end);
    match side::side(tree, clause.head) {
        Side::Present if is_compared(reader, found.tokens.start) => vec![Side::Past],
        // What goes on has begun, unless the beginning is near: *od 1. januarja velja*.
        Side::Present if matches!(found.meaning, Meaning::Range(Some(_), None)) => vec![Side::Unknown, Side::Past],
        // What a noun is told of need not be now or soon.
        Side::Present if clause.by_noun || attribute => vec![Side::Unknown],
        Side::Past if looks_ahead(reader, tree, found, clause) => match found.meaning.recurring() {
            Some(Meaning::Weekday(_)) => vec![Side::Future],
            _ => vec![Side::Unknown],
        },
        // What has been agreed can last beyond the article: *dogovorili so se o podaljšanju do 31. oktobra*.
        Side::Past if clause.by_noun && matches!(found.meaning, Meaning::Range(None, Some(_))) => {
            vec![Side::Unknown, Side::Past]
        }
        side => vec![side],
    }
}

/// Whether a verb or noun says that what it governs lies ahead.
fn looks_ahead(reader: &Reader, tree: &Tree, found: &Found, clause: Clause) -> bool {
    let prospective = reader.is(clause.head, Class::Prospective);
    let parent = tree.parent(found.head);
    let governed = parent.is_some_and(|at| at != clause.head && reader.is(at, Class::Prospective));
    governed || prospective && (clause.by_noun || reader.is_set_ahead(found.tokens.start))
}

/// To what an expression can belong by its preposition, or by that of the noun whose attribute it is.
fn bond(reader: &Reader, tree: &Tree, found: &Found) -> Bond {
    let before = found.tokens.start.checked_sub(1);
    let led = |class: Class| before.is_some_and(|before| reader.is(before, class));
    if led(Class::Of) {
        return Bond::Noun;
    }
    if led(Class::For) {
        return Bond::Ahead;
    }
    let noun = tree.parent(found.head).filter(|_| tree.token(found.head).relation() == "amod");
    let during = |noun: &usize| {
        let located = reader.has_case(*noun, "Loc") || reader.has_case(*noun, "Ins");
        located && tree.children_by(*noun, "case").any(|child| reader.is(child, Class::During))
    };
    noun.filter(during).map_or(Bond::Plain, Bond::Through)
}

/// Whether something is compared with that time, which was before: *več kot v petek*.
fn is_compared(reader: &Reader, start: usize) -> bool {
    let before = if reader.follows_preposition(start) { start.checked_sub(2) } else { start.checked_sub(1) };
    before.is_some_and(|before| reader.is(before, Class::Than))
}

/// The time told last before an expression.
fn nearest(before: &[Found], sentence: usize, anchor: Anchor) -> Option<Period> {
    let own = before.iter().rev().find_map(|found| match found.when {
        Some(When::One(period, _)) => Some(period),
        _ => None,
    });
    own.or_else(|| anchor.filter(|&(told, _)| sentence - told <= REACH).map(|(_, period)| period))
}

/// The day that another expression of the same clause tells, the nearest one before if there are several.
fn day_beside(found: &[Found], at: usize) -> Option<Date> {
    let clause = found[at].clause?.head;
    let mut others = found[..at].iter().rev().chain(&found[at + 1..]);
    others.find_map(|other| match other.when {
        Some(When::One(Period::Day(day) | Period::Part(day, _), _)) if other.clause?.head == clause => Some(day),
        _ => None,
    })
}

/// The year in figures that the sentence has named by itself for what its verb tells.
fn year_beside(before: &[Found], tree: &Tree) -> Option<i16> {
    before.iter().rev().find_map(|found| match found.meaning {
        Meaning::Fixed(Period::Year(year)) => {
            let clause = found.clause?;
            (tree.parent(found.head) == Some(clause.head)).then_some(year)
        }
        _ => None,
    })
}

/// What is meant if it lies before the article and if it lies ahead, where that makes a difference.
fn both_sides(context: &Context, meaning: &Meaning) -> Option<Sides> {
    let on = |side: Side| Context { side, ..*context }.when(meaning).and_then(|when| when.write());
    meaning.recurring()?;
    let (past, future) = (on(Side::Past), on(Side::Future));
    (past != future).then_some(Sides { past, future })
}

impl Stage for Times {
    fn name(&self) -> &'static str {
        "times"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Names]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Times]
    }

    fn run(&self, doc: &mut Document) {
        if self.words.is_empty() {
            return;
        }
        let mut anchor = None;
        let mut times = Vec::new();
        for number in 0..doc.sentences.len() {
            times.extend(self.sentence(doc, number, &mut anchor));
        }
        doc.times = times;
    }
}
