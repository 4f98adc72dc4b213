#!/usr/bin/env python3
"""Writes the seeds of tests/fuzz/corpus anew: small inputs that reach every branch of each decoder by name.

usage: tests/fuzz/make_seeds.py

The bytes are packed here and not by our encoders, so that both sides of a mistake cannot agree. Files named
valid-* must be taken by their decoder; the replay tests see to it. Files named found-* are what a fuzzer has
found, and are not written by this. The keys of rsa_*_key were made by openssl for this and serve no other
use; they are written only when they are not there.
"""

import pathlib
import struct
import subprocess

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"
JID = "20260102030405678901"
TIME = 1795500099123456
NONCE = bytes(range(32))
PEM = "-----BEGIN PUBLIC KEY-----"


class Ext:
    def __init__(self, kind, data):
        self.kind, self.data = kind, data


def sized(data, small, first, widths):
    """Head of a text, list or map: `small` is (first byte, largest size that fits into it)."""
    size = len(data)
    if small and size <= small[1]:
        return bytes([small[0] | size])
    for i, width in enumerate(widths):
        if size < 1 << (8 * width):
            return bytes([first + i]) + size.to_bytes(width, "big")
    raise ValueError(size)


def pack(value):
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        if 0 <= value < 0x80:
            return bytes([value])
        if -0x20 <= value < 0:
            return struct.pack(">b", value)
        if value < 0:
            return b"\xd3" + struct.pack(">q", value)
        return b"\xcf" + struct.pack(">Q", value)
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogateescape")
        return sized(data, (0xA0, 31), 0xD9, (1, 2, 4)) + data
    if isinstance(value, bytes):
        return sized(value, None, 0xC4, (1, 2, 4)) + value
    if isinstance(value, Ext):
        return sized(value.data, None, 0xC7, (1, 2, 4)) + bytes([value.kind]) + value.data
    if isinstance(value, list):
        return sized(value, (0x90, 15), 0xDC, (2, 4)) + b"".join(map(pack, value))
    if isinstance(value, dict):
        return sized(value, (0x80, 15), 0xDE, (2, 4)) + b"".join(pack(k) + pack(v) for k, v in value.items())
    raise TypeError(type(value))


def message(kind, **fields):
    return pack({"v": 1, "type": kind, **fields})


def shim_message(kind, **fields):
    return pack({"v": 2, "type": kind, **fields})


def frame(payload):
    return struct.pack(">I", len(payload)) + payload


def messages():
    yield "valid-hello", shim_message("hello", minion="web-1.example.com", nonce=NONCE)
    yield "valid-hello-offer", shim_message("hello", minion="web-1", nonce=NONCE, public_key=PEM)
    yield "valid-proof", shim_message("proof", minion="web-1", signature=b"s" * 256)
    yield "valid-list", shim_message("list")
    yield "valid-list-after", shim_message("list", after=JID)
    yield "valid-take", shim_message("take", jid=JID)
    yield "valid-report-running", shim_message("report", jid=JID, state="running")
    yield "valid-report-finished", shim_message("report", jid=JID, state="finished", retcode=-1)
    yield "valid-report-interrupted", shim_message("report", jid=JID, state="interrupted", reason="power was lost")
    yield "valid-report-unknown", shim_message("report", jid=JID, state="unknown")
    yield "valid-report-refused", shim_message("report", jid=JID, state="refused", reason="too old to verify")
    yield "valid-confirm", shim_message("confirm", jids=[JID, JID + "_4711", "deploy-7"])
    yield "valid-challenge", shim_message("challenge", nonce=NONCE)
    yield "valid-welcome", shim_message("welcome", minion="web-1", time=TIME)
    yield "valid-pending_list", shim_message("pending_list", jobs=[{"jid": JID, "fun": "cmd.run", "published": TIME}], more=True)
    permitted = {"jid": JID, "fun": "cmd.run", "published": TIME, "retry": TIME + 1, "permission": b"s" * 256}
    yield "valid-pending_list-retry", shim_message("pending_list", jobs=[permitted], more=False)
    yield "valid-pending_list-empty", shim_message("pending_list", jobs=[], more=False)
    returned = {"jid": JID, "fun": "cmd.run", "published": TIME, "returned": True}
    yield "valid-pending_list-returned", shim_message("pending_list", jobs=[returned], more=False)
    yield "retry-without-permission", shim_message("pending_list", jobs=[{**returned, "retry": 1}], more=False)
    yield "permission-without-retry", shim_message("pending_list", jobs=[{**returned, "permission": b"s"}], more=False)
    job = {
        "jid": JID, "load": pack(LOAD), "published": TIME, "salt": NONCE[:16],
        "index": 2, "size": 3, "path": [NONCE], "signature": b"s" * 256,
    }
    yield "valid-job", shim_message("job", **job)
    yield "valid-job-alone", shim_message("job", **{**job, "index": 0, "size": 1, "path": []})
    yield "index-not-below-size", shim_message("job", **{**job, "index": 3})
    yield "path-of-33", shim_message("job", **{**job, "path": [NONCE] * 33})
    yield "hash-of-31", shim_message("job", **{**job, "path": [NONCE[1:]]})
    yield "valid-clock", shim_message("clock", nonce=NONCE)
    yield "valid-clock_statement", shim_message("clock_statement", time=TIME, signature=b"s" * 256)
    yield "valid-wait", shim_message("wait", jid=JID, retry_after=1500)
    yield "valid-gone", shim_message("gone", jid=JID, state="cancelled")
    yield "valid-ack", shim_message("ack", jid=JID, state="finished")
    yield "valid-held", shim_message("held", jids=[JID])
    yield "valid-notify", shim_message("notify")
    for code in "malformed version unknown_type not_authenticated denied busy internal".split():
        yield "valid-error-" + code, shim_message("error", code=code, text="what to do")
    yield "valid-unknown-key", shim_message("notify", later=[1, {"a": None}])
    yield "valid-error-of-version-1", message("error", code="version", text="this side speaks version 1")
    yield "version-1", message("hello", minion="web-1", nonce=NONCE)
    yield "version-3", pack({"v": 3, "type": "hello"})
    yield "unknown-type", shim_message("goodbye")
    yield "key-twice", b"\x83" + b"".join(map(pack, ["v", 2, "type", "notify", "type", "list"]))
    yield "trailing", shim_message("notify") + b"\x00"
    yield "nested", b"\x81\xa1v" + b"\x91" * 64 + b"\x01"
    yield "length-of-4-GiB", b"\x82\xa1v\x02\xa4type\xdb\xff\xff\xff\xff"
    yield "list-of-4-Gi", b"\xdd\xff\xff\xff\xff"
    yield "control-character", shim_message("gone", jid=JID, state="a\x1b[2Jb")


def key_statements():
    fields = {
        "shim_key": NONCE,
        "serial": 1767323045678901,
        "master_key": NONCE[::-1],
        "signature": b"s" * 256,
    }
    yield "valid-request", message("key_request")
    yield "valid-statement", message("key_statement", **fields)
    yield "valid-statement-standalone", message("key_statement", **fields, public_key=PEM)
    yield "version-2", pack({"v": 2, "type": "key_statement"})


def gate_requests():
    claim = {
        "jid": JID,
        "index": 0,
        "count": 1,
        "fun": "cmd.run",
        "digest": NONCE,
        "master": "salt",
        "pid": 4711,
    }
    yield "valid-claim-live", message("claim", **claim, via="live")
    yield "valid-claim-of-an-attempt", message("claim", **claim, via="live", attempt=bytes(range(16)))
    yield "valid-claim-pending", message("claim", **{**claim, "index": 1, "count": 2}, via="pending")
    finish = {"jid": JID, "index": 0, "retcode": 0, "outcome": "return"}
    yield "valid-finish", message("finish", **finish, **{"return": b"\xa2ok"})
    yield (
        "valid-finish-raised",
        message("finish", **{**finish, "retcode": -1, "outcome": "CommandExecutionError"}),
    )
    yield "valid-claim-of-a-minion", message("claim", **claim, via="live", minion="web-1")
    yield "valid-release", message("release", jid=JID, index=0)
    late = {"jid": JID, "offer": "0123456789abcdef" * 2}
    yield "valid-late-begins", message("late", **late, step="begins")
    yield "valid-late-active", message("late", **late, step="active", salt="3008.4", blackout=True)
    yield "valid-late-failed", message("late", **late, step="failed", text="no such function")
    yield "offer-too-short", message("late", jid=JID, offer="0" * 31, step="begins")
    yield "index-not-below-count", message("claim", **{**claim, "index": 1}, via="live")


def gate_replies():
    for answer in "granted running interrupted too_old".split():
        yield (
            "valid-" + answer,
            message("decision", jid=JID, index=0, answer=answer, claimed_at=1767323045678901),
        )
    finished = {"jid": JID, "index": 3, "answer": "finished", "claimed_at": 1, "finished_at": 2, "retcode": 1}
    yield "valid-finished", message("decision", **finished, outcome="return", **{"return": b"\xc0"})
    yield "valid-finished-too-large", message("decision", **finished, outcome="return")
    yield "valid-conflict", message("decision", jid=JID, index=0, answer="conflict", fun="cmd.run")
    yield "valid-done", message("done", jid=JID, index=0)
    for code in "invalid not_found denied unavailable io full corrupt version conflict".split():
        yield "valid-error-" + code, message("error", code=code, text="what to do")


def from_worker():
    yield "valid-ready", message("ready", salt="3006.28", pid=4711)
    for outcome in "returned return_lost not_targeted refused requeued failed invalid unavailable".split():
        yield "valid-" + outcome, message("outcome", jid=JID, outcome=outcome, text="")


def from_courier():
    yield "valid-ready", message("ready", client_key=NONCE)
    yield "valid-up", message("up", line=1)
    yield "valid-down", message("down", line=1)
    yield "valid-failed", message("failed", line=1, text="no such host", refused=False)
    yield "valid-refused", message("failed", line=1, text="speaks as older releases did", refused=True)
    yield "valid-carry", message("carry", line=1, bytes=message("notify"))
    yield "valid-alive", message("alive")
    yield "key-too-short", message("ready", client_key=NONCE[1:])
    yield "carries-nothing", message("carry", line=1, bytes=b"")
    yield "version-2", pack({"v": 2, "type": "alive"})
    yield "sign", message("sign", text=b"salt-job-retry/1 agent proof")


def to_courier():
    yield "valid-open", message("open", line=2, host="salt.example.org", port=4507, shim_key=NONCE)
    yield "valid-open-key-port", message("open", line=1, host="[2001:db8::1]", port=4508)
    yield "valid-close", message("close", line=1)
    yield "valid-carry", message("carry", line=2, bytes=message("list"))
    yield "two-endpoints", message("open", line=1, host="a;tcp://b", port=4507)
    yield "no-port", message("open", line=1, host="salt", port=0)


def worker_jobs():
    yield "valid-job", message("job", jid=JID, load=pack(LOAD))
    yield "too-large", message("job", jid=JID, load=b"x" * 1100)


def controls():
    yield "valid-status", b'{"command": "status"}'
    yield "valid-cancel", f'{{"command": "cancel", "jid": "{JID}", "minions": ["web-1"]}}'.encode()
    publish = '{"command": "publish", "fun": "cmd.run", "arg": ["a\\u00e9\\ud83d\\ude00"], "user": "root"}'
    yield "valid-publish", publish.encode()
    yield (
        "valid-everything",
        b'{"a": [1, -2, 1.5e-300, true, false, null, {"b": {}}], "a": 18446744073709551615}',
    )
    yield "no-object", b"[1]"
    yield "not-utf8", b'{"a": "\xff"}'
    yield "nested", b"[" * 500


def returned_values():
    yield "valid-text", pack("Sat Jan  3")
    yield (
        "valid-state",
        pack({"file_|-a_|-/a_|-managed": {"result": None, "changes": {}, "duration": 1.5, "n": -7}}),
    )
    yield "valid-not-utf8", pack(["\udcff", {"\udcfe": True}])
    yield "binary", pack([b"x"])
    yield "ext", pack(Ext(78, b"date"))
    yield "key-of-another-type", pack({1: 2})
    yield "nested", b"\x91" * 200 + b"\xc0"


def rows():
    """Of the deliveries' database: key and value."""

    def row(key, *fields):
        return bytes([len(key)]) + key + b"".join(map(pack, fields))

    key = b"t" + JID.encode()
    at = 1767323045678901
    history = [0, at, "silent", 2, at, ""]
    yield (
        "valid-delivery",
        row(b"web-1\0" + key, 2, at, 1, 0, "mark", at + 1, 0, 3, 7, b"k" * 32 + b"signature", [])[:-1]
        + b"\x92"
        + b"".join(map(pack, history)),
    )
    yield "valid-delivery-unsigned", (
        row(b"web-1\0" + key, 7, at, 1, None, "mark", 0, 1, None, 0, b"", [])[:-1] + b"\x91" + b"".join(map(pack, [7, at, ""]))
    )
    yield "valid-part", row(key, at, b"\x80")
    yield "valid-audience", row(key, b"s" * 32, b"k" * 32, b"signature", ["web-1", "web-2"])
    facts = ["*", "glob", "root", 3600, 0, ["cmd.run"]]
    yield "valid-job", row(key, at, at, 1, 2, *facts)
    yield "no-history", row(b"web-1\0" + key, 0, at, 1, None, "mark", 0, 0, None, 0, b"", [])


def frame_buffers():
    two = frame(b"first") + frame(b"") + frame(b"third")
    yield "valid-frames", b"\x00" + two
    yield "valid-frames-cut", b"\x04" + two + frame(b"x" * 900)[:500]
    yield "valid-longest", b"\x03" + frame(b"x" * 1000)
    yield "one-too-long", b"\x03" + frame(b"x" * 1001)
    yield "too-long", b"\x01" + two + b"\x7f\xff\xff\xff" + b"x" * 20


def jids():
    yield "valid-times", f"{JID}\n20260102030405678902".encode()
    yield "valid-suffix", f"{JID}_4711\n{JID}".encode()
    yield "valid-own", b"deploy-7\n20261402030405678901"
    yield "key", b"t" + JID.encode()


LOAD = {
    "cmd": "publish",
    "jid": JID,
    "fun": "cmd.run",
    "arg": ["date", {"__kwarg__": True, "cwd": "/"}],
    "tgt": "*",
    "tgt_type": "glob",
    "ret": "",
    "user": "root",
    "token": "t0ken",
    "kwargs": {
        "metadata": {"job_retry": {"expire": 3600}},
        "token": "t0ken",
        "eauth": "pam",
        "password": "x",
    },
}


def loads():
    yield "valid-load", pack(LOAD)
    several = {
        "fun": ["test.version", "cmd.run"],
        "arg": [[], ["date"]],
        "tgt": ["a", "b"],
        "tgt_type": "list",
    }
    yield "valid-several", pack({**LOAD, **several, "jid": 4711})
    yield "valid-excluded", pack({**LOAD, "kwargs": {"metadata": {"job_retry": False}}})
    yield (
        "valid-odd-parts",
        pack({**LOAD, 7: Ext(78, b"date"), "x": 1.5, "user": "\udcff", "metadata": [None]}),
    )
    yield "runner", pack({"fun": "runner.jobs.active", "jid": JID, "fun_args": []})


def late_loads():
    yield "valid-load", pack(LOAD)
    yield "valid-several", pack({**LOAD, "fun": ["test.version", "cmd.run"], "arg": [[], ["date"]]})
    kwargs = {"module_executors": ["sudo"], "delimiter": "|", "start_event": True, "ret_config": "other"}
    yield "valid-kwargs", pack({**LOAD, "kwargs": kwargs, "to": 5})
    yield "fewer-arguments", pack({**LOAD, "fun": ["test.version", "cmd.run"], "arg": [[]]})
    yield "without-target", pack({key: value for key, value in LOAD.items() if key != "tgt"})


NEW = {
    "jid": JID,
    "tgt_type": "glob",
    "tgt": "*",
    "user": "root",
    "fun": "cmd.run",
    "arg": ["date"],
    "minions": ["web-1", "web-2"],
    "missing": [],
    "_stamp": "2026-01-02T03:04:05.678901",
}


def event(tag, data):
    return tag.encode() + b"\n\n" + pack(data)


def events():
    new = f"salt/job/{JID}/new"
    yield "valid-new", event(new, NEW)
    yield "valid-return", event(f"salt/job/{JID}/ret/web-1", {"return": True})
    yield "valid-key", event("salt/key", {"act": "delete", "id": "web-1", "result": True})
    yield "valid-auth", event("salt/auth", {"act": "accept", "id": "web-1", "pub": "PEM"})
    yield "valid-start", event("salt/minion/web-1/start", {"id": "web-1"})
    yield "valid-refresh", event("minion/refresh/web-1", {"Minion data cache refresh": "web-1"})
    yield "valid-own", event(f"salt/job_retry/{JID}/web-1/pending", {})
    yield "other", event("salt/stats", {"a": [1, 2.5, Ext(78, b"date")]})
    yield "no-data", new.encode()


def bus_frame(tag, data):
    return pack({"head": {}, "body": event(tag, data)})


def event_streams():
    events = [bus_frame("salt/new", {"a": 1}), bus_frame("x/unwanted", {"b": "c" * 40}), bus_frame("t", {})]
    yield "valid-bare", b"\x00" + b"".join(events)
    yield "valid-with-lengths", b"\x00" + b"".join(map(frame, events))
    yield "valid-both", b"\x03" + events[0] + frame(events[1]) + events[2]
    yield "valid-too-large", b"\x08" + bus_frame("salt/large", {"d": "e" * 300}) + events[0]
    yield "valid-other-keys", b"\x00" + pack({"head": {"x": [1, {}]}, 7: Ext(78, b"d"), "body": b"t\n\n\x80"})
    yield "no-tag", b"\x00" + pack({"head": {}, "body": b"t" * 60}) + events[0]
    yield "wrong-length", b"\x00" + frame(events[0] + b"\xc0") + events[1]
    yield "no-frame", b"\x00\x91\x01"
    yield "length-of-4-GiB", b"\x00\x81\xa4body\xc6\xff\xff\xff\xff"


def msgpack_views():
    yield "valid-minions", pack(["web-1", b"web-2", 7, "a/b", ""])
    yield (
        "valid-everything",
        pack([None, True, -1, -(1 << 40), 1 << 63, 1.5, Ext(78, b"x"), {"a": {7: []}}, "\udcff"]),
    )
    yield "valid-short-forms", bytes.fromhex("98ccffcdffffceffffffffd0ffd1ffffd2ffffffffca00000000d40100")
    yield "nested", b"\x91" * 200
    yield "never-used", b"\xc1"
    yield "list-of-4-Gi", b"\xdd\xff\xff\xff\xff\xc0"


def ledger_records():
    def record(flags, outcome, pid=4711):
        names = b"".join(n.to_bytes(3, "big") for n in (1, 2, outcome, 4))
        return (
            bytes([flags])
            + NONCE
            + struct.pack(">qqqH", 1767323045678901, outcome, 0, 1)
            + names
            + pid.to_bytes(4, "big")
            + (123456).to_bytes(6, "big")
        )

    key = b"t" + JID.encode()
    yield "valid-claimed", bytes([len(key)]) + key + record(0, 0)
    yield "valid-finished", bytes([len(key) + 3]) + key + b"\x00\x00\x07" + record(3, 3)
    yield "contradicts-itself", bytes([len(key)]) + key + record(1, 0)


MASTER = """\
# As Salt's own, with the keys of job retry.
interface: 127.0.0.1
keep_jobs_seconds: 3600
user: salt
root_dir: /srv/salt
pki_dir: pki/master
job_retry: True
job_retry_silence: 30s
job_retry_expire: 90d
job_retry_exclude: [test.ping, 'saltutil.*']
job_retry_max_draining: 10
job_retry_port: 4507
job_retry_history: 1w
"""

MINION = """\
master:
  - salt-1.example.com:4506
  - "[2001:db8::1]:4506"
  - 192.0.2.1
id: web-1
master_type: failover
module_executors: [job_retry]
executor_dirs:
  - /usr/share/job-retry
job_retry: yes
job_retry_keep: 90d
job_retry_ledger_size: 64MiB
job_retry_max_return: 1MiB
"""

YAML = """\
%YAML 1.1
---
truth: [yes, No, on, OFF, True, false, ~, null, '', "a\\tb\\x41"]
numbers: [0, 010, 0x1F, 0b101, 1_000, -5, 1:30, 1.5, 1e5, .inf, -.INF, .nan, 1:30.5, 99999999999999999999]
texts: {time: 2026-01-02 03:04:05, ? long key : "x", 'single': '', plain: a b c}
folded: >-
  one
  two
literal: |
  one
   two
base: &base {a: 1, b: 2}
merged:
  <<: *base
  b: 3
tagged: [!!str 1, !!int "7", !!float 1, ! plain]
"""


def yaml_documents():
    yield "valid-document", YAML.encode()
    yield "valid-empty", b"# nothing\n"
    yield "valid-crlf", YAML.replace("\n", "\r\n").encode()
    yield "valid-minion", MINION.encode()
    yield "key-twice", b"a: 1\na: 2\n"
    yield "two-documents", b"a: 1\n--- \nb: 2\n"
    yield "valid-aliases", b"a: &a [x, y]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    yield "alias-of-itself", b"a: &a [*a]\n"
    yield "nested", b"[" * 300
    yield "other-tag", b"a: !!python/object:os.system x\n"


def configurations(valid, other):
    yield "valid-configuration", valid.encode()
    yield "valid-nothing-set", b"job_retry: False\n"
    yield "of-the-other-role", other.encode()
    yield "wrong-types", b"job_retry: maybe\njob_retry_port: 0\njob_retry_misspelt: 1\nmaster: {}\nuser: 1\n"


def keys():
    """Name of the directory, name of the seed, command that prints it."""
    new = "openssl genrsa -traditional 2048 2>/dev/null"
    pkcs8 = "openssl pkcs8 -topk8 -passout pass:secret -iter 2048"
    yield "rsa_private_key", "valid-pkcs1", new
    yield "rsa_private_key", "valid-pkcs8", "openssl genrsa 2048 2>/dev/null"
    yield "rsa_private_key", "valid-pkcs8-passphrase", f"{new} | {pkcs8}"
    pkcs1 = "openssl rsa -traditional -aes128 -passout pass:secret"
    yield "rsa_private_key", "valid-pkcs1-passphrase", f"{new} | {pkcs1}"
    yield "rsa_private_key", "too-short", "openssl genrsa -traditional 512 2>/dev/null"
    yield "rsa_private_key", "not-rsa", "openssl genpkey -algorithm ed25519"
    public = "openssl genrsa 2048 2>/dev/null | openssl rsa"
    yield "rsa_public_key", "valid-spki", f"{public} -pubout 2>/dev/null"
    yield "rsa_public_key", "valid-pkcs1", f"{public} -RSAPublicKey_out 2>/dev/null"
    yield "rsa_public_key", "valid-crlf", f"{public} -pubout 2>/dev/null | sed 's/$/\\r/'"
    yield "rsa_public_key", "too-short", "openssl genrsa 512 2>/dev/null | openssl rsa -pubout 2>/dev/null"
    yield "rsa_public_key", "not-rsa", "openssl genpkey -algorithm ed25519 | openssl pkey -pubout"
    yield "rsa_public_key", "private", f"{new} | {pkcs8}"
    header = f"Proc-Type: 4,ENCRYPTED\\nDEK-Info: AES-128-CBC,{'0' * 32}\\n"
    yield "rsa_public_key", "encrypted", f"{public} -pubout 2>/dev/null | sed '1a {header}'"


SEEDS = {
    "control": controls(),
    "delivery": rows(),
    "event": events(),
    "event_frames": event_streams(),
    "frame_buffer": frame_buffers(),
    "from_courier": from_courier(),
    "from_worker": from_worker(),
    "gate_reply": gate_replies(),
    "gate_request": gate_requests(),
    "jid": jids(),
    "key_statement": key_statements(),
    "late_load": late_loads(),
    "ledger_record": ledger_records(),
    "load": loads(),
    "master_config": configurations(MASTER, MINION),
    "message": messages(),
    "minion_config": configurations(MINION, MASTER),
    "msgpack_view": msgpack_views(),
    "returned_value": returned_values(),
    "salt_yaml": yaml_documents(),
    "to_courier": to_courier(),
    "worker_job": worker_jobs(),
}


def main():
    for target, seeds in SEEDS.items():
        directory = CORPUS / target
        directory.mkdir(parents=True, exist_ok=True)
        for old in directory.iterdir():
            if not old.name.startswith("found-"):
                old.unlink()
        for name, data in seeds:
            (directory / name).write_bytes(data)
    for target, name, command in keys():
        path = CORPUS / target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(subprocess.run(command, shell=True, check=True, capture_output=True).stdout)


if __name__ == "__main__":
    main()
