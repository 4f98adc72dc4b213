"""
Late jobs in the running salt-minion (docs/late_jobs.md): what is missed runs as a child of the minion that runs now, seen and ended like a live
job; what may not run now is held or refused without a return; and nothing late runs while no minion does, or past a minion without the gate.
"""

import json
import os
import pathlib
import time
from contextlib import closing

import msgpack
import pytest

from support.processes import wait_until
from support.site import Site

RETURNER = """
def returner(ret):
    with open({path!r}, "a") as out:
        out.write(ret["jid"] + "\\n")
"""
# As a Salt that has no job queue: it does not look into the directory.
WITHOUT_QUEUE = """
import salt.minion
salt.minion.Minion.process_process_queue = lambda self: None
def no_queue():
    return {}
"""


@pytest.fixture(scope="module")
def site(installation, salt_dir):
    directory = salt_dir / "late"
    directory.mkdir()
    returners = directory / "returners"
    returners.mkdir()
    (returners / "job_retry_trace.py").write_text(RETURNER.format(path=str(directory / "returned")))
    with closing(Site(installation, directory)) as site:
        site.returned_to = directory / "returned"
        site.away.write_config(returner_dirs=[str(returners)])
        site.away.env["ONLY_OF_THE_MINION"] = "yes"
        site.start()
        yield site


def mark_job(site, word):
    return "job_retry_test.mark", [str(site.trace_path), word]


def salt_minion(site):
    return site.agent.status()["salt_minion"]


def way(site):
    return site.agent.status()["masters"][0]["way"]


def queue_dir(site):
    return site.away.directory / "cache" / "queues" / "127.0.0.1" / "job_queue"


def minion_pid(site):
    return int((site.away.directory / "pid").read_text())


def wait_way(site, wanted, timeout=60):
    wait_until(lambda: way(site) == wanted, timeout, f"the way {wanted}: {site.agent.status()}\n{site.agent.tail()}")


def no_return(site, jid, since):
    return not site.master.bus.seen(f"salt/job/{jid}/ret/away", since=since)


def test_a_late_job_has_the_surroundings_of_a_live_one_and_the_parent_too(away):
    site = away
    jid = site.missed("job_retry_test.surroundings")
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    late = site.returned(jid)
    assert late["environment"]["ONLY_OF_THE_MINION"] == "yes"
    assert late["parent"] == minion_pid(site)
    _, answer = site.master.execute(site.away, "job_retry_test.surroundings")
    live = answer["return"]
    for both in (late, live):
        del both["pid"]
    assert late == live
    assert site.agent.status()["worker"]["pid"] == 0
    assert "given to the worker" not in site.agent.tail()


def test_status_names_the_minion_that_has_the_gate_and_the_salt_that_it_is(site):
    wait_way(site, "queue")
    assert salt_minion(site)["pid"] == minion_pid(site)
    assert salt_minion(site)["salt"] == site.master.installation.version
    said = site.agent.run("status").stdout
    assert f"salt-minion: process {minion_pid(site)}, Salt {site.master.installation.version}" in said


def test_the_first_late_job_begins_within_half_a_second_of_the_link(away):
    """The minion is there already, as after a cut of the network."""
    site = away
    jid = site.missed("job_retry_test.mark", [str(site.trace_path), "quick"])
    site.shim.wait_pending([jid], "away")
    site.shim.stop()
    site.switch_on()
    wait_until(lambda: salt_minion(site)["salt"], 60, "the answer of the minion")
    site.shim.start()
    assert site.returned(jid) == "quick"
    [entry] = site.agent.entries(jid)
    linked = site.agent.status()["masters"][0]["authenticated_us"]
    seconds = (entry["claimed_at_us"] - linked) / 1e6
    print(f"from link to claim: {seconds:.3f} s")
    assert seconds < (0.5 if os.environ.get("JOB_RETRY_QUIET_MACHINE") else 3)


def test_a_late_job_is_seen_and_killed_like_a_live_one(away, tmp_path):
    site = away
    jid = site.missed("job_retry_test.wait_for", [str(tmp_path / "never"), str(tmp_path / "started")])
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    wait_until((tmp_path / "started").exists, 60, "the start of the job")
    _, running = site.master.execute(site.away, "saltutil.running")
    [seen] = [job for job in running["return"] if job["jid"] == jid]
    assert str(seen["pid"]) == (tmp_path / "started").read_text().strip()
    assert seen["fun"] == "job_retry_test.wait_for"
    _, found = site.master.execute(site.away, "saltutil.find_job", [jid])
    assert found["return"]["pid"] == seen["pid"]
    _, killed = site.master.execute(site.away, "saltutil.term_job", [jid])
    assert "pid" in killed["return"] or "Signal" in killed["return"]
    wait_until(lambda: not pathlib.Path(f"/proc/{seen['pid']}").exists(), 30, "the end of the job")
    wait_until(lambda: site.agent.entries(jid)[0]["state"] == "interrupted", 30, "the word of the ledger")


def test_a_function_is_given_what_a_live_one_is_given(away):
    site = away
    jids = {}
    jids["one"] = site.missed("job_retry_test.published", tgt=["away", "live"], tgt_type="list")
    jids["two"] = site.missed(
        ["job_retry_test.published", "test.kwarg"], [[], ["a=1"]], tgt=["away", "live"], tgt_type="list"
    )
    site.shim.wait_pending(list(jids.values()), "away")
    site.switch_on()
    vary = {"__pub__job_queue_file"}  # Salt's own, of each job that lay in its queue
    for jid in jids.values():
        late = site.returned(jid)
        live = site.master.bus.seen(f"salt/job/{jid}/ret/live")[0][1]["return"]
        dicts = [late] if "__pub_jid" in late else list(late.values())
        for each in dicts:
            for key in vary:
                each.pop(key, None)
        assert late == live


def test_a_job_for_others_is_refused_and_returns_nothing(away):
    site = away
    since = site.master.bus.mark()
    jid = site.missed(["test.echo", "test.echo"], [["a"], ["b"]], tgt="site:lab", tgt_type="grain")
    one = site.missed("nosuchmodule.nosuchfunction", [], tgt="site:lab", tgt_type="grain")
    site.shim.wait_pending([jid, one], "away")
    site.away.write_config(grains={"site": "elsewhere"})
    try:
        site.switch_on()
        for each in (jid, one):
            site.shim.wait_state(each, "away", "refused")
            assert no_return(site, each, since)
            assert not (site.away.proc_dir / each).exists()
    finally:
        site.switch_off()
        site.away.write_config(grains={"site": "lab"})


@pytest.mark.parametrize("several", [False, True])
def test_a_blackout_holds_a_late_job_and_does_not_use_it_up(away, several):
    site = away
    since = site.master.bus.mark()
    fun, arg = mark_job(site, f"after-blackout-{several}")
    jid = site.missed([fun, "test.echo"], [arg, ["x"]]) if several else site.missed(fun, arg)
    site.shim.wait_pending([jid], "away")
    site.away.write_config(grains={"site": "lab", "minion_blackout": True})
    try:
        site.switch_on()
        wait_until(lambda: f"{jid}: held" in site.agent.tail(), 60, "the job to be held")
        assert no_return(site, jid, since) and not site.agent.entries(jid)
        assert site.shim.states(jid) == {"away": "pending"}
    finally:
        site.switch_off()
        site.away.write_config(grains={"site": "lab"})
    site.switch_on()
    site.returned(jid)
    assert site.ran().count(f"after-blackout-{several}") == 1


def test_a_late_state_run_waits_for_the_one_that_is_active(away, tmp_path):
    site = away
    since = site.master.bus.mark()
    (site.master.file_root / "slow.sls").write_text(
        f"slow:\n  module.run:\n    - job_retry_test.wait_for:\n      - path: {tmp_path / 'go'}\n      - started: {tmp_path / 'started'}\n"
    )
    late = site.missed("state.apply", ["missed"])
    site.shim.wait_pending([late], "away")
    site.away.start()
    live = site.master.publish("away", "state.apply", ["slow"])
    wait_until((tmp_path / "started").exists, 60, "the live state run")
    site.agent.start()
    wait_until(lambda: salt_minion(site)["job"] == "waiting", 60, "the late one to wait")
    assert no_return(site, late, since)
    (tmp_path / "go").touch()
    site.master.wait_return(live, "away")
    assert all(state["result"] for state in site.returned(late).values())


def test_nothing_late_runs_while_no_minion_runs(away):
    site = away
    jid = site.missed(*mark_job(site, "no-minion"))
    site.shim.wait_pending([jid], "away")
    site.agent.start()
    wait_until(lambda: site.agent.status()["masters"][0]["listed"], 60, "the pending list")
    assert salt_minion(site)["pid"] == 0 and way(site) == "nobody"
    time.sleep(3)
    assert site.shim.states(jid) == {"away": "pending"} and not site.agent.entries(jid)
    assert "no salt-minion runs" in site.agent.run("status").stdout
    site.away.start()
    assert site.returned(jid) == "no-minion"
    assert site.ran().count("no-minion") == 1


def test_a_minion_that_was_started_without_the_gate_runs_nothing_late_whatever_its_files_say(away):
    site = away
    jid = site.missed(*mark_job(site, "gate-first"))
    site.shim.wait_pending([jid], "away")
    since = site.master.bus.mark()
    site.agent.write_config(module_executors=["direct_call"])
    site.away.start()
    site.agent.write_config(module_executors=["job_retry"])
    site.agent.start()
    wait_way(site, "none", timeout=120)
    assert not [warning for warning in site.agent.status()["warnings"] if "executor" in warning]
    assert "restart salt-minion" in site.agent.run("status").stdout
    assert site.shim.states(jid) == {"away": "pending"} and not site.agent.entries(jid)
    assert no_return(site, "*", since), "the probe is silent"
    site.away.stop()
    site.away.start()
    assert site.returned(jid) == "gate-first"
    assert site.ran().count("gate-first") == 1


def test_an_executor_that_is_not_the_last_says_that_live_jobs_pass_by_it(away):
    site = away
    site.agent.write_config(module_executors=["job_retry", "direct_call"])
    try:
        site.switch_on()
        wait_way(site, "none")
        assert "job_retry_executors" in site.agent.status()["masters"][0]["way_reason"]
    finally:
        site.switch_off()
        site.agent.write_config(module_executors=["job_retry"])


def test_a_mark_without_an_offer_runs_nothing_and_returns_nothing(site):
    since = site.master.bus.mark()
    wait_way(site, "queue")
    for number, fun in enumerate(("job_retry_test.mark", ["job_retry_test.mark", "test.echo"])):
        several = isinstance(fun, list)
        arg = [str(site.trace_path), "forged"]
        jid = f"2026112406013912345{number}"
        load = {
            "fun": fun,
            "arg": [arg, ["x"]] if several else arg,
            "tgt": "*",
            "tgt_type": "glob",
            "jid": jid,
            "ret": "",
            "user": "root",
            "module_executors": ["job_retry"],
            "job_retry": {"offer": "0" * 32},
        }
        put(site, f"queued_1-forged{number}.p", load)
        wait_until(lambda refused=f"{jid}, begins": refused in site.away.tail(), 30, "the refusal")
        assert no_return(site, jid, since) and not site.agent.entries(jid)
    assert "forged" not in site.ran()


def put(site, name, load):
    directory = queue_dir(site)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "new").write_bytes(msgpack.packb(load, use_bin_type=True))
    (directory / "new").rename(directory / name)
    wait_until(lambda: not (directory / name).exists(), 30, "salt-minion to take the file")


def test_what_an_agent_leaves_in_the_queue_is_taken_back_by_the_next(away):
    site = away
    jid = site.missed(*mark_job(site, "left-behind"))
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    assert site.returned(jid) == "left-behind"
    site.agent.kill()
    site.away.stop()
    (queue_dir(site) / "queued_1-job-retry.p").write_bytes(b"left")
    (queue_dir(site) / "queued_2_20261124060139123456.p").write_bytes(b"Salt's own")
    site.agent.start()
    try:
        assert os.listdir(queue_dir(site)) == ["queued_2_20261124060139123456.p"]
    finally:
        (queue_dir(site) / "queued_2_20261124060139123456.p").unlink()
    site.away.start()


def test_a_minion_that_stops_with_a_late_job_leaves_it_interrupted_and_no_other(away, tmp_path):
    site = away
    first = site.missed("job_retry_test.wait_for", [str(tmp_path / "never"), str(tmp_path / "started")])
    second = site.missed(*mark_job(site, "behind-it"))
    site.shim.wait_pending([first, second], "away")
    site.switch_on()
    wait_until((tmp_path / "started").exists, 60, "the start of the job")
    site.away.stop()  # with its jobs, as the newest units do
    site.shim.wait_state(first, "away", "interrupted")
    assert site.shim.states(second) == {"away": "pending"}
    site.away.start()
    assert site.returned(second) == "behind-it"
    assert site.ran().count("behind-it") == 1


def test_more_jobs_than_the_minion_may_run_wait_in_its_queue(away, tmp_path):
    site = away
    jid = site.missed(*mark_job(site, "when-there-is-room"))
    site.shim.wait_pending([jid], "away")
    site.away.write_config(process_count_max=1)
    try:
        site.away.start()
        live = site.master.publish("away", "job_retry_test.wait_for", [str(tmp_path / "go"), str(tmp_path / "started")])
        site.agent.launch()
        wait_until((tmp_path / "started").exists, 60, "the live job")
        wait_until(site.agent._answers, 30, "the agent")
        time.sleep(2)
        assert "when-there-is-room" not in site.ran()
        (tmp_path / "go").touch()
        site.master.wait_return(live, "away")
        assert site.returned(jid) == "when-there-is-room"
    finally:
        site.switch_off()
        site.away.write_config(process_count_max=-1)


def test_returners_are_called_once_also_when_the_return_is_sent_again(away, tmp_path):
    site = away
    jid = site.missed("job_retry_test.wait_for", [str(tmp_path / "go"), str(tmp_path / "started")], ret="job_retry_trace")
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    wait_until((tmp_path / "started").exists, 60, "the start of the job")
    site.master.kill()
    (tmp_path / "go").touch()
    wait_until(lambda: jid in returners(site), 120, "the returner")
    site.master.start()
    assert site.returned(jid) == "came"
    assert len((tmp_path / "started").read_text().split()) == 1
    time.sleep(1)
    assert returners(site).count(jid) == 1


def returners(site):
    return site.returned_to.read_text().split() if site.returned_to.exists() else []


def test_jobs_that_are_threads_of_the_minion_run_late_as_well(away):
    site = away
    site.away.write_config(multiprocessing=False)
    since = site.master.bus.mark()
    try:
        words = ["thread-1", "thread-2"]
        jids = [site.missed(*mark_job(site, word)) for word in words]
        other = site.missed(*mark_job(site, "not-here"), tgt="site:lab", tgt_type="grain")
        several = site.missed(["test.echo", "job_retry_test.mark"], [["x"], [str(site.trace_path), "thread-3"]])
        site.shim.wait_pending([*jids, other, several], "away")
        site.away.write_config(grains={"site": "elsewhere"})
        site.switch_on()
        assert [site.returned(jid) for jid in jids] == words
        site.returned(several)
        site.shim.wait_state(other, "away", "refused")
        assert no_return(site, other, since)
        assert [word for word in site.ran() if word.startswith("thread-")] == ["thread-1", "thread-2", "thread-3"]
        _, answer = site.master.execute(site.away, "test.echo", ["the minion lives"])
        assert answer["return"] == "the minion lives"
    finally:
        site.switch_off()
        site.away.write_config(multiprocessing=True, grains={"site": "lab"})


def test_a_minion_without_such_a_queue_gets_a_worker_in_its_environment(away):
    site = away
    # setproctitle writes over what /proc/PID/environ shows.
    grains = site.away.directory / "no_queue"
    (grains / "modules").mkdir(parents=True)
    (grains / "modules" / "setproctitle.py").write_text("raise ImportError")
    site.away.env["PYTHONPATH"] = str(grains / "modules")
    (grains / "no_queue.py").write_text(WITHOUT_QUEUE)
    site.away.write_config(grains_dirs=[str(grains)])
    jid = site.missed("job_retry_test.surroundings")
    site.shim.wait_pending([jid], "away")
    try:
        site.switch_on()
        late = site.returned(jid)
        assert way(site) == "worker"
        assert late["environment"]["ONLY_OF_THE_MINION"] == "yes"
        assert "does not look at its job queue" in site.agent.run("status").stdout
    finally:
        site.switch_off()
        del site.away.env["PYTHONPATH"]
        site.away.write_config(grains_dirs=[])


def test_jids_with_an_underscore_are_what_they_are(away):
    site = away
    jid = site.missed(*mark_job(site, "unique"), jid=f"{time.strftime('%Y%m%d%H%M%S', time.gmtime())}123456_4711")
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    assert site.returned(jid) == "unique"
    assert [entry["jid"] for entry in site.agent.ledger() if entry["jid"].startswith(jid[:20])] == [jid]


def test_the_queue_and_its_files_belong_to_the_user_of_the_minions_cache(site):
    cache = (site.away.directory / "cache").stat()
    directory = queue_dir(site).stat()
    assert (directory.st_uid, directory.st_mode & 0o777) == (cache.st_uid, 0o700)
    assert json.dumps(site.agent.status())
