//! Literals that differ in how they write the same value.
//!
//! The lexical form of a value that a query computes is not prescribed (`2.0E3` or `2000`), so results of the suites are
//! compared by value, except where a test says that it needs the forms kept.

use super::same::Row;
use oxigraph::model::{Literal, NamedNodeRef, Term, Triple, vocab::xsd};

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
        _ if is_decimal(datatype) => canonical_decimal(form),
        _ => None,
    }
}

/// Decimals, integers among them, and the types derived from them.
fn is_decimal(datatype: NamedNodeRef) -> bool {
    const NAMES: [NamedNodeRef; 14] = [
        xsd::DECIMAL,
        xsd::INTEGER,
        xsd::NON_NEGATIVE_INTEGER,
        xsd::POSITIVE_INTEGER,
        xsd::NON_POSITIVE_INTEGER,
        xsd::NEGATIVE_INTEGER,
        xsd::LONG,
        xsd::INT,
        xsd::SHORT,
        xsd::BYTE,
        xsd::UNSIGNED_LONG,
        xsd::UNSIGNED_INT,
        xsd::UNSIGNED_SHORT,
        xsd::UNSIGNED_BYTE,
    ];
    NAMES.contains(&datatype)
}

/// Without a plus, and without zeros that say nothing.
fn canonical_decimal(form: &str) -> Option<String> {
    let digits = form.strip_prefix(['+', '-']).unwrap_or(form);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + part.len() == 0 || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let sign = if form.starts_with('-') && whole.len() + part.len() > 0 { "-" } else { "" };
    Some(format!(
        "{sign}{}{}{part}",
        if whole.is_empty() { "0" } else { whole },
        if part.is_empty() { "" } else { "." }
    ))
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use oxigraph::model::{Literal, Term, vocab::xsd};

    #[test]
    fn forms_of_one_value_are_one_and_types_stay_apart() {
        let typed = |form: &str, datatype| canonical(Term::from(Literal::new_typed_literal(form, datatype)));
        for (datatype, one, other) in [
            (xsd::DOUBLE, "2.0E3", "2000"),
            (xsd::DECIMAL, "+02.50", "2.5"),
            (xsd::DECIMAL, "-0.0", "0"),
            (xsd::INTEGER, "007", "7"),
            (xsd::UNSIGNED_BYTE, "+7", "7"),
            (xsd::BOOLEAN, "1", "true"),
        ] {
            assert_eq!(typed(one, datatype), typed(other, datatype));
        }
        assert_ne!(typed("2", xsd::INTEGER), typed("2", xsd::DECIMAL));
        assert_ne!(typed("-2", xsd::INTEGER), typed("2", xsd::INTEGER));
        assert_ne!(typed("0.1", xsd::DECIMAL), typed("0.01", xsd::DECIMAL));
        assert_ne!(typed("02", xsd::STRING), typed("2", xsd::STRING));
        assert_ne!(typed(".", xsd::DECIMAL), typed("0", xsd::DECIMAL));
    }
}
