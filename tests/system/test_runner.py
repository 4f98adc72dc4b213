"""
Job retry inside Salt: the runner, the events and the reactor example, on a real master with a real shim. The minion that everything is owed
to is only an accepted key: it never comes.
"""

import json
import os
import pathlib

import pytest

from support.daemons import Master
from support.job_retry import Shim, binary

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "packaging" / "examples" / "job_not_run.sls"


@pytest.fixture(scope="module")
def site(installation, salt_dir):
    directory = salt_dir / "runner"
    patch = pytest.MonkeyPatch()
    patch.setenv("PATH", f"{binary('master-shim').parent}:{os.environ['PATH']}")
    master = Master(
        installation,
        directory / "master",
        runner_dirs=[str(ROOT / "master_shim" / "salt" / "runners")],
        reactor=[{"salt/job_retry/*/*/cancelled": [str(EXAMPLE)]}],
    )
    shim = Shim(master)
    try:
        master.start()
        pki = master.directory / "pki"
        public = next(pki.rglob("master.pub"))
        (public.parent / "minions").mkdir(exist_ok=True)
        (public.parent / "minions" / "ghost").write_bytes(public.read_bytes())
        shim.start()
        yield master, shim
    finally:
        shim.stop()
        master.close()
        patch.undo()


@pytest.fixture
def owed(site):
    master, shim = site
    jid = master.publish(["ghost"], "test.echo", ["hello"], tgt_type="list")
    shim.wait_pending([jid], "ghost")
    return jid


def test_the_runner_says_what_the_command_line_says(site, owed):
    master, shim = site
    pending = master.run("job_retry.pending")
    assert [one["jid"] for one in pending if one["jid"] == owed] == [owed]
    assert master.run("job_retry.pending", "ghost") == shim.pending("ghost")
    shown = master.run("job_retry.show", owed)
    assert shown["fun"] == ["test.echo"]
    assert shown["deliveries"][0]["minion"] == "ghost"
    assert master.run("job_retry.status")["bus"]["connected"] is True


def test_cancelling_through_the_runner_fires_an_event_and_the_example_reacts(site, owed):
    master, shim = site
    since = master.bus.mark()
    assert master.run("job_retry.cancel", owed, "ghost")["cancelled"] == 1
    event = master.bus.wait(f"salt/job_retry/{owed}/ghost/cancelled", since=since)
    assert set(event) == {"jid", "id", "fun", "state", "reason", "_stamp"}
    assert (event["jid"], event["id"], event["fun"]) == (owed, "ghost", "test.echo")
    told = master.bus.wait("site/job_not_run/ghost", since=since)
    told = told.get("data", told)
    assert (told["jid"], told["state"], told["fun"]) == (owed, "cancelled", "test.echo")
    assert shim.states(owed) == {"ghost": "cancelled"}


def test_the_example_believes_no_event_and_runs_nothing_that_one_says(site, owed, tmp_path):
    master, _ = site
    canary, since = tmp_path / "canary", master.bus.mark()
    master.salt_run("event.send", f"salt/job_retry/{owed}/ghost/cancelled", json.dumps({"jid": owed, "id": "ghost"}))
    command = f"x\nowned:\n  runner.salt.cmd:\n    - args:\n      - fun: cmd.run\n      - cmd: touch {canary}"
    forged = dict.fromkeys(("jid", "id", "fun", "state", "reason"), command)
    for names in ({}, {"jid": owed}, {"jid": owed, "id": "ghost"}):
        master.salt_run("event.send", "salt/job_retry/x/y/cancelled", json.dumps({**forged, **names}))
    # It is pending still, so none of these told anybody; what is cancelled does, after all of them.
    assert master.run("job_retry.cancel", owed, "ghost")["cancelled"] == 1
    master.bus.wait("site/job_not_run/ghost", since=since)
    assert len(master.bus.seen("site/job_not_run/*", since)) == 1
    assert not canary.exists()


def test_what_goes_wrong_is_said_in_the_words_of_the_command_line(site):
    master, _ = site
    for arguments, said in (
        (("job_retry.show", "20200101000000000000"), "lookup_jid 20200101000000000000"),
        (("job_retry.show", "--all"), "no JID and no minion id"),
        (("job_retry.cancel", "20200101000000000000"), "no delivery of job 20200101000000000000"),
    ):
        # salt-run itself would take a leading dash for an option of its own.
        run = master.salt_run(arguments[0], *(f"jid={one}" for one in arguments[1:]))
        assert said in run.stdout + run.stderr
        assert run.returncode != 0


def test_a_shim_that_does_not_run_is_said(site):
    master, shim = site
    shim.stop()
    try:
        run = master.salt_run("job_retry.status")
        assert "not running" in run.stdout + run.stderr
        assert run.returncode != 0
    finally:
        shim.start()


def test_watch_shows_its_page_as_often_as_it_is_asked_to(site):
    _, shim = site
    watched = shim.run("watch", "--interval", "1", "--count", "2")
    assert watched.returncode == 0
    assert watched.stdout.count(" pending, ") == 2, watched.stdout
    assert "not heard" not in watched.stdout  # the bus of the real master
    assert "\033" not in watched.stdout  # what is piped stays plain
