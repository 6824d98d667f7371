//! Results as bytes: rows and truth values, or triples.

use super::evaluate::QueryError;
use super::table;
use crate::export::Format;
use crate::export::rdf11::Lowering;
use crate::graph::Base;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::GraphName;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::Write;

/// A way to write one kind of result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Rows(QueryResultsFormat),
    Triples(RdfFormat),
    /// Rows for people.
    Table,
}

/// What may be written, for either kind of result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rendering {
    /// For SELECT and ASK; `None` when only triples are wanted.
    pub rows: Option<Output>,
    /// For CONSTRUCT and DESCRIBE; `None` when only rows are wanted.
    pub triples: Option<RdfFormat>,
}

impl Output {
    /// The names that the command line and `?format=` know.
    pub const NAMES: [&'static str; 11] =
        ["table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"];

    /// `None` for a name that is not in [`NAMES`](Self::NAMES).
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "table" => Self::Table,
            "json" => Self::Rows(QueryResultsFormat::Json),
            "xml" => Self::Rows(QueryResultsFormat::Xml),
            "csv" => Self::Rows(QueryResultsFormat::Csv),
            "tsv" => Self::Rows(QueryResultsFormat::Tsv),
            _ => Self::Triples(name.parse::<Format>().ok()?.rdf_format()),
        })
    }
}

/// Which RDF triples are told in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// The prefix of the statements that RDF 1.1 has in place of triple terms.
    pub base: Base,
    /// In RDF 1.2 where the form can.
    pub rdf12: bool,
}

impl Dialect {
    fn lowering(&self, format: RdfFormat) -> Option<Lowering> {
        let lowers = !self.rdf12 || matches!(format, RdfFormat::JsonLd { .. });
        lowers.then(|| Lowering::new(&self.base))
    }
}

impl From<Output> for Rendering {
    fn from(output: Output) -> Self {
        match output {
            Output::Triples(format) => Self { rows: None, triples: Some(format) },
            rows => Self { rows: Some(rows), triples: None },
        }
    }
}

/// Writes a result to its end. Rows are as they are, whatever the dialect.
///
/// # Errors
/// [`WriteError`]: of the writer, of the evaluation, or because the result is not of a kind that was asked for.
pub fn write_results<'p>(
    results: QueryResults<'_>,
    rendering: Rendering,
    prefixes: impl IntoIterator<Item = (&'p str, &'p str)>,
    dialect: &Dialect,
    mut writer: impl Write,
) -> Result<(), WriteError> {
    match results {
        QueryResults::Boolean(value) => match rendering.rows.ok_or(WriteError::WantsTriples("ASK"))? {
            Output::Rows(format) => {
                QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut writer, value)?;
            }
            _ => writeln!(writer, "{value}")?,
        },
        QueryResults::Solutions(solutions) => match rendering.rows.ok_or(WriteError::WantsTriples("SELECT"))? {
            Output::Rows(format) => {
                let mut rows = QueryResultsSerializer::from_format(format)
                    .serialize_solutions_to_writer(&mut writer, solutions.variables().to_vec())?;
                for solution in solutions {
                    rows.serialize(&solution.map_err(QueryError::from)?)?;
                }
                rows.finish()?;
            }
            _ => table::write(solutions, prefixes, &mut writer)?,
        },
        QueryResults::Graph(triples) => {
            let format = rendering.triples.ok_or(WriteError::WantsRows)?;
            let mut serializer = RdfSerializer::from_format(format);
            for (prefix, iri) in prefixes {
                serializer = serializer.with_prefix(prefix, iri).map_err(std::io::Error::other)?;
            }
            let mut serializer = serializer.for_writer(&mut writer);
            let mut lowering = dialect.lowering(format);
            for triple in triples {
                let triple = triple.map_err(QueryError::from)?;
                match &mut lowering {
                    None => serializer.serialize_triple(&triple)?,
                    Some(lowering) => {
                        for quad in lowering.lower(triple.in_graph(GraphName::DefaultGraph)) {
                            serializer.serialize_quad(&quad)?;
                        }
                    }
                }
            }
            serializer.finish()?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// Why a result could not be written to its end.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error("{0} gives rows, not triples: choose one of table, json, xml, csv, tsv")]
    WantsTriples(&'static str),
    #[error("CONSTRUCT and DESCRIBE give triples: choose one of turtle, ntriples, nquads, trig, rdfxml, jsonld")]
    WantsRows,
}
