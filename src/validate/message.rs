//! What a constraint asks for, in a sentence, for shapes that have no message of their own.

use super::shapes::{Constraint, NodeKind, Range, Shapes, TermAt, short};

pub fn default(shapes: &Shapes, constraint: &Constraint, component: &str) -> String {
    let term = |at: &TermAt| short(&shapes.terms[*at]);
    match constraint {
        Constraint::Class(class) => format!("must be a {}", term(class)),
        Constraint::Datatype(datatype) => format!("must be a well-formed {}", term(datatype)),
        Constraint::NodeKind(kind) => format!("must be {}", kinds(*kind)),
        Constraint::MinCount(1) => "is missing".to_owned(),
        Constraint::MinCount(least) => format!("must have at least {least} values"),
        Constraint::MaxCount(0) => "must have no value".to_owned(),
        Constraint::MaxCount(1) => "must have one value only".to_owned(),
        Constraint::MaxCount(most) => format!("must have at most {most} values"),
        Constraint::Range(Range::MinExclusive, bound) => format!("must be more than {}", term(bound)),
        Constraint::Range(Range::MinInclusive, bound) => format!("must be at least {}", term(bound)),
        Constraint::Range(Range::MaxExclusive, bound) => format!("must be less than {}", term(bound)),
        Constraint::Range(Range::MaxInclusive, bound) => format!("must be at most {}", term(bound)),
        Constraint::MinLength(least) => format!("must have at least {least} characters"),
        Constraint::MaxLength(most) => format!("must have at most {most} characters"),
        Constraint::Pattern(pattern) => format!("must match {:?}", pattern.as_str()),
        Constraint::LanguageIn(languages) => format!("must be in one of the languages {}", languages.join(", ")),
        Constraint::UniqueLang => "must have one text for each language only".to_owned(),
        Constraint::Equals(predicate) => format!("must have the same values as {}", term(predicate)),
        Constraint::Disjoint(predicate) => format!("must have no value in common with {}", term(predicate)),
        Constraint::LessThan(predicate) => format!("must be less than {}", term(predicate)),
        Constraint::LessThanOrEquals(predicate) => format!("must not be more than {}", term(predicate)),
        Constraint::Not(_) => "must not conform to a shape that it does conform to".to_owned(),
        Constraint::And(_) => "must conform to all of several shapes".to_owned(),
        Constraint::Or(_) => "must conform to one of several shapes".to_owned(),
        Constraint::Xone(_) => "must conform to exactly one of several shapes".to_owned(),
        Constraint::Node(shape) => match &shapes.terms[shapes.shapes[*shape].node] {
            node @ oxigraph::model::Term::NamedNode(_) => format!("must conform to {}", short(node)),
            _ => "must conform to another shape".to_owned(),
        },
        Constraint::Property(_) => "must have a property that conforms".to_owned(),
        Constraint::Qualified(qualified) if component.starts_with("QualifiedMax") => {
            format!("must have at most {} such values", qualified.max.unwrap_or_default())
        }
        Constraint::Qualified(qualified) => {
            format!("must have at least {} such values", qualified.min.unwrap_or_default())
        }
        Constraint::Closed(_) => "is a property that the shape does not know".to_owned(),
        Constraint::HasValue(value) => format!("must have the value {}", term(value)),
        Constraint::In(members) => {
            format!("must be one of {}", members.iter().map(term).collect::<Vec<_>>().join(", "))
        }
    }
}

fn kinds(kind: NodeKind) -> String {
    let names = [(kind.iri, "an IRI"), (kind.blank, "a blank node"), (kind.literal, "a literal")];
    names.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect::<Vec<_>>().join(" or ")
}
