//! NLP Interchange Format 2.0, <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>.

super::terms! { "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
    CONTEXT = "Context",
    SENTENCE = "Sentence",
    PHRASE = "Phrase",
    IS_STRING = "isString",
    BEGIN_INDEX = "beginIndex",
    END_INDEX = "endIndex",
    ANCHOR_OF = "anchorOf",
    REFERENCE_CONTEXT = "referenceContext",
    LEMMA = "lemma",
}
