"""
Process: a program that a test starts, with its output in a file.

Invariant: it and all that it starts (same session) are gone after stop(), and it is told to end when pytest dies.
"""

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


def session_pids(session):
    """Every process of the session, zombies left out."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and int(fields[3]) == session:
            found.append(int(name))
    return found


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
        deadline = time.monotonic() + 10
        while True:
            left = session_pids(self.pid)
            for pid in left:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            self.popen.poll()
            if not left or time.monotonic() > deadline:
                break
            time.sleep(0.01)
        self.popen.wait(10)

    def tail(self, lines=60):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as log:
                return "".join(log.readlines()[-lines:])
        except FileNotFoundError:
            return ""
