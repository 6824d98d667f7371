//! What the service can do, for the descriptions of itself that it gives.

use oxigraph::model::NamedNode;

/// What is said in the service description and in `/.well-known/void`; nothing is claimed that is not so.
#[derive(Debug, Clone, Default)]
pub(super) struct Abilities {
    /// The union of all graphs is the default graph.
    pub union_default_graph: bool,
    /// Whoever has the token may write.
    pub update: bool,
    /// SERVICE may call some host.
    pub federated_query: bool,
    /// LOAD or FROM may fetch from some host.
    pub dereferences_iris: bool,
    /// `/store` gives everything.
    pub graph_store: bool,
    /// Properties that queries may use and no graph has, e.g. for full text.
    pub property_features: Vec<NamedNode>,
    pub extension_functions: Vec<NamedNode>,
}
