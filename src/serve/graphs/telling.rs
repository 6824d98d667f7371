//! Graphs as they leave the service.

use crate::dataset::Quads;
use crate::export::rdf11::Lowering;
use crate::export::{Format, PREFIXES};
use crate::graph::Base;
use crate::query::WriteError;
use crate::serve::answer::with_charset;
use crate::serve::outlet::Outlet;
use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, Quad};

/// How quads are told: what clients wrote as they wrote it, so that what is read can be written back; what the program
/// derived in RDF 1.1 unless RDF 1.2 is asked for; all in RDF 1.1 where the form has no other.
pub(super) struct Telling {
    lowering: Lowering,
    lowers: Lowers,
}

/// What is told in RDF 1.1.
enum Lowers {
    All,
    Graph(GraphName),
    Nothing,
}

impl Telling {
    pub fn new(base: &Base, format: Format, rdf12: bool) -> Self {
        let lowers = match (format.has_triple_terms(), rdf12) {
            (false, _) => Lowers::All,
            (true, false) => Lowers::Graph(base.derived_graph().into()),
            (true, true) => Lowers::Nothing,
        };
        Self { lowering: Lowering::new(base), lowers }
    }

    fn tell(&mut self, quad: Quad) -> Vec<Quad> {
        match &self.lowers {
            Lowers::Nothing => vec![quad],
            Lowers::Graph(graph) if *graph != quad.graph_name => vec![quad],
            _ => self.lowering.lower(quad),
        }
    }
}

/// Writes quads; with their graphs where the `whole` data set is meant and the form has them.
pub(super) fn serialize(
    quads: Quads,
    format: Format,
    mut telling: Telling,
    whole: bool,
    outlet: &mut Outlet,
) -> Result<(), WriteError> {
    outlet.content_type = with_charset(format.media_type());
    let mut serializer = RdfSerializer::from_format(format.rdf_format());
    for (name, iri) in PREFIXES {
        serializer = serializer.with_prefix(name, iri).map_err(std::io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(outlet);
    for quad in quads.flat_map(|quad| telling.tell(quad)) {
        if whole && format.has_graphs() {
            serializer.serialize_quad(&quad)?;
        } else {
            serializer.serialize_triple(oxigraph::model::TripleRef::from(quad.as_ref()))?;
        }
    }
    serializer.finish()?;
    Ok(())
}
