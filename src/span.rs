//! A place in the text of an article.
//!
//! The unit everywhere in Trojka is the Unicode code point, counted from the start of
//! [`Article::text`](crate::article::Article::text) (NFC, line feeds only), as in NIF 2.0 and RFC 5147.
//!
//! ```
//! use trojka::span::{CharIndex, Span};
//!
//! let text = "Škofja Loka";
//! let index = CharIndex::new(text);
//! assert_eq!(index.slice(text, Span::new(0, 6)), "Škofja");
//! assert_eq!(index.byte(text, 6), 7); // Š takes two bytes
//! ```

use serde::{Deserialize, Serialize};

/// A half-open range of code points: `start` is the first one inside, `end` the first one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first code point inside.
    pub start: usize,
    /// The first one behind.
    pub end: usize,
}

impl Span {
    /// `start` must not lie behind `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end }
    }

    /// Length in code points.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no code point lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether some code point lies in both.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Converts between byte offsets and code points of one text.
///
/// Keeps the byte offset of every 64th code point, so a conversion scans at most 64 characters.
#[derive(Debug, Clone, Default)]
pub struct CharIndex {
    marks: Vec<usize>,
    len: usize,
}

const STRIDE: usize = 64;

impl CharIndex {
    /// The index of one text; conversions must be given the same text.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut len = 0;
        for (byte, _) in text.char_indices() {
            if len % STRIDE == 0 {
                marks.push(byte);
            }
            len += 1;
        }
        Self { marks, len }
    }

    /// Length of the text in code points.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the text has no character.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The byte offset of a code point; the length of the text for an offset at or past its end.
    pub fn byte(&self, text: &str, point: usize) -> usize {
        if point >= self.len {
            return text.len();
        }
        let mark = self.marks[point / STRIDE];
        text[mark..].char_indices().nth(point % STRIDE).map_or(text.len(), |(byte, _)| mark + byte)
    }

    /// The code point that starts at a byte offset (which must be a character boundary).
    pub fn point(&self, text: &str, byte: usize) -> usize {
        let block = self.marks.partition_point(|&mark| mark <= byte);
        if block == 0 {
            return 0;
        }
        let mark = self.marks[block - 1];
        (block - 1) * STRIDE + text[mark..byte].chars().count()
    }

    /// The surface string of a span.
    pub fn slice<'t>(&self, text: &'t str, span: Span) -> &'t str {
        &text[self.byte(text, span.start)..self.byte(text, span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_both_ways_across_marks() {
        let text = "čaša Žana – ".repeat(40);
        let index = CharIndex::new(&text);
        assert_eq!(index.len(), text.chars().count());
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.byte(&text, point), byte);
            assert_eq!(index.point(&text, byte), point);
        }
        assert_eq!(index.byte(&text, index.len()), text.len());
        assert_eq!(index.point(&text, text.len()), index.len());
    }

    #[test]
    fn slices_by_code_points() {
        let text = "Šef Žan";
        assert_eq!(CharIndex::new(text).slice(text, Span::new(4, 7)), "Žan");
    }
}
