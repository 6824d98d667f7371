//! The reader: lines to blocks.

use super::entity::Reading;
use super::{Block, BlockName, Layers};
use crate::error::{Error, Result};
use crate::text::feats::Feats;
use crate::text::token::{NameClass, Token, Upos};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use unicode_normalization::{UnicodeNormalization, is_nfc};

const COLUMNS: usize = 10;
/// The most words of a sentence. Stages look at pairs of words, and no treebank comes near it.
const LONGEST: usize = 5_000;

/// All sentences of a file.
///
/// # Errors
/// [`Error::File`] when it cannot be read, [`Error::Format`] with the line of the first fault.
pub fn read(path: &Path) -> Result<Vec<Block>> {
    let file = File::open(path).map_err(|source| Error::file(path, source))?;
    Reader::new(path, BufReader::new(file)).collect()
}

/// Reads one sentence after the other; ends after the first error.
pub struct Reader<R> {
    path: PathBuf,
    input: R,
    line: usize,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// `path` is for messages only.
    pub fn new(path: impl AsRef<Path>, input: R) -> Self {
        Self { path: path.as_ref().to_path_buf(), input, line: 0, done: false }
    }

    fn block(&mut self) -> Result<Option<Block>> {
        let mut draft = Draft::default();
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = self.input.read_until(b'\n', &mut bytes).map_err(|source| Error::file(&self.path, source))?;
            if read == 0 {
                self.done = true;
                break;
            }
            self.line += 1;
            let line = std::str::from_utf8(&bytes).map_err(|_| self.fault(self.line, "is not UTF-8"))?;
            let line = line.trim_end_matches(['\n', '\r']);
            let line = if self.line == 1 { line.trim_start_matches('\u{feff}') } else { line };
            // The end of a line to some programs: never a part of a word.
            let line = if line.contains('\r') { &line.replace('\r', " ") } else { line };
            if line.trim().is_empty() {
                if draft.block.tokens.is_empty() {
                    continue;
                }
                break;
            }
            draft.add(line, self.line).map_err(|message| self.fault(self.line, message))?;
        }
        if draft.block.tokens.is_empty() {
            return Ok(None);
        }
        draft.finish().map(Some).map_err(|(line, message)| self.fault(line, message))
    }

    fn fault(&self, line: usize, message: impl ToString) -> Error {
        Error::format(&self.path, Some(line), message)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.block().transpose();
        self.done |= !matches!(next, Some(Ok(_)));
        next
    }
}

/// A block while its lines come in.
#[derive(Default)]
struct Draft {
    block: Block,
    first_word: usize,
    declared: Option<Layers>,
    seen: Layers,
    tags: Vec<SmolStr>,
    mentions: Reading,
}

impl Draft {
    fn add(&mut self, line: &str, number: usize) -> Result<(), String> {
        if self.block.line == 0 {
            self.block.line = number;
        }
        match line.strip_prefix('#') {
            Some(comment) if self.block.tokens.is_empty() => {
                self.comment(comment.trim());
                Ok(())
            }
            Some(_) if !line.contains('\t') => Ok(()),
            _ => {
                if self.first_word == 0 {
                    self.first_word = number;
                }
                self.row(line)
            }
        }
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').map_or((comment, ""), |(k, v)| (k.trim(), v.trim()));
        match key {
            "newdoc" | "newdoc id" => self.block.newdoc = Some(value.into()),
            "newpar" | "newpar id" => self.block.newpar = true,
            "sent_id" => self.block.sent_id = Some(value.into()),
            "text" => self.block.text = Some(nfc(value).into_owned()),
            "layers" => {
                // `msd(manual)`: the tags are gold, UPOS and features were mapped from them.
                let has = |name| value.split(',').any(|layer| layer.split('(').next().unwrap_or("").trim() == name);
                self.declared = Some(Layers {
                    morph: has("morph") || has("msd"),
                    lemma: has("lemma"),
                    dep: has("dep"),
                    ner: has("ner"),
                });
            }
            _ => {}
        }
    }

    fn row(&mut self, line: &str) -> Result<(), String> {
        let mut columns = [""; COLUMNS];
        let mut found = 0;
        for column in line.split('\t') {
            if found < COLUMNS {
                columns[found] = column;
            }
            found += 1;
        }
        if found != COLUMNS {
            return Err(format!("a word line has {COLUMNS} columns, this one has {found}"));
        }
        let id = columns[0];
        if id.contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = id.split_once('-') {
            return self.multiword(first, last, columns[1]);
        }
        self.word(id, &columns)
    }

    fn multiword(&mut self, first: &str, last: &str, form: &str) -> Result<(), String> {
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
            return Err(format!("{first}-{last} is not a range of words"));
        };
        if first != self.block.tokens.len() + 1 || last < first {
            return Err(format!("the words {first}-{last} are out of order"));
        }
        self.block.multiword.push((first - 1..last, nfc(form).into_owned()));
        Ok(())
    }

    fn word(&mut self, id: &str, columns: &[&str; COLUMNS]) -> Result<(), String> {
        let expected = self.block.tokens.len() + 1;
        if expected > LONGEST {
            return Err(format!("a sentence has more than {LONGEST} words"));
        }
        if id.parse() != Ok(expected) {
            return Err(format!("the id is {id:?} where {expected} is due"));
        }
        if columns[1].trim().is_empty() {
            return Err("the form is empty".into());
        }
        let form = SmolStr::new(nfc(columns[1]));
        let (upos, xpos, deprel) = (given(columns[3]), given(columns[4]), given(columns[7]));
        // A lemma "_" is a real one only where the form is an underscore itself.
        let lemma = if columns[2] == "_" && form != "_" { "" } else { columns[2] };
        let head = match given(columns[6]) {
            "" => None,
            number => Some(number.parse::<usize>().map_err(|_| format!("the head {number:?} is not a number"))?),
        };
        self.seen.morph |= !upos.is_empty();
        self.seen.lemma |= !lemma.is_empty();
        self.seen.dep |= head.is_some();
        self.misc(columns[9]);
        self.block.tokens.push(Token {
            form,
            lemma: SmolStr::new(nfc(lemma)),
            upos: match upos {
                "" => Upos::X,
                tag => Upos::parse(tag).ok_or_else(|| format!("{tag:?} is not a universal part of speech"))?,
            },
            xpos: SmolStr::new(xpos),
            feats: Feats::new(&in_order(columns[5])),
            head: head.unwrap_or(0),
            deprel: SmolStr::new(deprel),
            ..Token::default()
        });
        Ok(())
    }

    fn misc(&mut self, column: &str) {
        let mut space = true;
        let mut tag = SmolStr::default();
        for pair in column.split('|') {
            match pair.split_once('=') {
                Some(("SpaceAfter", "No")) => space = false,
                Some(("Entity", value)) => self.mentions.word(self.block.tokens.len(), value),
                Some(("NER", value)) => {
                    tag = SmolStr::new(value);
                    self.seen.ner = true;
                }
                _ => {}
            }
        }
        self.block.space_after.push(space);
        self.tags.push(tag);
    }

    fn finish(mut self) -> Result<Block, (usize, String)> {
        let words = self.block.tokens.len();
        if let Some(at) = self.block.tokens.iter().position(|token| token.head > words) {
            let head = self.block.tokens[at].head;
            return Err((
                self.first_word,
                format!("word {} has the head {head}, but the sentence ends at {words}", at + 1),
            ));
        }
        if let Some(at) = find_cycle(&self.block.tokens) {
            return Err((self.first_word, format!("the heads of word {} lead back to it, not to the root", at + 1)));
        }
        if let Some((range, _)) = self.block.multiword.iter().find(|(range, _)| range.end > words) {
            return Err((
                self.first_word,
                format!("the words {}-{} end after the sentence", range.start + 1, range.end),
            ));
        }
        self.block.layers = self.declared.unwrap_or(self.seen);
        self.block.names = names(&self.tags);
        self.block.mentions = self.mentions.finish();
        Ok(self.block)
    }
}

/// A word that is above itself; every head must lie within the sentence.
fn find_cycle(tokens: &[Token]) -> Option<usize> {
    // For each word, the one from which it was first reached.
    let mut reached_from = vec![None; tokens.len()];
    for start in 0..tokens.len() {
        let mut at = start;
        while reached_from[at].is_none() {
            reached_from[at] = Some(start);
            match tokens[at].head.checked_sub(1) {
                Some(head) if reached_from[head] == Some(start) => return Some(head),
                Some(head) => at = head,
                None => break,
            }
        }
    }
    None
}

/// Joins B and I tags to names. An I tag that continues nothing begins a name.
fn names(tags: &[SmolStr]) -> Vec<BlockName> {
    let mut names: Vec<BlockName> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let Some((mark, class)) = tag.split_once('-') else { continue };
        let lower = class.to_ascii_lowercase();
        let (possessive, lower) = match lower.strip_prefix("deriv-") {
            Some(rest) => (true, rest),
            None => (false, lower.as_str()),
        };
        let class = NameClass::ALL.into_iter().find(|c| c.as_str() == lower).unwrap_or(NameClass::Misc);
        match names.last_mut() {
            Some(last)
                if mark == "I" && last.tokens.end == index && (last.class, last.possessive) == (class, possessive) =>
            {
                last.tokens.end += 1;
            }
            _ => names.push(BlockName { tokens: index..index + 1, class, possessive }),
        }
    }
    names
}

/// Features sorted by name without regard to case, as CoNLL-U asks for; some tools sort otherwise.
fn in_order(feats: &str) -> Cow<'_, str> {
    let name = |pair: &&str| pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    if feats.split('|').is_sorted_by_key(|pair| name(&pair)) {
        return Cow::Borrowed(feats);
    }
    let mut pairs: Vec<&str> = feats.split('|').collect();
    pairs.sort_by_key(name);
    Cow::Owned(pairs.join("|"))
}

fn given(column: &str) -> &str {
    if column == "_" { "" } else { column }
}

fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}
