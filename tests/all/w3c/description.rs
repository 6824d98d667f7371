//! The tests of the service description, whose manifest has their names only.

use super::library::{Facts, local_name, quads, sd};
use super::outcome::Form;
use super::scene::Scene;
use Range::{Class, Iri};
use oxigraph::model::{Term, Triple, vocab::rdf};

pub fn run(scene: &Scene) -> Result<(), String> {
    let facts = description(scene)?;
    match local_name(scene.case.iri()) {
        "returns-rdf" => Ok(()),
        "has-endpoint-triple" => names_the_endpoint(&facts, &scene.client.query),
        "conforms-to-schema" => conforms(&facts),
        other => Err(format!("{other} is a test that is not known here")),
    }
}

/// What a request without a query gives.
fn description(scene: &Scene) -> Result<Facts, String> {
    let answer = scene.client.send("GET", &scene.client.query, &[("accept", "text/turtle")], None)?.success()?;
    let Form::Rdf(format) = Form::of_media_type(answer.media_type())? else {
        return Err(format!("{} is no RDF", answer.media_type()));
    };
    let quads = quads(&answer.body, format, &scene.client.query)?;
    let facts = Facts(quads.into_iter().map(Triple::from).collect());
    if facts.0.is_empty() { Err("nothing is said".into()) } else { Ok(facts) }
}

fn names_the_endpoint(facts: &Facts, endpoint: &str) -> Result<(), String> {
    let named: Vec<Term> = facts.having(sd("endpoint")).collect();
    let found = named.iter().any(|term| matches!(term, Term::NamedNode(node) if node.as_str() == endpoint));
    if found { Ok(()) } else { Err(format!("no sd:endpoint <{endpoint}>, but {named:?}")) }
}

/// What a property leads to.
#[derive(Clone, Copy)]
enum Range {
    /// An IRI that other documents describe.
    Iri,
    /// A thing of this class, which is described here.
    Class(&'static str),
}

/// The properties of <https://www.w3.org/TR/sparql11-service-description/>, each with the class that it is said of and
/// what it leads to.
const PROPERTIES: [(&str, &str, Range); 19] = [
    ("endpoint", "Service", Iri),
    ("feature", "Service", Iri),
    ("defaultEntailmentRegime", "Service", Iri),
    ("defaultSupportedEntailmentProfile", "Service", Iri),
    ("extensionFunction", "Service", Iri),
    ("extensionAggregate", "Service", Iri),
    ("languageExtension", "Service", Iri),
    ("supportedLanguage", "Service", Iri),
    ("propertyFeature", "Service", Iri),
    ("inputFormat", "Service", Iri),
    ("resultFormat", "Service", Iri),
    ("defaultDataset", "Service", Class("Dataset")),
    ("availableGraphs", "Service", Class("GraphCollection")),
    ("defaultGraph", "Dataset", Class("Graph")),
    ("namedGraph", "GraphCollection", Class("NamedGraph")),
    ("name", "NamedGraph", Iri),
    ("graph", "NamedGraph", Class("Graph")),
    ("entailmentRegime", "NamedGraph", Iri),
    ("supportedEntailmentProfile", "NamedGraph", Iri),
];

/// There is one service, and what is said in the terms of the vocabulary is said as the vocabulary has it.
fn conforms(facts: &Facts) -> Result<(), String> {
    let services = facts.0.iter().filter(|triple| is_a(facts, &triple.subject.into_owned().into(), "Service"));
    let mut services: Vec<String> = services.map(|triple| triple.subject.to_string()).collect();
    services.sort();
    services.dedup();
    if services.len() != 1 {
        return Err(format!("{} services are described", services.len()));
    }
    let namespace = sd("");
    facts.having(sd("endpoint")).next().ok_or("the service has no endpoint")?;
    for triple in &facts.0 {
        if let Some(property) = triple.predicate.as_str().strip_prefix(namespace.as_str()) {
            let (subject, object) = (triple.subject.into_owned().into(), triple.object.into_owned());
            check(facts, &subject, property, &object).map_err(|why| format!("{triple}: {why}"))?;
        }
    }
    Ok(())
}

fn check(facts: &Facts, subject: &Term, property: &str, object: &Term) -> Result<(), String> {
    let found = PROPERTIES.iter().find(|(name, ..)| *name == property);
    let (_, domain, range) = found.ok_or("there is no such property")?;
    if !is_a(facts, subject, domain) {
        return Err(format!("the subject is not of class {domain}"));
    }
    match range {
        Iri if !object.is_named_node() => Err("the value is no IRI".into()),
        Class(class) if !is_a(facts, object, class) => Err(format!("the value is not of class {class}")),
        _ => Ok(()),
    }
}

fn is_a(facts: &Facts, node: &Term, class: &str) -> bool {
    // The one subclass of the vocabulary.
    let narrower = (class == "GraphCollection").then(|| sd("Dataset"));
    let classes: Vec<Term> = [Some(sd(class)), narrower].into_iter().flatten().map(Term::from).collect();
    facts.all(node, rdf::TYPE).any(|found| classes.contains(&found))
}
