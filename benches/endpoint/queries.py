"""The queries: one text for both servers, many variants of those that name something.

`G1 { … }` is the group as it stands when the default graph is the union of all, `GRAPH ?g1 { … }` when it is the
standard's. Where several articles say the same triple, the union has it once with us and once for each article with
Oxigraph; the queries ask for what only one article says, or for DISTINCT rows, so both must give the same.
"""

import re
from dataclasses import dataclass

from terms import PREFIXES

JSON, CSV, NTRIPLES = "application/sparql-results+json", "text/csv", "application/n-triples"


@dataclass(frozen=True)
class Query:
    name: str
    about: str
    text: str
    variants: str = ""  # which of the samples X stands for
    accept: str = JSON
    any_rows: bool = False  # LIMIT without ORDER: which rows come is free, how many is not

    def texts(self, samples, union):
        group = "{" if union else r"GRAPH ?g\1 {"
        text = re.sub(r"G(\d) \{", group, self.text)
        values = samples[self.variants] if self.variants else [""]
        return [prefixed(text.replace("<X>", value).replace('"X"', value)) for value in values]


def prefixed(text):
    used = sorted({name for name in re.findall(r"\b([a-z]+):[A-Za-z]", text) if name in PREFIXES})
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + text


QUERIES = [
    Query("point", "all of one event, sentence or mention", "SELECT ?p ?o { G1 { <X> ?p ?o } }", "spans and events"),
    Query("ask", "is there such an event", "ASK { G1 { <X> a tro:Event } }", "events"),
    Query("join 2", "events of a person and their sentences", "SELECT ?e ?s { G1 { ?e tro:actor <X> ; prov:wasDerivedFrom ?s } }", "actors"),
    Query(
        "join 3",
        "events of a person with the words and the date of the article",
        "SELECT ?e ?words ?date { G1 { ?e tro:actor <X> ; prov:wasDerivedFrom ?s . ?s nif:anchorOf ?words ; nif:referenceContext ?a ."
        " ?a schema:datePublished ?date } }",
        "actors",
    ),
    Query(
        "join across graphs",
        "meetings with a country, the other side's posts, the country's label from the gazetteer",
        "SELECT DISTINCT ?e ?who ?post ?label { G1 { ?e a tro:Consult ; tro:recipient <X> ; tro:actor ?who }"
        " G2 { ?t org:member ?who ; org:post ?post } G3 { <X> skos:prefLabel ?label } }",
        "countries",
    ),
    Query("aggregate", "events by type", "SELECT ?code (COUNT(?e) AS ?n) { G1 { ?e a tro:Event ; tro:ploverCode ?code } } GROUP BY ?code"),
    Query(
        "aggregate and sort",
        "the twenty who act most",
        "SELECT ?who (COUNT(?e) AS ?n) { G1 { ?e tro:actor ?who } } GROUP BY ?who ORDER BY DESC(?n) ?who LIMIT 20",
    ),
    Query(
        "10,000 rows, JSON",
        "mentions and whom they mean",
        "SELECT ?m ?words ?who { G1 { ?m itsrdf:taIdentRef ?who ; nif:anchorOf ?words } } LIMIT 10000",
        any_rows=True,
    ),
    Query(
        "10,000 rows, CSV",
        "the same as CSV",
        "SELECT ?m ?words ?who { G1 { ?m itsrdf:taIdentRef ?who ; nif:anchorOf ?words } } LIMIT 10000",
        accept=CSV,
        any_rows=True,
    ),
    Query("construct", "all of a person's events as N-Triples", "CONSTRUCT { ?e ?p ?o } { G1 { ?e tro:actor <X> ; ?p ?o } }", "actors", NTRIPLES),
    Query("path", "where a place lies", "SELECT ?in { G1 { <X> schema:containedInPlace+ ?in } }", "places"),
    Query(
        "path, far",
        "whom one reaches from meeting to meeting",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { G1 { <X> (tro:consultedWith|tro:agreedWith)+ ?x } }",
        "actors",
    ),
    Query(
        "optional",
        "meetings, with place and date where they are known",
        "SELECT ?e ?place ?date { G1 { ?e a tro:Consult . OPTIONAL { ?e sem:hasPlace ?place } OPTIONAL { ?e tro:date ?date } } }",
    ),
    Query("text filter", "sentences with a word", 'SELECT ?s { G1 { ?s a nif:Sentence ; nif:anchorOf ?words FILTER(CONTAINS(?words, "X")) } }', "words"),
    Query("sort", "the latest events", "SELECT ?e ?day { G1 { ?e tro:notBefore ?day } } ORDER BY DESC(?day) ?e LIMIT 20"),
]  # fmt: skip


def samples(nquads, count):
    """What the variants name, taken evenly from the data, so that the same data gives the same queries."""
    event, actor = f"<{PREFIXES['tro']}Event>", f"<{PREFIXES['tro']}actor>"
    found = {name: {} for name in ("spans and events", "events", "actors", "countries", "places", "words")}
    with open(nquads, encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            if "/article/" in subject and "#" in subject:
                found["spans and events"][subject] = None
            if "/id/place/" in subject:
                found["places"][subject] = None
            if rest.startswith(event):
                found["events"][subject] = None
            if predicate == actor:
                kind = "countries" if "/id/country/" in rest else "actors"
                found[kind][rest.split(" ", 1)[0]] = None
            if predicate.endswith("nif-core#lemma>"):
                found["words"][rest.split(" ", 1)[0].strip('"')] = None
    spread = lambda values: [values[n * len(values) // count] for n in range(min(count, len(values)))]
    chosen = {name: spread(sorted(values)) for name, values in found.items()}
    chosen["words"] = [f'"{word}"' for word in chosen["words"]]
    return chosen
