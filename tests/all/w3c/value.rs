//! Literals that differ in how they write the same value.
//!
//! The lexical form of a value that a query computes is not prescribed (`2.0E3` or `2000`), so results of the suites are
//! compared by value, except where a test says that it needs the forms kept.

use super::same::Row;
use oxigraph::model::{Literal, Term, Triple, vocab::xsd};

pub fn by_value(rows: &[Row]) -> Vec<Row> {
    rows.iter().map(|row| row.iter().map(|cell| cell.clone().map(canonical)).collect()).collect()
}

fn canonical(term: Term) -> Term {
    match term {
        Term::Literal(literal) => match canonical_form(&literal) {
            Some(form) => Literal::new_typed_literal(form, literal.datatype().into_owned()).into(),
            None => literal.into(),
        },
        Term::Triple(triple) => {
            let Triple { subject, predicate, object } = *triple;
            Triple { subject, predicate, object: canonical(object) }.into()
        }
        other => other,
    }
}

fn canonical_form(literal: &Literal) -> Option<String> {
    let (form, datatype) = (literal.value(), literal.datatype());
    match datatype {
        _ if datatype == xsd::BOOLEAN => match form {
            "1" => Some("true".into()),
            "0" => Some("false".into()),
            _ => None,
        },
        _ if datatype == xsd::DOUBLE => form.parse::<f64>().ok().map(|value| value.to_string()),
        _ if datatype == xsd::FLOAT => form.parse::<f32>().ok().map(|value| value.to_string()),
        _ if datatype == xsd::DECIMAL || is_integer(literal) => canonical_decimal(form),
        _ => None,
    }
}

/// Integers and the types derived from them are decimals without a point.
fn is_integer(literal: &Literal) -> bool {
    let name = literal.datatype().as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#");
    name.is_some_and(|name| {
        name.to_ascii_lowercase().ends_with("integer")
            || ["int", "long", "short", "byte"]
                .contains(&name.trim_start_matches("unsigned").to_ascii_lowercase().as_str())
    })
}

fn canonical_decimal(form: &str) -> Option<String> {
    let digits = form.strip_prefix(['+', '-']).unwrap_or(form);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let numeric = digits.len() > usize::from(digits.contains('.'))
        && (whole.to_owned() + part).bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = numeric.then(|| (whole.trim_start_matches('0'), part.trim_end_matches('0')))?;
    let sign = if form.starts_with('-') && !(whole.is_empty() && part.is_empty()) { "-" } else { "" };
    let (whole, point) = (if whole.is_empty() { "0" } else { whole }, if part.is_empty() { "" } else { "." });
    Some(format!("{sign}{whole}{point}{part}"))
}
