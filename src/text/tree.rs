//! Moving about in the dependency tree of one sentence.

use super::token::{Sentence, Token};

/// The tree of a sentence with the children of every token at hand. Tokens are 0-based indices.
pub struct Tree<'s> {
    pub sentence: &'s Sentence,
    /// The children of all tokens, those of one token side by side.
    children: Vec<usize>,
    /// Where the children of each token begin, and the end.
    starts: Vec<usize>,
}

impl<'s> Tree<'s> {
    pub fn new(sentence: &'s Sentence) -> Self {
        let count = sentence.tokens.len();
        let parents = || sentence.tokens.iter().map(|token| parent_of(token).filter(|&parent| parent < count));
        let mut starts = vec![0; count + 1];
        for parent in parents().flatten() {
            starts[parent + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut children = vec![0; starts[count]];
        for (index, parent) in parents().enumerate() {
            if let Some(parent) = parent {
                children[next[parent]] = index;
                next[parent] += 1;
            }
        }
        Self { sentence, children, starts }
    }

    pub fn token(&self, index: usize) -> &'s Token {
        &self.sentence.tokens[index]
    }

    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sentence.tokens.is_empty()
    }

    /// `None` for the root.
    pub fn parent(&self, index: usize) -> Option<usize> {
        parent_of(self.token(index)).filter(|&p| p < self.len())
    }

    /// In the order of the text.
    pub fn children(&self, index: usize) -> &[usize] {
        &self.children[self.starts[index]..self.starts[index + 1]]
    }

    /// Children with this relation; `obl` also finds `obl:arg`, `obl:arg` finds only itself.
    pub fn children_by<'a>(&'a self, index: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.children(index).iter().copied().filter(move |&child| is_relation(self.token(child), relation))
    }

    pub fn child(&self, index: usize, relation: &str) -> Option<usize> {
        self.children_by(index, relation).next()
    }

    /// The token and everything below it, in the order of the text.
    pub fn subtree(&self, index: usize) -> Vec<usize> {
        let mut found = vec![index];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the token's parent up to the root.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut steps = self.len();
        std::iter::successors(self.parent(index), move |&at| {
            steps = steps.checked_sub(1)?;
            self.parent(at)
        })
    }
}

/// Whether a token bears a relation; without a subtype in `relation`, any subtype will do.
pub fn is_relation(token: &Token, relation: &str) -> bool {
    token.deprel == relation || (!relation.contains(':') && token.relation() == relation)
}

fn parent_of(token: &Token) -> Option<usize> {
    token.head.checked_sub(1)
}
