//! What the article as a whole says of names of one word that the finder judges place by place.

use crate::document::Document;
use crate::entity::{Mention, MentionForm, MentionType};
use crate::text::{Token, Tree, Upos};
use std::collections::{HashMap, HashSet};

/// A name that ends the full name of a person is hardly anything else's; so many times as often it has to be told as that.
const FULL_NAME: usize = 3;

/// Gives a word that is mostly a person's name that class everywhere, drops capitals that only open a sentence, and parts
/// the names of two persons that stand side by side.
pub fn settle(doc: &Document, mentions: &mut Vec<Mention>) {
    part_neighbours(doc, mentions);
    let votes = votes(doc, mentions);
    let common = common_nouns(doc);
    mentions.retain(|mention| !opens_only(doc, mention, &common));
    for mention in mentions.iter_mut().filter(|m| m.form.is_name() && m.tokens.len() == 1) {
        let votes = votes.get(&last_word(doc, mention)).copied().unwrap_or_default();
        let of_person = match is_open_name(mention) {
            true => votes.are_for_person(),
            false => mention.class == MentionType::Loc && votes.full && !has_preposition(doc, mention),
        };
        if of_person {
            mention.class = MentionType::Per;
            mention.lemma.clear();
        }
    }
}

/// *v Kranju*: a place, also where the article tells of a Peter Kranj, who else is *Kranj*.
fn has_preposition(doc: &Document, mention: &Mention) -> bool {
    Tree::new(&doc.sentences[mention.sentence]).child(mention.head, "case").is_some()
}

/// What the mentions of one word are by the finder.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    persons: usize,
    others: usize,
    /// Whether a person is called so with a first name.
    full: bool,
}

impl Votes {
    fn are_for_person(self) -> bool {
        let factor = if self.full { FULL_NAME } else { 1 };
        self.persons > 0 && self.persons * factor >= self.others
    }
}

/// *… je Trump Woodwardu povedal*: a subject and an object without a word between them, each known by this word alone or
/// behind a first name elsewhere, are two persons.
fn part_neighbours(doc: &Document, mentions: &mut Vec<Mention>) {
    let persons = |m: &&Mention| m.class == MentionType::Per && is_open_name(m);
    let lemmas = |m: &Mention| -> Vec<String> {
        doc.sentences[m.sentence].tokens[m.tokens.clone()].iter().map(|token| token.lemma.to_lowercase()).collect()
    };
    let names: Vec<Vec<String>> = mentions.iter().filter(persons).map(lemmas).collect();
    let known = |word: &String, pair: &[String]| names.iter().any(|name| name != pair && name.last() == Some(word));
    let mut parted = Vec::new();
    for mention in mentions.iter_mut().filter(|m| persons(&&**m) && m.tokens.len() == 2) {
        let (pair, tokens) = (lemmas(mention), &doc.sentences[mention.sentence].tokens[mention.tokens.clone()]);
        if other_cases(&tokens[0], &tokens[1]) && pair.iter().all(|word| known(word, &pair)) {
            parted.push(Mention {
                tokens: mention.tokens.start + 1..mention.tokens.end,
                head: mention.tokens.start + 1,
                span: tokens[1].span,
                ..mention.clone()
            });
            mention.tokens.end -= 1;
            mention.head = mention.tokens.start;
            mention.span = tokens[0].span;
        }
    }
    if !parted.is_empty() {
        mentions.extend(parted);
        mentions.sort_by_key(|m| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end)));
    }
}

/// A nominative before another case that shows.
fn other_cases(first: &Token, second: &Token) -> bool {
    let oblique = second.feat("Case").is_some_and(|case| case != "Nom") && second.form != second.lemma;
    first.feats.has("Case", "Nom") && first.form == first.lemma && oblique
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

/// What the last word of a person's name, and a name of one word, are.
fn votes(doc: &Document, mentions: &[Mention]) -> HashMap<String, Votes> {
    let mut votes: HashMap<String, Votes> = HashMap::new();
    for mention in mentions.iter().filter(|m| is_open_name(m)) {
        let (person, words) = (mention.class == MentionType::Per, mention.tokens.len());
        if person || words == 1 {
            let votes = votes.entry(last_word(doc, mention)).or_default();
            votes.persons += usize::from(person);
            votes.others += usize::from(!person);
            votes.full |= person && words > 1;
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
