"""One run of a program as a whole process: processor time, wall time, memory, as the operating system counts them.

The program is started by a small process of its own, this file: the peak memory that the system reports for a process
is at least that of the one which started it.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

ONE_THREAD = dict.fromkeys(
    ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"], "1"
)


@dataclass
class Run:
    cpu: float  # seconds, user and system
    wall: float  # seconds
    memory: float  # largest resident set, MB (10^6 bytes)


def run(command, output, one_core=True):
    """Runs a command with one thread, its standard output going to the file `output`."""
    cores = os.sched_getaffinity(0)
    launcher = subprocess.run(
        [sys.executable, "-I", "-S", __file__, output, *map(str, command)],
        stdout=subprocess.PIPE,
        env=os.environ | ONE_THREAD,
        preexec_fn=lambda: os.sched_setaffinity(0, {max(cores)} if one_core else cores),
    )
    if launcher.returncode != 0:
        sys.exit(f"exit status {launcher.returncode}: {' '.join(map(str, command))}")
    return Run(**json.loads(launcher.stdout))


def launch(output, command):
    start = time.monotonic()
    with open(output, "wb") as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == 0:
        run = Run(cpu=usage.ru_utime + usage.ru_stime, wall=wall, memory=usage.ru_maxrss * 1024 / 1e6)
        print(json.dumps(vars(run)))
    return process.returncode


if __name__ == "__main__":
    sys.exit(launch(sys.argv[1], sys.argv[2:]))
