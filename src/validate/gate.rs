//! What is to be written is looked at first, article by article.

use super::built_in;
use super::engine::Engine;
use super::result::ValidationResult;
use super::run::{Report, Scope, Summary};
use super::shapes::{Shape, Shapes, short};
use crate::dataset::Snapshot;
use crate::error::Result;
use crate::graph::Base;
use crate::lang::Pack;
use crate::store::Change;
use oxigraph::model::{GraphName, NamedNode};
use std::io;
use std::sync::Arc;

/// Results that a refusal tells.
const TOLD: usize = 3;

/// Lets pass what conforms to the built-in shapes, with ontology and gazetteer beside it.
pub struct Gate {
    shapes: Shapes,
    background: Arc<Snapshot>,
}

/// Why a graph is not to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The first results, each in a line.
    pub results: Vec<String>,
    /// How many there are in all.
    pub count: usize,
}

impl Gate {
    /// # Errors
    /// When shapes, ontology or gazetteer cannot be read.
    pub fn new(base: &Base, pack: &Pack) -> Result<Self> {
        Ok(Self { shapes: built_in::shapes(base)?, background: built_in::background(base, pack)?.snapshot() })
    }

    /// # Errors
    /// When the graph has violations.
    pub fn check(&self, change: &Change) -> Result<(), Refusal> {
        let snapshot = Arc::new(self.background.with(change.quads.iter().cloned()));
        refusal(&self.shapes, snapshot, vec![change.graph.clone().into()]).map_or(Ok(()), Err)
    }
}

/// What speaks against some graphs of a data set that holds everything they refer to.
///
/// # Errors
/// When the built-in shapes cannot be read.
pub fn check(base: &Base, snapshot: Arc<Snapshot>, graphs: &[NamedNode]) -> Result<Option<Refusal>> {
    let graphs = graphs.iter().cloned().map(Into::into).collect();
    Ok(refusal(&built_in::shapes(base)?, snapshot, graphs))
}

fn refusal(shapes: &Shapes, snapshot: Arc<Snapshot>, graphs: Vec<GraphName>) -> Option<Refusal> {
    let scope = Scope { graphs: Some(graphs), ..Scope::default() };
    let mut first = First::default();
    let summary = Engine::over(shapes, snapshot).run(&scope, &mut first).unwrap_or_default();
    let count = summary.told.total();
    (count > 0).then_some(Refusal { results: first.0, count })
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.results.join("; "))?;
        match self.count - self.results.len() {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

/// Keeps the first results.
#[derive(Default)]
struct First(Vec<String>);

impl Report for First {
    fn shape(&mut self, _: &Shape, _: usize, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn result(&mut self, result: &ValidationResult<'_>) -> io::Result<()> {
        if self.0.len() < TOLD {
            self.0.push(line(result));
        }
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

fn line(result: &ValidationResult<'_>) -> String {
    let path = result.path_text().map(|path| format!(" {path}")).unwrap_or_default();
    let value = result.value.map(|value| format!(" {}", short(value))).unwrap_or_default();
    format!("{}{path}{value}: {}", short(result.focus), result.message())
}
