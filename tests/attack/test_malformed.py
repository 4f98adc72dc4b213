"""Messages that are none: cut at every byte, with every bit turned, too long, too deep, of every wrong kind."""

import socket
import struct

import msgpack
import pytest
from attacker import Client, closed, frame, key_statement, pack, raw
from keys import new_key, sign_proof
from support.processes import wait_until

JID = "20990101000000000000"


@pytest.fixture
def shim_key(shim):
    return key_statement(shim.key_port)["shim_key"]


@pytest.fixture
def m(shim, shim_key):
    """An accepted minion that has turned bad; a job is owed to it, and one to b."""
    key = new_key()
    shim.accept("m", key)
    shim.accept("b", new_key())
    with Client(shim.port, shim_key) as client:
        assert client.introduce("m", key)["type"] == "welcome"
        yield client


def nested(depth):
    return b"\x83\xa1v\x01\xa4type\xa4list\xa5after" + b"\x91" * depth + b"\xc0"


def good(jid):
    return [
        {"v": 2, "type": "hello", "minion": "b", "nonce": bytes(32)},
        {"v": 2, "type": "proof", "minion": "b", "signature": bytes(256)},
        {"v": 2, "type": "list", "after": jid},
        {"v": 2, "type": "take", "jid": jid},
        {"v": 2, "type": "report", "jid": jid, "state": "finished", "retcode": 1},
        {"v": 2, "type": "report", "jid": jid, "state": "refused", "reason": "why"},
        {"v": 2, "type": "confirm", "jids": [jid] * 3},
    ]


BAD = [
    b"",
    b"\xc0",
    b"\xc1",
    b"\x80",
    b"list",
    b"{}",
    b"\xff" * 1000,
    bytes(1000),
    nested(5),
    nested(30_000),
    b"\xdf\xff\xff\xff\xff",  # a map of 4 Gi pairs
    b"\xdd\xff\xff\xff\xff",
    b"\x81\xc6\xff\xff\xff\xff",
    pack({"v": 2, "type": "list"}) + b"\xc0",
    pack({"v": 2, "type": "x" * 60_000}),
    pack({"v": 2, "type": "hello", "minion": "a/b", "nonce": bytes(32)}),
    pack({"v": 2, "type": "hello", "minion": "..", "nonce": bytes(32)}),
    pack({"v": 2, "type": "hello", "minion": "x" * 256, "nonce": bytes(32)}),
    pack({"v": 2, "type": "hello", "minion": "b", "nonce": bytes(31)}),
    pack({"v": 2, "type": "take", "jid": "../../etc"}),
    pack({"v": 2, "type": "take", "jid": JID + "\n"}),
    pack({"v": 2, "type": "take", "jid": "9" * 129}),
    pack({"v": 2, "type": "confirm", "jids": [JID] * 257}),
    pack({"v": 2, "type": "report", "jid": JID, "state": "returned"}),
    b"\x83\xa1v\x01\xa1v\x01\xa4type\xa4list",  # a key twice
]


def drain(client, count):
    for _ in range(count):
        assert client.receive() is not None, "the shim does not answer any more"


def test_every_truncation_of_every_message_is_refused_and_counted(shim, m):
    jid = shim.publish("b", "true")
    before = shim.counted()["malformed"]
    cut = [pack(message)[:size] for message in good(jid) for size in range(len(pack(message)))]
    for message in cut:
        m.send_bytes(message)
        assert m.receive()["code"] in ("malformed", "version")
    assert shim.counted()["malformed"] - before == len(cut)
    assert shim.deliveries(jid) == {"b": ("pending", "")}


def test_no_turned_bit_changes_what_is_owed_to_another(shim, m):
    jid = shim.publish("b", "true")
    hello, *others = map(pack, good(jid))
    sent = []

    def send(message):
        m.send_bytes(message)
        sent.append(message)
        if len(sent) % 64 == 0:
            drain(m, 64)

    for message in (hello, *others):
        for bit in range(len(message) * 8):
            turned = bytearray(message)
            turned[bit // 8] ^= 1 << bit % 8
            if message is others[0]:
                send(hello)  # each proof needs a challenge
            send(bytes(turned))
    drain(m, len(sent) % 64)
    assert shim.deliveries(jid) == {"b": ("pending", "")}
    assert shim.counted()["authenticated"] == 1


@pytest.mark.parametrize("number", range(len(BAD)))
def test_nonsense_is_refused_by_name(malformed_target, number):
    shim, client = malformed_target
    before = shim.counted()["malformed"]
    client.send_bytes(BAD[number])
    assert client.receive()["code"] in ("malformed", "version")
    assert shim.counted()["malformed"] == before + 1


@pytest.fixture(scope="module")
def malformed_target(tmp_path_factory):
    from daemons import Shim

    shim = Shim(tmp_path_factory.mktemp("jr") / "s")
    shim.start()
    key = new_key()
    shim.accept("m", key)
    with Client(shim.port, key_statement(shim.key_port)["shim_key"]) as client:
        assert client.introduce("m", key)["type"] == "welcome"
        yield shim, client
    shim.stop()


def test_a_message_that_is_too_large_costs_its_sender_the_connection(shim, m, agent_free_job):
    m.socket.send(bytes((64 << 10) + 1))
    m.socket.send(bytes(1 << 20))

    def is_nobody():
        m.send_bytes(pack({"v": 2, "type": "list"}))
        return (m.receive(1000) or {}).get("code") == "not_authenticated"

    wait_until(is_nobody, 15, "the end of the connection, and of its rights")
    assert shim.deliveries(agent_free_job) == {"b": ("pending", "")}


@pytest.fixture
def agent_free_job(shim, m):
    return shim.publish("b", "true")


def test_a_message_in_several_parts_is_counted_and_dropped(shim, m, agent_free_job):
    before = shim.counted()["malformed"]
    m.socket.send_multipart([pack({"v": 2, "type": "take", "jid": agent_free_job}), b"more"])
    shim.wait_counted("malformed", before + 1)
    assert shim.deliveries(agent_free_job) == {"b": ("pending", "")}


def test_an_oversized_signature_or_offer_is_refused(shim, shim_key):
    key = new_key()
    with Client(shim.port, shim_key) as attacker:
        shim_nonce = attacker.challenge("m")
        signature = sign_proof(key, "m", attacker.nonce, shim_nonce, attacker.curve.public, shim_key)
        assert attacker.ask("proof", minion="m", signature=signature + bytes(2000))["code"] == "malformed"
        assert attacker.ask("proof", minion="m", signature=b"")["code"] == "malformed"
        hello = {"minion": "m", "nonce": bytes(32)}
        assert attacker.ask("hello", **hello, public_key="x" * 5000)["code"] == "malformed"
        shim_nonce = attacker.challenge(
            "m", public_key="-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"
        )
        assert attacker.ask("proof", minion="m", signature=bytes(256))["code"] == "denied"
    assert shim.counted()["malformed"] == 3


def test_nonsense_at_the_key_port_gets_no_answer_and_is_counted(shim):
    request = pack({"v": 1, "type": "key_request"})
    wrong = [b"\0", b"key?", request[:-1], request + b"\0", pack({"v": 2, "type": "key_request"}), bytes(256)]
    for message in wrong:
        assert key_statement(shim.key_port, message) is None
    shim.wait_counted("malformed", len(wrong), "keys")
    no_frames = [b"GET / HTTP/1.1\r\n\r\n" + bytes(100), frame(bytes(257)), frame(request) * 2]
    for said in no_frames:
        with raw(shim.key_port, said) as stream:
            assert closed(stream) == b""
    shim.wait_counted("malformed", len(wrong) + len(no_frames), "keys")
    assert key_statement(shim.key_port)["type"] == "key_statement"


def local(path, payload, answered=False):
    """What comes back over a local socket until it closes; with `answered` the first of it."""
    with socket.socket(socket.AF_UNIX) as stream:
        stream.settimeout(10)
        stream.connect(str(path))
        try:
            stream.sendall(payload)
            if answered:
                return stream.recv(65536)
            stream.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return closed(stream)


CLAIM = {
    "v": 1, "type": "claim", "jid": JID, "index": 0, "count": 1, "fun": "cmd.run", "digest": bytes(32),
    "via": "live", "master": "salt", "pid": 1,
}  # fmt: skip


def test_the_gate_claims_nothing_for_nonsense(agent):
    gate = agent.directory / "run" / "job_retry_gate.ipc"
    claim = pack(CLAIM)
    refused = agent.status()["gate"]["refused"]
    for size in range(len(claim)):
        answer = local(gate, frame(claim[:size]))
        assert msgpack.unpackb(answer[4:])["type"] == "error"
        assert local(gate, frame(claim)[: size + 3]) == b""
    for message in [
        b"\xc0",
        nested(30_000),
        claim + b"\0",
        pack(CLAIM | {"v": 2}),
        pack(CLAIM | {"index": 1}),
    ]:
        assert msgpack.unpackb(local(gate, frame(message))[4:])["type"] == "error"
    assert local(gate, struct.pack(">I", 0xFFFFFFFF) + bytes(100)) == b""
    assert agent.status()["gate"]["refused"] > refused
    assert agent.ran() == []


def test_the_control_socket_does_nothing_for_nonsense(shim):
    shim.accept("b", new_key())
    jid = shim.publish("b", "true")
    control = shim.state / "control.ipc"
    wrong = [b"", b"[]", b"{}", b"\xff", b'{"command": "cancel"}', b'{"command": 1}', b"[" * 100_000,
             b'{"command": "cancel", "jid": "' + jid.encode() + b'", "minions": [1]}']  # fmt: skip
    for request in wrong:
        assert b'"ok":false' in local(control, frame(request), answered=True)
    assert local(control, struct.pack(">I", 0xFFFFFFFF) + b"x") == b""
    assert local(control, b"\0\0") == b""
    assert shim.deliveries(jid) == {"b": ("pending", "")}
