//! The questions of `ontology/queries/` as RDF, so that editors of queries offer them: `sh:SPARQLExecutable` with text,
//! words and keywords, as the SIB's collection has it, <https://github.com/sib-swiss/sparql-examples>.

use super::iri::Base;
use super::question::{Question, questions};
use super::vocab::{PREFIXES, owl, rdf, rdfs, schema, sh, xsd};
use crate::error::{Error, Result};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use spargebra::{Query, SparqlParser};

/// All questions and the prefixes that they use, in `B graph/ontology`.
///
/// # Errors
/// [`Error::Format`] for a file that is not SPARQL, or a query of a kind that SHACL has no executable for.
pub fn quads(base: &Base) -> Result<Vec<Quad>> {
    let mut quads = prefixes(base);
    for question in questions() {
        quads.extend(executable(&question, base)?);
    }
    Ok(quads)
}

/// One question.
///
/// # Errors
/// As [`quads`].
pub fn executable(question: &Question, base: &Base) -> Result<Vec<Quad>> {
    let (class, property) = kind(question)?;
    let node = base.query(&question.name);
    let mut said = Said { graph: base.ontology_graph().into(), quads: Vec::new() };
    said.add(&node, rdf::TYPE, sh::SPARQL_EXECUTABLE);
    said.add(&node, rdf::TYPE, class);
    for (tag, words) in &question.labels {
        said.add(&node, rdfs::LABEL, Literal::new_language_tagged_literal_unchecked(words, tag));
    }
    for (tag, words) in &question.asked {
        said.add(&node, rdfs::COMMENT, Literal::new_language_tagged_literal_unchecked(words, tag));
    }
    for keyword in &question.keywords {
        said.add(&node, schema::KEYWORDS, Literal::new_simple_literal(keyword));
    }
    said.add(&node, property, Literal::new_simple_literal(&question.query));
    said.add(&node, sh::PREFIXES, base.query(PREFIX_LIST));
    said.add(&node, schema::TARGET, base.endpoint());
    Ok(said.quads)
}

/// Local name of the resource that declares the prefixes of all questions.
const PREFIX_LIST: &str = "prefixes";

/// `sh:declare` for each prefix of the program.
fn prefixes(base: &Base) -> Vec<Quad> {
    let list = base.query(PREFIX_LIST);
    let mut said = Said { graph: base.ontology_graph().into(), quads: Vec::new() };
    said.add(&list, rdf::TYPE, owl::ONTOLOGY);
    for (prefix, namespace) in PREFIXES {
        let declaration = NamedNode::new_unchecked(format!("{}#{prefix}", list.as_str()));
        said.add(&list, sh::DECLARE, declaration.clone());
        said.add(&declaration, rdf::TYPE, sh::PREFIX_DECLARATION);
        said.add(&declaration, sh::PREFIX, Literal::new_simple_literal(prefix));
        said.add(&declaration, sh::NAMESPACE_OF_PREFIX, Literal::new_typed_literal(namespace, xsd::ANY_URI));
    }
    said.quads
}

/// The class of the executable and the property that holds its text.
fn kind(question: &Question) -> Result<(NamedNodeRef<'static>, NamedNodeRef<'static>)> {
    let broken = |message: String| Error::format(format!("ontology/queries/{}.rq", question.name), None, message);
    match SparqlParser::new().parse_query(&question.query).map_err(|error| broken(error.to_string()))? {
        Query::Select { .. } => Ok((sh::SPARQL_SELECT_EXECUTABLE, sh::SELECT)),
        Query::Ask { .. } => Ok((sh::SPARQL_ASK_EXECUTABLE, sh::ASK)),
        Query::Construct { .. } => Ok((sh::SPARQL_CONSTRUCT_EXECUTABLE, sh::CONSTRUCT)),
        Query::Describe { .. } => Err(broken("SHACL has no executable for DESCRIBE".into())),
    }
}

struct Said {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl Said {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::ontology::File;
    use crate::graph::question::question;

    fn told(text: &str) -> Result<String> {
        let file = File { path: "queries/x.rq".into(), text: text.into() };
        let quads = executable(&question(file), &Base::default())?;
        Ok(quads.iter().map(|quad| format!("{quad}\n")).collect())
    }

    #[test]
    fn each_kind_of_query_has_its_class_and_property() {
        for (query, kind) in [("SELECT * {}", "Select"), ("ASK {}", "Ask"), ("CONSTRUCT {} {}", "Construct")] {
            let told = told(&format!("# sl: Kaj?\n# label@sl: Vse\n# keywords: a, b\n{query}")).expect(kind);
            assert!(told.contains(&format!("shacl#SPARQL{kind}Executable>")), "{told}");
            assert!(told.contains(&format!("shacl#{}> \"# sl", kind.to_lowercase())), "{told}");
            assert!(told.contains("label> \"Vse\"@sl") && told.contains("comment> \"Kaj?\"@sl"), "{told}");
            assert_eq!(told.matches("keywords> ").count(), 2, "{told}");
        }
    }

    #[test]
    fn says_which_file_is_no_executable() {
        for text in ["DESCRIBE <x:y>", "SELECT {"] {
            let error = told(text).expect_err(text).to_string();
            assert!(error.starts_with("ontology/queries/x.rq"), "{error}");
        }
    }
}
