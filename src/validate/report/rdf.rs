//! A `sh:ValidationReport`: <https://www.w3.org/TR/shacl/#validation-report>.
//!
//! Reports and results have IRIs that follow from what they say. So do shapes that are blank in the shapes graph. Only
//! paths of more than one step are blank nodes, as SHACL wants them, with names that follow from the result.

use super::super::result::{ValidationResult, Way};
use super::super::run::{Report, Summary};
use super::super::sh;
use super::super::shapes::{Path, Shape, Shapes};
use super::names;
use crate::graph::Base;
use crate::graph::vocab::{PREFIXES, rdf, xsd};
use oxigraph::io::{RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{BlankNode, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use std::io::{self, Write};

const COMPONENTS: &str = "http://www.w3.org/ns/shacl#";

pub struct RdfReport<W: Write> {
    out: WriterQuadSerializer<W>,
    format: RdfFormat,
    /// `B report`, below which everything is named.
    report: NamedNode,
}

impl<W: Write> RdfReport<W> {
    /// # Errors
    /// When the format takes no prefixes.
    pub fn new(out: W, format: RdfFormat, base: &Base) -> io::Result<Self> {
        let mut serializer = RdfSerializer::from_format(format);
        let ours = [("sh", sh::NAMESPACE), ("xsd", "http://www.w3.org/2001/XMLSchema#")];
        for (name, iri) in PREFIXES.iter().copied().chain(ours) {
            serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
        }
        let report = names::report(base);
        Ok(Self { out: serializer.for_writer(out), format, report })
    }

    /// Ends the document.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.out.finish()?.flush()
    }

    fn say(
        &mut self,
        subject: &NamedOrBlankNode,
        property: NamedNodeRef<'_>,
        value: impl Into<Term>,
    ) -> io::Result<()> {
        self.out.serialize_triple(&Triple::new(subject.clone(), property.into_owned(), value))
    }

    /// The node of a path, described unless it is a predicate.
    fn path(&mut self, path: &Path, name: &str, shapes: &Shapes) -> io::Result<Term> {
        let (property, inner) = match path {
            Path::Predicate(predicate) => return Ok(shapes.terms[*predicate].clone()),
            Path::Sequence(parts) => return self.list(parts, name, shapes),
            Path::Alternative(parts) => (sh::ALTERNATIVE_PATH, self.list(parts, &format!("{name}a"), shapes)?),
            Path::Inverse(inner) => (sh::INVERSE_PATH, self.path(inner, &format!("{name}i"), shapes)?),
            Path::ZeroOrMore(inner) => (sh::ZERO_OR_MORE_PATH, self.path(inner, &format!("{name}s"), shapes)?),
            Path::OneOrMore(inner) => (sh::ONE_OR_MORE_PATH, self.path(inner, &format!("{name}p"), shapes)?),
            Path::ZeroOrOne(inner) => (sh::ZERO_OR_ONE_PATH, self.path(inner, &format!("{name}o"), shapes)?),
        };
        let node = BlankNode::new_unchecked(name);
        self.say(&node.clone().into(), property, inner)?;
        Ok(node.into())
    }

    fn list(&mut self, parts: &[Path], name: &str, shapes: &Shapes) -> io::Result<Term> {
        let cell = |number: usize| BlankNode::new_unchecked(format!("{name}c{number}"));
        for (number, part) in parts.iter().enumerate() {
            let first = self.path(part, &format!("{name}m{number}"), shapes)?;
            let rest =
                if number + 1 < parts.len() { cell(number + 1).into() } else { Term::from(rdf::NIL.into_owned()) };
            self.say(&cell(number).into(), rdf::FIRST, first)?;
            self.say(&cell(number).into(), rdf::REST, rest)?;
        }
        Ok(cell(0).into())
    }

    /// JSON-LD has no triple terms.
    fn has(&self, value: &Term) -> bool {
        !matches!((value, self.format), (Term::Triple(_), RdfFormat::JsonLd { .. }))
    }
}

impl<W: Write> Report for RdfReport<W> {
    fn shape(&mut self, _: &Shape, _: usize, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn result(&mut self, result: &ValidationResult<'_>) -> io::Result<()> {
        let iri = names::result(&self.report, result);
        let shapes = result.shapes();
        let path = match result.path {
            None => None,
            Some(Way::Predicate(predicate)) => Some(predicate.clone()),
            Some(Way::OfShape(path)) => {
                let name = iri.as_str().rsplit('-').next().unwrap_or_default();
                Some(self.path(path, &format!("p{name}"), shapes)?)
            }
        };
        let node = NamedOrBlankNode::from(iri.clone());
        self.say(&self.report.clone().into(), sh::RESULT, iri)?;
        self.say(&node, rdf::TYPE, sh::VALIDATION_RESULT.into_owned())?;
        self.say(&node, sh::RESULT_SEVERITY, result.severity.iri().into_owned())?;
        self.say(&node, sh::FOCUS_NODE, result.focus.clone())?;
        if let Some(path) = path {
            self.say(&node, sh::RESULT_PATH, path)?;
        }
        if let Some(value) = result.value.filter(|value| self.has(value)) {
            self.say(&node, sh::VALUE, value.clone())?;
        }
        let component = NamedNode::new_unchecked(format!("{COMPONENTS}{}", result.component));
        self.say(&node, sh::SOURCE_CONSTRAINT_COMPONENT, component)?;
        let shape = names::shape(&self.report, result.shape, shapes);
        self.say(&node, sh::SOURCE_SHAPE, shape)?;
        for message in result.messages() {
            self.say(&node, sh::RESULT_MESSAGE, message)?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let report = NamedOrBlankNode::from(self.report.clone());
        self.say(&report, rdf::TYPE, sh::VALIDATION_REPORT.into_owned())?;
        let conforms = Literal::new_typed_literal(summary.conforms().to_string(), xsd::BOOLEAN);
        self.say(&report, sh::CONFORMS, conforms)
    }
}
