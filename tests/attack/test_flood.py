"""Who wants nothing but to be in the way: memory and places are bounded, and those who are known go on."""

import contextlib
import json
import socket
import threading
import time

import pytest
import zmq
from attacker import Client, closed, frame, greeting, key_statement, pack, raw, still_open
from keys import new_key
from support.processes import wait_until

FLOOD = 10_000


def flood(port, data, source, count=FLOOD):
    """So many connections from one place, all kept open by the one who made them; how many found no room at once."""
    streams = []
    for _ in range(count):
        try:
            streams.append(raw(port, data, source))
        except OSError:
            pass  # cut before it could say anything
    return streams


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.2"], ids=["its own address", "another address"])
def test_an_accepted_agent_works_amid_ten_thousand_half_open_handshakes(shim, agent, source):
    """From the place that the flood comes from as well as from another, and also after a restart in the middle of it."""
    before = shim.memory()
    streams = flood(shim.port, greeting(), source, FLOOD // 2)
    jid = shim.publish("m", "true")
    shim.wait_state(jid, "m", "returned")
    agent.stop()
    later = shim.publish("m", "true")
    streams += flood(shim.port, greeting(), source, FLOOD // 2)
    agent.start()
    agent.wait_link("authenticated")
    shim.wait_state(later, "m", "returned")
    try:
        shim.wait_counted("crowded", FLOOD * 9 // 10)
        counted = shim.counted()
        assert counted["strangers"] <= 256 and counted["authenticated"] == 1
        assert sum(map(still_open, streams)) <= FLOOD // 10
        assert shim.memory() - before < 64
        assert sorted(agent.ran()) == sorted([jid, later])
        # Those that are left say nothing more: they are dropped too.
        shim.wait_sum(("failed_handshakes", "silent"), 1, timeout=60)
    finally:
        for stream in streams:
            stream.close()


@contextlib.contextmanager
def steady_flood(port, data, rate):
    """So many new connections a second from the agent's own address, each kept open; yields how many there were."""
    stop, made = threading.Event(), [0]

    def come():
        streams, begin = [], time.monotonic()
        while not stop.is_set():
            while made[0] < (time.monotonic() - begin) * rate:
                made[0] += 1
                with contextlib.suppress(OSError):
                    streams.append(raw(port, data))
            streams = [stream for stream in streams if still_open(stream) or stream.close()]
            stop.wait(0.02)
        for stream in streams:
            stream.close()

    flooding = threading.Thread(target=come)
    flooding.start()
    try:
        yield made
    finally:
        stop.set()
        flooding.join()


@pytest.mark.parametrize("said", [b"", greeting()], ids=["nothing", "a greeting"])
def test_an_accepted_agent_comes_back_beside_a_steady_flood_from_its_own_address(shim, agent, said):
    """Who is connected does not notice; who has to come again is let in nevertheless: a flood that does not begin a
    handshake loses its places faster than it comes (SECURITY.md has the bounds of others)."""
    with steady_flood(shim.port, said, 250) as made:
        wait_until(lambda: shim.counted()["strangers"] >= 250, 30, "the flood to have all places of its address")
        jid = shim.publish("m", "true")
        shim.wait_state(jid, "m", "returned")
        before, begin = made[0], time.monotonic()
        agent.stop()
        later = shim.publish("m", "true")
        agent.start()
        shim.wait_state(later, "m", "returned")
        rate = (made[0] - before) / (time.monotonic() - begin)
    assert sorted(agent.ran()) == sorted([jid, later])
    assert rate > 100, f"only {rate:.0f} connections a second were made"


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.2"], ids=["its own address", "another address"])
@pytest.mark.parametrize("said", [b"", b"\0"], ids=["nothing", "something"])
def test_the_key_port_answers_amid_a_flood(shim, source, said):
    streams = flood(shim.key_port, said, source, 2000)
    try:
        wait_until(lambda: key_statement(shim.key_port), 20, "an answer amid the flood")
        assert key_statement(shim.key_port)["type"] == "key_statement"
        assert shim.counted("keys")["strangers"] <= 128
    finally:
        for stream in streams:
            stream.close()


def test_who_says_nothing_is_dropped(shim):
    """Before ZeroMQ's own greeting, after it, and with a CURVE handshake done but nobody introduced."""
    with (
        raw(shim.port),
        raw(shim.port, greeting()),
        Client(shim.port, key_statement(shim.key_port)["shim_key"], comes_again=False) as known,
    ):
        known.ask("list")
        at_key_port = raw(shim.key_port, b"\0")
        closed(at_key_port)  # after 10 s
        shim.wait_counted("silent", 1, "keys")
        # By ZeroMQ or by the doorkeeper: their times are the same.
        shim.wait_sum(("silent", "failed_handshakes"), 3, timeout=60)
        wait_until(lambda: shim.counted()["strangers"] == 0, 30, "all of them to be gone")
        assert known.receive(100) is None


def fill(client, mebibytes):
    part = zmq.Frame(bytes(60 << 10))
    client.socket.sndhwm = 0
    for _ in range(mebibytes * 17):
        client.socket.send(part, zmq.SNDMORE, copy=False)
    client.socket.send(b"")


def test_a_message_of_endless_parts_does_not_fill_the_shim(shim, agent):
    """By a stranger, many of them, and by an accepted minion: ZeroMQ counts parts for no bound before the last has come."""
    shim_key = key_statement(shim.key_port)["shim_key"]
    before = shim.memory()
    strangers = [Client(shim.port, shim_key) for _ in range(8)]
    for stranger in strangers:
        fill(stranger, 64)
    shim.wait_counted("too_much", 8)
    for stranger in strangers:
        stranger.close()
    turned_away = shim.counted()["too_much"]
    with Client(shim.port, shim_key) as minion:
        assert minion.introduce("m", agent.key)["type"] == "welcome"
        fill(minion, 256)
        shim.wait_counted("too_much", turned_away + 1)
        assert shim.memory() - before < 64
    jid = shim.publish("m", "true")
    shim.wait_state(jid, "m", "returned")
    assert agent.ran() == [jid]


def publish_large_jobs(shim, minion, count, size):
    """Over one connection: their JIDs."""
    request = {"command": "publish", "minions": [minion], "fun": "cmd.run", "arg": [": " + "x" * size]}
    with socket.socket(socket.AF_UNIX) as control:
        control.settimeout(30)
        control.connect(str(shim.state / "control.ipc"))
        answers = control.makefile("rb")
        jids = []
        for _ in range(count):
            control.sendall(frame(json.dumps(request).encode()))
            jids.append(json.loads(answers.read(int.from_bytes(answers.read(4), "big")))["jid"])
    return jids


@pytest.mark.parametrize("replies", ["large", "small"])
def test_who_asks_without_reading_does_not_fill_the_shim(shim, agent, replies):
    """ZeroMQ bounds replies by their number, and the shim by their bytes."""
    key = new_key()
    shim.accept("n", key)
    if replies == "large":
        asked = publish_large_jobs(shim, "n", 80, 48_000) * 25  # a job can be taken so often: 96 MB
    else:
        asked = ["20200101000000000000"] * 300_000  # a word for each: it is not owed
    before = shim.memory()
    shim_key = key_statement(shim.key_port)["shim_key"]
    with Client(shim.port, shim_key, reads=False, comes_again=False) as minion:
        assert minion.introduce("n", key)["type"] == "welcome"
        with contextlib.suppress(zmq.Again):  # it was cut off
            for jid in asked:
                minion.send_bytes(pack({"v": 2, "type": "take", "jid": jid}))
        # Who is not heard any more is forgotten: the last of it finds nobody.
        shim.wait_counted("not_authenticated", 1)
        assert shim.memory() - before < 32
    jid = shim.publish("m", "true")
    shim.wait_state(jid, "m", "returned")


def test_who_asks_for_its_list_without_end_gets_its_share_and_holds_up_nobody(shim, agent):
    key = new_key()
    shim.accept("n", key)
    answered = 0
    with Client(shim.port, key_statement(shim.key_port)["shim_key"]) as minion:
        assert minion.introduce("n", key)["type"] == "welcome"
        begun = time.monotonic()
        for _ in range(80):
            for _ in range(50):
                minion.send_bytes(pack({"v": 2, "type": "list"}))
            minion.send_bytes(pack({"v": 2, "type": "take", "jid": "20200101000000000000"}))
            while (reply := minion.receive())["type"] != "gone":  # what it says otherwise is answered at once
                assert reply["type"] == "pending_list"
                answered += 1
        assert 500 < answered < 1100 + 200 * (time.monotonic() - begun)
        jid = shim.publish("m", "true")
        shim.wait_state(jid, "m", "returned")
        # The last of it is answered in its time.
        assert minion.receive()["type"] == "pending_list"


def test_a_stranger_who_tries_one_key_after_the_other_is_cut_off(shim):
    shim_key = key_statement(shim.key_port)["shim_key"]
    hello = pack({"v": 2, "type": "hello", "minion": "m", "nonce": bytes(32)})
    proof = pack({"v": 2, "type": "proof", "minion": "m", "signature": bytes(256)})
    for waits in (True, False):  # for each answer
        before = shim.counted()
        with Client(shim.port, shim_key, comes_again=False) as stranger:
            try:
                for number in range(10_000):
                    stranger.send_bytes(proof if number % 2 else hello)
                    if waits and stranger.receive(2000) is None:
                        break
            except zmq.Again:
                pass
            shim.wait_counted("too_much", before["too_much"] + 1)
        # Of 5,000: 12 KiB of them are heard, and as much before and after the doorkeeper sees the connection.
        assert shim.counted()["denied"] < before["denied"] + 100


def test_one_minion_takes_four_places_and_loses_them_with_its_key(shim):
    """Whatever it has proven, and however often."""
    keys = {minion: new_key() for minion in ("m", "n")}
    for minion, key in keys.items():
        shim.accept(minion, key)
    shim_key = key_statement(shim.key_port)["shim_key"]
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(Client(shim.port, shim_key, comes_again=False)) for _ in range(12)]
        for client in clients:
            assert client.introduce("m", keys["m"])["type"] == "welcome"
        other = stack.enter_context(Client(shim.port, shim_key))
        assert other.introduce("n", keys["n"])["type"] == "welcome"
        wait_until(lambda: shim.counted()["known"] == 5, 10, "the oldest connections to be closed")
        assert [client.ask("list") is not None for client in clients[-4:]] == [True] * 4
        assert shim.counted()["strangers"] == 0
        (shim.pki / "minions" / "m").unlink()
        wait_until(lambda: shim.counted()["known"] == 1, 10, "the connections to end with the key")
        assert shim.counted()["strangers"] == 0
        assert other.ask("list")["type"] == "pending_list"
