//! First pass: words, numbers, links and single marks.

use super::link;
use super::tables::{QuoteSide, Tables};
use unicode_normalization::char::is_combining_mark;

/// What stands between a piece and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    None,
    Space,
    /// The end of a paragraph.
    Break,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Word,
    /// Begins with a digit.
    Number,
    Link,
    /// A full stop.
    Stop,
    /// `!`, `?`, `…`
    Mark,
    Open,
    Close,
    Dash,
    /// Comma, colon, semicolon: the sentence goes on.
    Pause,
    Other,
}

/// A token, or a part of one that the second pass may join; byte offsets.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    pub start: usize,
    pub end: usize,
    pub gap: Gap,
    pub class: Class,
}

/// Splits a text into pieces.
pub fn scan(text: &str, tables: &Tables) -> Vec<Piece> {
    let mut scanner = Scanner { text, tables, at: 0, pieces: Vec::with_capacity(text.len() / 5), no_link_before: 0 };
    while scanner.at < text.len() {
        scanner.step();
    }
    resolve_quotes(text, &mut scanner.pieces, tables);
    scanner.pieces
}

struct Scanner<'t> {
    text: &'t str,
    tables: &'t Tables,
    at: usize,
    pieces: Vec<Piece>,
    /// Up to here no link starts: the run of link characters was looked at already.
    no_link_before: usize,
}

impl Scanner<'_> {
    fn step(&mut self) {
        let gap = self.skip_space();
        let Some(first) = self.peek(self.at) else { return };
        let start = self.at;
        let gap = if self.pieces.is_empty() { Gap::Break } else { gap };
        let (end, class) = match self.link(start, gap) {
            Some(end) => (end, Class::Link),
            None if first.is_numeric() => (self.number(start), Class::Number),
            None if is_word_char(first) => (self.word(start), Class::Word),
            None => (self.mark(start, first), mark_class(first)),
        };
        self.pieces.push(Piece { start, end, gap, class });
        self.at = end;
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// A line break ends the paragraph, unless the line after it goes on in lower case (a wrapped line).
    fn skip_space(&mut self) -> Gap {
        let rest = &self.text[self.at..];
        let skipped = rest.len() - rest.trim_start_matches(is_space).len();
        let lines = rest[..skipped].chars().filter(|&c| is_line_end(c)).count();
        self.at += skipped;
        match lines {
            0 if skipped == 0 => Gap::None,
            0 => Gap::Space,
            1 if self.peek(self.at).is_some_and(char::is_lowercase) => Gap::Space,
            _ => Gap::Break,
        }
    }

    /// Looks at each run of link characters once, so that a text without spaces stays linear.
    fn link(&mut self, start: usize, gap: Gap) -> Option<usize> {
        let after_mark =
            gap != Gap::None || self.pieces.last().is_none_or(|p| !matches!(p.class, Class::Word | Class::Number));
        if start < self.no_link_before || !after_mark || !self.peek(start)?.is_alphanumeric() {
            return None;
        }
        let rest = &self.text[start..];
        let run = &rest[..rest.find(|c| !link::is_link_char(c)).unwrap_or(rest.len())];
        self.no_link_before = start + run.len();
        if !run.contains(['.', '@', '/']) {
            return None;
        }
        link::link_length(run, self.tables).filter(|&length| length > 0).map(|length| start + length)
    }

    fn run_of(&self, start: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[start..];
        start + rest.find(|c| !belongs(c)).unwrap_or(rest.len())
    }

    /// Digits with separators between them: `1.000,50`, `15:00`, `4:3`; then letters that are written together (`18h`).
    fn number(&self, start: usize) -> usize {
        let mut end = self.run_of(start, is_digit);
        while let Some(separator) = self.peek(end).filter(|c| matches!(c, '.' | ',' | ':')) {
            let next = end + separator.len_utf8();
            if !self.peek(next).is_some_and(is_digit) {
                break;
            }
            end = self.run_of(next, is_digit);
        }
        let end = self.run_of(end, is_word_char);
        self.ending(start, end, true).unwrap_or(end)
    }

    fn word(&self, start: usize) -> usize {
        let mut end = self.run_of(start, is_word_char);
        while let Some(joined) = self.apostrophe(end).or_else(|| self.inner_stop(start, end)) {
            end = joined;
        }
        self.ending(start, end, false).unwrap_or(end)
    }

    /// An apostrophe between letters: `O'Brien`.
    fn apostrophe(&self, end: usize) -> Option<usize> {
        let mark = self.peek(end).filter(|c| matches!(c, '\'' | '’'))?;
        let next = end + mark.len_utf8();
        self.peek(next).filter(|&c| c.is_alphabetic())?;
        Some(self.run_of(next, is_word_char))
    }

    /// A full stop inside a name such as `Si.mobil`: two letters at least before it, lower case and two letters after it.
    fn inner_stop(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        if self.peek(end)? != '.' || self.tables.abbreviation(&self.text[start..=end]).is_some() {
            return None;
        }
        let next = self.run_of(end + 1, is_word_char);
        let after = &self.text[end + 1..next];
        let long = |part: &str| part.chars().nth(1).is_some();
        let stop_after = self.peek(next) == Some('.');
        (long(word)
            && long(after)
            && after.starts_with(char::is_lowercase)
            && word.starts_with(char::is_uppercase)
            && !stop_after)
            .then_some(next)
    }

    /// A case ending after a hyphen: `NLB-ja`, `90-ih`.
    fn ending(&self, start: usize, end: usize, number: bool) -> Option<usize> {
        let hyphen = self.peek(end).filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))?;
        let next = end + hyphen.len_utf8();
        let stop = self.run_of(next, is_word_char);
        let ending = &self.text[next..stop];
        let joins = if number {
            self.tables.ends_number(ending)
        } else {
            let capital_last = self.text[start..end].chars().next_back().is_some_and(char::is_uppercase);
            capital_last && self.tables.ends_acronym(ending)
        };
        (joins && !matches!(self.peek(stop), Some('-'))).then_some(stop)
    }

    /// One character, with marks that combine with it (emoji sequences).
    fn mark(&self, start: usize, first: char) -> usize {
        let mut end = start + first.len_utf8();
        while let Some(next) = self.peek(end) {
            let is_joined = self.text[..end].ends_with('\u{200d}') && !is_space(next);
            if !(is_combining_mark(next) || is_invisible(next) || is_modifier(next) || is_joined) {
                break;
            }
            end += next.len_utf8();
        }
        end
    }
}

fn mark_class(mark: char) -> Class {
    match mark {
        '.' => Class::Stop,
        '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' => Class::Mark,
        '(' | '[' | '{' => Class::Open,
        ')' | ']' | '}' => Class::Close,
        '-' | '–' | '—' | '‒' | '−' | '―' => Class::Dash,
        ',' | ';' | ':' => Class::Pause,
        _ => Class::Other,
    }
}

/// Gives every quotation mark its side: by the spaces around it, then by the table, then in turns.
fn resolve_quotes(text: &str, pieces: &mut [Piece], tables: &Tables) {
    let mut open = false;
    for index in 0..pieces.len() {
        let piece = pieces[index];
        if piece.gap == Gap::Break {
            open = false;
        }
        let Some(side) = text[piece.start..piece.end].chars().next().and_then(|mark| tables.quote(mark)) else {
            continue;
        };
        let next = pieces.get(index + 1);
        let glued_left = piece.gap == Gap::None && !matches!(pieces[index - 1].class, Class::Open | Class::Dash);
        let glued_right = next.is_some_and(|n| {
            n.gap == Gap::None && !matches!(n.class, Class::Stop | Class::Pause | Class::Mark | Class::Close)
        });
        let opens = match (glued_left, glued_right, side) {
            (true, false, _) => false,
            (false, true, _) => true,
            (_, _, QuoteSide::Open) => true,
            (_, _, QuoteSide::Close) => false,
            (_, _, QuoteSide::Either) => !open,
        };
        open = opens;
        pieces[index].class = if opens { Class::Open } else { Class::Close };
    }
}

/// Quotation marks of any language, for looking past them.
pub fn is_quote_like(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '‘' | '’' | '‚' | '“' | '”' | '„' | '‹' | '›')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c) || is_invisible(c)
}

fn is_digit(c: char) -> bool {
    c.is_numeric()
}

/// White space, and the byte order mark, which is none but looks like it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}') || c.is_control()
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Joiners and soft hyphens, which are part of the word they stand in.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// Skin tones and the like.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}')
}
