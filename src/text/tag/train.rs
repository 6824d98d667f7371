//! Learning a tagger: averaged perceptron, with the model's own earlier decisions as history.

use super::context::{Word, normalise, words_left_out};
use super::decode::{History, best, features};
use super::lexicon::{Lexicon, LexiconBuilder, key};
use super::tagset::{Analysis, Tag, TagSet};
use crate::text::linear::{ArchiveBuilder, Features, Pruning, Shuffle, Trainer};
use crate::text::token::Token;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A feature that occurs less often in the training data says nothing about other texts.
const MIN_COUNT: u8 = 3;

/// The share of features that each decision in training does without, so that no feature relies on another.
const HIDDEN: f32 = 0.2;

/// How a tagger is trained.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub epochs: usize,
    pub seed: u64,
    pub pruning: Pruning,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 6, seed: 1, pruning: Pruning { min_updates: 3, min_share: 0.25, min_units: 20 } }
    }
}

/// One annotated sentence.
pub type Example = Vec<Token>;

/// The bytes of a model.
pub fn train(examples: &[Example], settings: Settings) -> Vec<u8> {
    let (tags, numbers) = tag_set(examples);
    let gold: Vec<Vec<Tag>> =
        examples.iter().map(|tokens| tokens.iter().map(|t| numbers[&analysis(t)]).collect()).collect();
    let lexicon = lexicon(examples, &gold);
    let mut learner = Learner {
        seen: Seen::default(),
        hide: Shuffle::new(settings.seed + 1),
        tags: &tags,
        trainer: Trainer::new(tags.classes()),
        features: Features::default(),
        scores: Vec::new(),
        rounded: Vec::new(),
    };
    for (tokens, gold) in examples.iter().zip(&gold) {
        let forms: Vec<&str> = tokens.iter().map(|token| token.form.as_str()).collect();
        learner.count(&words_left_out(&forms, gold, &lexicon), gold);
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffle = Shuffle::new(settings.seed);
    for _ in 0..settings.epochs {
        shuffle.shuffle(&mut order);
        for &index in &order {
            let forms: Vec<&str> = examples[index].iter().map(|token| token.form.as_str()).collect();
            let words = words_left_out(&forms, &gold[index], &lexicon);
            learner.sentence(&words, &gold[index]);
        }
    }
    let weights = learner.trainer.finish(settings.pruning);
    ArchiveBuilder::default()
        .strings("analyses", tags.to_lines())
        .section("lexicon", lexicon.as_bytes())
        .section("weights", weights.into_bytes())
        .into_bytes()
}

fn analysis(token: &Token) -> Analysis {
    Analysis { xpos: token.xpos.clone(), upos: token.upos, feats: SmolStr::new(token.feats.as_str()) }
}

/// All analyses in a fixed order. One that rare words have is open to words not seen yet.
fn tag_set(examples: &[Example]) -> (TagSet, BTreeMap<Analysis, Tag>) {
    let mut counts: BTreeMap<String, (usize, BTreeSet<Analysis>)> = BTreeMap::new();
    for token in examples.iter().flatten() {
        let entry = counts.entry(normalise(&token.form)).or_default();
        entry.0 += 1;
        entry.1.insert(analysis(token));
    }
    let mut open: BTreeMap<Analysis, usize> = BTreeMap::new();
    for (count, analyses) in counts.into_values() {
        for analysis in analyses {
            *open.entry(analysis).or_default() += usize::from(count <= 2);
        }
    }
    let list: Vec<(Analysis, bool)> = open.into_iter().map(|(analysis, rare)| (analysis, rare >= 2)).collect();
    let numbers = list.iter().enumerate().map(|(number, (analysis, _))| (analysis.clone(), number as Tag)).collect();
    (TagSet::new(list), numbers)
}

fn lexicon(examples: &[Example], gold: &[Vec<Tag>]) -> Lexicon {
    let mut builder = LexiconBuilder::default();
    for (tokens, tags) in examples.iter().zip(gold) {
        for (token, &tag) in tokens.iter().zip(tags) {
            builder.add(key(&normalise(&token.form)), tag);
        }
    }
    builder.build()
}

/// How often features occur, by hash; two that share a place are counted together.
struct Seen(Vec<u8>);

const SEEN_BITS: u32 = 26;

impl Default for Seen {
    fn default() -> Self {
        Self(vec![0; 1 << SEEN_BITS])
    }
}

impl Seen {
    fn place(feature: u64) -> usize {
        (feature >> (64 - SEEN_BITS)) as usize
    }

    fn add(&mut self, feature: u64) {
        let count = &mut self.0[Self::place(feature)];
        *count = count.saturating_add(1);
    }

    fn count(&self, feature: u64) -> u8 {
        self.0[Self::place(feature)]
    }
}

struct Learner<'t> {
    seen: Seen,
    /// Draws the features that a decision does without.
    hide: Shuffle,
    tags: &'t TagSet,
    trainer: Trainer,
    features: Features,
    scores: Vec<f32>,
    rounded: Vec<i32>,
}

impl Learner<'_> {
    /// Counts the features of a sentence, as they are with gold history.
    fn count(&mut self, words: &[Word], gold: &[Tag]) {
        let mut history = History::default();
        for (index, &tag) in gold.iter().enumerate() {
            features(words, index, &history, &mut self.features);
            self.features.as_slice().iter().for_each(|&feature| self.seen.add(feature));
            history.push(tag, self.tags.keys(tag));
        }
    }

    /// Learns from one sentence.
    fn sentence(&mut self, words: &[Word], gold: &[Tag]) {
        let mut history = History::default();
        for (index, word) in words.iter().enumerate() {
            features(words, index, &history, &mut self.features);
            let seen = &self.seen;
            let hide = &mut self.hide;
            self.features.retain(|feature| seen.count(feature) >= MIN_COUNT && hide.unit() >= HIDDEN);
            let guess = self.guess(word);
            if guess != gold[index] {
                self.update(gold[index], guess);
            }
            self.trainer.tick();
            history.push(guess, self.tags.keys(guess));
        }
    }

    fn guess(&mut self, word: &Word) -> Tag {
        self.scores.clear();
        self.scores.resize(self.tags.classes(), 0.0);
        self.trainer.score(self.features.as_slice(), &mut self.scores);
        self.rounded.clear();
        self.rounded.extend(self.scores.iter().map(|&score| score as i32));
        best(word, self.tags, &self.rounded)
    }

    /// Only the parts in which the two differ.
    fn update(&mut self, gold: Tag, guess: Tag) {
        let (gold, guess) = (*self.tags.parts(gold), *self.tags.parts(guess));
        for (right, wrong) in gold.into_iter().zip(guess).filter(|(right, wrong)| right != wrong) {
            self.trainer.update(self.features.as_slice(), right as usize, 1.0);
            self.trainer.update(self.features.as_slice(), wrong as usize, -1.0);
        }
    }
}
