//! Rows for people.

use super::evaluate::QueryError;
use super::format::WriteError;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{ContentArrangement, Table};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use std::io::Write;

/// Writes a table and the number of its rows.
pub(super) fn write<'p>(
    solutions: QuerySolutionIter<'_>,
    prefixes: impl IntoIterator<Item = (&'p str, &'p str)>,
    writer: &mut impl Write,
) -> Result<(), WriteError> {
    let prefixes: Vec<_> = prefixes.into_iter().collect();
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    let variables = solutions.variables().to_vec();
    table.set_header(variables.iter().map(|variable| variable.as_str()));
    let mut count = 0;
    for solution in solutions {
        let solution = solution.map_err(QueryError::from)?;
        table.add_row(variables.iter().map(|variable| cell(solution.get(variable), &prefixes)));
        count += 1;
    }
    writeln!(writer, "{table}")?;
    writeln!(writer, "{count} {}", if count == 1 { "row" } else { "rows" })?;
    Ok(())
}

fn cell(term: Option<&Term>, prefixes: &[(&str, &str)]) -> String {
    match term {
        None => String::new(),
        Some(Term::NamedNode(iri)) => short(iri.as_str(), prefixes),
        Some(Term::Literal(literal)) => match literal.language() {
            Some(language) => format!("{}@{language}", literal.value()),
            None => literal.value().to_owned(),
        },
        Some(other) => other.to_string(),
    }
}

/// `tro:Agree` for an IRI with a known prefix and a plain rest.
fn short(iri: &str, prefixes: &[(&str, &str)]) -> String {
    let plain = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    prefixes
        .iter()
        .find_map(|(prefix, namespace)| {
            let rest = iri.strip_prefix(namespace).filter(|rest| plain(rest))?;
            Some(format!("{prefix}:{rest}"))
        })
        .unwrap_or_else(|| format!("<{iri}>"))
}
