"""
Who has full control of the courier, the agent's process that speaks to the network: nothing comes of it but bytes. The
hostile courier here is this test, at the socket where the service manager would start one.
"""

import itertools
import json
import os
import pathlib
import random
import select
import signal
import socket
import struct
import subprocess
import time

import msgpack
import pytest
from attacker import VERSION, Curve, frame, key_statement, pack, still_open
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from daemons import Agent
from keys import key_statement as signed_statement
from keys import new_key
from support.processes import wait_until
from test_malformed import CLAIM, local

NOBODY = 65534
NONCE = bytes(range(32))
JID = "20260101000000000001"


class HostileCourier:
    """Takes the agent's connections, and says whatever a test wants."""

    def __init__(self, path):
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen(8)
        self._listener.settimeout(70)  # longer than the agent's longest patience
        self.curve, self.stream = Curve(), None

    def close(self):
        self._listener.close()
        if self.stream:
            self.stream.close()

    def accept(self):
        if self.stream:
            self.stream.close()
        self.stream, _ = self._listener.accept()
        self.stream.settimeout(10)
        self._heard, self._asked, self._is_known = b"", None, False

    def send(self, data):
        """A courier that is root would not be listened to, and root may say that it is somebody else."""
        if not self._is_known and os.getuid() == 0:
            who = struct.pack("3i", os.getpid(), NOBODY, NOBODY)
            assert self.stream.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, who)]) == len(data)
        else:
            self.stream.sendall(data)
        self._is_known = True

    def say(self, type, **fields):
        self.send(frame(pack({"v": 1, "type": type, **fields})))

    def ready(self):
        self.accept()
        self.say("ready", client_key=self.curve.public)

    def hear(self, seconds=10.0):
        """The next message; None when none comes."""
        deadline = time.monotonic() + seconds
        while True:
            if len(self._heard) >= 4:
                size = struct.unpack(">I", self._heard[:4])[0]
                if len(self._heard) >= 4 + size:
                    message, self._heard = self._heard[4 : 4 + size], self._heard[4 + size :]
                    return msgpack.unpackb(message)
            if not select.select([self.stream], [], [], max(0, deadline - time.monotonic()))[0]:
                return None
            chunk = self.stream.recv(65536)
            if not chunk:
                return None
            self._heard += chunk

    def hear_of(self, type, seconds=10.0):
        deadline = time.monotonic() + seconds
        while (message := self.hear(max(0.0, deadline - time.monotonic()))) is not None:
            if message["type"] == type:
                return message
        return None

    def carried(self, line, seconds=10.0):
        """The next of the protocol's own messages on this line."""
        deadline = time.monotonic() + seconds
        while (message := self.hear_of("carry", max(0.0, deadline - time.monotonic()))) is not None:
            if message["line"] == line:
                return msgpack.unpackb(message["bytes"])
        return None

    def carry(self, line, type, **fields):
        version = 1 if type == "key_statement" else VERSION
        self.say("carry", line=line, bytes=pack({"v": version, "type": type, **fields}))

    def reach_shim_line(self, statement):
        """Answers the question for the shim's key with this; the line that the agent then wants to the shim, if it does."""
        asked = self._asked or self.hear_of("open")
        assert "shim_key" not in asked
        self.carry(asked["line"], "key_statement", **statement)
        opened = self.hear_of("open", 5)
        is_shim = "shim_key" in (opened or {})
        self._asked = None if is_shim else opened  # it asks for a statement again
        return opened if is_shim else None


@pytest.fixture
def hostile(directory):
    made = HostileCourier(directory / "courier.ipc")
    yield made
    made.close()


@pytest.fixture
def victim(directory, shim, hostile):
    """An agent that the shim knows, with a hostile courier."""
    agent = Agent(directory / "m", "m", shim.port, shim.key_port)
    agent.run_options = ("--courier", directory / "courier.ipc")
    agent.make_key()
    agent.pin(shim.master_key)
    shim.accept("m", agent.key)
    agent.start()
    yield agent
    agent.stop()


@pytest.fixture
def statement(shim):
    said = key_statement(shim.key_port)
    return {name: value for name, value in said.items() if name not in ("v", "type")}


def proves(agent, hello, shim_nonce, client_key, shim_key, proof):
    fields = (b"m", hello["nonce"], shim_nonce, client_key, shim_key)
    text = b"".join(struct.pack(">I", len(f)) + f for f in (b"salt-job-retry/1 agent proof", *fields))
    try:
        agent.key.public_key().verify(proof["signature"], text, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def gate_answers(agent, seconds=1.0):
    """How long a claim takes, which must not be long whatever the courier does."""
    path = agent.directory / "run" / "job_retry_gate.ipc"
    begun = time.monotonic()
    jid = f"2026010100{random.randrange(10**10):010}"
    answer = local(path, frame(pack(CLAIM | {"jid": jid, "pid": os.getpid()})), answered=True)
    assert msgpack.unpackb(answer[4:])["answer"] == "granted"
    took = time.monotonic() - begun
    assert took < seconds, f"the gate took {took:.2f} s"
    return jid


def test_a_courier_has_no_root_no_capability_no_file_and_no_way_to_any(agent):
    courier = agent.status()["courier"]
    proc = pathlib.Path(f"/proc/{courier['pid']}")
    status = dict(line.split(":\t", 1) for line in (proc / "status").read_text().splitlines() if ":\t" in line)
    assert os.getuid() != 0 or "0" not in status["Uid"].split() + status["Gid"].split()
    assert status["Groups"].split() in ([], [status["Gid"].split()[0]]) or os.getuid() != 0
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb", *(["CapBnd"] if os.getuid() == 0 else [])):
        assert int(status[name], 16) == 0, name
    assert status["NoNewPrivs"].strip() == "1"
    assert (proc / "environ").read_bytes() == b""
    limits = (proc / "limits").read_text()
    assert "Max core file size        0                    0" in limits
    # Its end of the pair, and what ZeroMQ makes of its own; no log, no terminal.
    for descriptor in (proc / "fd").iterdir():
        to = os.readlink(descriptor)
        assert to.startswith(("socket:", "anon_inode:")) or to == "/dev/null", to
    assert os.getsid(courier["pid"]) == courier["pid"]
    sockets = (pathlib.Path("/proc") / str(agent.process.pid) / "net" / "tcp").read_text()
    inodes = {os.readlink(fd) for fd in pathlib.Path(f"/proc/{agent.process.pid}/fd").iterdir()}
    assert not [line for line in sockets.splitlines()[1:] if f"socket:[{line.split()[9]}]" in inodes], (
        "the agent itself has a socket to the network"
    )


# Runs as the courier's user, without its restrictions: what such a process could reach.
INTRUDER = """
import ctypes, json, os, signal, sys
agent, courier, paths = json.load(sys.stdin)
got = []
for path in paths:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        got.append(path)
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(16, agent, 0, 0) == 0:
    got.append("ptrace of the agent")
if libc.ptrace(16, courier, 0, 0) == 0:
    got.append("ptrace of the courier")
try:
    os.kill(agent, signal.SIGCONT)
    got.append("a signal to the agent")
except OSError:
    pass
for pid in (agent, courier):
    for name in ("mem", "environ", "fd/0", "maps"):
        try:
            os.close(os.open(f"/proc/{pid}/{name}", os.O_RDONLY))
            got.append(f"/proc/{pid}/{name}")
        except OSError:
            pass
print(json.dumps(got))
"""


@pytest.mark.skipif(os.getuid() != 0, reason="becoming another user needs root")
def test_a_process_of_the_couriers_user_reaches_neither_keys_nor_ledger_nor_agent(agent):
    courier = agent.status()["courier"]["pid"]
    uid = os.stat(f"/proc/{courier}/task").st_uid or int(
        pathlib.Path(f"/proc/{courier}/status").read_text().partition("Uid:")[2].split()[0]
    )
    assert uid != 0
    paths = [str(path) for path in [agent.state, *agent.state.rglob("*"), *(agent.directory / "run").iterdir()]]
    assert any(path.endswith("minion.pem") for path in paths)
    said = subprocess.run(
        ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--", "/usr/bin/python3", "-c", INTRUDER],
        input=json.dumps([agent.process.pid, courier, paths]), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout) == []


def test_a_courier_gets_no_signature_for_a_shim_that_the_master_has_not_signed(victim, hostile, statement):
    hostile.ready()
    forged = signed_statement(new_key(), hostile.curve.public, 1 << 60)
    of_another = {**statement, "shim_key": hostile.curve.public}
    for one in ({n: v for n, v in forged.items() if n not in ("v", "type")}, of_another):
        assert hostile.reach_shim_line(one) is None
    victim.wait_trouble("the shim's key")
    # Lines that it has never opened.
    for line in range(1, 20):
        hostile.say("up", line=line)
        hostile.carry(line, "challenge", nonce=NONCE)
    assert hostile.carried(1, 2) is None


def test_a_courier_gets_one_proof_for_a_hello_and_few_hellos(victim, hostile, statement):
    """And what is signed is the agent's own text: its id, its nonce, the key that the master has signed."""
    hostile.ready()
    line = hostile.reach_shim_line(statement)
    assert line["shim_key"] == statement["shim_key"]
    proofs, hellos, begun = [], [], time.monotonic()
    while time.monotonic() - begun < 5:
        hostile.say("down", line=line["line"])
        hostile.say("up", line=line["line"])
        for i in range(5):
            hostile.carry(line["line"], "challenge", nonce=bytes([i]) * 32)
        while (said := hostile.carried(line["line"], 0.02)) is not None:
            (hellos if said["type"] == "hello" else proofs).append(said)
            if said["type"] == "hello":
                for i in range(5):
                    hostile.carry(line["line"], "challenge", nonce=bytes([i]) * 32)
    took = time.monotonic() - begun
    assert hellos and {said["type"] for said in proofs} == {"proof"}
    assert len(hellos) <= took + 1 and len(proofs) <= len(hellos)
    for proof in proofs:
        assert any(
            proves(victim, hello, bytes([i]) * 32, hostile.curve.public, statement["shim_key"], proof)
            for hello, i in itertools.product(hellos, range(5))
        )


HOSTILE_VALUES = [0, 1, 2, 3, -1, 1 << 63, 1.5, None, True, "", "m", "x" * 5000, b"", NONCE, b"\xff" * 100_000,
                  [], [[]] * 300, {}, {"a": {"b": {"c": {}}}}, "\x1b[2J\r\n", "../../etc/passwd", JID]  # fmt: skip
NETWORK = {
    "challenge": ("nonce",), "welcome": ("minion", "time"), "pending_list": ("jobs", "more"), "job": ("jid", "load", "published", "salt", "index", "size", "path", "signature"), "clock": ("nonce",),
    "clock_statement": ("time", "signature"), "wait": ("jid", "retry_after"), "gone": ("jid", "state"), "ack": ("jid", "state"), "held": ("jids",),
    "notify": (), "error": ("code", "text"), "key_statement": ("shim_key", "serial", "master_key", "signature"),
    "hello": ("minion", "nonce"), "proof": ("minion", "signature"), "list": (), "take": ("jid",), "report": ("jid",),
}  # fmt: skip
OWN = {"ready": ("client_key",), "up": ("line",), "down": ("line",), "failed": ("line", "text", "refused"),
       "carry": ("line", "bytes"), "alive": (), "open": ("line", "host", "port"), "close": ("line",), "sign": ("text",)}  # fmt: skip


def test_whatever_a_courier_says_nothing_runs_and_the_agent_works(victim, hostile, statement):
    """Every message of both protocols with every hostile value, in and out of turn; then frames that are none."""
    choose = random.Random(20260101)
    before = victim.memory()
    for frames_are_whole in (True, False, True, False, True):
        hostile.ready()
        if choose.random() < 0.7:
            line = hostile.reach_shim_line(statement)
            if line and choose.random() < 0.8:
                number = line["line"]
                hostile.say("up", line=number)
                if hostile.carried(number, 2):  # hello
                    hostile.carry(number, "challenge", nonce=NONCE)
                    if hostile.carried(number, 2):  # proof
                        time_ = choose.choice([0, 1 << 50, 1 << 61])
                        hostile.carry(number, "welcome", minion="m", time=time_)
        try:
            for _ in range(2000):
                number = choose.choice([0, 1, 2, 3, 4, 5, 1 << 40])
                if choose.random() < 0.9:
                    type, names = choose.choice(list(NETWORK.items()))
                    fields = {name: choose.choice(HOSTILE_VALUES) for name in names}
                    body = pack({"v": choose.choice([VERSION] * 3 + [1]), "type": type, **fields})
                    cut = choose.choice([len(body)] * 3 + [choose.randrange(len(body) + 1)])
                    hostile.say("carry", line=number, bytes=body[:cut] or b"x")
                elif choose.random() < 0.04:
                    type, names = choose.choice(list(OWN.items()))
                    hostile.say(type, **{name: choose.choice([number, *HOSTILE_VALUES]) for name in names})
                elif not frames_are_whole and choose.random() < 0.01:
                    hostile.send(struct.pack(">I", choose.choice([0, 1, 1 << 23, (1 << 32) - 1])) + b"\xc1" * 64)
            hostile.say("ready", client_key=hostile.curve.public)  # once too often
        except OSError:
            pass  # thrown out already
        wait_until(lambda: not still_open(hostile.stream), 10, "the end of a connection")
    assert victim.process.alive()
    mine = gate_answers(victim)
    assert victim.ran() == [mine] and victim.memory() - before < 32
    assert victim.status()["courier"]["ended"] == 5


def test_a_courier_that_floods_delays_no_job_and_fills_nothing(victim, hostile, statement):
    hostile.ready()
    line = hostile.reach_shim_line(statement)["line"]
    before = victim.memory()
    small = frame(pack({"v": 1, "type": "carry", "line": line, "bytes": b"\xc1"}))
    large = frame(pack({"v": 1, "type": "carry", "line": line, "bytes": b"\xc4" * (4 << 20)}))
    for flood in (small * 2000, large):
        sent, deadline = 0, time.monotonic() + 5
        hostile.stream.settimeout(0.2)
        while time.monotonic() < deadline or sent % len(flood):
            gate_answers(victim)
            try:
                sent += hostile.stream.send(flood[sent % len(flood) :])
            except TimeoutError:
                pass
        assert sent > 100_000
    assert victim.memory() - before < 32
    begun = time.monotonic()
    victim.status()
    assert time.monotonic() - begun < 2


def test_a_courier_that_says_nothing_or_nonsense_is_thrown_out_and_another_one_is_asked_for(victim, hostile):
    for nonsense in (b"\xff\xff\xff\xff", frame(pack({"v": 1, "type": "sign", "text": b"x"}))):
        hostile.accept()
        hostile.send(nonsense)
        wait_until(lambda: not still_open(hostile.stream), 10, "the end of the connection")
        hostile.stream.setblocking(True)
    gate_answers(victim)
    assert "nonsense" in victim.status()["courier"]["trouble"]
    hostile.ready()
    assert hostile.hear_of("open")


def test_jobs_go_on_while_the_courier_is_stopped_and_after_it_was_killed(shim, agent):
    courier = agent.status()["courier"]["pid"]
    os.kill(courier, signal.SIGSTOP)
    jid = shim.publish("m", "true")
    gate_answers(agent)
    assert agent.status()["courier"]["pid"] == courier
    os.kill(courier, signal.SIGCONT)
    shim.wait_state(jid, "m", "returned")
    os.kill(courier, signal.SIGKILL)
    gate_answers(agent)
    later = shim.publish("m", "true")
    shim.wait_state(later, "m", "returned")
    assert agent.ran().count(jid) == agent.ran().count(later) == 1
    now = agent.status()["courier"]
    assert now["pid"] != courier and now["ended"] == 1
    agent.stop()
    wait_until(lambda: not alive(now["pid"]), 10, "the courier's end with its agent")


def alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_a_courier_that_is_root_is_not_used(directory, shim):
    if os.getuid() != 0:
        pytest.skip("needs root")
    agent = Agent(directory / "m", "m", shim.port, shim.key_port, job_retry_user="root")
    agent.make_key()
    agent.start()
    try:
        wait_until(lambda: "root" in agent.status()["courier"]["trouble"], 10, "a refusal")
        gate_answers(agent)
        assert agent.link()["link"] == "waiting"
        said = subprocess.run(agent.command("courier"), stdin=socket.socketpair()[0], capture_output=True, text=True)
        assert said.returncode == 77 and "root" in said.stderr
    finally:
        agent.stop()
