"""
Host: a machine with a minion and its agent, and the processes that run on it. Party: a daemon that is to live, and
when it is started again after it was killed.
"""

import os
import pathlib
import signal

import msgpack


def processes_of(directory):
    """pid -> command line of all processes of the host that has its configuration there."""
    found, mark = {}, f"{directory}/conf".encode()
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            command = pathlib.Path("/proc", name, "cmdline").read_bytes()
        except OSError:
            continue
        if mark in command:
            found[int(name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def kill(pids):
    """SIGKILL to those that are still there."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


class Party:
    """A daemon that is to live, and its next start when it does not."""

    def __init__(self, daemon, name):
        self.daemon, self.name = daemon, name
        self.due = 0.0
        self.killed = True  # so that the first start is no surprise

    def alive(self):
        return self.daemon.process is not None and self.daemon.process.alive()

    def down_for(self, now, seconds):
        self.killed = True
        self.due = max(self.due, now + seconds)


class Host:
    """A minion with its agent."""

    def __init__(self, minion, agent):
        self.minion, self.agent = Party(minion, f"minion {minion.id}"), Party(agent, f"agent of {minion.id}")
        self.directory = minion.directory
        self.reconnect_at = None

    def jobs(self):
        """The processes of the jobs that run here, live and pending."""
        found, there = set(), processes_of(self.directory)
        for path in self.minion.daemon.proc_dir.glob("*"):
            try:
                found.add(msgpack.unpackb(path.read_bytes(), raw=True, strict_map_key=False)[b"pid"])
            except (OSError, ValueError, KeyError, TypeError):
                pass  # being written, or gone
        return [pid for pid in found if pid in there]

    def minions(self):
        """The processes of salt-minion that are no jobs."""
        jobs = self.jobs()
        there = processes_of(self.directory)
        return [pid for pid, command in there.items() if "salt-minion" in command and pid not in jobs]

    def workers(self):
        return [pid for pid, command in processes_of(self.directory).items() if "worker.py" in command]
