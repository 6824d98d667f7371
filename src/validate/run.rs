//! All shapes against all their focus nodes: <https://www.w3.org/TR/shacl/#validation-definition>.
//!
//! Nodes are looked at in parallel and only those that do not conform are remembered, as numbers; what is wrong with them
//! is found again when it is told, some at a time. So memory does not grow with what there is to tell, and the order of
//! the results is that of the names of shapes and nodes.

use super::engine::{Engine, Violation};
use super::result::ValidationResult;
use super::shapes::{Severity, Shape, ShapeAt};
use super::target;
use crate::dataset::TermId;
use oxigraph::model::{GraphName, Term};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::io;

/// Nodes whose results are held at a time.
const CHUNK: usize = 1024;

/// What is looked at and told.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The least severity of results that are told, and that count against conformance.
    pub least: Severity,
    /// When given, only nodes that are a subject or an object in one of these graphs.
    pub graphs: Option<Vec<GraphName>>,
}

impl Default for Scope {
    fn default() -> Self {
        Self { least: Severity::Violation, graphs: None }
    }
}

/// How many there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub violations: usize,
    pub warnings: usize,
    pub infos: usize,
}

/// What came of a validation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Shapes that have focus nodes.
    pub shapes: usize,
    /// Pairs of a shape and one of its focus nodes.
    pub nodes: usize,
    pub told: Counts,
    /// Results below the least severity.
    pub untold: Counts,
}

/// Is told what a validation finds, as it goes.
pub trait Report {
    /// A shape some of whose nodes do not conform, before their results.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn shape(&mut self, shape: &Shape, nodes: usize, failing: usize) -> io::Result<()>;

    /// # Errors
    /// When the report cannot be written.
    fn result(&mut self, result: &ValidationResult<'_>) -> io::Result<()>;

    /// The end.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

impl Summary {
    /// <https://www.w3.org/TR/shacl/#conforms>, of the results that are told.
    pub fn conforms(&self) -> bool {
        self.told == Counts::default()
    }
}

impl Counts {
    pub fn total(&self) -> usize {
        self.violations + self.warnings + self.infos
    }

    fn add(&mut self, severity: &Severity) {
        match severity {
            Severity::Info => self.infos += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Violation | Severity::Other(_) => self.violations += 1,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            violations: self.violations + other.violations,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
        }
    }
}

impl Engine<'_> {
    /// Tells a report all results.
    ///
    /// # Errors
    /// Those of the report.
    pub fn run(&self, scope: &Scope, report: &mut dyn Report) -> io::Result<Summary> {
        let within = scope.graphs.as_ref().map(|graphs| self.data.nodes_in(graphs));
        let mut summary = Summary::default();
        for at in self.shapes.targeted() {
            let nodes = self.focus_nodes(at, within.as_ref());
            if nodes.is_empty() {
                continue;
            }
            summary.shapes += 1;
            summary.nodes += nodes.len();
            let (mut failing, untold) = self.look(at, &nodes, &scope.least);
            summary.untold = summary.untold.plus(untold);
            if failing.is_empty() {
                continue;
            }
            failing.par_sort_unstable_by_key(|node| self.data.term(*node).to_string());
            report.shape(&self.shapes.shapes[at], nodes.len(), failing.len())?;
            for nodes in failing.chunks(CHUNK) {
                self.tell(at, nodes, scope, report, &mut summary.told)?;
            }
        }
        report.end(&summary)?;
        Ok(summary)
    }

    /// How many focus nodes a shape has, by its key; none when there is no such shape.
    pub fn focus_count(&self, key: &str) -> usize {
        let at = self.shapes.shapes.iter().position(|shape| shape.key == key);
        at.map_or(0, |at| self.focus_nodes(at, None).len())
    }

    fn focus_nodes(&self, at: ShapeAt, within: Option<&FxHashSet<TermId>>) -> Vec<TermId> {
        let mut nodes = target::focus_nodes(&self.data, &self.shapes.shapes[at]);
        if let Some(within) = within {
            nodes.retain(|node| within.contains(node));
        }
        nodes
    }

    /// The nodes that have results to tell, and how many there are besides.
    fn look(&self, at: ShapeAt, nodes: &[TermId], least: &Severity) -> (Vec<TermId>, Counts) {
        let look = |(mut failing, mut untold): (Vec<TermId>, Counts), &node: &TermId| {
            let mut fails = false;
            for violation in self.violations(at, node) {
                let severity = self.severity(&violation);
                if severity < least { untold.add(severity) } else { fails = true }
            }
            if fails {
                failing.push(node);
            }
            (failing, untold)
        };
        let join = |(mut failing, untold): (Vec<TermId>, Counts), (more, others): (Vec<TermId>, Counts)| {
            failing.extend(more);
            (failing, untold.plus(others))
        };
        nodes.par_iter().fold(Default::default, look).reduce(Default::default, join)
    }

    fn tell(
        &self,
        at: ShapeAt,
        nodes: &[TermId],
        scope: &Scope,
        report: &mut dyn Report,
        told: &mut Counts,
    ) -> io::Result<()> {
        let results: Vec<Vec<ValidationResult<'_>>> =
            nodes.par_iter().map(|&node| self.results(at, node, &scope.least)).collect();
        for result in results.iter().flatten() {
            told.add(result.severity);
            report.result(result)?;
        }
        Ok(())
    }

    /// The results of one node, in an order of their own.
    fn results(&self, at: ShapeAt, node: TermId, least: &Severity) -> Vec<ValidationResult<'_>> {
        let found = self.violations(at, node);
        let told = found.iter().filter(|violation| self.severity(violation) >= least);
        let mut results: Vec<_> = told.map(|violation| ValidationResult::new(self, at, node, violation)).collect();
        results.sort_by_cached_key(ValidationResult::key);
        for at in 1..results.len() {
            if results[at].key() == results[at - 1].key() {
                results[at].repeats = results[at - 1].repeats + 1;
            }
        }
        results
    }

    fn violations(&self, at: ShapeAt, node: TermId) -> Vec<Violation> {
        let mut found = Vec::new();
        self.validate(at, node, &mut found);
        found
    }

    fn severity(&self, violation: &Violation) -> &Severity {
        &self.shapes.shapes[violation.shape].severity
    }

    /// The term of a number, for whoever tells.
    pub fn term(&self, id: TermId) -> &Term {
        self.data.term(id)
    }
}
