//! Annotated chains: one document a line, `{"id": …, "tokens": ["…"], "chains": [[{"tokens": [0, 1]}]]}`.

use crate::article::Article;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::span::Span;
use crate::text::tokenise::Tokeniser;
use crate::text::{Sentence, Token};
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;

/// A document with its tokens, and the chains that people annotated.
#[derive(Debug, Clone)]
pub struct GoldChains {
    /// Has the layer of tokens only: those of the file, in the sentences that our tokeniser makes of the text.
    pub document: Document,
    /// Mentions as numbers of tokens in the document.
    pub chains: Vec<Vec<Range<usize>>>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    tokens: Vec<String>,
    chains: Vec<Vec<Words>>,
}

#[derive(Deserialize)]
struct Words {
    tokens: Vec<usize>,
}

/// Reads a file. Sentences and white space are not in it: the tokens are put together with a space between them, except
/// before closing and behind opening marks, and the tokeniser says where sentences end.
///
/// # Errors
/// When the file cannot be read, or a line is not a document whose mentions are runs of its tokens.
pub fn read(path: &Path, tokeniser: &Tokeniser) -> Result<Vec<GoldChains>> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::file(path, source))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let error = |message: String| Error::format(path, Some(number + 1), message);
            let line: Line = serde_json::from_str(line).map_err(|e| error(e.to_string()))?;
            document(line, tokeniser).map_err(error)
        })
        .collect()
}

fn document(line: Line, tokeniser: &Tokeniser) -> std::result::Result<GoldChains, String> {
    let count = line.tokens.len();
    let run = |words: Words| {
        let run = words.tokens.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let range = words.tokens.first().zip(words.tokens.last()).map(|(&first, &last)| first..last + 1);
        range.filter(|range| run && range.end <= count).ok_or_else(|| "a mention is not a run of tokens".to_owned())
    };
    let chains = line.chains.into_iter().map(|chain| chain.into_iter().map(run).collect());
    let chains = chains.collect::<std::result::Result<_, String>>()?;
    let (text, tokens) = put_together(&line.tokens);
    let mut document = Document::new(Article::new(line.id, text));
    document.sentences = sentences(tokens, tokeniser.sentences(&document.article.text));
    Ok(GoldChains { document, chains })
}

/// The text and its tokens with their places.
fn put_together(forms: &[String]) -> (String, Vec<Token>) {
    let (mut text, mut point) = (String::new(), 0);
    let (mut tokens, mut open, mut quoted) = (Vec::with_capacity(forms.len()), true, false);
    for form in forms {
        let straight = form == "\"";
        let closes =
            matches!(form.as_str(), "." | "," | ";" | ":" | "!" | "?" | "…" | ")" | "]" | "}" | "«" | "“" | "”");
        if !(open || closes || (straight && quoted)) {
            text.push(' ');
            point += 1;
        }
        open = matches!(form.as_str(), "(" | "[" | "{" | "»" | "„") || (straight && !quoted);
        quoted ^= straight;
        let end = point + form.chars().count();
        tokens.push(Token { span: Span::new(point, end), form: form.as_str().into(), ..Token::default() });
        text.push_str(form);
        point = end;
    }
    (text, tokens)
}

/// Deals the tokens out to the sentences in which they begin.
fn sentences(tokens: Vec<Token>, made: Vec<Sentence>) -> Vec<Sentence> {
    let mut tokens = tokens.into_iter().peekable();
    let mut out: Vec<Sentence> = Vec::with_capacity(made.len());
    for (number, mut sentence) in made.iter().cloned().enumerate() {
        let end = made.get(number + 1).map_or(usize::MAX, |next| next.span.start);
        sentence.tokens = std::iter::from_fn(|| tokens.next_if(|token| token.span.start < end)).collect();
        if let [first, .., last] | [first @ last] = &sentence.tokens[..] {
            sentence.span = first.span.cover(last.span);
            out.push(sentence);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;

    fn read_line(line: &str) -> Result<Vec<GoldChains>> {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), line).expect("written");
        let pack = Pack::shipped("sl").expect("the pack");
        read(file.path(), &Tokeniser::from_pack(&pack).expect("tables"))
    }

    #[test]
    fn keeps_the_tokens_and_finds_the_sentences() {
        let line = r#"{"id": "a", "tokens": ["Abc", "(", "x", ")", "teče", ".", "\"", "Bo", ",", "\"", "pravi", "."],
            "chains": [[{"tokens": [0, 1, 2, 3]}, {"tokens": [10]}]]}"#;
        let gold = read_line(&line.replace('\n', " ")).expect("a document").remove(0);
        assert_eq!(gold.document.article.text, "Abc (x) teče. \"Bo,\" pravi.");
        assert_eq!(gold.document.sentences.iter().map(|s| s.tokens.len()).collect::<Vec<_>>(), [6, 6]);
        assert_eq!(gold.document.slice(gold.document.sentences[1].tokens[2].span), ",");
        assert_eq!(gold.chains, [vec![0..4, 10..11]]);
    }

    #[test]
    fn says_which_line_is_wrong() {
        let line = r#"{"id": "a", "tokens": ["b", "c", "d"], "chains": [[{"tokens": [0, 2]}]]}"#;
        let error = read_line(&format!("\n{line}")).expect_err("a gap");
        assert!(error.to_string().contains(":2: a mention is not a run of tokens"), "{error}");
    }
}
