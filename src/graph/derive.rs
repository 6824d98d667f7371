//! What follows from the facts: the rules of `ontology/rules/` run over the union of all graphs.
//!
//! A rule never reads what another rule derives (a test holds this), so one pass gives everything and old derived triples
//! cannot disturb.

use super::iri::Base;
use super::ontology::{self, File};
use crate::dataset::{Dataset, View};
use crate::error::{Error, Result};
use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};

/// The triples of `B graph/derived`, sorted.
///
/// # Errors
/// [`Error::Query`] with the name of the rule that cannot be run.
pub fn derived(dataset: &Dataset, base: &Base) -> Result<Vec<Quad>> {
    let graph = GraphName::from(base.derived_graph());
    let mut quads = Vec::new();
    for rule in ontology::rules() {
        run(dataset, &rule, &graph, &mut quads)?;
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Ok(quads)
}

/// Replaces `B graph/derived` in the data set and says how many triples it now has.
///
/// # Errors
/// As [`derived`].
pub fn derive(dataset: &Dataset, base: &Base) -> Result<usize> {
    let quads = derived(dataset, base)?;
    let count = quads.len();
    let mut edit = dataset.edit();
    edit.clear(&base.derived_graph().into());
    edit.insert(quads);
    edit.commit();
    Ok(count)
}

fn run(dataset: &Dataset, rule: &File, graph: &GraphName, quads: &mut Vec<Quad>) -> Result<()> {
    let failed = |error: &dyn std::fmt::Display| Error::Query(format!("ontology/{}: {error}", rule.path));
    let mut query = SparqlEvaluator::new().parse_query(&rule.text).map_err(|e| failed(&e))?;
    query.dataset_mut().set_default_graph_as_union();
    let view = View::new(dataset.snapshot(), query.dataset_mut());
    let QueryResults::Graph(triples) = query.on_queryable_dataset(view).execute().map_err(|e| failed(&e))? else {
        return Err(failed(&"is no CONSTRUCT query"));
    };
    for triple in triples {
        quads.push(triple.map_err(|e| failed(&e))?.in_graph(graph.clone()));
    }
    Ok(())
}
