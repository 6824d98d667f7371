//! Prefixes for results that people read.

use crate::graph::vocab::{dcterms, foaf, itsrdf, nif, org, owl, prov, schema, sem, skos, tro};

/// Prefix and namespace of each vocabulary of the model.
pub const PREFIXES: [(&str, &str); 14] = [
    ("tro", tro::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("org", org::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("itsrdf", itsrdf::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
