"""WorkerProcess: the worker as minion-agent drives it (proto/PROTOCOL.md, section Worker)."""

import os
import select
import struct
import subprocess
import time

import msgpack

from .processes import Process
from .daemons import PYTHON_FILES


class WorkerProcess:
    def __init__(self, minion, master=None):
        self.minion = minion
        command = [minion.installation.python, PYTHON_FILES / "worker.py", "-c", minion.conf_dir]
        if master:
            command += ["--master", master]
        began = time.monotonic()
        self.process = Process(
            command, minion.directory / "worker.log", stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.ready = self.read(timeout=60)
        self.seconds_to_start = time.monotonic() - began
        assert self.ready["type"] == "ready", self.ready

    def send(self, jid, load):
        body = msgpack.packb({"v": 1, "type": "job", "jid": jid, "load": load}, use_bin_type=True)
        self.process.popen.stdin.write(struct.pack(">I", len(body)) + body)
        self.process.popen.stdin.flush()

    def run(self, jid, load, timeout=60.0):
        """(outcome, text) of the job."""
        self.send(jid, load)
        return self.outcome(jid, timeout)

    def outcome(self, jid, timeout=60.0):
        message = self.read(timeout)
        assert (message["v"], message["type"], message["jid"]) == (1, "outcome", jid), message
        return message["outcome"], message["text"]

    def read(self, timeout):
        (size,) = struct.unpack(">I", self._exactly(4, timeout))
        return msgpack.unpackb(self._exactly(size, timeout), raw=False)

    def _exactly(self, size, timeout):
        deadline, data = time.monotonic() + timeout, b""
        source = self.process.popen.stdout.fileno()
        while len(data) < size:
            ready, _, _ = select.select([source], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(source, size - len(data)) if ready else b""
            assert chunk, f"the worker said nothing within {timeout} s:\n{self.process.tail()}"
            data += chunk
        return data

    def end(self, timeout=30):
        """End of input; the exit code."""
        self.process.popen.stdin.close()
        return self.process.popen.wait(timeout)

    def close(self):
        self.process.stop()
