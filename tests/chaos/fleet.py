"""
Fleet: a master with its shim and minions with their agents, each a real process that dies as told and is started again
as systemd would.

Invariant: after tick() every party lives whose time to be down is over. A daemon of ours that ended without having been
killed is in `ended`.
"""

import pathlib
import time

from support.daemons import Master, Minion
from support.job_retry import Agent, Shim
from support.processes import reap

from host import Host, Party, kill, processes_of
from plan import AGAIN

HERE = pathlib.Path(__file__).resolve().parent
REST = 1.0  # how long systemd waits before it starts a service again


class Fleet:
    def __init__(self, salt, directory, ids, network):
        self.network = network
        self.master_daemon = Master(
            salt, directory / "master", interface="0.0.0.0", peer={".*": [".*"]}, ping_on_rotate=False
        )
        shim = Shim(self.master_daemon, job_retry_silence=2, job_retry_reconcile=10, job_retry_peers=True)
        self.master, self.shim = Party(self.master_daemon, "master"), Party(shim, "shim")
        self.hosts = {id: self._host(salt, directory / id, id, shim) for id in ids}
        self.ended = []  # texts: what ended without having been killed
        self.deaths = {}  # what -> how often
        self.on_new_master = lambda: None

    def _host(self, salt, directory, id, shim):
        address = self.network.address_of_master(id) if self.network else "127.0.0.1"
        # One minion drops duplicates by itself, as Salt's default has it; the others show them to the gate.
        seen = {} if id == "a" else {"minion_jid_queue_hwm": 0}
        minion = Minion(
            salt,
            directory,
            self.master_daemon,
            id,
            module_dirs=[str(HERE / "salt_modules")],
            enable_fqdns_grains=False,
            **seen,
        )
        minion.write_config(master=address)
        rerun = {"job_retry_rerun": [AGAIN]} if id == "c" else {}
        agent = Agent(minion, shim, job_retry_poll=20, **rerun)
        minion.prefix = agent.prefix = self.network.prefix(id) if self.network else []
        return Host(minion, agent)

    def may_rerun(self, fun, id):
        return fun == AGAIN and id == "c"

    def parties(self):
        yield self.master
        yield self.shim
        for host in self.hosts.values():
            yield host.agent
            yield host.minion

    def start(self):
        """Returns when everybody answers."""
        self.master_daemon.start()
        self.shim.daemon.start()
        for host in self.hosts.values():
            host.agent.daemon.start()
            host.minion.daemon.launch()
        self.wait_for_minions(90)
        for party in self.parties():
            party.killed = False

    def wait_for_minions(self, seconds):
        """Until each has answered; the ids of those that have not."""
        left, deadline, bus = set(self.hosts), time.monotonic() + seconds, self.master_daemon.bus
        while left and time.monotonic() < deadline:
            since = bus.mark()
            try:
                self.master_daemon.publish(sorted(left), "test.ping", tgt_type="list")
            except (AssertionError, TypeError, BrokenPipeError):  # no accepted key yet, or not this master's
                self.master_daemon.forget_client()
            again = time.monotonic() + 3
            while left and time.monotonic() < again:
                left -= {tag.rpartition("/")[2] for tag, _ in bus.seen("salt/job/*/ret/*", since)}
                time.sleep(0.1)
        return left

    # Disasters

    def do(self, act, now):
        """What was done, in words; None when there was nobody to do it to."""
        host = self.hosts.get(act.who)
        done = {
            "kill master": lambda: self.kill(self.master, now, act.seconds),
            "kill a process of master": lambda: self._kill_one_of_master(act),
            "kill shim": lambda: self.kill(self.shim, now, act.seconds),
            "kill agent": lambda: self.kill(host.agent, now, act.seconds),
            "kill minion": lambda: self._kill_minion(host, now, act.seconds),
            "kill worker": lambda: self._kill_one(self._all(Host.workers), act.choice),
            "kill job": lambda: self._kill_one(self._all(Host.jobs), act.choice),
            "power": lambda: self._power(host, now, act.seconds),
            "cut": lambda: self._cut(act.who, host, now, act.seconds),
        }[act.what]()
        if done:
            self.deaths[act.what] = self.deaths.get(act.what, 0) + 1
        return done

    def kill(self, party, now, seconds):
        if not party.alive():
            return None
        party.down_for(now, seconds)
        pid = party.daemon.process.pid
        if isinstance(party.daemon, Agent):
            # Alone: its worker lives until it sees the end of its input, and the worker's job to its own end.
            party.daemon.process.popen.kill()
            party.daemon.process.popen.wait(10)
        else:
            party.daemon.kill()
        return f"pid {pid}, for {seconds:.1f} s"

    def _kill_one_of_master(self, act):
        children = [
            pid
            for pid, command in processes_of(self.master_daemon.directory).items()
            if "salt-master" in command and self.master.alive() and pid != self.master_daemon.process.pid
        ]
        return self._kill_one(children, act.choice)

    def _kill_minion(self, host, now, seconds):
        """As systemd does it (KillMode=process): the jobs that it has started live on."""
        if not host.minion.alive():
            return None
        host.minion.down_for(now, seconds)
        jobs = host.jobs()
        while there := [pid for pid in host.minions() if pid not in jobs]:
            kill(there)
            self._reap()
        return f"for {seconds:.1f} s; {len(jobs)} jobs live on"

    def _all(self, processes):
        return [pid for host in self.hosts.values() for pid in processes(host)]

    def _kill_one(self, pids, choice):
        if not pids:
            return None
        pid = sorted(pids)[int(choice * len(pids))]
        kill([pid])
        return f"pid {pid}"

    def _power(self, host, now, seconds):
        host.minion.down_for(now, seconds)
        host.agent.down_for(now, seconds)
        while there := processes_of(host.directory):
            kill(there)
            self._reap()
        return f"off for {seconds:.1f} s"

    def _cut(self, id, host, now, seconds):
        if host.reconnect_at is not None:
            return None
        host.reconnect_at = now + seconds
        self.network.cut(id)
        return f"for {seconds:.1f} s"

    # Healing

    def tick(self, now):
        """Starts again what has been down for long enough; yields what it did, in words."""
        self._reap()
        for id, host in self.hosts.items():
            if host.reconnect_at is not None and now >= host.reconnect_at:
                host.reconnect_at = None
                self.network.restore(id)
                yield f"cable of {id} restored"
        for party in self.parties():
            if party.alive():
                continue
            if not party.killed:
                ended = f"{party.name} ended by itself, with {party.daemon.process.popen.returncode}"
                if isinstance(party.daemon, (Shim, Agent)):
                    self.ended.append(ended)
                yield ended
                party.down_for(now, REST)
            if now >= party.due:
                party.daemon.launch()
                party.killed = False
                if party is self.master:
                    self.on_new_master()
                yield f"{party.name} started"

    def heal(self, now):
        """Everything is to be there from now on."""
        for host in self.hosts.values():
            host.reconnect_at = now if host.reconnect_at is not None else None
        for party in self.parties():
            party.due = min(party.due, now)

    def _reap(self):
        reap({party.daemon.process.pid for party in self.parties() if party.daemon.process})

    def close(self):
        for party in self.parties():
            if party.daemon.process:
                party.daemon.process.kill()
        for host in self.hosts.values():
            kill(processes_of(host.directory))
        self.master_daemon.close()
