"""
Shim and Agent: the product's two daemons beside a Master and a Minion of support.daemons, configured as an
administrator would: one file in master.d, one in minion.d.
"""

import json
import os
import pathlib
import subprocess

from .daemons import PYTHON_FILES
from .ports import free_ports
from .processes import Process, wait_until
from .witness import RETURNERS

FINAL = ("returned", "interrupted", "expired", "cancelled", "refused")


def binary(name):
    return pathlib.Path(os.environ["JOB_RETRY_BIN"]) / name


class _Beside:
    """A daemon of ours beside one of Salt's."""

    name = ""

    def __init__(self, salt, directory, config):
        self.salt, self.directory, self.config = salt, pathlib.Path(directory), config
        self.conf_dir = salt.conf_dir
        self.log = salt.directory / f"{self.name}.log"
        self.process = None
        self.env = {}
        self.prefix = []
        self.write_config()

    def write_config(self, **changes):
        """JSON is YAML. Takes effect with the next start."""
        self.config.update(changes)
        path = self.conf_dir / f"{self.salt.name}.d" / "job_retry.conf"
        path.write_text(json.dumps(self.config, indent=2))

    def launch(self):
        command = [*self.prefix, binary(self.name), "-c", self.conf_dir, "run"]
        self.process = Process(command, self.log, env=self.env)

    def start(self):
        """Returns when the daemon answers."""
        self.launch()
        wait_until(self._answers, 30, f"{self.name}", every=0.1)

    def _answers(self):
        assert self.process.alive(), f"{self.name} has ended:\n{self.tail()}"
        return self.run("status", "--json").returncode == 0

    def stop(self):
        if self.process:
            self.process.stop()
            self.process = None

    def kill(self):
        self.process.kill()
        self.process = None

    def tail(self):
        return self.log.read_text(errors="replace")[-6000:] if self.log.exists() else ""

    def run(self, *arguments, timeout=30):
        return subprocess.run(
            [str(binary(self.name)), "-c", str(self.conf_dir), *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def json(self, *arguments):
        said = self.run(*arguments, "--json")
        assert said.returncode == 0, f"{self.name} {arguments}: {said.returncode}\n{said.stderr}\n{self.tail()}"
        return json.loads(said.stdout)

    def status(self):
        return self.json("status")


class Shim(_Beside):
    name = "master-shim"

    def __init__(self, master, **config):
        self.port, self.key_port = free_ports(2)
        super().__init__(
            master,
            master.directory / "shim",
            {
                "job_retry": True,
                "job_retry_dir": str(master.directory / "shim"),
                "job_retry_port": self.port,
                "job_retry_key_port": self.key_port,
                "job_retry_silence": 1,
                "returner_dirs": [str(RETURNERS)],
                "job_retry_trust_job_cache": True,  # means nothing while the witness is there
                **config,
            },
        )

    def pending(self, minion=None):
        return self.json("pending", *([minion] if minion else []))

    def show(self, jid):
        return self.json("show", jid)

    def states(self, jid):
        """Minion id -> state of its delivery of this job; empty when nothing is owed (any more)."""
        said = self.run("show", jid, "--json")
        if said.returncode == 1:
            return {}
        assert said.returncode == 0, said.stderr
        shown = json.loads(said.stdout)
        return {one["minion"]: one["state"] for one in shown["deliveries"]}

    def wait_state(self, jid, minion, *states, timeout=60):
        def arrived():
            state = self.states(jid).get(minion)
            return state if state in states else None

        return wait_until(arrived, timeout, f"job {jid} of {minion} in {states}:\n{self.tail()}", every=0.1)

    def wait_pending(self, jids, minion, timeout=60):
        """Until all of these are on the minion's pending list; returns the list's JIDs in their order."""

        def listed():
            found = [one["jid"] for one in self.pending(minion)]
            return found if set(jids) <= set(found) else None

        return wait_until(listed, timeout, f"{jids} pending for {minion}:\n{self.tail()}", every=0.1)


class Agent(_Beside):
    name = "minion-agent"

    def __init__(self, minion, shim, **config):
        super().__init__(
            minion,
            minion.directory / "agent",
            {
                "job_retry": True,
                "job_retry_dir": str(minion.directory / "agent"),
                "job_retry_port": shim.port,
                "job_retry_key_port": shim.key_port,
                "job_retry_python": minion.installation.python,
                "job_retry_worker": str(PYTHON_FILES / "worker.py"),
                "job_retry_agent": str(binary("minion-agent")),
                "job_retry_worker_idle": 2,
                "executor_dirs": [str(PYTHON_FILES / "executors")],
                "module_executors": ["job_retry"],
                **config,
            },
        )

    def ledger(self):
        return self.json("ledger", "list")

    def entries(self, jid):
        return sorted((e for e in self.ledger() if e["jid"] == jid), key=lambda e: e.get("index", 0))
