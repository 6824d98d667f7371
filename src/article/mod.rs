//! 1 READ: what was published, when, by whom. One reader for each input form.

use jiff::civil::Date;

/// One published text with what is known about it. Nothing here is invented: what the input does not say is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Names the article in IRIs: given, or the file's name without its ending, or made from the text.
    pub id: String,
    pub title: Option<String>,
    /// Date of publication.
    pub date: Option<Date>,
    /// Publisher, as given.
    pub source: Option<String>,
    pub url: Option<String>,
    pub author: Option<String>,
    /// BCP 47 language tag; `sl` when the input does not say.
    pub lang: String,
    pub rights: Option<String>,
    /// The text that is analysed and stored: NFC, `\n` line ends. All spans count its code points.
    pub text: String,
}

impl Article {
    /// An article with a text and nothing else known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: None,
            date: None,
            source: None,
            url: None,
            author: None,
            lang: "sl".into(),
            rights: None,
            text: text.into(),
        }
    }
}
