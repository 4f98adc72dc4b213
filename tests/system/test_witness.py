"""
The witness on a real master: each publication, whoever makes it, is one file of the spool, and nothing else is. Whatever becomes of
spool, disk or job cache, the master publishes as it did without it.
"""

import json
import os
import shutil
import subprocess
from contextlib import closing

import msgpack
import pytest

from support.daemons import HERE, Master, Minion
from support.postgres import Postgres
from support.processes import wait_until
from support.witness import RETURNERS, Spool, witnessed

REACTION = """
seen:
  local.test.echo:
    - tgt: w
    - arg:
      - by-reactor
"""
ORCHESTRATION = """
seen:
  salt.function:
    - name: test.echo
    - tgt: w
    - arg:
      - by-orchestrate
"""


class Site:
    """A master with the witness, which has accepted the minions w and x; they run too, unless the master is to be restarted."""

    def __init__(self, installation, directory, ids=("w", "x")):
        self.state = directory / "master" / "state"
        self.state.mkdir(parents=True)
        self.spool = Spool(self.state)
        reaction = directory / "seen.sls"
        reaction.write_text(REACTION)
        self.master = Master(
            installation,
            directory / "master",
            **witnessed(self.state, reactor=[{"test/seen": [str(reaction)]}], peer={".*": [".*"]}),
        )
        (self.master.file_root / "orch.sls").write_text(ORCHESTRATION)
        accepted = self.master.directory / "pki" / "minions"
        accepted.mkdir(parents=True)
        self.minions = [Minion(installation, directory / id, self.master, id) for id in ids]
        if not ids:
            (accepted / "w").touch()

    def start(self):
        self.master.start()
        for minion in self.minions:
            minion.start()

    def close(self):
        for minion in self.minions:
            minion.stop()
        self.master.close()

    def restart(self, **config):
        self.master.stop()
        self.master.write_config(**config)
        self.master.start()

    def publishes(self):
        """That a job is published, and returns where there are minions; its JID."""
        since = self.master.bus.mark()
        jid = self.master.publish("w", "test.echo", ["here"])
        assert self.master.bus.wait(f"salt/job/{jid}/new", since=since)["minions"] == ["w"]
        if self.minions:
            assert self.master.wait_return(jid, "w", since=since)["return"] == "here"
        return jid

    def one_file_of(self, jid, minions=("w",)):
        [job] = self.spool.jobs(jid)
        assert sorted(job) == ["jid", "load", "minions", "published", "v"]
        assert job["v"] == 1 and job["load"] == self.master.stored_load(jid)
        assert job["minions"] == list(minions)
        written = self.master.job_dir(jid) / ".load.p"
        after = written.stat().st_mtime - job["published"] / 1e6
        assert -0.05 < after < 15  # a file's time is up to a tick of the kernel's clock old
        return msgpack.unpackb(job["load"])

    def from_minion(self, *requests):
        """Sends what a minion may send, with the key of w."""
        minion = self.minions[0]
        said = subprocess.run(
            [minion.installation.python, HERE / "send_as_minion.py", minion.conf_dir],
            input=json.dumps(requests),
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert said.returncode == 0, said.stderr[-3000:]


@pytest.fixture(scope="module")
def site(installation, salt_dir):
    directory = salt_dir / "witness"
    try:
        with closing(Site(installation, directory)) as site:
            site.start()
            yield site
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="module")
def alone(installation, salt_dir):
    """A site that is restarted, which a minion takes long to notice: without minions."""
    directory = salt_dir / "alone"
    try:
        with closing(Site(installation, directory, ids=())) as site:
            yield site
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def spool(site):
    shutil.rmtree(site.spool.path, ignore_errors=True)
    site.publishes()
    for name in site.spool.names():
        (site.spool.path / name).unlink()
    return site.spool


def by_salt(site):
    assert site.master.salt("w", "test.echo", "here").returncode == 0


def by_local_client(site):
    site.publishes()


def by_orchestrate(site):
    site.master.run("state.orchestrate", "orch")


def by_runner(site):
    site.master.run("salt.cmd", "test.ping")  # runs here: no publication
    site.master.salt_run("manage.up")


def by_reactor(site):
    since = site.master.bus.mark()
    site.from_minion({"cmd": "_minion_event", "tag": "test/seen", "data": {}})
    jid = site.master.bus.wait("salt/job/*/new", since=since)["jid"]
    site.master.wait_return(jid, "w", since=since)


def by_peer(site):
    assert site.minions[1].id == "x"
    site.master.execute(site.minions[1], "publish.publish", ["w", "test.echo", "here"])


@pytest.mark.parametrize("publisher", [by_salt, by_local_client, by_orchestrate, by_runner, by_reactor, by_peer])
def test_each_announced_job_is_one_file_with_the_load_that_salt_stores(site, spool, publisher):
    since = site.master.bus.mark()
    publisher(site)
    announced = {}

    def each_has_its_file():
        """The file comes before the announcement; and where a job is slow, Salt asks for it with jobs of its own, at any time."""
        announced.update({data["jid"]: data["minions"] for _, data in site.master.bus.seen("salt/job/*/new", since)})
        return announced and sorted(job["jid"] for job in spool.jobs()) == sorted(announced)

    wait_until(each_has_its_file, 30, "one file for each job that is announced")
    for jid, minions in announced.items():
        assert site.one_file_of(jid, minions)["cmd"] == "publish"


def test_each_part_of_a_batch_is_one_file(site, spool):
    since = site.master.bus.mark()
    said = site.master.salt("-b", "1", "*", "test.echo", "here", timeout=120)
    assert said.returncode == 0, said.stdout + said.stderr
    told = [data for _, data in site.master.bus.seen("salt/job/*/new", since) if data["fun"] == "test.echo"]
    found = [job for job in spool.jobs() if msgpack.unpackb(job["load"])["fun"] == "test.echo"]
    assert [(job["jid"], job["minions"]) for job in found] == [(one["jid"], one["minions"]) for one in told]
    assert sorted(id for job in found for id in job["minions"]) == ["w", "x"]


def test_the_minions_of_a_job_stand_in_its_file_as_salt_stores_them(site, spool):
    jid = site.master.publish("*", "test.ping")
    [job] = spool.jobs(jid)
    assert job["minions"] == msgpack.unpackb((site.master.job_dir(jid) / ".minions.p").read_bytes())


def test_what_a_minion_sends_is_no_publication(site, spool):
    load = {
        "cmd": "publish", "fun": "test.ping", "arg": [], "tgt": "*", "tgt_type": "glob", "ret": "",
        "jid": "20261128000000000001", "user": "root", "minions": ["x"],
    }  # fmt: skip
    returned = {**load, "cmd": "_return", "id": "w", "return": True, "retcode": 0, "success": True}
    site.from_minion(
        returned,
        {**returned, "jid": "req"},
        {
            "cmd": "_syndic_return",
            "id": "w",
            "load": [{"jid": load["jid"], "fun": "test.ping", "return": {"x": {"return": True}}, "load": load}],
        },
        {"cmd": "_minion_event", "tag": f"salt/job/{load['jid']}/new", "data": load},
    )
    assert msgpack.unpackb(site.master.stored_load(load["jid"]))["fun"] == "test.ping"  # so Salt took it for a load
    assert spool.names() == []


def test_salt_call_a_runner_job_and_a_schedule_are_no_publications(site, spool):
    since = site.master.bus.mark()
    minion = site.minions[0]
    call = [minion.installation.program("salt-call"), "-c", str(minion.conf_dir), "test.echo", "here"]
    assert subprocess.run(call, capture_output=True, timeout=90).returncode == 0
    assert site.master.salt_run("test.arg", "here").returncode == 0
    site.master.bus.wait("salt/run/*/ret", since=since)
    often = {"function": "test.echo", "job_args": ["here"], "return_job": True, "seconds": 3600, "run_on_start": True}
    jid = site.master.publish("w", "schedule.add", ["often"], kwarg=often)
    site.master.wait_return(jid, "w", since=since)
    site.master.bus.wait("salt/job/*/ret/w", since=since, match=lambda data: data.get("schedule") == "often")
    assert [job["jid"] for job in spool.jobs()] == [jid]
    site.master.execute(minion, "schedule.delete", ["often"])


def test_what_salt_ssh_stores_is_no_publication(site, spool):
    """salt-ssh stores its jobs as salt.client.ssh does here, from a process of its own."""
    code = """
import sys, salt.config, salt.loader
opts = salt.config.client_config(sys.argv[1])
returners = salt.loader.returners(opts, {})
jid = returners["local_cache.prep_jid"]()
load = {"jid": jid, "tgt_type": "glob", "tgt": "*", "user": "root", "fun": "test.ping", "arg": []}
returners["local_cache.save_load"](jid, load, minions=["over-ssh"])
print(sorted(returners["local_cache.get_load"](jid)["Minions"]))
"""
    command = [site.master.installation.python, "-c", code, site.master.conf_dir / "master"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert said.stdout.strip() == "['over-ssh']", said.stderr
    assert spool.names() == []


def test_look_ups_of_jobs_work_as_without_it(site):
    jid = site.publishes()
    wait_until(lambda: site.master.run("jobs.lookup_jid", jid).get("w") == "here", 30, "the return in the job cache")
    assert site.master.run("jobs.list_job", jid)["Minions"] == ["w"]
    assert jid in site.master.run("jobs.list_jobs")


def test_a_spool_that_cannot_be_made_stops_nothing(site, spool):
    shutil.rmtree(spool.path)
    spool.path.write_text("a file")
    site.publishes()
    spool.path.unlink()
    jid = site.publishes()
    site.one_file_of(jid)
    # Told with the next job that the same process of the master publishes.
    wait_until(lambda: site.publishes() and spool.missed()[0] == 1, 60, "the number of what was missed")
    shutil.rmtree(site.state)
    site.publishes()
    site.state.mkdir()
    jid = site.publishes()
    site.one_file_of(jid)
    assert (spool.path.stat().st_mode & 0o777, spool.path.stat().st_uid) == (0o700, os.getuid())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a directory away")
def test_a_spool_of_another_user_is_left_alone(site, spool):
    os.chown(spool.path, 65534, 65534)
    site.publishes()
    assert spool.names() == []
    os.chown(spool.path, 0, 0)


def test_nothing_is_written_for_a_shim_that_has_been_away_for_a_day(site, spool):
    read = spool.path / ".read"
    site.publishes()
    now = read.stat().st_mtime
    assert len(spool.names()) == 1
    os.utime(read, (now - 90000, now - 90000))
    jid = site.publishes()
    assert len(spool.names()) == 1
    assert spool.missed()[1] == f"{jid}: master-shim has not read the spool for a day"
    os.utime(read)
    site.one_file_of(site.publishes())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a file system")
def test_a_disk_without_room_stops_nothing_and_is_told(site, spool):
    def mount(*options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", spool.path], check=True)

    mount("size=60m", "mode=700")
    try:
        jid = site.publishes()
        assert spool.names() == []
        number, why = spool.missed()
        assert why == f"{jid}: the disk is nearly full"
        mount("remount", "size=80m")
        site.one_file_of(site.publishes())
        # Full to the last byte: not even the number can be written.
        with open(spool.path / "ballast", "wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, os.statvfs(spool.path).f_bavail * 4096)
        site.publishes()
        os.unlink(spool.path / "ballast")
        site.one_file_of(site.publishes())
        wait_until(lambda: site.publishes() and spool.missed()[0] > number, 60, "the number of what was missed")
    finally:
        subprocess.run(["umount", spool.path], check=True)


def test_setting_gone_master_restarted_files_gone_it_publishes_at_every_step(alone, tmp_path):
    installed = tmp_path / "returners"
    shutil.copytree(RETURNERS, installed)
    alone.restart(returner_dirs=[str(installed)])
    alone.one_file_of(alone.publishes())
    alone.master.write_config(returner_dirs=[])
    alone.one_file_of(alone.publishes())
    alone.restart()
    jid = alone.publishes()
    assert alone.spool.jobs(jid) == []
    shutil.rmtree(installed)
    alone.publishes()
    # And the files gone although the setting is there.
    alone.restart(returner_dirs=[str(installed)])
    alone.publishes()


def test_off_it_writes_nothing(alone):
    alone.restart(job_retry=False, returner_dirs=[str(RETURNERS)])
    jid = alone.publishes()
    assert alone.spool.jobs(jid) == []
    alone.master.write_config(job_retry=True)


THROWING = """
def prep_jid(nocache=False, passed_jid=None):
    return passed_jid or "20261128000000000002"

def save_load(jid, load, minions=None):
    raise ValueError("save_load throws")

def get_load(jid):
    return {}

def returner(ret):
    pass
"""


def test_a_returner_that_throws_throws_as_before_and_its_publication_is_written(alone, tmp_path):
    folder = tmp_path / "witness"
    folder.mkdir()
    shutil.copy(RETURNERS / "local_cache.py", folder / "throwing.py")
    own = tmp_path / "own"
    own.mkdir()
    (own / "throwing.py").write_text(THROWING)
    alone.restart(master_job_cache="throwing", returner_dirs=[str(folder), str(own)], log_level_logfile="info")
    jid = alone.publishes()
    [job] = alone.spool.jobs(jid)
    assert msgpack.unpackb(job["load"])["arg"] == ["here"]
    assert "ValueError: save_load throws" in (alone.master.directory / "log").read_text()
    alone.master.stop()
    alone.master.write_config(master_job_cache="local_cache", returner_dirs=[str(RETURNERS)], log_level_logfile="quiet")


def test_salt_cache_of_3008_is_witnessed(alone, installation):
    if installation.line < 3008:
        pytest.skip("there is no salt_cache before 3008")
    alone.restart(master_job_cache="salt_cache")
    jid = alone.publishes()
    [job] = alone.spool.jobs(jid)
    assert msgpack.unpackb(job["load"])["arg"] == ["here"] and job["minions"] == ["w"]
    assert alone.master.run("jobs.list_job", jid)["Function"] == "test.echo"
    alone.master.stop()
    alone.master.write_config(master_job_cache="local_cache")


def test_pgjsonb_on_a_real_postgresql_is_witnessed_and_its_loss_stops_nothing(alone):
    """Salt publishes although its job cache throws, and so does the witness write."""
    python = alone.master.installation.python
    if subprocess.run([python, "-c", "import psycopg2"], capture_output=True).returncode != 0:
        pytest.skip("this Salt has no psycopg2")
    with closing(Postgres()) as postgres:
        postgres.start()
        alone.restart(master_job_cache="pgjsonb", **postgres.settings())
        jid = alone.publishes()
        [job] = alone.spool.jobs(jid)
        stored = json.loads(postgres.query(f"SELECT load FROM jids WHERE jid = '{jid}'"))
        assert {**stored, "minions": ["w"]} == {**msgpack.unpackb(job["load"]), "minions": job["minions"]}
        assert alone.master.run("jobs.list_job", jid)["Function"] == "test.echo"
        postgres.query("DROP TABLE jids")
        jid = alone.publishes()
        assert len(alone.spool.jobs(jid)) == 1
    alone.master.stop()
    alone.master.write_config(master_job_cache="local_cache")
