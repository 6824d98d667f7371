//! The questions of `ontology/queries/`: named queries, each asked in words.

use super::ontology::{self, File};

/// One named query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The file's name without its ending, e.g. `01-ministers-met`.
    pub name: String,
    /// The question in words, by language tag.
    pub asked: Vec<(String, String)>,
    /// What a list calls it, by language tag.
    pub labels: Vec<(String, String)>,
    pub keywords: Vec<String>,
    pub query: String,
}

impl Question {
    /// The question in a language.
    pub fn in_language(&self, lang: &str) -> Option<&str> {
        find(&self.asked, lang)
    }

    /// What a list calls it in a language.
    pub fn label(&self, lang: &str) -> Option<&str> {
        find(&self.labels, lang)
    }
}

fn find<'w>(words: &'w [(String, String)], lang: &str) -> Option<&'w str> {
    words.iter().find(|(tag, _)| tag == lang).map(|(_, words)| words.as_str())
}

/// All questions, sorted by name.
pub fn questions() -> Vec<Question> {
    ontology::files("queries/", ".rq").into_iter().map(question).collect()
}

/// The head of a file has lines `# <tag>: <question>` and `# label@<tag>: <name>` for each language, and `# keywords: …`
/// with commas between them.
pub fn question(file: File) -> Question {
    let (mut asked, mut labels, mut keywords) = (Vec::new(), Vec::new(), Vec::new());
    for (key, words) in file.text.lines().map_while(|line| line.strip_prefix("# ")).filter_map(|l| l.split_once(": ")) {
        let words = words.trim().to_owned();
        match key.strip_prefix("label@") {
            Some(tag) if is_tag(tag) => labels.push((tag.to_owned(), words)),
            _ if key == "keywords" => keywords.extend(words.split(',').map(|word| word.trim().to_owned())),
            _ if is_tag(key) => asked.push((key.to_owned(), words)),
            _ => {}
        }
    }
    Question { name: file.stem().to_owned(), asked, labels, keywords, query: file.text }
}

fn is_tag(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}
