//! Tokens numbered through a document.

use crate::text::{Sentence, Token};
use std::ops::Range;

/// The tokens of a document's sentences under one numbering.
pub struct Words<'d> {
    sentences: &'d [Sentence],
    /// The number of each sentence's first token, and of all tokens.
    starts: Vec<usize>,
}

impl<'d> Words<'d> {
    pub fn new(sentences: &'d [Sentence]) -> Self {
        let mut starts = vec![0];
        for sentence in sentences {
            starts.push(starts[starts.len() - 1] + sentence.tokens.len());
        }
        Self { sentences, starts }
    }

    /// The numbers of some tokens of a sentence.
    pub fn of(&self, sentence: usize, tokens: &Range<usize>) -> Range<usize> {
        self.starts[sentence] + tokens.start..self.starts[sentence] + tokens.end
    }

    /// The sentence of a token, and its index there.
    pub fn place(&self, word: usize) -> (usize, usize) {
        let sentence = self.starts.partition_point(|&start| start <= word) - 1;
        (sentence, word - self.starts[sentence])
    }

    pub fn token(&self, word: usize) -> &'d Token {
        let (sentence, at) = self.place(word);
        &self.sentences[sentence].tokens[at]
    }

    /// The head of some tokens: the first whose governor is not one of them.
    pub fn head(&self, words: &Range<usize>) -> usize {
        let governed = |word: &usize| {
            let (sentence, at) = self.place(*word);
            let governor = self.sentences[sentence].tokens[at].head.checked_sub(1);
            governor.is_some_and(|governor| words.contains(&(self.starts[sentence] + governor)))
        };
        words.clone().find(|word| !governed(word)).unwrap_or(words.start)
    }
}
