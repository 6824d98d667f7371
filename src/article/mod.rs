//! 1 READ: what was published, when, by whom. One reader for each input form.
//!
//! [`read`] walks files, folders and standard input and gives one [`Article`] after the other, so that any number of
//! them fits in memory. Whatever cannot be used comes out as a [`Finding`](crate::finding::Finding) in its place.
//!
//! ```
//! use trojka::article::{Options, read};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("prvi.txt"), "---\ndate: 2024-03-01\n---\nO vodi\n\nAna Kos je govorila o vodi.\n")?;
//! std::fs::write(folder.path().join("drugi.txt"), [0xff, 0xfe, 0x41])?;
//!
//! let mut articles = read(&[folder.path().into()], &Options::default());
//! let finding = articles.next().unwrap().expect_err("these bytes are no text");
//! assert!(finding.to_string().contains("drugi.txt"));
//! let article = articles.next().unwrap().expect("an article");
//! assert_eq!((article.id.as_str(), article.title.as_deref()), ("prvi", Some("O vodi")));
//! assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2024-03-01"));
//! assert!(articles.next().is_none());
//! # Ok(())
//! # }
//! ```

mod bytes;
mod encoding;
mod form;
mod front_matter;
mod id;
mod jsonl;
mod markdown;
mod metadata;
mod plain;
mod reader;

pub use id::{Seen, content_digest, origin, safe_id};
pub use reader::{Articles, Options, read};

use crate::finding::Place;
use jiff::civil::Date;

/// One published text with what is known about it. Nothing here is invented: what the input does not say is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Names the article in IRIs: given, or the file's name without its ending, or made from the text.
    pub id: String,
    /// Headline, as given or as the first line of a text tells.
    pub title: Option<String>,
    /// Date of publication.
    pub date: Option<Date>,
    /// Publisher, as given.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it, as given.
    pub author: Option<String>,
    /// BCP 47 language tag; `sl` when the input does not say.
    pub lang: String,
    /// What may be done with the text: a licence or other words, as given.
    pub rights: Option<String>,
    /// The text that is analysed and stored: NFC, `\n` line ends. All spans count its code points.
    pub text: String,
    /// Where it was read; `None` for an article that comes from no file.
    pub place: Option<Place>,
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
            place: None,
        }
    }
}
