"""The record of a run as a page of Markdown."""

from common import spread, table

MEASURES = ["UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "Names"]


def markdown(record):
    return "\n\n".join([
        f"# Trojka beside {' and '.join(list(record['speed']['systems'])[1:])}, {record['date']}",
        machine(record),
        "## Speed and size",
        speed(record["speed"]["systems"]),
        ratios(record["speed"]["systems"]),
        "\n".join(f"    {system['command']}" for system in record["speed"]["systems"].values()),
        "## Accuracy",
        *(accuracy(record["accuracy"], key) for key in next(iter(record["accuracy"].values()))),
        "Names of `slavicner`, raw text, F1: " + ", ".join(f"{n} {f1:.2f}" for n, f1 in record["slavicner"].items()) + ".",
        "## Peers",
        *(training(name, peer) for name, peer in record["training"].items()),
        "Made by `benches/peers/run.sh`; what the figures mean stands in `benches/README.md`.",
    ]) + "\n"


def machine(record):
    about, text = record["machine"], record["speed"]["text"]
    runs = len(next(iter(record["speed"]["systems"].values()))["cpu_seconds"])
    revision = f"Revision {record['revision']}. " if record["revision"] else ""
    return (
        f"{revision}{about['processor']}, {about['cores']} cores, {about['memory_gb']} GB, {about['system']}, Python {about['python']}; "
        f"load {about['load']} at the start. "
        f"Each system on one core with one thread; {runs} runs in turn over {text['documents']:,} documents, "
        f"{text['tokens']:,} tokens."
    )


def speed(found):
    rows = [
        row("version", found, lambda s: s["version"]),
        row("tokens per CPU second, loading left out", found, lambda s: spread(s["tokens_per_cpu_second"], 0)),
        row("CPU seconds, whole process", found, lambda s: spread(s["cpu_seconds"], 2)),
        row("wall seconds, whole process", found, lambda s: spread(s["wall_seconds"], 2)),
        row("start to one analysed sentence, wall seconds", found, lambda s: spread(s["one_sentence_wall_seconds"], 2)),
        row("the same, CPU seconds", found, lambda s: spread(s["one_sentence_cpu_seconds"], 2)),
        row("peak memory, MB", found, lambda s: f"{max(s['memory_mb']):.0f}"),
        row("model on disk, MB", found, lambda s: f"{s['model_mb']:.1f}"),
    ]
    return table(["median (least to most)", *found], rows)


def ratios(found):
    """Run by run, because the runs took turns."""
    (ours, first), *others = found.items()
    shares = {
        name: [a / b for a, b in zip(first["tokens_per_cpu_second"], other["tokens_per_cpu_second"])]
        for name, other in others
    }
    return "; ".join(f"{ours} is {spread(values, 1)} times as fast as {name}" for name, values in shares.items()) + "."


def accuracy(scores, key):
    file, source = key.rsplit(" ", 1)
    measures = [m for m in ["Tokens", "Sentences", *MEASURES] if any(m in found[key] for found in scores.values())]
    if source == "tokens":
        measures = [m for m in measures if m not in ("Tokens", "Sentences")]
    rows = [[name, *(f"{found[key][m]:.2f}" if m in found[key] else "–" for m in measures)] for name, found in scores.items()]
    given = "gold tokens" if source == "tokens" else "raw text"
    return f"`{file}.conllu`, {given}, F1:\n\n" + table(["", *measures], rows)


def training(name, peer):
    settings = ", ".join(f"{part} {rounds:,}" for part, rounds in peer["settings"].items())
    return f"{name}: {peer['cpu_seconds']:,} CPU seconds of training; rounds: {settings}."


def row(name, found, show):
    return [name, *(show(figures) for figures in found.values())]
