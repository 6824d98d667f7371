//! What holds for the analysis of any text.

use std::ops::Range;
use trojka::document::Document;
use trojka::entity::Chain;
use trojka::span::Span;
use trojka::text::conllu::{self, Reader};
use trojka::text::{Sentence, Token};

/// Everything at once, for a text that the program read itself.
pub fn text(doc: &Document) {
    tokens(doc);
    meaning(doc);
    round_trip(doc);
}

/// Tokens stand in order and leave out nothing but space; each has its lemma and its place in one tree.
fn tokens(doc: &Document) {
    let chars: Vec<char> = doc.article.text.chars().collect();
    let mut covered = vec![false; chars.len()];
    let mut end = 0;
    for sentence in &doc.sentences {
        assert!(!sentence.tokens.is_empty());
        let ends = sentence.tokens[0].span.cover(sentence.tokens[sentence.tokens.len() - 1].span);
        assert_eq!(sentence.span, ends);
        for token in &sentence.tokens {
            assert!(token.span.start >= end && token.span.end > token.span.start, "{token:?}");
            end = token.span.end;
            assert_eq!(doc.slice(token.span), token.form);
            assert!(!token.lemma.is_empty() && !token.deprel.is_empty(), "{token:?}");
            covered[token.span.start..token.span.end].fill(true);
        }
        tree(sentence);
    }
    for (c, covered) in chars.into_iter().zip(covered) {
        assert!(
            covered || c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'),
            "{c:?} is lost"
        );
    }
}

fn tree(sentence: &Sentence) {
    let tokens = &sentence.tokens;
    assert_eq!(tokens.iter().filter(|token| token.head == 0).count(), 1, "one root");
    for start in 1..=tokens.len() {
        let mut at = start;
        for _ in 0..=tokens.len() {
            at = if at == 0 { 0 } else { tokens[at - 1].head };
        }
        assert_eq!(at, 0, "token {start} hangs in a circle");
    }
}

/// Names, mentions and facts point to what is there.
pub fn meaning(doc: &Document) {
    let length = doc.article.text.chars().count();
    let inside = |span: Span| assert!(span.start <= span.end && span.end <= length, "{span:?} of {length}");
    let sentence = |number: usize| assert!(number < doc.sentences.len());
    let entity = |number: usize| assert!(number < doc.entities.len());
    let sure = |confidence: f32| assert!((0.0..=1.0).contains(&confidence), "{confidence}");
    for name in &doc.names {
        assert!(name.tokens.start < name.tokens.end && name.tokens.end <= doc.sentences[name.sentence].tokens.len());
        sure(name.confidence);
    }
    assert!(doc.names.is_sorted_by_key(|name| (name.sentence, name.tokens.start)));
    assert!(doc.mentions.is_sorted_by_key(|mention| mention.sentence));
    for mention in &doc.mentions {
        let tokens = &doc.sentences[mention.sentence].tokens;
        assert!(mention.tokens.start < mention.tokens.end && mention.tokens.end <= tokens.len(), "{mention:?}");
        assert!(mention.head < tokens.len());
        inside(mention.span);
        sure(mention.confidence);
        mention.entities.iter().copied().for_each(entity);
    }
    assert!(doc.times.is_sorted_by_key(|time| (time.sentence, time.tokens.start)));
    for time in &doc.times {
        let tokens = &doc.sentences[time.sentence].tokens;
        assert!(time.tokens.start < time.tokens.end && time.tokens.end <= tokens.len(), "{time:?}");
        assert!(time.tokens.contains(&time.head), "{time:?}");
        inside(time.span);
        if let Some(time) = &time.time {
            assert!(!time.value.is_empty() && !time.value.contains("-0-"), "{time:?}");
            assert!(time.not_before.zip(time.not_after).is_none_or(|(first, last)| first <= last), "{time:?}");
        }
    }
    let mut ids: Vec<_> = doc.entities.iter().map(|entity| (entity.kind, entity.slug.as_str())).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]) && ids.iter().all(|(_, slug)| !slug.is_empty()));
    for post in &doc.posts {
        entity(post.person);
        post.of.into_iter().for_each(entity);
        sentence(post.sentence);
        sure(post.confidence);
    }
    for agreement in &doc.agreements {
        entity(agreement.agreement);
        agreement.parties.iter().copied().for_each(entity);
        sentence(agreement.sentence);
        sure(agreement.confidence);
    }
    for event in &doc.events {
        let lists = [&event.actors, &event.recipients, &event.via, &event.attributed_to];
        lists.into_iter().flatten().chain(&event.place).copied().for_each(entity);
        sentence(event.sentence);
        inside(event.trigger);
        sure(event.confidence);
    }
    for statement in &doc.statements {
        entity(statement.speaker);
        sentence(statement.sentence);
        inside(statement.cue);
        statement.quote.into_iter().for_each(inside);
        sure(statement.confidence);
    }
}

fn places(chain: &Chain) -> Vec<(usize, Range<usize>, usize)> {
    chain.mentions.iter().map(|told| (told.sentence, told.tokens.clone(), told.head)).collect()
}

/// What is written as CoNLL-U reads back with the same words, names and chains.
pub fn round_trip(doc: &Document) {
    let mut written = Vec::new();
    conllu::write_document(doc, &mut written).expect("memory takes everything");
    let blocks = Reader::new("written", written.as_slice()).collect::<Result<Vec<_>, _>>();
    let blocks = blocks.unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&written)));
    let again = conllu::documents("again", blocks);
    assert_eq!(again.len(), usize::from(!doc.sentences.is_empty()));
    for again in again {
        let words = |doc: &Document| doc.sentences.iter().map(|s| s.tokens.iter().map(columns).collect()).collect();
        let (old, new): (Vec<Vec<Token>>, Vec<Vec<Token>>) = (words(doc), words(&again));
        assert_eq!(old, new);
        let names = |doc: &Document| doc.names.iter().map(|n| (n.sentence, n.tokens.clone())).collect::<Vec<_>>();
        assert_eq!(names(doc), names(&again));
        let told = |doc: &Document| doc.chains.iter().map(|c| (c.class, places(c))).collect::<Vec<_>>();
        assert_eq!(told(doc), told(&again));
    }
}

fn columns(token: &Token) -> Token {
    Token { span: Span::default(), ..token.clone() }
}
