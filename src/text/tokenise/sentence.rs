//! Second pass: which full stops belong to the word before them, and where sentences end.

use super::scan::{Class, Gap, Piece};
use super::tables::{Abbreviation, Tables};

/// A finished token; byte offsets.
#[derive(Debug, Clone, Copy)]
pub struct Decided {
    pub start: usize,
    pub end: usize,
    pub paragraph_before: bool,
    pub ends_sentence: bool,
}

/// Joins stops to words and marks the last token of every sentence.
pub fn decide(text: &str, pieces: &[Piece], tables: &Tables) -> Vec<Decided> {
    let mut decider = Decider { text, pieces, tables, out: Vec::with_capacity(pieces.len()), sentence_start: 0 };
    let mut index = 0;
    while index < pieces.len() {
        index = decider.step(index);
    }
    if let Some(last) = decider.out.last_mut() {
        last.ends_sentence = true;
    }
    decider.out
}

/// What to do with a full stop after a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// Ends a sentence.
    Own,
    /// Belongs to the word; the sentence goes on.
    Joined,
    /// Belongs to the word, and may end the sentence too.
    JoinedFinal,
}

struct Decider<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    tables: &'t Tables,
    out: Vec<Decided>,
    /// Index into `out` of the first token of the open sentence.
    sentence_start: usize,
}

impl Decider<'_> {
    /// Takes one token and returns the index of the next piece.
    fn step(&mut self, index: usize) -> usize {
        let piece = self.pieces[index];
        if piece.gap == Gap::Break {
            self.end_sentence();
        }
        if let Some((next, may_end)) = self.dotted(index) {
            self.push(index, next - 1);
            return if may_end { self.close(next) } else { next };
        }
        if matches!(piece.class, Class::Word | Class::Number) && self.is_stop(index + 1) {
            match self.stop_after(index) {
                Stop::Own => {}
                Stop::Joined => {
                    self.push(index, index + 1);
                    return index + 2;
                }
                Stop::JoinedFinal => {
                    self.push(index, index + 1);
                    return self.close(index + 2);
                }
            }
        }
        self.push(index, index);
        match piece.class {
            Class::Stop | Class::Mark => self.close(index + 1),
            _ => index + 1,
        }
    }

    fn push(&mut self, first: usize, last: usize) {
        self.out.push(Decided {
            start: self.pieces[first].start,
            end: self.pieces[last].end,
            paragraph_before: self.pieces[first].gap == Gap::Break,
            ends_sentence: false,
        });
    }

    fn end_sentence(&mut self) {
        if let Some(last) = self.out.last_mut() {
            last.ends_sentence = true;
        }
        self.sentence_start = self.out.len();
    }

    /// After a final mark: takes further marks and closing quotes, and ends the sentence if a new one starts.
    fn close(&mut self, mut next: usize) -> usize {
        let mut closed = false;
        while let Some(piece) = self.pieces.get(next) {
            let joins = match piece.class {
                Class::Stop | Class::Mark => piece.gap == Gap::None && !closed,
                Class::Close => piece.gap != Gap::Break,
                _ => false,
            };
            if !joins {
                break;
            }
            closed |= piece.class == Class::Close;
            self.push(next, next);
            next += 1;
        }
        if self.starts_sentence(next) {
            self.end_sentence();
        }
        next
    }

    /// Whether a sentence can start here, right after a final mark.
    fn starts_sentence(&self, next: usize) -> bool {
        let Some(first) = self.pieces.get(next) else { return true };
        if first.gap == Gap::Break {
            return true;
        }
        if first.gap == Gap::None && matches!(first.class, Class::Word | Class::Number | Class::Link) {
            return self.is_glued_start(next);
        }
        let mut dashed = false;
        for piece in self.pieces[next..].iter().take(5) {
            match piece.class {
                Class::Dash => dashed = true,
                Class::Open | Class::Other => {}
                Class::Word | Class::Link => return !self.starts_lower(piece),
                Class::Number => return !dashed,
                Class::Stop | Class::Mark | Class::Close | Class::Pause => return false,
            }
        }
        true
    }

    /// `konec.Začetek`: a forgotten space.
    fn is_glued_start(&self, next: usize) -> bool {
        let before = next.checked_sub(2).map(|at| self.form(at)).unwrap_or("");
        let mut after = self.form(next).chars();
        let capital = after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase);
        capital && before.chars().nth(2).is_some() && before.chars().all(char::is_lowercase)
    }

    /// An abbreviation with several stops and no spaces in the table: `d.o.o.`; the index after it, and whether it may be final.
    fn dotted(&self, index: usize) -> Option<(usize, bool)> {
        if self.pieces[index].class != Class::Word || !self.is_stop(index + 1) {
            return None;
        }
        let mut found = None;
        let mut next = index + 2;
        for _ in 0..4 {
            let part = self.pieces.get(next)?;
            if part.class != Class::Word || part.gap != Gap::None || !self.is_stop(next + 1) {
                break;
            }
            next += 2;
            let form = &self.text[self.pieces[index].start..self.pieces[next - 1].end];
            if let Some(kind) = self.tables.abbreviation(form) {
                found = Some((next, kind == Abbreviation::Final));
            }
            if next >= self.pieces.len() {
                break;
            }
        }
        found
    }

    fn stop_after(&self, index: usize) -> Stop {
        let word = self.form(index);
        let next = self.pieces.get(index + 2).filter(|piece| piece.gap != Gap::Break);
        if self.pieces[index].class == Class::Number {
            return self.stop_after_number(index, next);
        }
        let stop = &self.text[self.pieces[index].start..self.pieces[index + 1].end];
        match self.tables.abbreviation(stop) {
            Some(Abbreviation::Inner) => return Stop::Joined,
            Some(Abbreviation::Final) => return Stop::JoinedFinal,
            Some(Abbreviation::Number) if next.is_some_and(|piece| self.is_numeral(piece)) => return Stop::Joined,
            _ => {}
        }
        if is_initial(word) {
            return match next {
                Some(piece) if matches!(piece.class, Class::Word | Class::Number | Class::Pause | Class::Dash) => {
                    Stop::Joined
                }
                _ => Stop::Own,
            };
        }
        if is_roman(word) {
            return self.stop_after_roman(next);
        }
        match next {
            Some(piece) if piece.class == Class::Word && self.starts_lower(piece) && is_short(word) => Stop::Joined,
            _ => Stop::Own,
        }
    }

    /// An ordinal goes on in lower case (`12. marca`), with a number (`7. 6. 2007`) or a pause (`1., 2. in 3.`), or
    /// opens the sentence (`1. Uvod`).
    fn stop_after_number(&self, index: usize, next: Option<&Piece>) -> Stop {
        let form = self.form(index);
        let short = form.len() <= 2;
        let plain = form.bytes().all(|byte| byte.is_ascii_digit());
        let Some(piece) = next else {
            return Stop::Own;
        };
        match piece.class {
            Class::Word if self.starts_lower(piece) => Stop::Joined,
            Class::Number => {
                if short && plain {
                    Stop::Joined
                } else {
                    Stop::Own
                }
            }
            Class::Pause => Stop::Joined,
            Class::Dash if short && plain => Stop::Joined,
            Class::Word if short && plain && self.out.len() == self.sentence_start => Stop::Joined,
            Class::Other if short && plain && piece.gap == Gap::None => Stop::Joined,
            _ => Stop::Own,
        }
    }

    fn stop_after_roman(&self, next: Option<&Piece>) -> Stop {
        match next {
            Some(piece) if matches!(piece.class, Class::Word | Class::Pause | Class::Dash | Class::Number) => {
                Stop::Joined
            }
            _ => Stop::Own,
        }
    }

    fn is_numeral(&self, piece: &Piece) -> bool {
        piece.class == Class::Number || is_roman(&self.text[piece.start..piece.end])
    }

    fn starts_lower(&self, piece: &Piece) -> bool {
        self.text[piece.start..piece.end].chars().next().is_some_and(char::is_lowercase)
    }

    /// A full stop glued to the piece before it.
    fn is_stop(&self, index: usize) -> bool {
        self.pieces.get(index).is_some_and(|piece| piece.class == Class::Stop && piece.gap == Gap::None)
            && !self.pieces.get(index + 1).is_some_and(|piece| piece.class == Class::Stop && piece.gap == Gap::None)
    }

    fn form(&self, index: usize) -> &str {
        &self.text[self.pieces[index].start..self.pieces[index].end]
    }
}

/// A single capital letter, or a capital digraph such as `Lj`.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    match (chars.next(), chars.next()) {
        (None, _) => capital,
        (Some(second), None) => capital && matches!(second, 'j' | 'ž' | 'h') && word.chars().all(char::is_alphabetic),
        _ => false,
    }
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 6 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// Short enough to be an abbreviation that no table has.
fn is_short(word: &str) -> bool {
    word.chars().nth(6).is_none()
}
