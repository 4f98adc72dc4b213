"""Real Salt with and without job retry, from the tests' support, and what is read of processes that run."""

import contextlib
import os
import pathlib

from measure import resident_bytes

from support import job_retry
from support.daemons import Installation, Master, Minion


def newest(bench):
    """The newest Salt that there is."""
    return Installation(bench.salts[max(bench.salts)])


class Site:
    """A master and one minion, and beside them, when asked for, the shim and the agent."""

    def __init__(self, installation, directory, with_job_retry, id="m", minion=(), **master):
        self.master = Master(installation, directory / "master", **master)
        self.minion = Minion(installation, directory / id, self.master, id, **dict(minion))
        self.shim = job_retry.Shim(self.master) if with_job_retry else None
        self.agent = job_retry.Agent(self.minion, self.shim) if with_job_retry else None

    def start(self):
        self.master.start()
        if self.shim:
            self.shim.start()
            self.agent.start()
        self.minion.start()
        return self

    def close(self):
        for daemon in (self.minion, self.agent, self.shim):
            if daemon:
                daemon.stop()
        self.master.close()


@contextlib.contextmanager
def running(site):
    try:
        yield site.start()
    finally:
        site.close()


class Session:
    """A program with its children and all of its session: what they hold, and how often they have been woken."""

    def __init__(self, pid):
        self.leader = pid

    def pids(self):
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError, IndexError):
                stat = pathlib.Path(f"/proc/{name}/stat").read_text()
                _, parent, _, session = stat.rpartition(")")[2].split()[:4]
                if self.leader in (int(name), int(parent), int(session)):
                    yield int(name)

    def wake_ups(self):
        """Of all threads: how often one went to sleep, which is how often it had been woken."""
        count = 0
        for pid in self.pids():
            for status in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
                count += int(status.read_text().partition("\nvoluntary_ctxt_switches:")[2].split()[0])
        return count

    def resident(self):
        """All that is resident, shared pages counted in every process."""
        return sum(map(resident_bytes, self.pids()))

    def proportional(self):
        """All that is resident, each shared page divided among those who share it."""
        rollups = (pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.pids())
        return sum(int(text.partition("\nPss:")[2].split()[0]) * 1024 for text in rollups)
