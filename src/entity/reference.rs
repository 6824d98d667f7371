//! What readers of an analysis are told of each mention: by the links that facts rely on, and where these are silent by
//! the chains.

use super::{ChainMention, EntityRef, Mention, MentionType};
use crate::document::Document;
use crate::span::Span;
use std::ops::Range;

/// Words with what they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference<'d> {
    pub sentence: usize,
    pub tokens: Range<usize>,
    pub span: Span,
    pub lemma: &'d str,
    pub class: MentionType,
    /// A proper name, a possessive adjective of one, or a noun for inhabitants ([`Mention::is_proper`]).
    pub name: bool,
    pub entities: &'d [EntityRef],
    /// Index into `Document::chains`.
    pub chain: Option<usize>,
    pub basis: Basis,
    /// How sure it is that the words mean these entities, 0 to 1.
    pub confidence: f32,
}

/// What says which entities words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The links that facts rely on; they may be none.
    Links,
    /// The chain of the words.
    Chain,
    /// The chain of words that hold a name, which is a mention itself: *minister Jan Novak*.
    ChainAroundName,
}

/// All mentions of a document in the order of the text: those that rules found, and those that chains have beside them.
/// What rules left open has the entities and the confidence of its chain.
pub fn references(doc: &Document) -> Vec<Reference<'_>> {
    let mut all: Vec<Reference> = doc.mentions.iter().map(own).collect();
    for (number, chain) in doc.chains.iter().enumerate() {
        for told in &chain.mentions {
            match told.mention.filter(|&mention| is_same(&doc.mentions[mention], told)) {
                Some(mention) => complete(&mut all[mention], told, number),
                None => all.push(added(chain.class, told, number)),
            }
        }
    }
    all.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    all
}

/// The chain may take more words of a phrase: *predsednik* and *predsednik uprave*.
fn is_same(mention: &Mention, told: &ChainMention) -> bool {
    mention.tokens == told.tokens || (!mention.form.is_name() && mention.head == told.head)
}

fn own(mention: &Mention) -> Reference<'_> {
    Reference {
        sentence: mention.sentence,
        tokens: mention.tokens.clone(),
        span: mention.span,
        lemma: &mention.lemma,
        class: mention.class,
        name: mention.is_proper(),
        entities: &mention.entities,
        chain: None,
        basis: Basis::Links,
        confidence: mention.confidence,
    }
}

fn complete<'d>(found: &mut Reference<'d>, told: &'d ChainMention, chain: usize) {
    found.chain = Some(chain);
    if found.entities.is_empty() && !told.entities.is_empty() {
        (found.entities, found.confidence, found.basis) = (&told.entities, told.confidence, Basis::Chain);
    }
}

/// Words that are a mention by their chain only.
fn added(class: MentionType, told: &ChainMention, number: usize) -> Reference<'_> {
    Reference {
        sentence: told.sentence,
        tokens: told.tokens.clone(),
        span: told.span,
        lemma: &told.lemma,
        class,
        name: false,
        entities: &told.entities,
        chain: Some(number),
        basis: if told.mention.is_some() { Basis::ChainAroundName } else { Basis::Chain },
        confidence: told.confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::entity::{Chain, Entity, EntityKind, MentionForm};
    use crate::text::{Sentence, Token};

    /// *ministrica Ana Kos je poslanka*: a name, an open noun, and a chain of both and of the verb.
    fn document() -> Document {
        let mut doc = Document::new(Article::new("x", "ministrica Ana Kos je poslanka"));
        let tokens = doc.article.text.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.chars().count() + 1;
            Some(Token { span: Span::new(start, *at - 1), form: word.into(), ..Token::default() })
        });
        let tokens = tokens.collect();
        doc.sentences.push(Sentence { span: Span::new(0, 30), tokens, paragraph: 0, heading: false });
        let entity = Entity {
            kind: EntityKind::Person,
            name: "Ana Kos".into(),
            slug: "ana-kos".into(),
            alt_names: Vec::new(),
            gender: None,
            gazetteer: None,
        };
        doc.intern_entity(entity);
        let span = |tokens: &Range<usize>| {
            let words = &doc.sentences[0].tokens;
            words[tokens.start].span.cover(words[tokens.end - 1].span)
        };
        let mention = |tokens: Range<usize>, form, entities| Mention {
            sentence: 0,
            head: tokens.start,
            span: span(&tokens),
            lemma: "x".into(),
            class: MentionType::Per,
            form,
            entities,
            confidence: 0.0,
            tokens,
        };
        let told = |tokens: Range<usize>, mention, confidence| ChainMention {
            sentence: 0,
            head: tokens.start,
            span: span(&tokens),
            lemma: "y".into(),
            mention,
            entities: vec![0],
            confidence,
            tokens,
        };
        let mentions =
            vec![mention(1..3, MentionForm::Name, vec![0]), mention(4..5, MentionForm::RoleNoun, Vec::new())];
        let chain = vec![told(0..3, Some(0), 0.9), told(3..4, None, 0.5), told(4..5, Some(1), 0.75)];
        doc.mentions = mentions;
        doc.chains.push(Chain { class: MentionType::Per, entities: vec![0], mentions: chain });
        doc
    }

    #[test]
    fn chains_say_what_links_left_open_and_add_their_own_words() {
        let doc = document();
        let all = references(&doc);
        let told: Vec<_> = all.iter().map(|r| (doc.slice(r.span), r.name, r.basis, r.confidence)).collect();
        let expected = [
            ("ministrica Ana Kos", false, Basis::ChainAroundName, 0.9),
            ("Ana Kos", true, Basis::Links, 0.0),
            ("je", false, Basis::Chain, 0.5),
            ("poslanka", false, Basis::Chain, 0.75),
        ];
        assert_eq!(told, expected);
        assert!(all.iter().all(|reference| reference.entities == [0]));
        assert_eq!(all[1].chain, None);
        assert!(doc.mentions[1].entities.is_empty(), "facts do not rely on chains");
    }
}
