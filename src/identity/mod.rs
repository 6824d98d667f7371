//! Who is who across articles: one IRI for one thing.
//!
//! An article names its own things by what it calls them ([`crate::graph::emit`]). Here the things of all articles are
//! compared, and each gets the IRI that it has in the whole graph. What comes out is a function of the set of articles
//! and of the decisions of people: the order in which articles arrive, and in how many runs, makes no difference.
//!
//! Things are blocked by the words of their names (`keys`), compared by name, office, company and date
//! (`evidence`) and put together (`cluster`). Two things that one article tells apart are never put together. Where
//! the evidence is not enough, things stay apart and `skos:closeMatch` says so, with the reasons.
//!
//! ```
//! use oxigraph::io::{RdfFormat, RdfParser};
//! use oxigraph::model::Quad;
//! use trojka::graph::Base;
//! use trojka::identity::{Decisions, View, identify};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let base = Base::default();
//! // What two articles say by themselves: a full name with a post, and a surname with the same post.
//! let view = |article: &str, slug: &str, name: &str| -> Result<View, Box<dyn std::error::Error>> {
//!     let told = format!(
//!         "@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
//!          @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix tro: <https://w3id.org/trojka/ontology#> .
//!          <id/person/{slug}> a foaf:Person ; skos:prefLabel '{name}'@sl .
//!          <id/post/minister-jezerje> a org:Post ; skos:prefLabel 'minister'@sl ; tro:jurisdiction <id/country/jezerje> .
//!          <article/{article}#tenure-1> a org:Membership ; org:member <id/person/{slug}> ;
//!            org:post <id/post/minister-jezerje> ; tro:tense tro:Current ."
//!     );
//!     let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(base.as_str())?;
//!     let quads = parser.for_slice(&told).collect::<Result<Vec<Quad>, _>>()?;
//!     Ok(View::read(&base, &base.article(article), quads))
//! };
//! let views = vec![view("prvi", "bostjan-mlakar", "Boštjan Mlakar")?, view("drugi", "mlakar", "Mlakar")?];
//!
//! let found = identify(&base, views, &Decisions::default());
//! let rename = &found.renames[&base.article("drugi")][0];
//! assert!(rename.from.ends_with("id/person/mlakar") && rename.to.ends_with("id/person/bostjan-mlakar"));
//! # Ok(())
//! # }
//! ```

mod canonical;
mod cluster;
mod decision;
mod dossier;
mod evidence;
mod keys;
mod names;
mod profile;
mod rename;
mod report;

#[cfg(test)]
mod tests;

pub use decision::Decisions;
pub use dossier::{Dossier, RELEVANT_CLASSES, RELEVANT_PROPERTIES, Tenure, View};
pub use evidence::Reason;
pub use rename::{Rename, apply, mentions, unapply};

use crate::graph::Base;
use oxigraph::model::{NamedNode, Quad};
use std::collections::BTreeMap;

/// Rises when the same articles may get other names than before, so that stores look again.
pub const REVISION: u32 = 2;

/// What follows from comparing the things of all articles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identities {
    /// By article: its things that are called otherwise in the whole graph. Articles without one are missing.
    pub renames: BTreeMap<NamedNode, Vec<Rename>>,
    /// `B graph/identity`: doubts, links that need a reason, and what people decided.
    pub quads: Vec<Quad>,
    /// What decisions name and no article tells of, sorted.
    pub idle: Vec<NamedNode>,
}

/// Compares the things of all articles.
///
/// The order of `views` makes no difference.
pub fn identify(base: &Base, mut views: Vec<View>, decisions: &Decisions) -> Identities {
    views.sort_unstable_by(|a, b| a.article.cmp(&b.article));
    let dossiers: Vec<&Dossier> = views.iter().flat_map(|view| &view.dossiers).collect();
    let mut grouping = cluster::group(&dossiers, &cluster::Constraints::default());
    let mut named = canonical::name(base, &dossiers, &grouping);
    let rulings = decisions.rulings(base, &dossiers, &grouping, &named);
    if !rulings.is_empty() {
        grouping = cluster::group(&dossiers, &rulings.constraints);
        named = canonical::name(base, &dossiers, &grouping);
        rulings.enforce(&mut named, &grouping);
    }
    Identities {
        renames: rename::renames(&views, &grouping, &named, &rulings),
        quads: report::quads(base, &dossiers, &grouping, &named, &rulings),
        idle: decisions.idle(base, &views, &rulings),
    }
}
