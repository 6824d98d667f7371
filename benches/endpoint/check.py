"""What a server answered, in a form that can be compared with another server's answer."""

import csv
import io
import json

from queries import CSV, NTRIPLES


def rows(body, query):
    """How many rows, and the rows sorted (of queries whose rows are free, none)."""
    if query.accept == CSV:
        found = [tuple(row) for row in csv.reader(io.StringIO(body.decode()))][1:]
    elif query.accept == NTRIPLES:
        found = {line for line in body.decode().splitlines() if line}  # a graph has each triple once
    else:
        answer = json.loads(body)
        found = [json.dumps(row, sort_keys=True) for row in answer["results"]["bindings"]] if "results" in answer else [answer["boolean"]]
    return len(found), None if query.any_rows else sorted(found)


def difference(query, text, servers):
    """Asks all servers. Returns the number of rows, and what is wrong when they disagree."""
    answers = {}
    for server in servers:
        status, body = server.get(server.target(text), query.accept)
        if status != 200:
            return 0, f"{server.name} answers {status}: {body[:300].decode(errors='replace')}"
        answers[server.name] = rows(body, query)
    (first, expected), *others = answers.items()
    for name, found in others:
        if found != expected:
            return 0, f"{first} gives {expected[0]} rows, {name} {found[0]}" + " (other ones)" * (found[0] == expected[0])
    return expected[0], None
