"""
A hostile minion against real Salt with a shim beside it: fixtures. JOB_RETRY_SALT(S) and JOB_RETRY_BIN as for tests/system, whose
support/ does the work.
"""

import functools
import os
import pathlib
import shutil
import signal
import sys
import tempfile

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system"), str(HERE.parent / "attack")]

from support.daemons import Installation  # noqa: E402
from support.processes import kill_descendants  # noqa: E402


@functools.cache  # pytest sets a fixture up again for a parameter that is another object
def _installations():
    named = os.environ.get("JOB_RETRY_SALT") or os.environ.get("JOB_RETRY_SALTS") or ""
    return [Installation(directory) for directory in named.split(":") if directory]


def pytest_generate_tests(metafunc):
    if "installation" in metafunc.fixturenames:
        found = _installations()
        if not found:
            pytest.exit("JOB_RETRY_SALT is not set: name an environment that holds Salt", returncode=2)
        metafunc.parametrize("installation", found, ids=lambda i: str(i.line), scope="session", indirect=True)


@pytest.fixture(scope="session")
def installation(request):
    return request.param


@pytest.fixture(scope="module")
def directory():
    # Short, because the paths of sockets may have 107 bytes.
    made = pathlib.Path(tempfile.mkdtemp(prefix="jr-hostile-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def pytest_configure(config):
    # Ended by a signal: as by Ctrl-C, so that what was started is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_sessionfinish():
    kill_descendants()
