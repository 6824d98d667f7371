"""What hostile clients do. Each attack returns in a word how the server met it, or raises [`Fault`]."""

import asyncio
import gzip
import os
import zlib
from dataclasses import dataclass
from urllib.parse import quote

from queries import prefixed
from wire import Broken, Connection, request

QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
PROBLEM = "application/problem+json"


class Fault(Exception):
    """The server did what it must not do."""


@dataclass
class Target:
    server: object
    timeout: float  # seconds a query may take
    patience: float  # seconds after which a slow client must have been cut off
    canary: int  # a port on which nobody may knock
    token: str

    def connection(self):
        return Connection(self.server.port)


async def error(target, method, path, headers=None, body=None, allowed=range(400, 500)):
    """Sends it whole and wants an error of those as a problem document, a word to come back later, or the connection closed."""
    connection = target.connection()
    try:
        answer = await connection.ask(method, path, headers, body)
    except Broken:
        return "cut off"
    finally:
        connection.close()
    busy = answer.status == 503 and "retry-after" in answer.headers
    if answer.status not in allowed and not busy:
        raise Fault(f"status {answer.status} {answer.body[:100]!r}")
    if answer.body and answer.status not in (200, 400, 408, 414, 431) and answer.type != PROBLEM:
        raise Fault(f"status {answer.status} is told as {answer.type or 'nothing'}, not as a problem document")
    return f"refused {answer.status}"


async def cut_off(target, connection, feed):
    """Feeds the server until it answers or closes; it must do so before patience ends."""

    async def feeding():
        try:
            while True:
                await feed()
        except (OSError, EOFError):
            pass

    feeder = asyncio.ensure_future(feeding())
    try:
        answer = await asyncio.wait_for(connection.read(), target.patience)
        if answer.status < 400 or answer.status == 500:
            raise Fault(f"status {answer.status} {answer.body[:100]!r}")
        return f"refused {answer.status}"
    except asyncio.TimeoutError:
        raise Fault(f"was not cut off in {target.patience:.0f} s") from None
    except (OSError, EOFError, Broken):
        return "cut off"
    finally:
        feeder.cancel()
        connection.reset()


# Slow clients


async def slow_headers(target):
    connection = target.connection()
    await connection.open()
    await connection.send(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    return await cut_off(target, connection, lambda: slowly(connection, b"a"))


async def slow_body(target):
    connection = target.connection()
    await connection.open()
    head = f"POST {target.server.query} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: 100000\r\n\r\n"
    await connection.send(head.encode())
    return await cut_off(target, connection, lambda: slowly(connection, b" "))


async def silence(target):
    connection = target.connection()
    await connection.open()
    return await cut_off(target, connection, lambda: asyncio.sleep(1))


async def slow_reader(target):
    """Asks for more rows than fit into any buffer and reads a byte a second."""
    connection = target.connection()
    await connection.open(receive_buffer=4096)
    await connection.send(request("GET", target.server.target(PRODUCT.format("*"))))
    for _ in range(int(target.patience)):
        await asyncio.sleep(1)
        try:
            if not await asyncio.wait_for(connection.reader.read(1), 1):
                break
        except asyncio.TimeoutError:
            pass
        except OSError:
            break
    return await drain(connection)


async def slowly(connection, data):
    await asyncio.sleep(1)
    await connection.send(data)


async def drain(connection):
    """Reads what is left; it must end soon, and not as if it were whole."""

    async def last_bytes():
        last = b""
        while part := await connection.reader.read(1 << 18):
            last = (last + part)[-16:]
        return last

    try:
        last = await asyncio.wait_for(last_bytes(), 20)
    except asyncio.TimeoutError:
        raise Fault("the answer goes on after the time of a query is over") from None
    except OSError:
        return "cut off"
    finally:
        connection.reset()
    if last.endswith(b"\r\n0\r\n\r\n"):
        raise Fault("an endless answer was ended as if it were whole")
    return "cut off"


# Clients that leave


async def leaves_in_the_answer(target):
    connection = target.connection()
    await connection.open()
    await connection.send(request("GET", target.server.target(PRODUCT.format("*"))))
    try:
        await asyncio.wait_for(connection.reader.read(10_000), 30)
    except (OSError, asyncio.TimeoutError):
        pass
    connection.reset()
    return "left"


async def leaves_before_the_answer(target):
    connection = target.connection()
    await connection.open()
    await connection.send(request("GET", target.server.target(prefixed(ENDLESS["sort"]))))
    await asyncio.sleep(0.2)
    connection.reset()
    return "left"


async def leaves_in_the_request(target):
    connection = target.connection()
    await connection.open()
    await connection.send(f"POST {target.server.query} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: 5000\r\n\r\nSELECT".encode())
    await asyncio.sleep(0.1)
    connection.reset()
    return "left"


# Queries without end

PRODUCT = "SELECT {} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"
ENDLESS = {
    "sort": PRODUCT.format("*") + " ORDER BY ?c ?f ?i",
    "count": PRODUCT.format("(COUNT(*) AS ?n)"),
    "groups": PRODUCT.format("?a ?d (SUM(STRLEN(STR(?c))) AS ?n)") + " GROUP BY ?a ?d",
    "distinct": PRODUCT.format("(COUNT(DISTINCT CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n)"),
    "concatenation": PRODUCT.format("(GROUP_CONCAT(?c) AS ?n)"),
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:none>|^!<x:none>)* ?b . ?b (!<x:none>|^!<x:none>)* ?c }",
    "filter": "SELECT * { ?a nif:anchorOf ?b . ?c nif:anchorOf ?d FILTER(REGEX(CONCAT(?b, ?d), '^(x+x+)+y$')) }",
    "exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?f = CONCAT(STR(?c), STR(?i), 'x')) } }",
    "optional": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f FILTER(?f = CONCAT(STR(?c), 'x')) } }",
}


def endless(name):
    async def attack(target):
        connection = target.connection()
        path = target.server.target(prefixed(ENDLESS[name]))
        try:
            answer = await asyncio.wait_for(connection.ask("GET", path), target.timeout * 2 + 30)
        except asyncio.TimeoutError:
            raise Fault(f"ran {target.timeout * 2 + 30:.0f} s, its time is {target.timeout:.0f} s") from None
        except Broken as broken:
            raise Fault(f"no answer: {broken}") from None
        finally:
            connection.close()
        if answer.status not in (400, 413, 503, 504, 507):
            raise Fault(f"status {answer.status} {answer.body[:100]!r}")
        if answer.type != PROBLEM:
            raise Fault(f"status {answer.status} is told as {answer.type or 'nothing'}, not as a problem document")
        return f"refused {answer.status}"

    return attack


async def endless_rows(target):
    """Reads rows as fast as they come until the query's time is over."""
    connection = target.connection()
    await connection.open()
    await connection.send(request("GET", target.server.target(PRODUCT.format("*"))))
    try:
        first = await asyncio.wait_for(connection.reader.read(12), target.timeout * 2 + 30)
    except OSError:
        return "cut off"
    if not first.startswith(b"HTTP/1.1 200"):
        connection.close()
        return f"refused {first[9:12].decode(errors='replace')}"
    end = asyncio.get_running_loop().time() + target.timeout
    while asyncio.get_running_loop().time() < end:
        if not await connection.reader.read(1 << 18):
            break
        await asyncio.sleep(0.01)
    return await drain(connection)


# Queries too deep and requests too large

DEEP = {
    "groups": "ASK " + "{" * 100_000 + "}" * 100_000,
    "parentheses": "SELECT (" + "(" * 100_000 + "1" + ")" * 100_000 + " AS ?x) {}",
    "negations": "ASK { FILTER(" + "!" * 100_000 + "true) }",
    "sums": "SELECT (" + "1+" * 100_000 + "1 AS ?x) {}",
    "paths": "ASK { <x:a> " + "(" * 100_000 + "<x:p>" + ")" * 100_000 + " ?o }",
    "lists": "ASK { <x:a> <x:p> " + "(" * 100_000 + "1" + ")" * 100_000 + " }",
    "blank nodes": "ASK { <x:a> <x:p> " + "[ <x:p> " * 50_000 + "1" + "]" * 50_000 + " }",
    "optionals": "ASK { " + "OPTIONAL { " * 50_000 + "?a ?b ?c" + "}" * 50_000 + " }",
    "unions": "ASK { " + "{ <x:a> ?b ?c } UNION " * 50_000 + "{} }",
    "triple terms": "ASK { " + "<< <x:a> <x:b> " * 50_000 + "<x:c>" + " >>" * 50_000 + " <x:p> <x:o> }",
    "sub-selects": "ASK " + "{ { SELECT * " * 30_000 + "{}" + "} }" * 30_000,
    "exists": "ASK { " + "FILTER EXISTS { " * 30_000 + "?a ?b ?c" + "}" * 30_000 + " }",
}


def deep(name):
    return lambda target: error(target, "POST", target.server.query, {"Content-Type": QUERY}, DEEP[name].encode(), (400, 413))


async def huge_url(target):
    return await error(target, "GET", f"{target.server.query}?query=ASK%7B%7D&x={'a' * 1_000_000}")


async def huge_header(target):
    return await error(target, "GET", "/health", {"X-Huge": "a" * 1_000_000})


async def many_headers(target):
    return await error(target, "GET", "/health", {f"X-{n}": "a" for n in range(5_000)})


async def huge_body(target):
    """Announces a gigabyte."""
    headers = {"Content-Type": QUERY, "Content-Length": str(10**9)}
    return await error(target, "POST", target.server.query, headers, b" " * 100_000)


async def endless_body(target):
    """Sends pieces without ever saying how many."""
    connection = target.connection()
    await connection.open()
    await connection.send(f"POST {target.server.query} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    sent = 0

    async def more():
        nonlocal sent
        sent += 1
        if sent > 4000:
            raise EOFError
        await connection.send(chunk)

    return await cut_off(target, connection, more)


SPACES = b" " * 200_000_000
BOMBS = {"gzip": gzip.compress(SPACES + b"ASK {}"), "deflate": zlib.compress(SPACES + b"ASK {}")}
del SPACES


def bomb(coding):
    headers = {"Content-Type": QUERY, "Content-Encoding": coding}
    return lambda target: error(target, "POST", target.server.query, headers, BOMBS[coding])


# Bytes that are no request

GARBAGE = {
    "random": os.urandom(2_000),
    "zeros": bytes(5_000),
    "TLS": bytes.fromhex("16030100c8010000c40303") + os.urandom(194),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9),
    "no version": b"GET /\r\n\r\n",
    "header without colon": b"GET /health HTTP/1.1\r\nHost x\r\n\r\n",
    "two lengths": b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello",
    "negative length": b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "bad chunk": b"POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
}


def garbage(name):
    async def attack(target):
        connection = target.connection()
        await connection.open()
        try:
            await connection.send(GARBAGE[name])
        except OSError:
            connection.close()
            return "cut off"
        return await cut_off(target, connection, lambda: asyncio.sleep(1))

    return attack


async def bad_utf8(target):
    return await error(target, "GET", f"{target.server.query}?query=ASK%20%7B%20%3Fa%20%3Fb%20%22%FF%FE%22%20%7D")


async def many_at_once(target):
    """Sends five hundred requests and reads no answer."""
    connection = target.connection()
    await connection.open()
    try:
        await asyncio.wait_for(connection.send(request("GET", target.server.target("ASK {}")) * 500), 30)
        await asyncio.sleep(1)
    except (OSError, asyncio.TimeoutError):
        pass
    connection.reset()
    return "left"


# What nobody may reach

PATHS = [
    "/../../../../etc/passwd",
    "/assets/../../../../etc/passwd",
    "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/article/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/store/..%2f..%2ftrojka.toml",
    "//etc/passwd",
    "/article/%00",
    "file:///etc/passwd",
]


def path(target_path):
    async def attack(target):
        connection = target.connection()
        try:
            answer = await connection.ask("GET", target_path)
        except Broken:
            return "cut off"
        finally:
            connection.close()
        if answer.status < 400 or answer.status >= 500 or b"root:" in answer.body or b"format =" in answer.body:
            raise Fault(f"status {answer.status} {answer.body[:100]!r}")
        return f"refused {answer.status}"

    return attack


async def markup(target):
    """What stands in a URL must not come back as markup."""
    connection = target.connection()
    try:
        answer = await connection.ask("GET", "/id/person/%3Cscript%3Ealert(1)%3C%2Fscript%3E?format=%3Cscript%3Ealert(1)%3C%2Fscript%3E", {"Accept": "text/html"})
    except Broken:
        return "cut off"
    finally:
        connection.close()
    if answer.type == "text/html" and b"<script>alert" in answer.body:
        raise Fault("markup of the URL stands in the page")
    return f"refused {answer.status}"


def writes(method, where, content_type, body, authorization):
    """A write with a wrong token, or with none."""
    headers = {"Content-Type": content_type} | ({"Authorization": authorization} if authorization else {})
    return lambda target: error(target, method, where, headers, body, (401, 403))


def calls(text, allowed):
    """A query that makes the server call an address: nobody may knock there."""

    async def attack(target):
        query = text.format(f"http://127.0.0.1:{target.canary}/")
        return await error(target, "GET", target.server.target(query), allowed=allowed)

    return attack


async def loads(target):
    update = f"LOAD <http://127.0.0.1:{target.canary}/>".encode()
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {target.token}"}
    return await error(target, "POST", "/update", headers, update, (400, 403, 404, 405))


SLOW = {"slow headers": slow_headers, "slow body": slow_body, "silence": silence, "slow reader": slow_reader}
LONG = {f"endless {name}": endless(name) for name in ENDLESS} | {"endless rows": endless_rows}
QUICK = (
    {
        "leaves in the answer": leaves_in_the_answer,
        "leaves before the answer": leaves_before_the_answer,
        "leaves in the request": leaves_in_the_request,
        "huge URL": huge_url,
        "huge header": huge_header,
        "many headers": many_headers,
        "huge body": huge_body,
        "endless body": endless_body,
        "bad UTF-8": bad_utf8,
        "many at once": many_at_once,
        "markup": markup,
        "SERVICE": calls("SELECT * {{ SERVICE <{}> {{ ?a ?b ?c }} }}", (400, 403)),
        "SERVICE SILENT": calls("SELECT * {{ SERVICE SILENT <{}> {{ ?a ?b ?c }} }}", (200, 400, 403)),
        "LOAD": loads,
    }
    | {f"deep {name}": deep(name) for name in DEEP}
    | {f"bomb {coding}": bomb(coding) for coding in BOMBS}
    | {f"garbage {name}": garbage(name) for name in GARBAGE}
    | {f"path {name}": path(name) for name in PATHS}
)
WRITES = {
    "update, no token": writes("POST", "/update", "application/sparql-update", b"CLEAR ALL", None),
    "update, wrong token": writes("POST", "/update", "application/sparql-update", b"CLEAR ALL", "Bearer wrong"),
    "update, basic": writes("POST", "/update", "application/sparql-update", b"CLEAR ALL", "Basic d3Jvbmc6d3Jvbmc="),
    "PUT, wrong token": writes("PUT", "/store?graph=http://localhost:7878/x", "text/turtle", b"<x:a> <x:b> <x:c> .", "Bearer "),
    "DELETE, no token": writes("DELETE", "/store?default", "text/turtle", b"", None),
}
