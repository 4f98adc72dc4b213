"""
Reconciling with a job cache of 500,000 jobs: what a look costs when so many of them are new, beside a look at all of them.

The files are those that Salt writes for a job of one minion that has returned. "cold" has nothing of the disk in memory.
"""

from measure import Measure

NAME = "job_cache"
TITLE = "a look through a job cache of 500,000 jobs, of which few are new; beside a look at all"
PACKAGES = []

JOBS = 500_000
NEW = (0, 1, 100, 1_000, 10_000)


def measure(bench):
    jobs, new = (JOBS, NEW) if not bench.quick else (5_000, (0, 10))
    with bench.directory() as directory:
        bench.say(f"a job cache of {jobs:,} jobs")
        looked = bench.program("job_cache_look", directory, jobs, *new, timeout=3600)
    bench.say(f"filled in {looked['fill_seconds']:.0f} s")
    figures = []
    for temperature in ("cold", "warm"):
        whole = looked["all"].get(temperature)
        if not whole:
            bench.say(f"{temperature}: not measured, that takes root")
            continue
        for count, look in zip(new, looked["new"], strict=True):
            found = look[temperature]
            if found["found"] != count:
                raise RuntimeError(f"of {count} new jobs {found['found']} were found")
            what = f"{temperature}, {count:,} new of {jobs:,}"
            figures += [
                beside(f"{what}: a look", "ms", found, whole, "seconds", 1e3),
                beside(f"{what}: of it, processor", "ms", found, whole, "processor", 1e3),
            ]
            if temperature == "warm":
                figures += [
                    beside(f"{what}: directories of shelves read", "", found, whole, "shelves"),
                    beside(f"{what}: directories of jobs read", "", found, whole, "jobs"),
                ]
    return figures


def beside(name, unit, found, whole, key, factor=1):
    ours, theirs = factor * found[key], factor * whole[key]
    return Measure(name, ours, unit, theirs, ours / theirs)
