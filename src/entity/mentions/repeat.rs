//! Names that the finder saw in one place of an article and missed in another.

use super::cover;
use crate::document::Document;
use crate::entity::office::in_sentence;
use crate::entity::{Mention, MentionForm, MentionType};
use crate::text::{Token, Upos};
use std::collections::HashMap;

/// Adds the single words that are the last word of a person's name, or a name of one word, elsewhere in the article.
pub fn find(doc: &Document, mentions: &mut Vec<Mention>) {
    let known = known(doc, mentions);
    let mut found = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        for (at, token) in sentence.tokens.iter().enumerate().filter(|(_, token)| may_be_name(token)) {
            let class = known.get(&token.lemma.to_lowercase()).or_else(|| known.get(&token.form.to_lowercase()));
            let covers = |m: &Mention| m.tokens.contains(&at) && m.form != MentionForm::Dropped;
            if let Some(&class) = class.filter(|_| !in_sentence(mentions, number).any(covers)) {
                found.push(Mention {
                    sentence: number,
                    tokens: at..at + 1,
                    head: at,
                    span: cover(sentence, &(at..at + 1)),
                    lemma: String::new(),
                    class,
                    form: MentionForm::Name,
                    entities: Vec::new(),
                    confidence: 0.7,
                });
            }
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|m| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end)));
}

/// Lower-case forms and lemmas of the words by which a name may come again.
fn known(doc: &Document, mentions: &[Mention]) -> HashMap<String, MentionType> {
    let mut known = HashMap::new();
    for mention in mentions.iter().filter(|m| m.form == MentionForm::Name) {
        if mention.class != MentionType::Per && mention.tokens.len() > 1 {
            continue;
        }
        let token = &doc.sentences[mention.sentence].tokens[mention.tokens.end - 1];
        for word in [&token.lemma, &token.form].into_iter().filter(|_| may_be_name(token)) {
            known.entry(word.to_lowercase()).or_insert(mention.class);
        }
    }
    known
}

fn may_be_name(token: &Token) -> bool {
    let capital = token.form.chars().next().is_some_and(char::is_uppercase);
    capital && token.form.chars().count() > 2 && matches!(token.upos, Upos::Propn | Upos::X)
}
