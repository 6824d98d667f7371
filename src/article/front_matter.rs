//! YAML front matter: a block between two lines of `---` at the top of a text.

use super::metadata::Metadata;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
struct FrontMatter {
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    url: Option<String>,
    author: Option<OneOrMany>,
    lang: Option<String>,
    rights: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// YAML that cannot be used, with its line in the file.
#[derive(Debug)]
pub(super) struct BadFrontMatter {
    pub line: usize,
    pub message: String,
}

/// Cuts the front matter off a text with `\n` line ends. Text without front matter comes back whole.
pub(super) fn split(text: &str) -> Result<(Metadata, &str), BadFrontMatter> {
    let Some(rest) = text.strip_prefix("---\n") else { return Ok((Metadata::default(), text)) };
    let Some((yaml, body)) = cut(rest) else { return Ok((Metadata::default(), text)) };
    if yaml.trim().is_empty() {
        return Ok((Metadata::default(), body));
    }
    let found: FrontMatter = serde_saphyr::from_str(yaml).map_err(|error| BadFrontMatter {
        line: error.location().map_or(1, |location| location.line() as usize + 1),
        message: format!("front matter: {}", first_line(&error.without_snippet().to_string())),
    })?;
    let line_of = |key: &str| yaml.lines().position(|line| line.starts_with(key)).map_or(1, |at| at + 2);
    Ok((
        Metadata {
            id: found.id,
            title: found.title,
            date_line: line_of("date"),
            date: found.date,
            source: found.source,
            url: found.url,
            author: found.author.map(|author| match author {
                OneOrMany::One(name) => name,
                OneOrMany::Many(names) => names.join(", "),
            }),
            lang: found.lang,
            rights: found.rights,
        },
        body,
    ))
}

/// The YAML and the text after its closing line; blank lines that follow belong to neither.
fn cut(rest: &str) -> Option<(&str, &str)> {
    let mut start = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..start], rest[start + line.len()..].trim_start_matches('\n')));
        }
        start += line.len();
    }
    None
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_keys_as_they_are_written() {
        let text = "---\nid: 007\ntitle: \"Obisk: dan prvi\"\ndate: 2024-03-12\nauthor: [A. Novak, B. Kos]\n---\n\nBesedilo.\n";
        let (metadata, body) = split(text).expect("valid");
        assert_eq!(metadata.id.as_deref(), Some("007"));
        assert_eq!(metadata.title.as_deref(), Some("Obisk: dan prvi"));
        assert_eq!(metadata.date.as_deref(), Some("2024-03-12"));
        assert_eq!(metadata.author.as_deref(), Some("A. Novak, B. Kos"));
        assert_eq!(metadata.date_line, 4);
        assert_eq!(body, "Besedilo.\n");
    }

    #[test]
    fn leaves_a_text_with_a_rule_alone() {
        let text = "---\nBesedilo brez konca\n";
        assert_eq!(split(text).expect("no front matter").1, text);
    }

    #[test]
    fn gives_the_line_of_broken_yaml() {
        let error = split("---\ntitle: x\ndate: [1, 2\nid: }\n---\nBesedilo.").expect_err("broken");
        assert!(error.line >= 3, "{error:?}");
        let error = split("---\ntitle: x\nsource: [a]\n---\nBesedilo.").expect_err("wrong type");
        assert_eq!(error.line, 3, "{error:?}");
    }
}
