"""Load on a server: by wrk where it is installed, else by processes of our own, which are slower than a fast server.

Both ask as soon as the last answer is there (closed loop), each connection kept open.
"""

import http.client
import json
import multiprocessing
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
WRK = shutil.which("wrk")


def generator():
    """Its name, for the record."""
    if WRK is None:
        return "benches/endpoint/load.py"
    told = subprocess.run([WRK, "--version"], stdout=subprocess.PIPE, text=True).stdout
    return " ".join(told.split()[:2])


def run(server, targets, accept, connections, seconds):
    """Asks the targets in turn. What comes back: requests, seconds, bytes, errors, median_ms, p99_ms."""
    return (with_wrk if WRK else with_processes)(server, targets, accept, connections, seconds)


def with_wrk(server, targets, accept, connections, seconds):
    path = server.folder / "targets.txt"
    path.write_text("\n".join(targets) + "\n")
    command = [WRK, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", HERE / "load.lua"]
    command += [f"http://127.0.0.1:{server.port}", "--", path, accept]
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    for line in told.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    sys.exit(f"wrk says nothing that can be read:\n{told}")


def with_processes(server, targets, accept, connections, seconds):
    with multiprocessing.Pool(connections) as pool:
        start = time.monotonic()
        calls = [(server.port, targets[n:] + targets[:n], accept, seconds) for n in range(connections)]
        parts = pool.starmap(ask, calls)
        seconds = time.monotonic() - start
    times = sorted(time for part in parts for time in part["times"])
    return {
        "requests": len(times),
        "seconds": seconds,
        "bytes": sum(part["bytes"] for part in parts),
        "errors": sum(part["errors"] for part in parts),
        "median_ms": times[len(times) // 2] * 1e3 if times else 0.0,
        "p99_ms": times[len(times) * 99 // 100] * 1e3 if times else 0.0,
    }


def ask(port, targets, accept, seconds):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    part = {"times": [], "bytes": 0, "errors": 0}
    end, turn = time.monotonic() + seconds, 0
    while (start := time.monotonic()) < end:
        try:
            connection.request("GET", targets[turn % len(targets)], headers={"Accept": accept})
            answer = connection.getresponse()
            part["bytes"] += len(answer.read())
            part["errors"] += answer.status >= 400
        except (OSError, http.client.HTTPException):
            connection.close()
            part["errors"] += 1
        part["times"].append(time.monotonic() - start)
        turn += 1
    return part
