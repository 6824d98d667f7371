//! Direct speech: who says *I* and *we* in it.

use super::context::{Context, Subject};
use super::silent::subject_of;
use crate::document::record::How;
use crate::entity::mentions::implicit::subject_form;
use crate::entity::{EntityKind, EntityRef, MentionForm};
use crate::text::{Sentence, Tree};

/// How many sentences of one quotation are looked through for who speaks it.
const LENGTH: usize = 8;
const CONFIDENCE: f32 = 0.55;

/// For each token of an article, by sentence, whether it stands in direct speech.
pub struct Quoted(Vec<Vec<bool>>);

impl Quoted {
    /// Reads the marks; a quotation ends at the latest with its paragraph.
    pub fn new(sentences: &[Sentence]) -> Self {
        let (mut inside, mut paragraph) = (false, usize::MAX);
        let mut all = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            inside &= sentence.paragraph == paragraph;
            paragraph = sentence.paragraph;
            let mut flags = Vec::with_capacity(sentence.tokens.len());
            for token in &sentence.tokens {
                let mark = is_mark(&token.form);
                flags.push(inside && !mark);
                inside ^= mark;
            }
            all.push(flags);
        }
        Self(all)
    }

    pub fn holds(&self, sentence: usize, token: usize) -> bool {
        self.0.get(sentence).and_then(|flags| flags.get(token)).copied().unwrap_or(false)
    }
}

fn is_mark(form: &str) -> bool {
    matches!(form, "»" | "«" | "„" | "“" | "”" | "\"" | "''" | "``")
}

/// Points verbs in the first person to who speaks: one who says *I*; the country or body for which one says *we*.
pub fn refer(context: &mut Context) {
    for mention in 0..context.doc.mentions.len() {
        let m = &context.doc.mentions[mention];
        if m.form != MentionForm::Dropped || !context.quoted.holds(m.sentence, m.head) {
            continue;
        }
        let tree = Tree::new(&context.doc.sentences[m.sentence]);
        let form = subject_form(&tree, m.head);
        if form.person != Some('1') {
            continue;
        }
        let Some(speaker) = speaker(context, m.sentence) else { continue };
        let meant = match form.number {
            Some("Sing") => Some(speaker),
            _ => stands_for(context, speaker),
        };
        if let Some(entity) = meant {
            context.point(mention, vec![entity], CONFIDENCE, How::FirstPerson);
        }
    }
}

/// A minister who says *we* speaks for the country, a director for the company.
fn stands_for(context: &Context, speaker: EntityRef) -> Option<EntityRef> {
    if context.kind(speaker) != EntityKind::Person {
        return Some(speaker);
    }
    let own = context.offices_of(speaker).find_map(|office| office.of)?;
    Some(context.infos[own].organ.as_ref().and_then(|organ| organ.country).unwrap_or(own))
}

/// The subject of the word of saying that stands beside the quotation, in its sentence or where the quotation ends.
fn speaker(context: &Context, sentence: usize) -> Option<EntityRef> {
    for at in sentence..context.doc.sentences.len().min(sentence + LENGTH) {
        if context.doc.sentences[at].paragraph != context.doc.sentences[sentence].paragraph {
            return None;
        }
        let tree = Tree::new(&context.doc.sentences[at]);
        let quoted = &context.quoted;
        let mut verbs = (0..tree.len())
            .filter(|&token| !quoted.holds(at, token) && context.roles.is_saying(&tree.token(token).lemma));
        if let Some(verb) = verbs.next() {
            return match subject_of(context, &tree, at, verb) {
                Subject::Known(found) if found.len() == 1 => Some(found[0]),
                _ => None,
            };
        }
        let last = tree.len().checked_sub(1)?;
        if !quoted.holds(at, last) {
            return None;
        }
    }
    None
}
