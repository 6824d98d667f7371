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
pub mod skos;
pub mod tro;

pub use oxigraph::model::vocab::{rdf, rdfs, xsd};
