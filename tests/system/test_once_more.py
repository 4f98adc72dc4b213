"""
What was begun and not ended, and what a new ledger does not know, on real Salt: it is reported and not run again, until an
administrator or the configuration allows it; and then exactly once for each time.
"""

import os
import shutil
import signal
from contextlib import closing

import pytest
from support.processes import wait_until
from support.site import Site


@pytest.fixture(scope="module")
def site(installation, salt_dir):
    directory = salt_dir / "once-more"
    directory.mkdir()
    rerun = {"job_retry_rerun": ["job_retry_test.die_[ab]*"], "job_retry_rerun_max": 2}
    with closing(Site(installation, directory, **rerun)) as site:
        site.start()
        yield site


def runs(trace):
    return len(trace.read_text().splitlines()) if trace.exists() else 0


def interrupted(site, jid):
    site.shim.wait_state(jid, "away", "interrupted")


def test_a_job_that_kills_itself_runs_once_for_each_time_that_it_is_allowed(away, tmp_path):
    site, trace = away, tmp_path / "trace"
    jid = site.missed("job_retry_test.die", [str(trace)])
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    interrupted(site, jid)
    assert runs(trace) == 1
    site.switch_off()
    site.switch_on()
    wait_until(lambda: site.agent.status()["masters"][0]["last_list"], 30, "the pending list")
    site.master.execute(site.away, "test.echo", ["after"])
    assert site.shim.states(jid) == {"away": "interrupted"}
    assert runs(trace) == 1

    assert site.shim.run("retry", jid, "away").returncode == 0
    interrupted(site, jid)
    assert runs(trace) == 2
    # Told twice, and to an agent that is not there: it is still one run.
    site.agent.kill()
    assert site.shim.run("retry", jid, "away").returncode == 0
    again = site.shim.run("retry", jid, "away")
    assert again.returncode != 0 and "already" in again.stderr
    site.agent.start()
    interrupted(site, jid)
    assert runs(trace) == 3


def test_a_retry_that_gets_to_its_end_is_the_return_of_the_job(site, tmp_path):
    started, gate = tmp_path / "started", tmp_path / "gate"
    jid = site.master.publish("away", "job_retry_test.wait_for", [str(gate), str(started)])
    wait_until(lambda: runs(started), 30, "the start of the job")
    os.kill(int(started.read_text()), signal.SIGKILL)  # saltutil.kill_job would cancel it as well
    interrupted(site, jid)
    gate.touch()
    assert site.shim.run("retry", jid, "away").returncode == 0
    assert site.returned(jid) == "came"
    assert runs(started) == 2
    said = site.shim.run("retry", jid, "away")
    assert said.returncode != 0 and "new job" in said.stderr


def test_functions_that_are_named_run_again_by_themselves_up_to_the_bound(away, tmp_path):
    site, trace = away, tmp_path / "trace"
    jid = site.missed("job_retry_test.die_again", [str(trace)])
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    interrupted(site, jid)
    assert runs(trace) == 3
    assert site.agent.json("ledger", "show", jid)[0]["reruns"] == 2


def test_an_administrator_on_the_minion_may_let_it_run_too(site, tmp_path):
    trace = tmp_path / "trace"
    jid = site.master.publish("away", "job_retry_test.die", [str(trace)])
    interrupted(site, jid)
    said = site.agent.run("ledger", "release", jid)
    assert said.returncode == 0, said.stderr
    site.master.publish("away", "job_retry_test.die", [str(trace)], jid=jid)
    wait_until(lambda: runs(trace) == 2, 30, "the second run")
    wait_until(lambda: site.agent.entries(jid)[0]["state"] == "interrupted", 30, "its end")
    site.master.publish("away", "job_retry_test.die", [str(trace)], jid=jid)
    answer = site.master.bus.wait(f"salt/job/{jid}/ret/away", since=0)
    assert "did not get to its end" in answer["return"]
    assert runs(trace) == 2
    done = site.missed("test.echo", ["x"])
    site.master.wait_return(done, "away")
    said = site.agent.run("ledger", "release", done)
    assert said.returncode != 0 and "not interrupted" in said.stderr


def test_a_job_that_kills_the_agent_or_the_minion_does_not_loop(away, tmp_path):
    site, trace = away, tmp_path / "trace"
    pid_file = tmp_path / "pid"
    jid = site.missed("cmd.run", [f"echo x >> {trace}; kill -9 $(cat {pid_file})"])
    site.shim.wait_pending([jid], "away")
    site.agent.start()
    pid_file.write_text(str(site.agent.process.pid))
    wait_until(lambda: runs(trace) and not site.agent.process.alive(), 30, "the agent's end")
    site.away.start()
    site.agent.start()
    # The job's own process went on, and told the ledger by itself.
    site.returned(jid)
    assert runs(trace) == 1


def test_a_new_ledger_holds_what_was_published_before_it_began(away, tmp_path):
    site, trace = away, tmp_path / "trace"
    # It has run, and neither its return nor its ledger is left.
    jid = site.missed("job_retry_test.mark", [str(trace)])
    site.shim.wait_pending([jid], "away")
    shutil.rmtree(site.agent.directory)
    site.switch_on()
    site.shim.wait_state(jid, "away", "refused")
    [delivery] = site.shim.show(jid)["deliveries"]
    assert "held" in delivery["reason"] and "master-shim retry" in delivery["reason"]
    assert runs(trace) == 0
    site.switch_off()
    later = site.missed("job_retry_test.mark", [str(trace), "later"])
    site.shim.wait_pending([later], "away")
    site.switch_on()
    assert site.returned(later) == "later"
    assert runs(trace) == 1
    assert site.shim.run("retry", jid, "away").returncode == 0
    assert site.returned(jid) == "x"
    assert runs(trace) == 2


def test_a_ledger_that_is_put_back_from_a_backup_runs_nothing_again(away, tmp_path):
    site, trace, pid_file = away, tmp_path / "trace", tmp_path / "pid"
    ledger, backup = site.agent.directory / "ledger", tmp_path / "backup"
    site.switch_on()
    wait_until(lambda: site.agent.status()["masters"][0]["last_list"], 30, "the pending list")
    site.switch_off()
    shutil.copytree(ledger, backup)
    # It runs, and before anybody hears of that, the agent and the job's process are gone.
    jid = site.missed("cmd.run", [f"echo x >> {trace}; kill -9 $(cat {pid_file}) $PPID"])
    site.shim.wait_pending([jid], "away")
    site.away.start()
    site.agent.start()
    pid_file.write_text(str(site.agent.process.pid))
    wait_until(lambda: runs(trace) and not site.agent.process.alive(), 60, "the agent's end")
    site.switch_off()
    shutil.rmtree(ledger)
    shutil.copytree(backup, ledger)
    site.switch_on()
    interrupted(site, jid)
    [delivery] = site.shim.show(jid)["deliveries"]
    assert "before its ledger was replaced or went back" in delivery["reason"]
    assert runs(trace) == 1
    later = site.master.publish("away", "test.echo", ["after"])
    assert site.master.wait_return(later, "away")["return"] == "after"
