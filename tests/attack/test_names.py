"""Names of connections: ZeroMQ lets a peer choose its own, and aborts the process over one that it wants for itself."""

import contextlib
import os
import struct
import time

import pytest
from attacker import Client, greeting, key_statement, raw

# With what libzmq's two ROUTERs of a shim began to count, as long as nobody seeded its generator.
BEGUN = [0xE43C9869, 0xF4B0DC51]


def own_form(number):
    return b"\0" + struct.pack(">I", number & 0xFFFFFFFF)


def ready(name):
    """What a peer without a key says to a ROUTER with NULL."""

    def prop(key, value):
        return bytes([len(key)]) + key + struct.pack(">I", len(value)) + value

    body = b"\x05READY" + prop(b"Socket-Type", b"DEALER") + (prop(b"Identity", name) if name else b"")
    return greeting(b"NULL", version=(3, 0)) + bytes([4, len(body)]) + body


def test_four_connections_without_a_key_do_not_end_the_shim(shim):
    """The next name that ROUTER would give is taken; three more peers without one make it count there."""
    for port in (shim.port, shim.key_port):
        with contextlib.ExitStack() as stack:
            for name in [own_form(BEGUN[1] + 2), b"", b"", b""]:
                stack.enter_context(raw(port, ready(name)))
                time.sleep(0.05)  # one after the other: their order is the attack
    assert shim.process.alive()
    assert key_statement(shim.key_port)["type"] == "key_statement"


@pytest.mark.parametrize("begun", BEGUN)
def test_no_name_that_a_peer_chooses_is_its_own(shim, begun):
    """Of every length and of ROUTER's own form, the same for many at once: each is answered, and the shim goes on."""
    shim_key = key_statement(shim.key_port)["shim_key"]
    names = [own_form(begun + distance) for distance in range(12)]
    names += [b"x" * length for length in (1, 4, 5, 32, 255)] * 3
    names += [os.urandom(16).hex().encode()] * 3 + [b""] * 12
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(Client(shim.port, shim_key, name=name)) for name in names]
        for client in clients:
            assert client.ask("list")["code"] == "not_authenticated"
        for client in clients:
            assert client.ask("list")["code"] == "not_authenticated"
    assert shim.process.alive()
    assert shim.counted()["malformed"] == 0


def test_agents_of_an_older_release_are_counted_at_the_key_port(shim):
    with raw(shim.key_port, greeting(b"NULL")):
        shim.wait_counted("failed_handshakes", 1, "keys")
    assert shim.said().count("older release") == 1
