"""
FakeGate: the agent's side of the gate (proto/PROTOCOL.md) in memory, in a thread of the test.

It stands where minion-agent would: at <sock_dir>/job_retry_gate.ipc, and behind a program that the executor may start
in its place. It follows the protocol exactly, so that what passes here passes with minion-agent.
"""

import pathlib
import socket
import struct
import sys
import threading
import time

import msgpack


def _now():
    return int(time.time() * 1e6)


def _alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class FakeGate:
    kind = "fake"

    def __init__(self, minion):
        self.path = minion.directory / "run" / "job_retry_gate.ipc"
        self._program = minion.directory / "fake-agent"
        self._behind = minion.directory / "run" / "behind.ipc"
        self._entries, self._lock = {}, threading.Lock()
        self._listeners, self._streams = {}, set()
        self.requests = []
        self.answer_error = None  # set to a text: every request is answered with it
        self.silent = False  # takes requests and does not answer
        self._program.write_text(
            f"#!{sys.executable}\n" + _PROXY.format(path=str(self._behind), log=str(self._program) + ".calls")
        )
        self._program.chmod(0o755)

    @property
    def program(self):
        """What to configure as job_retry_agent."""
        return str(self._program)

    @property
    def calls_of_program(self):
        calls = pathlib.Path(str(self._program) + ".calls")
        return calls.read_text().splitlines() if calls.exists() else []

    def start(self):
        self._listen(self.path)
        self._listen(self._behind)

    def kill(self):
        """The daemon is gone, the program that opens the ledger is still there."""
        self._close(self.path)

    def stop(self):
        self.kill()
        self._close(self._behind)

    close = stop

    def entries(self, jid):
        """The ledger's entries of a job, as `minion-agent ledger list --json` names them."""
        with self._lock:
            return [
                {key: entry[key] for key in ("jid", "index", "fun", "state", "via", "retcode")}
                for (of, _), entry in sorted(self._entries.items())
                if of == jid
            ]

    def forget_return(self, jid):
        with self._lock:
            for (of, _), entry in self._entries.items():
                if of == jid:
                    entry["return"] = None

    # The conversation

    def _listen(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        listener.listen(64)
        self._listeners[path] = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _close(self, path):
        listener = self._listeners.pop(path, None)
        if listener:
            path.unlink(missing_ok=True)
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for stream in list(self._streams):
            try:
                stream.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self, listener):
        while True:
            try:
                stream, _ = listener.accept()
            except OSError:
                return
            self._streams.add(stream)
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, stream):
        with stream, stream.makefile("rb") as source:
            while True:
                head = source.read(4)
                if len(head) < 4:
                    break
                request = msgpack.unpackb(source.read(struct.unpack(">I", head)[0]), raw=False)
                with self._lock:
                    self.requests.append(request)
                    reply = {"v": 1, **self._reply(request)}
                if self.silent:
                    continue
                body = msgpack.packb(reply, use_bin_type=True)
                try:
                    stream.sendall(struct.pack(">I", len(body)) + body)
                except OSError:
                    break
        self._streams.discard(stream)

    def _reply(self, request):
        if self.answer_error:
            return {"type": "error", "code": "database", "text": self.answer_error}
        key = (request["jid"], request["index"])
        named = {"jid": request["jid"], "index": request["index"]}
        entry = self._entries.get(key)
        if request["type"] == "claim":
            return {"type": "decision", **named, **self._decide(request, key, entry)}
        if entry is None or entry["state"] != "claimed":
            if request["type"] == "finish" and entry:
                return {"type": "done", **named}
            return {"type": "error", "code": "not_found", "text": "this job was not claimed"}
        if request["type"] == "release":
            del self._entries[key]
        else:
            entry.update(state="finished", finished_at=_now())
            entry.update({name: request.get(name) for name in ("retcode", "outcome", "return")})
        return {"type": "done", **named}

    def _decide(self, request, key, entry):
        if entry is None:
            self._entries[key] = {
                **{name: request[name] for name in ("jid", "index", "fun", "digest", "via", "pid", "attempt")},
                "state": "claimed",
                "claimed_at": _now(),
                "retcode": None,
            }
            return {"answer": "granted"}
        if entry["digest"] != request["digest"]:
            return {"answer": "conflict", "fun": entry["fun"]}
        if entry["state"] == "finished":
            names = ("retcode", "outcome", "return", "claimed_at", "finished_at")
            return {"answer": "finished", **{n: entry[n] for n in names if entry[n] is not None}}
        if entry["pid"] == request["pid"]:
            if entry["attempt"] == request["attempt"]:
                return {"answer": "granted"}
            return {"answer": "interrupted", "claimed_at": entry["claimed_at"]}
        if _alive(entry["pid"]):
            return {"answer": "running", "claimed_at": entry["claimed_at"]}
        return {"answer": "interrupted", "claimed_at": entry["claimed_at"]}


# What the executor starts when nobody listens: standard input and output, joined to the same entries.
_PROXY = """
import os, socket, sys, threading
with open({log!r}, "a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
stream = socket.socket(socket.AF_UNIX)
try:
    stream.connect({path!r})
except OSError as exc:
    sys.exit(f"the ledger cannot be opened: {{exc}}")
def back():
    while chunk := stream.recv(65536):
        os.write(1, chunk)
    os._exit(0)
threading.Thread(target=back, daemon=True).start()
while chunk := os.read(0, 65536):
    stream.sendall(chunk)
stream.shutdown(socket.SHUT_WR)
threading.Event().wait(5)
"""
