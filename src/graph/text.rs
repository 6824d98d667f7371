//! The text layer: the article and its sentences.

use super::builder::Builder;
use super::vocab::{dcterms, nif, prov, rdfs, schema, skos, xsd};
use super::{Generator, literal};
use crate::entity::{EntityKind, slug};
use crate::graph::vocab::org;
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
}
