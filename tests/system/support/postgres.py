"""A PostgreSQL of a test's own, from Debian's packages, on a Unix socket below a directory of its own."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

from .processes import Process, wait_until

# What salt.returners.pgjsonb wants (its documentation).
SCHEMA = """
CREATE TABLE jids (jid varchar(255) PRIMARY KEY, load jsonb NOT NULL);
CREATE TABLE salt_returns (fun varchar(50) NOT NULL, jid varchar(255) NOT NULL, return jsonb NOT NULL, id varchar(255) NOT NULL,
    success varchar(10) NOT NULL, full_ret jsonb NOT NULL, alter_time TIMESTAMP WITH TIME ZONE DEFAULT NOW());
CREATE TABLE salt_events (id BIGSERIAL PRIMARY KEY, tag varchar(255) NOT NULL, data jsonb NOT NULL,
    alter_time TIMESTAMP WITH TIME ZONE DEFAULT NOW(), master_id varchar(255) NOT NULL);
"""


def _programs():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: int(bin.parent.name))
    return found[-1] if found else None


class Postgres:
    def __init__(self):
        self.bin = _programs()
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-pg-"))
        self.process = None
        self.user = ["env", "--chdir", str(self.directory)]
        if os.geteuid() == 0:  # it runs as no root
            account = pwd.getpwnam("postgres")
            os.chown(self.directory, account.pw_uid, account.pw_gid)
            self.user += ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]

    def start(self):
        self._run("initdb", "--no-sync", "--auth=trust", "--username=salt", "--encoding=UTF8", "--locale=C", "data")
        options = ["-D", "data", "-k", str(self.directory), "-c", "listen_addresses=", "-c", "fsync=off"]
        self.process = Process([*self.user, self.bin / "postgres", *options], self.directory.parent / f"{self.directory.name}.log")
        ready = [self.bin / "pg_isready", "-q", "-h", self.directory]
        wait_until(lambda: subprocess.run(ready).returncode == 0, 30, "PostgreSQL")
        self._run("createdb", "-h", str(self.directory), "-U", "salt", "salt")
        self.query(SCHEMA)

    def query(self, sql):
        return self._run("psql", "-h", str(self.directory), "-U", "salt", "-d", "salt", "-qAt", "-c", sql)

    def settings(self):
        """With which Salt finds it."""
        names = {"host": str(self.directory), "user": "salt", "db": "salt", "port": 5432}
        return {f"returner.pgjsonb.{name}": value for name, value in names.items()}

    def close(self):
        if self.process:
            self.process.stop()
            self.process.log.unlink(missing_ok=True)
        shutil.rmtree(self.directory, ignore_errors=True)

    def _run(self, program, *arguments):
        said = subprocess.run(
            [*self.user, str(self.bin / program), *arguments], capture_output=True, text=True, timeout=90
        )
        assert said.returncode == 0, f"{program}: {said.stderr}"
        return said.stdout
