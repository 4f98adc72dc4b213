"""Sshd: an OpenSSH server on the loopback address for salt-ssh, with keys, configuration and roster below one directory."""

import json
import os
import pathlib
import socket
import subprocess

from .ports import free_ports
from .processes import Process, wait_until

_PROGRAM = "/usr/sbin/sshd"  # openssh-server
_PRIVILEGES = pathlib.Path("/run/sshd")  # built into it; a machine that has never started sshd does not have it


class Sshd:
    def __init__(self, directory):
        self._directory = pathlib.Path(directory)
        self._directory.mkdir()
        [self._port] = free_ports(1)
        for name in ("host", "user"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self._directory / name]
            subprocess.run(command, check=True)
        (self._directory / "authorized").write_bytes((self._directory / "user.pub").read_bytes())
        (self._directory / "config").write_text(
            f"""
            Port {self._port}
            ListenAddress 127.0.0.1
            HostKey {self._directory}/host
            PidFile {self._directory}/pid
            AuthorizedKeysFile {self._directory}/authorized
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            Subsystem sftp internal-sftp
            # Salt's own part over there stops where there is none.
            SetEnv LD_LIBRARY_PATH=/usr/lib
            """
        )
        self._process = None
        self._made = False

    def start(self):
        if os.getuid() == 0 and not _PRIVILEGES.exists():
            _PRIVILEGES.mkdir(mode=0o755)
            self._made = True
        self._process = Process([_PROGRAM, "-D", "-e", "-f", self._directory / "config"], self._directory / "log")
        wait_until(self._answers, 30, f"sshd:\n{self._process.tail()}")

    def _answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def close(self):
        if self._process:
            self._process.stop()
        if self._made:
            _PRIVILEGES.rmdir()

    def salt_ssh(self, master, id, *arguments, timeout=180):
        """`salt-ssh ID ...`, with a roster that says that this machine is minion `id`."""
        roster = {"host": "127.0.0.1", "port": self._port, "user": os.environ.get("USER", "root"),
                  "priv": str(self._directory / "user"), "thin_dir": str(self._directory / "thin"),
                  "set_path": "/usr/bin:/bin"}  # fmt: skip
        (self._directory / "roster").write_text(json.dumps({id: roster}))
        return subprocess.run(
            [master.installation.program("salt-ssh"), "-c", master.conf_dir, "--roster-file", self._directory / "roster",
             "--log-file", self._directory / "salt-ssh.log", "-i", "--ssh-option=UserKnownHostsFile=/dev/null",
             "--out=json", id, *map(str, arguments)],
            capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
        )  # fmt: skip
