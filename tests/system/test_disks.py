"""
Disks that are full, read-only or damaged, on both sides: real small file systems (tmpfs) below the two daemons, without Salt. What cannot be
written is refused and shown; nothing is lost, and all goes on when there is room again.
"""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile

import msgpack
import pytest

from support.ports import free_ports
from support.job_retry import binary
from support.processes import Process, wait_until

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a file system")


class Daemon:
    def __init__(self, program, directory, **config):
        self.program, self.conf, self.log = binary(program), directory / "conf", directory / "log"
        self.conf.mkdir(parents=True)
        role = "master" if program == "master-shim" else "minion"
        settings = {"job_retry": True, "job_retry_standalone": True, "root_dir": str(directory), **config}
        (self.conf / role).write_text(json.dumps(settings))
        self.process = None

    def launch(self):
        self.process = Process([self.program, "-c", self.conf, "run"], self.log)

    def start(self):
        self.launch()
        wait_until(lambda: self.run("status").returncode == 0, 30, f"{self.program}: {self.tail()}", every=0.1)

    def stop(self):
        if self.process:
            self.process.stop()

    def tail(self):
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""

    def run(self, *arguments):
        command = [self.program, "-c", self.conf, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    def json(self, *arguments):
        said = self.run(*arguments, "--json")
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)


class Site:
    """A shim and an agent whose databases lie on file systems of their own, 12 MiB each."""

    def __init__(self, directory):
        self.directory = directory
        self.disks = {side: directory / side / "disk" for side in ("shim", "agent")}
        for disk in self.disks.values():
            disk.mkdir(parents=True)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m,mode=700", "tmpfs", disk], check=True)
        port, key_port = free_ports(2)
        both = {"job_retry_port": port, "job_retry_key_port": key_port}
        self.shim = Daemon(
            "master-shim", directory / "shim", interface="127.0.0.1", job_retry_dir=str(self.disks["shim"] / "db"), **both
        )
        self.agent = Daemon(
            "minion-agent",
            directory / "agent",
            id="m",
            master="127.0.0.1",
            job_retry_dir=str(self.disks["agent"] / "db"),
            job_retry_ledger_size="2MiB",
            job_retry_returns_size="2MiB",
            job_retry_max_return="64KiB",
            job_retry_worker_idle=0,
            **both,
        )

    def start(self):
        self.shim.start()
        self.agent.start()
        wait_until(lambda: self.shim.run("key", "accept", "m").returncode == 0, 30, "the agent's key", every=0.2)
        wait_until(lambda: self.agent.json("status")["masters"][0]["link"] == "authenticated", 60, "the link")

    def close(self):
        self.agent.stop()
        self.shim.stop()
        for disk in self.disks.values():
            subprocess.run(["umount", "-l", disk], check=True)
        shutil.rmtree(self.directory)

    def publish(self, word):
        return self.shim.json("publish", "m", "cmd.run", f"echo {word} >> {self.directory}/trace")["jid"]

    def claim(self, jid):
        """As the job process of a live job asks."""
        claim = {"v": 1, "type": "claim", "jid": jid, "index": 0, "count": 1, "fun": "test.echo", "digest": bytes(32)}
        body = msgpack.packb({**claim, "via": "live", "master": "127.0.0.1", "pid": os.getpid()})
        with socket.socket(socket.AF_UNIX) as gate:
            gate.connect(self.agent.json("status")["gate"]["socket"])
            gate.sendall(struct.pack(">I", len(body)) + body)
            (size,) = struct.unpack(">I", gate.recv(4, socket.MSG_WAITALL))
            return msgpack.unpackb(gate.recv(size, socket.MSG_WAITALL))

    def state(self, jid):
        return self.shim.json("show", jid)["deliveries"][0]["state"]

    def returned(self, jid):
        wait_until(lambda: self.state(jid) == "returned", 90, f"{jid}: {self.shim.tail()}\n{self.agent.tail()}", every=0.2)

    def ran(self):
        trace = self.directory / "trace"
        return trace.read_text().split() if trace.exists() else []

    @contextlib.contextmanager
    def full(self, side):
        filler = self.disks[side] / "filler"
        with open(filler, "wb", buffering=0) as out, contextlib.suppress(OSError):
            for size in (1 << 16, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while True:
                        out.write(b"x" * size)
        yield
        filler.unlink()


@pytest.fixture
def site():
    with contextlib.closing(Site(pathlib.Path(tempfile.mkdtemp(prefix="jr-disks-")))) as site:
        site.start()
        yield site


def test_a_full_disk_of_the_minion_stops_no_job(site):
    with site.full("agent"):
        jids = [site.publish(f"job{n}") for n in range(3)]
        for jid in jids:
            site.returned(jid)
        assert site.ran() == ["job0", "job1", "job2"]
        assert site.agent.json("status")["storage"]["trouble"] == ""


def test_a_full_disk_of_the_master_is_shown_and_nothing_that_was_promised_is_lost(site):
    site.agent.stop()
    first = site.publish("first")
    with site.full("shim"):
        refused = None
        for n in range(2000):  # until the pages that the database has are used up
            refused = site.shim.run("publish", "m", "cmd.run", f"true {n} {'x' * 4000}")
            if refused.returncode != 0:
                break
        assert "cannot be written" in refused.stderr
        assert "No space left" in site.shim.json("status")["database_error"]
        assert site.state(first) == "pending"
    second = site.publish("second")
    assert site.shim.json("status")["database_error"] is None
    site.shim.stop()
    site.shim.start()
    site.agent.start()
    site.returned(first)
    site.returned(second)
    assert site.ran() == ["first", "second"]


def test_writes_that_fail_hold_pending_jobs_back_and_do_not_use_them_up(site):
    limit = ["prlimit", "--pid", str(site.agent.process.pid)]
    assert site.claim("before")["answer"] == "granted"
    subprocess.run([*limit, "--fsize=0:unlimited"], check=True)
    refused = site.claim("live")
    assert refused["type"] == "error" and refused["code"] in ("io", "full")
    jid = site.publish("once")
    wait_until(lambda: site.agent.json("status")["masters"][0]["to_run"] == 1, 30, "the job on the agent's list")
    assert "cannot be used" in site.agent.run("status").stdout
    assert site.claim("live")["type"] == "error"
    assert site.state(jid) == "pending" and site.ran() == []
    subprocess.run([*limit, "--fsize=unlimited"], check=True)
    assert site.claim("live")["answer"] == "granted"
    site.returned(jid)
    assert site.ran() == ["once"]
    assert site.agent.json("status")["storage"]["trouble"] == ""


@pytest.mark.parametrize("side", ["agent", "shim"])
def test_a_read_only_disk_is_an_error_that_says_so_and_harms_nothing(site, side):
    daemon = getattr(site, side)
    site.agent.stop()
    jid = site.publish("once")
    daemon.stop()
    disk = site.disks[side]
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    daemon.launch()
    wait_until(lambda: not daemon.process.alive(), 30, "the end of the daemon")
    assert daemon.process.popen.returncode != 0
    assert "ead-only" in daemon.tail()
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    daemon.start()
    if side == "shim":
        site.agent.start()
    site.returned(jid)
    assert site.ran() == ["once"]


@pytest.mark.parametrize("side", ["agent", "shim"])
def test_a_database_that_was_cut_off_is_refused_and_runs_again_from_a_copy(site, side):
    daemon = getattr(site, side)
    site.agent.stop()
    jid = site.publish("once")
    daemon.stop()
    [data] = (site.disks[side] / "db").glob("ledger/data.mdb" if side == "agent" else "*/data.mdb")
    copy = site.directory / "copy"
    subprocess.run(["cp", "--sparse=always", data, copy], check=True)
    os.truncate(data, 3 * 4096)
    daemon.launch()
    wait_until(lambda: not daemon.process.alive(), 30, "the end of the daemon")
    assert "restore" in daemon.tail() or "backup" in daemon.tail()
    subprocess.run(["cp", "--sparse=always", copy, data], check=True)
    daemon.start()
    if side == "shim":
        site.agent.start()
    site.returned(jid)
    assert site.ran() == ["once"]
