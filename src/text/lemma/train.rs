//! Learning to lemmatise.

use super::features::{Candidates, extract};
use super::lexicon::{key, to_bytes};
use super::script::Script;
use crate::text::linear::{ArchiveBuilder, Features, Pruning, Shuffle, Trainer};
use crate::text::token::{Token, Upos};
use std::collections::BTreeMap;

/// How to train.
#[derive(Debug, Clone)]
pub struct Plan {
    pub epochs: usize,
    pub seed: u64,
    pub pruning: Pruning,
    /// The share of features that is hidden at random, so that no decision leans on a whole word.
    pub hide: f32,
    /// A script that fewer different words take is left to the lexicon.
    pub min_words: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 8,
            seed: 1,
            pruning: Pruning { min_updates: 2, min_share: 0.15, ..Pruning::default() },
            hide: 0.2,
            min_words: 2,
        }
    }
}

/// A form with its tag, and the script that it took most often.
struct Word {
    form: String,
    lower: String,
    xpos: String,
    script: u16,
}

/// The bytes of a model learnt from tagged and lemmatised tokens.
pub fn train<'t>(tokens: impl Iterator<Item = &'t Token>, plan: &Plan) -> Vec<u8> {
    let (scripts, words) = words(tokens);
    let mut takers = vec![0; scripts.len()];
    words.iter().for_each(|word| takers[usize::from(word.script)] += 1);
    let mut learnt: Vec<&Word> =
        words.iter().filter(|word| takers[usize::from(word.script)] >= plan.min_words).collect();
    let candidates = Candidates::new(learnt.iter().map(|word| (word.xpos.clone(), word.script)));
    let mut learner = Learner {
        scripts: &scripts,
        candidates: &candidates,
        trainer: Trainer::new(scripts.len()),
        features: Features::default(),
        random: Shuffle::new(plan.seed),
        hide: plan.hide,
    };
    for _ in 0..plan.epochs {
        learner.random.shuffle(&mut learnt);
        learnt.iter().for_each(|word| learner.word(word));
    }
    let weights = learner.trainer.finish(plan.pruning);
    let mut entries: BTreeMap<u32, u16> = BTreeMap::new();
    for word in &words {
        entries.entry(key(&word.lower, &word.xpos)).or_insert(word.script);
    }
    ArchiveBuilder::default()
        .strings("scripts", scripts.iter().map(Script::to_line))
        .strings("candidates", candidates.to_lines())
        .section("lexicon", to_bytes(&entries.into_iter().collect::<Vec<_>>()))
        .section("weights", weights.into_bytes())
        .into_bytes()
}

/// All scripts in a fixed order, and the different words of the data in a fixed order.
fn words<'t>(tokens: impl Iterator<Item = &'t Token>) -> (Vec<Script>, Vec<Word>) {
    let mut counts: BTreeMap<(String, String), BTreeMap<(Script, String), usize>> = BTreeMap::new();
    for token in tokens {
        let script = Script::between(&token.form, &token.lemma, token.upos == Upos::Propn);
        let word = counts.entry((token.form.to_lowercase(), token.xpos.to_string())).or_default();
        *word.entry((script, token.form.to_string())).or_default() += 1;
    }
    let chosen: Vec<_> = counts.into_iter().map(|(word, choices)| (word, most_frequent(choices))).collect();
    let mut scripts: Vec<Script> = chosen.iter().map(|(_, (script, _))| script.clone()).collect();
    scripts.sort_unstable();
    scripts.dedup();
    // Scripts are numbered in 16 bits; a language with more of them keeps the first ones only.
    scripts.truncate(usize::from(u16::MAX));
    let number = |script: &Script| scripts.binary_search(script).ok().map(|at| at as u16);
    let words = chosen.iter().filter_map(|((lower, xpos), (script, form))| {
        Some(Word { form: form.clone(), lower: lower.clone(), xpos: xpos.clone(), script: number(script)? })
    });
    let words = words.collect();
    (scripts, words)
}

fn most_frequent(choices: BTreeMap<(Script, String), usize>) -> (Script, String) {
    let mut totals: BTreeMap<&Script, usize> = BTreeMap::new();
    for ((script, _), count) in &choices {
        *totals.entry(script).or_default() += count;
    }
    let best = totals.iter().max_by_key(|&(script, count)| (*count, std::cmp::Reverse(*script)));
    let best = best.map(|(script, _)| (*script).clone());
    choices.into_keys().find(|(script, _)| Some(script) == best.as_ref()).expect("every word was seen at least once")
}

struct Learner<'d> {
    scripts: &'d [Script],
    candidates: &'d Candidates,
    trainer: Trainer,
    features: Features,
    random: Shuffle,
    hide: f32,
}

impl Learner<'_> {
    fn word(&mut self, word: &Word) {
        extract(&word.form, &word.lower, &word.xpos, &mut self.features);
        let random = &mut self.random;
        let hide = self.hide;
        let shown: Vec<u64> = self.features.as_slice().iter().copied().filter(|_| random.unit() >= hide).collect();
        let mut scores = vec![0.0; self.scripts.len()];
        self.trainer.score(&shown, &mut scores);
        let fitting = self.candidates.of(&word.xpos).iter().copied();
        let fitting = fitting.filter(|&script| self.scripts[usize::from(script)].apply(&word.form).is_some());
        let guess = fitting.max_by(|&a, &b| {
            let (left, right) = (scores[usize::from(a)], scores[usize::from(b)]);
            left.total_cmp(&right).then(b.cmp(&a))
        });
        if let Some(guess) = guess.filter(|&guess| guess != word.script) {
            self.trainer.update(&shown, usize::from(word.script), 1.0);
            self.trainer.update(&shown, usize::from(guess), -1.0);
        }
        self.trainer.tick();
    }
}
