//! Noun phrases by agreement: a noun with the adjectives before it, and its attributes behind it.
//!
//! Read from tags rather than from the tree, because a trained tagger errs less often than a trained parser.

use crate::text::{Sentence, Token, Upos};
use std::ops::Range;

/// A noun and what belongs to it; `tokens` is contiguous and holds `head`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub tokens: Range<usize>,
    pub head: usize,
}

/// What stands behind a noun and tells more about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Token of the preposition; `None` for a bare genitive.
    pub preposition: Option<usize>,
    /// From the preposition, if any, to the last token.
    pub tokens: Range<usize>,
    pub head: usize,
}

/// The noun with its adjectives, determiners left out.
pub fn noun_phrase(sentence: &Sentence, head: usize) -> Phrase {
    let noun = &sentence.tokens[head];
    let mut start = head;
    while let Some(at) = modifier_before(sentence, start, noun) {
        start = at;
    }
    Phrase { tokens: start..head + 1, head }
}

/// Where the phrase goes on to the left of `start`: at an adjective, or at the first of two joined ones.
fn modifier_before(sentence: &Sentence, start: usize, noun: &Token) -> Option<usize> {
    let before = start.checked_sub(1)?;
    let token = &sentence.tokens[before];
    if token.upos == Upos::Adj && agrees(token, noun) {
        return Some(before);
    }
    let joined = token.upos == Upos::Cconj || token.form == "," || is_dash(token);
    let first = before.checked_sub(1)?;
    let inside = sentence.tokens[start].upos == Upos::Adj;
    (joined && inside && joins_adjectives(sentence, first, start, noun)).then_some(first)
}

fn joins_adjectives(sentence: &Sentence, left: usize, right: usize, noun: &Token) -> bool {
    let (left, right) = (&sentence.tokens[left], &sentence.tokens[right]);
    left.upos == Upos::Adj && right.upos == Upos::Adj && agrees(left, noun) && left.head != 0
}

fn is_dash(token: &Token) -> bool {
    matches!(token.form.as_str(), "-" | "–")
}

/// Case, number and gender of two words are the same as far as both have them.
pub fn agrees(left: &Token, right: &Token) -> bool {
    ["Case", "Number", "Gender"].into_iter().all(|name| match (left.feat(name), right.feat(name)) {
        (Some(l), Some(r)) => l == r,
        _ => true,
    })
}

/// The genitive and prepositional attributes right behind `from`, until something else comes or `stop` says so.
pub fn attributes(
    sentence: &Sentence,
    from: usize,
    prepositions: &dyn Fn(&str) -> bool,
    stop: &dyn Fn(usize) -> bool,
) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = from;
    while at < sentence.tokens.len() && !stop(at) {
        let attribute = match sentence.tokens[at].upos {
            Upos::Adp if prepositions(&sentence.tokens[at].lemma) => {
                let case = sentence.tokens[at].feat("Case").unwrap_or("");
                nominal(sentence, at + 1, case, stop).map(|(tokens, head)| Attribute {
                    preposition: Some(at),
                    tokens: at..tokens.end,
                    head,
                })
            }
            _ => nominal(sentence, at, "Gen", stop).map(|(tokens, head)| Attribute { preposition: None, tokens, head }),
        };
        let Some(attribute) = attribute else { break };
        at = attribute.tokens.end;
        found.push(attribute);
    }
    found
}

/// A nominal in one case that starts at `at`, with further nominals joined to it: *delo, družino in socialne zadeve*.
fn nominal(sentence: &Sentence, at: usize, case: &str, stop: &dyn Fn(usize) -> bool) -> Option<(Range<usize>, usize)> {
    let (first, head) = simple_nominal(sentence, at, case, stop)?;
    let mut end = first.end;
    while let Some(next) = joined_nominal(sentence, end, case, stop) {
        end = next.end;
    }
    Some((at..end, head))
}

fn joined_nominal(sentence: &Sentence, end: usize, case: &str, stop: &dyn Fn(usize) -> bool) -> Option<Range<usize>> {
    let joint = sentence.tokens.get(end)?;
    let (next, _) = simple_nominal(sentence, end + 1, case, stop)?;
    let is_series = joint.form == "," && {
        let after = next.end;
        let more = sentence.tokens.get(after)?;
        more.upos == Upos::Cconj || (more.form == "," && joined_nominal(sentence, after, case, stop).is_some())
    };
    (joint.upos == Upos::Cconj || is_series).then_some(next)
}

fn simple_nominal(
    sentence: &Sentence,
    at: usize,
    case: &str,
    stop: &dyn Fn(usize) -> bool,
) -> Option<(Range<usize>, usize)> {
    let mut end = at;
    while let Some(next) = adjective_end(sentence, end, case) {
        end = next;
    }
    let head = end;
    let noun = sentence.tokens.get(head).filter(|_| !stop(head))?;
    let fits = noun.feats.has("Case", case) || (noun.upos == Upos::Propn && noun.feat("Case").is_none());
    let number = noun.upos == Upos::Num || noun.upos == Upos::X;
    if !((noun.upos.is_nominal() && fits) || (case == "Acc" && number)) {
        return None;
    }
    end += 1;
    // A number that a hyphen joins to it: covid-19.
    let number = |at: usize| sentence.tokens.get(at).is_some_and(|t| t.upos == Upos::Num);
    let close = |at: usize| sentence.tokens[at - 1].span.end == sentence.tokens[at].span.start;
    if sentence.tokens.get(end).is_some_and(is_dash) && number(end + 1) && close(end) && close(end + 1) {
        end += 2;
    }
    while sentence.tokens.get(end).is_some_and(|t| t.deprel.starts_with("flat") && t.head == head + 1) && !stop(end) {
        end += 1;
    }
    Some((at..end, head))
}

/// The end of the adjective or determiner that begins here, also of a compound with a dash, of which only the last part
/// is declined: *mejno-obalne*.
fn adjective_end(sentence: &Sentence, at: usize, case: &str) -> Option<usize> {
    let declined = |at: usize| {
        let token = sentence.tokens.get(at);
        token.is_some_and(|t| matches!(t.upos, Upos::Adj | Upos::Det) && t.feats.has("Case", case))
    };
    let dash = || sentence.tokens.get(at + 1).is_some_and(is_dash);
    if declined(at + 2) && dash() {
        return Some(at + 3);
    }
    declined(at).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Feats;

    fn token(form: &str, upos: Upos, feats: &str) -> Token {
        Token { form: form.into(), lemma: form.into(), upos, feats: Feats::new(feats), head: 1, ..Token::default() }
    }

    fn sentence(tokens: Vec<Token>) -> Sentence {
        Sentence { span: crate::span::Span::new(0, 0), tokens, paragraph: 0, heading: false }
    }

    #[test]
    fn takes_agreeing_adjectives_only() {
        let s = sentence(vec![
            token("rdeča", Upos::Adj, "Case=Nom|Gender=Fem|Number=Sing"),
            token("novi", Upos::Adj, "Case=Nom|Gender=Masc|Number=Sing"),
            token("vodja", Upos::Noun, "Case=Nom|Gender=Masc|Number=Sing"),
        ]);
        assert_eq!(noun_phrase(&s, 2).tokens, 1..3);
    }

    #[test]
    fn reads_a_series_behind_a_preposition() {
        let acc = "Case=Acc|Gender=Neut|Number=Sing";
        let s = sentence(vec![
            token("ministrica", Upos::Noun, "Case=Nom"),
            token("za", Upos::Adp, "Case=Acc"),
            token("delo", Upos::Noun, acc),
            token(",", Upos::Punct, "_"),
            token("znanje", Upos::Noun, acc),
            token("in", Upos::Cconj, "_"),
            token("morje", Upos::Noun, acc),
            token("Ana", Upos::Propn, "Case=Nom"),
        ]);
        let found = attributes(&s, 1, &|p| p == "za", &|at| at == 7);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].tokens, 1..7);
        assert_eq!(found[0].head, 2);
    }
}
