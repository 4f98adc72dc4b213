"""
A client of the shim that does as the attack wants: it speaks the protocol, signs with the keys that it is given, and
keeps to no rule that a test wants broken.
"""

import contextlib
import os
import socket
import struct

import msgpack
import zmq
from zmq.utils import z85

from keys import sign_proof

# Of the conversation with the shim; the key port speaks version 1.
VERSION = 2

# What a ZMTP 3.1 peer says first (https://rfc.zeromq.org/spec/37).
SIGNATURE = b"\xff" + bytes(8) + b"\x7f"


def greeting(mechanism=b"CURVE", version=(3, 1), as_server=0):
    return SIGNATURE + bytes(version) + mechanism.ljust(20, b"\0") + bytes([as_server]) + bytes(31)


def pack(message):
    return msgpack.packb(message, use_bin_type=True)


class Curve:
    def __init__(self):
        public, secret = zmq.curve_keypair()
        self.public_z85, self.secret_z85 = public, secret
        self.public = z85.decode(public)


def key_statement(key_port, request=None, timeout=5000):
    """What the key port says; None when it says nothing."""
    request = request or pack({"v": 1, "type": "key_request"})
    try:
        with raw(key_port, frame(request)) as stream:
            stream.settimeout(timeout / 1000)
            said = closed(stream)
    except TimeoutError:
        return None
    return msgpack.unpackb(said[4:]) if said else None


class KeyPort:
    """A key port of the attacker's: a frame in, whatever it likes out."""

    def __init__(self, port):
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]

    def close(self):
        self._listener.close()

    def asked(self, seconds):
        """Who has asked for the key; None when nobody has."""
        self._listener.settimeout(seconds)
        try:
            asker, _ = self._listener.accept()
        except TimeoutError:
            return None
        asker.settimeout(10)
        return asker if asker.recv(4096) else asker.close()

    def answer(self, statement, seconds):
        if asker := self.asked(seconds):
            with asker, contextlib.suppress(ConnectionError):
                asker.sendall(frame(statement if isinstance(statement, bytes) else pack(statement)))


class Client:
    def __init__(self, port, shim_key, curve=None, comes_again=True, reads=True, name=b""):
        self.curve, self.shim_key = curve or Curve(), shim_key
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.linger = 0
        if name:
            self.socket.routing_id = name
        if not reads:  # more than one message, and what it must
            self.socket.rcvhwm, self.socket.rcvbuf = 1, 4096
        if not comes_again:
            self.socket.reconnect_ivl = -1
            self.socket.sndtimeo = 2000  # there is nobody to send to any more
        self.socket.curve_serverkey = z85.encode(shim_key)
        self.socket.curve_publickey = self.curve.public_z85
        self.socket.curve_secretkey = self.curve.secret_z85
        self.socket.connect(f"tcp://127.0.0.1:{port}")
        self.said = []  # what a recorder would have

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def send_bytes(self, message):
        self.said.append(message)
        self.socket.send(message)

    def receive(self, timeout=10000):
        """The next message that is no notify."""
        while self.socket.poll(timeout):
            message = msgpack.unpackb(self.socket.recv(), unicode_errors="surrogateescape")
            if message["type"] != "notify":
                return message
        return None

    def ask(self, type, **fields):
        self.send_bytes(pack({"v": VERSION, "type": type, **fields}))
        return self.receive()

    def challenge(self, minion, **fields):
        self.nonce = os.urandom(32)
        reply = self.ask("hello", minion=minion, nonce=self.nonce, **fields)
        assert "nonce" in reply, reply
        return reply["nonce"]

    def introduce(self, minion, key, signed_as=None, claimed=None, **fields):
        """The whole handshake; the shim's last word."""
        shim_nonce = self.challenge(minion, **fields)
        signature = sign_proof(
            key, signed_as or minion, self.nonce, shim_nonce, self.curve.public, self.shim_key
        )
        return self.ask("proof", minion=claimed or minion, signature=signature)


def raw(port, data=b"", source="127.0.0.1"):
    """A plain TCP connection that has said `data`."""
    stream = socket.socket()
    stream.settimeout(30)
    stream.bind((source, 0))
    stream.connect(("127.0.0.1", port))
    stream.sendall(data)
    return stream


def closed(stream):
    """Waits until the other side has closed; what it has said before."""
    said = b""
    try:
        while chunk := stream.recv(65536):
            said += chunk
    except ConnectionError:
        pass
    return said


def still_open(stream):
    """Whether the other side has not closed it yet."""
    stream.setblocking(False)
    try:
        while stream.recv(65536):
            pass
    except BlockingIOError:
        return True
    except ConnectionError:
        pass
    return False


def frame(payload):
    return struct.pack(">I", len(payload)) + payload
