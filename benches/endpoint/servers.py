"""The servers: how each is started on the same data, what it costs, how it is asked."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One server process. `path` is where it takes queries."""

    def __init__(self, name, version, command, path, folder):
        self.name, self.version, self.path, self.folder = name, version, path, folder
        self.command = [str(part) for part in command]
        folder.mkdir(parents=True, exist_ok=True)
        self.port = self.process = None

    def start(self):
        """Starts it and waits until it answers a query. Returns the seconds that took."""
        self.port = free_port()
        start = time.monotonic()
        with open(self.folder / "log.txt", "ab") as log:
            command = [part.replace("PORT", str(self.port)) for part in self.command]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"TROJKA_TOKEN": TOKEN})
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - start > 600:
                sys.exit(f"{self.name} does not start; see {self.folder / 'log.txt'}")
            time.sleep(0.005)
        return time.monotonic() - start

    def answers(self):
        try:
            return self.get(self.target("ASK {}"), "application/sparql-results+json")[0] == 200
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def target(self, query):
        return f"{self.path}?query={quote(query, safe='')}"

    def get(self, target, accept):
        return self.send("GET", target, {"Accept": accept})

    def send(self, method, target, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def cpu(self):
        """Processor seconds since it was started, user and system."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident set now and at its largest, MB (10^6 bytes)."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Vm")}
        return round(sizes["VmRSS"], 1), round(sizes["VmHWM"], 1)


# For writing to a server that asks for one; it lives as long as the benchmark.
TOKEN = os.urandom(16).hex()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def trojka(program, version, store, union, folder):
    command = [program, "serve", "--quiet", "--store", store, "--bind", "127.0.0.1:PORT"]
    command += ["--default-graph", "union" if union else "plain"]
    return Server("Trojka", version, command, "/sparql", folder)


def oxigraph(program, version, store, union, folder):
    command = [program, "serve", "--location", store, "--bind", "127.0.0.1:PORT"]
    return Server("Oxigraph", version, command + ["--union-default-graph"] * union, "/query", folder)


class InMemory(Server):
    """Oxigraph without a folder: it is given the data after its start."""

    def __init__(self, program, version, file, union, folder):
        command = [program, "serve", "--bind", "127.0.0.1:PORT"] + ["--union-default-graph"] * union
        super().__init__("Oxigraph in memory", version, command, "/query", folder)
        self.file = file

    def start(self):
        start = time.monotonic()
        super().start()
        for part in parts(self.file, 50_000_000):
            status, said = self.send("POST", "/store", {"Content-Type": "application/n-quads"}, part)
            if status >= 300:
                sys.exit(f"{self.name} does not take the data: {status} {said[:200]!r}")
        return time.monotonic() - start


def parts(path, size):
    """A file in parts that end with a line."""
    with open(path, "rb") as file:
        while part := file.read(size):
            yield part + file.readline()


def prepare_trojka(program, store):
    """Adds what the program itself keeps in a store: the gazetteer, the ontology and what the rules derive."""
    nothing = store.parent / "nothing.jsonl"
    nothing.write_text("")
    subprocess.run([program, "build", "--quiet", nothing, "--store", store], check=True)


def export(program, store, file):
    subprocess.run([program, "export", "--store", store, "--format", "nquads", "-o", file], check=True)


def load_oxigraph(program, store, file):
    """Bulk load and the optimisation that it recommends before much reading. Returns the seconds of both."""
    shutil.rmtree(store, ignore_errors=True)
    start = time.monotonic()
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([program, "load", "--location", store, "--file", file], **quiet)
    loaded = time.monotonic()
    subprocess.run([program, "optimize", "--location", store], **quiet)
    return {"load": loaded - start, "optimize": time.monotonic() - loaded}
