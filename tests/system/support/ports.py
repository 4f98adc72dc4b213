"""Ports for a test's daemons."""

import pathlib
import random
import socket


def free_ports(count):
    """
    Below those that the kernel gives to outgoing connections: one of which could have such a port by the time when a daemon
    wants it, and ever again after it has been stopped.
    """
    first_outgoing = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    free = []
    for port in random.sample(range(10000, max(first_outgoing, 20000)), 1000):
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
        free.append(port)
        if len(free) == count:
            return free
    raise AssertionError(f"no {count} ports are free")
