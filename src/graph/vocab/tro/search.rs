//! Properties that only queries have: they ask the full-text index.

super::super::terms! { "https://w3id.org/trojka/ontology#";
    MATCHES = "matches",
    QUERY = "query",
    FOUND = "found",
    SCORE = "score",
    TEXT = "text",
    LIMIT = "limit",
}
