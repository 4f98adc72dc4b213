"""
A disk that no longer gives what it holds. LMDB maps its file, so that a page which cannot be read ends the process (SIGBUS). Here the
file is cut off under the daemon, to which the kernel answers in the same way as to an I/O error.
"""

import os
import shutil
import signal
import subprocess

import pytest
from daemons import Agent, Shim
from support.processes import wait_until


@pytest.fixture
def pair(directory):
    place = directory / f"read-{len(list(directory.iterdir()))}"
    shim = Shim(place / "master", job_retry_silence=1)
    shim.start()
    agent = Agent(place / "m", "m", shim.port, shim.key_port)
    agent.join(shim)
    yield shim, agent
    agent.stop()
    shim.stop()


@pytest.mark.parametrize("side", ["agent", "shim"])
def test_a_database_that_cannot_be_read_any_more_ends_its_daemon_and_nothing_is_lost_or_run_twice(pair, side, tmp_path):
    shim, agent = pair
    broken = shim if side == "shim" else agent
    trace = tmp_path / "trace"
    agent.stop()
    jid = shim.publish("m", f"echo ran >> {trace}")
    if side == "agent":
        agent.start()
        shim.wait_state(jid, "m", "returned")
    [data] = broken.state.glob("ledger/data.mdb" if side == "agent" else "deliveries/data.mdb")
    copy = tmp_path / "copy"
    shutil.copyfile(data, copy)
    os.truncate(data, 2 * 4096)
    if side == "agent":
        jid = shim.publish("m", f"echo ran >> {trace}")
    else:
        assert shim.run("publish", "m", "cmd.run", f"echo lost >> {trace}").returncode == 69
    wait_until(lambda: not broken.process.alive(), 30, f"the end of {broken.program}")
    assert broken.process.popen.returncode in (-signal.SIGBUS, 69)
    # A supervisor's attempts end with what to do.
    again = broken.run("run")
    assert again.returncode != 0 and "restore it from a backup" in again.stderr, again
    shutil.copyfile(copy, data)
    broken.start()
    if side == "shim":
        agent.start()
    shim.wait_state(jid, "m", "returned")
    assert trace.read_text().split() == ["ran"] * (2 if side == "agent" else 1)


def test_a_worker_makes_no_ledger_where_its_agents_is_gone(directory):
    agent = Agent(directory / "worker", "m", 1, 2)
    said = agent.run("worker", "--master", "127.0.0.1", stdin=subprocess.DEVNULL)
    assert said.returncode != 0
    assert "ledger" in said.stderr, said.stderr
    assert not (agent.state / "ledger").exists()
