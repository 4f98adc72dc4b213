"""
A ledger that knows less than has happened: put back from a backup, copied with its machine. Nothing runs twice for it, what is
not run is seen, and it is said.
"""

import shutil
import time

import pytest
from daemons import Agent, Shim
from support.processes import wait_until


@pytest.fixture
def shim(tmp_path_factory):
    shim = Shim(tmp_path_factory.mktemp("jr"), job_retry_silence=1)
    shim.start()
    yield shim
    shim.stop()


@pytest.fixture
def agent(tmp_path_factory, shim):
    agent = Agent(tmp_path_factory.mktemp("jr"), "m", shim.port, shim.key_port)
    agent.join(shim)
    shim.wait_state(shim.publish("m", "true"), "m", "returned")
    yield agent
    agent.stop()


def runs(trace):
    return len(trace.read_text().splitlines()) if trace.exists() else 0


def has_run_unseen(shim, agent, trace):
    """A job that has run, of which neither shim nor the agent's backup have heard."""
    backup = agent.directory / "backup"
    agent.stop()
    shutil.copytree(agent.state / "ledger", backup)
    agent.start()
    jid = shim.publish("m", f"echo x >> {trace}; kill -9 {agent.process.pid}")
    wait_until(lambda: runs(trace) and not agent.process.alive(), 30, "the job to run and the agent to end")
    wait_until(lambda: agent.json("ledger", "show", jid)[0]["state"] == "finished", 30, "its end in the ledger")
    return jid, backup


def put_back(agent, backup):
    agent.stop()
    shutil.rmtree(agent.state / "ledger")
    shutil.copytree(backup, agent.state / "ledger")


def noticed(shim, times):
    wait_until(lambda: shim.status()["agents"]["ledgers_behind"] >= times, 30, f"it to be noticed {times} times")


def test_without_a_backup_the_return_comes_late(shim, agent, tmp_path):
    jid, _ = has_run_unseen(shim, agent, tmp_path / "trace")
    agent.start()
    shim.wait_state(jid, "m", "returned")
    assert runs(tmp_path / "trace") == 1


def test_a_ledger_that_is_put_back_runs_nothing_twice(shim, agent, tmp_path):
    trace, waits = tmp_path / "trace", tmp_path / "waits"
    jid, backup = has_run_unseen(shim, agent, trace)
    put_back(agent, backup)
    held = shim.publish("m", f"echo x >> {waits}")
    agent.start()
    shim.wait_state(jid, "m", "interrupted")
    assert "before its ledger was replaced or went back" in shim.deliveries(jid)["m"][1]
    shim.wait_state(held, "m", "refused")
    assert "held" in shim.deliveries(held)["m"][1]
    later = shim.publish("m", "true")
    shim.wait_state(later, "m", "returned")
    assert (runs(trace), runs(waits)) == (1, 0)

    said = f"the ledger of minion m does not know what it knew at {time.strftime('%Y-', time.gmtime())}"
    assert said in shim.said()
    assert "the ledger had gone back, as master 127.0.0.1 noticed at" in agent.run("status").stdout
    assert shim.status()["agents"]["ledgers_behind"] == 1

    for ended in jid, held:
        assert shim.run("retry", ended, "m").returncode == 0
        shim.wait_state(ended, "m", "returned")
    assert (runs(trace), runs(waits)) == (2, 1)


def test_a_ledger_that_is_put_back_again_and_again_loops_nothing(shim, agent, tmp_path):
    """A machine whose disk is as it was at each of its starts, and a job that starts it anew."""
    trace = tmp_path / "trace"
    jid, backup = has_run_unseen(shim, agent, trace)
    for times in 1, 2, 3:
        put_back(agent, backup)
        agent.start()
        noticed(shim, times)
        shim.wait_state(jid, "m", "interrupted")
    assert runs(trace) == 1


def test_a_machine_whose_disk_is_as_new_at_each_start_may_run_what_it_missed(shim, agent, tmp_path):
    trace, waits = tmp_path / "trace", tmp_path / "waits"
    agent.write_config(job_retry_new_ledger="run")
    jid, backup = has_run_unseen(shim, agent, trace)
    put_back(agent, backup)
    missed = shim.publish("m", f"echo x >> {waits}")
    agent.start()
    shim.wait_state(missed, "m", "returned")
    shim.wait_state(jid, "m", "interrupted")
    assert (runs(trace), runs(waits)) == (1, 1)


def test_two_machines_with_one_id_and_one_ledger_are_told_apart(shim, agent, tmp_path, tmp_path_factory):
    trace = tmp_path / "trace"
    before = set(agent.ran())
    agent.stop()
    twin = Agent(tmp_path_factory.mktemp("jr"), "m", shim.port, shim.key_port)
    shutil.copytree(agent.state, twin.state, dirs_exist_ok=True)
    for one in agent, twin:
        one.start()
        one.wait_link("authenticated")
    try:
        noticed(shim, 1)
        jids = [shim.publish("m", f"echo x >> {trace}") for _ in range(5)]
        ended = lambda jid: shim.deliveries(jid)["m"][0] not in ("pending", "running")  # noqa: E731
        wait_until(lambda: all(map(ended, jids)), 60, "their ends")
        assert "two machines with its id and key" in shim.said()
        assert runs(trace) <= 5
        assert set(agent.ran()) & set(twin.ran()) == before
    finally:
        twin.stop()


def test_a_minion_with_another_id_begins_a_new_ledger(shim, agent):
    before = agent.ran()
    agent.stop()
    shim.accept("n", agent.key)
    waits = shim.publish("n", "true")
    agent.write_config(id="n")
    agent.start()
    shim.wait_state(waits, "n", "refused")
    later = shim.publish("n", "true")
    shim.wait_state(later, "n", "returned")
    assert agent.ran() == [later]
    assert "is that of minion m, and this is minion n: it is kept in" in agent.said()
    assert (agent.state / "before" / "ledger" / "data.mdb").exists() and before
    # And back again.
    agent.stop()
    agent.write_config(id="m")
    agent.start()
    again = shim.publish("m", "true")
    shim.wait_state(again, "m", "returned")
    assert agent.ran() == [again]


def test_two_agents_do_not_share_a_directory(shim, agent, tmp_path_factory):
    shared = {"root_dir": "/", "job_retry_dir": str(agent.state)}
    twin = Agent(tmp_path_factory.mktemp("jr"), "n", shim.port, shim.key_port, **shared)
    ended = twin.run("run")
    assert ended.returncode == 69
    assert f"agent.lock is locked: process {agent.process.pid} holds it" in ended.stderr
    assert "another minion-agent is running with this job_retry_dir" in ended.stderr
