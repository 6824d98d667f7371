//! Files of users that add to the gazetteer: Turtle in the vocabulary of `B graph/gazetteer`.

use super::iri::Base;
use super::vocab::{org, owl, rdf, rdfs, schema, skos, tro};
use crate::error::{Error, Result};
use crate::lang::addition::{Addition, Id, Relation, Said};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use oxttl::turtle::LowLevelTurtleParser;
use std::collections::BTreeMap;
use std::path::Path;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const KINDS: [&str; 4] = ["country", "facility", "organisation", "place"];

/// The entities of one file, in the order in which it first names them. Its relative IRIs are resolved against `base`;
/// labels without a language tag are refused, those in other languages than `lang` and English too.
///
/// # Errors
/// A file that cannot be read or that says something that the gazetteer has no place for, with the line.
pub fn read(path: &Path, base: &Base, lang: &str) -> Result<Vec<Addition>> {
    let bytes = std::fs::read(path).map_err(|source| Error::file(path, source))?;
    let bytes = utf8(path, bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes))?;
    let parser = TurtleParser::new().with_base_iri(base.as_str());
    let mut parser = parser.map_err(|error| Error::format(path, None, error))?.low_level();
    let mut file = File { path, base, lang, order: BTreeMap::new(), found: Vec::new() };
    let mut last = 1;
    // Line by line, because a triple does not know its own.
    for (line, text) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        parser.extend_from_slice(text);
        file.take(&mut parser, line)?;
        last = line;
    }
    parser.end();
    file.take(&mut parser, last)?;
    Ok(file.found)
}

/// The bytes, which Turtle wants to be [UTF-8](https://www.w3.org/TR/turtle/#sec-mediaReg).
fn utf8<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b [u8]> {
    let Err(error) = std::str::from_utf8(bytes) else { return Ok(bytes) };
    let (before, rest) = bytes.split_at(error.valid_up_to());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = rest.first().copied().unwrap_or_default();
    Err(Error::format(path, Some(line), format!("the byte 0x{byte:02X} is not UTF-8; save the file as UTF-8")))
}

struct File<'f> {
    path: &'f Path,
    base: &'f Base,
    lang: &'f str,
    /// Place of an entity in `found`.
    order: BTreeMap<Id, usize>,
    found: Vec<Addition>,
}

impl File<'_> {
    fn take(&mut self, parser: &mut LowLevelTurtleParser, line: usize) -> Result<()> {
        while let Some(triple) = parser.parse_next() {
            let triple = triple.map_err(|error| self.error(line, error.message()))?;
            self.add(&triple, line)?;
        }
        Ok(())
    }

    fn error(&self, line: usize, message: impl ToString) -> Error {
        Error::format(self.path, Some(line), message)
    }

    fn add(&mut self, triple: &Triple, line: usize) -> Result<()> {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            return Err(self.error(line, "a blank node cannot be an entity; give it an IRI"));
        };
        let id = self.id(subject, line)?;
        let place = *self.order.entry(id.clone()).or_insert(self.found.len());
        if place == self.found.len() {
            self.found.push(Addition::new(self.path.to_path_buf(), line, id));
        }
        let predicate = triple.predicate.as_ref();
        match predicate {
            rdf::TYPE => self.add_class(place, &triple.object, line),
            skos::PREF_LABEL | rdfs::LABEL => self.add_name(place, predicate, &triple.object, line),
            skos::ALT_LABEL => self.add_alias(place, &triple.object, line),
            tro::property::ADJECTIVE | tro::property::INFLECTION => {
                self.add_grammar(place, predicate, &triple.object, line)
            }
            owl::SAME_AS => {
                let what = self.object(&triple.object, line)?.as_str().to_owned();
                self.found[place].same_as.push(Said { what, line });
                Ok(())
            }
            _ => self.add_relation(place, predicate, &triple.object, line),
        }
    }

    /// The kind and slug of an entity's IRI.
    fn id(&self, iri: &NamedNode, line: usize) -> Result<Id> {
        let below = iri.as_str().strip_prefix(self.base.as_str()).and_then(|path| path.strip_prefix("id/"));
        let Some((kind, slug)) = below.and_then(|path| path.split_once('/')) else {
            return Err(self.error(line, format!("{iri} is not below <{}id/>", self.base)));
        };
        if !KINDS.contains(&kind) {
            return Err(self.error(line, format!("{iri} is of the kind {kind:?}; it can be {}", KINDS.join(", "))));
        }
        if slug.is_empty() || crate::entity::slug(slug) != slug {
            return Err(self.error(line, format!("{iri} must end in small letters a to z, digits and single hyphens")));
        }
        Ok(Id { kind: kind.to_owned(), slug: slug.to_owned() })
    }

    fn add_class(&mut self, place: usize, object: &Term, line: usize) -> Result<()> {
        let class = self.object(object, line)?;
        let kind = self.found[place].id.kind.as_str();
        let Some(what) = class_name(class.as_ref(), kind) else {
            return Err(self.error(line, format!("{class} is no class of the gazetteer for the kind {kind:?}")));
        };
        let addition = &mut self.found[place];
        match &addition.class {
            Some(known) if is_general(what) || known.what == what => {}
            Some(known) if !is_general(known.what) => {
                let message = format!("{} is of the class {} and of the class {what}", addition.id, known.what);
                return Err(self.error(line, message));
            }
            _ => addition.class = Some(Said { what, line }),
        }
        Ok(())
    }

    fn add_name(&mut self, place: usize, predicate: NamedNodeRef<'_>, object: &Term, line: usize) -> Result<()> {
        let (what, lang) = self.text(object, line)?;
        let own = lang == self.lang;
        let slot = |addition: &mut Addition| if own { addition.name.take() } else { addition.name_en.take() };
        let known = slot(&mut self.found[place]);
        if let Some(known) = known.as_ref().filter(|known| known.what != what) {
            let id = &self.found[place].id;
            return Err(self.error(line, format!("{id} has two labels @{lang}, {:?} and {what:?}", known.what)));
        }
        // The label of RDF Schema only repeats the preferred one.
        let said = known.or_else(|| Some(Said { what, line }).filter(|_| predicate == skos::PREF_LABEL));
        let addition = &mut self.found[place];
        let slot = if own { &mut addition.name } else { &mut addition.name_en };
        *slot = said;
        Ok(())
    }

    fn add_alias(&mut self, place: usize, object: &Term, line: usize) -> Result<()> {
        let (what, lang) = self.text(object, line)?;
        let addition = &mut self.found[place];
        let list = if lang == self.lang { &mut addition.alt_names } else { &mut addition.alt_names_en };
        list.push(Said { what, line });
        Ok(())
    }

    fn add_grammar(&mut self, place: usize, predicate: NamedNodeRef<'_>, object: &Term, line: usize) -> Result<()> {
        let Term::Literal(literal) = object else {
            return Err(self.error(line, format!("{predicate} needs a text, not {object}")));
        };
        let value = literal.value().trim();
        if predicate == tro::property::ADJECTIVE {
            if value.is_empty() || value.contains(char::is_whitespace) {
                return Err(self.error(line, format!("the adjective {} must be one word", shown(literal))));
            }
            self.found[place].adjectives.push(Said { what: value.to_owned(), line });
            return Ok(());
        }
        let named = value.strip_suffix('}').and_then(|value| value.split_once('{'));
        let what = match named {
            Some((name, codes)) => (Some(name.trim().to_owned()), codes.to_owned()),
            None => (None, value.to_owned()),
        };
        self.found[place].inflections.push(Said { what, line });
        Ok(())
    }

    fn add_relation(&mut self, place: usize, predicate: NamedNodeRef<'_>, object: &Term, line: usize) -> Result<()> {
        let relation = match predicate {
            tro::property::CAPITAL => Relation::Capital,
            schema::CONTAINED_IN_PLACE => Relation::ContainedIn,
            tro::property::JURISDICTION => Relation::Jurisdiction,
            org::SUB_ORGANIZATION_OF => Relation::PartOf,
            _ => return Err(self.error(line, format!("{predicate} is no property of the gazetteer"))),
        };
        let other = self.object(object, line)?;
        let what = (relation, self.id(other, line)?);
        self.found[place].relations.push(Said { what, line });
        Ok(())
    }

    fn object<'t>(&self, object: &'t Term, line: usize) -> Result<&'t NamedNode> {
        match object {
            Term::NamedNode(node) => Ok(node),
            _ => Err(self.error(line, format!("an IRI is needed, not {object}"))),
        }
    }

    /// A label and its language, which is that of the articles or English.
    fn text(&self, object: &Term, line: usize) -> Result<(String, String)> {
        let Term::Literal(literal) = object else {
            return Err(self.error(line, format!("a label is a text, not {object}")));
        };
        let lang = literal.language().map(str::to_lowercase).filter(|lang| *lang == self.lang || lang == "en");
        let Some(lang) = lang else {
            return Err(
                self.error(line, format!("the label {} needs a language, @{} or @en", shown(literal), self.lang))
            );
        };
        let text = literal.value().trim();
        if text.is_empty() {
            return Err(self.error(line, "a label is empty"));
        }
        Ok((text.to_owned(), lang))
    }
}

fn shown(literal: &Literal) -> String {
    format!("{:?}", literal.value())
}

/// The gazetteer's name for a class, as an entity of that kind has it.
fn class_name(class: NamedNodeRef<'_>, kind: &str) -> Option<&'static str> {
    Some(match (kind, class) {
        ("country", schema::COUNTRY) => "Country",
        ("country", tro::class::HISTORICAL_COUNTRY) => "HistoricalCountry",
        ("place", schema::PLACE) => "Place",
        ("place", tro::class::REGION) => "Region",
        ("place", schema::CITY) => "City",
        ("facility", schema::PLACE) => "Facility",
        ("organisation", org::ORGANIZATION | schema::ORGANIZATION) => "Organization",
        ("organisation", schema::GOVERNMENT_ORGANIZATION) => "GovernmentOrganization",
        ("organisation", tro::class::INTERNATIONAL_ORGANIZATION) => "InternationalOrganization",
        ("organisation", tro::class::AGENCY) => "Agency",
        _ => return None,
    })
}

/// Of two classes of an entity the finer one counts.
fn is_general(class: &str) -> bool {
    matches!(class, "Country" | "Place" | "Organization")
}
