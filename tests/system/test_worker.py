"""The worker on real Salt: what the master stored for a job that the minion missed is run as salt-minion would have."""

import json
import subprocess
import sys
import threading

import msgpack
import pytest

from support.processes import wait_until


@pytest.fixture(scope="module")
def away(master, minion, gate):
    """The minion is stopped while jobs are published; the worker runs beside no live minion, as after a boot."""
    master.file_root.joinpath("note.sls").write_text(
        "note:\n  file.managed:\n    - name: {{ pillar['note_path'] }}\n    - contents: {{ grains['site'] }}\n"
    )
    minion.stop()
    yield minion
    minion.start()


@pytest.fixture
def worker(away, start_worker):
    return start_worker(master=f"127.0.0.1:{away.master.port}")


def missed(master, minion, fun, arg=(), tgt=None, **options):
    jid = master.publish(tgt or minion.id, fun, arg, **options)
    return jid, master.stored_load(jid)


@pytest.mark.parametrize(
    "tgt, tgt_type",
    [
        ("a*", "glob"),
        ("a,nobody", "list"),
        ("site:lab", "grain"),
        ("G@site:lab and not p", "compound"),
        ("^a$", "pcre"),
    ],
)
def test_a_missed_job_runs_and_its_return_stands_under_its_jid(
    master, minion, gate, worker, trace, tgt, tgt_type
):
    since = master.bus.mark()
    jid, load = missed(master, minion, "job_retry_test.mark", [str(trace), tgt], tgt=tgt, tgt_type=tgt_type)
    assert worker.run(jid, load) == ("returned", "")
    ret = master.wait_return(jid, minion, since=since)
    assert (ret["return"], ret["retcode"], ret["success"]) == (tgt, 0, True)
    assert trace.lines() == [tgt]
    assert [(e["state"], e["via"]) for e in gate.entries(jid)] == [("finished", "pending")]
    assert master.run("jobs.lookup_jid", jid)[minion.id] == tgt


def test_a_job_that_salt_minion_runs_around_the_gate_is_not_run_beside_it(master, away, gate, worker, trace, tmp_path):
    """It was started before it was told to use the gate: no ledger knows of the job."""
    jid, load = missed(master, away, "job_retry_test.mark", [str(trace)])
    proc, ended = away.directory / "cache" / "proc" / jid, threading.Event()
    proc.parent.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "salt-minion"]) as around:
        running = {"jid": jid, "fun": "job_retry_test.mark", "arg": [str(trace)], "tgt": "a", "ret": "", "pid": around.pid}

        def say_so():
            # Whole, and again: each process of Salt that looks removes what it takes for a leftover.
            while not ended.is_set():
                (tmp_path / "proc").write_bytes(msgpack.packb(running))
                (tmp_path / "proc").rename(proc)
                ended.wait(0.02)

        says_so = threading.Thread(target=say_so)
        says_so.start()
        outcome, text = worker.run(jid, load)
        ended.set()
        says_so.join()
        around.kill()
    proc.unlink(missing_ok=True)
    assert outcome == "invalid" and str(around.pid) in text and "restart salt-minion" in text
    assert trace.lines() == [] and gate.entries(jid) == []


def test_salt_run_shows_the_late_return(master, minion, worker):
    jid, load = missed(master, minion, "cmd.run", ["echo late; exit 5"])
    assert worker.run(jid, load)[0] == "returned"
    shown = json.loads(master.salt_run("jobs.lookup_jid", jid, "--out=json").stdout)
    assert shown == {minion.id: "late"}
    stored = msgpack.unpackb(master.stored_return(jid, minion), raw=False)
    assert stored["retcode"] == 5


@pytest.mark.parametrize(
    "tgt, tgt_type", [("site:elsewhere", "grain"), ("p", "glob"), ("G@site:lab and p", "compound")]
)
def test_a_job_for_others_does_not_run(master, minion, plain_minion, gate, worker, trace, tgt, tgt_type):
    load = {"jid": "20990101000000000001", "fun": "job_retry_test.mark", "arg": [str(trace)]}
    load.update({"tgt": tgt, "tgt_type": tgt_type, "ret": "", "user": "root", "cmd": "publish"})
    outcome, text = worker.run(load["jid"], msgpack.packb(load))
    assert outcome == "not_targeted"
    assert tgt in text
    assert trace.lines() == []
    assert gate.entries(load["jid"]) == []


@pytest.mark.parametrize(
    "fun, arg",
    [
        ("job_retry_test.none", ["{trace}"]),
        ("job_retry_test.retcode", [7]),
        ("job_retry_test.fail", ["CommandExecutionError"]),
        ("job_retry_test.fail", ["TypeError"]),
        ("job_retry_test.echo", ["ü", {"__kwarg__": True, "name": {"a": [None, 1.5]}}]),
        (["test.echo", "job_retry_test.missing", "job_retry_test.none"], [["x"], [], ["{trace}"]]),
    ],
)
def test_the_late_return_is_what_a_live_minion_returns(
    master, minion, plain_minion, gate, worker, trace, fun, arg
):
    arg = json.loads(json.dumps(arg).replace("{trace}", str(trace)))
    since = master.bus.mark()
    jid = master.publish("*", fun, arg, kwarg={}, metadata={"why": "test"})
    live = master.wait_return(jid, plain_minion, since=since)
    assert worker.run(jid, master.stored_load(jid))[0] == "returned"
    late = master.wait_return(jid, minion, since=since)
    if isinstance(fun, list):
        for one in (live, late):
            assert "not callable" in one["return"].pop("job_retry_test.missing")
    for key in ("return", "retcode", "success", "out", "fun", "fun_args", "metadata", "user"):
        assert late.get(key) == live.get(key), key


def test_the_items_of_a_generator_are_returned_together_and_told_one_by_one(
    master, minion, gate, worker, trace
):
    since = master.bus.mark()
    jid, load = missed(master, minion, "job_retry_test.count_up", [str(trace)])
    assert worker.run(jid, load)[0] == "returned"
    assert master.wait_return(jid, minion, since=since)["return"] == {f"item{n}": n for n in range(3)}
    assert len(master.bus.seen(f"salt/job/{jid}/prog/{minion.id}/*", since)) == 3
    assert worker.run(jid, load)[0] == "returned"
    assert len(trace.lines()) == 3


def test_a_function_is_given_the_same_publish_data_as_live(master, minion, plain_minion, worker):
    since = master.bus.mark()
    jid = master.publish("*", "job_retry_test.published", [], ret="", metadata={"m": 1})
    live = master.wait_return(jid, plain_minion, since=since)["return"]
    worker.run(jid, master.stored_load(jid))
    assert master.wait_return(jid, minion, since=since)["return"] == live


def test_a_replay_sends_the_return_again_and_does_not_run(master, minion, gate, worker, trace):
    jid, load = missed(master, minion, "job_retry_test.mark", [str(trace)])
    worker.run(jid, load)
    kept = master.stored_return(jid, minion)
    since = master.bus.mark()
    assert worker.run(jid, load)[0] == "returned"
    assert master.wait_return(jid, minion, since=since)["return"] == "x"
    assert trace.lines() == ["x"]
    assert master.stored_return(jid, minion) == kept


def test_the_executors_that_a_job_names_run_behind_the_gate(master, minion, gate, worker, trace):
    jid, load = missed(master, minion, "job_retry_test.mark", [str(trace)], module_executors=["direct_call"])
    assert worker.run(jid, load)[0] == "returned"
    assert worker.run(jid, load)[0] == "returned"
    assert trace.lines() == ["x"]
    assert len(gate.entries(jid)) == 1


def test_a_state_run_changes_the_minion_and_returns_its_chunks(master, minion, worker, tmp_path):
    path = tmp_path / "note"
    since = master.bus.mark()
    kwarg = {"mods": "note", "pillar": {"note_path": str(path)}}
    jid, load = missed(master, minion, "state.apply", [], kwarg=kwarg)
    assert worker.run(jid, load)[0] == "returned"
    ret = master.wait_return(jid, minion, since=since)
    assert ret["out"] == "highstate"
    assert [chunk["result"] for chunk in ret["return"].values()] == [True]
    assert path.read_text() == "lab\n"


def test_a_state_run_waits_for_the_one_that_is_active(master, minion, worker, trace, tmp_path):
    """The other run is another worker's: its proc file is what a live minion's would be."""
    go, started = tmp_path / "go", tmp_path / "started"
    sls = (
        "first:\n  module.run:\n    - job_retry_test.wait_for:\n"
        "      - path: {{ pillar['go'] }}\n      - started: {{ pillar['started'] }}\n"
    )
    master.file_root.joinpath("slow.sls").write_text(sls)
    from support.worker import WorkerProcess

    kwarg = {"mods": "slow", "pillar": {"go": str(go), "started": str(started)}}
    slow, slow_load = missed(master, minion, "state.apply", [], kwarg=kwarg)
    other = WorkerProcess(minion)
    try:
        other.send(slow, slow_load)
        wait_until(started.exists)
        jid, load = missed(master, minion, "state.single", ["test.nop", "name=x"])
        worker.send(jid, load)
        plain, plain_load = missed(master, minion, "test.ping")
        go.touch()
        assert other.outcome(slow)[0] == "returned"
    finally:
        other.close()
    assert worker.outcome(jid) == ("returned", "")
    stored = msgpack.unpackb(master.stored_return(jid, minion), raw=False)
    assert stored["retcode"] == 0, stored
    assert worker.run(plain, plain_load)[0] == "returned"


def test_a_returner_that_the_job_names_gets_the_return(master, minion, worker):
    jid, load = missed(master, minion, "test.echo", ["kept"], ret="local_cache")
    assert worker.run(jid, load)[0] == "returned"
    assert list(minion.directory.rglob("return.p"))


def test_a_module_that_a_job_has_synchronised_is_there_for_the_next(master, minion, worker):
    modules = master.file_root / "_modules"
    modules.mkdir(exist_ok=True)
    (modules / "brand_new.py").write_text("def hello():\n    return 'new'\n")
    (master.pillar_root / "top.sls").write_text("base:\n  '*':\n    - fresh\n")
    (master.pillar_root / "fresh.sls").write_text("fresh: yes indeed\n")
    outcomes = {}
    for fun, arg in (
        ("saltutil.sync_modules", []),
        ("brand_new.hello", []),
        ("job_retry_test.pillar_size", ["fresh"]),
    ):
        since = master.bus.mark()
        jid, load = missed(master, minion, fun, arg)
        assert worker.run(jid, load)[0] == "returned"
        outcomes[fun] = master.wait_return(jid, minion, since=since)["return"]
    assert outcomes["brand_new.hello"] == "new"
    assert outcomes["job_retry_test.pillar_size"] == len("yes indeed")


def test_what_a_job_prints_does_not_get_between_the_frames(master, minion, worker):
    jid, load = missed(master, minion, "job_retry_test.noise")
    assert worker.run(jid, load)[0] == "returned"
    assert worker.run(jid, load)[0] == "returned"


def test_a_job_that_is_killed_is_reported_as_failed_and_not_run_again(
    master, minion, gate, worker, trace, tmp_path
):
    jid, load = missed(master, minion, "job_retry_test.die", [str(trace)])
    outcome, text = worker.run(jid, load)
    assert outcome == "failed"
    assert "signal 9" in text
    outcome, text = worker.run(jid, load)
    assert outcome == "failed"
    assert text.startswith("interrupted: ")
    assert len(trace.lines()) == 1
    assert master.stored_return(jid, minion) is None


def test_another_job_under_a_known_jid_is_refused_and_nothing_is_returned(
    master, minion, gate, worker, trace
):
    jid, load = missed(master, minion, "job_retry_test.mark", [str(trace)])
    assert worker.run(jid, load)[0] == "returned"
    other = msgpack.unpackb(load, raw=False)
    other["arg"] = [str(trace), "other"]
    since = master.bus.mark()
    outcome, text = worker.run(jid, msgpack.packb(other))
    assert outcome == "refused"
    assert "already belongs to another job" in text
    assert trace.lines() == ["x"]
    assert master.bus.seen(f"salt/job/{jid}/ret/*", since) == []


def test_the_job_process_can_be_found_and_is_named_in_proc(master, minion, worker, trace, tmp_path):
    go = tmp_path / "go"
    jid, load = missed(master, minion, "job_retry_test.wait_for", [str(go), str(trace)])
    worker.send(jid, load)
    pid = int(wait_until(trace.lines)[0])
    proc = msgpack.unpackb((minion.proc_dir / jid).read_bytes(), raw=False)
    assert (proc["pid"], proc["fun"]) == (pid, "job_retry_test.wait_for")
    go.touch()
    assert worker.outcome(jid)[0] == "returned"
    assert not (minion.proc_dir / jid).exists()


def test_a_running_job_outlives_agent_and_worker(master, minion, gate, worker, trace, tmp_path):
    go = tmp_path / "go"
    since = master.bus.mark()
    jid, load = missed(master, minion, "job_retry_test.wait_for", [str(go), str(trace)])
    worker.send(jid, load)
    wait_until(trace.lines)
    gate.kill()
    try:
        worker.process.kill()
        go.touch()
        assert master.wait_return(jid, minion, since=since)["return"] == "came"
    finally:
        gate.start()
    assert [entry["state"] for entry in gate.entries(jid)] == ["finished"]


def test_end_of_input_ends_the_worker_after_its_job(master, minion, gate, worker, trace, tmp_path):
    go = tmp_path / "go"
    jid, load = missed(master, minion, "job_retry_test.wait_for", [str(go), str(trace)])
    worker.send(jid, load)
    wait_until(trace.lines)
    worker.process.popen.stdin.close()
    go.touch()
    assert worker.outcome(jid)[0] == "returned"
    assert worker.process.popen.wait(30) == 0


def test_a_load_that_cannot_be_read_is_invalid_and_the_worker_goes_on(master, minion, worker):
    for load in (b"\xc1garbage", msgpack.packb([1]), msgpack.packb({"fun": "test.ping"}), b""):
        outcome, text = worker.run("20250101000000000000", load)
        assert outcome == "invalid"
        assert "cannot be read" in text
    jid, load = missed(master, minion, "test.ping")
    assert worker.run("20250101000000000000", load)[0] == "invalid"
    assert worker.run(jid, load)[0] == "returned"


@pytest.mark.only_fake_gate
def test_nothing_runs_and_nothing_is_returned_without_a_gate(master, minion, gate, worker, trace):
    gate.stop()
    try:
        jid, load = missed(master, minion, "job_retry_test.mark", [str(trace)])
        outcome, text = worker.run(jid, load)
    finally:
        gate.start()
    assert outcome == "unavailable"
    assert text.startswith("unavailable: ")
    assert trace.lines() == []
    assert master.stored_return(jid, minion) is None
    assert worker.run(jid, load)[0] == "returned"


def test_a_return_that_the_master_does_not_take_is_lost_and_sent_again_later(
    master, minion, gate, worker, trace
):
    jid, load = missed(master, minion, "job_retry_test.mark", [str(trace)])
    worker.run("warm", b"")
    master.stop()
    try:
        assert worker.run(jid, load)[0] == "return_lost"
    finally:
        master.start()
    assert worker.run(jid, load)[0] == "returned"
    assert trace.lines() == ["x"]
    assert master.run("jobs.lookup_jid", jid)[minion.id] == "x"


def test_the_worker_ends_with_an_error_when_the_master_is_away(away, start_worker):
    with pytest.raises(AssertionError, match="cannot start for master"):
        start_worker(master="127.0.0.1:1")
