"""
Fixtures: one real master and two real minions for each version of Salt, shared by all tests; and the gate, fake and real.

JOB_RETRY_SALT names the environment that holds Salt, or JOB_RETRY_SALTS several (colon separated). JOB_RETRY_BIN names the
folder with minion-agent and master-shim; without it the tests of the gate run on the fake alone, and with
JOB_RETRY_FAKE_TOO on both, to see that the fake is like the real one.
"""

import functools
import os
import pathlib
import shutil
import signal
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from support.agent import RealGate  # noqa: E402
from support.fake_gate import FakeGate  # noqa: E402
from support.daemons import Installation, Master, Minion, gated  # noqa: E402
from support.processes import kill_descendants  # noqa: E402
from support.worker import WorkerProcess  # noqa: E402


@functools.cache  # pytest sets a fixture up again for a parameter that is another object
def _installations():
    named = os.environ.get("JOB_RETRY_SALT") or os.environ.get("JOB_RETRY_SALTS") or ""
    return [Installation(directory) for directory in named.split(":") if directory]


def _gates():
    if not os.environ.get("JOB_RETRY_BIN"):
        return ["fake"]
    return ["fake", "real"] if os.environ.get("JOB_RETRY_FAKE_TOO") else ["real"]


def pytest_generate_tests(metafunc):
    if "installation" in metafunc.fixturenames:
        found = _installations()
        if not found:
            pytest.exit("JOB_RETRY_SALT is not set: name an environment that holds Salt", returncode=2)
        metafunc.parametrize("installation", found, ids=lambda i: str(i.line), scope="session", indirect=True)
    if "gate_kind" in metafunc.fixturenames:
        only_fake = metafunc.definition.get_closest_marker("only_fake_gate")
        metafunc.parametrize("gate_kind", ["fake"] if only_fake else _gates(), scope="module", indirect=True)


def pytest_collection_modifyitems(config, items):
    """A live minion of 3007 waits a minute for each item of a generator: there is nothing to compare with."""
    beyond_salt = [
        item
        for item in items
        if hasattr(item, "callspec")
        and item.callspec.params.get("fun") == "job_retry_test.count_up"
        and item.callspec.params["installation"].line == 3007
    ]
    config.hook.pytest_deselected(items=beyond_salt)
    items[:] = [item for item in items if item not in beyond_salt]


@pytest.fixture(scope="session")
def installation(request):
    return request.param


@pytest.fixture(scope="module")
def gate_kind(request):
    return request.param


@pytest.fixture(scope="session")
def salt_dir(installation):
    # Short, because the paths of sockets may have 107 bytes.
    directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-"))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


_DAEMONS = []


@pytest.fixture(scope="session")
def master(installation, salt_dir):
    master = Master(installation, salt_dir / "master")
    _DAEMONS.append(master)
    try:
        master.start()
        yield master
    finally:
        master.close()
        _DAEMONS.remove(master)


def _minion(installation, directory, master, id, **config):
    minion = Minion(installation, directory, master, id, **config)
    _DAEMONS.append(minion)
    try:
        minion.start()
        yield minion
    finally:
        minion.stop()
        _DAEMONS.remove(minion)


@pytest.fixture(scope="session")
def minion(installation, salt_dir, master):
    """Every job passes the gate."""
    directory = salt_dir / "a"
    settings = gated(job_retry_agent=str(directory / "fake-agent"), job_retry_dir=str(directory / "agent"))
    yield from _minion(installation, directory, master, "a", **settings)


@pytest.fixture(scope="session")
def plain_minion(installation, salt_dir, master):
    """The same configuration with job_retry off: Salt as it is."""
    yield from _minion(
        installation, salt_dir / "p", master, "p", **gated(job_retry=False, grains={"site": "yard"})
    )


@pytest.fixture(scope="module")
def gate(gate_kind, minion):
    gate = FakeGate(minion) if gate_kind == "fake" else RealGate(minion)
    try:
        gate.start()
        yield gate
    finally:
        gate.close()


@pytest.fixture
def away(site):
    """With a module's `site` (support/site.py): its minion `away` is switched off for the test, and on again after it."""
    site.switch_off()
    yield site
    if not site.away.process:
        site.switch_on()


@pytest.fixture
def trace(tmp_path):
    """A file that functions under test add a line to; .lines() says how often they ran."""
    return Trace(tmp_path / "trace")


class Trace:
    def __init__(self, path):
        self.path = path

    def __str__(self):
        return str(self.path)

    def lines(self):
        return self.path.read_text().splitlines() if self.path.exists() else []


@pytest.fixture
def start_worker(minion, gate):
    workers = []

    def start(**options):
        workers.append(WorkerProcess(minion, **options))
        return workers[-1]

    yield start
    for worker in workers:
        worker.close()


def pytest_configure(config):
    config.addinivalue_line("markers", "only_fake_gate: what minion-agent cannot be made to do from outside")
    # Ended by a signal: as by Ctrl-C, so that what was started is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_sessionfinish():
    kill_descendants()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.failed:
        for daemon in _DAEMONS:
            report.sections.append((f"log of {daemon.name} in {daemon.directory}", daemon.tail()))
            for extra in ("worker.log", "agent.log", "client.log"):
                path = daemon.directory / extra
                if path.exists():
                    report.sections.append((str(path), "\n".join(path.read_text().splitlines()[-40:])))
