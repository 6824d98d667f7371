"""The systems that are compared: how each is called, what it gives, and where its model is."""

import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import peer_spacy
import peer_udpipe

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


@dataclass
class System:
    name: str
    version: str
    command: dict  # by source, `text` (JSON lines) or `tokens` (CoNLL-U); the input file follows
    model: list  # files and folders
    names: bool  # whether it finds names

    def shown(self, source, file):
        """The command without the folders of this machine."""
        return " ".join([Path(part).name for part in self.command[source]] + [file])


def trojka(program, version):
    analyse = [program, "--quiet", "analyze", "--format", "conllu"]
    command = {"text": analyse, "tokens": [*analyse, "--from", "conllu"]}
    models = sorted((REPOSITORY / "data" / "sl" / "model").glob("*.bin"))
    return System("Trojka", version, command, models, names=True)


@dataclass
class Peer:
    name: str
    module: object  # trains and analyses, also as a program of its own
    package: str  # on PyPI
    names: bool

    def system(self, folder):
        analyse = [sys.executable, HERE / f"{self.module.__name__}.py", "analyse", folder]
        command = {source: [*analyse, source] for source in ("text", "tokens")}
        return System(self.name, version(self.package), command, [folder / self.module.MODEL], self.names)


PEERS = {
    "udpipe": Peer("UDPipe 1", peer_udpipe, "ufal.udpipe", names=False),
    "spacy": Peer("spaCy", peer_spacy, "spacy", names=True),
}


def size(paths):
    """Bytes of files and of all files below folders."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return sum(file.stat().st_size for file in files if file.is_file())
