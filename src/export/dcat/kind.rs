//! What named graphs are for.

use crate::graph::Base;
use oxigraph::model::GraphName;

/// What a named graph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Articles,
    Gazetteer,
    Ontology,
    Derived,
    Identity,
    Other,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Articles, Kind::Gazetteer, Kind::Ontology, Kind::Derived, Kind::Identity, Kind::Other];

    /// The end of the part's IRI.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Articles => "articles",
            Kind::Gazetteer => "gazetteer",
            Kind::Ontology => "ontology",
            Kind::Derived => "derived",
            Kind::Identity => "identity",
            Kind::Other => "other",
        }
    }

    pub(crate) fn of(graph: &GraphName, base: &Base) -> Self {
        let GraphName::NamedNode(graph) = graph else { return Kind::Other };
        if base.article_id(graph.as_str()).is_some() {
            return Kind::Articles;
        }
        let known = [
            (base.gazetteer_graph(), Kind::Gazetteer),
            (base.ontology_graph(), Kind::Ontology),
            (base.derived_graph(), Kind::Derived),
            (base.identity_graph(), Kind::Identity),
            (base.decisions_graph(), Kind::Identity),
        ];
        known.into_iter().find(|(name, _)| name == graph).map_or(Kind::Other, |(_, kind)| kind)
    }
}
