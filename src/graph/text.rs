//! The text layer: the article and its sentences.

use super::builder::Builder;
use super::vocab::{dcterms, nif, prov, rdfs, schema, skos, tro, xsd};
use super::{Generator, literal};
use crate::document::Document;
use crate::entity::{EntityKind, slug};
use crate::graph::vocab::org;
use crate::span::Span;
use crate::text::Sentence;
use oxigraph::model::{Literal, NamedNode};

pub fn article(graph: &mut Builder, generator: &Generator) {
    let node = graph.article.clone();
    let doc = graph.doc;
    let article = &doc.article;
    graph.add_type(&node, schema::NEWS_ARTICLE);
    graph.add_type(&node, nif::CONTEXT);
    graph.add(&node, nif::IS_STRING, graph.text(&article.text));
    graph.add(&node, nif::BEGIN_INDEX, literal::integer(0));
    graph.add(&node, nif::END_INDEX, literal::integer(doc.index.len()));
    graph.add(&node, schema::IN_LANGUAGE, Literal::new_simple_literal(&article.lang));
    if let Some(title) = &article.title {
        graph.add(&node, schema::HEADLINE, graph.text(title));
    }
    if let Some(date) = article.date {
        graph.add(&node, schema::DATE_PUBLISHED, Literal::new_typed_literal(date.to_string(), xsd::DATE));
    }
    if let Some(url) = &article.url {
        add_url(graph, &node, url);
    }
    if let Some(source) = &article.source {
        add_publisher(graph, &node, source);
    }
    if let Some(author) = &article.author {
        graph.add(&node, schema::AUTHOR, Literal::new_simple_literal(author));
    }
    if let Some(rights) = &article.rights {
        graph.add(&node, dcterms::RIGHTS, Literal::new_simple_literal(rights));
    }
    add_generator(graph, &node, generator);
}

pub fn sentences(graph: &mut Builder) {
    for sentence in &graph.doc.sentences {
        graph.add_span(sentence.span, nif::SENTENCE);
    }
}

/// The words of each sentence in their base forms, so that a search needs no analysis of its own. A sentence that is a
/// mention as well has that mention's lemma.
pub fn lemmas(graph: &mut Builder) {
    let mentions = graph.subjects_with(nif::LEMMA);
    let doc = graph.doc;
    for sentence in doc.sentences.iter().filter(|sentence| sentence.tokens.iter().any(|token| !token.lemma.is_empty()))
    {
        let node = graph.span(sentence.span);
        if !mentions.contains(&node) {
            graph.add(&node, nif::LEMMA, Literal::new_simple_literal(in_lemmas(doc, sentence)));
        }
    }
}

/// The sentence as it stands in the text with each token's lemma in its place: as many chunks between spaces as before,
/// whatever a lemma looks like.
fn in_lemmas(doc: &Document, sentence: &Sentence) -> String {
    let mut text = String::with_capacity(sentence.span.len() + sentence.span.len() / 8);
    let mut end = sentence.span.start;
    for token in &sentence.tokens {
        text.push_str(doc.slice(Span::new(end.min(token.span.start), token.span.start)));
        let plain = !token.lemma.is_empty() && !token.lemma.contains(char::is_whitespace);
        text.push_str(if plain { &token.lemma } else { &token.form });
        end = token.span.end;
    }
    text.push_str(doc.slice(Span::new(end.min(sentence.span.end), sentence.span.end)));
    text
}

/// A resource where it is an IRI, else the words as they were given.
fn add_url(graph: &mut Builder, article: &NamedNode, url: &str) {
    match NamedNode::new(url) {
        Ok(iri) => graph.add(article, schema::URL, iri),
        Err(_) => graph.add(article, schema::URL, Literal::new_simple_literal(url)),
    }
}

fn add_publisher(graph: &mut Builder, article: &NamedNode, source: &str) {
    let publisher = graph.base.entity(EntityKind::Organisation, &slug(source));
    graph.add(article, schema::PUBLISHER, publisher.clone());
    graph.add_type(&publisher, org::ORGANIZATION);
    graph.add_type(&publisher, schema::ORGANIZATION);
    graph.add(&publisher, skos::PREF_LABEL, graph.text(source));
    graph.add(&publisher, rdfs::LABEL, graph.text(source));
}

fn add_generator(graph: &mut Builder, article: &NamedNode, generator: &Generator) {
    let run = NamedNode::new_unchecked(format!("{}#extraction", article.as_str()));
    let label = format!("{} {}", generator.program, generator.version);
    graph.add(article, prov::WAS_GENERATED_BY, run.clone());
    graph.add_type(&run, prov::ACTIVITY);
    graph.add(&run, rdfs::LABEL, Literal::new_simple_literal(label));
    graph.add(&run, schema::SOFTWARE_VERSION, Literal::new_simple_literal(&generator.version));
    if let Some(pack) = &generator.pack {
        graph.add(&run, tro::property::PACK, Literal::new_simple_literal(pack));
    }
}
