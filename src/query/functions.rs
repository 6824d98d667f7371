//! Functions of SPARQL that are evaluated here rather than by Oxigraph's evaluator: those that could make a value of any
//! size, one that it does not do as the standard says, and those that nobody knows.
//!
//! - `CONCAT` can double a string with each step, `REPLACE` multiply it: what they make is bounded.
//! - `GROUP_CONCAT` is a simple literal whatever it is made from
//!   (<https://www.w3.org/TR/sparql11-query/#defn_aggGroupConcat>).
//! - A function that is unknown is an error of its expression, not of the query
//!   (<https://www.w3.org/TR/sparql11-query/#extensionFunctions>).

use super::walk::{self, Visitor};
use crate::dataset::budget::{self, Stop};
use oxigraph::model::{Literal, NamedNode, Term};
use spareval::{AggregateFunctionAccumulator, QueryEvaluator};
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern};
use std::collections::BTreeSet;

const CONCAT: &str = "urn:x-trojka:concat";
const SHORT: &str = "urn:x-trojka:short";
const GROUP_CONCAT: &str = "urn:x-trojka:group-concat:";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Bytes of the longest string that a function makes.
const LONGEST: usize = 16 << 20;
/// Bytes of a text that is searched for a pattern, and of what is put in the place of each match.
const LONGEST_TEXT: usize = 1 << 20;
const LONGEST_REPLACEMENT: usize = 256;

/// The types that a value can be cast to.
const CASTS: [&str; 17] = [
    "string",
    "boolean",
    "double",
    "float",
    "integer",
    "decimal",
    "dateTime",
    "date",
    "time",
    "duration",
    "dayTimeDuration",
    "yearMonthDuration",
    "gYear",
    "gYearMonth",
    "gMonth",
    "gMonthDay",
    "gDay",
];

/// Puts our functions in the place of the evaluator's, and gives an evaluator that knows them.
pub(super) fn install(pattern: &mut GraphPattern, mut evaluator: QueryEvaluator) -> QueryEvaluator {
    let mut names = Names::default();
    walk::pattern(pattern, &mut names);
    let name = |name: &str| NamedNode::new_unchecked(name);
    evaluator = evaluator.with_custom_function(name(CONCAT), concat).with_custom_function(name(SHORT), short);
    for unknown in names.unknown {
        evaluator = evaluator.with_custom_function(name(&unknown), |_| None);
    }
    for separator in names.separators {
        let function = name(&format!("{GROUP_CONCAT}{separator}"));
        let begin = move || -> Box<dyn AggregateFunctionAccumulator + Send + Sync> {
            Box::new(GroupConcat { separator: separator.clone(), text: Some(String::new()), first: true })
        };
        evaluator = evaluator.with_custom_aggregate_function(function, begin);
    }
    evaluator
}

#[derive(Default)]
struct Names {
    unknown: BTreeSet<String>,
    separators: BTreeSet<String>,
}

impl Visitor for Names {
    fn expression(&mut self, expression: &mut Expression) {
        let Expression::FunctionCall(function, arguments) = expression else { return };
        match function {
            Function::Concat => *function = Function::Custom(NamedNode::new_unchecked(CONCAT)),
            Function::Regex => limit(arguments, 0, LONGEST_TEXT),
            Function::Replace => {
                limit(arguments, 0, LONGEST_TEXT);
                limit(arguments, 2, LONGEST_REPLACEMENT);
            }
            Function::Custom(name) if !is_known(name.as_str()) => {
                self.unknown.insert(name.as_str().to_owned());
            }
            _ => {}
        }
    }

    fn aggregate(&mut self, aggregate: &mut AggregateExpression) {
        if let AggregateExpression::FunctionCall { name, .. } = aggregate
            && let AggregateFunction::GroupConcat { separator } = name
        {
            let separator = separator.take().unwrap_or_else(|| " ".to_owned());
            *name = AggregateFunction::Custom(NamedNode::new_unchecked(format!("{GROUP_CONCAT}{separator}")));
            self.separators.insert(separator);
        }
    }
}

fn is_known(name: &str) -> bool {
    name == CONCAT || name == SHORT || name.strip_prefix(XSD).is_some_and(|name| CASTS.contains(&name))
}

/// Wraps an argument so that a longer one ends the query.
fn limit(arguments: &mut [Expression], at: usize, longest: usize) {
    if let Some(argument) = arguments.get_mut(at) {
        let inner = std::mem::replace(argument, Literal::from(longest as u64).into());
        let function = Function::Custom(NamedNode::new_unchecked(SHORT));
        *argument = Expression::FunctionCall(function, vec![inner, argument.clone()]);
    }
}

fn short(arguments: &[Term]) -> Option<Term> {
    let [term, Term::Literal(longest)] = arguments else { return None };
    if let Term::Literal(literal) = term
        && literal.value().len() > longest.value().parse().ok()?
    {
        budget::end(Stop::OutOfMemory);
    }
    Some(term.clone())
}

/// <https://www.w3.org/TR/sparql12-query/#func-concat>: of the language and direction that all have, else a simple literal.
fn concat(arguments: &[Term]) -> Option<Term> {
    let strings: Vec<&Literal> = arguments.iter().map(string).collect::<Option<_>>()?;
    let mut text = String::new();
    strings.iter().for_each(|string| push(&mut text, string.value()));
    let shared = strings.first().filter(|first| {
        strings.iter().all(|other| other.language() == first.language() && other.direction() == first.direction())
    });
    let literal = match shared.and_then(|first| Some((first.language()?, first.direction()))) {
        Some((language, Some(direction))) => {
            Literal::new_directional_language_tagged_literal_unchecked(text, language, direction)
        }
        Some((language, None)) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_simple_literal(text),
    };
    Some(literal.into())
}

/// A string with or without a language.
fn string(term: &Term) -> Option<&Literal> {
    match term {
        Term::Literal(literal)
            if literal.language().is_some() || literal.datatype().as_str() == format!("{XSD}string") =>
        {
            Some(literal)
        }
        _ => None,
    }
}

fn push(text: &mut String, more: &str) {
    if text.len() + more.len() > LONGEST {
        budget::end(Stop::OutOfMemory);
    }
    text.push_str(more);
    budget::step();
}

struct GroupConcat {
    separator: String,
    /// `None` once something came that is neither a literal nor an IRI.
    text: Option<String>,
    first: bool,
}

impl AggregateFunctionAccumulator for GroupConcat {
    fn accumulate(&mut self, element: Term) {
        let Some(text) = &mut self.text else { return };
        if !std::mem::take(&mut self.first) {
            push(text, &self.separator);
        }
        match &element {
            Term::Literal(literal) => push(text, literal.value()),
            Term::NamedNode(node) => push(text, node.as_str()),
            _ => self.text = None,
        }
    }

    fn finish(&mut self) -> Option<Term> {
        self.text.take().map(|text| Literal::new_simple_literal(text).into())
    }
}
