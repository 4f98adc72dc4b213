"""RSA keys as Salt's, and what is signed with them (proto/PROTOCOL.md)."""

import hashlib
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
