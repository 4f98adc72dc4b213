"""
Network: a network namespace for each minion's host, joined by a cable of its own to the namespace of this process,
which is the master's host. Cables can be cut.

Invariant: nothing of the machine's own network is touched, and nothing is left behind: the namespaces have no name, and
go with the last process that is in them.
"""

import ctypes
import os
import subprocess

from support.processes import Process, wait_until

_CLONE_NEWNET = 0x40000000


def _ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


class Network:
    @classmethod
    def of(cls, ids, log):
        """
        Puts this process, and what it starts from now on, into a namespace of its own, and the hosts beside it. None
        when it may not, or the machine cannot, and says so: then all are on the loopback device.
        """
        if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET) != 0:
            print("No network namespaces without root: in this run the network is not cut.")
            return None
        _ip("link", "set", "lo", "up")
        try:
            return cls(ids, log)
        except subprocess.CalledProcessError as exc:
            print(f"No virtual cables here: in this run the network is not cut ({exc.stderr.strip()}).")
            return None

    def __init__(self, ids, log):
        self._holders = {}
        self._log = log
        for number, id in enumerate(ids, 1):
            self._add(id, number)

    def _add(self, id, number):
        """What holds the namespace while no other process of the host lives."""
        holder = Process(["unshare", "--net", "sleep", "infinity"], self._log)
        self._holders[id] = holder
        ours = os.readlink("/proc/self/ns/net")
        wait_until(lambda: os.readlink(f"/proc/{holder.pid}/ns/net") != ours, 10, "the namespace")
        _ip("link", "add", f"to-{id}", "type", "veth", "peer", "name", "cable", "netns", str(holder.pid))
        _ip("address", "add", f"10.77.{number}.1/30", "dev", f"to-{id}")
        _ip("link", "set", f"to-{id}", "up")
        inside = self.prefix(id)
        for command in (
            f"address add 10.77.{number}.2/30 dev cable",
            "link set lo up",
            "link set cable up",
        ):
            subprocess.run([*inside, "ip", *command.split()], check=True, capture_output=True, text=True)

    def prefix(self, id):
        """The command that runs another one on the host."""
        return ["nsenter", f"--net=/proc/{self._holders[id].pid}/ns/net", "--"]

    def address_of_master(self, id):
        return f"10.77.{list(self._holders).index(id) + 1}.1"

    def cut(self, id):
        _ip("link", "set", f"to-{id}", "down")

    def restore(self, id):
        _ip("link", "set", f"to-{id}", "up")

    def close(self):
        for holder in self._holders.values():
            holder.kill()
