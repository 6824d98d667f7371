//! OWL 2, <http://www.w3.org/2002/07/owl#>.

super::terms! { "http://www.w3.org/2002/07/owl#";
    SAME_AS = "sameAs",
    ONTOLOGY = "Ontology",
    VERSION_IRI = "versionIRI",
    VERSION_INFO = "versionInfo",
    PRIOR_VERSION = "priorVersion",
    DIFFERENT_FROM = "differentFrom",
}
