"""
The two programs as an administrator meets them, without Salt: what they print, what they end with, what Prometheus gets.
JOB_RETRY_BIN names the folder with the programs.
"""

import os
import pathlib
import shutil
import sys
import tempfile

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "attack"), str(HERE.parent / "system")]

from daemons import Agent, Shim  # noqa: E402
from support.ports import free_ports  # noqa: E402


@pytest.fixture(scope="module")
def directory():
    # Short, because the paths of sockets may have 107 bytes.
    made = pathlib.Path(tempfile.mkdtemp(prefix="jr-use-"))
    os.chmod(made, 0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def metrics_address():
    return f"127.0.0.1:{free_ports(1)[0]}"


@pytest.fixture(scope="module")
def shim(directory, metrics_address):
    shim = Shim(directory / "master", job_retry_metrics=metrics_address, job_retry_silence=1)
    shim.start()
    yield shim
    shim.stop()


@pytest.fixture(scope="module")
def agent(directory, shim):
    """Known to the shim, has run before, so that what is published is later than its ledger, and does not run now."""
    (directory / "textfile").mkdir()
    agent = Agent(
        directory / "m",
        "m",
        shim.port,
        shim.key_port,
        job_retry_metrics_file=f"{directory}/textfile/job_retry.prom",
    )
    agent.join(shim)
    agent.stop()
    yield agent
    agent.stop()
