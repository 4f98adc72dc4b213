"""
What the witness adds to a publication: two masters without minions, one with the witness and one as Salt is. Jobs for an accepted
minion go to them in turn, one of a pair to each; a publication's time is from the client's request to the master's answer, which
comes when the job is on the wire.
"""

import contextlib
import random
import statistics
import time

from measure import Measure
from real_salt import Installation

from support.daemons import Master
from support.witness import Spool, witnessed

NAME = "publication"
TITLE = "a publication with the witness, beside Salt as it is"
PACKAGES = []


def measure(bench):
    measures = []
    for line in sorted(bench.salts):
        measures += of_salt(bench, line)
    return measures


def of_salt(bench, line):
    salt = Installation(bench.salts[line])
    pairs, warm_up = (10, 2) if bench.quick else (400, 20)
    times = {True: [], False: []}
    with bench.directory() as directory, contextlib.ExitStack() as stack:
        masters, spool = {}, Spool(directory / "on" / "state")
        for witness, name in ((True, "on"), (False, "off")):
            settings = witnessed(directory / name / "state") if witness else {}
            masters[witness] = Master(salt, directory / name, **settings)
            accepted = directory / name / "pki" / "minions"
            accepted.mkdir(parents=True)
            (accepted / "m").touch()
            stack.callback(masters[witness].close)
        spool.path.parent.mkdir()
        for master in masters.values():
            master.start()
        for turn in bench.rounds(warm_up + pairs, quick=warm_up + pairs):
            if turn % 100 == 0:
                bench.say(f"Salt {salt.version}: pair {turn} of {warm_up + pairs}")
            for witness in random.sample([True, False], 2):
                begin = time.perf_counter()
                masters[witness].publish("m", "test.echo", ["a job"])
                if turn >= warm_up:
                    times[witness].append(1000 * (time.perf_counter() - begin))
        written = len(spool.names())
    if written != warm_up + pairs:
        raise RuntimeError(f"the witness has written {written} of {warm_up + pairs} publications")
    what = f"publication, Salt {salt.version}"
    for name, quantile in (("p50", 50), ("p99", 99)):
        on, off = (statistics.quantiles(times[witness], n=100)[quantile - 1] for witness in (True, False))
        yield Measure(f"{what}: {name}", on, "ms", off, on / off)
    extra = [on - off for on, off in zip(times[True], times[False])]
    yield Measure(f"{what}: what a pair differs by, median", statistics.median(extra), "ms")
