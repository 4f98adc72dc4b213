"""
The main job on real Salt with both real daemons: what a minion missed runs exactly once when it comes back, in order, only where the
target matches, whoever published it and whichever process restarts in between; and its return is Salt's own.
"""

import datetime
import json
import pathlib
import subprocess
from contextlib import closing

import pytest

from support.processes import wait_until
from support.site import Site

@pytest.fixture(scope="module")
def site(installation, salt_dir):
    directory = salt_dir / "site"
    directory.mkdir()
    with closing(Site(installation, directory)) as site:
        site.start()
        yield site


def mark_job(site, word):
    return "job_retry_test.mark", [str(site.trace_path), word]


def test_missed_jobs_of_every_kind_run_once_in_order_and_return_as_salt_would(away):
    site = away
    before = len(site.ran())
    function, _ = mark_job(site, "")
    options = {
        "glob": {},
        "list": {"tgt": ["away"], "tgt_type": "list"},
        "compound": {"tgt": "G@site:lab and away", "tgt_type": "compound"},
        "grain": {"tgt": "site:lab", "tgt_type": "grain"},
    }
    jids = {word: site.missed(function, [str(site.trace_path), word], **how) for word, how in options.items()}
    jids["echo"] = site.missed("job_retry_test.echo", ["a", 1, [2, {"three": "vier \u2713"}]], kwarg={"k": [None, True]})
    jids["none"] = site.missed("job_retry_test.none", [str(site.trace_path)])
    jids["retcode"] = site.missed("job_retry_test.retcode", [7])
    jids["cmd"] = site.missed("cmd.run", [f"echo by-cmd >> {site.trace_path}; echo said"])
    jids["state"] = site.missed("state.apply", ["missed"])
    jids["multi"] = site.missed(
        ["job_retry_test.mark", "test.echo"], [[str(site.trace_path), "multi"], ["second"]]
    )
    listed = site.shim.wait_pending(jids.values(), "away")
    assert listed == sorted(jids.values())
    site.switch_on()

    values = {word: site.returned(jid) for word, jid in jids.items()}
    # Targets by grain also reached the live minion, and each ran once there.
    ran = site.ran()[before:]
    assert [word for word in ran if word in ("glob", "list")] == ["glob", "list"]
    assert sorted(ran).count("compound") == 1 and ran.count("grain") == 2
    assert ran.count("x") == 1 and ran.count("by-cmd") == 1 and ran.count("multi") == 1
    assert "by-state" in ran
    assert values["glob"] == "glob" and values["grain"] == "grain"
    assert values["echo"] == {"args": ["a", 1, [2, {"three": "vier \u2713"}]], "kwargs": {"k": [None, True]}}
    assert values["none"] is None
    assert values["cmd"] == "said"
    assert values["multi"] == {"job_retry_test.mark": "multi", "test.echo": "second"}
    assert all(state["result"] for state in values["state"].values())
    returned = site.master.bus.seen(f"salt/job/{jids['retcode']}/ret/away")[0][1]
    assert (returned["retcode"], returned["success"]) == (7, False)

    for jid in jids.values():
        assert {entry["state"] for entry in site.agent.entries(jid)} == {"finished"}
        assert {entry["via"] for entry in site.agent.entries(jid)} == {"pending"}


def test_a_late_return_is_what_a_live_minion_returns(away):
    site = away
    jobs = [("test.echo", ["same"]), ("state.apply", ["missed"]), ("test.version", []), ("job_retry_test.fail", ["ValueError"])]
    jids = [site.missed(fun, arg, tgt=["away", "live"], tgt_type="list") for fun, arg in jobs]
    site.shim.wait_pending(jids, "away")
    site.switch_on()
    for jid, (fun, _) in zip(jids, jobs):
        site.returned(jid)
        late = site.master.bus.seen(f"salt/job/{jid}/ret/away")[0][1]
        live = site.master.bus.seen(f"salt/job/{jid}/ret/live")[0][1]
        vary = {"_stamp", "ts", "id", "return"}
        assert {k: v for k, v in late.items() if k not in vary} == {k: v for k, v in live.items() if k not in vary}
        if fun in ("test.echo", "test.version"):
            assert late["return"] == live["return"]


def test_a_job_whose_target_no_longer_matches_is_refused_and_does_not_run(away):
    site = away
    before = len(site.ran())
    jid = site.missed(*mark_job(site, "not-for-me"), tgt="site:lab", tgt_type="grain")
    site.shim.wait_pending([jid], "away")
    site.away.write_config(grains={"site": "elsewhere"})
    try:
        site.switch_on()
        site.shim.wait_state(jid, "away", "refused")
        [delivery] = [one for one in site.shim.show(jid)["deliveries"] if one["minion"] == "away"]
        assert "target" in delivery["reason"]
        assert site.ran()[before:] == ["not-for-me"]  # by the live minion
    finally:
        site.switch_off()
        site.away.write_config(grains={"site": "lab"})


@pytest.mark.parametrize("publisher", ["cli", "api", "runner", "orchestrate", "reactor"])
def test_whoever_publishes_is_caught(away, publisher):
    site, mark = away, away.master.bus.mark()
    fun, arg = mark_job(away, f"by-{publisher}")
    if publisher == "cli":
        site.master.salt("--async", "away", fun, *arg)
    elif publisher == "api":
        site.missed(fun, arg)
    elif publisher == "runner":
        site.master.salt_run("--async", "salt.execute", "away", fun, f"arg={json.dumps(arg)}", "timeout=1")
    elif publisher == "orchestrate":
        site.master.salt_run("--async", "state.orchestrate", "orch")
    else:
        site.master.salt_run("event.send", "test/missed", '{"a": 1}')
    jid = site.announced(mark, fun)
    site.shim.wait_pending([jid], "away")
    site.switch_on()
    assert site.returned(jid) == f"by-{publisher}"
    assert site.ran().count(f"by-{publisher}") == 1


def test_a_jid_that_is_published_again_is_answered_from_the_ledger(site):
    fun, arg = mark_job(site, "published-again")
    jid, first = site.master.execute(site.away, fun, arg)
    mark = site.master.bus.mark()
    site.master.publish("away", fun, arg, jid=jid)
    again = site.master.wait_return(jid, "away", since=mark)
    assert (again["return"], again["retcode"]) == (first["return"], first["retcode"])
    assert site.ran().count("published-again") == 1
    [entry] = site.agent.entries(jid)
    assert (entry["via"], entry["state"]) == ("live", "finished")


@pytest.mark.parametrize("restarted", ["master", "shim", "agent", "minion"])
def test_a_restart_in_between_changes_nothing(away, restarted):
    site = away
    word = f"restart-of-{restarted}"
    jid = site.missed(*mark_job(site, word))
    site.shim.wait_pending([jid], "away")
    if restarted == "master":
        site.master.stop()
        site.master.start()
    elif restarted == "shim":
        site.shim.kill()
        site.shim.start()
        assert [one["jid"] for one in site.shim.pending("away")] == [jid]
    elif restarted == "agent":
        # Killed as soon as it has begun; the next one does the rest.
        site.agent.start()
        site.agent.kill()
    site.switch_on()
    assert site.returned(jid) == word
    if restarted == "minion":
        site.away.stop()
        site.away.start()
        mark = site.master.bus.mark()
        site.master.publish("away", *mark_job(site, word), jid=jid)
        assert site.master.wait_return(jid, "away", since=mark)["return"] == word
    assert site.ran().count(word) == 1


def test_jids_that_go_back_an_hour_lose_nothing_and_repeat_nothing(away):
    """
    As local time does when summer ends. Salt's own JIDs are UTC (3006 on); whoever chooses them may take local time. They are handed
    out in their order.
    """
    site = away
    before = site.missed(*mark_job(site, "summer"))

    def an_hour_back(word):
        moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
        return site.missed(*mark_job(site, word), jid=f"{moment:%Y%m%d%H%M%S%f}")

    after = an_hour_back("winter")
    site.shim.wait_pending([before, after], "away")
    ran = len(site.ran())
    site.switch_on()
    assert site.returned(before) == "summer" and site.returned(after) == "winter"
    live = an_hour_back("live")
    assert site.master.wait_return(live, "away")["return"] == "live"
    assert site.ran()[ran:] == ["winter", "summer", "live"]


def test_the_shim_finds_what_was_published_and_returned_while_it_was_down(away):
    site = away
    site.shim.stop()
    jid = site.missed(*mark_job(site, "while-the-shim-was-down"))
    answered = site.missed("test.echo", ["answered"], tgt="live")
    site.master.wait_return(answered, "live")
    site.shim.start()
    site.shim.wait_pending([jid], "away")
    # Its agent was not connected when the return was found: it is asked.
    wait_until(lambda: site.shim.states(answered).get("live") in (None, "returned"), 90, "the word of its ledger")
    site.switch_on()
    assert site.returned(jid) == "while-the-shim-was-down"
    assert site.ran().count("while-the-shim-was-down") == 1


@pytest.fixture
def away_without_witness(away):
    """Its shim takes jobs from the job cache."""
    witness = away.shim.config["returner_dirs"]
    away.shim.stop()
    away.shim.write_config(returner_dirs=[])
    yield away
    away.shim.stop()
    away.shim.write_config(returner_dirs=witness)
    away.shim.start()


def test_a_job_cache_that_is_mounted_late_hides_no_job(away_without_witness):
    site = away_without_witness
    site.shim.start()  # what it does not know of since its first start is nobody's debt
    site.shim.stop()
    jid = site.missed(*mark_job(site, "not-mounted"))
    site.master.stored_load(jid)
    jobs = site.master.directory / "cache" / "jobs"
    elsewhere = jobs.rename(jobs.with_name("elsewhere"))
    try:
        site.shim.start()
        error = wait_until(lambda: site.shim.status()["job_cache"]["error"], 30, "the job cache's error")
        assert f"{jobs} is not there" in error and "mounted" in error
        site.shim.stop()
    finally:
        elsewhere.rename(jobs)
    site.shim.start()
    site.shim.wait_pending([jid], "away")
    assert site.shim.status()["job_cache"]["error"] is None
    assert "none" in site.shim.run("status").stdout
    site.switch_on()
    assert site.returned(jid) == "not-mounted"
    assert site.ran().count("not-mounted") == 1


def test_a_job_that_is_cancelled_does_not_run(away):
    site = away
    jid = site.missed(*mark_job(site, "cancelled"))
    kept = site.missed(*mark_job(site, "kept"))
    site.shim.wait_pending([jid, kept], "away")
    said = site.shim.run("cancel", jid, "away")
    assert said.returncode == 0, said.stderr
    assert site.shim.states(jid)["away"] == "cancelled"
    site.switch_on()
    assert site.returned(kept) == "kept"
    assert "cancelled" not in site.ran()
    assert site.shim.states(jid)["away"] == "cancelled"


@pytest.mark.parametrize("fun, more", [("kill_job", []), ("term_job", []), ("signal_job", [15])])
def test_a_job_that_was_killed_does_not_run_later_on_who_was_away(away, fun, more):
    site = away
    owed = site.missed(*mark_job(site, "killed"))
    site.shim.wait_pending([owed], "away")
    in_silence = site.missed(*mark_job(site, "killed-at-once"))
    kept = site.missed(*mark_job(site, "kept"))
    killers = [site.missed(f"saltutil.{fun}", [jid, *more], tgt="*") for jid in (owed, in_silence)]
    for jid, killer in zip((owed, in_silence), killers, strict=True):
        site.shim.wait_state(jid, "away", "cancelled")
        assert f"killed by saltutil.{fun} (job {killer})" in site.shim.run("show", jid).stdout
    site.shim.wait_pending([kept], "away")
    site.switch_on()
    assert site.returned(kept) == "kept"
    assert not {"killed", "killed-at-once"} & set(site.ran())


def test_the_opt_out_is_seen_in_both_forms_of_the_command_line(away):
    site = away
    salt = pathlib.Path(site.master.installation.python).with_name("salt")
    published = []
    for form in ("--metadata={job_retry: False}", "metadata={job_retry: False}"):
        said = subprocess.run(
            [salt, "-c", site.master.conf_dir, "--async", "away", "cmd.run", "true", form],
            capture_output=True, text=True, timeout=60,
        )
        assert "Executed command with job ID" in said.stdout, said
        published.append(said.stdout.split()[-1])
    owed = site.missed("cmd.run", ["true"])
    site.shim.wait_pending([owed], "away")
    assert not set(published) & {one["jid"] for one in site.shim.pending("away")}


def test_excluded_functions_and_jobs_that_opt_out_are_not_owed(away):
    site = away
    ping = site.missed("test.ping")
    opted_out = site.missed("test.echo", ["no"], metadata={"job_retry": False})
    bypass = site.missed("test.echo", ["no"], module_executors=["direct_call"])
    owed = site.missed("test.echo", ["yes"])
    site.shim.wait_pending([owed], "away")
    listed = [one["jid"] for one in site.shim.pending("away")]
    assert not {ping, opted_out, bypass} & set(listed)


def test_pending_jobs_wait_while_live_jobs_go_around_the_gate(away):
    site = away
    jid = site.missed(*mark_job(site, "after-the-gate"))
    site.shim.wait_pending([jid], "away")
    site.agent.write_config(module_executors=["direct_call"])
    try:
        site.switch_on()
        wait_until(lambda: site.agent.status()["masters"][0]["listed"], 30, "the pending list")
        assert any("module_executors" in warning for warning in site.agent.status()["warnings"])
        # A live job is done after the list was seen, and still nothing pending has been taken.
        site.master.execute(site.away, "test.echo", ["live"])
        assert site.shim.states(jid) == {"away": "pending"}
        assert not site.agent.entries(jid)
    finally:
        site.switch_off()
        site.agent.write_config(module_executors=["job_retry"])
    site.switch_on()
    assert site.returned(jid) == "after-the-gate"
    assert site.ran().count("after-the-gate") == 1


def test_a_live_job_that_takes_its_time_is_running_and_not_run_again(site, tmp_path):
    started, gate = tmp_path / "started", tmp_path / "gate"
    jid = site.master.publish("away", "job_retry_test.wait_for", [str(gate), str(started)])
    site.shim.wait_state(jid, "away", "running")
    gate.touch()
    assert site.returned(jid) == "came"
    assert len(started.read_text().split()) == 1


def test_a_return_that_the_master_missed_is_sent_again_and_nothing_runs(site):
    fun = "job_retry_test.wait_for"
    started, gate = site.trace_path.parent / "lost-started", site.trace_path.parent / "lost-gate"
    jid = site.master.publish("away", fun, [str(gate), str(started)])
    wait_until(started.exists, 30, "the start of the job")
    site.master.stop()
    gate.touch()
    wait_until(lambda: site.agent.entries(jid)[0]["state"] == "finished", 30, "the end of the job")
    # Salt tries to send the return for a while and gives up.
    wait_until(lambda: not (site.away.proc_dir / jid).exists(), 120, "Salt to give the return up")
    wait_until(lambda: not job_processes(started), 120, "the end of the job's process")
    site.master.start()
    assert site.returned(jid) == "came"
    assert len(started.read_text().split()) == 1


def job_processes(started):
    pid = started.read_text().split()[0]
    return subprocess.run(["kill", "-0", pid], capture_output=True).returncode == 0


def test_a_master_that_goes_away_in_the_middle_of_a_drain_gets_every_return_once_it_is_back(away, tmp_path):
    site = away
    started, gate = tmp_path / "started", tmp_path / "gate"
    first = site.missed("job_retry_test.wait_for", [str(gate), str(started)])
    words = [f"in-the-middle-{number}" for number in range(3)]
    jids = [site.missed(*mark_job(site, word)) for word in words]
    site.shim.wait_pending([first, *jids], "away")
    site.switch_on()
    wait_until(started.exists, 60, "the start of the first job")
    site.master.kill()
    gate.touch()
    wait_until(lambda: site.agent.entries(first)[0]["state"] == "finished", 30, "the end of the first job")
    site.master.start()
    assert site.returned(first) == "came"
    assert [site.returned(jid) for jid in jids] == words
    assert len(started.read_text().split()) == 1
    assert [word for word in site.ran() if word in words] == words


def test_jids_that_salt_makes_unique_by_its_process_are_jobs_like_others(away):
    """The last test here: the master stays so."""
    site = away
    site.master.stop()
    site.master.write_config(unique_jid=True)
    site.master.start()
    words = ["unique-1", "unique-2"]
    jids = [site.missed(*mark_job(site, word)) for word in words]
    assert all("_" in jid for jid in jids)
    site.shim.wait_pending(jids, "away")
    site.switch_on()
    assert [site.returned(jid) for jid in jids] == words
    mark = site.master.bus.mark()
    site.master.publish("away", *mark_job(site, words[0]), jid=jids[0])
    assert site.master.wait_return(jids[0], "away", since=mark)["return"] == words[0]
    assert [word for word in site.ran() if word in words] == words
