//! RDF 1.2 said in RDF 1.1, and back.
//!
//! RDF 1.2 (<https://www.w3.org/TR/rdf12-concepts/>) has two things that RDF 1.1 has not: triple terms, and literals with a
//! base direction. In RDF 1.1
//!
//! - a triple term is a node of the type `rdf:Statement` with `rdf:subject`, `rdf:predicate` and `rdf:object`
//!   (<https://www.w3.org/TR/rdf-schema/#ch_reificationvocab>), described in each graph in which the term occurs. Its IRI
//!   follows from the triple, so it can be told from statements that somebody else described;
//! - what reifies the triple is what the statement was derived from: `?fact rdf:reifies <<( ?s ?p ?o )>>` becomes
//!   `?statement prov:wasDerivedFrom ?fact`;
//! - a literal with a direction has a datatype of the i18n namespace (<https://www.w3.org/TR/json-ld11/#the-i18n-namespace>).

use crate::graph::vocab::{prov, rdf};
use crate::graph::{Base, fact_iri};
use oxigraph::model::{
    BaseDirection, GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple,
};
use std::collections::{BTreeMap, HashSet};

const I18N: &str = "https://www.w3.org/ns/i18n#";

/// Says quads in RDF 1.1, one after the other; describes each statement once in a graph.
pub struct Lowering {
    base: Base,
    described: HashSet<(GraphName, NamedNode)>,
}

impl Lowering {
    /// Statements are named below `base`.
    pub fn new(base: &Base) -> Self {
        Self { base: base.clone(), described: HashSet::new() }
    }

    /// What says a quad in RDF 1.1: the quad itself where that can say it.
    pub fn lower(&mut self, quad: Quad) -> Vec<Quad> {
        let mut said = Vec::with_capacity(1);
        let object = self.object(&quad.object, &quad.graph_name, &mut said);
        said.push(match (object, quad.object) {
            (Some(Term::NamedNode(statement)), Term::Triple(_)) if quad.predicate == rdf::REIFIES => {
                Quad::new(statement, prov::WAS_DERIVED_FROM, quad.subject, quad.graph_name)
            }
            (changed, object) => Quad { object: changed.unwrap_or(object), ..quad },
        });
        said
    }

    /// What stands for an object that RDF 1.1 has not.
    fn object(&mut self, object: &Term, graph: &GraphName, said: &mut Vec<Quad>) -> Option<Term> {
        match object {
            Term::Triple(triple) => Some(self.statement(triple, graph, said).into()),
            Term::Literal(literal) => Some(without_direction(literal)?.into()),
            _ => None,
        }
    }

    /// The node that stands for a triple, described in the graph.
    fn statement(&mut self, triple: &Triple, graph: &GraphName, said: &mut Vec<Quad>) -> NamedNode {
        let node = statement_iri(&self.base, triple);
        if self.described.insert((graph.clone(), node.clone())) {
            let object = self.object(&triple.object, graph, said).unwrap_or_else(|| triple.object.clone());
            let description = [
                (rdf::TYPE, rdf::STATEMENT.into_owned().into()),
                (rdf::SUBJECT, triple.subject.clone().into()),
                (rdf::PREDICATE, triple.predicate.clone().into()),
                (rdf::OBJECT, object),
            ];
            said.extend(description.map(|(property, value)| Quad::new(node.clone(), property, value, graph.clone())));
        }
        node
    }
}

/// Whether RDF 1.1 cannot say a quad.
pub fn is_rdf12(quad: &Quad) -> bool {
    match &quad.object {
        Term::Triple(_) => true,
        Term::Literal(literal) => literal.direction().is_some(),
        _ => false,
    }
}

/// Quads in RDF 1.1.
pub fn lowered(quads: impl IntoIterator<Item = Quad>, base: &Base) -> Vec<Quad> {
    let mut lowering = Lowering::new(base);
    quads.into_iter().flat_map(|quad| lowering.lower(quad)).collect()
}

/// What [`lowered`] quads said before. Statements that it did not make stay as they are.
pub fn raised(quads: impl IntoIterator<Item = Quad>, base: &Base) -> Vec<Quad> {
    let quads: Vec<Quad> = quads.into_iter().map(with_direction).collect();
    let statements = Statements::read(&quads, base);
    quads.into_iter().filter_map(|quad| statements.raise(quad)).collect()
}

/// What is said of one node with the vocabulary of statements.
#[derive(Default)]
struct Described {
    is_statement: bool,
    subject: Option<NamedOrBlankNode>,
    predicate: Option<NamedNode>,
    object: Option<Term>,
}

/// The triples that nodes stand for, by graph and node.
struct Statements(BTreeMap<(String, String), Triple>);

impl Statements {
    fn read(quads: &[Quad], base: &Base) -> Self {
        let mut described: BTreeMap<(String, String), Described> = BTreeMap::new();
        let start = format!("{}#{WHAT}-", base.derived_graph().as_str());
        for quad in quads {
            let NamedOrBlankNode::NamedNode(node) = &quad.subject else { continue };
            if node.as_str().starts_with(&start) {
                described.entry(key(&quad.graph_name, node)).or_default().add(quad);
            }
        }
        let mut found = Self(BTreeMap::new());
        for place in described.keys() {
            if let Some(triple) = resolve(&described, place, base, 0) {
                found.0.insert(place.clone(), triple);
            }
        }
        found
    }

    fn of(&self, graph: &GraphName, term: &Term) -> Option<&Triple> {
        let Term::NamedNode(node) = term else { return None };
        self.0.get(&key(graph, node))
    }

    /// `None` for a part of a statement's description.
    fn raise(&self, quad: Quad) -> Option<Quad> {
        if let Some(triple) = self.of(&quad.graph_name, &quad.subject.clone().into()) {
            if DESCRIBING.contains(&quad.predicate.as_ref()) {
                return None;
            }
            if quad.predicate == prov::WAS_DERIVED_FROM
                && let Some(fact) = as_subject(&quad.object)
            {
                return Some(Quad::new(fact, rdf::REIFIES, triple.clone(), quad.graph_name));
            }
        }
        match self.of(&quad.graph_name, &quad.object) {
            Some(triple) => Some(Quad { object: triple.clone().into(), ..quad }),
            None => Some(quad),
        }
    }
}

const DESCRIBING: [NamedNodeRef<'static>; 4] = [rdf::TYPE, rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];

impl Described {
    fn add(&mut self, quad: &Quad) {
        match (quad.predicate.as_ref(), &quad.object) {
            (rdf::TYPE, Term::NamedNode(class)) if *class == rdf::STATEMENT => self.is_statement = true,
            (rdf::SUBJECT, object) => self.subject = as_subject(object),
            (rdf::PREDICATE, Term::NamedNode(predicate)) => self.predicate = Some(predicate.clone()),
            (rdf::OBJECT, object) => self.object = Some(object.clone()),
            _ => {}
        }
    }
}

/// Nesting beyond this is not followed: nobody writes it, and a description that contains itself would have no end.
const DEEPEST: usize = 64;

/// The triple that a node stands for, if its IRI is that of the triple.
fn resolve(
    described: &BTreeMap<(String, String), Described>,
    place: &(String, String),
    base: &Base,
    depth: usize,
) -> Option<Triple> {
    let Described { is_statement: true, subject, predicate, object } = described.get(place)? else { return None };
    let mut object = object.clone()?;
    if let Term::NamedNode(node) = &object
        && depth < DEEPEST
        && let Some(inner) = resolve(described, &(place.0.clone(), node.as_str().to_owned()), base, depth + 1)
    {
        object = inner.into();
    }
    let triple = Triple::new(subject.clone()?, predicate.clone()?, object);
    (statement_iri(base, &triple).as_str() == place.1).then_some(triple)
}

fn key(graph: &GraphName, node: &NamedNode) -> (String, String) {
    (graph.to_string(), node.as_str().to_owned())
}

fn as_subject(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}

const WHAT: &str = "triple";

/// `B graph/derived#triple-<hash>`; the hash is of the triple with the base left out of its IRIs.
pub fn statement_iri(base: &Base, triple: &Triple) -> NamedNode {
    let relative = |text: String| text.replace(&format!("<{base}"), "<");
    let content = [triple.subject.to_string(), triple.predicate.to_string(), triple.object.to_string()].map(relative);
    fact_iri(&base.derived_graph(), WHAT, &content)
}

/// `None` for a literal that has no direction.
fn without_direction(literal: &Literal) -> Option<Literal> {
    let datatype = format!("{I18N}{}_{}", literal.language()?, literal.direction()?);
    Some(Literal::new_typed_literal(literal.value(), NamedNode::new_unchecked(datatype)))
}

fn with_direction(quad: Quad) -> Quad {
    match directed(&quad.object) {
        Some(literal) => Quad { object: literal.into(), ..quad },
        None => quad,
    }
}

fn directed(term: &Term) -> Option<Literal> {
    let Term::Literal(literal) = term else { return None };
    let (language, direction) = literal.datatype().as_str().strip_prefix(I18N)?.rsplit_once('_')?;
    let direction = match direction {
        "ltr" => BaseDirection::Ltr,
        "rtl" => BaseDirection::Rtl,
        _ => return None,
    };
    Literal::new_directional_language_tagged_literal(literal.value(), language, direction).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use std::collections::BTreeSet;

    const DATA: &str = r#"
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX : <http://localhost:7878/>
        GRAPH :graph/derived {
            :a :met :b .
            :e1 rdf:reifies <<( :a :met :b )>>, <<( :b :met :a )>> .
            :e2 rdf:reifies <<( :a :met :b )>> .
            _:x :says <<( :a :says <<( _:y :p "x"@sl--rtl )>> )>> .
            :c :label "y"@ar-Arab--ltr, "z"@sl .
        }
        GRAPH :g { :e3 rdf:reifies <<( :a :met :b )>> . :s a rdf:Statement ; rdf:subject :a ; rdf:predicate :p ; rdf:object 1 . }
    "#;

    fn data() -> Vec<Quad> {
        let text = DATA.replace(":graph/derived", "<http://localhost:7878/graph/derived>");
        RdfParser::from_format(RdfFormat::TriG).for_slice(&text).collect::<Result<_, _>>().expect("TriG")
    }

    fn lines(quads: &[Quad]) -> BTreeSet<String> {
        quads.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_lowered_can_be_raised_again() {
        let (base, data) = (Base::default(), data());
        let lowered = lowered(data.clone(), &base);
        assert!(!lowered.iter().any(is_rdf12));
        assert_eq!(lines(&lowered).len(), lowered.len(), "nothing is said twice");
        assert_eq!(lines(&raised(lowered, &base)), lines(&data));
    }

    #[test]
    fn a_statement_leads_to_the_facts_behind_it() {
        let lowered = lowered(data(), &Base::default());
        let derived: Vec<_> = lowered.iter().filter(|quad| quad.predicate == prov::WAS_DERIVED_FROM).collect();
        assert_eq!(derived.len(), 4, "{derived:?}");
        let statements: BTreeSet<_> = derived.iter().map(|quad| quad.subject.to_string()).collect();
        assert_eq!(statements.len(), 2, "one node for a triple: {statements:?}");
        assert!(statements.iter().all(|node| node.starts_with("<http://localhost:7878/graph/derived#triple-")));
    }

    #[test]
    fn names_do_not_depend_on_the_base() {
        let name = |base: &str| {
            let base = Base::new(base).expect("base");
            let [a, p, b] = ["a", "p", "b"].map(|name| NamedNode::new_unchecked(format!("{base}{name}")));
            statement_iri(&base, &Triple::new(a, p, b)).as_str().rsplit('-').next().map(str::to_owned)
        };
        assert_eq!(name("http://a.example/"), name("https://b.example/x/"));
    }

    #[test]
    fn statements_of_others_stay() {
        let base = Base::default();
        let foreign = NamedNode::new_unchecked(format!("{}#triple-0000000000000000", base.derived_graph().as_str()));
        let quads: Vec<Quad> = [
            (rdf::TYPE, Term::from(rdf::STATEMENT.into_owned())),
            (rdf::SUBJECT, foreign.clone().into()),
            (rdf::PREDICATE, foreign.clone().into()),
            (rdf::OBJECT, foreign.clone().into()),
        ]
        .map(|(predicate, object)| Quad::new(foreign.clone(), predicate, object, GraphName::DefaultGraph))
        .into();
        assert_eq!(raised(quads.clone(), &base), quads);
    }
}
