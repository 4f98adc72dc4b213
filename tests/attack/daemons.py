"""Shim and Agent: the two daemons without Salt, each below one directory."""

import json
import os
import pathlib
import subprocess

from keys import new_key, private_pem, public_pem
from support.ports import free_ports
from support.processes import Process, wait_until


def resident(pid):
    """MiB."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


class _Daemon:
    program, role = "", ""
    run_options = ()

    def __init__(self, directory, **config):
        self.directory = pathlib.Path(directory)
        self.conf_dir = self.directory / "conf"
        self.state = self.directory / "state"
        self.log = self.directory / "log"
        self.process = None
        self.conf_dir.mkdir(parents=True)
        (self.directory / "run").mkdir(mode=0o755)
        self.config = {
            "root_dir": str(self.directory),
            "sock_dir": str(self.directory / "run"),
            "job_retry": True,
            "job_retry_standalone": True,
            "job_retry_dir": str(self.state),
            **config,
        }
        self.write_config()

    def write_config(self, **changes):
        self.config.update(changes)
        (self.conf_dir / self.role).write_text(json.dumps(self.config))  # JSON is YAML

    def start(self):
        self.process = Process(self.command("run", *self.run_options), self.log)
        wait_until(self._answers, 30, self.program, every=0.05)

    def _answers(self):
        assert self.process.alive(), (
            f"{self.program} has ended ({self.process.popen.returncode}):\n{self.said()}"
        )
        return self.run("status").returncode == 0

    def stop(self):
        if self.process:
            self.process.stop()
            self.process = None

    def command(self, *arguments):
        binary = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / self.program
        return [str(binary), "-c", str(self.conf_dir), *map(str, arguments)]

    def run(self, *arguments, **options):
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=30, **options)

    def json(self, *arguments):
        said = self.run(*arguments, "--json")
        assert said.returncode == 0, f"{arguments}: {said.stderr}\n{self.said()}"
        return json.loads(said.stdout)

    def status(self):
        return self.json("status")

    def said(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def memory(self):
        """Resident, in MiB."""
        return resident(self.process.pid)


class Shim(_Daemon):
    program, role = "master-shim", "master"

    def __init__(self, directory, **config):
        self.port, self.key_port = free_ports(2)
        super().__init__(
            directory,
            interface="127.0.0.1",
            job_retry_port=self.port,
            job_retry_key_port=self.key_port,
            **config,
        )
        self.pki = self.state / "pki"
        self.master_key = new_key()  # the daemon would make one, in its own time
        self.pki.mkdir(parents=True)
        self.state.chmod(0o700)
        (self.pki / "master.pem").write_text(private_pem(self.master_key))
        (self.pki / "master.pem").chmod(0o600)

    def accept(self, minion, key):
        """As `master-shim key accept` would after the agent has offered it."""
        (self.pki / "minions").mkdir(parents=True, exist_ok=True)
        (self.pki / "minions" / minion).write_text(public_pem(key))

    def publish(self, minion, command):
        return self.json("publish", minion, "cmd.run", command)["jid"]

    def deliveries(self, jid):
        """Minion -> (state, reason)."""
        return {d["minion"]: (d["state"], d["reason"]) for d in self.json("show", jid)["deliveries"]}

    def wait_state(self, jid, minion, state):
        what = f"job {jid} of {minion} {state}"
        wait_until(lambda: self.deliveries(jid)[minion][0] == state, 30, what, every=0.05)

    def counted(self, port="agents"):
        return self.status()[port]

    def wait_counted(self, name, least, port="agents", timeout=30):
        self.wait_sum((name,), least, port, timeout)

    def wait_sum(self, names, least, port="agents", timeout=30):
        what = f"{port}: {' and '.join(names)} to reach {least}"
        wait_until(lambda: sum(self.counted(port)[name] for name in names) >= least, timeout, what, every=0.1)


class Agent(_Daemon):
    program, role = "minion-agent", "minion"

    def __init__(self, directory, minion, port, key_port, **config):
        self.minion, self.key = minion, None
        super().__init__(
            directory,
            id=minion,
            master="127.0.0.1",
            job_retry_port=port,
            job_retry_key_port=key_port,
            job_retry_ledger_size="1MiB",
            **config,
        )

    def make_key(self):
        self.key = new_key()
        pki = self.state / "pki"
        pki.mkdir(parents=True, mode=0o700)
        self.state.chmod(0o700)
        (pki / "minion.pem").write_text(private_pem(self.key))
        (pki / "minion.pem").chmod(0o600)

    def join(self, shim):
        """Starts it with an accepted key, and waits until the shim knows it."""
        self.make_key()
        shim.accept(self.minion, self.key)
        self.start()
        self.wait_link("authenticated")

    def memory(self):
        """Of both its processes."""
        courier = self.status()["courier"]["pid"]
        mine = courier and courier != os.getpid()  # a test may play the courier
        return super().memory() + (resident(courier) if mine else 0)

    def pin(self, master_key):
        (self.state / "pki" / "minion_master.pub").write_text(public_pem(master_key))

    def link(self):
        return self.status()["masters"][0]

    def wait_link(self, state):
        def arrived():
            link = self.link()
            return link if link["link"] == state else None

        return wait_until(arrived, 30, f"link {state}:\n{self.said()}", every=0.05)

    def wait_trouble(self, words):
        def arrived():
            return words in self.link()["trouble"]

        wait_until(arrived, 30, f"{words!r} among the agent's troubles:\n{self.said()}", every=0.05)

    def ran(self):
        """JIDs that have run here."""
        return [entry["jid"] for entry in self.json("ledger", "list")]
