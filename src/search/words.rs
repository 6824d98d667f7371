//! The words of a text: runs of letters, digits and the marks on them.

use unicode_normalization::char::is_combining_mark;

/// Longer runs are no words (keys, encoded data) and are not searched.
const LONGEST: usize = 60;

/// A word and where it starts, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    pub text: &'t str,
    pub start: usize,
}

impl Word<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words in their order; what joins them (hyphen, apostrophe, point) parts them here.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && is_combining_mark(c));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(Word { text: &text[from..at], start: from });
                start = None;
            }
            _ => {}
        }
    }
    found.retain(|word| word.text.len() <= 4 * LONGEST && word.text.chars().count() <= LONGEST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_at_what_is_no_letter() {
        let found: Vec<_> = words("»Črno-bela«, EU-ja 3,5").iter().map(|word| word.text.to_owned()).collect();
        assert_eq!(found, ["Črno", "bela", "EU", "ja", "3", "5"]);
        let text = "a, Žan";
        assert_eq!(words(text)[1], Word { text: "Žan", start: 3 });
        assert_eq!(words(text)[1].end(), text.len());
        assert!(words("-- …").is_empty() && words(&"a".repeat(LONGEST + 1)).is_empty());
    }
}
