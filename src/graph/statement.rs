//! Statements: who says a sentence.

use super::builder::Builder;
use super::vocab::{nif, tro};
use crate::event::Statement;
use tro::{class, property};

pub fn statements(graph: &mut Builder) {
    for statement in &graph.doc.statements {
        add_statement(graph, statement);
    }
}

fn add_statement(graph: &mut Builder, statement: &Statement) -> Option<()> {
    let speaker = graph.entity(statement.speaker)?;
    let sentence = graph.sentence(statement.sentence)?;
    let cue = statement.cue;
    let node = graph.fact(
        "statement",
        &[graph.relative(&speaker), format!("{},{}", cue.start, cue.end), graph.relative(&sentence)],
    );
    if graph.has(&node, property::FRAME) {
        return None;
    }
    graph.add_type(&node, class::STATEMENT);
    graph.add(&node, property::SPEAKER, speaker);
    if let Some(quote) = statement.quote {
        graph.add(&node, property::QUOTE, graph.text(graph.doc.slice(quote)));
    }
    let trigger = graph.add_span(cue, nif::PHRASE);
    graph.add(&node, property::TRIGGER, trigger);
    graph.add_evidence(&node, &sentence, &statement.rule, statement.confidence);
    Some(())
}
