"""
Row 1: what job retry adds to a job that works.

Two masters, each with a minion of its own: one as Salt is, one with shim, agent and gate. Jobs go to them in turn, one of a pair
to each; a job's time is from publishing to the return on the master's event bus.
"""

import contextlib
import random
import statistics
import time

from measure import Goal, Measure
from real_salt import Installation, Site, running

NAME = "live"
TITLE = "a live job's round trip with job retry, beside Salt as it is"
PACKAGES = []

LINES = ("3006", "3008")


def measure(bench):
    measures = []
    for line in (name for name in LINES if name in bench.salts):
        measures += of_salt(bench, line)
    if not measures:
        raise RuntimeError(f"none of Salt {' and '.join(LINES)} is installed")
    return measures


def of_salt(bench, line):
    salt = Installation(bench.salts[line])
    pairs, warm_up = (10, 2) if bench.quick else (300, 10)
    times = {True: [], False: []}
    with bench.directory() as directory, contextlib.ExitStack() as stack:
        sites = {
            product: stack.enter_context(running(Site(salt, directory / name, with_job_retry=product)))
            for product, name in ((True, "on"), (False, "off"))
        }
        marks = {}
        for turn in bench.rounds(warm_up + pairs, quick=warm_up + pairs):
            if turn == warm_up:
                marks = {product: site.master.bus.mark() for product, site in sites.items()}
            if turn % 50 == 0:
                bench.say(f"Salt {salt.version}: pair {turn} of {warm_up + pairs}")
            for product in random.sample([True, False], 2):
                seconds = round_trip(sites[product])
                if turn >= warm_up:
                    times[product].append(seconds)
        published = {product: len(site.master.bus.seen("salt/job/*/new", marks[product])) for product, site in sites.items()}
        status = sites[True].shim.status()
    if status["bus"]["events"] < 2 * pairs:
        raise RuntimeError(f"the shim has not seen the jobs: {status['bus']}")
    return [
        *quantile_measures(f"live job, Salt {salt.version}", times),
        Measure(
            f"live jobs, Salt {salt.version}: published, beside what was asked for",
            published[True],
            "jobs",
            pairs,
            published[True] / pairs,
            Goal("ratio", "<=", 1),
        ),
    ]


def round_trip(site):
    begin = time.perf_counter()
    site.master.execute(site.minion, "test.echo", ["a job that works"])
    return time.perf_counter() - begin


def quantile_measures(what, times):
    for name, quantile, bound in (("p50", 50, 1.05), ("p99", 99, 1.10)):
        on, off = (1000 * statistics.quantiles(times[product], n=100)[quantile - 1] for product in (True, False))
        yield Measure(f"{what}: round trip, {name}", on, "ms", off, on / off, Goal("ratio", "<=", bound))
    extra = [1000 * (on - off) for on, off in zip(times[True], times[False])]
    yield Measure(f"{what}: what a pair differs by, median", statistics.median(extra), "ms")
