//! The questions of `ontology/queries/`: named queries, each asked in words.

use super::ontology::{self, File};

/// One named query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The file's name without its ending, e.g. `01-ministers-met`.
    pub name: String,
    /// The question in words, by language tag.
    pub asked: Vec<(String, String)>,
    pub query: String,
}

impl Question {
    /// The question in a language.
    pub fn in_language(&self, lang: &str) -> Option<&str> {
        self.asked.iter().find(|(tag, _)| tag == lang).map(|(_, words)| words.as_str())
    }
}

/// All questions, sorted by name.
pub fn questions() -> Vec<Question> {
    ontology::files("queries/", ".rq").into_iter().map(question).collect()
}

/// The head of a file has a line `# <tag>: <words>` for each language.
fn question(file: File) -> Question {
    let head = file.text.lines().map_while(|line| line.strip_prefix("# "));
    let asked = head.filter_map(|line| line.split_once(": ")).filter(|(tag, _)| is_tag(tag));
    let asked = asked.map(|(tag, words)| (tag.to_owned(), words.to_owned())).collect();
    Question { name: file.stem().to_owned(), asked, query: file.text }
}

fn is_tag(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}
