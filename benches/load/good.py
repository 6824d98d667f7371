"""Requests as good clients send them, and whether the answer is right.

What a query must give is counted from the data by a few lines of Python, not by asking the server; whatever else an
answer says must be what the server said at rest.
"""

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.etree import ElementTree

from queries import prefixed
from terms import BASE, term
from wire import Answer

JSON, XML, CSV, TSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES, JSONLD = "text/turtle", "application/n-triples", "application/ld+json"
ROWS = 10_000


@dataclass
class Request:
    name: str
    method: str
    target: str
    headers: dict = field(default_factory=dict)
    body: bytes | None = None
    status: int = 200
    type: str | None = None
    rows: int | None = None  # as the data have it
    pace: float | None = None  # seconds between pieces, for a client that is not in a hurry
    same: bool = True  # whether the answer is the same every time
    at_rest: object = None
    bytes_at_rest: bytes | None = None

    def wrong(self, answer: Answer):
        """What is wrong with an answer, or `None`."""
        if answer.status != self.status:
            return f"status {answer.status}, not {self.status}: {answer.body[:200]!r}"
        if self.type and answer.type != self.type:
            return f"type {answer.type!r}, not {self.type!r}"
        if self.method == "HEAD" or self.status == 304:
            return f"{len(answer.body)} bytes of body" if answer.body else None
        try:
            body = answer.plain()
            if body == self.bytes_at_rest:
                return None  # looked at before
            content = read(answer.type, body)
        except (ValueError, EOFError, OSError, ElementTree.ParseError) as error:
            return f"no well-formed {answer.type}: {type(error).__name__} {error}"
        if self.rows is not None and len(content) != self.rows:
            return f"{len(content)} rows, not {self.rows}"
        if self.at_rest is not None and content != self.at_rest:
            return "another content than at rest"
        return None


def read(type, body):
    """The content of an answer, without the order of rows."""
    if type == JSON:
        answer = json.loads(body)
        return sorted(json.dumps(row, sort_keys=True) for row in answer["results"]["bindings"]) if "results" in answer else [answer["boolean"]]
    if type == XML:
        answer = ElementTree.fromstring(body)
        rows = answer.findall(".//{*}result")
        return sorted(ElementTree.tostring(row).decode() for row in rows) if rows else [answer.findtext(".//{*}boolean")]
    if type == CSV:
        return sorted(csv.reader(io.StringIO(body.decode())))[1:]
    if type.endswith("json"):
        return json.loads(body)
    return sorted(body.decode().splitlines())


def requests(server, quads):
    """All kinds of good requests that the server has; and the kinds it has not."""
    found, left_out = [], []
    facts = Facts(quads)
    found += list(queries(server, facts))
    for name, path, made in pages(facts):
        if server.status(path) == 200:
            found += made
        else:
            left_out.append(f"{name} ({path})")
    return found, left_out


class Facts:
    """What the data say, counted without a server."""

    def __init__(self, quads):
        self.spans = Counter(quad[0] for quad in quads if "#char=" in quad[0])
        self.codes = Counter(quad[2] for quad in quads if quad[1] == term("tro:ploverCode"))
        self.mentions = sum(quad[1] == term("itsrdf:taIdentRef") for quad in quads)
        self.actors = Counter(quad[2] for quad in quads if quad[1] == term("tro:actor") and "/id/country/" in quad[2])
        self.sentences = sum(quad[2] == term("nif:Sentence") for quad in quads)
        self.articles = sorted({quad[3] for quad in quads})

    def some(self, counter, number):
        keys = sorted(counter)
        return keys[:: max(1, len(keys) // number)]


def queries(server, facts):
    def get(name, query, type=JSON, headers=None, **more):
        return Request(name, "GET", server.target(prefixed(query)), {"Accept": type} | (headers or {}), type=type, **more)

    def post(name, query, type, content_type, body, **more):
        return Request(name, "POST", server.query, {"Accept": type, "Content-Type": content_type}, body, type=type, **more)

    for span in facts.some(facts.spans, 40):
        triples = facts.spans[span]
        yield get("point, JSON", f"SELECT ?p ?o {{ {span} ?p ?o }}", rows=triples)
        yield get("describe, N-Triples", f"CONSTRUCT {{ {span} ?p ?o }} {{ {span} ?p ?o }}", NTRIPLES, rows=triples)
        yield get("describe, Turtle", f"CONSTRUCT {{ {span} ?p ?o }} {{ {span} ?p ?o }}", TURTLE)
        yield get("ask", f"ASK {{ {span} a nif:Sentence, nif:Phrase }}")
    for actor, events in facts.actors.items():
        query = prefixed(f"SELECT ?e ?s {{ ?e tro:actor {actor} ; prov:wasDerivedFrom ?s }}")
        form = b"query=" + quote(query, safe="").encode()
        yield post("join by form, CSV", query, CSV, "application/x-www-form-urlencoded", form, rows=events)
        yield post("join by body, XML", query, XML, "application/sparql-query", query.encode(), rows=events)
        yield get("join, TSV", query, TSV, rows=events + 1)  # and the head
    codes = "SELECT ?code (COUNT(?e) AS ?n) { ?e a tro:Event ; tro:ploverCode ?code } GROUP BY ?code"
    mentions = f"SELECT ?m ?words ?who {{ ?m itsrdf:taIdentRef ?who ; nif:anchorOf ?words }} LIMIT {ROWS}"
    number = min(ROWS, facts.mentions)
    for _ in range(10):
        yield get("aggregate", codes, rows=len(facts.codes))
        yield get("text filter", "SELECT (COUNT(?s) AS ?n) { ?s a nif:Sentence ; nif:anchorOf ?w FILTER(STRLEN(?w) > 0) }", rows=1)
    for _ in range(4):
        yield get("many rows, JSON", mentions, rows=number)
        yield get("many rows, packed", mentions, headers={"Accept-Encoding": "gzip"}, rows=number)
        yield get("many rows, CSV, unhurried", mentions, CSV, rows=number, pace=0.02)


def pages(facts):
    """Name, the path that tells whether there is such a thing, requests."""
    entity = "/id/country/slovenija"
    page = {"Accept": "text/html"}
    yield (
        "entity",
        entity,
        [
            Request("entity page", "GET", entity, page, type="text/html"),
            Request("entity, Turtle", "GET", entity, {"Accept": TURTLE}, type=TURTLE),
            Request("entity, JSON-LD", "GET", entity, {"Accept": JSONLD}, type=JSONLD),
            Request("entity, HEAD", "HEAD", entity, {"Accept": TURTLE}, type=TURTLE),
            Request("entity, conditional", "GET", entity, {"Accept": TURTLE}, status=304),
        ]
        * 8,
    )
    articles = [article.removeprefix(f"<{BASE}").removesuffix(">") for article in facts.articles[:20]]
    yield ("article", f"/{articles[0]}", [Request("article page", "GET", f"/{article}", page, type="text/html") for article in articles])
    yield ("search", "/search?q=urad", [Request("search", "GET", f"/search?q={word}", {"Accept": "application/json"}) for word in ("urad", "predsednik", "minister")] * 4)
    for name, path in (("health", "/health"), ("metrics", "/metrics"), ("dataset description", "/.well-known/void"), ("start page", "/")):
        yield (name, path, [Request(name, "GET", path, same=name not in ("metrics", "health"))] * 4)


async def rest(connection, request):
    """Asks at rest: the answer must be right, and is what later answers are compared with. Returns what is wrong."""
    if request.status == 304:
        tag = (await connection.ask("GET", request.target, request.headers)).headers.get("etag")
        if tag is None:
            return "there is no ETag"
        request.headers = request.headers | {"If-None-Match": tag}
    answer = await connection.ask(request.method, request.target, request.headers, request.body)
    wrong = request.wrong(answer)
    if wrong is None and request.same and request.method != "HEAD" and request.status == 200:
        request.bytes_at_rest = answer.plain()
        request.at_rest = read(answer.type, request.bytes_at_rest)
    return wrong
