"""Where the server under test takes what, and how a failure is told."""

import os
import sys

BASE = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else sys.exit(f"usage: {sys.argv[0]} BASE_URL")
QUERY = os.environ.get("QUERY_URL", f"{BASE}/sparql")
UPDATE = os.environ.get("UPDATE_URL", f"{BASE}/update")
TOKEN = os.environ.get("TROJKA_TOKEN", "")
# Another server, of which only what the standards ask is looked at.
PROTOCOL_ONLY = bool(os.environ.get("PROTOCOL_ONLY"))

ARTICLES = "SELECT ?a ?text { ?a a <https://schema.org/NewsArticle> ; <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString> ?text }"
NUMBERS = " ".join(map(str, range(100)))
MANY = f"SELECT * {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"
LETTERS = "čšž €😀 \"'\\"
QUOTED = LETTERS.replace("\\", "\\\\").replace('"', '\\"')

failures = []


def expect(name, found, expected):
    if found != expected:
        failures.append(name)
        print(f"{os.path.basename(sys.argv[0])}: {name}: {found!r:.300}, not {expected!r:.300}", file=sys.stderr)


def done():
    sys.exit(bool(failures))
