//! What somebody asks about: one thing, or one triple.

use crate::graph::Base;
use crate::graph::iri::encoded_path;
use crate::graph::vocab::{PREFIXES, rdf};
use oxigraph::model::{NamedNode, Term, Triple};
use serde::{Serialize, Serializer};
use std::str::FromStr;

/// A thing or a triple of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Thing(NamedNode),
    Triple(Triple),
}

/// Reads a term as people write it: `<IRI>` or a whole IRI, a prefixed name (`tro:consultedWith`), a path below the base
/// (`id/person/ana-kos`).
///
/// # Errors
/// A sentence that says why it is no IRI.
pub fn thing(text: &str, base: &Base) -> Result<NamedNode, String> {
    let text = text.trim();
    let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    if bare.is_empty() {
        return Err("an empty word names nothing".into());
    }
    let iri = match bare.split_once(':') {
        Some((prefix, local)) if bare == text => match namespace(prefix) {
            Some(namespace) => format!("{namespace}{local}"),
            None if is_scheme(prefix) => bare.to_owned(),
            None => below(bare, base),
        },
        Some((scheme, _)) if is_scheme(scheme) => bare.to_owned(),
        _ => below(bare, base),
    };
    NamedNode::new(&iri)
        .map_err(|error| format!("{text:?} is not an IRI, a prefixed name or a path below {base}: {error}"))
}

/// As [`thing`], also `a` for `rdf:type`.
///
/// # Errors
/// As [`thing`].
pub fn predicate(text: &str, base: &Base) -> Result<NamedNode, String> {
    if text.trim() == "a" { Ok(rdf::TYPE.into_owned()) } else { thing(text, base) }
}

/// As [`thing`], also a literal as N-Triples writes it: `"Ana Kos"@sl`.
///
/// # Errors
/// As [`thing`], and for a literal that is none.
pub fn object(text: &str, base: &Base) -> Result<Term, String> {
    if text.trim_start().starts_with('"') {
        return Term::from_str(text.trim()).map_err(|error| format!("{text} is not a literal: {error}"));
    }
    thing(text, base).map(Term::from)
}

fn namespace(prefix: &str) -> Option<&'static str> {
    PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, namespace)| *namespace)
}

/// Whether it can be the scheme of an IRI (RFC 3987, section 2.2).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A path below the base, with its percent-encoding as the program writes it; a fragment stays as it is.
fn below(path: &str, base: &Base) -> String {
    let (path, fragment) = match path.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (path, String::new()),
    };
    let encoded = encoded_path(&format!("/{}", path.trim_start_matches('/')));
    format!("{}{}{fragment}", base.as_str(), &encoded[1..])
}

/// With the prefix of its vocabulary, or as a path below the base; else whole.
pub fn short(iri: &str, base: &str) -> String {
    if let Some(path) = iri.strip_prefix(base).filter(|path| !path.is_empty()) {
        return path.to_owned();
    }
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    known.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Keys<'a> {
            Thing { iri: &'a str },
            Triple { subject: String, predicate: &'a str, object: String },
        }
        match self {
            Self::Thing(node) => Keys::Thing { iri: node.as_str() },
            Self::Triple(triple) => Keys::Triple {
                subject: plain(&triple.subject.clone().into()),
                predicate: triple.predicate.as_str(),
                object: plain(&triple.object),
            },
        }
        .serialize(serializer)
    }
}

/// An IRI as it is, anything else as N-Triples writes it.
pub fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_terms_in_every_form() {
        let base = Base::default();
        let kos = "http://localhost:7878/id/person/ana-kos";
        for text in ["id/person/ana-kos", "/id/person/ana-kos", kos, &format!("<{kos}>"), "<id/person/ana-kos>"] {
            assert_eq!(thing(text, &base).as_ref().map(NamedNode::as_str), Ok(kos), "{text}");
        }
        let of = |text| thing(text, &base).map(NamedNode::into_string);
        assert_eq!(of("tro:aided"), Ok("https://w3id.org/trojka/ontology#aided".into()));
        assert_eq!(of("article/čaj#event-1a"), Ok("http://localhost:7878/article/%C4%8Daj#event-1a".into()));
        assert_eq!(of("article/x#char=1,2"), Ok("http://localhost:7878/article/x#char=1,2".into()));
        assert_eq!(of("urn:x:y"), Ok("urn:x:y".into()));
        assert_eq!(predicate("a", &base), Ok(rdf::TYPE.into_owned()));
        assert_eq!(object("\"Ana\"@sl", &base).map(|term| term.to_string()), Ok("\"Ana\"@sl".into()));
        assert_eq!(of("id/a b"), Ok("http://localhost:7878/id/a%20b".into()));
        for wrong in ["", "<>", "http://[", "\"Ana"] {
            assert!(object(wrong, &base).is_err(), "{wrong}");
        }
    }

    #[test]
    fn shows_terms_in_short() {
        let base = Base::default();
        for text in ["id/person/ana-kos", "tro:aided", "urn:x:y", "article/a#event-1"] {
            let iri = thing(text, &base).expect(text);
            assert_eq!(short(iri.as_str(), base.as_str()), text);
        }
    }
}
