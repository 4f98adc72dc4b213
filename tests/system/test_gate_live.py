"""Live jobs through the gate, on real Salt: what the administrator sees is what Salt alone would show."""

import pytest

from support.processes import wait_until

LIKE_SALT = ("return", "retcode", "success", "out", "fun", "fun_args")


@pytest.mark.parametrize(
    "fun, arg",
    [
        ("test.echo", ["grüße"]),
        ("test.ping", []),
        ("cmd.run", ["echo out; exit 3"]),
        ("cmd.run_all", ["exit 2"]),
        ("job_retry_test.none", ["{trace}"]),
        ("job_retry_test.retcode", [7]),
        ("job_retry_test.echo", [1, None, {"a": [1, 2]}, {"__kwarg__": True, "name": "wert"}]),
        ("job_retry_test.fail", ["TypeError"]),
        ("job_retry_test.fail", ["CommandExecutionError"]),
        ("job_retry_test.fail", ["CommandNotFoundError"]),
        ("job_retry_test.fail", ["SaltInvocationError"]),
        ("job_retry_test.count_up", ["{trace}"]),
        ("job_retry_test.blob", []),
        ("job_retry_test.missing", []),
        ("test.echo", []),  # reaches the gate, fails when it is called
        ("test.echo", ["x", "nonsense=1"]),  # does not
        ("state.single", ["test.succeed_with_changes", "name=x"]),
    ],
)
def test_a_live_job_returns_what_salt_alone_returns(master, minion, plain_minion, gate, trace, fun, arg):
    arg = [str(trace) if one == "{trace}" else one for one in arg]
    since = master.bus.mark()
    jid = master.publish("*", fun, arg)
    ours = master.wait_return(jid, minion, since=since)
    salts = master.wait_return(jid, plain_minion, since=since)
    if fun == "cmd.run_all":
        del ours["return"]["pid"], salts["return"]["pid"]
    if fun.startswith("state."):
        for one in (ours, salts):
            for chunk in one["return"].values():
                del chunk["duration"], chunk["start_time"], chunk["__run_num__"]
    for key in LIKE_SALT:
        assert ours.get(key) == salts.get(key), key
    reached = fun not in ("job_retry_test.missing", "test.ping") and "nonsense=1" not in arg
    assert [entry["state"] for entry in gate.entries(jid)] == (["finished"] if reached else [])


@pytest.mark.parametrize(
    "fun, arg",
    [
        ("test.ping", []),
        ("saltutil.running", []),
        ("saltutil.find_job", ["20990101000000000000"]),
        (["test.ping", "saltutil.running"], [[], []]),
    ],
)
def test_a_question_about_jobs_costs_no_record(master, minion, gate, fun, arg):
    """A fleet is asked far more often than it is told to do something."""
    jid, answer = master.execute(minion, fun, arg)
    assert "refused" not in str(answer["return"])
    assert gate.entries(jid) == []


def test_a_job_that_does_something_beside_its_questions_is_recorded(master, minion, gate, trace):
    jid, _ = master.execute(minion, ["test.ping", "job_retry_test.mark"], [[], [str(trace)]])
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished", "finished"]


def test_an_unexpected_exception_is_returned_with_its_traceback(master, minion, gate, trace):
    jid, ret = master.execute(minion, "job_retry_test.fail", ["ValueError", str(trace)])
    assert ret["retcode"] == 1
    assert "The minion function caused an exception: Traceback" in ret["return"]
    assert "ValueError: wrong value" in ret["return"]
    assert gate.entries(jid)[0]["state"] == "finished"


def again(master, minion, jid, fun, arg):
    """Publishes the JID once more and returns what the minion answers."""
    since = master.bus.mark()
    master.publish(minion.id, fun, arg, jid=jid)
    return master.wait_return(jid, minion, since=since)


@pytest.mark.parametrize(
    "fun, arg",
    [
        ("job_retry_test.mark", ["{trace}", "grüße"]),
        ("job_retry_test.none", ["{trace}"]),
        ("job_retry_test.retcode", [7, "{trace}"]),
        ("job_retry_test.fail", ["TypeError", "{trace}"]),
        ("job_retry_test.fail", ["CommandExecutionError", "{trace}"]),
        ("job_retry_test.fail", ["SaltInvocationError", "{trace}"]),
        ("job_retry_test.fail", ["ValueError", "{trace}"]),
        ("job_retry_test.count_up", ["{trace}", 1]),
    ],
)
def test_a_duplicate_is_answered_with_the_recorded_return_and_does_not_run(
    master, minion, gate, trace, fun, arg
):
    arg = [str(trace) if one == "{trace}" else one for one in arg]
    jid, first = master.execute(minion, fun, arg)
    second = again(master, minion, jid, fun, arg)
    assert len(trace.lines()) == 1
    for key in ("retcode", "success"):
        assert second[key] == first[key], key
    if arg[0] == "ValueError":  # the traceback has Salt's last frames only the first time
        assert second["return"].startswith("The minion function caused an exception: Traceback")
        assert "ValueError: wrong value" in second["return"]
    else:
        assert second["return"] == first["return"]
        assert second.get("out") == first.get("out")


def test_the_same_jid_with_other_arguments_is_refused(master, minion, gate, trace):
    jid, _ = master.execute(minion, "job_retry_test.mark", [str(trace), "one"])
    ret = again(master, minion, jid, "job_retry_test.mark", [str(trace), "two"])
    assert trace.lines() == ["one"]
    assert ret["retcode"] == 1
    assert "already belongs to another job" in ret["return"]


def test_a_duplicate_of_a_running_job_waits_for_its_return(master, minion, gate, trace, tmp_path):
    go = tmp_path / "go"
    arg = [str(go), str(trace)]
    since = master.bus.mark()
    jid = master.publish(minion.id, "job_retry_test.wait_for", arg)
    wait_until(trace.lines)
    # Salt removes and writes the same proc file for both, so only the answers tell.
    master.publish(minion.id, "job_retry_test.wait_for", arg, jid=jid)
    wait_until(lambda: len(master.bus.seen(f"salt/job/{jid}/new", since)) == 2)
    go.touch()
    tag = f"salt/job/{jid}/ret/{minion.id}"
    answers = wait_until(lambda: len(r := master.bus.seen(tag, since)) == 2 and r, 60, "two returns")
    assert [data["return"] for _, data in answers] == ["came", "came"]
    assert len(trace.lines()) == 1


def test_an_interrupted_job_is_refused_and_says_why(master, minion, gate, trace, tmp_path):
    arg = [str(tmp_path / "never"), str(trace)]
    jid = master.publish(minion.id, "job_retry_test.wait_for", arg)
    pid = wait_until(trace.lines)[0]
    _, killed = master.execute(minion, "saltutil.kill_job", [jid])
    assert pid in killed["return"]
    ret = again(master, minion, jid, "job_retry_test.wait_for", arg)
    assert "did not get to its end" in ret["return"]
    assert ret["retcode"] == 1
    assert len(trace.lines()) == 1


def test_each_function_of_a_multi_function_job_is_claimed_once(master, minion, plain_minion, gate, trace):
    funs = ["job_retry_test.mark", "job_retry_test.missing", "job_retry_test.change_argument", "test.echo"]
    args = [[str(trace)], [], [{"a": 1}, str(trace)], ["x"]]
    since = master.bus.mark()
    jid = master.publish("*", funs, args)
    ours = master.wait_return(jid, minion, since=since)
    salts = master.wait_return(jid, plain_minion, since=since)
    assert ours["return"].pop("job_retry_test.missing").strip().endswith("not callable")
    assert salts["return"].pop("job_retry_test.missing").strip().endswith("not callable")
    for key in LIKE_SALT:
        assert ours.get(key) == salts.get(key), key
    assert [(e["fun"], e["state"]) for e in gate.entries(jid)] == [(fun, "finished") for fun in funs]
    second = again(master, minion, jid, funs, args)
    second["return"].pop("job_retry_test.missing")
    assert second["return"] == ours["return"]
    assert second["retcode"] == ours["retcode"]
    assert len(trace.lines()) == 4  # two from each minion


def test_a_function_with_wrong_arguments_does_not_shift_the_others(master, minion, gate, trace):
    funs = ["test.echo", "test.echo", "job_retry_test.mark"]
    jid, ret = master.execute(minion, funs, [["x=1", "nonsense=2"], ["y"], [str(trace)]])
    assert ret["return"]["job_retry_test.mark"] == "x"
    before = gate.entries(jid)
    again(master, minion, jid, funs, [["x=1", "nonsense=2"], ["y"], [str(trace)]])
    assert gate.entries(jid) == before
    assert len(trace.lines()) == 1


def test_the_ledger_is_asked_through_the_program_when_the_daemon_is_away(master, minion, gate, trace):
    gate.kill()
    try:
        jid, ret = master.execute(minion, "job_retry_test.mark", [str(trace)])
        assert ret["return"] == "x"
        again(master, minion, jid, "job_retry_test.mark", [str(trace)])
    finally:
        gate.start()
    assert len(trace.lines()) == 1
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished"]


def test_the_daemon_may_go_away_while_a_job_runs(master, minion, gate, trace, tmp_path):
    go = tmp_path / "go"
    since = master.bus.mark()
    jid = master.publish(minion.id, "job_retry_test.wait_for", [str(go), str(trace)])
    wait_until(trace.lines)
    gate.kill()
    try:
        go.touch()
        assert master.wait_return(jid, minion, since=since)["return"] == "came"
    finally:
        gate.start()
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished"]


def test_the_named_executor_of_a_job_bypasses_the_gate(master, minion, gate, trace):
    jid, ret = master.execute(
        minion, "job_retry_test.mark", [str(trace)], kwarg={}, module_executors=["direct_call"]
    )
    assert ret["return"] == "x"
    assert gate.entries(jid) == []


def test_salt_call_is_not_gated(minion, gate):
    import subprocess

    said = subprocess.run(
        [minion.installation.program("salt-call"), "-c", minion.conf_dir, "--local", "test.echo", "hello"],
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert "hello" in said.stdout, said.stderr


@pytest.mark.parametrize(
    "python_arg",
    [
        "['text', 'grüße', '', None, True, 1.5, -1, 2**63, 2**70]",
        "[{'a': {'b': [1, {'c': None}]}}, {'__kwarg__': True, 'name': 'wert', 'nested': {'x': ['y']}}]",
        "[b'bytes', b'\\xff\\xfe']",
        "[datetime.datetime(2025, 1, 2, 3, 4, 5)]",
        "['name=wert', 'x=[1, 2]']",
    ],
)
def test_the_stored_load_of_a_live_job_is_the_same_job(master, minion, gate, start_worker, python_arg):
    jid, ret = master.execute(minion, "job_retry_test.echo", python_arg=python_arg)
    worker = start_worker(master=f"127.0.0.1:{master.port}")
    assert worker.run(jid, master.stored_load(jid)) == ("returned", "")
    assert [entry["via"] for entry in gate.entries(jid)] == ["live"]


@pytest.mark.only_fake_gate
def test_a_job_without_a_gate_is_refused_and_says_what_to_do(master, minion, gate, trace):
    gate.stop()
    try:
        jid, ret = master.execute(minion, "job_retry_test.mark", [str(trace)])
    finally:
        gate.start()
    assert ret["retcode"] == 1
    assert ret["return"].startswith("ERROR: Job retry: the ledger was not reached: ")
    assert "minion-agent status" in ret["return"]
    assert "the ledger cannot be opened" in ret["return"]
    assert trace.lines() == []


@pytest.mark.only_fake_gate
def test_the_text_of_the_agents_error_is_what_the_administrator_sees(master, minion, gate, trace):
    gate.answer_error = "the disk is full: make room below /var/cache/salt"
    try:
        jid, ret = master.execute(minion, "job_retry_test.mark", [str(trace)])
    finally:
        gate.answer_error = None
    assert ret["return"] == "ERROR: Job retry: the disk is full: make room below /var/cache/salt"
    assert trace.lines() == []


@pytest.mark.only_fake_gate
def test_a_return_that_is_no_longer_recorded_is_answered_truthfully(master, minion, gate, trace):
    jid, _ = master.execute(minion, "job_retry_test.retcode", [7, str(trace)])
    gate.forget_return(jid)
    ret = again(master, minion, jid, "job_retry_test.retcode", [7, str(trace)])
    assert "ran on this minion at 20" in ret["return"]
    assert "with retcode 7" in ret["return"]
    assert ret["retcode"] == 7
    assert len(trace.lines()) == 1


def test_a_queued_state_run_gives_its_claim_back_and_runs_later_under_its_jid(
    master, minion, gate, trace, tmp_path
):
    go = tmp_path / "go"
    since = master.bus.mark()
    kwarg = {"path": str(go), "started": str(trace)}
    slow = master.publish(
        minion.id, "state.single", ["module.run", "name=job_retry_test.wait_for"], kwarg=kwarg
    )
    wait_until(trace.lines)
    jid = master.publish(minion.id, "state.single", ["test.nop", "name=x"], kwarg={"queue": True})
    queues = minion.directory / "cache" / "queues"
    wait_until(lambda: list(queues.rglob(f"queued_*_{jid}.p")), 30, "the job in Salt's queue")
    wait_until(lambda: not (minion.proc_dir / jid).exists(), 30, "the end of the process that queued the job")
    assert gate.entries(jid) == []
    go.touch()
    assert master.wait_return(slow, minion, since=since)["retcode"] == 0
    ret = master.wait_return(jid, minion, since=since)
    assert ret["retcode"] == 0, ret
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished"]
