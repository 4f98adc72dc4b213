"""What a figure is, how things are compared, and how noisy the machine was meanwhile."""

import contextlib
import dataclasses
import json
import operator
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

OPERATORS = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt}


@dataclasses.dataclass(frozen=True)
class Goal:
    """A bound on a figure's ratio or value, for example Goal("ratio", "<=", 1.05)."""

    of: str
    relation: str
    bound: float

    def met(self, measure):
        figure = getattr(measure, self.of)
        return figure is not None and OPERATORS[self.relation](figure, self.bound)

    def __str__(self):
        return f"{self.of} {self.relation} {self.bound:g}"


@dataclasses.dataclass(frozen=True)
class Measure:
    """One figure: its median over the rounds, and the median of what stands beside it (None: nothing does)."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    goal: Goal | None = None

    def as_object(self):
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "baseline": self.baseline,
            "ratio": self.ratio,
            "goal": str(self.goal) if self.goal else None,
            "met": self.goal.met(self) if self.goal else None,
        }


def compared(name, unit, ours, theirs, goal=None):
    """The figure of rounds in which ours and theirs took turns: medians, and the median of the rounds' ratios."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return Measure(name, statistics.median(ours), unit, statistics.median(theirs), statistics.median(ratios), goal)


def alone(name, unit, rounds, goal=None):
    """A figure with nothing beside it."""
    return Measure(name, statistics.median(rounds), unit, goal=goal)


class Bench:
    """What a row may use. `directory` is removed at the end, `quick` asks for a run that only shows that it works."""

    def __init__(self, bin_directory, salts, quick):
        self.bin = pathlib.Path(bin_directory)
        self.salts = {path.name: path for path in map(pathlib.Path, salts)}
        self.quick = quick
        self.noise = []

    @contextlib.contextmanager
    def directory(self):
        """A directory on a real disk (not a memory file system): below build/, where the programs are."""
        path = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=self.bin.parent))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def program(self, name, *arguments, timeout=1800):
        """Runs one of bench/*.cc to its end and gives the object that it printed."""
        command = [str(self.bin / name), *map(str, arguments)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {result.returncode}: {result.stderr.strip()[-2000:]}")
        return json.loads(result.stdout)

    def rounds(self, number, quick=1):
        """Counts the rounds of a row, and looks between them how fast the machine is just now."""
        for turn in range(quick if self.quick else number):
            self.noise.append(fixed_work())
            yield turn

    def say(self, text):
        print(f"    {text}", file=sys.stderr, flush=True)

    def noise_measure(self):
        """How far apart the same work was in time: the middle half's width, in parts of the median."""
        while len(self.noise) < 20:
            self.noise.append(fixed_work())
        quarters = statistics.quantiles(self.noise, n=4)
        return Measure("noise of the machine: the same work, middle half", (quarters[2] - quarters[0]) / quarters[1], "of the median")


def fixed_work():
    """Seconds that the same arithmetic takes: some 20 ms."""
    start = time.perf_counter()
    total = 0
    for number in range(200_000):
        total += number * number & 0xFF
    return time.perf_counter() - start


def resident_bytes(pid):
    """Resident memory of a process, what it shares with others included."""
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
