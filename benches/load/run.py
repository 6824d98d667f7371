#!/usr/bin/env python3
"""A bounded load test on loopback: good clients, whose every answer is checked, among hostile ones.

Starts the server on invented articles, asks it at rest, then with all clients at once, and looks at what is left of it.
Exit status 1 when a good request failed, a hostile one was not met properly, the process ended, or memory, files,
threads or work stay behind; 2 when the server is wrong already at rest.
"""

import argparse
import asyncio
import json
import resource
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "endpoint")]

import good
import hostile
import server as servers
from common import build, version
from wire import Broken, Connection
from words import Dice

# The longest that a good client goes on asking again because the server tells it to.
ASKING = 120


def main():
    options = arguments()
    raise_file_limit()
    work = options.cache.resolve()
    quads = servers.articles(work, options.quads)
    program = options.oxigraph or options.trojka or build()
    if options.oxigraph:
        server = servers.oxigraph(program, work, options.query_timeout, quads)
    else:
        server = servers.trojka(program, work, options.query_timeout)
    print(f"pid {server.pid}: {server.command}", file=sys.stderr)
    try:
        report = asyncio.run(Test(server, quads, options).run())
    finally:
        stopped = server.stop()
    if stopped is None:
        report["faults"].append("SIGTERM did not end it within 60 s")
    report = {"program": f"{program.name} {version(program)}", "command": " ".join(sys.argv), "stop_seconds": stopped} | report
    if options.output:
        options.output.write_text(json.dumps(report, indent=1) + "\n")
    print(summary(report))
    sys.exit(bool(report["faults"]))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trojka", type=Path, help="the program, when it is not to be built first")
    parser.add_argument("--oxigraph", type=Path, help="the Oxigraph server in place of Trojka, to see what the test finds there")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--quads", type=int, default=200_000)
    parser.add_argument("--query-timeout", default="5", help="seconds, given to the server")
    parser.add_argument("--patience", type=float, default=60, help="seconds after which a slow client must have been cut off")
    parser.add_argument("--pause", type=float, default=15, help="seconds of rest before what is left is looked at")
    parser.add_argument("--growth", type=float, default=0.1, help="share by which memory may grow, besides 32 MB")
    parser.add_argument("--no-hostile", action="store_true", help="good clients only")
    parser.add_argument("--attack", nargs="+", help="only these kinds of attack", metavar="NAME")
    parser.add_argument("--cache", type=Path, default=HERE / "cache", help="folder of the data")
    parser.add_argument("--output", type=Path, help="file for the report as JSON")
    return parser.parse_args()


def raise_file_limit():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))


class Test:
    def __init__(self, server, quads, options):
        self.server, self.options = server, options
        self.requests, self.left_out = good.requests(server, quads)
        self.served, self.times = Counter(), defaultdict(list)
        self.retries = self.reopened = 0
        self.met = defaultdict(Counter)
        self.faults = Counter()
        self.knocks = 0
        self.over = False

    async def run(self):
        await self.at_rest()
        # A first load, good clients only, so that what the server keeps for its work is there before memory is looked at.
        await self.load(min(10, self.options.seconds / 4), hostile_too=False)
        await asyncio.sleep(min(self.options.pause, 5))
        before = self.server.use()
        self.served.clear(), self.times.clear()
        start = time.monotonic()
        await self.load(self.options.seconds, hostile_too=not self.options.no_hostile)
        spent = time.monotonic() - start
        await asyncio.sleep(self.options.pause)
        self.afterwards(before)
        return self.report(spent, before)

    async def at_rest(self):
        connection, wrongs = Connection(self.server.port), set()
        for request in self.requests:
            if wrong := await good.rest(connection, request):
                wrongs.add(f"{request.name}: {wrong} ({request.method} {request.target[:300]})")
        connection.close()
        if wrongs:
            self.server.stop()
            print("Wrong at rest:", *sorted(wrongs), sep="\n  ", file=sys.stderr)
            sys.exit(2)

    async def load(self, seconds, hostile_too):
        self.over = False
        canary = await asyncio.start_server(self.knocked, "127.0.0.1", 0)
        port = canary.sockets[0].getsockname()[1]
        timeout = float(self.options.query_timeout)
        target = hostile.Target(self.server, timeout, self.options.patience, port, servers.TOKEN)
        clients = [self.good_client(n) for n in range(self.options.clients * 4 // 5 if hostile_too else self.options.clients)]
        if hostile_too:
            clients += self.hostile_clients(target, self.options.clients - len(clients))
        tasks = [asyncio.ensure_future(client) for client in clients]
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
        self.over = True
        await asyncio.gather(*tasks)
        canary.close()

    async def knocked(self, _, writer):
        self.knocks += 1
        writer.close()

    async def good_client(self, number):
        dice, connection = Dice(number), Connection(self.server.port)
        while not self.over and self.server.alive():
            await asyncio.sleep(dice.random() * 0.2)
            await self.good_request(connection, dice.one(self.requests))
        connection.close()

    async def good_request(self, connection, request):
        """Asks until there is an answer that is not "come back later", as long as the server says when."""
        start = time.monotonic()
        while True:
            try:
                answer = await asyncio.wait_for(connection.ask(request.method, request.target, request.headers, request.body, request.pace), ASKING)
            except Broken as broken:
                if broken.fresh:  # the server closed a connection that was kept open, as it may between requests
                    self.reopened += 1
                    continue
                return self.fault(f"good: {request.name}", f"no whole answer: {broken}")
            except asyncio.TimeoutError:
                connection.close()
                return self.fault(f"good: {request.name}", f"no answer in {ASKING} s")
            if answer.status != 503:
                break
            wait = answer.headers.get("retry-after", "")
            if not wait.isdigit():
                return self.fault(f"good: {request.name}", "503 without Retry-After")
            if time.monotonic() - start > ASKING:
                return self.fault(f"good: {request.name}", f"still 503 after {ASKING} s")
            self.retries += 1
            await asyncio.sleep(int(wait))
        if wrong := request.wrong(answer):
            return self.fault(f"good: {request.name}", wrong)
        self.served[request.name] += 1
        self.times[request.name].append(time.monotonic() - start)

    def hostile_clients(self, target, number):
        """Some clients for each kind of attack; the slow ones would else leave no room for the others."""
        quick = hostile.QUICK | (hostile.WRITES if self.server.status("/update") != 404 and self.server.query == "/sparql" else {})
        kinds = [(hostile.SLOW, number * 3 // 10), (hostile.LONG, max(1, number // 10))]
        kinds.append((quick, number - sum(clients for _, clients in kinds)))
        for attacks, clients in kinds:
            chosen = {name: attack for name, attack in attacks.items() if name in (self.options.attack or [name])}
            if chosen:
                # Each begins with another kind.
                yield from (self.hostile_client(target, list(chosen.items()), n * len(chosen) // clients) for n in range(clients))

    async def hostile_client(self, target, attacks, turn):
        dice = Dice(1000 + turn)
        while not self.over and self.server.alive():
            name, attack = attacks[turn % len(attacks)]
            turn += 1
            try:
                met = await asyncio.wait_for(attack(target), self.options.patience + 60)
                self.met[name][met] += 1
            except hostile.Fault as fault:
                self.fault(f"hostile: {name}", str(fault))
            except asyncio.TimeoutError:
                self.fault(f"hostile: {name}", "goes on without end")
            except OSError as error:
                self.fault(f"hostile: {name}", f"cannot connect: {error}")
            await asyncio.sleep(dice.random())

    def fault(self, what, why):
        self.faults[f"{what}: {why}"] += 1

    def afterwards(self, before):
        """What must be as it was before."""
        if not self.server.alive():
            self.fault("process", f"ended with status {self.server.process.returncode}; see {self.server.log}")
            return
        earlier = self.server.use()
        time.sleep(3)
        now = self.server.use()
        busy = now.cpu - earlier.cpu
        allowed = before.memory_mb * (1 + self.options.growth) + 32
        if now.memory_mb > allowed:
            self.fault("memory", f"{now.memory_mb} MB, before {before.memory_mb} MB")
        if now.files > before.files + 5:
            self.fault("files", f"{now.files} open, before {before.files}")
        if now.threads > before.threads + 5:
            self.fault("threads", f"{now.threads}, before {before.threads}")
        if busy > 0.5:
            self.fault("work", f"{busy:.1f} s of processor time in 3 s of rest")
        log = self.server.log.read_text(errors="replace")
        if "panicked" in log:
            self.fault("panic", f"see {self.server.log}")
        if servers.TOKEN in log:
            self.fault("secret", "the token stands in the log")
        if self.knocks:
            self.fault("network", f"the server called an address {self.knocks} times")

    def report(self, seconds, before):
        after = vars(self.server.use()) if self.server.alive() else None
        times = sorted(time for times in self.times.values() for time in times)
        at = lambda share: round(times[int(share * (len(times) - 1))], 4) if times else None
        return {
            "clients": self.options.clients,
            "seconds": round(seconds, 1),
            "good": sum(self.served.values()),
            "good_by_kind": dict(sorted(self.served.items())),
            "good_seconds": {"median": at(0.5), "p99": at(0.99), "most": at(1)},
            "asked_to_come_back": self.retries,
            "connections_reopened": self.reopened,
            "left_out": self.left_out,
            "hostile": {name: dict(met) for name, met in sorted(self.met.items())},
            "before": vars(before),
            "after": after,
            "faults": [f"{fault} ({times} times)" if times > 1 else fault for fault, times in self.faults.most_common()],
        }


def summary(report):
    before, after, times = report["before"], report["after"] or {}, report["good_seconds"]
    attacks = sum(sum(met.values()) for met in report["hostile"].values())
    lines = [
        f"{report['program']}: {report['clients']} clients, {report['seconds']} s",
        f"good answers: {report['good']:,}; median {times['median']} s, 99th percentile {times['p99']} s, most {times['most']} s",
        f"asked to come back: {report['asked_to_come_back']:,}; kept connections that the server had closed: {report['connections_reopened']:,}",
        f"attacks met properly: {attacks:,} of {len(report['hostile'])} kinds",
        *(f"  {name}: " + ", ".join(f"{how} {times}×" for how, times in met.items()) for name, met in report["hostile"].items()),
        *(f"before → after, {name}: {before[name]} → {after.get(name, 'gone')}" for name in ("memory_mb", "files", "threads")),
        *(f"not there: {name}" for name in report["left_out"]),
        *(f"FAULT {fault}" for fault in report["faults"]),
        "faults: " + (str(len(report["faults"])) if report["faults"] else "none"),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
