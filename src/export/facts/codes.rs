//! The codes of events, and which code of CAMEO stands for which, as `ontology/codes/` has them.

use super::event::Event;
use crate::error::Result;
use crate::graph::vocab::skos;
use crate::graph::vocab::tro::{self, property, value};
use crate::graph::{Base, ontology};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, HashMap};

/// Quad classes in the order in which event data number them from 1 on.
const QUADS: [&str; 4] = ["VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict"];

/// What the ontology says of a concept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    pub notation: Option<String>,
    quad: Option<NamedNode>,
    /// From −10 (conflict) to 10 (cooperation), as the ontology writes it.
    intensity: Option<String>,
}

#[derive(Debug, Default)]
pub struct Codes {
    codes: HashMap<NamedNode, Code>,
    /// For each way in which CAMEO meets PLOVER, the first code of CAMEO by the concept of PLOVER.
    close: BTreeMap<NamedNode, String>,
    wider: BTreeMap<NamedNode, String>,
    /// By the concept that is wider than CAMEO's and the one to which it is related: what is announced, or the context.
    related: BTreeMap<(NamedNode, NamedNode), String>,
    /// The concept of an event type by its code.
    types: BTreeMap<String, NamedNode>,
}

impl Codes {
    /// # Errors
    /// When a file of the ontology cannot be read.
    pub fn load(base: &Base) -> Result<Self> {
        let quads = ontology::quads(base)?;
        let mut codes = Self::default();
        quads.iter().for_each(|quad| codes.add(quad));
        codes.add_cameo(&quads);
        Ok(codes)
    }

    fn add(&mut self, quad: &Quad) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return };
        let code = self.codes.entry(subject.clone()).or_default();
        match (quad.predicate.as_ref(), &quad.object) {
            (skos::NOTATION, Term::Literal(literal)) => code.notation = Some(literal.value().to_owned()),
            (property::INTENSITY, Term::Literal(literal)) => code.intensity = Some(literal.value().to_owned()),
            (property::QUAD_CLASS, Term::NamedNode(class)) => code.quad = Some(class.clone()),
            _ => {}
        }
    }

    fn add_cameo(&mut self, quads: &[Quad]) {
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let (Term::NamedNode(object), Some(code)) = (&quad.object, self.codes.get(subject)) else { continue };
            let Some(notation) = code.notation.clone() else { continue };
            let first = |matches: &mut BTreeMap<NamedNode, String>| {
                let known = matches.entry(object.clone()).or_insert_with(|| notation.clone());
                // Codes of three digits before roots of two.
                let key = |code: &str| (code.len() < 3, code.to_owned());
                if key(&notation) < key(known) {
                    known.clone_from(&notation);
                }
            };
            match quad.predicate.as_ref() {
                skos::CLOSE_MATCH if is_cameo(quads, subject) => first(&mut self.close),
                skos::NARROW_MATCH if is_cameo(quads, subject) => first(&mut self.wider),
                skos::BROAD_MATCH if is_cameo(quads, subject) => {
                    for related in objects(quads, subject, skos::RELATED_MATCH) {
                        self.related.insert((object.clone(), related), notation.clone());
                    }
                }
                skos::IN_SCHEME if object.as_str() == format!("{}EventTypeScheme", tro::NAMESPACE) => {
                    self.types.insert(notation.clone(), subject.clone());
                }
                _ => {}
            }
        }
    }

    /// The code of a concept as its scheme writes it.
    pub fn notation(&self, concept: &NamedNode) -> Option<&str> {
        self.codes.get(concept)?.notation.as_deref()
    }

    /// The concept of the type as which PLOVER codes an event.
    fn coded(&self, event: &Event) -> Option<&NamedNode> {
        self.types.get(event.plover_code.as_deref()?)
    }

    /// Whether words or deeds, cooperation or conflict, of the type as which an event is coded.
    pub fn quad_class(&self, event: &Event) -> Option<&NamedNode> {
        self.codes.get(self.coded(event)?)?.quad.as_ref()
    }

    /// 1 to 4, as CAMEO data number them.
    pub fn quad_number(&self, event: &Event) -> Option<usize> {
        let class = local(self.quad_class(event)?);
        QUADS.iter().position(|name| *name == class).map(|at| at + 1)
    }

    /// How much of conflict or cooperation: the intensity of the mode, else that of the type.
    pub fn intensity(&self, event: &Event) -> Option<&str> {
        let of = |concept: &NamedNode| self.codes.get(concept)?.intensity.as_deref();
        let mode = event.mode.as_ref().filter(|_| self.coded(event) == event.class.as_ref());
        mode.and_then(of).or_else(|| of(self.coded(event)?))
    }

    /// The code of CAMEO for an event: of its mode, else of its type in one of its contexts, else of its type; for an
    /// announced deed that of the announcement.
    pub fn cameo(&self, event: &Event) -> Option<&str> {
        let coded = self.coded(event)?;
        let announced = event.class.as_ref().filter(|class| *class != coded);
        let of = |concept: &NamedNode| self.close.get(concept).or_else(|| self.wider.get(concept));
        let mode = event.mode.as_ref().filter(|_| announced.is_none());
        let mut related = announced.into_iter().chain(&event.contexts);
        let with = |concept: &NamedNode| self.related.get(&(coded.clone(), concept.clone()));
        mode.and_then(of).or_else(|| related.find_map(with)).or_else(|| of(coded)).map(String::as_str)
    }
}

fn is_cameo(quads: &[Quad], concept: &NamedNode) -> bool {
    objects(quads, concept, skos::IN_SCHEME).any(|scheme| scheme.as_ref() == value::CAMEO_SCHEME)
}

/// The quads are sorted by subject.
fn objects<'q>(
    quads: &'q [Quad],
    subject: &'q NamedNode,
    property: NamedNodeRef<'static>,
) -> impl Iterator<Item = NamedNode> + 'q {
    let text = subject.to_string();
    let start = quads.partition_point(|quad| quad.subject.to_string() < text);
    let of = quads[start..].iter().take_while(move |quad| quad.subject.as_ref() == subject.as_ref().into());
    of.filter(move |quad| quad.predicate == property).filter_map(|quad| match &quad.object {
        Term::NamedNode(node) => Some(node.clone()),
        _ => None,
    })
}

/// The end of an IRI: `Actual` of `tro:Actual`.
pub fn local(node: &NamedNode) -> &str {
    node.as_str().rsplit(['#', '/']).next().unwrap_or_default()
}
