"""
Real Salt for tests: Installation (a Python environment that holds Salt), Master and Minion (its daemons).

Each daemon has its configuration, keys, caches and sockets below one directory of its own, and ports that were free.
Nothing outside of it is read or written.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import time

from .event_bus import EventBus
from .ports import free_ports
from .processes import Process, wait_until

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent
PYTHON_FILES = TESTS.parent.parent / "minion_agent" / "salt"


class Installation:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        said = subprocess.run([self.program("salt-master"), "--version"], capture_output=True, text=True)
        self.version = said.stdout.split()[1]

    def program(self, name):
        return str(self.directory / "bin" / name)

    @property
    def python(self):
        return self.program("python3")

    @property
    def line(self):
        return int(self.version.split(".")[0])


class _Daemon:
    """What a master and a minion have in common: a configuration directory, a process, a log."""

    name = ""

    def __init__(self, installation, directory, config):
        self.installation = installation
        self.directory = pathlib.Path(directory)
        self.conf_dir = self.directory / "conf"
        self.log = self.directory / f"{self.name}.log"
        self.config = config
        self.env = {}
        self.prefix = []  # a command that starts it elsewhere, in the same process: nsenter, say
        self.process = None
        (self.conf_dir / f"{self.name}.d").mkdir(parents=True)
        self.write_config()

    def write_config(self, **changes):
        """JSON is YAML. Takes effect with the next start."""
        self.config.update(changes)
        (self.conf_dir / self.name).write_text(json.dumps(self.config, indent=2))

    def launch(self):
        """start(), without waiting until it answers."""
        command = [*self.prefix, self.installation.program(f"salt-{self.name}"), "-c", self.conf_dir]
        self.process = Process(command, self.log, env=self.env)

    def stop(self):
        if self.process:
            self.process.stop(
                timeout=1.0
            )  # Salt takes long to say good-bye; then its whole session is killed
            self.process = None

    def kill(self):
        self.process.kill()
        self.process = None

    def tail(self):
        if not self.log.exists():
            return ""
        return "".join(self.log.read_text(errors="replace").splitlines(keepends=True)[-60:])


def _common(directory):
    return {
        "user": _user(),
        "root_dir": str(directory),
        "pki_dir": str(directory / "pki"),
        "cachedir": str(directory / "cache"),
        "sock_dir": str(directory / "run"),
        "log_file": str(directory / "log"),
        "log_level_logfile": "quiet",
        "log_level": "info",
        "pidfile": str(directory / "pid"),
        "extension_modules": str(directory / "extmods"),
        "enable_legacy_startup_events": False,
        "keysize": 2048,
    }


def _user():
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


class Master(_Daemon):
    name = "master"

    def __init__(self, installation, directory, **config):
        directory = pathlib.Path(directory)
        publish_port, port = free_ports(2)
        self.file_root, self.pillar_root = directory / "files", directory / "pillar"
        self.file_root.mkdir(parents=True)
        self.pillar_root.mkdir()
        super().__init__(
            installation,
            directory,
            {
                **_common(directory),
                "interface": "127.0.0.1",
                "publish_port": publish_port,
                "ret_port": port,
                "auto_accept": True,
                "worker_threads": 3,
                "timeout": 5,
                "gather_job_timeout": 3,
                "loop_interval": 5,
                "fileserver_list_cache_time": 0,
                "file_roots": {"base": [str(self.file_root)]},
                "pillar_roots": {"base": [str(self.pillar_root)]},
                **config,
            },
        )
        self.port = self.config["ret_port"]
        self.bus = None
        self._client = None

    @property
    def ports(self):
        """Settings with which another master, at another address, has the same ports: Salt has one for all of a minion's masters."""
        return {name: self.config[name] for name in ("ret_port", "publish_port")}

    def start(self):
        self.launch()
        self.bus = self.bus or EventBus(self.directory / "run" / "master_event_pub.ipc")
        deadline = time.monotonic() + 90
        assert self.bus.wait_connected(deadline), f"the master does not come up:\n{self.tail()}"
        wait_until(self._answers, 60, "the master's answer to a request")

    def stop(self):
        self.forget_client()
        super().stop()

    def kill(self):
        self.forget_client()
        super().kill()

    def forget_client(self):
        """It knows the key of the master that was."""
        if self._client:
            self._client.stop()
            self._client = None

    def close(self):
        self.stop()
        if self.bus:
            self.bus.close()

    def _answers(self):
        """Its port is open before it has workers, so ask for something."""
        with socket.socket() as probe:
            if probe.connect_ex((self.config["interface"], self.port)) != 0:
                return False
        reply = self._request(do="publish", tgt="nobody-has-this-id", fun="test.ping")
        return "error" not in reply

    # Commands

    def salt(self, *arguments, timeout=90):
        return self._command("salt", arguments, timeout)

    def salt_run(self, *arguments, timeout=90):
        return self._command("salt-run", arguments, timeout)

    def salt_key(self, *arguments, timeout=90):
        return self._command("salt-key", arguments, timeout)

    def _command(self, program, arguments, timeout):
        return subprocess.run(
            [self.installation.program(program), "-c", str(self.conf_dir), *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    # The same, quickly

    def publish(self, tgt, fun, arg=(), **options):
        """Publishes and returns the JID. Options are LocalClient.run_job's: tgt_type, ret, jid, kwarg, ..."""
        return self._ask(do="publish", tgt=tgt, fun=fun, arg=arg, **options)["jid"]

    def run(self, fun, *arg):
        """The value of a runner function."""
        return self._ask(do="run", fun=fun, arg=arg)

    def wait_return(self, jid, minion, timeout=60.0, since=0):
        """What the minion sent as its return."""
        name = minion if isinstance(minion, str) else minion.id
        return self.bus.wait(f"salt/job/{jid}/ret/{name}", since=since, timeout=timeout)

    def execute(self, minion, fun, arg=(), timeout=60.0, **options):
        """Publishes to one minion; returns (jid, its return)."""
        since = self.bus.mark()
        jid = self.publish(minion.id, fun, arg, **options)
        return jid, self.wait_return(jid, minion, timeout, since)

    def _ask(self, **request):
        reply = self._request(**request)
        assert "error" not in reply, f"{request}: {reply['error']}\n{self._client.tail()}"
        return reply["value"]

    def _request(self, **request):
        if self._client is None:
            self._client = Process(
                [self.installation.python, HERE / "client.py", self.conf_dir],
                self.directory / "client.log",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        pipe = self._client.popen
        pipe.stdin.write(json.dumps(request).encode() + b"\n")
        pipe.stdin.flush()
        line = pipe.stdout.readline()
        assert line, f"the client has ended:\n{self._client.tail()}"
        return json.loads(line)

    # The job cache

    def job_dir(self, jid):
        import hashlib

        name = hashlib.sha256(jid.encode()).hexdigest()
        return self.directory / "cache" / "jobs" / name[:2] / name[2:]

    def stored_load(self, jid):
        """What the master stored for the job, as bytes."""
        path = self.job_dir(jid) / ".load.p"
        wait_until(lambda: path.exists() and path.stat().st_size, 30, f"{path}")
        return path.read_bytes()

    def stored_return(self, jid, minion):
        path = self.job_dir(jid) / minion.id / "return.p"
        return path.read_bytes() if path.exists() else None


class Minion(_Daemon):
    name = "minion"

    def __init__(self, installation, directory, master, id, **config):
        directory = pathlib.Path(directory)
        self.id, self.master = id, master
        super().__init__(
            installation,
            directory,
            {
                **_common(directory),
                "id": id,
                "master": "127.0.0.1",
                "master_port": master.port,
                "publish_port": master.config["publish_port"],
                "acceptance_wait_time": 1,
                "random_reauth_delay": 1,
                "recon_default": 100,
                "recon_max": 500,
                "recon_randomize": False,
                "auth_timeout": 4,
                "auth_tries": 1,
                "master_alive_interval": 0,
                "mine_enabled": False,
                "master_tries": -1,
                "request_channel_timeout": 20,
                "request_channel_tries": 1,
                "return_retry_timer": 2,
                "return_retry_timer_max": 3,
                "return_retry_tries": 2,
                "disable_grains": ["gpu", "esxi", "fibre_channel", "iscsi", "nvme"],
                "grains": {"site": "lab"},
                "module_dirs": [str(TESTS / "salt_modules")],
                **config,
            },
        )

    @property
    def proc_dir(self):
        return self.directory / "cache" / "proc"

    def start(self):
        since = self.master.bus.mark()
        self.launch()
        try:
            self.master.bus.wait(f"salt/minion/{self.id}/start", since=since, timeout=90)
        except AssertionError as exc:
            raise AssertionError(f"{exc}\n{self.tail()}") from None

    def forget_keys(self):
        shutil.rmtree(self.directory / "pki", ignore_errors=True)


def gated(**config):
    """Minion configuration that puts the gate into every job."""
    return {
        "job_retry": True,
        "executor_dirs": [str(PYTHON_FILES / "executors")],
        "module_executors": ["job_retry"],
        "minion_jid_queue_hwm": 0,  # so that a duplicate reaches the gate
        **config,
    }
