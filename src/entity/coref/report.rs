//! What the model weighed, for those who ask why.

use super::features::Scene;
use super::model::{Decision, share};
use super::profile::Profile;
use crate::document::Document;
use crate::document::record::{Antecedents, Choice, Thing, Weighing};
use crate::entity::Mention;
use crate::span::Span;

/// The decisions about a mention with their shares, the likeliest first; nothing for words that are no mention.
pub fn weighed(doc: &Document, profile: &Profile, scene: &Scene, scores: &[(Decision, f32)]) -> Option<Antecedents> {
    let Mention { span, form, .. } = doc.mentions[profile.mention?];
    let of_links = scores.iter().filter(|(decision, _)| matches!(decision, Decision::Link(_)));
    let shared = |score: f32| share(score, scores.iter().map(|&(_, other)| other));
    let mut choices: Vec<Choice> =
        of_links.map(|&(decision, score)| Choice { score: shared(score), ..choice(doc, scene, decision) }).collect();
    let apart: f32 = scores
        .iter()
        .filter(|(decision, _)| !matches!(decision, Decision::Link(_)))
        .map(|&(_, score)| shared(score))
        .sum();
    choices.push(Choice { things: Vec::new(), words: String::new(), score: apart });
    choices.sort_by(|one, other| other.score.total_cmp(&one.score));
    Some(Antecedents { span, form, by: Weighing::Model, choices, decided: true })
}

/// What a thing told before is mostly linked to, and the words that told it last.
fn choice(doc: &Document, scene: &Scene, decision: Decision) -> Choice {
    let Decision::Link(place) = decision else {
        return Choice { things: Vec::new(), words: String::new(), score: 0.0 };
    };
    let cluster = &scene.clusters.all[scene.near[place]];
    let most = cluster.entities.iter().rev().max_by_key(|(_, count)| *count);
    let things = most.map(|(entities, _)| Thing::all(doc, entities)).unwrap_or_default();
    let last = &scene.profiles[cluster.last()];
    Choice { things, words: doc.slice(span(doc, last)).to_owned(), score: 0.0 }
}

/// The place of the words of a profile, whose tokens are counted through the document.
fn span(doc: &Document, profile: &Profile) -> Span {
    let before: usize = doc.sentences[..profile.sentence].iter().map(|sentence| sentence.tokens.len()).sum();
    let tokens = &doc.sentences[profile.sentence].tokens;
    let (first, last) = (profile.words.start - before, (profile.words.end - before).min(tokens.len()));
    tokens[first].span.cover(tokens[last - 1].span)
}
