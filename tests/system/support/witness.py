"""The witness as an administrator switches it on, and its spool as master-shim will find it."""

import pathlib
import re

import msgpack

from .daemons import PYTHON_FILES

RETURNERS = PYTHON_FILES.parent.parent / "master_shim" / "salt" / "returners"
NAME = re.compile(r"\d{20}-\d+-\d+\.job")


def witnessed(directory, **config):
    """A master's configuration with the witness, whose spool lies below `directory`."""
    return {
        "job_retry": True,
        "job_retry_dir": str(directory),
        "returner_dirs": [str(RETURNERS)],
        **config,
    }


class Spool:
    def __init__(self, parent):
        self.path = pathlib.Path(parent) / "spool"

    def names(self):
        """Of the publications, in their order."""
        if not self.path.is_dir():
            return []
        return sorted(one.name for one in self.path.iterdir() if not one.name.startswith("."))

    def read(self, name):
        assert NAME.fullmatch(name), name
        path = self.path / name
        assert path.stat().st_mode & 0o777 == 0o600
        return msgpack.unpackb(path.read_bytes(), unicode_errors="surrogateescape")

    def jobs(self, jid=None):
        found = [self.read(name) for name in self.names()]
        return [one for one in found if jid in (None, one["jid"])]

    def missed(self):
        """(how many publications were not written, why the last was not)."""
        if not (self.path / ".missed").is_file():
            return 0, ""
        number, why = (self.path / ".missed").read_text().splitlines()
        return int(number), why
