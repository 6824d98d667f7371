//! The counts of a data set as VoID and DCAT.

use super::statistics::{Part, Statistics};
use crate::export::Format;
use crate::export::dcat::{Description, Kind, RDF_FORMATS, dcat, dcterms, foaf, format, inside, slug, void};
use crate::graph::vocab::owl;
use crate::graph::{Base, ontology};
use crate::serve::abilities::Abilities;
use crate::serve::problem::Problem;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad};

/// What `/.well-known/void` says.
///
/// # Errors
/// When the words in `ontology/dataset/` cannot be read.
pub fn describe(base: &Base, statistics: &Statistics, abilities: &Abilities) -> Result<Vec<Quad>, Problem> {
    let mut told = Description::default();
    document(&mut told, base);
    dataset(&mut told, base, statistics, abilities);
    partitions(&mut told, base, &statistics.whole);
    for (kind, part) in &statistics.kinds {
        subset(&mut told, base, *kind, part);
    }
    linksets(&mut told, base, statistics);
    distributions(&mut told, base, abilities);
    let words = ontology::dataset(base).map_err(|error| Problem::new(500, error.to_string()))?;
    for triple in words {
        let NamedOrBlankNode::NamedNode(subject) = triple.subject else { continue };
        if told.0.iter().any(|quad| quad.subject == subject.clone().into()) {
            told.add(&subject, triple.predicate, triple.object);
        }
    }
    Ok(told.0)
}

fn document(told: &mut Description, base: &Base) {
    let document = NamedNode::new_unchecked(format!("{base}.well-known/void"));
    told.is_a(&document, void("DatasetDescription"));
    told.add(&document, foaf("primaryTopic"), base.dataset());
}

fn dataset(told: &mut Description, base: &Base, statistics: &Statistics, abilities: &Abilities) {
    let dataset = base.dataset();
    told.is_a(&dataset, void("Dataset"));
    told.is_a(&dataset, dcat("Dataset"));
    counts(told, &dataset, &statistics.whole);
    told.count(&dataset, void("documents"), articles(statistics));
    told.add(&dataset, void("sparqlEndpoint"), base.endpoint());
    told.text(&dataset, void("uriSpace"), base.as_str());
    told.text(&dataset, void("uriRegexPattern"), &format!("^{}id/[a-z]+/[^/#]+$", quoted(base.as_str())));
    let home = NamedNode::new_unchecked(base.as_str());
    told.add(&dataset, foaf("homepage"), home.clone());
    told.add(&dataset, dcat("landingPage"), home);
    for name in RDF_FORMATS {
        told.add(&dataset, void("feature"), format(name));
    }
    for vocabulary in &statistics.vocabularies {
        if let Ok(vocabulary) = NamedNode::new(vocabulary) {
            told.add(&dataset, void("vocabulary"), vocabulary);
        }
    }
    for example in &statistics.examples {
        told.add(&dataset, void("exampleResource"), example.clone());
    }
    if abilities.graph_store {
        told.add(&dataset, void("dataDump"), store(base));
    }
}

fn articles(statistics: &Statistics) -> u64 {
    statistics.kinds.iter().find(|(kind, _)| *kind == Kind::Articles).map_or(0, |(_, part)| part.graphs)
}

fn counts(told: &mut Description, node: &NamedNode, part: &Part) {
    for (property, count) in [
        ("triples", part.triples),
        ("entities", part.entities),
        ("distinctSubjects", part.subjects),
        ("distinctObjects", part.objects),
        ("properties", part.properties.len() as u64),
        ("classes", part.classes.len() as u64),
    ] {
        told.count(node, void(property), count);
    }
}

/// VoID, section 4.5; a class partition has one for each property of its instances, from which editors complete.
fn partitions(told: &mut Description, base: &Base, whole: &Part) {
    let dataset = base.dataset();
    for property in &whole.properties {
        let node = inside(base, &format!("property-{}", slug(property.iri.as_ref())));
        told.add(&dataset, void("propertyPartition"), node.clone());
        told.add(&node, void("property"), property.iri.clone());
        told.count(&node, void("triples"), property.triples);
        told.count(&node, void("distinctSubjects"), property.subjects);
        told.count(&node, void("distinctObjects"), property.objects);
    }
    for class in &whole.classes {
        let name = format!("class-{}", slug(class.iri.as_ref()));
        let node = inside(base, &name);
        told.add(&dataset, void("classPartition"), node.clone());
        told.add(&node, void("class"), class.iri.clone());
        told.count(&node, void("entities"), class.entities);
        for (property, triples) in &class.properties {
            let inner = inside(base, &format!("{name}-property-{}", slug(property.as_ref())));
            told.add(&node, void("propertyPartition"), inner.clone());
            told.add(&inner, void("property"), property.clone());
            told.count(&inner, void("triples"), *triples);
        }
    }
}

fn subset(told: &mut Description, base: &Base, kind: Kind, part: &Part) {
    let node = inside(base, &format!("graphs-{}", kind.name()));
    told.add(&base.dataset(), void("subset"), node.clone());
    told.is_a(&node, void("Dataset"));
    counts(told, &node, part);
    if kind == Kind::Articles {
        told.count(&node, void("documents"), part.graphs);
    }
}

/// VoID, section 5.
fn linksets(told: &mut Description, base: &Base, statistics: &Statistics) {
    for links in &statistics.links {
        let node = inside(base, &format!("links-{}", links.host));
        let target = inside(base, &format!("target-{}", links.host));
        told.add(&base.dataset(), void("subset"), node.clone());
        told.is_a(&node, void("Linkset"));
        told.add(&node, void("linkPredicate"), owl::SAME_AS.into_owned());
        told.add(&node, void("subjectsTarget"), base.dataset());
        told.add(&node, void("objectsTarget"), target.clone());
        told.count(&node, void("triples"), links.triples);
        told.is_a(&target, void("Dataset"));
        told.text(&target, void("uriSpace"), &links.space);
        told.text(&target, dcterms("title"), &links.host);
    }
}

fn distributions(told: &mut Description, base: &Base, abilities: &Abilities) {
    let (dataset, service) = (base.dataset(), inside(base, "service"));
    told.is_a(&service, dcat("DataService"));
    told.add(&service, dcat("endpointURL"), base.endpoint());
    told.add(&service, dcat("endpointDescription"), base.endpoint());
    told.add(&service, dcat("servesDataset"), dataset.clone());
    let protocol = NamedNode::new_unchecked("https://www.w3.org/TR/sparql11-protocol/");
    told.add(&service, dcterms("conformsTo"), protocol);
    for format in Format::ALL {
        let node = inside(base, &format!("as-{format}"));
        let media = format!("https://www.iana.org/assignments/media-types/{}", format.media_type());
        told.add(&dataset, dcat("distribution"), node.clone());
        told.is_a(&node, dcat("Distribution"));
        told.add(&node, dcat("mediaType"), NamedNode::new_unchecked(media));
        told.add(&node, dcterms("title"), Literal::new_simple_literal(format.name()));
        told.add(&node, dcat("accessService"), service.clone());
        told.add(&node, dcat("accessURL"), base.endpoint());
        if abilities.graph_store && matches!(format, Format::NQuads | Format::TriG) {
            told.add(&node, dcat("downloadURL"), store(base));
        }
    }
}

fn store(base: &Base) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}store"))
}

/// For the inside of a regular expression.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        if ".+*?()[]{}|^$\\".contains(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::dataset::statistics::statistics;

    #[test]
    fn dumps_are_named_only_where_they_are_served() {
        let base = Base::default();
        let told = |graph_store| {
            let abilities = Abilities { graph_store, ..Abilities::default() };
            let quads = describe(&base, &statistics(&base, std::iter::empty()), &abilities).expect("words");
            quads.iter().map(|quad| format!("{quad}\n")).collect::<String>()
        };
        let dump = "void#dataDump> <http://localhost:7878/store>";
        assert!(told(true).contains(dump) && !told(false).contains(dump));
        assert_eq!(told(true).matches("downloadURL").count(), 2);
        assert_eq!(told(true).matches("dcat#Distribution>").count(), Format::ALL.len());
    }

    #[test]
    fn a_base_is_quoted_in_the_pattern() {
        assert_eq!(quoted("http://a.b/c+d/"), "http://a\\.b/c\\+d/");
    }
}
