//! Full-text search in SPARQL: triple patterns that ask the index become its answer as `VALUES`.
//!
//! ```sparql
//! ?thing tro:matches "sporazum albanija"
//! [] tro:query "sporazum" ; tro:found ?thing ; tro:score ?score ; tro:text ?text ; tro:limit 20
//! ```
//!
//! It happens before the evaluation, so what is looked for must stand in the query. The index is that of the whole data
//! set: `GRAPH` and `FROM` restrict the patterns beside a search, not the search.

use super::Hit;
use crate::graph::vocab::{tro::search as term, xsd};
use oxigraph::model::{Literal, NamedNodeRef};
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression};
use spargebra::term::{BlankNode, GroundTerm, NamedNodePattern, TermPattern, TriplePattern, Variable};
use std::collections::HashSet;

/// Asks the index, for all hits or at most so many.
pub type Search<'s> = dyn FnMut(&str, Option<usize>) -> Result<Vec<Hit>, String> + 's;

/// Answers the searches in the pattern of a query or an update.
///
/// # Errors
/// A sentence about the pattern that cannot be answered.
pub fn rewrite(pattern: &mut GraphPattern, search: &mut Search<'_>) -> Result<(), String> {
    Rewriter { search }.pattern(pattern)
}

const TERMS: [NamedNodeRef<'static>; 6] =
    [term::MATCHES, term::QUERY, term::FOUND, term::SCORE, term::TEXT, term::LIMIT];

fn is_term(predicate: NamedNodeRef<'_>) -> bool {
    TERMS.contains(&predicate)
}

/// As people write a term.
fn short(term: NamedNodeRef<'_>) -> String {
    let local = term.as_str().rsplit(['#', '/']).next().unwrap_or("");
    format!("tro:{local}")
}

struct Rewriter<'r, 's> {
    search: &'r mut Search<'s>,
}

/// The patterns of one node `[] tro:query "…" ; …`.
struct Node {
    subject: TermPattern,
    query: Option<String>,
    limit: Option<usize>,
    /// What each hit gives, and what takes it.
    parts: Vec<(NamedNodeRef<'static>, TermPattern)>,
}

impl Rewriter<'_, '_> {
    fn pattern(&mut self, pattern: &mut GraphPattern) -> Result<(), String> {
        let mut asked = Vec::new();
        self.group(pattern, &mut asked)?;
        let mut bound = HashSet::new();
        let tables = self.answer(asked, &mut bound)?;
        name_blank_nodes(pattern, &bound);
        for table in tables {
            *pattern = GraphPattern::Join { left: Box::new(table), right: Box::new(std::mem::take(pattern)) };
            tidy(pattern);
        }
        Ok(())
    }

    /// Takes the patterns that ask out of those that are joined; a property path between two patterns parts them.
    fn group(&mut self, pattern: &mut GraphPattern, asked: &mut Vec<TriplePattern>) -> Result<(), String> {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let asks = |triple: &TriplePattern| matches!(&triple.predicate, NamedNodePattern::NamedNode(predicate) if is_term(predicate.as_ref()));
                let (asking, others) = std::mem::take(patterns).into_iter().partition(asks);
                asked.extend::<Vec<_>>(asking);
                *patterns = others;
                Ok(())
            }
            GraphPattern::Join { left, right } => {
                self.group(left, asked)?;
                self.group(right, asked)?;
                tidy(pattern);
                Ok(())
            }
            other => self.parts(other),
        }
    }

    fn parts(&mut self, pattern: &mut GraphPattern) -> Result<(), String> {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Join { .. } => self.pattern(pattern),
            GraphPattern::Path { path, .. } => check_path(path),
            GraphPattern::Values { .. } | GraphPattern::Service { .. } => Ok(()),
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.as_mut().map_or(Ok(()), |expression| self.expression(expression))
            }
            GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right }
            | GraphPattern::Lateral { left, right } => {
                self.pattern(left)?;
                self.pattern(right)
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner)?;
                self.expression(expr)
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.pattern(inner)?;
                self.expression(expression)
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner)?;
                expression.iter_mut().try_for_each(|order| match order {
                    OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => self.expression(expression),
                })
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                self.pattern(inner)?;
                aggregates.iter_mut().try_for_each(|(_, aggregate)| match aggregate {
                    AggregateExpression::CountSolutions { .. } => Ok(()),
                    AggregateExpression::FunctionCall { expr, .. } => self.expression(expr),
                })
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
        }
    }

    /// Patterns stand in expressions below EXISTS.
    fn expression(&mut self, expression: &mut Expression) -> Result<(), String> {
        match expression {
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => {
                Ok(())
            }
            Expression::Or(left, right)
            | Expression::And(left, right)
            | Expression::Equal(left, right)
            | Expression::SameTerm(left, right)
            | Expression::Greater(left, right)
            | Expression::GreaterOrEqual(left, right)
            | Expression::Less(left, right)
            | Expression::LessOrEqual(left, right)
            | Expression::Add(left, right)
            | Expression::Subtract(left, right)
            | Expression::Multiply(left, right)
            | Expression::Divide(left, right) => {
                self.expression(left)?;
                self.expression(right)
            }
            Expression::UnaryPlus(inner) | Expression::UnaryMinus(inner) | Expression::Not(inner) => {
                self.expression(inner)
            }
            Expression::If(condition, then, other) => {
                [condition, then, other].into_iter().try_for_each(|part| self.expression(part))
            }
            Expression::In(first, others) => {
                self.expression(first)?;
                others.iter_mut().try_for_each(|other| self.expression(other))
            }
            Expression::Coalesce(parts) | Expression::FunctionCall(_, parts) => {
                parts.iter_mut().try_for_each(|part| self.expression(part))
            }
        }
    }

    /// A table for each search in one group.
    fn answer(
        &mut self,
        asked: Vec<TriplePattern>,
        bound: &mut HashSet<BlankNode>,
    ) -> Result<Vec<GraphPattern>, String> {
        let mut tables = Vec::new();
        let mut nodes: Vec<Node> = Vec::new();
        for triple in asked {
            let NamedNodePattern::NamedNode(predicate) = &triple.predicate else { continue };
            if predicate.as_ref() == term::MATCHES {
                let hits = (self.search)(&words(term::MATCHES, &triple.object)?, None)?;
                tables.push(table(&[(term::FOUND, triple.subject)], &things(hits), bound)?);
            } else {
                add(&mut nodes, predicate.as_ref(), triple.subject, triple.object)?;
            }
        }
        for node in nodes {
            let beside = || node.parts.first().map_or(term::LIMIT, |(part, _)| *part);
            let query = node.query.ok_or_else(|| {
                format!("{} needs tro:query on the same node, in the same group of patterns", short(beside()))
            })?;
            let hits = (self.search)(&query, node.limit)?;
            tables.push(table(&node.parts, &hits, bound)?);
        }
        Ok(tables)
    }
}

/// One row for each hit, one column for each variable; a constant keeps the hits that have it.
///
/// `bound` are the blank nodes that get values.
fn table(
    parts: &[(NamedNodeRef<'static>, TermPattern)],
    hits: &[Hit],
    bound: &mut HashSet<BlankNode>,
) -> Result<GraphPattern, String> {
    let columns = parts.iter().map(|(part, taker)| column(*part, taker, bound)).collect::<Result<Vec<_>, _>>()?;
    let mut variables: Vec<Variable> = Vec::new();
    for column in &columns {
        if let Column::Variable(variable) = column
            && !variables.contains(variable)
        {
            variables.push(variable.clone());
        }
    }
    let row = |hit: &Hit| {
        let mut row: Vec<Option<GroundTerm>> = vec![None; variables.len()];
        for ((part, _), column) in parts.iter().zip(&columns) {
            let value = value(hit, *part);
            match column {
                Column::Constant(constant) if *constant == value => {}
                Column::Constant(_) => return None,
                Column::Variable(variable) => {
                    let place = variables.iter().position(|known| known == variable)?;
                    if row[place].as_ref().is_some_and(|known| *known != value) {
                        return None;
                    }
                    row[place] = Some(value);
                }
            }
        }
        Some(row)
    };
    let bindings = hits.iter().filter_map(row).collect();
    Ok(GraphPattern::Values { variables, bindings })
}

fn column(part: NamedNodeRef<'static>, taker: &TermPattern, bound: &mut HashSet<BlankNode>) -> Result<Column, String> {
    match taker {
        TermPattern::Variable(variable) => Ok(Column::Variable(variable.clone())),
        TermPattern::BlankNode(node) => {
            bound.insert(node.clone());
            Ok(Column::Variable(named(node)))
        }
        TermPattern::NamedNode(node) => Ok(Column::Constant(node.clone().into())),
        TermPattern::Literal(literal) if part != term::FOUND => Ok(Column::Constant(literal.clone().into())),
        other => Err(format!("a search finds no {other}; {} takes a variable or an IRI", short(part))),
    }
}

enum Column {
    Variable(Variable),
    Constant(GroundTerm),
}

/// What a hit says of itself.
fn value(hit: &Hit, part: NamedNodeRef<'_>) -> GroundTerm {
    let text = |language: &Option<String>| match language {
        Some(language) => Literal::new_language_tagged_literal_unchecked(&hit.text, language),
        None => Literal::new_simple_literal(&hit.text),
    };
    match part {
        term::SCORE => Literal::new_typed_literal(hit.score.to_string(), xsd::DECIMAL).into(),
        term::TEXT => text(&hit.language).into(),
        _ => hit.thing.clone().into(),
    }
}

/// Each thing once, where it was found best.
fn things(mut hits: Vec<Hit>) -> Vec<Hit> {
    let mut seen = HashSet::new();
    hits.retain(|hit| seen.insert(hit.thing.clone()));
    hits
}

/// Adds a pattern to the node that it is about.
fn add(
    nodes: &mut Vec<Node>,
    predicate: NamedNodeRef<'_>,
    subject: TermPattern,
    object: TermPattern,
) -> Result<(), String> {
    if !matches!(subject, TermPattern::BlankNode(_) | TermPattern::Variable(_)) {
        return Err(format!(
            "{} is about a hit, which is a blank node or a variable and not {subject}",
            short(predicate)
        ));
    }
    let place = nodes.iter().position(|node| node.subject == subject).unwrap_or(nodes.len());
    if place == nodes.len() {
        nodes.push(Node { subject, query: None, limit: None, parts: Vec::new() });
    }
    let node = &mut nodes[place];
    let twice = || format!("{} is given twice on one node", short(predicate));
    match predicate {
        term::QUERY => {
            let given = node.query.replace(words(term::QUERY, &object)?);
            given.map_or(Ok(()), |_| Err(twice()))
        }
        term::LIMIT => {
            let given = node.limit.replace(number(&object)?);
            given.map_or(Ok(()), |_| Err(twice()))
        }
        _ => {
            let part = TERMS.into_iter().find(|term| *term == predicate).unwrap_or(term::FOUND);
            node.parts.push((part, object));
            Ok(())
        }
    }
}

fn words(part: NamedNodeRef<'_>, object: &TermPattern) -> Result<String, String> {
    match object {
        TermPattern::Literal(literal) => Ok(literal.value().to_owned()),
        other => Err(format!(
            "what {} looks for must be a string in the query, and {other} is none; a value that only the evaluation gives cannot be searched for",
            short(part)
        )),
    }
}

fn number(object: &TermPattern) -> Result<usize, String> {
    let number = match object {
        TermPattern::Literal(literal) if literal.datatype() == xsd::INTEGER => literal.value().parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| format!("tro:limit must be a number of hits, and {object} is none"))
}

fn check_path(path: &PropertyPathExpression) -> Result<(), String> {
    match path {
        PropertyPathExpression::NamedNode(predicate) if is_term(predicate.as_ref()) => {
            Err(format!("{} cannot be part of a property path", short(predicate.as_ref())))
        }
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => Ok(()),
        PropertyPathExpression::Sequence(left, right) | PropertyPathExpression::Alternative(left, right) => {
            check_path(left)?;
            check_path(right)
        }
        PropertyPathExpression::Reverse(inner)
        | PropertyPathExpression::ZeroOrMore(inner)
        | PropertyPathExpression::OneOrMore(inner)
        | PropertyPathExpression::ZeroOrOne(inner) => check_path(inner),
    }
}

/// A join with nothing is its other side.
fn tidy(pattern: &mut GraphPattern) {
    let empty = |pattern: &GraphPattern| matches!(pattern, GraphPattern::Bgp { patterns } if patterns.is_empty());
    if let GraphPattern::Join { left, right } = pattern {
        if empty(left) {
            *pattern = std::mem::take(right);
        } else if empty(right) {
            *pattern = std::mem::take(left);
        }
    }
}

/// The variable that stands for a blank node; no query can have one of that name.
fn named(node: &BlankNode) -> Variable {
    Variable::new_unchecked(node.to_string())
}

/// Puts variables in the place of blank nodes, in the patterns that are joined: a blank node stands in one such group only.
fn name_blank_nodes(pattern: &mut GraphPattern, nodes: &HashSet<BlankNode>) {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter_mut().for_each(|triple| name_in_triple(triple, nodes)),
        GraphPattern::Path { subject, object, .. } => {
            name(subject, nodes);
            name(object, nodes);
        }
        GraphPattern::Join { left, right } => {
            name_blank_nodes(left, nodes);
            name_blank_nodes(right, nodes);
        }
        _ => {}
    }
}

fn name_in_triple(triple: &mut TriplePattern, nodes: &HashSet<BlankNode>) {
    name(&mut triple.subject, nodes);
    name(&mut triple.object, nodes);
}

fn name(term: &mut TermPattern, nodes: &HashSet<BlankNode>) {
    match term {
        TermPattern::BlankNode(node) if nodes.contains(node) => *term = TermPattern::Variable(named(node)),
        TermPattern::Triple(triple) => name_in_triple(triple, nodes),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
