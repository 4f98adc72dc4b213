#!/usr/bin/env python3
"""
Kills the programs as they ship at each step that lasts or is seen (crash_points.cc), before it and after it, starts them
again and looks whether every promise was kept. Without Salt: what is killed is the same with and without it.

  tests/crash/run.py                           all points of all programs
  tests/crash/run.py "minion-agent run"        all points of this one
  tests/crash/run.py "minion-agent run" 17 before    this one, and keeps what it left

JOB_RETRY_BIN names the folder with the programs.

The story, each time: shim and agent start for the first time; one job is published while the agent is there, one while it
is away; it comes back; both end. Then both start again, nothing is killed any more, and in the end each job that was published

  - has run once, or, when the process that ran it may have been killed, at most once;
  - is `returned`, or, in that case, `interrupted`;
  - and the ledger is sound.
"""

import collections
import concurrent.futures
import os
import pathlib
import shutil
import socket
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "attack"), str(HERE.parent / "system")]

from daemons import Agent, Shim  # noqa: E402
from support.processes import Process, wait_until  # noqa: E402

PROGRAMS = ["master-shim run", "minion-agent run", "minion-agent worker"]
AT_ONCE = 6  # most of a story is waiting
PATIENCE = 150  # an agent whose request for the shim's key got lost asks again after a minute
Point = collections.namedtuple("Point", "program number side what", defaults=[""])


class Story:
    """One run of shim and agent below `directory`, in which `point` kills; None: the points are written down."""

    def __init__(self, directory, program, point=None):
        self.directory, self.point = directory, point
        self.log, self.once, self.ran = (directory / name for name in ("points", "once", "ran"))
        self.env = {
            "LD_PRELOAD": str(pathlib.Path(os.environ["JOB_RETRY_BIN"]) / "crash_points.so"),
            "CRASH_PROGRAM": program,
            "CRASH_LOG": str(self.log),
            "CRASH_ONCE": str(self.once),
        }
        if point:
            self.env["CRASH_POINT"] = f"{point.number} {point.side}"
        self.shim = Shim(directory / "master", job_retry_silence=1)
        ports = self.shim.port, self.shim.key_port
        self.agent = Agent(directory / "m", "m", *ports, job_retry_worker_idle=1)
        self.agent.make_key()
        self.shim.accept("m", self.agent.key)
        self.jobs = {}  # JID -> mark; a job writes its mark
        self.marks = 0

    def tell(self):
        self.start(self.shim)
        self.start(self.agent)
        self.meet()
        self.publish()
        self.settle()
        self.end(self.agent)
        self.publish()
        self.start(self.agent)
        self.settle()
        self.end(self.agent)
        self.end(self.shim)
        died = self.once.exists()
        self.env = {}
        self.start(self.shim)
        self.start(self.agent)
        self.settle()
        self.judge(died)

    def stop(self):
        self.agent.stop()
        self.shim.stop()

    # ---- acts

    def start(self, daemon):
        """Until it lets somebody in; where it is killed on the way, it is started once more."""
        for _ in range(3):
            daemon.process = Process(daemon.command("run"), daemon.log, env=self.env)
            if self.wait(lambda: lets_in(daemon) or not daemon.process.alive()) and daemon.process.alive():
                return
        raise AssertionError(f"{daemon.program} does not start:\n{daemon.said()}")

    def raise_the_dead(self):
        for daemon in (self.shim, self.agent):
            if daemon.process and not daemon.process.alive():
                self.start(daemon)

    def meet(self):
        """What is published before a ledger begins is held, so that what it may have forgotten does not run again."""

        def met():
            self.raise_the_dead()
            return "its shim knows this minion" in self.agent.said()

        self.wait(met, "the agent to meet its shim")

    def publish(self):
        """As an administrator would: until the shim has taken it."""

        def taken():
            self.raise_the_dead()
            self.marks += 1
            jid, mark = f"20260101000000{self.marks:06}", f"mark-{self.marks}"
            said = self.shim.run("publish", "--jid", jid, "m", "cmd.run", f"echo {mark} >> {self.ran}")
            self.jobs[jid] = mark, said.returncode == 0
            return said.returncode == 0

        self.wait(taken, "a shim that takes a job")

    def settle(self):
        """Until nothing is owed any more."""

        def settled():
            self.raise_the_dead()
            return all(state in ("returned", "interrupted") for state in self.states().values())

        self.wait(settled, "an end for each job")

    def end(self, daemon):
        daemon.process.popen.terminate()
        self.wait(lambda: not daemon.process.alive(), f"{daemon.program} to end")
        daemon.process.kill()
        daemon.process = None

    def wait(self, condition, what="its start"):
        return wait_until(condition, PATIENCE, what, every=0.05)

    # ---- looks

    def states(self):
        """JID -> state, of those that the shim has taken."""
        found = {}
        for jid, (_, taken) in self.jobs.items():
            said = self.shim.run("show", jid, "--json")
            if said.returncode == 0:
                found[jid] = self.shim.deliveries(jid)["m"][0]
            else:
                assert not taken, f"job {jid} was taken and is not known: {said.stderr}"
        return found

    def judge(self, died):
        may_interrupt = died and self.point.program == "minion-agent worker"
        ran = self.ran.read_text().split() if self.ran.exists() else []
        for jid, state in self.states().items():
            times = ran.count(self.jobs[jid][0])
            if state == "returned":
                assert times == 1, f"job {jid} is returned and has run {times} times"
            else:
                assert may_interrupt, f"job {jid} is {state}, and nobody has killed its process"
                assert times <= 1, f"job {jid} is interrupted and has run {times} times"
        said = self.agent.run("ledger", "verify")
        assert said.returncode == 0, f"ledger verify: {said.stdout}{said.stderr}"


def lets_in(daemon):
    path = daemon.state / "control.ipc" if daemon.role == "master" else daemon.directory / "run" / "job_retry_gate.ipc"
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def run(program, point=None, keep=False):
    """(What went wrong or None, the lines of the log)."""
    directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-crash-"))
    story = None
    try:
        story = Story(directory, program, point)
        story.tell()
        trouble = None
    except Exception as error:  # whatever it is, the point that brought it must be named
        trouble = f"{error}\n--- agent\n{story.agent.said()}\n--- shim\n{story.shim.said()}" if story else str(error)
    finally:
        if story:
            story.stop()
    lines = story.log.read_text().splitlines() if story and story.log.exists() else []
    if keep:
        print(f"kept: {directory}")
    else:
        shutil.rmtree(directory, ignore_errors=True)
    return trouble, lines


def points_of(program):
    trouble, lines = run(program)
    if trouble:
        sys.exit(f"{program}: it fails without any kill: {trouble}")
    last = max((int(line.split()[0]) for line in lines), default=0)
    if last == 0:
        sys.exit(f"{program}: no points; is crash_points.so preloaded?")
    return last


def try_all(program):
    last = points_of(program)
    points = [Point(program, number, side) for number in range(1, last + 1) for side in ("before", "after")]
    killed, failures, began = 0, [], time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for point, (trouble, lines) in zip(points, pool.map(lambda point: run(program, point), points)):
            died = [line for line in lines if line.startswith("killed ")]
            killed += bool(died)
            if trouble:
                failures.append(f"{program} {point.number} {point.side} ({' '.join(died)}): {trouble}")
    took = time.monotonic() - began
    print(f"{program:22} {last:4} points {killed:5} kills {len(failures):4} failures {took:6.0f} s", flush=True)
    return killed, failures


def main(words):
    if len(words) == 3:
        trouble, lines = run(words[0], Point(words[0], int(words[1]), words[2]), keep=True)
        sys.exit(trouble or "\n".join(lines))
    kills, failures = 0, []
    for program in words or PROGRAMS:
        killed, failed = try_all(program)
        kills += killed
        failures += failed
    for failure in failures:
        print(failure)
    print(f"{kills} kills, {len(failures)} of them broke a promise")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main(sys.argv[1:])
