"""
Bad input to the daemons and their commands: each mistake has its own clear error, and nothing is lost. Needs no Salt: the daemons
run standalone.
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

import pytest

from support.ports import free_ports
from support.processes import Process, wait_until

USAGE, UNAVAILABLE, NO_PERMISSION, CONFIG = 64, 69, 77, 78


class Host:
    """A configuration directory and what runs from it."""

    def __init__(self, directory, role):
        self.role, self.directory = role, pathlib.Path(directory)
        self.program = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / {
            "master": "master-shim",
            "minion": "minion-agent",
        }[role]
        self.conf_dir = self.directory / "conf"
        self.state_dir = self.directory / "state"
        (self.conf_dir / f"{role}.d").mkdir(parents=True)
        self.options = self.conf_dir / f"{role}.d" / "job_retry.conf"
        self.process = None

    def configure(self, **config):
        salt = {"root_dir": str(self.directory), "sock_dir": str(self.directory / "run"), "id": "m"}
        salt["pki_dir"] = str(self.directory / "pki")
        (self.directory / "run").mkdir(exist_ok=True)
        (self.conf_dir / self.role).write_text(json.dumps(salt))
        options = {"job_retry": True, "job_retry_standalone": True, "job_retry_dir": str(self.state_dir)}
        self.options.write_text(json.dumps({**options, **config}))

    def start(self):
        self.process = Process([self.program, "-c", self.conf_dir, "run"], self.directory / "log")
        wait_until(self._answers, 30, f"{self.program}", every=0.05)

    def _answers(self):
        assert self.process.alive(), self.log()
        return self.run("status").returncode == 0

    def log(self):
        return (self.directory / "log").read_text()

    def run(self, *arguments, timeout=30):
        command = [str(self.program), "-c", str(self.conf_dir), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout)

    def stop(self):
        if self.process:
            self.process.stop()
            self.process = None


@pytest.fixture
def directory():
    # Short, because the paths of sockets may have 107 bytes.
    directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-"))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def shim(directory):
    host = Host(directory / "s", "master")
    port, key_port = free_ports(2)
    host.ports = {"interface": "127.0.0.1", "job_retry_port": port, "job_retry_key_port": key_port}
    host.configure(**host.ports)
    yield host
    host.stop()


@pytest.fixture
def agent(directory, shim):
    host = Host(directory / "a", "minion")
    host.ports = {key: shim.ports[key] for key in ("job_retry_port", "job_retry_key_port")}
    host.configure(master="127.0.0.1", **host.ports)
    yield host
    host.stop()


@pytest.fixture(params=["shim", "agent"])
def host(request):
    return request.getfixturevalue(request.param)


def test_off_by_default_is_said_and_nothing_is_done(host):
    host.options.write_text("")
    said = host.run("run")
    assert said.returncode == 0
    assert "job_retry" in said.stderr and "True" in said.stderr
    assert not host.state_dir.exists()


@pytest.mark.parametrize(
    "text, named",
    [
        ("job_retry: maybe", ["job_retry", "maybe"]),
        ("job_retry: True\njob_retry_port: high", ["job_retry_port", "high"]),
        ("job_retry: True\njob_retry_prot: 1", ["job_retry_prot"]),
        ("job_retry: True\njob_retry_port: 70000", ["job_retry_port", "70000"]),
        ("job_retry: [", []),
        ("job_retry: True\njob_retry: False", ["job_retry"]),
    ],
)
def test_a_configuration_that_cannot_be_used_names_file_and_key(host, text, named):
    host.options.write_text(text)
    said = host.run("run")
    assert said.returncode == CONFIG, said
    assert str(host.options) in said.stderr
    for word in named:
        assert word in said.stderr


def test_a_configuration_directory_that_is_not_there_is_named(host):
    said = subprocess.run(
        [str(host.program), "-c", str(host.directory / "nowhere"), "status"], capture_output=True, text=True
    )
    assert said.returncode in (CONFIG, USAGE)
    assert "nowhere" in said.stderr


def test_a_state_directory_that_others_may_enter_is_refused(host):
    host.start()
    host.stop()
    host.state_dir.chmod(0o777)
    said = host.run("run")
    assert said.returncode in (NO_PERMISSION, CONFIG), said
    assert str(host.state_dir) in said.stderr and "chmod" in said.stderr


def test_a_second_daemon_on_the_same_sockets_says_so(host):
    host.start()
    said = host.run("run")
    assert said.returncode == UNAVAILABLE, said
    assert "running" in said.stderr
    assert host.run("status").returncode == 0


def test_a_database_of_another_format_version_is_refused(host):
    host.start()
    host.stop()
    [database] = host.state_dir.glob("**/data.mdb") if host.role == "master" else [host.state_dir / "ledger" / "data.mdb"]
    content = bytearray(database.read_bytes())
    name = b"job-retry-deliveries" if host.role == "master" else b"job-retry-ledger"
    assert name in content
    database.write_bytes(content.replace(name, name[:-1] + b"X"))
    said = host.run("run")
    assert said.returncode not in (0, USAGE), said
    assert str(database.parent) in said.stderr


def test_a_database_that_is_not_one_is_refused(host):
    host.start()
    host.stop()
    database = next(iter(host.state_dir.glob("**/data.mdb")))
    database.write_bytes(b"\x00" * 100 + os.urandom(10000))
    said = host.run("run")
    assert said.returncode > 0, said
    assert str(database.parent) in said.stderr


def test_unknown_names_on_the_command_line_have_their_own_answer(shim, agent):
    shim.start()
    agent.start()
    for host, arguments in [
        (shim, ["show", "20200101000000000000"]),
        (shim, ["cancel", "20200101000000000000"]),
        (agent, ["ledger", "show", "20200101000000000000"]),
    ]:
        said = host.run(*arguments)
        assert said.returncode == 1, (arguments, said)
        assert "20200101000000000000" in said.stderr
    for host, arguments in [(shim, ["shw"]), (shim, ["show"]), (agent, ["ledger", "lst"]), (agent, ["--bogus"])]:
        said = host.run(*arguments)
        assert said.returncode == USAGE, (arguments, said)
        assert said.stderr
    said = shim.run("show", "not/a/jid")
    assert said.returncode in (1, USAGE) and said.stderr


def test_commands_say_when_the_daemon_is_not_running(shim, agent):
    for host, arguments in [(shim, ["status"]), (shim, ["cancel", "1"]), (agent, ["status"])]:
        said = host.run(*arguments)
        assert said.returncode == UNAVAILABLE, (arguments, said)
        assert "run" in said.stderr


GARBAGE = [b"", b"\x00" * 64, b"\xff" * 64, struct.pack(">I", 1 << 31) + b"x", b"GET / HTTP/1.0\r\n\r\n", os.urandom(4096)]


def test_garbage_on_every_socket_loses_nothing(shim, agent):
    shim.start()
    agent.start()
    sockets = [
        (socket.AF_UNIX, str(shim.state_dir / "control.ipc")),
        (socket.AF_UNIX, str(agent.directory / "run" / "job_retry_gate.ipc")),
        (socket.AF_INET, ("127.0.0.1", shim.ports["job_retry_port"])),
        (socket.AF_INET, ("127.0.0.1", shim.ports["job_retry_key_port"])),
    ]
    for family, address in sockets:
        for garbage in GARBAGE:
            with socket.socket(family) as client:
                client.settimeout(5)
                client.connect(address)
                # The other side may hang up at any byte, and then each of these calls may be the one that says so.
                with contextlib.suppress(OSError):
                    client.sendall(garbage)
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(4096):
                        pass
    # Both still do their work.
    wait_until(lambda: "m" in shim.run("key", "list").stdout, 30, "the agent's key")
    assert shim.run("key", "accept", "m").returncode == 0
    said = shim.run("publish", "--json", "m", "cmd.run", "echo done")
    assert said.returncode == 0, said
    jid = json.loads(said.stdout)["jid"]
    wait_until(lambda: "finished" in agent.run("ledger", "list").stdout, 60, f"{jid}\n{agent.log()}\n{shim.log()}")
    assert shim.process.alive() and agent.process.alive()
