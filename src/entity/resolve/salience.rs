//! Who is likely meant when grammar alone does not say: what was told just before, in which part of its sentence.

use super::context::Context;
use crate::document::record::{Antecedents, Choice, Thing, Weighing};
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm};
use crate::text::Token;
use rustc_hash::FxHashMap;

/// How many sentences back a thing is still before the reader's mind.
const REACH: usize = 3;
/// How much of its weight a thing keeps from one sentence to the next.
const DECAY: f32 = 0.55;
/// A thing must be so much weightier than the next one to be meant.
const AHEAD: f32 = 1.25;

/// What weighs when a word asks for its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Whatever agrees.
    Anything,
    /// Persons before bodies, bodies before countries: who speaks or is spoken to.
    Speaker,
}

/// The weightiest thing told before a mention that passes a test, when it is clearly ahead.
pub fn salient(
    context: &Context,
    mention: usize,
    wanted: Wanted,
    fits: impl Fn(EntityRef) -> bool,
) -> Option<EntityRef> {
    let sentence = context.doc.mentions[mention].sentence;
    let mut weights: FxHashMap<EntityRef, f32> = FxHashMap::default();
    let mut decay = 1.0;
    for back in 0..=REACH.min(sentence) {
        let at = sentence - back;
        let title = back > 0 && context.doc.sentences[at].heading;
        let here = context.here(at).filter(|&told| told < mention && !title);
        for told in here.map(|told| &context.doc.mentions[told]) {
            let [entity] = told.entities[..] else { continue };
            if told.form != MentionForm::Adjective && fits(entity) {
                let token = &context.doc.sentences[at].tokens[told.head];
                *weights.entry(entity).or_default() += decay * place(told, token) * nature(context, entity, wanted);
            }
        }
        decay *= DECAY;
    }
    let mut ranked: Vec<(EntityRef, f32)> = weights.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let clear = match ranked[..] {
        [(first, _)] => Some(first),
        [(first, weight), (_, next), ..] if weight >= AHEAD * next => Some(first),
        _ => None,
    };
    context.doc.record.note(|record| record.antecedents.push(told(context, mention, &ranked, clear.is_some())));
    clear
}

/// The ranking for those who ask why.
fn told(context: &Context, mention: usize, ranked: &[(EntityRef, f32)], decided: bool) -> Antecedents {
    let words = |entity: EntityRef| {
        let mut before = context.before(mention).filter(|told| told.entities == [entity]);
        before.next().map(|told| context.doc.slice(told.span).to_owned()).unwrap_or_default()
    };
    let choice = |&(entity, score)| Choice { things: Thing::all(&context.doc, &[entity]), words: words(entity), score };
    let Mention { span, form, .. } = context.doc.mentions[mention];
    Antecedents { span, form, by: Weighing::Salience, choices: ranked.iter().map(choice).collect(), decided }
}

/// Subjects stay in mind longer than objects, objects longer than attributes.
fn place(mention: &Mention, token: &Token) -> f32 {
    match (mention.form, token.relation()) {
        (MentionForm::Dropped, _) | (_, "nsubj") => 3.0,
        (_, "obj" | "iobj") => 2.0,
        (_, "obl" | "conj" | "appos" | "root" | "parataxis") => 1.5,
        _ => 1.0,
    }
}

fn nature(context: &Context, entity: EntityRef, wanted: Wanted) -> f32 {
    match (wanted, context.kind(entity)) {
        (Wanted::Anything, _) => 1.0,
        (Wanted::Speaker, EntityKind::Person) => 3.0,
        (Wanted::Speaker, EntityKind::Organisation) => 1.0,
        (Wanted::Speaker, EntityKind::Country) => 0.7,
        (Wanted::Speaker, _) => 0.3,
    }
}
