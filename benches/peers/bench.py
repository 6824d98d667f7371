"""Trojka beside UDPipe 1 and spaCy: the same training files, the same text, the same machine, one run.

Makes the peers when they are not there yet (an hour or so of processor time), then measures and writes
benches/runs/DATE-peers.json and .md. Called by run.sh, which makes the virtual environment.
"""

import argparse
import datetime
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import measure
import report
import score
import slavicner
import systems
import texts
from common import REPOSITORY, build, machine, revision, save, version
from systems import PEERS


def main():
    options = arguments()
    folder = options.cache / "smoke" if options.smoke else options.cache
    folder.mkdir(parents=True, exist_ok=True)
    training = {name: train(name, options.corpora, folder, options.smoke) for name in options.peers}
    if options.train_only:
        return
    program = options.trojka or build()
    peers = [PEERS[name].system(folder) for name in options.peers]
    compared = [systems.trojka(program, version(program)), *peers]
    files = texts.prepare(options.corpora, folder / "texts", options.smoke)
    record = {
        "date": datetime.date.today().isoformat(),
        "revision": None if options.trojka else revision(),  # a program that is given may be of any
        "machine": machine(),
        "training": training,
        "accuracy": {system.name: accuracy(program, system, files, folder) for system in compared},
        "slavicner": {s.name: names(s, options.corpora, files, folder) for s in compared if s.names},
        "speed": speed(compared, files, folder, 1 if options.smoke else options.repeat),
    }
    runs = folder if options.smoke else HERE.parent / "runs"
    save(record, report.markdown, runs / f"{record['date']}-peers")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpora = REPOSITORY.parent / "shared" / "corpora"
    parser.add_argument("--corpora", type=Path, default=corpora, help="folder of the training and dev files")
    parser.add_argument("--cache", type=Path, default=HERE / "cache", help="folder of the trained peers")
    parser.add_argument("--trojka", type=Path, help="the program, when it is not to be built first")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS), help="all unless said otherwise")
    parser.add_argument("--repeat", type=int, default=5, help="timed runs of each system")
    parser.add_argument("--smoke", action="store_true", help="tiny trainings and texts, to see that everything runs")
    parser.add_argument("--train-only", action="store_true", help="make the peers and stop")
    options = parser.parse_args()
    options.cache = options.cache.resolve()
    options.trojka = options.trojka and options.trojka.resolve()
    return options


def train(peer, corpora, folder, smoke):
    """Trains a peer that is not there yet. Returns its settings and how long that took."""
    record = folder / f"{peer}-training.json"
    if not (record.exists() and (folder / PEERS[peer].module.MODEL).exists()):
        command = [sys.executable, HERE / f"peer_{peer}.py", "train", corpora, folder] + ["--smoke"] * smoke
        print(f"training {peer}", file=sys.stderr)
        run = measure.run(command, folder / f"{peer}-training.log", one_core=False)
        settings = json.loads((folder / f"{peer}-settings.json").read_text())
        record.write_text(json.dumps({"settings": settings, "cpu_seconds": round(run.cpu)}))
    return json.loads(record.read_text())


def accuracy(program, system, files, folder):
    """F1 by input and measure. Names only of systems that find them."""
    scores = {}
    for name, source in (("dev", "tokens"), ("dev", "text"), ("dev-ner-news", "tokens"), ("dev-ner-news", "text")):
        output = folder / "output.conllu"
        measure.run([*system.command[source], files[name][source]], output)
        found = score.evaluate(program, files[name]["gold"], output)
        if not system.names:
            found.pop("Names", None)
        scores[f"{name} {source}"] = found
    return scores


def names(system, corpora, files, folder):
    """F1 of the names of SlavicNER, from raw text."""
    output = folder / "output.conllu"
    measure.run([*system.command["text"], files["slavicner"]], output)
    return slavicner.f1(corpora / "slavicner", files["slavicner"], output)


def speed(compared, files, folder, repeat):
    """Runs in turn, A B C A B C …, so that all systems meet the same moods of the machine."""
    output = folder / "output.conllu"
    runs = {system.name: {"one": [], "all": []} for system in compared}
    for _ in range(repeat):
        for system in compared:
            command = system.command["text"]
            runs[system.name]["one"].append(measure.run([*command, files["sentence"]], output))
            runs[system.name]["all"].append(measure.run([*command, files["speed"]], output))
            runs[system.name]["tokens"] = count_words(output)
    tokens = runs[compared[0].name]["tokens"]
    text = {"documents": count_lines(files["speed"]), "tokens": tokens}
    return {"text": text, "systems": {system.name: figures(system, runs[system.name], tokens) for system in compared}}


def figures(system, runs, tokens):
    """What is in the record: every run, not only medians. `tokens` is the same for all systems."""
    rates = [tokens / (whole.cpu - one.cpu) for whole, one in zip(runs["all"], runs["one"])]
    return {
        "version": system.version,
        "command": system.shown("text", "speed.jsonl"),
        "own_tokens": runs["tokens"],
        "tokens_per_cpu_second": rates,
        "cpu_seconds": [run.cpu for run in runs["all"]],
        "wall_seconds": [run.wall for run in runs["all"]],
        "one_sentence_cpu_seconds": [run.cpu for run in runs["one"]],
        "one_sentence_wall_seconds": [run.wall for run in runs["one"]],
        "memory_mb": [run.memory for run in runs["all"]],
        "model_mb": systems.size(system.model) / 1e6,
    }


def count_words(path):
    with open(path, encoding="utf-8") as lines:
        return sum(line[0].isdigit() for line in lines)


def count_lines(path):
    with open(path, encoding="utf-8") as lines:
        return sum(1 for _ in lines)


if __name__ == "__main__":
    main()
