//! The writer: a document with whatever layers it has.

use super::entity::{Brackets, GLOBAL};
use crate::document::Document;
use crate::text::token::{Sentence, Token, Upos};
use std::io::{self, Write};

/// Writes all sentences with `# newdoc`, `# newpar`, `# sent_id` and `# text`. Layers that are absent stay `_`.
///
/// # Errors
/// When `out` fails.
pub fn write_document(doc: &Document, out: &mut impl Write) -> io::Result<()> {
    let brackets = Brackets::new(doc);
    for index in 0..doc.sentences.len() {
        write_sentence(doc, index, &brackets, out)?;
    }
    Ok(())
}

/// Writes one sentence, with its comments and the blank line after it.
fn write_sentence(doc: &Document, index: usize, brackets: &Brackets, out: &mut impl Write) -> io::Result<()> {
    let sentence = &doc.sentences[index];
    let previous = index.checked_sub(1).map(|before| &doc.sentences[before]);
    if previous.is_none() {
        writeln!(out, "# newdoc id = {}", one_line(&doc.article.id))?;
        if !doc.chains.is_empty() {
            writeln!(out, "{GLOBAL}")?;
        }
    }
    if previous.is_none_or(|before| before.paragraph != sentence.paragraph) {
        writeln!(out, "# newpar id = {}.{}", one_line(&doc.article.id), sentence.paragraph + 1)?;
    }
    writeln!(out, "# sent_id = {}.{}.{}", one_line(&doc.article.id), sentence.paragraph + 1, index + 1)?;
    writeln!(out, "# text = {}", one_line(doc.sentence_text(index)))?;
    let names = name_tags(doc, index);
    let parsed = sentence.tokens.iter().any(|token| !token.deprel.is_empty());
    for (at, token) in sentence.tokens.iter().enumerate() {
        let name = names.as_ref().map(|tags| tags[at].as_str());
        let misc = misc(brackets.at(index, at), name, space_after(doc, index, at));
        write_token(at + 1, token, parsed, &misc, out)?;
    }
    writeln!(out)
}

fn write_token(id: usize, token: &Token, parsed: bool, misc: &str, out: &mut impl Write) -> io::Result<()> {
    let tagged = !token.xpos.is_empty() || token.upos != Upos::X;
    write!(out, "{id}\t{}\t{}\t", one_line(&token.form), or_blank(&one_line(&token.lemma)))?;
    write!(out, "{}\t{}\t{}\t", if tagged { token.upos.as_str() } else { "_" }, or_blank(&token.xpos), token.feats)?;
    match parsed {
        true => write!(out, "{}\t{}\t", token.head, or_blank(&token.deprel))?,
        false => write!(out, "_\t_\t")?,
    }
    writeln!(out, "_\t{misc}")
}

fn misc(entity: Option<String>, name: Option<&str>, space_after: bool) -> String {
    let entity = entity.map(|brackets| format!("Entity={brackets}"));
    let name = name.map(|tag| format!("NER={tag}"));
    let space = (!space_after).then(|| "SpaceAfter=No".to_owned());
    let pairs: Vec<String> = entity.into_iter().chain(name).chain(space).collect();
    if pairs.is_empty() { "_".into() } else { pairs.join("|") }
}

/// B, I and O tags; `None` where the document has no names at all, so that "not annotated" is not written as "no name".
fn name_tags(doc: &Document, sentence: usize) -> Option<Vec<String>> {
    if doc.names.is_empty() {
        return None;
    }
    let mut tags = vec!["O".to_owned(); doc.sentences[sentence].tokens.len()];
    let first = doc.names.partition_point(|name| name.sentence < sentence);
    for name in doc.names[first..].iter().take_while(|name| name.sentence == sentence) {
        for at in name.tokens.clone() {
            let mark = if at == name.tokens.start { "B" } else { "I" };
            let derived = if name.possessive { "deriv-" } else { "" };
            tags[at] = format!("{mark}-{derived}{}", name.class.as_str());
        }
    }
    Some(tags)
}

/// White space, or the end of the text, follows the token.
fn space_after(doc: &Document, sentence: usize, at: usize) -> bool {
    let end = doc.sentences[sentence].tokens[at].span.end;
    match next_start(&doc.sentences, sentence, at) {
        Some(start) => start > end,
        None => true,
    }
}

fn next_start(sentences: &[Sentence], sentence: usize, at: usize) -> Option<usize> {
    let here = sentences[sentence].tokens.get(at + 1);
    here.or_else(|| sentences[sentence + 1..].iter().find_map(|next| next.tokens.first())).map(|token| token.span.start)
}

/// Line breaks and tabs would break the format.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\t', '\r']) {
        text.split(['\n', '\t', '\r']).collect::<Vec<_>>().join(" ")
    } else {
        text.into()
    }
}

fn or_blank(text: &str) -> &str {
    if text.is_empty() { "_" } else { text }
}
