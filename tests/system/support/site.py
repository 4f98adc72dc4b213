"""Site: a master with its shim and two minions with their agents, as the main job needs them."""

from .daemons import Master, Minion
from .job_retry import Agent, Shim

REACTION = """
missed:
  local.job_retry_test.mark:
    - tgt: {id}
    - arg:
      - {trace}
      - by-reactor
"""
ORCHESTRATION = """
missed:
  salt.function:
    - name: job_retry_test.mark
    - tgt: {id}
    - arg:
      - {trace}
      - by-orchestrate
    - timeout: 1
"""
STATE = """
{trace}:
  file.append:
    - text: by-state
"""


class Site:
    """A master with its shim, and two minions: `live` never goes away, `away` comes and goes."""

    def __init__(self, installation, directory, **agents):
        self.trace_path = directory / "trace"
        reactions = directory / "reactions"
        reactions.mkdir()
        (reactions / "missed.sls").write_text(REACTION.format(id="away", trace=self.trace_path))
        self.master = Master(
            installation, directory / "master", reactor=[{"test/missed": [str(reactions / "missed.sls")]}]
        )
        (self.master.file_root / "orch.sls").write_text(ORCHESTRATION.format(id="away", trace=self.trace_path))
        (self.master.file_root / "missed.sls").write_text(STATE.format(trace=self.trace_path))
        self.shim = Shim(self.master)
        self.minions, self.agents = {}, {}
        for id in ("away", "live"):
            minion = Minion(installation, directory / id, self.master, id, minion_jid_queue_hwm=0)
            self.minions[id], self.agents[id] = minion, Agent(minion, self.shim, **agents)
        self.away, self.agent = self.minions["away"], self.agents["away"]

    def start(self):
        self.master.start()
        self.shim.start()
        for id, minion in self.minions.items():
            self.agents[id].start()
            minion.start()

    def switch_off(self):
        self.agent.stop()
        self.away.stop()

    def switch_on(self):
        self.agent.start()
        self.away.start()

    def close(self):
        for id in self.minions:
            self.agents[id].stop()
            self.minions[id].stop()
        self.shim.stop()
        self.master.close()

    def ran(self):
        """The words that functions have written into the trace, in order."""
        return self.trace_path.read_text().split() if self.trace_path.exists() else []

    def missed(self, fun, arg=(), tgt="away", **options):
        """Publishes to the minion that is away; returns the JID."""
        return self.master.publish(tgt, fun, arg, **options)

    def announced(self, since, fun):
        """The JID of the first job with this function that the master has announced since the mark."""
        return self.master.bus.wait("salt/job/*/new", since=since, match=lambda data: data["fun"] == fun)["jid"]

    def returned(self, jid):
        """Waits until the delivery of `away` has returned, and gives the return as the job cache holds it."""
        self.shim.wait_state(jid, "away", "returned")
        return self.master.run("jobs.list_job", jid)["Result"]["away"]["return"]
