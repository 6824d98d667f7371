//! Lines of at most 80 columns, with a column of labels.

use std::fmt::Write;

/// Columns of a line, and of the labels before it.
const WIDTH: usize = 80;
const LABEL: usize = 12;

/// How words are set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bold and faint, for a terminal.
    Terminal,
    /// Guillemets, for anything else.
    Plain,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// Words that matter.
    Strong,
    /// Words that matter less.
    Faint,
}

/// Text that is put together line by line.
pub struct Lines {
    style: Style,
    out: String,
}

impl Lines {
    pub fn new(style: Style) -> Self {
        Self { style, out: String::new() }
    }

    pub fn finish(self) -> String {
        self.out
    }

    pub fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A line that stands out.
    pub fn title(&mut self, text: &str) {
        self.wrap(0, 0, &[(text, Tone::Strong)], false);
    }

    /// A label with what belongs to it, further lines below each other.
    pub fn entry(&mut self, label: &str, pieces: &[(&str, Tone)]) {
        let shown = self.toned(label, Tone::Faint);
        let pad = LABEL.saturating_sub(label.chars().count() + usize::from(!label.is_empty()));
        let _ = write!(self.out, "{shown}{}{}", if label.is_empty() { "" } else { " " }, " ".repeat(pad));
        self.wrap(LABEL.max(label.chars().count() + 1), LABEL, pieces, true);
    }

    /// As [`entry`](Self::entry), plain.
    pub fn say(&mut self, label: &str, text: &str) {
        self.entry(label, &[(text, Tone::Plain)]);
    }

    /// A line further in.
    pub fn item(&mut self, depth: usize, pieces: &[(&str, Tone)]) {
        let indent = LABEL + 2 * depth;
        self.out.push_str(&" ".repeat(indent));
        self.wrap(indent, indent + 2, pieces, true);
    }

    /// Writes words from a column on, and further lines from another one; marked words are set off.
    fn wrap(&mut self, mut column: usize, indent: usize, pieces: &[(&str, Tone)], marks: bool) {
        let mut space = false;
        for (text, tone) in pieces {
            let (before, after) = self.signs(*tone, marks);
            let words: Vec<&str> = text.split_whitespace().collect();
            space |= text.starts_with(char::is_whitespace);
            for (number, word) in words.iter().enumerate() {
                let first = if number == 0 { before } else { "" };
                let last = if number + 1 == words.len() { after } else { "" };
                let length = [first, word, last].iter().map(|part| part.chars().count()).sum::<usize>();
                if (space || number > 0) && column + 1 + length > WIDTH && column > indent {
                    let _ = write!(self.out, "\n{}", " ".repeat(indent));
                    column = indent;
                } else if (space || number > 0) && column > 0 && !self.out.ends_with(' ') {
                    self.out.push(' ');
                    column += 1;
                }
                let _ = write!(self.out, "{first}{}{last}", self.toned(word, *tone));
                column += length;
                space = false;
            }
            space = text.ends_with(char::is_whitespace) || (words.is_empty() && space);
        }
        self.out.push('\n');
    }

    /// Guillemets, where marked words are not in bold.
    fn signs(&self, tone: Tone, marks: bool) -> (&'static str, &'static str) {
        match (self.style, tone) {
            (Style::Plain, Tone::Strong) if marks => ("«", "»"),
            _ => ("", ""),
        }
    }

    fn toned(&self, text: &str, tone: Tone) -> String {
        match (self.style, tone) {
            (Style::Terminal, Tone::Strong) => format!("\u{1b}[1m{text}\u{1b}[0m"),
            (Style::Terminal, Tone::Faint) => format!("\u{1b}[2m{text}\u{1b}[0m"),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_below_their_label_and_marked() {
        let mut lines = Lines::new(Style::Plain);
        let long = "beseda ".repeat(30);
        lines.entry("Sentence", &[("Ana Kos", Tone::Strong), (" je ", Tone::Plain), (&long, Tone::Plain)]);
        let text = lines.finish();
        assert!(text.starts_with("Sentence    «Ana Kos» je beseda"), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("            beseda")), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }

    #[test]
    fn a_terminal_gets_bold_words() {
        let mut lines = Lines::new(Style::Terminal);
        lines.item(0, &[("a", Tone::Strong), ("b", Tone::Plain)]);
        assert_eq!(lines.finish(), format!("{}\u{1b}[1ma\u{1b}[0mb\n", " ".repeat(12)));
    }
}
