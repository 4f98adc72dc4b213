"""
Runs under Salt's interpreter: a minion with an accepted key that keeps to no rule. It signs in as Salt's own minion does, then
sends what it is told to, as it is told to: any command, any protocol version, encrypted or in the clear, in any minion's name.

On standard input a msgpack map a request, behind its length (4 bytes, big endian); on standard output one a reply:

    {"load": {...}, "enc": "aes" or "clear", "version": 3, "id": whom the envelope names, "token": whether the load is signed}
    {"reply": what the master answered, "error": text, where it gave no answer}

The first message out, unasked, is {"aes": [...], "clear": [...]}: the commands that this Salt takes.
"""

import os
import struct
import sys
import time
import uuid

replies = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)

import salt.config  # noqa: E402
import salt.crypt  # noqa: E402
import salt.exceptions  # noqa: E402
import salt.master  # noqa: E402
import salt.payload  # noqa: E402
import zmq  # noqa: E402

TIMEOUT = 30

opts = salt.config.minion_config(os.path.join(sys.argv[1], "minion"), cache_minion_id=False)
os.makedirs(opts["pki_dir"], mode=0o700, exist_ok=True)
opts["master_ip"] = opts["master"]
opts["master_uri"] = f"tcp://{opts['master']}:{opts['master_port']}"


def sign_in():
    auth = salt.crypt.SAuth(opts)
    if not auth.authenticated:
        auth.authenticate()
    return auth


def connected():
    request = zmq.Context.instance().socket(zmq.REQ)
    request.linger = 0
    request.connect(opts["master_uri"])
    return request


class Hostile:
    def __init__(self):
        self.auth, self.socket = sign_in(), connected()
        self.token = self.auth.gen_token(b"salt")

    def ask(self, load, enc="aes", version=3, id=None, token=True):
        nonce = uuid.uuid4().hex
        envelope = {"enc": enc, "load": load, "version": version}
        if enc == "aes":
            load = {"id": opts["id"], **load, "nonce": nonce, "ts": int(time.time())}
            if token:
                load["tok"] = self.token
            crypticle = self.auth.session_crypticle if version > 2 else self.auth.crypticle
            envelope.update(load=crypticle.dumps(load), id=id or opts["id"])
        self.socket.send(salt.payload.dumps(envelope, use_bin_type=True))
        if not self.socket.poll(TIMEOUT * 1000):
            self.socket.close()
            self.socket = connected()
            return {"error": f"no answer within {TIMEOUT} s"}
        reply = salt.payload.loads(self.socket.recv())
        if enc == "aes" and isinstance(reply, bytes):
            try:
                reply = crypticle.loads(reply, nonce=nonce if version > 1 else None)
            except (salt.exceptions.AuthenticationError, salt.exceptions.SaltDeserializationError) as exc:
                return {"error": f"not readable: {exc}"}
        return {"reply": reply}


def say(message):
    body = salt.payload.dumps(message, use_bin_type=True)
    replies.write(struct.pack(">I", len(body)) + body)
    replies.flush()


minion = Hostile()
say(
    {
        "aes": list(salt.master.AESFuncs.expose_methods),
        "clear": list(salt.master.ClearFuncs.expose_methods) + ["_auth"],
    }
)
while header := sys.stdin.buffer.read(4):
    try:
        said = minion.ask(**salt.payload.loads(sys.stdin.buffer.read(*struct.unpack(">I", header))))
    except Exception as exc:  # what Salt's own client refuses to say
        said = {"error": f"{type(exc).__name__}: {exc}"}
    say(said)
