//! SKOS, <http://www.w3.org/2004/02/skos/core#>.

super::terms! { "http://www.w3.org/2004/02/skos/core#";
    CONCEPT = "Concept",
    CONCEPT_SCHEME = "ConceptScheme",
    PREF_LABEL = "prefLabel",
    ALT_LABEL = "altLabel",
    DEFINITION = "definition",
    SCOPE_NOTE = "scopeNote",
    EXAMPLE = "example",
    CHANGE_NOTE = "changeNote",
    HIDDEN_LABEL = "hiddenLabel",
    NOTATION = "notation",
    CLOSE_MATCH = "closeMatch",
    NARROW_MATCH = "narrowMatch",
    BROAD_MATCH = "broadMatch",
    RELATED_MATCH = "relatedMatch",
    BROADER = "broader",
    EXACT_MATCH = "exactMatch",
    IN_SCHEME = "inScheme",
    TOP_CONCEPT_OF = "topConceptOf",
    HAS_TOP_CONCEPT = "hasTopConcept",
}
