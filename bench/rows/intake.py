"""
Row 6: how fast the master's event bus is read.

A program stands for the bus and writes as fast as its reader reads. The readers take turns: the shim's own, Salt's
event class in Python, and a loop that throws the bytes away. Then the whole shim reads jobs and returns that it has to look for,
at a pace that a master does not reach, and the writer counts how often the socket was full.
"""

import contextlib
import itertools
import json
import pathlib
import subprocess

from daemons import Shim
from measure import Goal, Measure, compared
from real_salt import newest
from support.processes import Process, wait_until

NAME = "intake"
TITLE = "events read from the master's bus in a second, beside Salt's event class and a bare read() loop"
PACKAGES = []

HERE = pathlib.Path(__file__).resolve().parent.parent
KINDS = {  # name -> arguments of bus_write, and what the goal is
    "new, 100 B": (["new", 100], None),
    "return of 1 kB": (["return", 1000], "Python"),
    "return of 100 kB": (["return", 100_000], "bare"),
}
PACE = 4000  # events a second: 2000 jobs, each with its return


def measure(bench):
    with bench.directory() as directory:
        return floods(bench, directory) + whole_shim(bench, directory)


def floods(bench, directory):
    readers = {
        "ours": lambda where: program(bench, where, "ours"),
        "bare": lambda where: program(bench, where, "bare"),
        "Python": lambda where: python_reader(newest(bench), where),
    }
    seconds = 0.3 if bench.quick else 3
    rates = {kind: {reader: [] for reader in readers} for kind in KINDS}
    for turn in bench.rounds(7):
        bench.say(f"round {turn + 1}: three readers, {len(KINDS)} kinds of events")
        for kind, (arguments, _) in KINDS.items():
            for name, reader in readers.items():
                with fresh(directory) as where, writer(bench, where, *arguments, seconds) as finish, reader(where):
                    rates[kind][name].append(finish()["events_per_second"])
    return [
        compared(f"events read: {kind}, beside {peer}", "events/s", rates[kind]["ours"], rates[kind][name], goal)
        for kind, (_, goal_beside) in KINDS.items()
        for name, peer, goal in (
            ("Python", "Salt's event class", Goal("ratio", ">=", 20) if goal_beside == "Python" else None),
            ("bare", "a bare read() loop", Goal("ratio", ">=", 0.8) if goal_beside == "bare" else None),
        )
    ]


def whole_shim(bench, directory):
    """The longest that one write had to wait; a bus that is never full makes nobody wait."""
    waits, longest = {"shim": [], "bare": []}, {"shim": [], "bare": []}
    seconds = 2 if bench.quick else 10
    for turn in bench.rounds(5):
        bench.say(f"round {turn + 1}: {PACE} events a second for {seconds} s")
        for name, reader in (("shim", real_shim), ("bare", lambda where: program(bench, where, "bare"))):
            with fresh(directory) as where, writer(bench, where, "jobs", 1000, seconds, PACE) as finish, reader(where):
                told = finish()
            if told["connections"] != 1:
                raise RuntimeError(f"the reader hung up: {told}")
            waits[name].append(told["waits"])
            longest[name].append(told["longest_wait_ms"])
    return [
        Measure(f"bus writes that waited for {who}, {PACE} events/s for {seconds} s", max(waits[reader]), "", goal=goal)
        for reader, who, goal in (("shim", "the whole shim", Goal("value", "<=", 0)), ("bare", "a bare read() loop", None))
    ] + [
        Measure("the longest of these waits, beside a bare read() loop's", max(longest["shim"]), "ms", max(longest["bare"]))
    ]


_numbers = itertools.count()


@contextlib.contextmanager
def fresh(directory):
    """A directory for one reader and its bus."""
    where = directory / str(next(_numbers))
    (where / "bus").mkdir(parents=True)
    yield where


@contextlib.contextmanager
def writer(bench, where, *arguments):
    """The bus; the value waits for its end and gives what it says."""
    bus = where / "bus" / "master_event_pub.ipc"
    command = [bench.bin / "bus_write", bus, *arguments]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE)

    def finish():
        said, _ = process.communicate(timeout=60)
        return json.loads(said)

    try:
        wait_until(bus.exists, 10, "the bus")
        yield finish
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def program(bench, where, which):
    command = [bench.bin / "bus_read", where / "bus" / "master_event_pub.ipc", which]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield
        said, _ = process.communicate(timeout=60)
        told = json.loads(said)
        if told.get("garbled") or told.get("overflows"):
            raise RuntimeError(f"the reader lost events: {told}")
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def python_reader(salt, where):
    (where / "conf").mkdir()
    config = {"cachedir": str(where / "cache"), "sock_dir": str(where / "bus"), "log_level_logfile": "quiet"}
    config["pki_dir"] = config["root_dir"] = str(where)
    (where / "conf" / "master").write_text(json.dumps(config))
    reader = Process([salt.python, HERE / "salt_read.py", where / "conf"], where / "log")
    try:
        yield
        if not reader.alive():
            raise RuntimeError(reader.tail())
    finally:
        reader.kill()


@contextlib.contextmanager
def real_shim(where):
    """The daemon as it ships, without the witness: it looks for each job and each return in a job cache that has none."""
    settings = {"job_retry_standalone": False}
    shim = Shim(where / "shim", **settings, root_dir=str(where), cachedir=str(where / "cache"), sock_dir=str(where / "bus"))
    shim.start()
    try:
        yield
    finally:
        shim.stop()
