//! What follows from the facts: the rules of `ontology/rules/` run over the union of all graphs.
//!
//! A rule never reads what another rule derives (a test holds this), so one pass gives everything and old derived triples
//! cannot disturb.

use super::iri::Base;
use super::ontology::{self, File};
use crate::error::{Error, Result};
use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

/// The triples of `B graph/derived`, sorted.
///
/// # Errors
/// [`Error::Query`] with the name of the rule that cannot be run.
pub fn derived(store: &Store, base: &Base) -> Result<Vec<Quad>> {
    let graph = GraphName::from(base.derived_graph());
    let mut quads = Vec::new();
    for rule in ontology::rules() {
        run(store, &rule, &graph, &mut quads)?;
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Ok(quads)
}

/// Replaces `B graph/derived` in the store, in one transaction, and says how many triples it now has.
///
/// # Errors
/// As [`derived`]; [`Error::Query`] also when the store cannot be written.
pub fn derive(store: &Store, base: &Base) -> Result<usize> {
    let quads = derived(store, base)?;
    replace(store, base, &quads).map_err(|error| Error::Query(format!("derived triples: {error}")))?;
    Ok(quads.len())
}

fn replace(store: &Store, base: &Base, quads: &[Quad]) -> Result<(), oxigraph::store::StorageError> {
    let mut transaction = store.start_transaction()?;
    transaction.clear_graph(base.derived_graph().as_ref())?;
    transaction.extend(quads);
    transaction.commit()
}

fn run(store: &Store, rule: &File, graph: &GraphName, quads: &mut Vec<Quad>) -> Result<()> {
    let failed = |error: &dyn std::fmt::Display| Error::Query(format!("ontology/{}: {error}", rule.path));
    let mut query = SparqlEvaluator::new().parse_query(&rule.text).map_err(|e| failed(&e))?;
    query.dataset_mut().set_default_graph_as_union();
    let QueryResults::Graph(triples) = query.on_store(store).execute().map_err(|e| failed(&e))? else {
        return Err(failed(&"is no CONSTRUCT query"));
    };
    for triple in triples {
        quads.push(triple.map_err(|e| failed(&e))?.in_graph(graph.clone()));
    }
    Ok(())
}
