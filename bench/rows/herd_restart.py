"""
The shim is killed with all agents connected, ten times in a row: each time until all are in again. That is a herd which does not
wait for a beginning: it comes while the shim starts.
"""

import contextlib
import statistics
import time

from keys import new_key, public_pem
from measure import Goal, alone
from rows.herd import KEY_PAIRS, Herd, accept, handshakes, numbers
from daemons import Shim
from support.processes import wait_until

NAME = "herd_restart"
TITLE = "the shim is killed with 10,000 agents connected, ten times in a row"
PACKAGES = []

TIMES = 10


def measure(bench):
    known, count = numbers(bench)
    took, wasted = [], []
    with bench.directory() as directory, contextlib.ExitStack() as stack:
        shim = Shim(directory / "shim", job_retry_log_level="warning")
        stack.callback(shim.stop)
        accept(shim, [new_key() for _ in range(KEY_PAIRS)], directory / "keys", known)
        (directory / "master.pub").write_text(public_pem(shim.master_key))
        shim.start()
        herd = Herd(bench, directory, shim, count)
        stack.callback(herd.close)
        herd.begin()
        all_in(shim, count)
        for turn in bench.rounds(TIMES, quick=3):
            shim.process.kill()
            begin = time.monotonic()
            shim.start()
            all_in(shim, count)
            took.append(time.monotonic() - begin)
            found = handshakes(shim)
            wasted.append(found["in_vain"] / max(1, found["begun"]))
            bench.say(f"restart {turn + 1}: {took[-1]:.1f} s, {found['in_vain']} of {found['begun']} handshakes in vain")
    what = f"{count} agents connected, the shim killed {len(took)} times"
    return [
        alone(f"{what}: until all are in again", "s", took),
        alone(f"{what}: the longest of them, in medians", "", [max(took) / statistics.median(took)], Goal("value", "<=", 2)),
        alone(f"{what}: handshakes in vain", "of those begun", wasted, Goal("value", "<=", 0.05)),
    ]


def all_in(shim, count):
    wait_until(lambda: shim.status()["agents"]["authenticated"] >= count, 600, "all agents", every=0.1)
