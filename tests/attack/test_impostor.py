"""Who pretends to be the shim: an agent speaks only to the one that its master's key has signed for, and to its latest key."""

import contextlib
import struct
import time

import msgpack
import pytest
import zmq
from attacker import Client, Curve, KeyPort, greeting, key_statement, pack
from daemons import Agent
from support.ports import free_ports
from keys import key_statement as signed_statement
from keys import load_private, new_key


class Impostor:
    """Answers key requests, and notes whoever gets through to the port of the shim."""

    def __init__(self, port, key_port, curve, encrypts=True):
        context = zmq.Context.instance()
        self.curve, self.heard, self.statement = curve, [], {}
        self.answer = lambda message: {"v": 2, "type": "challenge", "nonce": bytes(32)}
        self._router = context.socket(zmq.ROUTER)
        self._router.linger = 0
        if encrypts:
            self._router.curve_server = True
            self._router.curve_secretkey = curve.secret_z85
        self._router.bind(f"tcp://127.0.0.1:{port}")
        self.keys = KeyPort(key_port)

    def close(self):
        self._router.close()
        self.keys.close()

    def serve(self, seconds=0.1):
        deadline = time.monotonic() + seconds
        while (rest := deadline - time.monotonic()) > 0:
            self.keys.answer(self.statement, min(rest, 0.05))
            while self._router.poll(0):
                peer, message = self._router.recv_multipart()
                self.heard.append(msgpack.unpackb(message))
                self._router.send_multipart([peer, pack(self.answer(self.heard[-1]))])


@pytest.fixture
def impostor(request):
    made = Impostor(*free_ports(2), Curve(), encrypts=getattr(request, "param", True))
    made.port = int(made._router.last_endpoint.rsplit(b":", 1)[1])
    made.key_port = made.keys.port
    yield made
    made.close()


@pytest.fixture
def master_key():
    return new_key()


@pytest.fixture
def victim(directory, impostor, master_key):
    """An agent that knows its master's key, and is led to the impostor."""
    agent = Agent(directory / "m", "m", impostor.port, impostor.key_port)
    agent.make_key()
    agent.pin(master_key)
    yield agent
    agent.stop()


def serve_until_trouble(impostor, agent, words):
    deadline = time.monotonic() + 30
    while words not in (trouble := agent.link()["trouble"]):
        assert time.monotonic() < deadline, f"{trouble!r}\n{agent.said()}"
        impostor.serve()


def test_a_wrong_master_key_is_refused_loudly(impostor, victim):
    impostor.statement = signed_statement(new_key(), impostor.curve.public, 2**50)
    victim.start()
    serve_until_trouble(impostor, victim, "another master")
    impostor.serve(1)
    assert victim.link()["link"] != "authenticated"
    assert victim.link()["refused"] >= 1
    assert impostor.heard == []  # not even its name
    assert "remove" in victim.said()


def test_a_statement_whose_signature_does_not_fit_is_refused(impostor, victim, master_key):
    statement = signed_statement(master_key, Curve().public, 2**50)
    impostor.statement = statement | {"shim_key": impostor.curve.public}
    victim.start()
    serve_until_trouble(impostor, victim, "signature")
    assert victim.link()["refused"] >= 1
    impostor.statement = statement | {"serial": 2**51}
    impostor.serve(3)
    assert victim.link()["link"] != "authenticated"
    assert impostor.heard == []


def test_a_replayed_statement_of_an_old_key_is_refused(impostor, victim, master_key):
    """The old CURVE key is stolen, and the statement that was true of it is shown again."""
    old = signed_statement(master_key, impostor.curve.public, 1000)
    impostor.statement = signed_statement(master_key, Curve().public, 2000)
    victim.start()
    victim_serial = victim.state / "masters"
    deadline = time.monotonic() + 30
    while not (victim_serial.exists() and list(victim_serial.iterdir())):
        assert time.monotonic() < deadline, victim.said()
        impostor.serve()
    victim.stop()  # what it has learnt outlives it
    impostor.statement = old
    victim.start()
    serve_until_trouble(impostor, victim, "older key")
    assert victim.link()["refused"] >= 1
    impostor.serve(1)
    assert impostor.heard == []


def test_what_is_no_statement_is_refused(impostor, victim, master_key):
    good = signed_statement(master_key, impostor.curve.public, 2**50)
    impostor.statement = pack(good)[:-1]
    victim.start()
    serve_until_trouble(impostor, victim, "no key")
    impostor.statement = good | {"v": 2}
    serve_until_trouble(impostor, victim, "version 2")
    assert victim.link()["refused"] >= 2
    assert impostor.heard == []


@pytest.mark.parametrize("impostor", [True, False], ids=["another key", "no CURVE"], indirect=True)
def test_a_shim_without_the_signed_key_is_not_spoken_to(shim, directory, impostor):
    """The real statement, but another machine behind the port: the connection does not come about."""
    impostor.statement = key_statement(shim.key_port)
    agent = Agent(directory / "m", "m", impostor.port, impostor.key_port)
    agent.make_key()
    agent.pin(load_private((shim.pki / "master.pem").read_bytes()))
    try:
        agent.start()
        impostor.serve(3)
        assert agent.link()["link"] == "connecting"
        assert impostor.heard == []
    finally:
        agent.stop()


def test_what_an_agent_proves_to_one_shim_opens_no_other(shim, directory, impostor):
    """Two masters have one key, and one of their shims is the attacker's: it passes on what it hears to the other."""
    master = load_private((shim.pki / "master.pem").read_bytes())
    impostor.statement = signed_statement(master, impostor.curve.public, 2**50)
    agent = Agent(directory / "m", "m", impostor.port, impostor.key_port)
    agent.make_key()
    agent.pin(master)
    shim.accept("m", agent.key)
    answers = []
    with Client(shim.port, key_statement(shim.key_port)["shim_key"]) as attacker:

        def pass_on(message):
            attacker.send_bytes(pack(message))
            answers.append(attacker.receive())
            return answers[-1]

        impostor.answer = pass_on
        try:
            agent.start()
            deadline = time.monotonic() + 30
            while len(answers) < 2:
                assert time.monotonic() < deadline, agent.said()
                impostor.serve()
        finally:
            agent.stop()
        assert [message["type"] for message in impostor.heard[:2]] == ["hello", "proof"]
        assert answers[0]["type"] == "challenge" and answers[1]["code"] == "denied"
        assert attacker.ask("list")["code"] == "not_authenticated"
    assert shim.counted()["denied"] == 1


@pytest.mark.parametrize("length", [16 << 10, 128 << 20, 0xFFFFFFFF])
def test_an_endless_answer_at_the_key_port_does_not_fill_the_agent(impostor, victim, length):
    """Whatever it says of its length."""
    victim.start()
    before = victim.memory()
    asker = impostor.keys.asked(10)
    assert asker
    with asker, contextlib.suppress(ConnectionError):
        asker.sendall(struct.pack(">I", length))
        for _ in range(8000):  # 128 MiB
            asker.sendall(bytes(16 << 10))
    impostor.serve(3)
    assert victim.memory() - before < 32
    assert victim.link()["link"] != "authenticated"


def test_a_shim_of_an_older_release_is_called_so(impostor, victim):
    victim.start()
    asker = impostor.keys.asked(10)
    assert asker
    with asker:
        asker.sendall(greeting(b"NULL"))
        victim.wait_trouble("of the same release")
