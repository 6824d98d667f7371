//! Which value is less: the operators `<` and `<=` of SPARQL,
//! <https://www.w3.org/TR/sparql11-query/#OperatorMapping>, with the other dates and times of XML Schema.

use super::super::shapes::Range;
use super::datatype::{is_integer_type, is_well_formed};
use crate::graph::vocab::xsd;
use oxigraph::model::{Literal, Term};
use oxsdatatypes::{Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time};
use std::cmp::Ordering;

/// <https://www.w3.org/TR/shacl/#core-components-range>: what cannot be compared is not within.
pub fn is_within(value: &Term, range: Range, bound: &Term) -> bool {
    match range {
        Range::MinExclusive => is_less(bound, value),
        Range::MinInclusive => is_less_or_equal(bound, value),
        Range::MaxExclusive => is_less(value, bound),
        Range::MaxInclusive => is_less_or_equal(value, bound),
    }
}

pub fn is_less(left: &Term, right: &Term) -> bool {
    order(left, right) == Some(Ordering::Less)
}

pub fn is_less_or_equal(left: &Term, right: &Term) -> bool {
    matches!(order(left, right), Some(Ordering::Less | Ordering::Equal))
}

fn order(left: &Term, right: &Term) -> Option<Ordering> {
    let (Term::Literal(left), Term::Literal(right)) = (left, right) else { return None };
    Value::of(left)?.partial_cmp(&Value::of(right)?)
}

/// A literal that has an order.
enum Value<'l> {
    Number(Number),
    Boolean(bool),
    String(&'l str),
    DateTime(DateTime),
    Date(Date),
    Time(Time),
    GYear(GYear),
    GYearMonth(GYearMonth),
    GMonth(GMonth),
    GMonthDay(GMonthDay),
    GDay(GDay),
    Duration(Duration),
}

/// A number, exact as long as that can be.
enum Number {
    Decimal(Decimal),
    Double(f64),
}

impl<'l> Value<'l> {
    fn of(literal: &'l Literal) -> Option<Self> {
        let (text, datatype) = (literal.value(), literal.datatype());
        if !is_well_formed(text, datatype) {
            return None;
        }
        if is_integer_type(datatype) || [xsd::DECIMAL, xsd::FLOAT, xsd::DOUBLE].contains(&datatype) {
            return Number::of(literal).map(Self::Number);
        }
        Some(match datatype {
            xsd::STRING => Self::String(text),
            xsd::BOOLEAN => Self::Boolean(matches!(text, "true" | "1")),
            xsd::DATE_TIME | xsd::DATE_TIME_STAMP => Self::DateTime(text.parse().ok()?),
            xsd::DATE => Self::Date(text.parse().ok()?),
            xsd::TIME => Self::Time(text.parse().ok()?),
            xsd::G_YEAR => Self::GYear(text.parse().ok()?),
            xsd::G_YEAR_MONTH => Self::GYearMonth(text.parse().ok()?),
            xsd::G_MONTH => Self::GMonth(text.parse().ok()?),
            xsd::G_MONTH_DAY => Self::GMonthDay(text.parse().ok()?),
            xsd::G_DAY => Self::GDay(text.parse().ok()?),
            xsd::DURATION | xsd::DAY_TIME_DURATION | xsd::YEAR_MONTH_DURATION => Self::Duration(text.parse().ok()?),
            _ => return None,
        })
    }
}

impl PartialOrd for Value<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.partial_cmp(right),
            (Self::Boolean(left), Self::Boolean(right)) => left.partial_cmp(right),
            (Self::String(left), Self::String(right)) => left.partial_cmp(right),
            (Self::DateTime(left), Self::DateTime(right)) => left.partial_cmp(right),
            (Self::Date(left), Self::Date(right)) => left.partial_cmp(right),
            (Self::Time(left), Self::Time(right)) => left.partial_cmp(right),
            (Self::GYear(left), Self::GYear(right)) => left.partial_cmp(right),
            (Self::GYearMonth(left), Self::GYearMonth(right)) => left.partial_cmp(right),
            (Self::GMonth(left), Self::GMonth(right)) => left.partial_cmp(right),
            (Self::GMonthDay(left), Self::GMonthDay(right)) => left.partial_cmp(right),
            (Self::GDay(left), Self::GDay(right)) => left.partial_cmp(right),
            (Self::Duration(left), Self::Duration(right)) => left.partial_cmp(right),
            _ => None,
        }
    }
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl Number {
    fn of(literal: &Literal) -> Option<Self> {
        let text = literal.value();
        let decimal = if matches!(literal.datatype(), xsd::FLOAT | xsd::DOUBLE) { None } else { text.parse().ok() };
        let double = || text.replace("INF", "inf").parse().ok().map(Self::Double);
        decimal.map(Self::Decimal).or_else(double)
    }

    fn to_f64(&self) -> f64 {
        match self {
            Self::Decimal(decimal) => decimal.to_string().parse().unwrap_or(f64::NAN),
            Self::Double(double) => *double,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Decimal(left), Self::Decimal(right)) => left.partial_cmp(right),
            _ => self.to_f64().partial_cmp(&other.to_f64()),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::NamedNode;

    fn typed(text: &str, name: &str) -> Term {
        let datatype = NamedNode::new_unchecked(format!("http://www.w3.org/2001/XMLSchema#{name}"));
        Literal::new_typed_literal(text, datatype).into()
    }

    #[test]
    fn compares_what_has_an_order() {
        for (left, right) in [
            (typed("9", "integer"), typed("10", "integer")),
            (typed("9", "byte"), typed("9.5", "decimal")),
            (typed("-INF", "double"), typed("1", "integer")),
            (typed("99999999999999999999999999", "integer"), typed("1e30", "double")),
            (typed("10", "string"), typed("9", "string")),
            (typed("2024-01-31", "date"), typed("2024-02-01", "date")),
            (typed("2024-01-31T23:00:00Z", "dateTime"), typed("2024-01-31T20:00:00-05:00", "dateTime")),
        ] {
            assert!(is_less(&left, &right) && is_less_or_equal(&left, &right), "{left} < {right}");
            assert!(!is_less(&right, &left) && is_less_or_equal(&left, &left), "{left} < {right}");
        }
    }

    #[test]
    fn the_rest_is_neither_less_nor_more() {
        for (left, right) in [
            (typed("1", "integer"), typed("2", "string")),
            (typed("NaN", "double"), typed("1", "integer")),
            (typed("1.5", "integer"), typed("2", "integer")),
            (typed("2024-01-31T23:00:00", "dateTime"), typed("2024-01-31T20:00:00Z", "dateTime")),
            (NamedNode::new_unchecked("http://a").into(), typed("2", "integer")),
        ] {
            assert!(!is_less_or_equal(&left, &right) && !is_less_or_equal(&right, &left), "{left} {right}");
        }
    }
}
