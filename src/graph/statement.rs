//! Statements: who says a sentence.

use super::builder::Builder;
use super::vocab::{nif, tro};
use crate::event::Statement;
use oxigraph::model::NamedNode;
use tro::{class, property};

pub fn statements(graph: &mut Builder) {
    for statement in &graph.doc.statements {
        add_statement(graph, statement);
    }
}

/// The IRI of a statement.
pub fn iri(graph: &Builder, statement: &Statement) -> Option<NamedNode> {
    Some(named(graph, statement, &graph.entity(statement.speaker)?, &graph.sentence(statement.sentence)?))
}

fn named(graph: &Builder, statement: &Statement, speaker: &NamedNode, sentence: &NamedNode) -> NamedNode {
    let cue = format!("{},{}", statement.cue.start, statement.cue.end);
    graph.fact("statement", &[graph.relative(speaker), cue, graph.relative(sentence)])
}

fn add_statement(graph: &mut Builder, statement: &Statement) -> Option<()> {
    let speaker = graph.entity(statement.speaker)?;
    let sentence = graph.sentence(statement.sentence)?;
    let cue = statement.cue;
    let node = named(graph, statement, &speaker, &sentence);
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
