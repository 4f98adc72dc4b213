"""The gate under other settings of the minion: each restarts the minion, so there are few of them."""

import contextlib

import pytest

from support.processes import wait_until


@pytest.fixture
def with_settings(master, minion, gate):
    """Restarts the minion with other settings, and afterwards with its own."""
    stack = contextlib.ExitStack()
    before = dict(minion.config)

    def restore():
        minion.stop()
        minion.config = before
        minion.write_config()
        minion.start()

    def apply(**changes):
        stack.callback(restore)
        minion.stop()
        minion.write_config(**changes)
        minion.start()

    yield apply
    stack.close()


def test_a_job_that_salt_has_spooled_runs_once_when_there_is_room(
    master, minion, gate, with_settings, trace, tmp_path
):
    with_settings(process_count_max=1)
    go, started = tmp_path / "go", tmp_path / "started"
    since = master.bus.mark()
    master.publish(minion.id, "job_retry_test.wait_for", [str(go), str(started)])
    wait_until(started.exists)
    jid = master.publish(minion.id, "job_retry_test.mark", [str(trace)])
    spool = minion.directory / "cache" / "queues"
    wait_until(lambda: list(spool.rglob(f"queued_*_{jid}.p")), 30, "the job in Salt's spool")
    assert gate.entries(jid) == []
    go.touch()
    assert master.wait_return(jid, minion, since=since)["return"] == "x"
    assert trace.lines() == ["x"]
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished"]


def test_jobs_that_are_threads_run_once_too(master, minion, gate, with_settings, trace, tmp_path):
    with_settings(multiprocessing=False)
    go = tmp_path / "go"
    since = master.bus.mark()
    jid = master.publish(minion.id, "job_retry_test.wait_for", [str(go), str(trace)])
    wait_until(trace.lines)
    master.publish(minion.id, "job_retry_test.wait_for", [str(go), str(trace)], jid=jid)
    wait_until(lambda: len(master.bus.seen(f"salt/job/{jid}/new", since)) == 2)
    go.touch()
    tag = f"salt/job/{jid}/ret/{minion.id}"
    answers = wait_until(lambda: len(r := master.bus.seen(tag, since)) == 2 and r, 60, "two returns")
    assert [data["return"] for _, data in answers] == ["came", "came"]
    assert len(trace.lines()) == 1
    funs, args = ["test.echo", "job_retry_test.mark"], [["one"], [str(trace)]]
    for _ in range(2):
        since = master.bus.mark()
        again = master.publish(minion.id, funs, args, jid="20250101000000000042")
        ret = master.wait_return(again, minion, since=since)
        assert ret["return"] == {"test.echo": "one", "job_retry_test.mark": "x"}
    assert len(trace.lines()) == 2
    assert [entry["fun"] for entry in gate.entries(again)] == funs


def test_a_thread_that_ends_without_a_word_is_not_run_again(master, minion, gate, with_settings, trace):
    """SystemExit ends the thread, and the process of all jobs lives on: whoever asks again is told how it ended."""
    with_settings(multiprocessing=False)
    jid = master.publish(minion.id, "job_retry_test.fail", ["exit", str(trace)])
    wait_until(lambda: [e["state"] for e in gate.entries(jid)] == ["finished"], 30, "the end in the ledger")
    since = master.bus.mark()
    master.publish(minion.id, "job_retry_test.fail", ["exit", str(trace)], jid=jid)
    ret = master.wait_return(jid, minion, since=since)
    assert "SystemExit" in ret["return"] and ret["retcode"] != 0
    assert trace.lines() == ["x"]


def test_startup_states_run_at_every_start(master, minion, gate, with_settings, trace):
    sls = f"touched:\n  cmd.run:\n    - name: echo x >> {trace}\n"
    master.file_root.joinpath("startup.sls").write_text(sls)
    with_settings(startup_states="sls", sls_list=["startup"])
    wait_until(lambda: len(trace.lines()) == 1, 60, "the first run of the startup states")
    minion.stop()
    minion.start()
    wait_until(lambda: len(trace.lines()) == 2, 60, "the second run of the startup states")
    assert gate.entries("req") == []


ANY_FUNCTION = """
def allow_missing_func(function):
    with open({asked!r}, "a") as asked:
        asked.write(function + "\\n")
    return True

def execute(opts, data, func, args, kwargs):
    return "the other executor"
"""


def test_an_executor_behind_the_gate_may_want_functions_that_are_missing_and_is_asked_for_no_others(
    master, minion, gate, with_settings, tmp_path
):
    asked = tmp_path / "asked"
    asked.touch()
    (tmp_path / "any_function.py").write_text(ANY_FUNCTION.format(asked=str(asked)))
    dirs = [*minion.config["executor_dirs"], str(tmp_path)]
    with_settings(executor_dirs=dirs, job_retry_executors=["any_function"])
    jid, ret = master.execute(minion, "container.function", ["one"])
    assert (ret["return"], ret["retcode"]) == ("the other executor", 0)
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished"]
    assert asked.read_text().split() == ["container.function"]
    _, ret = master.execute(minion, "test.echo", ["two"])
    assert ret["return"] == "the other executor"
    assert asked.read_text().split() == ["container.function"]
