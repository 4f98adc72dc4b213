"""Another user of the same host: no socket, no file and no command line tells or does anything for him."""

import fcntl
import json
import os
import pathlib
import signal
import socket
import subprocess
import unicodedata

import msgpack
import pytest
from attacker import frame, pack, still_open
from support.processes import wait_until

NOBODY = 65534
SECRET = "hunter2-in-an-argument"

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="becoming another user needs root")

# Runs as the other user: what can be opened, connected to, or changed among the paths on standard input.
INTRUDER = """
import json, os, socket, sys
got = []
for path in json.load(sys.stdin):
    for how, flags in (("read", os.O_RDONLY), ("write", os.O_WRONLY)):
        try:
            os.close(os.open(path, flags | os.O_NONBLOCK))
            got.append([how, path])
        except OSError:
            pass
    try:
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(2)
        s.connect(path)
        got.append(["connect", path])
    except OSError:
        pass
    try:
        os.rename(path, path + ".moved")
        got.append(["rename", path])
    except OSError:
        pass
    if os.path.isdir(path):
        try:
            open(os.path.join(path, "planted"), "w").close()
            got.append(["plant", path])
        except OSError:
            pass
print(json.dumps(got))
"""


def as_nobody(*command, **options):
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
    return subprocess.run(
        [*become, *map(str, command)], capture_output=True, text=True, timeout=60, **options
    )


def tried(paths):
    said = as_nobody("/usr/bin/python3", "-c", INTRUDER, input=json.dumps([str(path) for path in paths]))
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


# Runs as the other user: gets in somewhere, asks, and shows what comes back.
CALLER = """
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.settimeout(10)
s.connect(sys.argv[1])
print("in")
try:
    s.sendall(bytes.fromhex(sys.argv[2]))
    print(s.recv(9))
except ConnectionError:
    print(b"")
"""


def told_nothing(path, request):
    said = as_nobody("/usr/bin/python3", "-c", CALLER, path, request.hex())
    assert said.stdout.startswith("in\n"), said.stderr
    return said.stdout == "in\nb''\n"


@pytest.fixture
def busy(shim, agent):
    """A site on which a job with a secret argument has run, and one is owed."""
    jid = shim.publish("m", f"echo {SECRET}")
    shim.wait_state(jid, "m", "returned")
    agent.stop()
    shim.publish("m", f"echo {SECRET}")
    agent.start()
    wait_until(lambda: len(agent.ran()) == 2, 30, "the second job")
    return shim, agent


def test_another_user_gets_no_socket_and_no_file(busy):
    shim, agent = busy
    state = [path for daemon in busy for path in [daemon.state, *daemon.state.rglob("*")]]
    sockets = [shim.state / "control.ipc", *(agent.directory / "run").glob("*.ipc")]
    assert len(sockets) == 3 and len(state) > 12
    assert tried([*state, *sockets]) == []


def test_another_user_who_connects_all_the_same_is_not_let_in_at_the_gate(agent):
    """The mode of a file can be changed by mistake: the gate looks at who is there."""
    gate = agent.directory / "run" / "job_retry_gate.ipc"
    gate.chmod(0o666)
    refused = agent.status()["gate"]["refused"]
    assert told_nothing(gate, frame(pack({"v": 1})))
    assert agent.status()["gate"]["refused"] == refused + 1


def test_the_control_socket_and_the_status_look_at_who_is_there(shim, agent):
    info = agent.directory / "run" / "job_retry_info.ipc"
    control = shim.state / "control.ipc"
    before = shim.status()["control"]["refused"], agent.status()["gate"]["refused"]
    shim.state.chmod(0o711)
    control.chmod(0o666)
    info.chmod(0o666)
    for path, request in ((control, frame(b'{"command": "status"}')), (info, b"")):
        assert told_nothing(path, request), path
    shim.state.chmod(0o700)
    assert shim.status()["control"]["refused"] == before[0] + 1
    assert agent.status()["gate"]["refused"] == before[1] + 1


def test_the_commands_refuse_another_user_by_name(busy):
    for daemon in busy:
        for path in (daemon.conf_dir, daemon.conf_dir / daemon.role):
            path.chmod(0o755 if path.is_dir() else 0o644)
    shim, agent = busy
    for daemon, words in (
        (shim, ["status"]), (shim, ["pending"]), (shim, ["cancel", "20990101000000000000"]),
        (shim, ["publish", "m", "cmd.run", "true"]), (shim, ["key", "accept", "m"]),
        (agent, ["ledger", "list"]), (agent, ["ledger", "stats"]), (agent, ["status"]),
    ):  # fmt: skip
        said = as_nobody(*daemon.command(*words))
        assert said.returncode == 77, (words, said)
        assert str(daemon.directory) in said.stderr, words


@pytest.mark.parametrize("what", ["group may write", "all may write", "another owner"])
@pytest.mark.parametrize("which", ["shim", "agent", "deliveries", "ledger", "gate socket"])
def test_a_directory_with_a_wrong_owner_or_mode_is_refused_by_name(shim, agent, which, what):
    daemon = shim if which in ("shim", "deliveries") else agent
    path = {
        "shim": shim.state,
        "deliveries": shim.state / "deliveries",
        "agent": agent.state,
        "ledger": agent.state / "ledger",
        "gate socket": agent.directory / "run",
    }[which]
    daemon.stop()
    if what == "another owner":
        os.chown(path, NOBODY, NOBODY)
    else:
        path.chmod(0o770 if what.startswith("group") else 0o777)
    said = daemon.run("run")
    assert said.returncode not in (0, 64), said
    assert str(path) in said.stderr, said.stderr


@pytest.mark.parametrize("which", ["curve.key", "pki/master.pem", "minion.pem"])
def test_a_private_key_that_others_may_read_is_refused_by_name(shim, agent, which):
    daemon = agent if which == "minion.pem" else shim
    path = agent.state / "pki" / "minion.pem" if which == "minion.pem" else shim.state / which
    daemon.stop()
    path.chmod(0o644)
    said = daemon.run("run")
    assert said.returncode == 77, said
    assert str(path) in said.stderr


def test_no_argument_of_a_job_is_in_a_log_or_on_a_command_line_of_ours(directory, shim, agent):
    """The shell that runs a command without Salt has it on its own, as with Salt's cmd.run."""
    go, seen = directory / "go", set()
    jid = shim.publish("m", f"while [ ! -e {go} ]; do sleep 0.1; done; : {SECRET}")
    wait_until(lambda: agent.ran() == [jid], 30, "the job to start")
    for entry in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes()
        except OSError:
            continue
        if SECRET.encode() in line:
            seen.add(line.split(b"\0")[0].rpartition(b"/")[2])
    go.touch()
    shim.wait_state(jid, "m", "returned")
    assert seen <= {b"sh"}
    for daemon in (shim, agent):
        assert jid in daemon.said() and SECRET not in daemon.said()


@pytest.mark.parametrize("which", ["shim", "agent"])
def test_who_locks_a_directory_that_all_may_read_keeps_no_daemon_from_starting(shim, agent, which):
    daemon = {"shim": shim, "agent": agent}[which]
    daemon.stop()
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
    locks = "import fcntl, os, sys; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [*become, "/usr/bin/python3", "-c", locks, daemon.directory / "run"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as locker:  # fmt: skip
        assert locker.stdout.readline() == b"1\n"
        daemon.start()
        locker.stdin.close()


def test_a_start_that_waits_for_a_lock_ends_at_once_when_it_is_told_to(agent):
    """The lock of the ledger's own directory, which only its owner can take."""
    agent.stop()
    holder = os.open(agent.state / "ledger", os.O_RDONLY)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        starting = subprocess.Popen(agent.command("run"), stderr=subprocess.PIPE, text=True)
        wait_until(lambda: pending_is_blocked(starting.pid), 30, "the agent to wait", every=0.05)
        starting.terminate()
        assert "ledger: stopped while it was locked" in starting.communicate(timeout=10)[1]
    finally:
        os.close(holder)


def pending_is_blocked(pid):
    """The process takes SIGTERM by itself, and sleeps."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    blocked = int(status.partition("SigBlk:")[2].split()[0], 16)
    return bool(blocked & 1 << (signal.SIGTERM - 1)) and "State:\tS" in status


class AtTheGate:
    """A process of the user who is let in, which asks as an executor does."""

    def __init__(self, agent):
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.settimeout(20)
        self.stream.connect(str(agent.directory / "run" / "job_retry_gate.ipc"))

    def ask(self, kind, jid, **fields):
        self.stream.sendall(frame(pack({"v": 1, "type": kind, "jid": jid, "index": 0, **fields})))
        size = int.from_bytes(self._received(4), "big")
        return msgpack.unpackb(self._received(size))

    def _received(self, size):
        said = b""
        while len(said) < size:
            part = self.stream.recv(size - len(said))
            assert part, "the gate has closed the connection"
            said += part
        return said

    def claim(self, jid, fun="cmd.run", pid=None):
        return self.ask("claim", jid, count=1, fun=fun, digest=bytes(32), via="live", master="salt", pid=pid or os.getpid())

    def run(self, jid, **claimed):
        assert self.claim(jid, **claimed).get("answer") == "granted"
        assert self.ask("finish", jid, retcode=0, outcome="return")["type"] == "done"


def jid_of(number):
    return f"2026112406{number // 60:02d}{number % 60:02d}000000"


def test_a_ledger_that_is_shown_to_nobody_holds_up_no_job(agent):
    """Into a pipe that is not read, by one that is killed, and by one that was stopped."""
    gate = AtTheGate(agent)
    for number in range(400):
        gate.run(jid_of(number))
    readers = [subprocess.Popen(agent.command("ledger", "export"), stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for reader in readers:
            assert reader.stdout.read(1)
        readers[0].kill()
        for number in range(400, 1000):
            gate.run(jid_of(number))
    finally:
        for reader in readers:
            reader.kill()
            reader.stdout.close()
            reader.wait()
    assert agent.status()["storage"]["trouble"] == ""


def test_a_claim_in_the_name_of_another_process_is_refused(agent):
    gate = AtTheGate(agent)
    for pid in (1, os.getppid(), agent.process.pid):
        refused = gate.claim(jid_of(1), pid=pid)
        assert refused["type"] == "error" and "pid namespace" in refused["text"]
    assert agent.ran() == []


def test_no_control_character_reaches_a_terminal(agent):
    """C1 controls, writing directions and line separators, as a function's name; and what comes back from the command line."""
    name = "x\u009b2J\u009d0;title\u009c\u202e\u2066\u2028\u0085y"
    gate = AtTheGate(agent)
    gate.run(jid_of(1), fun=name)
    assert gate.claim("mine\u009b2J")["type"] == "error"
    shown = [
        agent.run("ledger", "list"), agent.run("ledger", "list", "--json"), agent.run("ledger", "show", jid_of(1)),
        agent.run("ledger", "show", jid_of(1), "--json"), agent.run("ledger", "export"),
        agent.run("ledger", "list", "--state", name), agent.run("ledger", "show", "x\u009b"), agent.run(name),
    ]  # fmt: skip
    for said in shown:
        for text in (said.stdout, said.stderr, agent.said()):
            assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\n"], said
    assert [entry["fun"] for entry in agent.json("ledger", "list")] == [name]


def test_what_a_job_starts_inherits_no_file_of_the_agent(shim, agent):
    """Also as another user: a daemon that a job leaves behind."""
    seen = agent.directory / "descriptors"
    jid = shim.publish("m", f"ls -l /proc/self/fd > {seen}")
    shim.wait_state(jid, "m", "returned")
    assert "/dev/null" in seen.read_text()
    # Three of its own, one of ls.
    assert "mdb" not in seen.read_text() and seen.read_text().count(" -> ") <= 4


def connected(path, count):
    streams = [socket.socket(socket.AF_UNIX) for _ in range(count)]
    for stream in streams:
        stream.settimeout(10)
        stream.connect(str(path))
    return streams


def test_who_is_silent_at_a_local_socket_holds_up_nobody(shim, agent):
    """More clients than there are places, of the one user who is let in."""
    silent = connected(shim.state / "control.ipc", 100)
    silent += connected(agent.directory / "run" / "job_retry_info.ipc", 100)
    for stream in silent[50:150]:
        try:
            stream.sendall(b"\0\0")  # the beginning of a frame
        except ConnectionError:
            pass  # turned away already
    try:
        jid = shim.publish("m", "true")
        shim.wait_state(jid, "m", "returned")
        assert agent.status()["masters"][0]["link"] == "authenticated"
        assert sum(map(still_open, silent)) <= 64  # those at the control socket have a minute
    finally:
        for stream in silent:
            stream.close()


def test_who_does_not_read_at_the_control_socket_does_not_fill_the_shim(shim):
    before = shim.memory()
    (stream,) = connected(shim.state / "control.ipc", 1)
    with stream:
        stream.settimeout(1)
        try:
            stream.sendall(frame(b'{"command": "status"}') * 20_000)  # 30 MB of answers
        except TimeoutError:
            pass
        for _ in range(10):
            shim.status()  # by another client, in its turn
        assert shim.memory() - before < 6
