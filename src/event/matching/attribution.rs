//! In whose words an event is told, where its own clause does not show it: the statements of its sentence know.

use crate::document::Document;
use crate::entity::EntityRef;
use crate::event::{Event, Statement};
use crate::text::Tree;

/// Gives events without a speaker those of the statements in whose content they stand.
pub fn attribute(doc: &mut Document) {
    let mut events = std::mem::take(&mut doc.events);
    for event in events.iter_mut().filter(|event| event.attributed_to.is_empty()) {
        event.attributed_to = speakers(doc, event);
    }
    doc.events = events;
}

fn speakers(doc: &Document, event: &Event) -> Vec<EntityRef> {
    let first = doc.statements.partition_point(|said| said.sentence < event.sentence);
    let here = doc.statements[first..].iter().take_while(|said| said.sentence == event.sentence);
    let telling = here.filter(|said| said.speaker_tells(doc, event));
    let mut speakers = Vec::new();
    for said in telling {
        if !speakers.contains(&said.speaker) {
            speakers.push(said.speaker);
        }
    }
    speakers
}

impl Statement {
    /// Whether an event of its sentence stands in the words quoted, or in the clause that the word of saying governs.
    fn speaker_tells(&self, doc: &Document, event: &Event) -> bool {
        if self.quote.is_some_and(|quote| quote.contains(event.trigger)) {
            return true;
        }
        let sentence = &doc.sentences[self.sentence];
        let tree = Tree::new(sentence);
        let at = |start: usize| sentence.tokens.iter().position(|token| token.span.start == start);
        let (Some(cue), Some(trigger)) = (at(self.cue.start), at(event.trigger.start)) else { return false };
        let path: Vec<usize> = std::iter::once(trigger).chain(tree.ancestors(trigger)).collect();
        let below = path.windows(2).find(|step| step[1] == cue).map(|step| step[0]);
        below.is_some_and(|clause| matches!(tree.token(clause).relation(), "ccomp" | "csubj"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityKind;
    use crate::event::testing::Builder;
    use crate::event::{EventType, Modality};
    use crate::span::Span;

    #[test]
    fn what_is_told_is_the_speakers() {
        for (trigger, told) in [(4, true), (0, false)] {
            let mut b = Builder::default();
            let (kos, lah) = (b.entity(EntityKind::Person, "Jan Kos"), b.entity(EntityKind::Person, "Ivo Lah"));
            b.sentence(
                "pravi praviti VERB VerbForm=Fin 0 root
                 , , PUNCT _ 5 punct
                 da da SCONJ _ 5 mark
                 Lah Lah PROPN Case=Nom 5 nsubj
                 pomaga pomagati VERB VerbForm=Fin 1 ccomp",
            );
            let mut doc = b.build();
            let spans: Vec<Span> = doc.sentences[0].tokens.iter().map(|token| token.span).collect();
            let (quote, rule) = (None, String::from("tell"));
            doc.statements.push(Statement { speaker: kos, sentence: 0, quote, cue: spans[0], rule, confidence: 1.0 });
            doc.events.push(Event {
                kind: EventType::Aid,
                mode: None,
                actors: vec![lah],
                recipients: vec![],
                via: vec![],
                place: None,
                date: None,
                modality: Modality::Actual,
                about: None,
                contexts: vec![],
                headcount: None,
                attributed_to: vec![],
                sentence: 0,
                trigger: spans[trigger],
                frame: "aid/test".into(),
                confidence: 1.0,
            });
            attribute(&mut doc);
            assert_eq!(doc.events[0].attributed_to, if told { vec![kos] } else { vec![] });
        }
    }
}
