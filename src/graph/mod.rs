//! 5 EMIT: from a document to RDF.

pub mod iri;
