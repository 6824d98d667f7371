//! The ontology is in OWL 2 RL: <https://www.w3.org/TR/owl2-profiles/#OWL_2_RL>, section 4.2, read as triples by
//! <https://www.w3.org/TR/owl2-mapping-to-rdf/>.
//!
//! The files hold no blank nodes, so every class expression is a named class and every list is missing. What can be said
//! without them is checked production by production; a triple that fits none is refused:
//!
//! - `Declaration` of classes, the three kinds of properties, individuals and ontologies (4.2.2);
//! - `subClassExpression`, `superClassExpression`, `equivClassExpression` as `Class` other than `owl:Thing` (4.2.3) in
//!   `SubClassOf`, `EquivalentClasses`, `DisjointClasses` (4.2.5);
//! - `SubObjectPropertyOf`, `SubDataPropertyOf`, equivalent, disjoint and inverse properties, domains and ranges,
//!   functional, inverse functional, irreflexive, symmetric, asymmetric and transitive properties, but no
//!   `ReflexiveObjectProperty` (4.2.5); `DataRange` as one of the datatypes of the profile (4.2.4);
//! - `Assertion`: class, object and data property assertions, same and different individuals (4.2.5);
//! - annotations of ontologies and terms.
//!
//! From OWL 2 DL (<https://www.w3.org/TR/owl2-syntax/>, sections 2.4, 5.8 and 11): nobody declares reserved vocabulary; no
//! property is of two kinds; what stands as class or property is declared; functional and disjoint properties are simple.

use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use std::collections::{BTreeSet, HashMap, HashSet};
use trojka::graph::ontology;

const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// The datatypes of the profile, section 4.2.4.
const DATATYPES: [&str; 25] = [
    "anyURI",
    "base64Binary",
    "boolean",
    "byte",
    "dateTime",
    "dateTimeStamp",
    "decimal",
    "double",
    "float",
    "hexBinary",
    "int",
    "integer",
    "language",
    "long",
    "Name",
    "NCName",
    "negativeInteger",
    "NMTOKEN",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "normalizedString",
    "positiveInteger",
    "short",
    "string",
    "token",
];
const UNSIGNED: [&str; 4] = ["unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"];

/// Annotation properties that nobody declares.
const BUILT_IN: [&str; 5] = ["versionInfo", "priorVersion", "backwardCompatibleWith", "incompatibleWith", "deprecated"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Class,
    Object,
    Data,
    Annotation,
    Individual,
    Ontology,
}

fn kind(class: &str) -> Option<Kind> {
    Some(match class.strip_prefix(OWL)? {
        "Class" => Kind::Class,
        "ObjectProperty" => Kind::Object,
        "DatatypeProperty" => Kind::Data,
        "AnnotationProperty" => Kind::Annotation,
        "NamedIndividual" => Kind::Individual,
        "Ontology" => Kind::Ontology,
        _ => return None,
    })
}

fn is_reserved(iri: &str) -> bool {
    let spaces = [
        OWL,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/2001/XMLSchema#",
    ];
    spaces.iter().any(|space| iri.starts_with(space))
}

fn is_datatype(iri: &str) -> bool {
    let xsd = iri.strip_prefix("http://www.w3.org/2001/XMLSchema#");
    xsd.is_some_and(|name| DATATYPES.contains(&name) || UNSIGNED.contains(&name))
        || iri == rdfs::LITERAL.as_str()
        || ["PlainLiteral", "XMLLiteral"]
            .iter()
            .any(|name| iri == format!("http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}"))
}

/// The data type of a text with a language is `rdf:PlainLiteral` in OWL 2.
fn is_data(literal: &Literal) -> bool {
    literal.language().is_some() || is_datatype(literal.datatype().as_str())
}

#[derive(Default)]
struct Declared(HashMap<String, BTreeSet<Kind>>);

impl Declared {
    fn read(triples: &[Triple]) -> Self {
        let mut declared = Self::default();
        for triple in triples.iter().filter(|triple| triple.predicate == rdf::TYPE) {
            if let (NamedOrBlankNode::NamedNode(term), Term::NamedNode(class)) = (&triple.subject, &triple.object)
                && let Some(kind) = kind(class.as_str())
            {
                declared.0.entry(term.as_str().to_owned()).or_default().insert(kind);
            }
        }
        declared
    }

    fn is(&self, term: &str, kind: Kind) -> bool {
        self.0.get(term).is_some_and(|kinds| kinds.contains(&kind))
    }

    fn node_is(&self, term: &Term, kind: Kind) -> bool {
        matches!(term, Term::NamedNode(node) if self.is(node.as_str(), kind))
    }

    fn annotates(&self, property: &str) -> bool {
        let owl = property.strip_prefix(OWL).is_some_and(|name| BUILT_IN.contains(&name));
        let rdfs =
            [rdfs::LABEL, rdfs::COMMENT, rdfs::SEE_ALSO, rdfs::IS_DEFINED_BY].iter().any(|p| p.as_str() == property);
        owl || rdfs || self.is(property, Kind::Annotation)
    }
}

/// What of the triples is outside the profile.
fn violations(triples: &[Triple]) -> Vec<String> {
    let declared = Declared::read(triples);
    let mut found: Vec<String> = triples.iter().filter_map(|triple| outside(&declared, triple)).collect();
    for (term, kinds) in &declared.0 {
        let properties =
            kinds.iter().filter(|kind| [Kind::Object, Kind::Data, Kind::Annotation].contains(kind)).count();
        if properties > 1 {
            found.push(format!("{term} is a property of {properties} kinds"));
        }
        if is_reserved(term) {
            found.push(format!("{term} is reserved and declared"));
        }
    }
    found.extend(not_simple(triples));
    found
}

fn outside(declared: &Declared, triple: &Triple) -> Option<String> {
    let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return Some(format!("blank node: {triple}")) };
    if !matches!(triple.object, Term::NamedNode(_) | Term::Literal(_)) {
        return Some(format!("blank node: {triple}"));
    }
    let fits = fits(declared, subject, &triple.predicate, &triple.object);
    (!fits).then(|| format!("no production: {triple}"))
}

fn fits(declared: &Declared, subject: &NamedNode, predicate: &NamedNode, object: &Term) -> bool {
    let is = |kind| declared.is(subject.as_str(), kind);
    let both = |kind| is(kind) && declared.node_is(object, kind);
    if *predicate == rdf::TYPE {
        return typed(declared, subject, object);
    }
    if *predicate == rdfs::SUB_CLASS_OF {
        return both(Kind::Class);
    }
    if *predicate == rdfs::SUB_PROPERTY_OF {
        return both(Kind::Object) || both(Kind::Data) || both(Kind::Annotation);
    }
    if *predicate == rdfs::DOMAIN {
        return (is(Kind::Object) || is(Kind::Data)) && declared.node_is(object, Kind::Class);
    }
    if *predicate == rdfs::RANGE {
        let datatype = matches!(object, Term::NamedNode(node) if is_datatype(node.as_str()));
        return (is(Kind::Object) && declared.node_is(object, Kind::Class)) || (is(Kind::Data) && datatype);
    }
    match predicate.as_str().strip_prefix(OWL) {
        Some("equivalentClass" | "disjointWith") => both(Kind::Class),
        Some("equivalentProperty" | "propertyDisjointWith") => both(Kind::Object) || both(Kind::Data),
        Some("inverseOf") => both(Kind::Object),
        Some("sameAs" | "differentFrom" | "versionIRI" | "imports") => matches!(object, Term::NamedNode(_)),
        _ => asserts(declared, predicate, object),
    }
}

/// `rdf:type` declares a term, says of what sort a property is, or puts an individual into a class.
fn typed(declared: &Declared, subject: &NamedNode, object: &Term) -> bool {
    let Term::NamedNode(class) = object else { return false };
    let is = |kind| declared.is(subject.as_str(), kind);
    match class.as_str().strip_prefix(OWL) {
        Some("FunctionalProperty") => is(Kind::Object) || is(Kind::Data),
        Some(
            "InverseFunctionalProperty"
            | "IrreflexiveProperty"
            | "SymmetricProperty"
            | "AsymmetricProperty"
            | "TransitiveProperty",
        ) => is(Kind::Object),
        Some(_) => kind(class.as_str()).is_some(),
        None => declared.is(class.as_str(), Kind::Class),
    }
}

fn asserts(declared: &Declared, predicate: &NamedNode, object: &Term) -> bool {
    let property = predicate.as_str();
    match object {
        Term::NamedNode(_) => declared.is(property, Kind::Object) || declared.annotates(property),
        Term::Literal(literal) => {
            (declared.is(property, Kind::Data) && is_data(literal)) || declared.annotates(property)
        }
        _ => false,
    }
}

/// Properties that must be simple and are not: transitive, or above a transitive one (section 11.1 and 11.2).
fn not_simple(triples: &[Triple]) -> Vec<String> {
    let of_class = |name: &str| -> HashSet<String> {
        let class = Term::from(NamedNode::new_unchecked(format!("{OWL}{name}")));
        let typed = triples.iter().filter(|triple| triple.predicate == rdf::TYPE && triple.object == class);
        typed.map(|triple| triple.subject.to_string()).collect()
    };
    let mut composite = of_class("TransitiveProperty");
    loop {
        let above = triples.iter().filter(|triple| triple.predicate == rdfs::SUB_PROPERTY_OF);
        let above = above.filter(|triple| composite.contains(&triple.subject.to_string()));
        let more: Vec<String> = above.map(|t| t.object.to_string()).filter(|name| !composite.contains(name)).collect();
        if more.is_empty() {
            break;
        }
        composite.extend(more);
    }
    let simple = ["FunctionalProperty", "InverseFunctionalProperty", "IrreflexiveProperty", "AsymmetricProperty"];
    let bad = simple.iter().flat_map(|name| of_class(name)).filter(|property| composite.contains(property));
    bad.map(|property| format!("{property} is not simple")).collect()
}

fn files() -> Vec<Triple> {
    ["core/", "codes/", "alignments/"]
        .into_iter()
        .flat_map(|folder| ontology::files(folder, ".ttl"))
        .flat_map(|file| {
            let triples: Result<Vec<_>, _> = TurtleParser::new().for_slice(&file.text).collect();
            triples.unwrap_or_else(|error| panic!("{}: {error}", file.path))
        })
        .collect()
}

#[test]
fn the_ontology_is_in_owl_2_rl() {
    let triples = files();
    assert!(triples.len() > 6000, "{}", triples.len());
    assert_eq!(violations(&triples), Vec::<String>::new());
}

/// Each wrong line is told; without it there is nothing to tell.
#[test]
fn what_is_outside_the_profile_is_refused() {
    const RIGHT: &str = "
        @prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        :A a owl:Class . :B a owl:Class ; rdfs:subClassOf :A ; owl:disjointWith :C . :C a owl:Class .
        :p a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:domain :A ; rdfs:range :B ; rdfs:label \"p\"@en .
        :d a owl:DatatypeProperty ; rdfs:range xsd:decimal . :n a owl:AnnotationProperty .
        :t a owl:ObjectProperty, owl:TransitiveProperty .
        :x a :A ; :p :y ; :d 1.5 ; :n :y, \"2026-01-01\"^^xsd:date .";
    let check = |more: &str| {
        let text = format!("{RIGHT}\n{more}");
        let triples: Vec<Triple> = TurtleParser::new().for_slice(&text).collect::<Result<_, _>>().expect("Turtle");
        violations(&triples)
    };
    assert_eq!(check(""), Vec::<String>::new());
    for wrong in [
        ":A rdfs:subClassOf :Undeclared .",
        ":A rdfs:subClassOf owl:Thing .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .",
        ":A owl:unionOf ( :B :C ) .",
        ":A owl:hasKey :p .",
        ":p a owl:DatatypeProperty .",
        ":p a owl:AnnotationProperty .",
        ":p a owl:ReflexiveProperty .",
        ":p a rdf:Property .",
        ":q a rdf:Property .",
        ":d a owl:SymmetricProperty .",
        ":d rdfs:range xsd:date .",
        ":d rdfs:range owl:real .",
        ":d rdfs:subPropertyOf :p .",
        ":d owl:inverseOf :p .",
        ":t rdfs:subPropertyOf :p .",
        ":t a owl:FunctionalProperty .",
        ":p rdfs:range xsd:string .",
        ":p rdfs:domain :Undeclared .",
        ":x :p \"words\" .",
        ":x :d :y .",
        ":x :d \"2026-01-01\"^^xsd:date .",
        ":x :undeclared :y .",
        ":x a :Undeclared .",
        "owl:sameAs a owl:ObjectProperty .",
        "xsd:date a owl:Class .",
    ] {
        assert!(!check(wrong).is_empty(), "{wrong}");
    }
    assert!(is_datatype(xsd::STRING.as_str()));
}
