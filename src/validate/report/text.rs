//! For people at a terminal: grouped by shape, then by node.

use super::super::result::ValidationResult;
use super::super::run::{Counts, Report, Summary};
use super::super::shapes::{Severity, Shape, short};
use super::articles;
use crate::graph::Base;
use oxigraph::model::{Literal, Term};
use std::io::{self, Write};

/// Articles that are named for one node.
const ARTICLES: usize = 3;
/// Characters of a value that are shown.
const WIDTH: usize = 120;

pub struct TextReport<W> {
    out: W,
    base: Base,
    /// The node whose results are told.
    node: Option<Term>,
}

impl<W: Write> TextReport<W> {
    pub fn new(out: W, base: Base) -> Self {
        Self { out, base, node: None }
    }

    /// A term as people read it; names of our own without the base.
    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => match node.as_str().strip_prefix(self.base.as_str()) {
                Some(local) => format!("<{local}>"),
                None => short(term),
            },
            other => cut(&other.to_string()),
        }
    }

    fn heading(&mut self, result: &ValidationResult<'_>) -> io::Result<()> {
        if self.node.as_ref() == Some(result.focus) {
            return Ok(());
        }
        self.node = Some(result.focus.clone());
        let articles = articles::of(&self.base, result);
        let names = articles.iter().take(ARTICLES).map(|iri| iri.strip_prefix(self.base.as_str()).unwrap_or(iri));
        let mut told = names.collect::<Vec<_>>().join(", ");
        if articles.len() > ARTICLES {
            told += &format!(" and {} more", articles.len() - ARTICLES);
        }
        let node = self.term(result.focus);
        if told.is_empty() { writeln!(self.out, "  {node}") } else { writeln!(self.out, "  {node}  in {told}") }
    }
}

impl<W: Write> Report for TextReport<W> {
    fn shape(&mut self, shape: &Shape, nodes: usize, failing: usize) -> io::Result<()> {
        self.node = None;
        let name = shape.key.trim_matches(['<', '>']);
        let name = short(&oxigraph::model::NamedNode::new_unchecked(name).into());
        let label = label(shape).map(|label| format!(" ({})", label.trim_end_matches('.'))).unwrap_or_default();
        writeln!(self.out, "{name}{label}: {failing} of {nodes}")
    }

    fn result(&mut self, result: &ValidationResult<'_>) -> io::Result<()> {
        self.heading(result)?;
        let mark = match result.severity {
            Severity::Info => "info: ",
            Severity::Warning => "warning: ",
            Severity::Violation | Severity::Other(_) => "",
        };
        let path = result.path_text().map(|path| format!("{path}: ")).unwrap_or_default();
        let value = result.value.map(|value| format!(": {}", self.term(value))).unwrap_or_default();
        writeln!(
            self.out,
            "    {mark}{path}{}{value}  [{}]",
            result.message(),
            result.component.replace("ConstraintComponent", "")
        )
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let verdict = if summary.conforms() { "conforms" } else { "does not conform" };
        let told = counts(&summary.told).unwrap_or_else(|| "nothing to tell".to_owned());
        let untold = counts(&summary.untold).map(|untold| format!("; {untold} not shown")).unwrap_or_default();
        let nodes = plural(summary.nodes, "node", "nodes");
        let shapes = plural(summary.shapes, "shape", "shapes");
        writeln!(self.out, "{nodes} against {shapes}: {told}{untold}; {verdict}")?;
        self.out.flush()
    }
}

/// The English label.
fn label(shape: &Shape) -> Option<&str> {
    let english = shape.labels.iter().find(|label| label.language() == Some("en"));
    english.or(shape.labels.first()).map(Literal::value)
}

fn counts(counts: &Counts) -> Option<String> {
    let parts = [
        (counts.violations, "violation", "violations"),
        (counts.warnings, "warning", "warnings"),
        (counts.infos, "info", "infos"),
    ];
    let told = parts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, more)| plural(*count, one, more));
    let told = told.collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then_some(told)
}

fn plural(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
