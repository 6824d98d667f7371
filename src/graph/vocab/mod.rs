//! The terms of every vocabulary that the graph uses, one module for each.

/// Constants for terms of one namespace, and `ALL` of them in their order.
macro_rules! terms {
    ($namespace:literal; $($(#[$doc:meta])* $name:ident = $local:literal,)*) => {
        use oxigraph::model::NamedNodeRef;

        pub const NAMESPACE: &str = $namespace;
        $(
            $(#[$doc])*
            pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
        )*
        pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
    };
}
use terms;

pub mod dcterms;
pub mod foaf;
pub mod itsrdf;
pub mod nif;
pub mod org;
pub mod owl;
pub mod prov;
pub mod schema;
pub mod sem;
pub mod sh;
pub mod skos;
pub mod tro;

pub use oxigraph::model::vocab::{rdf, rdfs, xsd};

/// The prefixes of everything that is written, in the order of their names.
pub const PREFIXES: [(&str, &str); 15] = [
    ("dcterms", dcterms::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("itsrdf", itsrdf::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("org", org::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", schema::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("sh", sh::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("tro", tro::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
