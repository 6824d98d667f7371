//! The parameters of a shape as constraints: <https://www.w3.org/TR/shacl/#core-components>.

use super::super::sh;
use super::read::{Found, Reader, flag};
use super::{Constraint, NodeKind, Qualified, Range, Shape, ShapeAt, ShapesGraph, TermAt, lists};
use crate::error::Result;
use crate::graph::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef, Term};
use regex::{Regex, RegexBuilder};

/// Parameters that only property shapes may have.
const OF_PROPERTIES: [NamedNodeRef<'static>; 6] =
    [sh::MIN_COUNT, sh::MAX_COUNT, sh::UNIQUE_LANG, sh::LESS_THAN, sh::LESS_THAN_OR_EQUALS, sh::QUALIFIED_VALUE_SHAPE];

const RANGES: [(NamedNodeRef<'static>, Range); 4] = [
    (sh::MIN_EXCLUSIVE, Range::MinExclusive),
    (sh::MIN_INCLUSIVE, Range::MinInclusive),
    (sh::MAX_EXCLUSIVE, Range::MaxExclusive),
    (sh::MAX_INCLUSIVE, Range::MaxInclusive),
];

/// Makes a constraint of a value.
type Make<T> = fn(T) -> Constraint;

/// The parameters of one shape.
pub(super) struct Parameters<'s> {
    node: &'s Term,
    key: &'s str,
    of_property: bool,
}

impl<'s> Parameters<'s> {
    pub fn new(node: &'s Term, shape: &'s Shape) -> Self {
        Self { node, key: &shape.key, of_property: shape.path.is_some() }
    }

    /// All constraints of the shape.
    pub fn read(&self, reader: &mut Reader<'_>) -> Result<Vec<Constraint>> {
        if !matches!(self.node, Term::NamedNode(_) | Term::BlankNode(_)) {
            return Err(reader.graph.wrong_node(self.node, "a shape must be an IRI or a blank node"));
        }
        if !self.of_property
            && let Some(property) = OF_PROPERTIES.into_iter().find(|property| reader.graph.has(self.node, *property))
        {
            return Err(reader.graph.wrong(self.node, property, "needs a sh:path"));
        }
        let parts = [
            self.value_types(reader)?,
            self.counts(reader.graph)?,
            self.ranges(reader)?,
            self.strings(reader.graph)?,
            self.pairs(reader)?,
            self.logic(reader)?,
            self.references(reader)?,
            self.others(reader)?,
        ];
        Ok(parts.concat())
    }

    /// <https://www.w3.org/TR/shacl/#core-components-value-type>
    fn value_types(&self, reader: &mut Reader<'_>) -> Found {
        let graph = reader.graph;
        let mut found = self.each(reader, sh::CLASS, Constraint::Class)?;
        if let Some(datatype) = graph.value(self.node, sh::DATATYPE)? {
            self.must_be_iri(graph, sh::DATATYPE, datatype)?;
            found.push(Constraint::Datatype(reader.intern(datatype)));
        }
        if let Some(kind) = graph.value(self.node, sh::NODE_KIND)? {
            let kind =
                node_kind(kind).ok_or_else(|| graph.wrong(self.node, sh::NODE_KIND, "is none of the six kinds"))?;
            found.push(Constraint::NodeKind(kind));
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#core-components-count>
    fn counts(&self, graph: &ShapesGraph) -> Found {
        let min = self.number(graph, sh::MIN_COUNT)?.map(Constraint::MinCount);
        let max = self.number(graph, sh::MAX_COUNT)?.map(Constraint::MaxCount);
        Ok(min.into_iter().chain(max).collect())
    }

    /// <https://www.w3.org/TR/shacl/#core-components-range>
    fn ranges(&self, reader: &mut Reader<'_>) -> Found {
        let mut found = Vec::new();
        for (property, range) in RANGES {
            match reader.graph.value(self.node, property)? {
                None => {}
                Some(bound @ Term::Literal(_)) => found.push(Constraint::Range(range, reader.intern(bound))),
                Some(_) => return Err(reader.graph.wrong(self.node, property, "must be a literal")),
            }
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#core-components-string>
    fn strings(&self, graph: &ShapesGraph) -> Found {
        let mut found = Vec::new();
        found.extend(self.number(graph, sh::MIN_LENGTH)?.map(Constraint::MinLength));
        found.extend(self.number(graph, sh::MAX_LENGTH)?.map(Constraint::MaxLength));
        let flags = self.string(graph, sh::FLAGS)?.map_or("", Literal::value);
        for pattern in graph.values(self.node, sh::PATTERN) {
            let Some(text) = plain(pattern) else {
                return Err(graph.wrong(self.node, sh::PATTERN, "must be a string"));
            };
            let pattern = regex(text.value(), flags).map_err(|why| graph.wrong(self.node, sh::PATTERN, &why))?;
            found.push(Constraint::Pattern(pattern));
        }
        if let Some(list) = graph.value(self.node, sh::LANGUAGE_IN)? {
            let members = lists::members(graph, self.node, sh::LANGUAGE_IN, list)?;
            let ranges: Option<Vec<_>> = members.into_iter().map(|tag| Some(plain(tag)?.value().to_owned())).collect();
            let wrong = || graph.wrong(self.node, sh::LANGUAGE_IN, "must be a list of strings");
            found.push(Constraint::LanguageIn(ranges.ok_or_else(wrong)?));
        }
        if flag(graph, self.node, sh::UNIQUE_LANG)? {
            found.push(Constraint::UniqueLang);
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#core-components-property-pairs>
    fn pairs(&self, reader: &mut Reader<'_>) -> Found {
        let pairs: [(NamedNodeRef<'_>, Make<TermAt>); 4] = [
            (sh::EQUALS, Constraint::Equals),
            (sh::DISJOINT, Constraint::Disjoint),
            (sh::LESS_THAN, Constraint::LessThan),
            (sh::LESS_THAN_OR_EQUALS, Constraint::LessThanOrEquals),
        ];
        let mut found = Vec::new();
        for (property, make) in pairs {
            found.extend(self.each(reader, property, make)?);
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#core-components-logical>
    fn logic(&self, reader: &mut Reader<'_>) -> Found {
        let lists: [(NamedNodeRef<'_>, Make<Vec<ShapeAt>>); 3] =
            [(sh::AND, Constraint::And), (sh::OR, Constraint::Or), (sh::XONE, Constraint::Xone)];
        let mut found = self.each_shape(reader, sh::NOT, Constraint::Not)?;
        let graph = reader.graph;
        for (property, make) in lists {
            for (number, list) in graph.values(self.node, property).into_iter().enumerate() {
                let members = lists::members(graph, self.node, property, list)?;
                let key = self.key_of(property, number);
                found.push(make(reader.shapes_of(&members, &key)?));
            }
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#core-components-shape>
    fn references(&self, reader: &mut Reader<'_>) -> Found {
        let mut found = self.each_shape(reader, sh::NODE, Constraint::Node)?;
        found.extend(self.each_shape(reader, sh::PROPERTY, Constraint::Property)?);
        for property in reader.graph.values(self.node, sh::PROPERTY) {
            if !reader.graph.has(property, sh::PATH) {
                return Err(reader.graph.wrong(self.node, sh::PROPERTY, "must be a shape with a sh:path"));
            }
        }
        found.extend(self.qualified(reader)?);
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent>: a shape without a number asks for nothing, nor does
    /// a number without a shape.
    fn qualified(&self, reader: &mut Reader<'_>) -> Found {
        let graph = reader.graph;
        let min = self.number(graph, sh::QUALIFIED_MIN_COUNT)?;
        let max = self.number(graph, sh::QUALIFIED_MAX_COUNT)?;
        let siblings = if flag(graph, self.node, sh::QUALIFIED_VALUE_SHAPES_DISJOINT)? {
            self.siblings(reader)?
        } else {
            Vec::new()
        };
        let make = |shape| Constraint::Qualified(Qualified { shape, min, max, siblings: siblings.clone() });
        self.each_shape(reader, sh::QUALIFIED_VALUE_SHAPE, make)
    }

    /// The qualified shapes of the other property shapes of its parents.
    fn siblings(&self, reader: &mut Reader<'_>) -> Result<Vec<ShapeAt>> {
        let graph = reader.graph;
        let own = graph.values(self.node, sh::QUALIFIED_VALUE_SHAPE);
        let mut found = Vec::new();
        for parent in graph.subjects_with(&[sh::PROPERTY]) {
            let properties = graph.values(parent, sh::PROPERTY);
            if !properties.contains(&self.node) {
                continue;
            }
            for (number, property) in properties.into_iter().enumerate() {
                for shape in graph.values(property, sh::QUALIFIED_VALUE_SHAPE) {
                    if !own.contains(&shape) {
                        let key =
                            format!("{} {}", self.key_of(sh::QUALIFIED_VALUE_SHAPES_DISJOINT, number), found.len());
                        found.push(reader.shape(shape, &key)?);
                    }
                }
            }
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#core-components-others>
    fn others(&self, reader: &mut Reader<'_>) -> Found {
        let graph = reader.graph;
        let mut found: Vec<Constraint> = Vec::new();
        if flag(graph, self.node, sh::CLOSED)? {
            found.push(Constraint::Closed(self.allowed(reader)?));
        }
        for value in graph.values(self.node, sh::HAS_VALUE) {
            found.push(Constraint::HasValue(reader.intern(value)));
        }
        if let Some(list) = graph.value(self.node, sh::IN)? {
            let members = lists::members(graph, self.node, sh::IN, list)?;
            found.push(Constraint::In(members.into_iter().map(|member| reader.intern(member)).collect()));
        }
        Ok(found)
    }

    /// <https://www.w3.org/TR/shacl/#ClosedConstraintComponent>
    fn allowed(&self, reader: &mut Reader<'_>) -> Result<Vec<TermAt>> {
        let graph = reader.graph;
        let mut allowed = Vec::new();
        for property in graph.values(self.node, sh::PROPERTY) {
            if let Some(path @ Term::NamedNode(_)) = graph.value(property, sh::PATH)? {
                allowed.push(reader.intern(path));
            }
        }
        if let Some(list) = graph.value(self.node, sh::IGNORED_PROPERTIES)? {
            for member in lists::members(graph, self.node, sh::IGNORED_PROPERTIES, list)? {
                self.must_be_iri(graph, sh::IGNORED_PROPERTIES, member)?;
                allowed.push(reader.intern(member));
            }
        }
        Ok(allowed)
    }

    /// A constraint for each value, which has to be an IRI.
    fn each(&self, reader: &mut Reader<'_>, property: NamedNodeRef<'_>, make: Make<TermAt>) -> Found {
        let graph = reader.graph;
        let values = graph.values(self.node, property);
        let constraint = |value| {
            self.must_be_iri(graph, property, value)?;
            Ok(make(reader.intern(value)))
        };
        values.into_iter().map(constraint).collect()
    }

    /// A constraint for each value, which is a shape.
    fn each_shape(
        &self,
        reader: &mut Reader<'_>,
        property: NamedNodeRef<'_>,
        make: impl Fn(ShapeAt) -> Constraint,
    ) -> Found {
        let values = reader.graph.values(self.node, property).into_iter().enumerate();
        values.map(|(number, value)| Ok(make(reader.shape(value, &self.key_of(property, number))?))).collect()
    }

    /// What a blank shape is called that is the value of a property.
    fn key_of(&self, property: NamedNodeRef<'_>, number: usize) -> String {
        format!("{} {property} {number}", self.key)
    }

    fn must_be_iri(&self, graph: &ShapesGraph, property: NamedNodeRef<'_>, value: &Term) -> Result<()> {
        let fits = matches!(value, Term::NamedNode(_));
        if fits { Ok(()) } else { Err(graph.wrong(self.node, property, "must be an IRI")) }
    }

    fn number(&self, graph: &ShapesGraph, property: NamedNodeRef<'_>) -> Result<Option<u64>> {
        let Some(value) = graph.value(self.node, property)? else { return Ok(None) };
        let number = match value {
            Term::Literal(value) if value.datatype() == xsd::INTEGER => value.value().parse().ok(),
            _ => None,
        };
        number.map(Some).ok_or_else(|| graph.wrong(self.node, property, "must be an xsd:integer from 0 on"))
    }

    fn string<'g>(&self, graph: &'g ShapesGraph, property: NamedNodeRef<'_>) -> Result<Option<&'g Literal>> {
        let Some(value) = graph.value(self.node, property)? else { return Ok(None) };
        plain(value).map(Some).ok_or_else(|| graph.wrong(self.node, property, "must be a string"))
    }
}

/// An `xsd:string`.
fn plain(term: &Term) -> Option<&Literal> {
    let Term::Literal(literal) = term else { return None };
    (literal.datatype() == xsd::STRING).then_some(literal)
}

fn node_kind(term: &Term) -> Option<NodeKind> {
    let Term::NamedNode(kind) = term else { return None };
    let (iri, blank, literal) = match kind.as_ref() {
        kind if kind == sh::IRI => (true, false, false),
        kind if kind == sh::BLANK_NODE => (false, true, false),
        kind if kind == sh::LITERAL => (false, false, true),
        kind if kind == sh::BLANK_NODE_OR_IRI => (true, true, false),
        kind if kind == sh::BLANK_NODE_OR_LITERAL => (false, true, true),
        kind if kind == sh::IRI_OR_LITERAL => (true, false, true),
        _ => return None,
    };
    Some(NodeKind { iri, blank, literal })
}

/// A pattern with the flags of <https://www.w3.org/TR/xpath-functions/#flags>.
fn regex(pattern: &str, flags: &str) -> Result<Regex, String> {
    let literal = flags.contains('q');
    let escaped = if literal { regex::escape(pattern) } else { pattern.to_owned() };
    let mut builder = RegexBuilder::new(&escaped);
    for flag in flags.chars() {
        match flag {
            's' => builder.dot_matches_new_line(true),
            'm' => builder.multi_line(true),
            'i' => builder.case_insensitive(true),
            'x' => builder.ignore_whitespace(true),
            'q' => &mut builder,
            other => return Err(format!("has the unknown flag {other:?}")),
        };
    }
    builder.build().map_err(|error| format!("is not a pattern: {error}"))
}
