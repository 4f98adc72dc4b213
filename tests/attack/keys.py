"""RSA keys as Salt's, and what is signed with them (proto/PROTOCOL.md)."""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(key):
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(encoding, form, serialization.NoEncryption()).decode()


def load_private(pem):
    return serialization.load_pem_private_key(pem, None)


def public_pem(key):
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(encoding, form).decode()


def fingerprint(key):
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(key.public_key().public_bytes(encoding, form)).digest()


def _sign(key, label, *fields):
    text = b"".join(struct.pack(">I", len(field)) + field for field in (label, *fields))
    return key.sign(text, padding.PKCS1v15(), hashes.SHA256())


def sign_proof(key, minion, agent_nonce, shim_nonce, agent_key, shim_key):
    fields = (minion.encode(), agent_nonce, shim_nonce, agent_key, shim_key)
    return _sign(key, b"salt-job-retry/1 agent proof", *fields)


def _number(value):
    return struct.pack(">Q", value)


class Audience:
    """To whom a job was published: the tree of RFC 6962, by its recursive definition."""

    def __init__(self, minions, secret=bytes(32)):
        self.minions = minions
        self._salts = [hmac.digest(secret, minion.encode(), "sha256")[:16] for minion in minions]
        self._leaves = [
            self._hash(b"\0" + salt + minion.encode())
            for salt, minion in zip(self._salts, minions, strict=True)
        ]
        self.root = self._root(self._leaves)

    @staticmethod
    def _hash(data):
        return hashlib.sha256(data).digest()

    def _split(self, leaves):
        k = 1
        while 2 * k < len(leaves):
            k *= 2
        return leaves[:k], leaves[k:]

    def _root(self, leaves):
        if len(leaves) == 1:
            return leaves[0]
        left, right = self._split(leaves)
        return self._hash(b"\1" + self._root(left) + self._root(right))

    def _path(self, index, leaves):
        if len(leaves) == 1:
            return []
        left, right = self._split(leaves)
        if index < len(left):
            return [*self._path(index, left), self._root(right)]
        return [*self._path(index - len(left), right), self._root(left)]

    def place(self, minion):
        index = self.minions.index(minion)
        return {
            "salt": self._salts[index],
            "index": index,
            "size": len(self.minions),
            "path": self._path(index, self._leaves),
        }


def sign_job(key, jid, load, audience, published):
    fields = (jid.encode(), hashlib.sha256(load).digest(), audience.root, _number(published))
    return _sign(key, b"salt-job-retry/2 job", *fields)


def sign_permission(key, jid, minion, number):
    return _sign(key, b"salt-job-retry/2 permission", jid.encode(), minion.encode(), _number(number))


def sign_clock(key, minion, nonce, time):
    return _sign(key, b"salt-job-retry/2 clock", minion.encode(), nonce, _number(time))


def key_statement(key, shim_key, serial):
    return {
        "v": 1,
        "type": "key_statement",
        "shim_key": shim_key,
        "serial": serial,
        "master_key": fingerprint(key),
        "signature": _sign(
            key, b"salt-job-retry/1 key statement", shim_key, struct.pack(">Q", serial), fingerprint(key)
        ),
        "public_key": public_pem(key),
    }
