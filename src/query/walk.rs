//! Visiting every expression of a query, the innermost first.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// What is done with each.
pub(super) trait Visitor {
    fn expression(&mut self, expression: &mut Expression);
    fn aggregate(&mut self, _aggregate: &mut AggregateExpression) {}
}

/// The pattern of a query, whatever its form.
pub(crate) fn pattern_of(query: &mut Query) -> &mut GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

/// Visits all expressions in a pattern. What is to be asked of another server is left as it is.
pub(super) fn pattern(pattern: &mut GraphPattern, visitor: &mut impl Visitor) {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Path { .. } | P::Values { .. } | P::Service { .. } => {}
        P::Join { left, right } | P::Lateral { left, right } | P::Union { left, right } | P::Minus { left, right } => {
            self::pattern(left, visitor);
            self::pattern(right, visitor);
        }
        P::LeftJoin { left, right, expression: condition } => {
            self::pattern(left, visitor);
            self::pattern(right, visitor);
            condition.iter_mut().for_each(|condition| expression(condition, visitor));
        }
        P::Filter { expr, inner } | P::Extend { expression: expr, inner, .. } => {
            self::pattern(inner, visitor);
            expression(expr, visitor);
        }
        P::OrderBy { inner, expression: keys } => {
            self::pattern(inner, visitor);
            for OrderExpression::Asc(key) | OrderExpression::Desc(key) in keys {
                expression(key, visitor);
            }
        }
        P::Group { inner, aggregates, .. } => {
            self::pattern(inner, visitor);
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    expression(expr, visitor);
                }
                visitor.aggregate(aggregate);
            }
        }
        P::Graph { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. } => self::pattern(inner, visitor),
    }
}

fn expression(expression: &mut Expression, visitor: &mut impl Visitor) {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => {}
        E::Or(a, b)
        | E::And(a, b)
        | E::Equal(a, b)
        | E::SameTerm(a, b)
        | E::Greater(a, b)
        | E::GreaterOrEqual(a, b)
        | E::Less(a, b)
        | E::LessOrEqual(a, b)
        | E::Add(a, b)
        | E::Subtract(a, b)
        | E::Multiply(a, b)
        | E::Divide(a, b) => [a, b].into_iter().for_each(|each| self::expression(each, visitor)),
        E::UnaryPlus(a) | E::UnaryMinus(a) | E::Not(a) => self::expression(a, visitor),
        E::In(a, list) => {
            self::expression(a, visitor);
            list.iter_mut().for_each(|each| self::expression(each, visitor));
        }
        E::If(a, b, c) => [a, b, c].into_iter().for_each(|each| self::expression(each, visitor)),
        E::Coalesce(list) | E::FunctionCall(_, list) => {
            list.iter_mut().for_each(|each| self::expression(each, visitor));
        }
        E::Exists(inner) => pattern(inner, visitor),
    }
    visitor.expression(expression);
}
