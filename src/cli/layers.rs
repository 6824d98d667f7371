//! Layers that a command takes from CoNLL-U as they are.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::pipeline::Layer;
use crate::text::conllu::Block;
use crate::text::{Feats, Token};
use std::path::Path;

/// A layer of a CoNLL-U file that the analysis starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Given {
    Tokens,
    Tags,
    Lemmas,
    Trees,
    Names,
}

impl Given {
    fn layer(self) -> Layer {
        match self {
            Given::Tokens => Layer::Tokens,
            Given::Tags => Layer::Tags,
            Given::Lemmas => Layer::Lemmas,
            Given::Trees => Layer::Trees,
            Given::Names => Layer::Names,
        }
    }
}

/// The layers chosen; any of them needs the tokens.
pub fn chosen(given: &[Given]) -> Vec<Layer> {
    let mut layers: Vec<Layer> = given.iter().map(|given| given.layer()).collect();
    if !layers.is_empty() && !layers.contains(&Layer::Tokens) {
        layers.push(Layer::Tokens);
    }
    layers
}

/// Makes sure that every sentence has the layers that are to be taken from it. Names are not asked for: a sentence
/// without any may have none.
///
/// # Errors
/// [`Error::Format`] with the line of the first sentence that lacks one.
pub fn check(path: &Path, blocks: &[Block], layers: &[Layer]) -> Result<()> {
    for block in blocks {
        let has = block.layers;
        for (layer, present, name) in
            [(Layer::Tags, has.morph, "tags"), (Layer::Lemmas, has.lemma, "lemmas"), (Layer::Trees, has.dep, "trees")]
        {
            if !present && layers.contains(&layer) {
                let message = format!("the sentence has no {name}, which --given says it has");
                return Err(Error::format(path, Some(block.line), message));
            }
        }
    }
    Ok(())
}

/// The document with only these layers.
pub fn keep(mut doc: Document, layers: &[Layer]) -> Document {
    if !layers.contains(&Layer::Tokens) {
        return Document::new(doc.article);
    }
    for token in doc.sentences.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
        strip(token, layers);
    }
    if !layers.contains(&Layer::Names) {
        doc.names.clear();
    }
    doc.chains.clear();
    doc
}

fn strip(token: &mut Token, layers: &[Layer]) {
    if !layers.contains(&Layer::Tags) {
        (token.upos, token.xpos, token.feats) = (Default::default(), Default::default(), Feats::default());
    }
    if !layers.contains(&Layer::Lemmas) {
        token.lemma = Default::default();
    }
    if !layers.contains(&Layer::Trees) {
        (token.head, token.deprel) = (0, Default::default());
    }
}
