"""What the programs print fits the terminal that it is for, narrow or wide, and is plain where there is none."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import time

import pytest
from daemons import Shim

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(command, columns, rows=24, until=None):
    """What `command` writes to a terminal of this size: to its end, or until that text has come."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        said, deadline = b"", time.monotonic() + 20
        try:
            while part := os.read(ours, 65536):
                said += part
                if until and (until in said or time.monotonic() > deadline):
                    break
        except OSError:
            pass  # its end is closed
        process.terminate()
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [40, 80, 100, 300])
def test_a_table_has_the_same_cells_on_each_terminal_and_none_is_split(shim, columns):
    command = shim.command("config")
    piped = subprocess.run(command, capture_output=True, text=True, timeout=30).stdout
    shown = on_terminal(command, columns)
    cells = re.compile(r"\s{2,}|\n")
    assert [c for c in cells.split(shown) if c] == [c for c in cells.split(piped) if c]
    for line in shown.splitlines():
        assert len(line) <= columns or len(re.split(r"\s{2,}", line.strip())) == 1, line
    assert not ESCAPE.search(piped)
    if columns == 300:
        assert shown == piped


def test_watch_stays_within_its_terminal(shim):
    shown = on_terminal(shim.command("watch"), 50, 12, until=b"agents")
    assert "agents" in shown
    lines = ESCAPE.sub("", shown).splitlines()
    assert len(lines) <= 12 and max(map(len, lines)) <= 50


def test_a_failure_on_a_terminal_is_the_same_text(directory):
    command = Shim(directory / "no-master").command("status")
    failed = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert failed.returncode == 69 and on_terminal(command, 40) == failed.stderr
