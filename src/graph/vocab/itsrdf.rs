//! Internationalization Tag Set 2.0 in RDF, <http://www.w3.org/2005/11/its/rdf#>.

super::terms! { "http://www.w3.org/2005/11/its/rdf#";
    TA_IDENT_REF = "taIdentRef",
    TA_CONFIDENCE = "taConfidence",
}
