"""pandas as a client: pandas_client.py BASE_URL reads query results as CSV into data frames."""

import urllib.error
from urllib.parse import urlencode

import pandas
from place import ARTICLES, LETTERS, MANY, PROTOCOL_ONLY, QUERY, QUOTED, done, expect


def frame(query, packed=False, **parameters):
    headers = {} if parameters else {"Accept": "text/csv"}
    if packed:
        headers["Accept-Encoding"] = "gzip"  # pandas unpacks it
    return pandas.read_csv(f"{QUERY}?{urlencode({'query': query} | parameters)}", storage_options=headers)


ways = {"by Accept": {}}
if not PROTOCOL_ONLY:
    ways |= {"by parameter": {"format": "csv"}, "packed": {"packed": True}}
for way, more in ways.items():
    articles = frame(ARTICLES, **more)
    expect(f"columns, {way}", list(articles.columns), ["a", "text"])
    expect(f"articles, {way}", len(articles) > 0 and articles.a.str.startswith("http").all(), True)
    many = frame(MANY, **more)
    expect(f"rows, {way}", (len(many), str(many.a.dtype), int(many.a.sum()), int(many.b.max())), (10_000, "int64", 495_000, 99))
    letters = frame(f'SELECT ("{QUOTED}\\nin še vrstica"@sl AS ?x) (2.5 AS ?y) (?none AS ?z) {{}}', **more)
    expect(f"letters and line ends, {way}", letters.x[0], LETTERS + "\nin še vrstica")
    expect(f"numbers and gaps, {way}", (letters.y[0], bool(letters.z.isna()[0])), (2.5, True))
    none = frame("SELECT ?a ?b { VALUES (?a ?b) {} }", **more)
    expect(f"no rows, {way}", (len(none), list(none.columns)), (0, ["a", "b"]))
try:
    frame("SELECT * {")
    expect("bad query", "no error", "an error")
except urllib.error.HTTPError as error:
    expect("bad query", error.code, 400)
done()
