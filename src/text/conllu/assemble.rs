//! From blocks to documents: the text is put together again and every token gets its span.

use super::{Block, Layers, entity};
use crate::article::Article;
use crate::document::Document;
use crate::pipeline::Layer;
use crate::span::Span;
use crate::text::token::{Name, Sentence};
use crate::text::tokenise::mark_headings;
use std::collections::BTreeMap;
use std::ops::Range;

/// One document for each `# newdoc` (all sentences before the first one make a document too), with the layers given.
/// `name` is the id of a document that has none of its own; the second such document is called `name-2`, and so on.
pub fn documents(name: &str, blocks: Vec<Block>) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut open: Vec<Block> = Vec::new();
    for block in blocks {
        if block.newdoc.is_some() && !open.is_empty() {
            documents.push(document(name, documents.len(), std::mem::take(&mut open)));
        }
        open.push(block);
    }
    if !open.is_empty() {
        documents.push(document(name, documents.len(), open));
    }
    documents
}

/// The layers that every block has.
pub fn given_layers(blocks: &[Block]) -> Vec<Layer> {
    let all = |has: fn(&Layers) -> bool| blocks.iter().all(|block| has(&block.layers));
    let mut layers = vec![Layer::Tokens];
    for (layer, present) in [
        (Layer::Tags, all(|l| l.morph)),
        (Layer::Lemmas, all(|l| l.lemma)),
        (Layer::Trees, all(|l| l.dep)),
        (Layer::Names, all(|l| l.ner)),
    ] {
        if present {
            layers.push(layer);
        }
    }
    layers
}

fn document(name: &str, number: usize, blocks: Vec<Block>) -> Document {
    let id = match blocks[0].newdoc.as_deref() {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ if number == 0 => name.to_owned(),
        _ => format!("{name}-{}", number + 1),
    };
    let mut text = Text::default();
    let mut sentences = Vec::new();
    let mut names = Vec::new();
    let mut mentions = Vec::new();
    let mut paragraph = 0;
    for (index, mut block) in blocks.into_iter().enumerate() {
        if index > 0 && block.newpar {
            paragraph += 1;
            text.new_paragraph();
        }
        let span = text.append(&mut block);
        mentions.push(std::mem::take(&mut block.mentions));
        names.extend(block.names.into_iter().map(|found| Name {
            sentence: index,
            tokens: found.tokens,
            class: found.class,
            possessive: found.possessive,
            confidence: 1.0,
        }));
        sentences.push(Sentence { span, tokens: block.tokens, paragraph, heading: false });
    }
    mark_headings(&mut sentences);
    let mut document = Document::new(Article::new(id, text.text));
    document.sentences = sentences;
    document.names = names;
    let mut chains = BTreeMap::new();
    for (sentence, mentions) in mentions.into_iter().enumerate() {
        entity::add(&mut document, &mut chains, sentence, mentions);
    }
    document
}

/// The text so far, with its length in code points.
#[derive(Default)]
struct Text {
    text: String,
    len: usize,
    /// White space is due before the next sentence.
    space: bool,
}

impl Text {
    fn new_paragraph(&mut self) {
        self.push("\n\n");
        self.space = false;
    }

    fn append(&mut self, block: &mut Block) -> Span {
        if self.space {
            self.push(" ");
        }
        let start = self.len;
        let pieces = pieces(block);
        let text = block.text.take().unwrap_or_default();
        match align(&text, &pieces) {
            Some(places) => {
                for ((words, _), place) in pieces.iter().zip(places) {
                    set_spans(block, words.clone(), Span::new(start + place.start, start + place.end));
                }
                self.push(text.trim());
            }
            None => self.append_pieces(block, &pieces),
        }
        self.space = block.space_after.last().copied().unwrap_or(true);
        Span::new(start, self.len)
    }

    /// Without a usable `# text`: the forms, with a space wherever SpaceAfter does not forbid it.
    fn append_pieces(&mut self, block: &mut Block, pieces: &[(Range<usize>, String)]) {
        for (number, (words, form)) in pieces.iter().enumerate() {
            if number > 0 && block.space_after[words.start - 1] {
                self.push(" ");
            }
            let start = self.len;
            self.push(form);
            set_spans(block, words.clone(), Span::new(start, self.len));
        }
    }

    fn push(&mut self, more: &str) {
        self.text.push_str(more);
        self.len += more.chars().count();
    }
}

/// What stands in the text: words, or multiword tokens, which cover several words.
fn pieces(block: &Block) -> Vec<(Range<usize>, String)> {
    let mut pieces = Vec::with_capacity(block.tokens.len());
    let mut multiword = block.multiword.iter().peekable();
    let mut index = 0;
    while index < block.tokens.len() {
        match multiword.next_if(|(words, _)| words.start == index) {
            Some((words, form)) => {
                pieces.push((words.clone(), form.clone()));
                index = words.end;
            }
            None => {
                pieces.push((index..index + 1, block.tokens[index].form.to_string()));
                index += 1;
            }
        }
    }
    pieces
}

fn set_spans(block: &mut Block, words: Range<usize>, span: Span) {
    for token in &mut block.tokens[words] {
        token.span = span;
    }
}

/// Where the pieces stand in the trimmed text, in code points. `None` when text and forms do not agree.
fn align(text: &str, pieces: &[(Range<usize>, String)]) -> Option<Vec<Range<usize>>> {
    let mut rest = text.trim();
    let mut point = 0;
    let mut places = Vec::with_capacity(pieces.len());
    for (_, form) in pieces {
        let trimmed = rest.trim_start();
        point += rest[..rest.len() - trimmed.len()].chars().count();
        rest = trimmed.strip_prefix(form.as_str())?;
        let end = point + form.chars().count();
        places.push(point..end);
        point = end;
    }
    rest.trim().is_empty().then_some(places)
}
