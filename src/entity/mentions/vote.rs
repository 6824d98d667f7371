//! What the article as a whole says of names of one word that the finder judges place by place.

use crate::document::Document;
use crate::entity::{Mention, MentionForm, MentionType};
use crate::text::{Token, Upos};
use std::collections::{HashMap, HashSet};

/// Gives a word that is mostly a person's name that class everywhere, and drops capitals that only open a sentence.
pub fn settle(doc: &Document, mentions: &mut Vec<Mention>) {
    let votes = votes(doc, mentions);
    let common = common_nouns(doc);
    mentions.retain(|mention| !opens_only(doc, mention, &common));
    for mention in mentions.iter_mut().filter(|m| is_open_name(m) && m.tokens.len() == 1) {
        let (persons, others) = votes.get(&last_word(doc, mention)).copied().unwrap_or_default();
        if persons > 0 && persons >= others {
            mention.class = MentionType::Per;
        }
    }
}

/// A name that the gazetteer has not explained.
fn is_open_name(mention: &Mention) -> bool {
    mention.form.is_name() && mention.lemma.is_empty()
}

fn token<'d>(doc: &'d Document, mention: &Mention) -> &'d Token {
    &doc.sentences[mention.sentence].tokens[mention.tokens.end - 1]
}

fn last_word(doc: &Document, mention: &Mention) -> String {
    token(doc, mention).lemma.to_lowercase()
}

/// How often the last word of a name is a person's, and how often a name of one word is something else's.
fn votes(doc: &Document, mentions: &[Mention]) -> HashMap<String, (usize, usize)> {
    let mut votes: HashMap<String, (usize, usize)> = HashMap::new();
    for mention in mentions.iter().filter(|m| is_open_name(m)) {
        match (mention.class, mention.tokens.len()) {
            (MentionType::Per, _) => votes.entry(last_word(doc, mention)).or_default().0 += 1,
            (_, 1) => votes.entry(last_word(doc, mention)).or_default().1 += 1,
            _ => {}
        }
    }
    votes
}

/// The lemmas of nouns that the article writes in lower case.
fn common_nouns(doc: &Document) -> HashSet<&str> {
    let tokens = doc.sentences.iter().flat_map(|sentence| &sentence.tokens);
    let nouns = tokens.filter(|t| t.upos == Upos::Noun && t.form.chars().all(char::is_lowercase));
    nouns.map(|token| token.lemma.as_str()).collect()
}

/// A word at the start of a sentence or quotation that the article also writes in lower case: *Brexit se odmika*.
fn opens_only(doc: &Document, mention: &Mention, common: &HashSet<&str>) -> bool {
    let tokens = &doc.sentences[mention.sentence].tokens;
    let starts = tokens[..mention.tokens.start].iter().all(|token| token.upos == Upos::Punct);
    let single = mention.tokens.len() == 1 && mention.form == MentionForm::Name && is_open_name(mention);
    single && starts && common.contains(token(doc, mention).lemma.to_lowercase().as_str())
}
