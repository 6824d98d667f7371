//! Chains of mentions in the MISC column, as CorefUD writes them (<https://ufal.mff.cuni.cz/corefud>, `global.Entity =
//! eid-etype-head-other`): *(e1-person-2* where a mention of two words and more begins, *e1)* where it ends,
//! *(e1-person-1)* for one word; several brackets of a word stand side by side.

use crate::document::Document;
use crate::entity::{Chain, ChainMention};
use std::collections::BTreeMap;
use std::ops::Range;

/// The comment that says which parts an opening bracket has.
pub const GLOBAL: &str = "# global.Entity = eid-etype-head-other";

/// A mention by the 0-based indices of its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockMention {
    pub eid: String,
    pub etype: String,
    pub tokens: Range<usize>,
    pub head: usize,
}

/// The brackets of each word that has some, by sentence and token.
pub struct Brackets(BTreeMap<(usize, usize), Word>);

/// What stands at one word. Those that end come before those that begin, except within one that ends or begins here.
#[derive(Default)]
struct Word {
    /// With the first token, so that the one that began last ends first.
    ends: Vec<(usize, String)>,
    /// With the last token.
    begins: Vec<(usize, String)>,
    whole: Vec<String>,
}

impl Brackets {
    pub fn new(doc: &Document) -> Self {
        let mut words: BTreeMap<(usize, usize), Word> = BTreeMap::new();
        for (number, chain) in doc.chains.iter().enumerate() {
            let eid = format!("{}.e{}", plain(&doc.article.id), number + 1);
            for told in &chain.mentions {
                let head = told.head.saturating_sub(told.tokens.start) + 1;
                let open = format!("({eid}-{}-{head}", chain.class.etype());
                let (first, last) = (told.tokens.start, told.tokens.end - 1);
                let word = words.entry((told.sentence, first)).or_default();
                if first == last {
                    word.whole.push(format!("{open})"));
                    continue;
                }
                word.begins.push((last, open));
                let word = words.entry((told.sentence, last)).or_default();
                word.ends.push((first, format!("{eid})")));
            }
        }
        Self(words)
    }

    /// The value of `Entity=` at a word.
    pub fn at(&self, sentence: usize, token: usize) -> Option<String> {
        let word = self.0.get(&(sentence, token))?;
        let mut ends: Vec<&(usize, String)> = word.ends.iter().collect();
        ends.sort_by_key(|(first, _)| std::cmp::Reverse(*first));
        let mut begins: Vec<&(usize, String)> = word.begins.iter().collect();
        begins.sort_by_key(|(last, _)| std::cmp::Reverse(*last));
        let whole = word.whole.concat();
        let (before, behind) = if ends.is_empty() { ("", whole.as_str()) } else { (whole.as_str(), "") };
        let join = |all: Vec<&(usize, String)>| all.into_iter().map(|(_, text)| text.as_str()).collect::<String>();
        Some(format!("{before}{}{}{behind}", join(ends), join(begins)))
    }
}

/// An id without the marks that have a meaning in brackets.
fn plain(id: &str) -> String {
    let marked = |c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '|' | '=' | '[' | ']');
    id.chars().map(|c| if marked(c) { '_' } else { c }).collect()
}

/// Reads the brackets of one sentence, word by word. Those that do not close and mentions in pieces are passed over.
#[derive(Default)]
pub struct Reading {
    open: Vec<BlockMention>,
    pub mentions: Vec<BlockMention>,
}

impl Reading {
    /// The brackets at a word.
    pub fn word(&mut self, at: usize, value: &str) {
        let mut rest = value;
        while !rest.is_empty() {
            let opens = rest.starts_with('(');
            let body = &rest[usize::from(opens)..];
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let closes = body[end..].starts_with(')');
            match (opens, closes) {
                (true, true) => self.mentions.extend(begun(&body[..end], at)),
                (true, false) => self.open.extend(begun(&body[..end], at)),
                (false, _) => self.close(&body[..end], at),
            }
            rest = &body[end + usize::from(closes)..];
        }
    }

    fn close(&mut self, eid: &str, at: usize) {
        if let Some(place) = self.open.iter().rposition(|open| open.eid == eid) {
            let mut mention = self.open.remove(place);
            mention.tokens.end = at + 1;
            self.mentions.push(mention);
        }
    }

    /// The mentions in the order of the text, outer ones first.
    pub fn finish(mut self) -> Vec<BlockMention> {
        self.mentions.sort_by_key(|mention| (mention.tokens.start, std::cmp::Reverse(mention.tokens.end)));
        for mention in &mut self.mentions {
            mention.head = mention.head.min(mention.tokens.end - 1);
        }
        self.mentions
    }
}

fn begun(text: &str, at: usize) -> Option<BlockMention> {
    let mut parts = text.split('-');
    let eid = parts.next().filter(|eid| !eid.is_empty() && !eid.contains('['))?;
    let etype = parts.next().unwrap_or_default();
    let head = parts.next().and_then(|head| head.parse::<usize>().ok()).unwrap_or(1);
    Some(BlockMention { eid: eid.into(), etype: etype.into(), tokens: at..at + 1, head: at + head.saturating_sub(1) })
}

/// Adds the mentions of a sentence, whose tokens have their spans, to the chains of their document.
pub fn add(
    document: &mut Document,
    chains: &mut BTreeMap<String, usize>,
    sentence: usize,
    mentions: Vec<BlockMention>,
) {
    for BlockMention { eid, etype, tokens, head } in mentions {
        let fresh = document.chains.len();
        let number = *chains.entry(eid).or_insert(fresh);
        if number == fresh {
            let class = crate::entity::MentionType::of_etype(&etype);
            document.chains.push(Chain { class, entities: Vec::new(), mentions: Vec::new() });
        }
        let words = &document.sentences[sentence].tokens;
        let span = words[tokens.start].span.cover(words[tokens.end - 1].span);
        let told = ChainMention {
            sentence,
            tokens,
            head,
            span,
            lemma: String::new(),
            mention: None,
            entities: Vec::new(),
            confidence: 1.0,
        };
        document.chains[number].mentions.push(told);
    }
}
