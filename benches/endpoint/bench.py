"""Trojka's SPARQL endpoint beside the Oxigraph server: the same million quads, the same queries, one run.

Invents articles, loads them into both, checks that both give the same rows, then asks both in turn under load, and writes
benches/runs/DATE-endpoint.json and .md. Called by run.sh, which installs the Oxigraph server.
"""

import argparse
import datetime
import math
import shutil
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import check
import folder
import generate
import load
import queries
import report
import servers
from common import build, machine, revision, save, version

GRAPHS = {"union": True, "plain": False}


def main():
    options = arguments()
    program = options.trojka or build()
    work = options.cache / f"{options.quads}"
    data = prepare(program, options.oxigraph, work, options.quads)
    samples = queries.samples(work / "data.nq", options.variants)
    record = {
        "date": datetime.date.today().isoformat(),
        "revision": None if options.trojka else revision(),  # a program that is given may be of any
        "command": shown(["benches/endpoint/run.sh", *sys.argv[3:]]),  # without --oxigraph, which run.sh adds
        "machine": machine(),
        "load": {"generator": load.generator(), "connections": options.connections, "seconds": options.seconds, "repeat": options.repeat},
        "data": data,
        "graphs": {name: compare(program, work, name, samples, options) for name in options.graph},
        "writing": writing(program, options, work),
    }
    runs = options.cache if options.smoke else HERE.parent / "runs"
    save(record, report.markdown, runs / f"{record['date']}-endpoint")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--oxigraph", type=Path, required=True, help="the Oxigraph server")
    parser.add_argument("--trojka", type=Path, help="the program, when it is not to be built first")
    parser.add_argument("--cache", type=Path, default=HERE / "cache", help="folder of the data")
    parser.add_argument("--quads", type=int, help="about that many quads, 1,000,000 unless said otherwise")
    parser.add_argument("--graph", nargs="+", choices=GRAPHS, default=list(GRAPHS), help="default graph of the queries")
    parser.add_argument("--query", nargs="+", help="only these, by name", choices=[query.name for query in queries.QUERIES])
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=2, help="of each measurement")
    parser.add_argument("--repeat", type=int, default=5, help="measurements of each query on each server")
    parser.add_argument("--variants", type=int, default=200, help="texts of a query that names something")
    parser.add_argument("--smoke", action="store_true", help="little data, once, to see that everything runs")
    options = parser.parse_args()
    if options.smoke:
        options.seconds, options.repeat, options.variants = 1, 1, 20
    options.quads = options.quads or (80_000 if options.smoke else 1_000_000)
    options.cache = options.cache.resolve()
    options.trojka = options.trojka and options.trojka.resolve()
    return options


def prepare(program, oxigraph, work, quads):
    """The same quads as a store of Trojka, as N-Quads, and as a store of Oxigraph."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    own = 46_000  # the gazetteer and the ontology, which the program adds
    graphs, _ = folder.write(work / "trojka", generate.articles(max(quads - own - quads // 250, 10_000)))
    servers.prepare_trojka(program, work / "trojka")
    servers.export(program, work / "trojka", work / "data.nq")
    seconds = servers.load_oxigraph(oxigraph, work / "oxigraph", work / "data.nq")
    with open(work / "data.nq", "rb") as lines:
        count = sum(1 for _ in lines)
    return {
        "articles": graphs,
        "quads": count,
        "oxigraph_load_seconds": seconds,
        "disk_mb": {name: size(work / file) for name, file in (("N-Quads", "data.nq"), ("Trojka", "trojka"), ("Oxigraph", "oxigraph"))},
    }


def size(path):
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def compared(program, options, work, union):
    oxigraph = version(options.oxigraph)
    return [
        servers.trojka(program, version(program), work / "trojka", union, work / "run-trojka"),
        servers.oxigraph(options.oxigraph, oxigraph, work / "oxigraph", union, work / "run-oxigraph"),
        servers.InMemory(options.oxigraph, oxigraph, work / "data.nq", union, work / "run-memory"),
    ]


def compare(program, work, graph, samples, options):
    """All queries on all servers with one kind of default graph."""
    running = compared(program, options, work, GRAPHS[graph])
    about = {server.name: starts(server, options.repeat) for server in running}
    try:
        asked = [query for query in queries.QUERIES if query.name in (options.query or [query.name])]
        found = {}
        for query in asked:
            print(f"{graph}: {query.name}", file=sys.stderr)
            texts = query.texts(samples, GRAPHS[graph])
            found[query.name] = {"about": query.about, "query": texts[0], "rows": same_rows(query, texts, running)}
            found[query.name]["servers"] = under_load(query, texts, running, options)
        for server in running:
            about[server.name]["memory_mb"], about[server.name]["peak_memory_mb"] = server.memory()
    finally:
        for server in running:
            server.stop()
    return {"servers": about, "queries": found}


def starts(server, repeat):
    """Starts the server some times and leaves it running. One that gets its data after the start does so once."""
    seconds = []
    for turn in range(1 if isinstance(server, servers.InMemory) else repeat):
        if turn:
            server.stop()
        seconds.append(server.start())
    return {"version": server.version, "command": shown(server.command), "start_seconds": seconds, "started_memory_mb": server.memory()[0]}


def shown(command):
    """A command for the record, without the folders of this machine."""
    return " ".join(Path(part).name if Path(part).is_absolute() else part for part in command)


def same_rows(query, texts, running):
    """Ends the run when the servers disagree."""
    counts = []
    for text in texts[:: max(1, len(texts) // 20)]:
        count, wrong = check.difference(query, text, running)
        if wrong:
            sys.exit(f"{query.name}: {wrong}\n{text}")
        counts.append(count)
    if not any(counts):
        sys.exit(f"{query.name}: no variant has a row, so nothing is measured")
    return {"least": min(counts), "most": max(counts)}


def under_load(query, texts, running, options):
    """The servers take turns, A B C A B C …, so that a noisy moment meets them all."""
    measured = {server.name: [] for server in running}
    targets = {server.name: [server.target(text) for text in texts] for server in running}
    seconds = {}
    for turn in range(options.repeat + 1):
        for server in running:
            before, time = server.cpu(), seconds.get(server.name, 1)
            found = load.run(server, targets[server.name], query.accept, options.connections, time)
            if found["errors"]:
                sys.exit(f"{query.name}: {found['errors']} of {found['requests']} requests to {server.name} failed")
            found["cpu_ms"] = (server.cpu() - before) * 1e3 / max(found["requests"], 1)
            found["per_second"] = found["requests"] / found["seconds"]
            if server.name in seconds:
                measured[server.name].append(found)
            else:  # the first turn warms up, and says how long one must measure to see some dozens of answers
                slow = math.ceil(30 / max(found["per_second"], 1))
                seconds[server.name] = min(max(slow, options.seconds), 20)
    return measured


def writing(program, options, work):
    """Seconds to PUT graphs one after another over the Graph Store Protocol into an empty store that lasts."""
    graphs = [(iri, "".join(lines)) for _, iri, lines in generate.articles(20_000 if options.smoke else 100_000, seed=2)]
    found = {"graphs": len(graphs), "quads": sum(text.count("\n") for _, text in graphs), "seconds": {}}
    for turn in range(options.repeat):
        for name, make in {"Trojka": servers.trojka, "Oxigraph": servers.oxigraph}.items():
            place = work / f"written-{name}"
            shutil.rmtree(place, ignore_errors=True)
            if name == "Trojka":
                servers.prepare_trojka(program, place)
            server = make(program if name == "Trojka" else options.oxigraph, "", place, False, work / f"run-written-{name}")
            server.start()
            try:
                found["seconds"].setdefault(name, []).append(put(server, graphs))
            finally:
                server.stop()
    return found


def put(server, graphs):
    """`None` when the server has no graph store."""
    headers = {"Content-Type": "application/n-triples", "Authorization": f"Bearer {servers.TOKEN}"}
    start = time.monotonic()
    for iri, lines in graphs:
        triples = lines.replace(f" <{iri}> .\n", " .\n").encode()
        status, said = server.send("PUT", f"/store?graph={servers.quote(iri, safe='')}", headers, triples)
        if status in (404, 405):
            return None
        if status >= 300:
            sys.exit(f"{server.name} does not take a graph: {status} {said[:300]!r}")
    return time.monotonic() - start


if __name__ == "__main__":
    main()
