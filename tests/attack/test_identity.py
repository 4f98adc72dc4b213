"""Who a peer is: no one gets in with less than an accepted key, and with one only as whose it is."""

import os

import pytest
from attacker import Client, Curve, closed, greeting, key_statement, pack, raw
from keys import load_private, new_key, public_pem, sign_proof

JID = "20990101000000000000"


@pytest.fixture
def shim_key(shim):
    return key_statement(shim.key_port)["shim_key"]


@pytest.fixture
def minions(shim):
    """Keys of the accepted minions a and b, and a job that is owed to b."""
    keys = {"a": new_key(), "b": new_key()}
    for minion, key in keys.items():
        shim.accept(minion, key)
    return keys


def requests(jid):
    return [
        ("list", {}),
        ("take", {"jid": jid}),
        ("report", {"jid": jid, "state": "refused", "reason": "by the attacker"}),
        ("report", {"jid": jid, "state": "finished", "retcode": 0}),
        ("report", {"jid": jid, "state": "running"}),
        ("report", {"jid": jid, "state": "interrupted", "reason": "by the attacker"}),
        ("confirm", {"jids": [jid]}),
    ]


def test_who_has_proven_nothing_is_answered_nothing(shim, shim_key, minions):
    jid = shim.publish("b", "true")
    with Client(shim.port, shim_key) as stranger:
        for type, fields in requests(jid):
            assert stranger.ask(type, **fields)["code"] == "not_authenticated"
        stranger.challenge("b")
        assert stranger.ask("list")["code"] == "not_authenticated"
    assert shim.deliveries(jid) == {"b": ("pending", "")}
    assert shim.counted()["not_authenticated"] == 8


def test_one_minion_cannot_ask_acknowledge_or_cancel_as_another(shim, shim_key, minions):
    jid = shim.publish("b", "true")
    with Client(shim.port, shim_key) as a:
        assert a.introduce("a", minions["a"])["type"] == "welcome"
        for type, fields in requests(jid):
            a.ask(type, **fields, minion="b", id="b")
        assert a.ask("list")["jobs"] == []
        assert a.ask("take", jid=jid) == {"v": 2, "type": "gone", "jid": jid, "state": "unknown"}
        assert a.ask("confirm", jids=[jid])["jids"] == []
        # There is no message to cancel with.
        assert a.ask("cancel", jid=jid)["code"] == "unknown_type"
    assert shim.deliveries(jid) == {"b": ("pending", "")}
    # Each report, each take and each confirm of a job that is b's alone.
    assert shim.counted()["foreign"] == 8
    assert "minion a speaks of job" in shim.said()


def test_a_key_opens_only_its_own_minions_list(shim, shim_key, minions):
    jid = shim.publish("b", "true")
    a, b = minions["a"], minions["b"]
    attempts = [
        {"minion": "b", "key": a},
        {"minion": "b", "key": a, "signed_as": "a"},
        {"minion": "a", "key": a, "claimed": "b"},
        {"minion": "b", "key": new_key()},
        {"minion": "nobody", "key": a},
        {"minion": "B", "key": b},
        {"minion": "b", "key": a, "public_key": public_pem(a)},  # without Salt a key may be offered
    ]
    for number, attempt in enumerate(attempts, 1):
        with Client(shim.port, shim_key) as attacker:
            refusal = attacker.introduce(**attempt)
            assert (refusal["type"], refusal["code"]) == ("error", "denied"), attempt
            assert attacker.ask("list")["code"] == "not_authenticated"
        assert shim.counted()["denied"] == number
    assert shim.deliveries(jid) == {"b": ("pending", "")}
    assert [key["state"] for key in shim.json("key", "list")] == ["accepted", "accepted"]
    with Client(shim.port, shim_key) as b_itself:
        assert b_itself.introduce("b", b)["type"] == "welcome"
        assert [job["jid"] for job in b_itself.ask("list")["jobs"]] == [jid]


def test_a_minion_does_not_learn_which_others_there_are(shim, shim_key, minions):
    refusals = set()
    for minion in ("b", "nobody"):
        with Client(shim.port, shim_key) as attacker:
            refusals.add(attacker.introduce(minion, new_key())["text"])
    assert len(refusals) == 1
    assert "`master-shim key list`" in refusals.pop()


@pytest.mark.parametrize("same_curve_key", [False, True], ids=["another CURVE key", "the same CURVE key"])
def test_a_recorded_handshake_opens_no_other_connection(shim, shim_key, minions, same_curve_key):
    jid = shim.publish("b", "true")
    with Client(shim.port, shim_key) as b:
        assert b.introduce("b", minions["b"])["type"] == "welcome"
        hello, proof = b.said
    curve = b.curve if same_curve_key else Curve()
    with Client(shim.port, shim_key, curve) as attacker:
        attacker.send_bytes(hello)
        assert attacker.receive()["type"] == "challenge"
        attacker.send_bytes(proof)
        assert attacker.receive()["code"] == "denied"
        attacker.send_bytes(proof)  # its challenge is gone, too
        assert attacker.receive()["code"] == "not_authenticated"
        attacker.send_bytes(pack({"v": 2, "type": "take", "jid": jid}))
        assert attacker.receive()["code"] == "not_authenticated"
    assert shim.counted()["denied"] == 2
    assert shim.deliveries(jid) == {"b": ("pending", "")}


def test_a_proof_cannot_be_passed_on_by_a_shim_in_the_middle(shim, shim_key, minions):
    """b introduces itself to another shim, which uses b's signature here."""
    with Client(shim.port, shim_key) as attacker:
        shim_nonce = attacker.challenge("b")
        for agent_curve, to_shim in ((attacker.curve.public, os.urandom(32)), (Curve().public, shim_key)):
            signature = sign_proof(minions["b"], "b", attacker.nonce, shim_nonce, agent_curve, to_shim)
            assert attacker.ask("proof", minion="b", signature=signature)["code"] == "denied"
            shim_nonce = attacker.challenge("b")
    assert shim.counted()["denied"] == 2


def test_recorded_bytes_of_a_whole_conversation_are_worth_nothing(shim, shim_key, minions, recorder):
    jid = shim.publish("b", "true")
    with Client(recorder.port, shim_key) as b:
        assert b.introduce("b", minions["b"])["type"] == "welcome"
        assert b.ask("report", jid=jid, state="running")["type"] == "ack"
        assert b.ask("report", jid=jid, state="interrupted", reason="-")["type"] == "ack"
    jid = shim.publish("b", "true")
    failed = shim.counted()["failed_handshakes"]
    with raw(shim.port, recorder.recorded()) as replayed:
        closed(replayed)
    shim.wait_counted("failed_handshakes", failed + 1)
    assert shim.deliveries(jid) == {"b": ("pending", "")}


@pytest.mark.parametrize("version", [0, 1, 3, 255, -1, "1", None])
def test_another_version_of_a_message_changes_nothing(shim, shim_key, minions, version):
    jid = shim.publish("b", "true")
    with Client(shim.port, shim_key) as b:
        assert b.introduce("b", minions["b"])["type"] == "welcome"
        malformed = shim.counted()["malformed"]
        b.send_bytes(pack({"v": version, "type": "report", "jid": jid, "state": "refused", "reason": "-"}))
        refusal = b.receive()
        assert refusal["type"] == "error" and refusal["code"] in ("version", "malformed")
        assert shim.counted()["malformed"] == malformed + 1
    assert shim.deliveries(jid) == {"b": ("pending", "")}


@pytest.mark.parametrize("mechanism", [b"NULL", b"PLAIN", b"GSSAPI", b"curve", b""])
def test_no_other_mechanism_is_spoken_than_curve(shim, minions, mechanism):
    failed = shim.counted()["failed_handshakes"]
    hello = b"\x04\x06\x05READY" if mechanism == b"NULL" else b"\x04\x06\x05HELLO"
    with raw(shim.port, greeting(mechanism) + hello) as attacker:
        answered = closed(attacker)
    # Nothing but the shim's own greeting, which offers CURVE.
    assert len(answered) <= 64 and answered[12:32].rstrip(b"\0") in (b"CURVE", b"")
    shim.wait_counted("failed_handshakes", failed + 1)


@pytest.mark.parametrize(
    "version", [b"\x01\x00", b"\x7f\x01\x05", b"\x7f\x00\x05"], ids=["1", "2.0", "unversioned"]
)
def test_no_older_protocol_of_zeromq_is_spoken(shim, minions, version):
    """Those that know no security at all."""
    first = b"\x01\x00" if version == b"\x01\x00" else b"\xff" + bytes(8) + version
    with raw(shim.port, first + b"\x00\x05hello" * 20) as attacker:
        assert len(closed(attacker)) <= 64
    counted = shim.counted()
    assert counted["authenticated"] == 0
    assert counted["malformed"] == 0  # no message of it has come in


def test_the_key_of_the_shim_is_not_the_masters(shim):
    """Nothing that the master's key signs for the shim can serve as something else: it is labelled."""
    statement = key_statement(shim.key_port)
    master = load_private((shim.pki / "master.pem").read_bytes())
    assert statement["public_key"] == public_pem(master)
    shim.accept("a", master)
    with Client(shim.port, statement["shim_key"]) as attacker:
        attacker.challenge("a")
        assert attacker.ask("proof", minion="a", signature=statement["signature"])["code"] == "denied"
