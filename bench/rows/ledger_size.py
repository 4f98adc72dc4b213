"""
Rows 4 and 5: what a ledger of ten million JIDs costs, beside one of a hundred: time of a claim and of a look-up, bytes.

Nobody's ledger is that large: the default has room for half a million, and forgets after 90 days.
"""

from measure import Goal, Measure, alone, compared

NAME = "ledger_size"
TITLE = "claim and look-up in a ledger of 10^7 JIDs beside 10^2; bytes a JID; what retention leaves"
PACKAGES = []

FEW = 100
MEBIBYTE = 1 << 20
JOBS_A_DAY = 86400  # one a second
KEPT = 1 / 40  # of all claims; with the day that a JID's time is uncertain, as many as the default ledger holds well


def measure(bench):
    many = 10_000_000 if not bench.quick else 1_000_000
    with bench.directory() as directory:
        bench.say(f"a ledger of {many:,} JIDs")
        grown = bench.program("ledger_growth", directory, FEW, many, *((5, 500) if not bench.quick else (2, 50)))
        bench.say(f"filled in {grown['fill_seconds']:.0f} s")
    with bench.directory() as directory:
        bench.say(f"{many:,} claims, a second apart, of which {many * KEPT / JOBS_A_DAY:.1f} days are kept")
        kept = bench.program("ledger_retention", directory, many, int(many * KEPT))

    def beside_few(what, question, unit, factor, goal=None):
        ours, theirs = ([factor * each for each in grown["p99"][f"{question}_{size}"]] for size in ("many", "few"))
        return compared(f"{what}, p99, {many:,} JIDs beside {FEW}", unit, ours, theirs, goal)

    twice = Goal("ratio", "<=", 2)
    most_used = kept["most_used_bytes"]
    without = grown["used_bytes"]
    return [
        beside_few("claim", "claim", "ms", 1e3, twice),
        beside_few("look-up of a record", "look_up", "us", 1e6, twice),
        beside_few("look-up of a job's state", "state", "us", 1e6, twice),
        beside_few("of it, LMDB alone: get", "lmdb_get", "us", 1e6),
        alone(f"ledger file, a JID of {many:,}", "B", [without / grown["entries"]], Goal("value", "<=", 120)),
        Measure(
            f"most that {many:,} claims use with retention, beside without",
            max(most_used) / MEBIBYTE,
            "MiB",
            without / MEBIBYTE,
            max(most_used) / without,
        ),
        Measure(
            "the same: file on disk, beside job_retry_ledger_size",
            kept["disk_bytes"] / MEBIBYTE,
            "MiB",
            64,
            kept["disk_bytes"] / MEBIBYTE / 64,
            Goal("ratio", "<=", 1),
        ),
        Measure(
            "the same: used in the last tenth of the way, beside the second",
            most_used[-1] / MEBIBYTE,
            "MiB",
            most_used[1] / MEBIBYTE,
            most_used[-1] / most_used[1],
            Goal("ratio", "<=", 1.05),
        ),
    ]
