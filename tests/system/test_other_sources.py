"""
Jobs that Salt has from elsewhere than the master's publication: salt-ssh, salt-call, schedule, runners, other minions. Each of them runs
once, is nobody's debt, and is not run again by job retry, though Salt keeps them in the same job cache. And masters that keep no
returns: what is published there is owed no longer than until it has returned.

`web` is a minion and, by its configuration, also the id of its master: Salt keeps what runners do under that id.
"""

import subprocess
from contextlib import closing

import pytest

from support.daemons import Master, Minion
from support.job_retry import Agent, Shim
from support.processes import wait_until
from support.sshd import Sshd

# Longer than the shim waits before it takes a minion to have missed a job.
SLOWLY = "sleep 3; "


class Site:
    def __init__(self, installation, directory, witness=True, shim=None, **master):
        directory.mkdir()
        self.directory, self.trace, self.witness = directory, directory / "trace", witness
        settings = {"id": "web", "peer": {".*": [".*"]}, **master}
        self.master = Master(installation, directory / "master", **settings)
        self.shim = Shim(self.master, **({} if witness else {"returner_dirs": []}), **(shim or {}))
        self.minion = Minion(installation, directory / "web", self.master, "web", minion_jid_queue_hwm=0)
        self.agent = Agent(self.minion, self.shim)
        self.sshd = Sshd(directory / "ssh")

    def start(self):
        self.master.start()
        self.shim.start()
        assert self.shim.status()["witness"]["in_force"] is self.witness
        self.switch_on()
        self.accept("ghost")
        return self

    def accept(self, id):
        """An accepted key, and nobody who has it."""
        accepted = next((self.master.directory / "pki").rglob("minions"))
        (accepted / id).write_bytes((accepted / "web").read_bytes())

    def switch_on(self):
        self.agent.start()
        self.minion.start()

    def switch_off(self):
        self.agent.stop()
        self.minion.stop()

    def close(self):
        self.sshd.close()
        self.agent.stop()
        self.minion.stop()
        self.shim.stop()
        self.master.close()

    def command(self, word, before=""):
        return f"{before}echo {word} >> {self.trace}"

    def ran(self, word):
        return self.trace.read_text().split().count(word) if self.trace.exists() else 0

    def settle(self):
        """Until the shim has decided about all that was done so far: a job of now is owed by then."""
        jid = self.master.publish(["ghost"], "test.echo", ["x"], tgt_type="list")
        self.shim.wait_pending([jid], "ghost")

    def seen_of(self, minion):
        """All that the shim has ever owed to it and knows still."""
        return self.shim.json("pending", "--all", minion)

    def owed_for(self, word):
        """Deliveries of jobs whose load says the word: Salt has stored all of them in one place."""
        jobs = self.master.directory / "cache" / "jobs"
        said = {load.parent.joinpath("jid").read_text() for load in jobs.rglob(".load.p") if word.encode() in load.read_bytes()}
        return said, [one for one in self.seen_of("web") + self.seen_of("ghost") if one["jid"] in said]


def nobody_owes(site, word):
    site.settle()
    known, owed = site.owed_for(word)
    assert known, f"Salt has not stored the job of {word}: the test shows nothing"
    assert owed == []
    assert site.ran(word) == 1


@pytest.fixture(scope="module", params=["witness", "fallback"])
def site(request, installation, salt_dir):
    directory = salt_dir / f"sources-{request.param}"
    with closing(Site(installation, directory, request.param == "witness")) as site:
        yield site.start()


def test_what_salt_ssh_runs_on_a_minion_that_is_away_is_not_owed_to_it(site):
    site.sshd.start()
    site.switch_off()
    try:
        said = site.sshd.salt_ssh(site.master, "web", "cmd.run", site.command("by-salt-ssh", SLOWLY))
        assert said.returncode == 0, said.stdout[-2000:] + said.stderr[-2000:]
        assert site.ran("by-salt-ssh") == 1
        nobody_owes(site, "by-salt-ssh")
    finally:
        site.switch_on()
    nobody_owes(site, "by-salt-ssh")


def test_what_salt_call_runs_is_nobodys_debt(site):
    since = site.master.bus.mark()
    program = site.minion.installation.program("salt-call")
    command = [program, "-c", site.minion.conf_dir, "cmd.run", site.command("by-salt-call", SLOWLY)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, said.stderr
    site.master.bus.wait("salt/job/*/ret/web", since=since, match=lambda data: "by-salt-call" in str(data.get("fun_args")))
    nobody_owes(site, "by-salt-call")


def test_what_a_minions_schedule_runs_is_nobodys_debt(site):
    def returns():
        return [data for _, data in site.master.bus.seen("salt/job/*/ret/web") if data.get("schedule") == "often"]

    job = {"function": "cmd.run", "job_args": [site.command("by-schedule", SLOWLY)], "seconds": 5}
    published, added = site.master.execute(site.minion, "schedule.add", ["often"], kwarg=job)
    assert added["return"]["result"] is True, added
    wait_until(lambda: len(returns()) >= 2, 60, "returns of scheduled jobs")
    site.master.execute(site.minion, "schedule.delete", ["often"])
    site.switch_off()
    site.switch_on()
    site.settle()
    known, owed = site.owed_for("by-schedule")
    assert len(known - {published}) == len(returns())
    assert [one for one in owed if one["jid"] != published] == []
    # One more may have been cut off before it could return.
    assert site.ran("by-schedule") - len(returns()) in (0, 1)


def test_what_a_runner_runs_under_the_masters_id_is_not_owed_to_the_minion_of_that_name(site):
    since = site.master.bus.mark()
    said = site.master.salt_run("salt.cmd", "cmd.run", site.command("by-runner", SLOWLY), "python_shell=True")
    assert said.returncode == 0, said.stderr
    site.master.bus.wait("salt/run/*/ret", since=since)
    site.settle()
    assert site.ran("by-runner") == 1
    assert [one for one in site.seen_of("web") if one["fun"].startswith("runner.") or one["fun"] == "salt.cmd"] == []


def test_what_a_minion_publishes_is_owed_only_where_the_administrator_wants_it(site):
    def publish(word):
        since = site.master.bus.mark()
        site.master.execute(site.minion, "publish.publish", ["ghost", "test.echo", word], kwarg={"timeout": 1})
        told = site.master.bus.wait("salt/job/*/new", since=since, match=lambda data: data["fun"] == "test.echo")
        assert told["minions"] == ["ghost"]
        return told["jid"]

    unwanted = publish("unwanted")
    site.settle()
    assert unwanted not in [one["jid"] for one in site.seen_of("ghost")]
    site.shim.stop()
    site.shim.write_config(job_retry_peers=True)
    site.shim.start()
    try:
        wanted = publish("wanted")
        site.shim.wait_pending([wanted], "ghost")
        if site.witness:  # else the job cache is looked through again, and all in it is wanted now
            assert unwanted not in [one["jid"] for one in site.seen_of("ghost")]
    finally:
        site.shim.stop()
        site.shim.write_config(job_retry_peers=False)
        site.shim.start()


@pytest.fixture(scope="module", params=["ext_job_cache", "job_cache"])
def keeps_nothing(request, installation, salt_dir):
    """A master that has no returns in its job cache: minions send them elsewhere, or nobody keeps them."""
    settings = {"ext_job_cache": "local"} if request.param == "ext_job_cache" else {"job_cache": False}
    directory = salt_dir / f"sources-{request.param}"
    with closing(Site(installation, directory, **settings)) as site:
        yield site.start()


def test_a_live_job_is_owed_until_it_has_returned_and_never_runs_again(keeps_nothing):
    site = keeps_nothing
    jid, returned = site.master.execute(site.minion, "cmd.run", [site.command("live", SLOWLY)])
    assert returned["retcode"] == 0
    site.settle()
    wait_until(lambda: site.shim.states(jid).get("web") in (None, "returned"), 30, "the end of the live job")
    assert site.shim.pending("web") == []
    # Each look at the pending list would send it again.
    for _ in range(3):
        site.agent.stop()
        site.agent.start()
        site.settle()
    assert site.ran("live") == 1
    assert len(site.master.bus.seen(f"salt/job/{jid}/ret/web")) == 1
    assert {entry["state"] for entry in site.agent.entries(jid)} == {"finished"}


def test_a_missed_job_runs_once_and_has_returned(keeps_nothing):
    site = keeps_nothing
    site.switch_off()
    jid = site.master.publish("web", "cmd.run", [site.command("missed")])
    site.shim.wait_pending([jid], "web")
    site.switch_on()
    site.shim.wait_state(jid, "web", "returned")
    site.settle()
    assert site.shim.pending("web") == []
    assert site.ran("missed") == 1


def test_what_salt_call_runs_beside_it_is_nobodys_debt(keeps_nothing):
    site = keeps_nothing
    program = site.minion.installation.program("salt-call")
    command = [program, "-c", site.minion.conf_dir, "cmd.run", site.command("by-salt-call", SLOWLY)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, said.stderr
    site.settle()
    assert site.shim.pending("web") == []
    assert site.ran("by-salt-call") == 1


def test_a_syndic_is_owed_nothing_and_a_minion_is(installation, salt_dir):
    """A master of masters expects its syndics to answer every job for all, which they do in others' names only."""
    with closing(Site(installation, salt_dir / "sources-syndic", order_masters=True)) as site:
        site.start()
        site.accept("syndic")
        syndics = site.master.directory / "cache" / "syndics"
        syndics.mkdir(exist_ok=True)
        (syndics / "syndic").write_text("")
        jid = site.master.publish("*", "test.echo", ["for all"])
        site.shim.wait_pending([jid], "ghost")
        site.master.wait_return(jid, "web")
        site.settle()
        assert set(site.shim.states(jid)) - {"web"} == {"ghost"}
