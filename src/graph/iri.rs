//! Every IRI that Trojka mints, in the shapes of the contract (section 2, "IRIs").
//!
//! An IRI depends on the base and on what it names, on nothing else: the same article gives the same IRIs everywhere.

use crate::entity::EntityKind;
use crate::error::{Error, Result};
use crate::span::Span;
use oxigraph::model::NamedNode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// All but the unreserved characters of RFC 3986, so that an id stays one segment of the path and the IRI in the graph
/// is, byte for byte, the one that a client asks for.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The base when none is given: where `trojka serve` listens.
pub const DEFAULT_BASE: &str = "http://localhost:7878/";

/// The prefix of every minted IRI; ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Base(String);

impl Base {
    /// # Errors
    /// [`Error::Usage`] unless it is an absolute `http` or `https` IRI that ends in `/`, without query or fragment.
    pub fn new(iri: &str) -> Result<Self> {
        let refuse = |why: &str| Err(Error::Usage(format!("base <{iri}> {why}")));
        if let Err(error) = NamedNode::new(iri) {
            return refuse(&format!("is not an IRI: {error}"));
        }
        let Some(rest) = iri.strip_prefix("http://").or_else(|| iri.strip_prefix("https://")) else {
            return refuse("must begin with http:// or https://");
        };
        if iri.contains(['?', '#']) {
            return refuse("must have neither query nor fragment");
        }
        if !iri.ends_with('/') {
            return refuse("must end in a slash, because names are put directly behind it");
        }
        if rest.starts_with('/') {
            return refuse("names no host");
        }
        Ok(Self(iri.to_owned()))
    }

    /// With the slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `B id/<kind>/<slug>`. The slug must be one ([`slug`](fn@crate::entity::slug)).
    pub fn entity(&self, kind: EntityKind, slug: &str) -> NamedNode {
        node(entity_iri(&self.0, kind, slug))
    }

    /// `B article/<id>`, the article and its graph; the id percent-encoded where it holds more than unreserved
    /// characters (RFC 3986, section 2.3).
    pub fn article(&self, id: &str) -> NamedNode {
        node(format!("{}article/{}", self.0, utf8_percent_encode(id, SEGMENT)))
    }

    /// `B graph/gazetteer`, what reference works list.
    pub fn gazetteer_graph(&self) -> NamedNode {
        node(format!("{}graph/gazetteer", self.0))
    }

    /// `B graph/ontology`, the ontology with its codes.
    pub fn ontology_graph(&self) -> NamedNode {
        node(format!("{}graph/ontology", self.0))
    }

    /// `B graph/derived`, what the rules derive.
    pub fn derived_graph(&self) -> NamedNode {
        node(format!("{}graph/derived", self.0))
    }

    /// `B graph/identity`, which things may be one, and why.
    pub fn identity_graph(&self) -> NamedNode {
        node(format!("{}graph/identity", self.0))
    }

    /// `B graph/decisions`, what people decided about that.
    pub fn decisions_graph(&self) -> NamedNode {
        node(format!("{}graph/decisions", self.0))
    }

    /// `B query/<name>`, a question of `ontology/queries/`.
    pub fn query(&self, name: &str) -> NamedNode {
        node(format!("{}query/{}", self.0, utf8_percent_encode(name, SEGMENT)))
    }

    /// `B sparql`.
    pub fn endpoint(&self) -> NamedNode {
        node(format!("{}sparql", self.0))
    }

    /// `B .well-known/void#dataset`, the data set as a whole (VoID, section 7.2).
    pub fn dataset(&self) -> NamedNode {
        node(format!("{}.well-known/void#dataset", self.0))
    }

    /// Kind and slug of the entity that an IRI of [`entity`](Self::entity) names.
    pub fn entity_of<'i>(&self, iri: &'i NamedNode) -> Option<(EntityKind, &'i str)> {
        let (kind, slug) = iri.as_str().strip_prefix(self.as_str())?.strip_prefix("id/")?.split_once('/')?;
        Some((EntityKind::ALL.into_iter().find(|known| known.as_str() == kind)?, slug))
    }

    /// The id of the article that an IRI of [`article`](Self::article), or of something inside it, names.
    pub fn article_id(&self, iri: &str) -> Option<String> {
        let path = iri.strip_prefix(self.as_str())?.strip_prefix("article/")?;
        let id = path.split('#').next().filter(|id| !id.is_empty())?;
        percent_encoding::percent_decode_str(id).decode_utf8().ok().map(Into::into)
    }
}

impl Default for Base {
    fn default() -> Self {
        Self(DEFAULT_BASE.to_owned())
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `B id/<kind>/<slug>` for a base that ends in `/`.
pub fn entity_iri(base: &str, kind: EntityKind, slug: &str) -> String {
    format!("{base}id/{}/{slug}", kind.as_str())
}

/// A span of an article as an RFC 5147 fragment, in Unicode code points: `…#char=120,181`.
pub fn span_iri(article: &NamedNode, span: Span) -> NamedNode {
    node(format!("{}#char={},{}", article.as_str(), span.start, span.end))
}

/// A path with each of its segments percent-encoded as the IRIs of articles are, whatever encoding it came with. Segments
/// that are not UTF-8 stay as they are.
pub fn encoded_path(path: &str) -> String {
    let encoded = |segment: &str| match percent_encoding::percent_decode_str(segment).decode_utf8() {
        Ok(plain) => utf8_percent_encode(&plain, SEGMENT).to_string(),
        Err(_) => segment.to_owned(),
    };
    path.split('/').map(encoded).collect::<Vec<_>>().join("/")
}

/// Something that an article says, `…#<what>-<hash>`; the hash is of `content`, whose parts must not hold line feeds.
pub fn fact_iri(article: &NamedNode, what: &str, content: &[String]) -> NamedNode {
    let hash = blake3::hash(content.join("\n").as_bytes()).to_hex();
    node(format!("{}#{what}-{}", article.as_str(), &hash[..16]))
}

/// The IRI is valid by how it is put together: a checked base, then unreserved characters only.
fn node(iri: String) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_base_that_names_cannot_follow() {
        for bad in [
            "",
            "x",
            "/a/",
            "ftp://a/",
            "http://a",
            "http://a/b",
            "http://a/?q/",
            "http://a/#",
            "http:///",
            "http://a b/",
        ] {
            let error = Base::new(bad).expect_err(bad);
            assert!(matches!(error, Error::Usage(_)), "{error}");
        }
        for good in [DEFAULT_BASE, "https://example.org/kg/", "http://čaj.example/"] {
            assert_eq!(Base::new(good).expect(good).as_str(), good);
        }
    }

    #[test]
    fn makes_the_shapes_of_the_contract() {
        let base = Base::default();
        assert_eq!(
            base.entity(EntityKind::Person, "taulant-balla").as_str(),
            "http://localhost:7878/id/person/taulant-balla"
        );
        let article = base.article("novica-1");
        assert_eq!(article.as_str(), "http://localhost:7878/article/novica-1");
        assert_eq!(
            span_iri(&article, Span::new(120, 181)).as_str(),
            "http://localhost:7878/article/novica-1#char=120,181"
        );
    }

    #[test]
    fn article_ids_go_into_one_path_segment_and_back() {
        let base = Base::default();
        for id in ["a/b", "čaj in kava", "50 %", "a#b?c", "https://example.org/x?y=1", "\"<>\\^`{|}", "🦊\n"] {
            let iri = base.article(id);
            assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri}");
            assert_eq!(iri.as_str().matches('/').count(), 4, "{iri}");
            assert_eq!(base.article_id(span_iri(&iri, Span::new(0, 1)).as_str()).as_deref(), Some(id));
        }
        assert_eq!(base.article_id("http://localhost:7878/id/person/x"), None);
    }

    #[test]
    fn paths_are_encoded_in_one_way() {
        for path in ["/article/srečanje", "/article/sre%c4%8danje", "/article/sre%C4%8Danje", "/article/%73rečanje"] {
            assert_eq!(encoded_path(path), "/article/sre%C4%8Danje", "{path}");
        }
        assert_eq!(encoded_path("/a%2Fb/%ff/../c"), "/a%2Fb/%ff/../c");
    }

    #[test]
    fn fact_iris_depend_on_every_part() {
        let article = Base::default().article("a");
        let one = fact_iri(&article, "event", &["x".into(), "yz".into()]);
        assert_ne!(one, fact_iri(&article, "event", &["xy".into(), "z".into()]));
        assert_eq!(one, fact_iri(&article, "event", &["x".into(), "yz".into()]));
        assert!(one.as_str().contains("#event-"), "{one}");
    }
}
