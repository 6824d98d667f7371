//! Analysis against gold analysis, as CoNLL 2018 defines it (<https://universaldependencies.org/conll18/evaluation.html>).
//!
//! Words are aligned by the characters that they cover, white space left out. Relations are compared without subtypes,
//! features only as far as they are universal. Names: exact span and class, over per, loc, org and misc; possessives of
//! person names (`deriv-per`) are left out on both sides.

use crate::document::Document;
use crate::text::token::{Name, Sentence, Token};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::AddAssign;

/// The features that CoNLL 2018 compares.
const UNIVERSAL: [&str; 21] = [
    "Abbr", "Animacy", "Aspect", "Case", "Definite", "Degree", "Evident", "Foreign", "Gender", "Mood", "Number",
    "NumType", "Person", "Polarity", "Polite", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
];

/// Correct, predicted and gold counts of one measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub correct: usize,
    pub found: usize,
    pub gold: usize,
}

impl Count {
    /// 0 to 1; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.found)
    }

    /// 0 to 1; 0 where gold has nothing.
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.found + self.gold)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.correct += other.correct;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// All measures over one or more documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    pub tokens: Count,
    pub sentences: Count,
    pub upos: Count,
    pub xpos: Count,
    pub feats: Count,
    pub lemmas: Count,
    pub uas: Count,
    pub las: Count,
    pub names: Count,
}

impl Scores {
    /// The measures with their usual names, in the order of the columns of CoNLL-U.
    pub fn rows(&self) -> [(&'static str, Count); 9] {
        [
            ("Tokens", self.tokens),
            ("Sentences", self.sentences),
            ("UPOS", self.upos),
            ("XPOS", self.xpos),
            ("UFeats", self.feats),
            ("Lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
            ("Names", self.names),
        ]
    }

    /// Adds one document. Both must be analyses of the same text, up to white space.
    ///
    /// # Errors
    /// When the texts differ.
    pub fn add(&mut self, gold: &Document, found: &Document) -> Result<(), String> {
        let (gold, found) = (Flat::new(gold), Flat::new(found));
        if gold.text != found.text {
            return Err("the texts of gold and analysis differ".into());
        }
        let by_span: FxHashMap<Span, usize> = found.words.iter().enumerate().map(|(i, word)| (word.span, i)).collect();
        let aligned: Vec<Option<usize>> = gold.words.iter().map(|word| by_span.get(&word.span).copied()).collect();
        self.tokens +=
            Count { correct: aligned.iter().flatten().count(), found: found.words.len(), gold: gold.words.len() };
        self.sentences += overlap(&gold.sentences, &found.sentences);
        let count = |same: &dyn Fn(&Word, &Word) -> bool| Count {
            correct: pairs(&gold, &found, &aligned).filter(|(g, f)| same(g, f)).count(),
            found: found.words.len(),
            gold: gold.words.len(),
        };
        self.upos += count(&|g, f| g.token.upos == f.token.upos);
        self.xpos += count(&|g, f| g.token.xpos == f.token.xpos);
        self.feats += count(&|g, f| universal(g.token).eq(universal(f.token)));
        self.lemmas += count(&|g, f| g.token.lemma.is_empty() || g.token.lemma == f.token.lemma);
        let head = |g: &Word, f: &Word| g.head.map(|at| aligned[at]) == f.head.map(Some);
        self.uas += count(&head);
        self.las += count(&|g, f| head(g, f) && g.token.relation() == f.token.relation());
        Ok(())
    }

    /// Adds the names of one document, of those sentences of gold where names are annotated.
    pub fn add_names(&mut self, gold: &Document, found: &Document, annotated: impl Fn(usize) -> bool) {
        let (gold, found) = (Flat::new(gold), Flat::new(found));
        let inside: Vec<Span> =
            (0..gold.sentences.len()).filter(|&s| annotated(s)).map(|s| gold.sentences[s]).collect();
        let starts: Vec<usize> = inside.iter().map(|span| span.0).collect();
        let counts = |name: &&NameKey| {
            let at = starts.partition_point(|&start| start <= name.0.0);
            at > 0 && name.0.0 < inside[at - 1].1
        };
        let (gold, found): (Vec<_>, Vec<_>) =
            (gold.names.iter().filter(counts).collect(), found.names.iter().filter(counts).collect());
        self.names += overlap(&gold, &found);
    }
}

/// First character and the one after the last, white space not counted.
type Span = (usize, usize);
type NameKey = (Span, &'static str);

struct Word<'d> {
    token: &'d Token,
    span: Span,
    /// Index into all words of the document.
    head: Option<usize>,
}

/// A document as rows of words over its text without white space.
struct Flat<'d> {
    text: String,
    words: Vec<Word<'d>>,
    sentences: Vec<Span>,
    names: Vec<NameKey>,
}

impl<'d> Flat<'d> {
    fn new(doc: &'d Document) -> Self {
        let mut flat = Self { text: String::new(), words: Vec::new(), sentences: Vec::new(), names: Vec::new() };
        let mut at = 0;
        let mut firsts = Vec::new();
        for sentence in &doc.sentences {
            firsts.push(flat.words.len());
            flat.add_sentence(sentence, &mut at);
        }
        flat.names = doc.names.iter().filter_map(|name| flat.name(name, firsts.get(name.sentence).copied()?)).collect();
        flat
    }

    fn add_sentence(&mut self, sentence: &'d Sentence, at: &mut usize) {
        let first = self.words.len();
        let begin = *at;
        for (index, token) in sentence.tokens.iter().enumerate() {
            // Words of one multiword token share their span; only the first brings its characters.
            let shared = index > 0 && sentence.tokens[index - 1].span == token.span && !token.span.is_empty();
            let start = if shared { self.words[first + index - 1].span.0 } else { *at };
            if !shared {
                let form = token.form.chars().filter(|c| !c.is_whitespace());
                *at += form.clone().count();
                self.text.extend(form);
            }
            let head = token.head.checked_sub(1).map(|head| first + head);
            self.words.push(Word { token, span: (start, *at), head });
        }
        self.sentences.push((begin, *at));
    }

    fn name(&self, name: &Name, first: usize) -> Option<NameKey> {
        let words = self.words.get(first + name.tokens.start..first + name.tokens.end)?;
        let span = (words.first()?.span.0, words.last()?.span.1);
        (!name.possessive).then_some((span, name.class.as_str()))
    }
}

fn pairs<'f, 'd>(
    gold: &'f Flat<'d>,
    found: &'f Flat<'d>,
    aligned: &'f [Option<usize>],
) -> impl Iterator<Item = (&'f Word<'d>, &'f Word<'d>)> {
    gold.words.iter().zip(aligned).filter_map(|(word, at)| at.map(|at| (word, &found.words[at])))
}

fn overlap<T: Eq + std::hash::Hash>(gold: &[T], found: &[T]) -> Count {
    let keys: FxHashSet<&T> = gold.iter().collect();
    Count { correct: found.iter().filter(|key| keys.contains(key)).count(), found: found.len(), gold: gold.len() }
}

fn universal(token: &Token) -> impl Iterator<Item = (&str, &str)> {
    token.feats.iter().filter(|(name, _)| UNIVERSAL.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::conllu::{Reader, documents};

    fn document(text: &str) -> Document {
        let blocks = Reader::new("t", text.as_bytes()).collect::<Result<_, _>>().expect("valid");
        documents("t", blocks).remove(0)
    }

    #[test]
    fn counts_by_aligned_words() {
        let gold = document(
            "1\tAna\tAna\tPROPN\tN\tCase=Nom|Variant=Short\t2\tnsubj:x\t_\tNER=B-per\n2\tspi\tspati\tVERB\tV\t_\t0\troot\t_\tNER=O|SpaceAfter=No\n3\t.\t.\tPUNCT\tZ\t_\t2\tpunct\t_\tNER=O\n",
        );
        let found = document(
            "1\tAna\tAna\tPROPN\tN\tCase=Nom\t2\tnsubj\t_\tNER=B-per\n2\tspi.\tspi\tVERB\tV\t_\t0\troot\t_\tNER=B-org\n",
        );
        let mut scores = Scores::default();
        scores.add(&gold, &found).expect("same text");
        scores.add_names(&gold, &found, |_| true);
        assert_eq!(scores.tokens, Count { correct: 1, found: 2, gold: 3 });
        assert_eq!(scores.sentences.f1(), 1.0);
        assert_eq!((scores.feats.correct, scores.lemmas.correct), (1, 1));
        // The head is not aligned, so the attachment is wrong.
        assert_eq!((scores.uas.correct, scores.las.correct), (0, 0));
        assert_eq!(scores.names, Count { correct: 1, found: 2, gold: 1 });
        scores = Scores::default();
        scores.add(&gold, &gold).expect("same text");
        assert!(scores.rows().iter().take(8).all(|(_, count)| count.f1() == 1.0));
    }

    #[test]
    fn other_text_is_refused() {
        let one = document("1\tda\tda\tPART\tQ\t_\t0\troot\t_\t_\n");
        let two = document("1\tne\tne\tPART\tQ\t_\t0\troot\t_\t_\n");
        assert!(Scores::default().add(&one, &two).is_err());
    }
}
