"""Runs the rows that were asked for and shows their figures; see bench/README.md. tools/bench calls it."""

import argparse
import importlib
import json
import os
import pathlib
import signal
import sys
import traceback

from measure import Bench

# In the order of docs/performance.md.
ROWS = ["live", "publication", "claim", "ledger_size", "intake", "job_cache", "pending_size", "herd", "herd_restart", "agent", "start"]


def rows():
    return [importlib.import_module(f"rows.{name}") for name in ROWS]


def figure(number):
    if number is None:
        return ""
    if number == 0 or 0.01 <= abs(number) < 100:
        return f"{number:.3g}"
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.2e}"


def show(measures):
    lines = [("MEASURE", "VALUE", "UNIT", "BESIDE IT", "RATIO", "GOAL", "MET")]
    for measure in measures:
        told = measure.as_object()
        met = {None: "", True: "yes", False: "NO"}[told["met"]]
        lines.append((measure.name, figure(measure.value), measure.unit, figure(measure.baseline),
                      figure(measure.ratio), told["goal"] or "", met))
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", description="What job retry costs and saves, beside real programs.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these (see --list)")
    parser.add_argument("--quick", action="store_true", help="small numbers: to see that it works, not to quote")
    parser.add_argument("--json", action="store_true", help="an array of objects instead of the table")
    parser.add_argument("--list", action="store_true", help="the rows, and what each measures")
    parser.add_argument("--packages", action="store_true", help="the Debian packages that the rows need for their peers")
    arguments = parser.parse_args()
    known = {row.NAME: row for row in rows()}
    unknown = [name for name in arguments.rows if name not in known]
    if unknown:
        parser.error(f"no row {unknown[0]}; there are: {' '.join(known)}")
    chosen = [row for name, row in known.items() if not arguments.rows or name in arguments.rows]
    if arguments.list or arguments.packages:
        for row in chosen:
            print(*row.PACKAGES, sep="\n") if arguments.packages else print(f"{row.NAME:12} {row.TITLE}")
        return 0
    # Where it is set, Salt compiles the executor again for each job, which takes 6 to 8 ms; its own files, which pip
    # has compiled, it does not.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Rows then end what they have started, and remove their directories.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("error: ended by SIGTERM"))
    bench = Bench(os.environ["JOB_RETRY_BIN"], filter(None, os.environ.get("JOB_RETRY_SALTS", "").split(":")), arguments.quick)
    measures, failed = [], []
    for row in chosen:
        print(f"==> {row.NAME}: {row.TITLE}", file=sys.stderr, flush=True)
        try:
            measures += row.measure(bench)
        except Exception:
            traceback.print_exc()
            failed.append(row.NAME)
    measures.append(bench.noise_measure())
    if arguments.json:
        print(json.dumps([measure.as_object() for measure in measures], indent=1))
    else:
        show(measures)
    if failed:
        print(f"error: could not be measured: {' '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    here = pathlib.Path(__file__).resolve().parent
    # Daemons and Salt are started as the tests start them.
    sys.path[:0] = map(str, (here, here.parent / "tests" / "attack", here.parent / "tests" / "system"))
    sys.exit(main())
