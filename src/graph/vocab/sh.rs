//! SHACL, <http://www.w3.org/ns/shacl#>: the terms of executables, by which editors find example queries.

super::terms! { "http://www.w3.org/ns/shacl#";
    SPARQL_EXECUTABLE = "SPARQLExecutable",
    SPARQL_SELECT_EXECUTABLE = "SPARQLSelectExecutable",
    SPARQL_ASK_EXECUTABLE = "SPARQLAskExecutable",
    SPARQL_CONSTRUCT_EXECUTABLE = "SPARQLConstructExecutable",
    SELECT = "select",
    ASK = "ask",
    CONSTRUCT = "construct",
    PREFIXES = "prefixes",
    DECLARE = "declare",
    PREFIX_DECLARATION = "PrefixDeclaration",
    PREFIX = "prefix",
    NAMESPACE_OF_PREFIX = "namespace",
}
