//! Whether what is said stands by a word of saying.

use super::lexicon::{Content, Lexicon};
use super::quote::Quotations;
use crate::text::{Token, Tree, Upos};

/// A word of saying in its sentence.
pub(super) struct Place<'a> {
    pub tree: &'a Tree<'a>,
    pub lexicon: &'a Lexicon,
    pub quotations: &'a Quotations,
    pub sentence: usize,
    pub word: usize,
}

impl Place<'_> {
    /// The first kind of content that is there.
    pub fn content<'c>(&self, wanted: &'c [Content]) -> Option<&'c Content> {
        wanted.iter().find(|content| match content {
            Content::Any => true,
            Content::Quote => self.quotations.in_sentence(self.sentence).next().is_some(),
            Content::Clause => self.has_clause() || self.stands_apart(),
            Content::Object => self.has_object(),
            Content::Said => self.said_object().is_some(),
            Content::Preposition(preposition) => self.has_preposition(preposition),
        })
    }

    /// *kot je dejal*
    pub fn in_manner_clause(&self) -> bool {
        let marks = self.tree.children(self.word).iter();
        let is_mark = |&&at: &&usize| at < self.word && self.lemma_in(at, &self.lexicon.words.manner);
        marks.filter(|at| is_mark(at)).any(|&at| !matches!(self.tree.token(at).relation(), "obl" | "nmod"))
            || self.opens_with_manner()
    }

    fn opens_with_manner(&self) -> bool {
        let from = self.word.saturating_sub(3);
        (from..self.word).any(|at| {
            self.lemma_in(at, &self.lexicon.words.manner)
                && (at == 0 || self.tree.token(at - 1).upos == Upos::Punct)
                && (at + 1..self.word).all(|between| self.tree.token(between).upos != Upos::Noun)
        })
    }

    fn lemma_in(&self, at: usize, words: &rustc_hash::FxHashSet<String>) -> bool {
        words.contains(self.tree.token(at).lemma.as_str())
    }

    fn has_clause(&self) -> bool {
        let governed = ["ccomp", "csubj"].into_iter().any(|relation| self.tree.child(self.word, relation).is_some());
        governed || self.complementiser_follows()
    }

    /// A comma and a conjunction of saying behind the word, with no other clause between: what a parser that
    /// hung the clause elsewhere still leaves to be seen.
    fn complementiser_follows(&self) -> bool {
        let tokens = &self.tree.sentence.tokens;
        for at in self.word + 1..tokens.len() {
            let comma = tokens[at - 1].form == ",";
            if comma && self.lemma_in(at, &self.lexicon.words.complementisers) && tokens[at].upos != Upos::Noun {
                return true;
            }
            if tokens[at].form == ":" && at + 1 < tokens.len() {
                return true;
            }
            let other_clause = tokens[at].upos == Upos::Verb || (comma && tokens[at].upos == Upos::Sconj);
            if other_clause || tokens[at].form == ";" {
                return false;
            }
        }
        false
    }

    /// The word is put behind or into what is said: *…, je dejal minister.*
    fn stands_apart(&self) -> bool {
        let verb_before =
            |end: usize| self.tree.sentence.tokens[..end].iter().any(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
        if self.auxiliary_opens().is_some_and(verb_before) {
            return true;
        }
        if self.has_object() {
            return false;
        }
        let said_first = self.tree.children_by(self.word, "parataxis").any(|said| said < self.word);
        if said_first || (self.tree.token(self.word).relation() == "parataxis" && self.follows_its_head()) {
            return true;
        }
        let tokens = &self.tree.sentence.tokens;
        let start = (0..self.word).rev().find(|&at| tokens[at].upos == Upos::Punct);
        let Some(comma) =
            start.filter(|&at| tokens[at].form == "," || self.quotations.covers(self.sentence, at.saturating_sub(1)))
        else {
            return false;
        };
        let opens_clause = tokens[comma + 1..self.word]
            .iter()
            .all(|t| !matches!(t.upos, Upos::Sconj | Upos::Cconj | Upos::Verb) && t.feat("PronType") != Some("Rel"));
        let said_before = tokens[..comma].iter().any(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
        opens_clause && said_before && tokens[comma + 1].upos == Upos::Aux
    }

    /// *…, so sporočili z ministrstva*: an auxiliary opens the clause and nothing is said behind the verb, so that what
    /// stands before belongs to what is said.
    pub fn is_put_behind(&self) -> bool {
        let after = ["ccomp", "csubj"]
            .iter()
            .any(|relation| self.tree.children_by(self.word, relation).any(|at| at > self.word));
        self.auxiliary_opens().is_some() && !after && !self.complementiser_follows()
    }

    /// The mark before the clause, when an auxiliary opens it: *, je še dejal*.
    pub fn auxiliary_opens(&self) -> Option<usize> {
        let tokens = &self.tree.sentence.tokens;
        let light = |t: &Token| matches!(t.upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Pron);
        let start = (0..self.word).rev().find(|&at| !light(&tokens[at]))?;
        // A weak pronoun goes before the auxiliary: *, mu je odvrnil*.
        let clitic = |t: &&Token| t.upos == Upos::Pron && t.feat("Variant") == Some("Short");
        let first = tokens[start + 1..self.word].iter().find(|t| !clitic(t))?;
        (tokens[start].upos == Upos::Punct && first.upos == Upos::Aux).then_some(start)
    }

    fn follows_its_head(&self) -> bool {
        self.tree.parent(self.word).is_some_and(|head| head < self.word)
    }

    fn has_object(&self) -> bool {
        self.tree.child(self.word, "obj").is_some_and(|at| self.tree.token(at).upos.is_nominal())
    }

    /// The object that names what is said, also where the parser took it for the subject.
    pub fn said_object(&self) -> Option<usize> {
        let is_said =
            |&at: &usize| self.lemma_in(at, &self.lexicon.words.said) && self.tree.token(at).upos == Upos::Noun;
        let children = self.tree.children(self.word).iter().copied();
        children
            .filter(|&at| matches!(self.tree.token(at).relation(), "obj" | "nsubj" | "iobj"))
            .flat_map(|at| std::iter::once(at).chain(self.tree.children_by(at, "conj")))
            .find(is_said)
    }

    fn has_preposition(&self, preposition: &str) -> bool {
        let with_case = |at: usize| {
            self.tree.children_by(at, "case").any(|case| self.tree.token(case).lemma == preposition)
                || self.tree.children(at).iter().any(|&c| c < at && self.tree.token(c).lemma == preposition)
        };
        self.tree.children(self.word).iter().copied().any(|at| at != self.word && with_case(at))
            || self.preposition_follows(preposition)
    }

    /// The preposition behind the word before any other verb or comma.
    fn preposition_follows(&self, preposition: &str) -> bool {
        let tokens = &self.tree.sentence.tokens[self.word + 1..];
        tokens
            .iter()
            .take_while(|t| t.upos != Upos::Punct && t.upos != Upos::Verb && t.upos != Upos::Cconj)
            .any(|t| t.lemma == preposition && matches!(t.upos, Upos::Adp | Upos::Sconj))
    }
}
