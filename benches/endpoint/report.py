"""The record of a run as a page of Markdown."""

from statistics import median

from common import spread, table


def markdown(record):
    return "\n\n".join([
        f"# Trojka's endpoint beside the Oxigraph server, {record['date']}",
        setting(record),
        *(part for name, found in record["graphs"].items() for part in graph(name, found)),
        "## Writing",
        writing(record["writing"]),
        "Made by `benches/endpoint/run.sh`; what the figures mean stands in `benches/README.md`.",
    ]) + "\n"


def setting(record):
    about, data, load = record["machine"], record["data"], record["load"]
    revision = f"Revision {record['revision']}. " if record["revision"] else ""
    seconds = data["oxigraph_load_seconds"]
    sizes = ", ".join(f"{name} {size:,.0f} MB" for name, size in data["disk_mb"].items())
    return (
        f"{revision}{about['processor']}, {about['cores']} cores, {about['memory_gb']} GB, {about['system']}; load {about['load']} at the start. "
        f"{data['quads']:,} quads, {data['articles']:,} articles; on disk: {sizes}. Oxigraph loaded them in {seconds['load']:.1f} s and optimised "
        f"its folder in {seconds['optimize']:.1f} s; Trojka's folder is what it writes article by article.\n\n"
        f"{load['connections']} connections by {load['generator']}, {load['repeat']} measurements of {load['seconds']} s in turn after a warm-up; "
        f"generator and servers share the machine.\n\n    {record['command']}"
    )


def graph(name, found):
    title = {"union": "The default graph is the union of all", "plain": "The standard's default graph; every query names GRAPH"}[name]
    about, queries = found["servers"], found["queries"]
    yield f"## {title}"
    yield table(
        ["median (least to most)", *about],
        [
            ["version", *(server["version"] for server in about.values())],
            ["seconds from start to a query's answer", *(spread(server["start_seconds"], 2) for server in about.values())],
            ["memory after the start, MB", *(f"{server['started_memory_mb']:,.0f}" for server in about.values())],
            ["memory after all queries, MB", *(f"{server['memory_mb']:,.0f}" for server in about.values())],
            ["peak memory, MB", *(f"{server['peak_memory_mb']:,.0f}" for server in about.values())],
        ],
    )
    yield "\n".join(f"    {server['command']}" for server in about.values())
    ours, *others = about
    yield "Requests per second, and how many times as many as the others (turn by turn):\n\n" + table(
        ["query", "rows", *about, *(f"{ours} / {other}" for other in others)],
        [
            [query, rows(its["rows"]), *(figure(its, server, "per_second", rate) for server in about), *(ratio(its, ours, other) for other in others)]
            for query, its in queries.items()
        ],
    )
    yield "Median and 99th percentile of the latency, and the server's processor time for one request, milliseconds:\n\n" + table(
        ["query", *about],
        [
            [query, *(" / ".join(figure(its, server, key, time) for key in ("median_ms", "p99_ms", "cpu_ms")) for server in about)]
            for query, its in queries.items()
        ],
    )


def rows(counts):
    least, most = counts["least"], counts["most"]
    return f"{most:,}" if least == most else f"{least:,} to {most:,}"


def figure(query, server, key, show):
    return show(median(turn[key] for turn in query["servers"][server]))


def rate(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def time(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def ratio(query, ours, other):
    turns = list(zip(query["servers"][ours], query["servers"][other]))
    if not all(b["requests"] for _, b in turns):
        return "–"  # too slow to answer once in the time of a measurement
    return spread([a["per_second"] / b["per_second"] for a, b in turns], 2)


def writing(found):
    seconds = {name: values for name, values in found["seconds"].items() if None not in values}
    without = [f"{name} has no graph store." for name in found["seconds"] if name not in seconds]
    shown = [f"{name} {spread(values, 2)} s" for name, values in seconds.items()]
    told = f"{found['graphs']} graphs with {found['quads']:,} triples, PUT one after another into a new store on disk: {', '.join(shown)}."
    return " ".join([told, *without])
