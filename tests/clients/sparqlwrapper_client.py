"""SPARQLWrapper as a client: sparqlwrapper_client.py BASE_URL, the token in TROJKA_TOKEN."""

import warnings
from xml.dom.minidom import Document

import rdflib
from place import ARTICLES, LETTERS, MANY, PROTOCOL_ONLY, QUERY, QUOTED, TOKEN, UPDATE, done, expect
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

warnings.simplefilter("error", RuntimeWarning)  # it only warns of an answer of another type than the one it asked for
WAYS = {"GET": (GET, URLENCODED), "POST form": (POST, URLENCODED), "POST direct": (POST, POSTDIRECTLY)}
GRAPH = "http://example.org/odjemalec/sparqlwrapper/čebela"


def ask(text, form, way="GET"):
    client = SPARQLWrapper(QUERY)
    client.setMethod(WAYS[way][0])
    client.setRequestMethod(WAYS[way][1])
    client.setReturnFormat(form)
    client.setQuery(text)
    return client.queryAndConvert()


def update(text, way, token=TOKEN):
    client = SPARQLWrapper(QUERY, UPDATE)
    client.setMethod(POST)
    client.setRequestMethod(WAYS[way][1])
    if token:
        client.addCustomHttpHeader("Authorization", f"Bearer {token}")
    client.setQuery(text)
    return client.query().response.getcode()


def values(text, form, way):
    """The values of a result of one column."""
    found = ask(text, form, way)
    if form == JSON:
        return [row["x"]["value"] for row in found["results"]["bindings"]]
    if form == XML:
        assert isinstance(found, Document)
        return [literal.firstChild.data for literal in found.getElementsByTagName("literal")]
    return found.decode()


def raised(error, act):
    try:
        act()
    except error:
        return error.__name__
    except Exception as other:  # told as a failure
        return repr(other)
    return "nothing"


for way in WAYS:
    letters = f'SELECT ("{QUOTED}"@sl AS ?x) {{}}'
    expect(f"SELECT, JSON, {way}", values(letters, JSON, way), [LETTERS])
    expect(f"SELECT, XML, {way}", values(letters, XML, way), [LETTERS])
    expect(f"SELECT, CSV, {way}", values(letters, CSV, way), 'x\r\n"' + LETTERS.replace('"', '""') + '"\r\n')
    expect(f"SELECT, TSV, {way}", values(letters, TSV, way).split("\n")[0], "?x")
    expect(f"ASK, JSON, {way}", ask("ASK {}", JSON, way)["boolean"], True)
    expect(f"ASK, XML, {way}", ask("ASK {}", XML, way).getElementsByTagName("boolean")[0].firstChild.data, "true")
    triples = f'CONSTRUCT {{ <http://example.org/čebela> <http://example.org/p> "{QUOTED}"@sl }} {{}}'
    for form in (TURTLE, N3, RDFXML, XML, JSONLD):
        graph = ask(triples, form, way)
        if form in (TURTLE, N3):
            graph = rdflib.Graph().parse(data=graph, format="turtle")
        expected = (rdflib.URIRef("http://example.org/čebela"), rdflib.URIRef("http://example.org/p"), rdflib.Literal(LETTERS, "sl"))
        expect(f"CONSTRUCT, {form}, {way}", [tuple(triple) for triple in graph], [expected])
expect("rows", len(ask(MANY, JSON)["results"]["bindings"]), 10_000)
articles = ask(ARTICLES, JSON)["results"]["bindings"]
expect("articles", bool(articles), True)
described = ask(f"DESCRIBE <{articles[0]['a']['value']}>", RDFXML)
expect("DESCRIBE", (rdflib.URIRef(articles[0]["a"]["value"]), None, None) in described, True)
expect("bad query", raised(QueryBadFormed, lambda: ask("SELECT * {", JSON)), "QueryBadFormed")

for way in ("POST form", "POST direct"):
    insert = f'INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://example.org/čebela> <http://example.org/p> "{QUOTED}"@sl }} }}'
    expect(f"update, {way}", update(insert, way) in (200, 204), True)
    expect(f"what was written, {way}", values(f"SELECT ?x {{ GRAPH <{GRAPH}> {{ ?s ?p ?x }} }}", JSON, "GET"), [LETTERS])
    expect(f"DROP, {way}", update(f"DROP GRAPH <{GRAPH}>", way) in (200, 204), True)
    expect(f"what was dropped, {way}", ask(f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p ?x }} }}", JSON)["boolean"], False)
    if not PROTOCOL_ONLY:
        expect(f"update without token, {way}", raised(Unauthorized, lambda: update("CLEAR ALL", way, token="")), "Unauthorized")
done()
