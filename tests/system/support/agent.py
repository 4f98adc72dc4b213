"""RealGate: minion-agent of one minion, for the tests that also run on the fake."""

import json
import os
import pathlib
import subprocess

from .processes import Process, wait_until


class RealGate:
    kind = "real"

    def __init__(self, minion):
        self._minion = minion
        self._binary = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / "minion-agent"
        self._process = None
        self.path = minion.directory / "run" / "job_retry_gate.ipc"
        # The minion is configured to start a program of this name; let it be the real one now.
        program = minion.directory / "fake-agent"
        program.write_text(f'#!/bin/sh\nexec "{self._binary}" "$@"\n')
        program.chmod(0o755)

    def start(self):
        self._process = Process(
            [self._binary, "-c", self._minion.conf_dir, "run"], self._minion.directory / "agent.log"
        )
        wait_until(self.path.exists, 30, f"{self.path}\n{self._process.tail()}")

    def kill(self):
        self._process.kill()

    def stop(self):
        self._process.stop()

    close = stop

    def command(self, *arguments):
        said = subprocess.run(
            [self._binary, "-c", str(self._minion.conf_dir), *arguments],
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert said.returncode == 0, said.stderr
        return said.stdout

    def entries(self, jid):
        listed = json.loads(self.command("ledger", "list", "--json"))
        return sorted((e for e in listed if e["jid"] == jid), key=lambda e: e.get("index", 0))
