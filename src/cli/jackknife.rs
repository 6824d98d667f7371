//! Training text with the tags and lemmas that the program itself gives it.
//!
//! What is learnt above the tags (trees, names) should be learnt from tags with the faults that it will meet. Each part of
//! the text is tagged by models that were learnt from the other parts (jackknifing).

use crate::document::Document;
use crate::error::{Error, Result};
use crate::pipeline::Stage;
use crate::text::conllu;
use crate::text::lemma::{self, Lemmatiser};
use crate::text::tag::{self, Tagger};
use crate::text::token::Token;
use rayon::prelude::*;
use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

/// A CoNLL-U file with its columns LEMMA, UPOS, XPOS and FEATS given anew. Documents are dealt out to `folds` parts in turn.
///
/// # Errors
/// When the file cannot be read, or a sentence lacks tags or lemmas.
pub fn annotate(file: &Path, folds: usize, plan: &tag::Plan) -> Result<String> {
    let blocks = conllu::read(file)?;
    if let Some(bare) = blocks.iter().find(|block| !(block.layers.morph && block.layers.lemma)) {
        let message = "has no tags and lemmas, which the other parts of the file would be tagged by";
        return Err(Error::Usage(format!("{}:{}: {message}", file.display(), bare.line)));
    }
    let mut documents = conllu::documents("train", blocks);
    let parts: Vec<Vec<Document>> =
        (0..folds).into_par_iter().map(|fold| tagged(&documents, fold, folds, plan)).collect::<Result<_>>()?;
    for (fold, part) in parts.into_iter().enumerate() {
        let places = documents.iter_mut().skip(fold).step_by(folds);
        places.zip(part).for_each(|(place, document)| *place = document);
    }
    let tokens = documents.iter().flat_map(|document| &document.sentences).flat_map(|sentence| &sentence.tokens);
    let text = std::fs::read_to_string(file).map_err(|source| Error::file(file, source))?;
    Ok(rewrite(&text, tokens))
}

/// The documents of one part, tagged by models of the others.
fn tagged(documents: &[Document], fold: usize, folds: usize, plan: &tag::Plan) -> Result<Vec<Document>> {
    let others =
        documents.iter().enumerate().filter(|(number, _)| number % folds != fold).map(|(_, document)| document);
    let sentences = others.flat_map(|document| &document.sentences);
    let examples: Vec<tag::Example> = sentences.map(|sentence| sentence.tokens.clone()).collect();
    let tagger = tag::train(&examples, plan, |_, _| ());
    let lemmatiser = lemma::train(examples.iter().flatten(), &lemma::Plan::default());
    let tagger = Tagger::from_bytes(Cow::Owned(tagger)).map_err(Error::Usage)?;
    let lemmatiser = Lemmatiser::from_bytes(Cow::Owned(lemmatiser)).map_err(Error::Usage)?;
    let own = documents.iter().skip(fold).step_by(folds).cloned();
    let tag = |mut document: Document| {
        tagger.run(&mut document);
        lemmatiser.run(&mut document);
        document
    };
    Ok(own.map(tag).collect())
}

/// The text with new columns for its words, and every other line as it is.
fn rewrite<'t>(text: &str, mut tokens: impl Iterator<Item = &'t Token>) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let word = columns.len() == 10 && columns[0].bytes().all(|byte| byte.is_ascii_digit());
        match word.then(|| tokens.next()).flatten() {
            Some(Token { lemma, upos, xpos, feats, .. }) => {
                let [id, form, _, _, _, _, head, deprel, deps, misc] = columns[..] else { continue };
                let _ = write!(out, "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t{deps}\t{misc}");
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::Upos;

    #[test]
    fn only_the_columns_of_words_change() {
        let text = "# text = Sem\n1-2\tSem\t_\t_\t_\t_\t_\t_\t_\t_\n1\tS\ta\tX\tX\t_\t0\troot\t_\tNER=O\n\n";
        let token = Token { lemma: "z".into(), upos: Upos::Adp, xpos: "Si".into(), ..Token::default() };
        let expected = text.replace("a\tX\tX\t_", "z\tADP\tSi\t_");
        assert_eq!(rewrite(text, [token].iter()), expected);
    }
}
