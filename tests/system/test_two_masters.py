"""
Two masters with one key (Salt's hot-hot), each with its shim, and a minion that has missed jobs of both: each job runs once, also one that both have
published under the same JID, and each master gets the returns of its own jobs.
"""

import shutil
from contextlib import closing

import pytest

from support.daemons import Master, Minion
from support.job_retry import Agent, Shim

ADDRESSES = ["127.0.0.1", "127.0.0.2"]


class Site:
    def __init__(self, installation, directory):
        first = Master(installation, directory / "m1")
        second = Master(installation, directory / "m2", interface=ADDRESSES[1], **first.ports)
        self.masters = [first, second]
        shim = Shim(first)
        ports = {"job_retry_port": shim.port, "job_retry_key_port": shim.key_port}
        self.shims = [shim, Shim(second, **ports)]
        self.minion = Minion(installation, directory / "m", first, "m", minion_jid_queue_hwm=0)
        self.minion.write_config(master=ADDRESSES)
        self.agent = Agent(self.minion, shim)

    def start(self):
        first, second = self.masters
        first.start()
        keys = second.directory / "pki"
        keys.mkdir(mode=0o700, exist_ok=True)
        for name in ("master.pem", "master.pub"):
            shutil.copy2(first.directory / "pki" / name, keys / name)
        second.start()
        for shim in self.shims:
            shim.start()
        self.agent.start()
        since = second.bus.mark()
        self.minion.start()
        second.bus.wait("salt/minion/m/start", since=since, timeout=90)

    def stop_minion(self):
        self.agent.stop()
        self.minion.stop()

    def close(self):
        self.stop_minion()
        for shim in self.shims:
            shim.stop()
        for master in self.masters:
            master.close()


@pytest.fixture(scope="module")
def site(installation, salt_dir):
    directory = salt_dir / "two"
    directory.mkdir()
    with closing(Site(installation, directory)) as site:
        site.start()
        yield site


def test_each_master_gets_its_own_returns_and_a_job_of_both_runs_once(site, tmp_path):
    trace = tmp_path / "trace"
    site.stop_minion()
    own = [
        master.publish("m", "job_retry_test.mark", [str(trace), f"of-{n}"])
        for n, master in enumerate(site.masters)
    ]
    both = site.masters[0].publish("m", "job_retry_test.mark", [str(trace), "of-both"])
    assert site.masters[1].publish("m", "job_retry_test.mark", [str(trace), "of-both"], jid=both) == both
    for n in (0, 1):
        site.shims[n].wait_pending([own[n], both], "m")
    site.agent.start()
    site.minion.start()
    for n in (0, 1):
        site.shims[n].wait_state(own[n], "m", "returned")
        site.shims[n].wait_state(both, "m", "returned", timeout=120)
        master = site.masters[n]
        assert master.run("jobs.list_job", own[n])["Result"]["m"]["return"] == f"of-{n}"
        assert master.run("jobs.list_job", both)["Result"]["m"]["return"] == "of-both"
        assert site.masters[1 - n].stored_return(own[n], site.minion) is None
    assert sorted(trace.read_text().split()) == ["of-0", "of-1", "of-both"]


def test_a_master_that_is_gone_holds_up_nothing_of_the_other(site, tmp_path):
    trace = tmp_path / "trace"
    site.stop_minion()
    jid = site.masters[1].publish("m", "job_retry_test.mark", [str(trace), "x"])
    late = site.masters[0].publish("m", "job_retry_test.mark", [str(trace), "late"])
    site.shims[1].wait_pending([jid], "m")
    site.shims[0].wait_pending([late], "m")
    site.shims[0].stop()
    site.agent.start()
    site.minion.start()
    site.shims[1].wait_state(jid, "m", "returned")
    assert trace.read_text().split() == ["x"]
    site.shims[0].start()
    site.shims[0].wait_state(late, "m", "returned", timeout=120)
    assert trace.read_text().split() == ["x", "late"]


def test_a_minion_with_failover_misses_nothing_of_the_master_that_it_does_not_listen_to(site, tmp_path):
    """`master_type: failover`: one connection to Salt at a time, and the agent asks every shim."""
    first, second = site.masters
    trace = tmp_path / "trace"

    def publish(master, word):
        return master.publish("m", "job_retry_test.mark", [str(trace), word])

    def returned(n, jid, word):
        site.shims[n].wait_state(jid, "m", "returned", timeout=90)
        assert site.masters[n].run("jobs.list_job", jid)["Result"]["m"]["return"] == word
        assert site.masters[1 - n].stored_return(jid, site.minion) is None

    site.stop_minion()
    site.minion.write_config(master_type="failover", master_alive_interval=2)
    site.agent.start()
    site.minion.start()  # it listens to the first
    live = publish(first, "live")
    first.wait_return(live, "m")
    returned(1, publish(second, "of-the-other"), "of-the-other")
    since = second.bus.mark()
    first.stop()
    second.bus.wait("salt/minion/m/start", since=since, timeout=120)
    after = publish(second, "failed-over")
    second.wait_return(after, "m")
    first.start()
    returned(0, publish(first, "of-who-is-back"), "of-who-is-back")
    assert sorted(trace.read_text().split()) == ["failed-over", "live", "of-the-other", "of-who-is-back"]
