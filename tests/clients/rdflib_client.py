"""rdflib as a client: rdflib_client.py BASE_URL, the token in TROJKA_TOKEN."""

from decimal import Decimal
from urllib.error import HTTPError

from place import ARTICLES, LETTERS, MANY, PROTOCOL_ONLY, QUERY, QUOTED, TOKEN, UPDATE, done, expect
from rdflib import RDF, SDO, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

EX = Namespace("http://example.org/")
BEE = EX["čebela"]
NAME = URIRef("http://example.org/odjemalec/rdflib/čebela")


def reads(form, method):
    way = f"{form}, {method}"
    graph = Graph(SPARQLStore(QUERY, returnFormat=form, method=method))
    rows = list(graph.query(ARTICLES))
    expect(f"SELECT, {way}", bool(rows) and isinstance(rows[0].a, URIRef), True)
    # CSV has no kinds of terms; rdflib makes literals without language of what is no IRI.
    letters = next(iter(graph.query(f'SELECT ("{QUOTED}"@sl AS ?x) {{}}'))).x
    expect(f"letters beyond ASCII, {way}", str(letters), LETTERS)
    expect(f"rows, {way}", len(graph.query(MANY)), 10_000)
    if form in ("xml", "json"):
        expect(f"ASK, {way}", graph.query("ASK { ?s ?p ?o }").askAnswer, True)
    if form == "xml":  # with the others it asks for no form of RDF
        triples = graph.query(f"CONSTRUCT {{ <{BEE}> <{EX.p}> ?x }} {{ VALUES ?x {{ 1 2.5 '{LETTERS[:3]}'@sl }} }}").graph
        expect(f"CONSTRUCT, {way}", set(triples.objects(BEE, EX.p)), {Literal(1), Literal(Decimal("2.5")), Literal(LETTERS[:3], "sl")})
        described = graph.query(f"DESCRIBE <{rows[0].a}>").graph
        expect(f"DESCRIBE, {way}", (rows[0].a, RDF.type, SDO.NewsArticle) in described, True)
    expect(f"pattern, {way}", {triple[0] for triple in graph.triples((None, RDF.type, SDO.NewsArticle))} >= {row.a for row in rows}, True)
    expect(f"value, {way}", graph.value(rows[0].a, SDO.inLanguage), Literal("sl"))
    expect(f"what is not there, {way}", (BEE, EX.nothing, None) in graph, False)


def graphs():
    names = set(SPARQLStore(QUERY).contexts())
    articles = Graph(SPARQLStore(QUERY)).query("SELECT DISTINCT ?g { GRAPH ?g { ?a a <https://schema.org/NewsArticle> } }")
    expect("contexts", {row.g for row in articles} <= names, True)
    one = Graph(SPARQLStore(QUERY), next(iter(articles)).g)
    expect("one graph", len(list(one.triples((None, RDF.type, SDO.NewsArticle)))), 1)


def writes(token=TOKEN):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    store = SPARQLUpdateStore(QUERY, UPDATE, headers=headers)
    graph = Graph(store, NAME)
    graph.add((BEE, EX.says, Literal(LETTERS, "sl")))
    graph += [(BEE, EX.number, Literal(n)) for n in range(50)]
    expect("what was added", (len(graph), graph.value(BEE, EX.says)), (51, Literal(LETTERS, "sl")))
    graph.set((BEE, EX.says, Literal("zzz")))
    expect("what was set", list(graph.objects(BEE, EX.says)), [Literal("zzz")])
    graph.remove((BEE, EX.number, None))
    expect("what was left", len(graph), 1)
    graph.update(f"INSERT {{ ?s <{EX.again}> ?o }} WHERE {{ ?s <{EX.says}> ?o }}")
    expect("what an update copied", graph.value(BEE, EX.again), Literal("zzz"))
    Dataset(store).remove_graph(graph)
    expect("what was removed", len(graph), 0)


def status(act):
    try:
        act()
    except HTTPError as error:
        return error.code, error.headers.get_content_type()
    except ValueError as error:  # what rdflib makes of 400
        cause = error.__context__
        return cause.code, cause.headers.get_content_type()
    return None


for method in ("GET", "POST", "POST_FORM"):
    for form in ("xml", "json", "csv", "tsv"):
        reads(form, method)
graphs()
writes()
if not PROTOCOL_ONLY:
    expect("bad query", status(lambda: Graph(SPARQLStore(QUERY)).query("SELECT * {")), (400, "application/problem+json"))
    expect("update without token", status(lambda: writes(token="")), (401, "application/problem+json"))
done()
