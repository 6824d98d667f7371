//! For programs: one object, its results in the order of shapes and nodes. `docs/validating.md` says what it holds.

use super::super::result::ValidationResult;
use super::super::run::{Counts, Report, Summary};
use super::super::shapes::Shape;
use super::{articles, names};
use crate::graph::Base;
use oxigraph::model::{Literal, NamedNode, Term};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

pub struct JsonReport<W> {
    out: W,
    base: Base,
    report: NamedNode,
    begun: bool,
}

impl<W: Write> JsonReport<W> {
    pub fn new(out: W, base: Base) -> Self {
        let report = names::report(&base);
        Self { out, base, report, begun: false }
    }

    fn object(&self, result: &ValidationResult<'_>) -> Value {
        let shapes = result.shapes();
        json!({
            "shape": names::shape(&self.report, result.target, shapes).as_str(),
            "focusNode": term(result.focus),
            "path": result.path_text(),
            "value": result.value.map(term),
            "component": format!("sh:{}", result.component),
            "severity": result.severity.iri().as_str().rsplit(['#', '/']).next(),
            "messages": texts(&result.messages()),
            "sourceShape": names::shape(&self.report, result.shape, shapes).as_str(),
            "articles": articles::of(&self.base, result),
        })
    }

    fn begin(&mut self) -> io::Result<()> {
        let start = if self.begun { ",\n" } else { "{\"results\": [\n" };
        self.begun = true;
        self.out.write_all(start.as_bytes())
    }
}

impl<W: Write> Report for JsonReport<W> {
    fn shape(&mut self, _: &Shape, _: usize, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn result(&mut self, result: &ValidationResult<'_>) -> io::Result<()> {
        self.begin()?;
        let object = self.object(result);
        serde_json::to_writer(&mut self.out, &object).map_err(Into::into)
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let end = json!({
            "conforms": summary.conforms(),
            "shapes": summary.shapes,
            "nodes": summary.nodes,
            "counts": counts(&summary.told),
            "notShown": counts(&summary.untold),
        });
        let start = if self.begun { "\n], " } else { "{\"results\": [], " };
        let rest = end.to_string();
        writeln!(self.out, "{start}{}", rest.trim_start_matches('{'))?;
        self.out.flush()
    }
}

fn counts(counts: &Counts) -> Value {
    json!({ "violations": counts.violations, "warnings": counts.warnings, "infos": counts.infos })
}

/// As SPARQL results in JSON have terms: <https://www.w3.org/TR/sparql11-results-json/#select-encode-terms>.
fn term(term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => json!({ "type": "uri", "value": node.as_str() }),
        Term::BlankNode(node) => json!({ "type": "bnode", "value": node.as_str() }),
        Term::Literal(literal) => match literal.language() {
            Some(language) => json!({ "type": "literal", "value": literal.value(), "xml:lang": language }),
            None => json!({ "type": "literal", "value": literal.value(), "datatype": literal.datatype().as_str() }),
        },
        Term::Triple(triple) => json!({ "type": "triple", "value": {
            "subject": self::term(&triple.subject.clone().into()),
            "predicate": self::term(&triple.predicate.clone().into()),
            "object": self::term(&triple.object),
        } }),
    }
}

/// Texts by language; `""` for one without.
fn texts(messages: &[Literal]) -> Map<String, Value> {
    messages.iter().map(|text| (text.language().unwrap_or_default().to_owned(), text.value().into())).collect()
}
