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


def peer(name, module, package, folder, names):
    analyse = [sys.executable, HERE / f"{module.__name__}.py", "analyse", folder]
    command = {source: [*analyse, source] for source in ("text", "tokens")}
    return System(name, version(package), command, [folder / module.MODEL], names)


def peers(folder):
    return [
        peer("UDPipe 1", peer_udpipe, "ufal.udpipe", folder, names=False),
        peer("spaCy", peer_spacy, "spacy", folder, names=True),
    ]


def size(paths):
    """Bytes of files and of all files below folders."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return sum(file.stat().st_size for file in files if file.is_file())
