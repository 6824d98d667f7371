//! What an input says about its text, before it is checked.

use super::Article;
use super::encoding::normalise;
use jiff::civil::Date;

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Metadata {
    pub id: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    /// 1-based line of the date in the file.
    pub date_line: usize,
    pub source: Option<String>,
    pub url: Option<String>,
    pub author: Option<String>,
    pub lang: Option<String>,
    pub rights: Option<String>,
}

impl Metadata {
    /// Puts the known fields into an article; gives the message for a date that is none.
    pub fn fill(self, article: &mut Article) -> Result<(), String> {
        article.title = clean(self.title);
        article.source = clean(self.source);
        article.url = clean(self.url);
        article.author = clean(self.author);
        article.rights = clean(self.rights);
        if let Some(lang) = clean(self.lang) {
            article.lang = lang;
        }
        match clean(self.date) {
            None => Ok(()),
            Some(date) => {
                article.date = Some(parse_date(&date).ok_or_else(|| {
                    format!("`date` is {date:?}, not a date such as 2024-03-12; the article is kept without it")
                })?);
                Ok(())
            }
        }
    }
}

/// One line, NFC, trimmed; nothing when nothing is left.
fn clean(field: Option<String>) -> Option<String> {
    let text = normalise(&field?).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// An ISO 8601 day, or the day of an ISO 8601 time.
fn parse_date(text: &str) -> Option<Date> {
    let day = text.get(..10)?;
    let rest = &text[10..];
    let is_iso = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_iso && (rest.is_empty() || rest.starts_with(['T', 't', ' ']))).then(|| day.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_times() {
        let day = Some(jiff::civil::date(2024, 3, 12));
        assert_eq!(parse_date("2024-03-12"), day);
        assert_eq!(parse_date("2024-03-12T08:15:00+01:00"), day);
        assert_eq!(parse_date("2024-02-30"), None);
        assert_eq!(parse_date("12. 3. 2024"), None);
        assert_eq!(parse_date("2024-3-12"), None);
        assert_eq!(parse_date("včeraj ob osmih"), None);
    }
}
