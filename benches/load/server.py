"""The server under test: its process, what it uses, where it takes what."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "endpoint")]

import folder
import generate
from terms import BASE

# Limits of `trojka serve` that a test of two minutes can meet; the patience of the test must be longer.
LIMITS = {"--body-timeout": "20", "--idle-timeout": "20"}
TOKEN = os.urandom(16).hex()
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Use:
    """What the process uses at a moment."""

    memory_mb: float
    files: int
    threads: int
    cpu: float


class Server:
    def __init__(self, command, query, work):
        self.query = query
        self.port = free_port()
        self.log = work / "log.txt"
        command = [str(part).replace("PORT", str(self.port)) for part in command]
        self.command = " ".join(command)
        # No proxy and no other surroundings' settings; the token must never be seen in an answer or in the log.
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"TROJKA_TOKEN": TOKEN})
        self.wait()

    @property
    def pid(self):
        return self.process.pid

    def wait(self):
        end = time.monotonic() + 300
        while self.status(self.target("ASK {}")) != 200:
            if self.process.poll() is not None or time.monotonic() > end:
                sys.exit(f"the server does not start; see {self.log}")
            time.sleep(0.05)

    def status(self, path, method="GET"):
        """Status of a request, 0 when there is no answer."""
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def target(self, query, **more):
        parameters = "".join(f"&{name}={quote(value, safe='')}" for name, value in more.items())
        return f"{self.query}?query={quote(query, safe='')}{parameters}"

    def use(self):
        place = Path(f"/proc/{self.pid}")
        lines = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines() if ":" in line)
        fields = (place / "stat").read_text().rpartition(")")[2].split()
        return Use(
            memory_mb=round(int(lines["VmRSS"].split()[0]) * 1024 / 1e6, 1),
            files=len(os.listdir(place / "fd")),
            threads=int(lines["Threads"]),
            cpu=(int(fields[11]) + int(fields[12])) / TICKS,
        )

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """Seconds that it took to end after SIGTERM; `None` when it had to be killed."""
        start = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(60)
            return time.monotonic() - start
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def articles(work, quads):
    """Invented articles as a store folder. Returns the quads, each as four terms of N-Quads."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    made = list(generate.articles(quads))
    folder.write(work / "store", made)
    return [terms(line) for _, _, lines in made for line in lines]


def terms(line):
    subject, predicate, rest = line.removesuffix(" .\n").split(" ", 2)
    object, _, graph = rest.rpartition(" ")
    return subject, predicate, object, graph


def trojka(program, work, timeout):
    nothing = work / "nothing.jsonl"
    nothing.write_text("")
    subprocess.run([program, "build", "--quiet", nothing, "--store", work / "store"], check=True)
    command = [program, "serve", "--quiet", "--store", work / "store", "--bind", "127.0.0.1:PORT", "--query-timeout", timeout]
    known = subprocess.run([program, "serve", "--help"], stdout=subprocess.PIPE, text=True, check=True).stdout
    command += [part for limit, seconds in LIMITS.items() if limit in known for part in (limit, seconds)]
    return Server(command, "/sparql", work)


def oxigraph(program, work, timeout, quads):
    """The Oxigraph server in memory with the same articles and the union as its default graph."""
    server = Server([program, "serve", "--union-default-graph", "--timeout-s", timeout, "--bind", "127.0.0.1:PORT"], "/query", work)
    lines = [" ".join(quad) + " .\n" for quad in quads]
    for at in range(0, len(lines), 100_000):
        body = "".join(lines[at : at + 100_000]).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/store", body, {"Content-Type": "application/n-quads"})
        urllib.request.urlopen(request, timeout=300).close()
    return server
