"""
Siege: a master with its shim, a victim that is online, one that is away and comes back, and a hostile minion with an accepted key.

Every victim's jobs know its name ($VICTIM), live and late, so the trace says who ran what.
"""

import collections
import datetime
import itertools
import pathlib
import struct
import subprocess

import msgpack
from attacker import Client, key_statement
from keys import load_private
from support.daemons import Master, Minion
from support.job_retry import Agent, Shim
from support.processes import Process, wait_until
from variants import SENDER, VICTIMS, Attack

HERE = pathlib.Path(__file__).resolve().parent
GHOST = "ghost"  # an accepted key and nothing else: what is owed to it stays owed
SECRET = "s3cret-of-"


class Hostile:
    """hostile_minion.py under Salt's interpreter: sends what it is told to."""

    def __init__(self, minion):
        self.key = minion.directory / "pki" / "minion.pem"
        self._process = Process(
            [minion.installation.python, HERE / "hostile_minion.py", minion.conf_dir],
            minion.log,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.commands = self._read()

    def ask(self, request):
        """What the master answered: {"reply": ...} or {"error": ...}."""
        body = msgpack.packb(request if "load" in request and "cmd" not in request else {"load": request})
        self._process.popen.stdin.write(struct.pack(">I", len(body)) + body)
        self._process.popen.stdin.flush()
        return self._read()

    def _read(self):
        header = self._process.popen.stdout.read(4)
        assert len(header) == 4, f"the hostile minion has ended:\n{self._process.tail()}"
        body = self._process.popen.stdout.read(*struct.unpack(">I", header))
        return msgpack.unpackb(body, strict_map_key=False, unicode_errors="surrogateescape")

    def stop(self):
        self._process.stop(timeout=1.0)


class Siege:
    def __init__(self, installation, directory, witness):
        self.trace = directory / "trace"
        self.master = Master(installation, directory / "master")
        self.shim = Shim(self.master, **({} if witness else {"returner_dirs": [], "job_retry_trust_job_cache": False}))
        self.minions, self.agents = {}, {}
        for id in VICTIMS:
            minion = Minion(installation, directory / id, self.master, id)
            self.minions[id], self.agents[id] = minion, Agent(minion, self.shim)
            minion.env = self.agents[id].env = {"VICTIM": id}
        self._hostile_minion = Minion(installation, directory / SENDER, self.master, SENDER)
        self.hostile = None
        self.honest = {}  # JID -> (word, minion), of what was really published
        self.forged = {}  # word -> Variant
        self.answers = collections.defaultdict(list)  # family -> what Salt answered
        self.seen_by_hostile = []
        self._words = itertools.count(1)
        self.settled = None  # JID of the job behind the first attack

    # Coming and going

    def start(self):
        self.master.start()
        self.shim.start()
        since = self.master.bus.mark()
        for id, minion in self.minions.items():
            self.agents[id].start()
            minion.launch()
        self.hostile = Hostile(self._hostile_minion)
        for id in VICTIMS:
            self.master.bus.wait(f"salt/minion/{id}/start", since=since, timeout=120)
            # Of a minion whose agent it has never met, the shim believes what Salt believes.
            wait_until(lambda id=id: self._linked(id), 120, f"the link of {id}'s agent")
        accepted = next((self.master.directory / "pki").rglob("minions"))
        (accepted / GHOST).write_bytes((accepted / SENDER).read_bytes())
        self.switch_off("away")

    def _linked(self, id):
        return any(link["link"] == "authenticated" for link in self.agents[id].status()["masters"])

    def switch_off(self, id):
        self.agents[id].stop()
        self.minions[id].stop()

    def switch_on(self, id):
        self.agents[id].start()
        self.minions[id].start()

    def close(self):
        if self.hostile:
            self.hostile.stop()
        for id in VICTIMS:
            self.agents[id].stop()
            self.minions[id].stop()
        self.shim.stop()
        self.master.close()

    # What is done honestly

    def publish(self, minion):
        """A job that the master publishes to one minion, with a secret among its arguments; its JID."""
        word = f"honest{next(self._words)}"
        command = f': {SECRET}{word}; echo "{word} $VICTIM" >> {self.trace}'
        jid = self.master.publish([minion], "cmd.run", [command], tgt_type="list")
        self.honest[jid] = word, minion
        return jid

    def ran(self):
        """(word, minion) -> how often."""
        if not self.trace.exists():
            return collections.Counter()
        return collections.Counter(tuple(line.split()) for line in self.trace.read_text().splitlines())

    def jobs_of(self, minion):
        return {jid for jid, (_, whose) in self.honest.items() if whose == minion}

    def wait_ran(self, jids, timeout):
        """Until these have run; who has not, after the time."""

        def missing():
            ran = self.ran()
            return [self.honest[jid] for jid in jids if not ran[self.honest[jid]]]

        try:
            wait_until(lambda: not missing(), timeout, "the honest jobs", every=0.1)
        except AssertionError:
            return missing()
        return []

    def settle(self, owes):
        """Until the shim has decided about all that was done before. Where it owes anything, a job of now is owed by then."""
        jid = self.publish(GHOST)
        self.settled = self.settled or jid
        if owes:
            self.shim.wait_pending([jid], GHOST, timeout=120)
        else:
            wait_until(lambda: not self.shim.status()["expected"]["jobs"], 120, "nothing to be expected")

    def wait_idle(self, timeout):
        """Until nothing is owed to a victim any more, or for that long: what is owed and should not be is seen by its trace."""
        try:
            wait_until(lambda: not any(map(self.shim.pending, VICTIMS)), timeout, "empty lists", every=0.2)
        except AssertionError:
            pass

    # What is done by the hostile minion

    def attack(self, prefix):
        attack = Attack(prefix, self.trace, self.hostile.commands, self.publish)
        for variant in attack.variants():
            self.forged[variant.word] = variant
            for request in variant.requests:
                self.answers[variant.family].append(self.hostile.ask(request))
                assert "no answer" not in self.answers[variant.family][-1].get("error", ""), variant.family
            variant.requests = []  # they can be large

    def look_as_agent(self):
        """The hostile minion asks the shim, as the agent that its key lets it be, for all that it is owed and for all that others are."""
        key = load_private(self.hostile.key.read_bytes())
        with Client(self.shim.port, key_statement(self.shim.key_port)["shim_key"]) as client:
            welcome = client.introduce(SENDER, key)
            assert welcome["type"] == "welcome", welcome
            listed = client.ask("list")
            self.seen_by_hostile.append(listed)
            jids = [job["jid"] for job in listed.get("jobs", [])] + list(self.honest)
            self.seen_by_hostile += [client.ask("take", jid=jid) for jid in jids]

    # What is judged

    def ran_though_forged(self):
        """(family, word, minion) of each forgery that somebody ran."""
        return sorted(
            (self.forged[word].family, word, minion) for word, minion in self.ran() if word in self.forged
        )

    def live_delays(self):
        """JID -> seconds from publication to return, by the master's own stamps, of the minion that was online."""
        delays = {}
        for jid in self.jobs_of("online"):
            published = self.master.bus.seen(f"salt/job/{jid}/new")[0][1]["_stamp"]
            returns = [
                data["_stamp"] for _, data in self.master.bus.seen(f"salt/job/{jid}/ret/online")
                if data.get("return") == ""
            ]  # fmt: skip
            delays[jid] = _seconds(published, returns[0]) if returns else None
        return delays


def _seconds(first, second):
    return (datetime.datetime.fromisoformat(second) - datetime.datetime.fromisoformat(first)).total_seconds()
