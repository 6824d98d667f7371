//! Markdown to plain text: words stay, marks go, blocks become paragraphs.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The words of a Markdown text, a blank line between blocks, and the first heading of the first level.
pub(super) fn to_text(markdown: &str) -> (String, Option<String>) {
    let mut out = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        out.take(event);
    }
    (out.text.trim_end().to_owned(), out.title)
}

#[derive(Default)]
struct Writer {
    text: String,
    title: Option<String>,
    /// Where the text of an open first-level heading starts.
    heading: Option<usize>,
    /// Depth of what is left out: code blocks, images, HTML.
    skipped: usize,
}

impl Writer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => self.skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            Event::Start(Tag::Heading { level, .. }) => {
                self.block();
                self.heading = (level == HeadingLevel::H1).then_some(self.text.len());
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableHead) => self.block(),
            Event::End(TagEnd::TableCell) => self.text.push(' '),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        if let Some(start) = self.heading.take()
            && self.title.is_none()
        {
            self.title = Some(self.text[start..].trim().to_owned()).filter(|title| !title.is_empty());
        }
    }

    /// A blank line, unless the text has just begun or a block has.
    fn block(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_paragraphs() {
        let (text, title) = to_text(
            "# Obisk v *Pragi*\n\nMinister je **prispel**\nv [mesto](https://example.org).\n\n- prva točka\n- druga točka\n\n\
             ```\nkoda\n```\n\n> Navedek.\n\n<div>html</div>\n",
        );
        assert_eq!(title.as_deref(), Some("Obisk v Pragi"));
        assert_eq!(text, "Obisk v Pragi\n\nMinister je prispel v mesto.\n\nprva točka\n\ndruga točka\n\nNavedek.");
    }
}
