"""
Row 8: a million pending deliveries in a shim: memory of each, and time from its start until agents are answered.

The shim is the program that ships, started as systemd does it: ready is what it tells systemd. Beside it: a file for each
pending job of a minion, written and read as Salt's own cache does it.
"""

import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import time

from daemons import Shim
from measure import Goal, alone, compared
from support.processes import cpu_seconds

NAME = "pending_size"
TITLE = "a million pending deliveries: memory of each, start to ready; beside a file for each"
PACKAGES = []

MINIONS = 10_000
JOBS = 100
JOBS_IN_FILES = 10  # a tenth, because reading a million files takes Salt minutes
PATIENCE = 120


def measure(bench):
    minions, jobs, jobs_in_files = (MINIONS, JOBS, JOBS_IN_FILES) if not bench.quick else (1_000, 20, 2)
    with bench.directory() as directory:
        bench.say(f"{jobs} pending jobs for each of {minions:,} minions")
        full, empty = (
            prepared(bench, directory / name, minions, count) for name, count in (("full", jobs), ("empty", 0))
        )
        files = FilePerJob(bench, directory / "files", minions, jobs_in_files)
        found = {"full": [], "empty": [], "files": []}
        for turn in bench.rounds(3):
            bench.say(f"round {turn + 1}")
            for name, start in (("full", full), ("empty", empty)):
                found[name].append(started(start, directory / "notify"))
            found["files"].append(files.start())
        return figures(minions * jobs, found)


def figures(deliveries, found):
    def more_for_each(name):
        pairs = zip(found["full"], found["empty"], strict=True)
        return [(full[name] - empty[name]) / deliveries for full, empty in pairs]

    def series(name):
        return [result[name] for result in found["full"]]

    def microseconds(values):
        return [1e6 * value for value in values]

    files_seconds, files_bytes = ([result[name] for result in found["files"]] for name in ("seconds", "bytes"))
    many = f"{deliveries:,} pending"
    of_each = "of a pending delivery, beside a file for each"
    most = Goal("value", "<=", 200)
    return [
        alone(f"start to ready, {many}", "s", series("seconds"), Goal("value", "<", 2)),
        alone("of it, processor time", "s", series("cpu")),
        compared(f"start, share {of_each}", "us", microseconds(more_for_each("seconds")), microseconds(files_seconds)),
        compared(f"memory, the process's own, {of_each}", "B", more_for_each("own"), files_bytes, most),
        alone("of that, before the job cache was looked through", "B", more_for_each("own_when_ready")),
        compared(f"the same with pages of the database, {of_each}", "B", more_for_each("resident"), files_bytes, most),
        alone("most that was resident since the start, of a pending delivery", "B", more_for_each("most")),
        alone("the database's file, of a pending delivery", "B", [size / deliveries for size in series("file")]),
    ]


def prepared(bench, directory, minions, jobs):
    """A shim beside a salt-master (which is not there), and what it finds when it starts."""
    shim = Shim(directory)
    shim.write_config(
        job_retry_standalone=False, pki_dir=str(shim.pki), cachedir=str(directory / "cache"), job_retry_max_pending=JOBS
    )
    (directory / "cache" / "jobs").mkdir(parents=True)
    bench.program("deliveries_fill", shim.state, shim.pki, minions, jobs)
    return shim


def started(shim, notify):
    """Starts it, waits until it is ready and has looked through the job cache once, and ends it."""
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as told, open(shim.log, "ab") as log:
        notify.unlink(missing_ok=True)
        told.bind(str(notify))
        told.settimeout(PATIENCE)
        begun = time.monotonic()
        environment = {**os.environ, "NOTIFY_SOCKET": str(notify)}
        process = subprocess.Popen(shim.command("run"), stdout=log, stderr=log, env=environment)
        try:
            while not told.recv(4096).startswith(b"READY=1"):
                pass
            seconds, cpu = time.monotonic() - begun, cpu_seconds(process.pid)
            own_when_ready = memory(process.pid)["own"]
            wait_until_reconciled(shim)
            return {"seconds": seconds, "cpu": cpu, "own_when_ready": own_when_ready, **memory(process.pid), "file": used_bytes(shim)}
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_until_reconciled(shim):
    deadline = time.monotonic() + PATIENCE
    while not shim.status()["job_cache"].get("last_reconcile"):
        if time.monotonic() > deadline:
            raise RuntimeError(f"the job cache was not looked through within {PATIENCE} s:\n{shim.said()[-2000:]}")
        time.sleep(0.5)


def memory(pid):
    """Bytes: resident (all), own (not of a file), most (resident at any time)."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()

    def of(name):
        return 1024 * int(re.search(rf"{name}:\s+(\d+) kB", status)[1])

    return {"resident": of("VmRSS"), "own": of("RssAnon"), "most": of("VmHWM")}


def used_bytes(shim):
    return (shim.state / "deliveries" / "data.mdb").stat().st_blocks * 512


class FilePerJob:
    def __init__(self, bench, directory, minions, jobs):
        self.directory = directory
        salt = bench.salts[max(bench.salts)]
        self.command = [salt / "bin" / "python3", pathlib.Path(__file__).parent.parent / "file_per_job.py"]
        self._run("fill", directory, minions, jobs)

    def start(self):
        return self._run("start", self.directory)

    def _run(self, *arguments):
        words = [str(word) for word in (*self.command, *arguments)]
        result = subprocess.run(words, capture_output=True, text=True, timeout=1800)
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(words)} ended with {result.returncode}: {result.stderr[-2000:]}")
        return json.loads(result.stdout)
