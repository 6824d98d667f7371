"""IRIs and literals as N-Quads writes them."""

BASE = "http://localhost:7878/"
PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "schema": "https://schema.org/",
    "tro": "https://w3id.org/trojka/ontology#",
}
ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def term(name):
    """`tro:actor` as an IRI."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def iri(path):
    """An IRI under the base."""
    return f"<{BASE}{path}>"


def text(value, language=None):
    return f'"{value.translate(ESCAPES)}"' + (f"@{language}" if language else "")


def typed(value, datatype):
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'
