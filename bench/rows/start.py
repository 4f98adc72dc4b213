"""
Row 11: from the start of a minion until its first pending job runs.

A job waits for a minion that is off, in two ways: in the shim's list, with the agent started beside salt-minion; and as RFC 0003
means it, where the minion's start event makes the master publish it, here by Salt's own reactor. Both minions belong to one master.
"""

import json
import pathlib
import time

from measure import Goal, compared
from real_salt import Site, newest, running
from support.daemons import Minion
from support.processes import wait_until

NAME = "start"
TITLE = "from a minion's start to its first pending job, beside a job that its start event publishes"
PACKAGES = []


def measure(bench):
    salt = newest(bench)
    ours, reaction = [], []
    with bench.directory() as directory:
        reactions = directory / "pending.sls"
        ran = {name: directory / f"ran-{name}" for name in ("m", "rfc")}
        job = {"publish": {"local.cmd.run": [{"tgt": "rfc"}, {"arg": [note_time(ran["rfc"])]}]}}
        reactions.write_text(json.dumps(job))
        settings = {"reactor": [{"salt/minion/rfc/start": [str(reactions)]}]}
        with running(Site(salt, directory, with_job_retry=True, **settings)) as site:
            rival = Minion(salt, directory / "rfc", site.master, "rfc")
            try:
                rival.start()  # its key is accepted
                wait_until(ran["rfc"].exists, 60, "the reactor's job")
                for turn in bench.rounds(9, quick=2):
                    bench.say(f"Salt {salt.version}, round {turn + 1}")
                    ours.append(with_agent(site, ran["m"]))
                    reaction.append(by_reactor(rival, ran["rfc"]))
            finally:
                rival.stop()
    what = f"Salt {salt.version}: from salt-minion's start to the first pending job, beside a reactor's publish"
    return [compared(what, "s", ours, reaction, Goal("ratio", "<", 1))]


def note_time(path):
    """A command that writes down when it runs."""
    return f"date +%s.%N > {path}.new && mv {path}.new {path}"


def when_ran(path):
    wait_until(path.exists, 120, f"the job that writes {path}", every=0.05)
    return float(pathlib.Path(path).read_text())


def with_agent(site, ran):
    site.agent.stop()
    site.minion.stop()
    ran.unlink(missing_ok=True)
    jid = site.master.publish(site.minion.id, "cmd.run", [note_time(ran)])
    site.shim.wait_pending([jid], site.minion.id)
    begin = time.time()
    site.agent.launch()
    site.minion.launch()
    return when_ran(ran) - begin


def by_reactor(minion, ran):
    minion.stop()
    ran.unlink(missing_ok=True)
    begin = time.time()
    minion.launch()
    return when_ran(ran) - begin
