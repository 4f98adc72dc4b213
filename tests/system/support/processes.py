"""
Process: a program that a test starts, with its output in a file.

Invariant: it and all that it starts (same session) are gone after stop(), and it is told to end when pytest dies.
"""

import ctypes
import os
import signal
import subprocess
import time


def wait_until(condition, timeout=60.0, what="the condition", every=0.02):
    """The first true value of condition(); AssertionError after the deadline."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come within {timeout} s")
        time.sleep(every)


def _table():
    """pid -> (state, parent, session) of all processes."""
    found = {}
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{int(name)}/stat", encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        found[int(name)] = fields[0], int(fields[1]), int(fields[3])
    return found


def _kill_all(chosen, timeout=10.0):
    """SIGKILL to all that chosen(table) names, until none of them is left, not even as a zombie."""
    deadline = time.monotonic() + timeout
    while True:
        table = _table()
        left = [pid for pid in chosen(table) if pid != os.getpid()]
        if not left or time.monotonic() > deadline:
            return
        for pid in left:
            try:
                if table[pid][0] != "Z":
                    os.kill(pid, signal.SIGKILL)
                elif table[pid][1] == os.getpid():
                    os.waitpid(pid, os.WNOHANG)
            except (ProcessLookupError, ChildProcessError):
                pass
        time.sleep(0.01)


def reap(kept=()):
    """Takes note of the end of all orphans that have come to us; `kept` are pids that somebody waits for."""
    for pid, (state, parent, _) in _table().items():
        if state == "Z" and parent == os.getpid() and pid not in kept:
            try:
                os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                pass


def kill_descendants():
    """What is still there at the end, whatever session it made for itself."""

    def chosen(table):
        ours, size = {os.getpid()}, 0
        while size != len(ours):
            size = len(ours)
            ours |= {pid for pid, (_, parent, _) in table.items() if parent in ours}
        return ours

    _kill_all(chosen)


# Orphans come to us instead of to a process 1 that may not reap them: Salt would take a killed predecessor, which is
# a zombie, for a running one.
ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER := 36, 1, 0, 0, 0)


class Process:
    def __init__(self, command, log, env=None, **popen):
        self.command, self.log = [str(part) for part in command], log
        with open(log, "ab") as output:
            self.popen = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *self.command],
                stdin=popen.pop("stdin", subprocess.DEVNULL),
                stdout=popen.pop("stdout", output),
                stderr=popen.pop("stderr", output),
                start_new_session=True,
                env={**os.environ, **(env or {})},
                **popen,
            )

    @property
    def pid(self):
        return self.popen.pid

    def alive(self):
        return self.popen.poll() is None

    def stop(self, timeout=10.0):
        """Asks it to end, then ends what is left of its session."""
        if self.alive():
            self.popen.terminate()
        try:
            self.popen.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self):
        """SIGKILL to the whole session, as a power cut would."""
        known = self.pid

        def chosen(table):
            self.popen.poll()
            return [pid for pid, (_, _, session) in table.items() if session == known]

        _kill_all(chosen)
        self.popen.wait(10)

    def tail(self, lines=60):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as log:
                return "".join(log.readlines()[-lines:])
        except FileNotFoundError:
            return ""


def cpu_seconds(pid):
    """User and system time that a process has used so far, its threads included."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
