#!/usr/bin/env python3
"""
Chaos on real Salt: a master with its shim and three minions with their agents; all of them, their workers and the
jobs are killed at random, the network is cut, everybody publishes, an administrator cancels and retries. In the end
every job must be accounted for on every minion, and none may have run twice.
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system")]

from account import account  # noqa: E402
from clients import Clients  # noqa: E402
from fleet import Fleet  # noqa: E402
from network import Network  # noqa: E402
from plan import plan  # noqa: E402
from support.daemons import Installation  # noqa: E402
from support.processes import kill_descendants  # noqa: E402
from witnesses import gather, listed, story  # noqa: E402

MINIONS = ["a", "b", "c"]
OPEN = ("waiting", "pending", "running")
# Seconds after the storm: for as long as something still moves, and for all of it. A busy machine is slow, not wrong.
PATIENCE, LONGEST = 90.0, 600.0


class Storm:
    def __init__(self, directory, fleet, clients):
        self.fleet, self.clients = fleet, clients
        self.log = open(directory / "acts.log", "w", buffering=1)
        self.retried = set()  # what an administrator has let run once more, or tried to
        self.began = time.monotonic()

    def run(self, acts, seconds):
        said = 0.0
        for act in acts:
            while self._now() < act.at:
                self._tick()
                time.sleep(min(0.1, max(0.0, act.at - self._now())))
            self._note(f"{act.what} {act.who}", self._do(act))
            if self._now() - said >= 20:
                said = self._now()
                jobs = len(self.clients.told)
                print(f"  {said:4.0f} s of {seconds:.0f}: {jobs} jobs published", flush=True)

    def end(self):
        """Heals everything, and waits until every job is accounted for, or until nothing moves any more."""
        self._note("heal", "everything")
        self.fleet.heal(self._now())
        self._tick()
        self._restart_what_hangs()
        last, moved = None, self._now()
        deadline = moved + LONGEST
        while True:
            self._tick()
            told, owed = self._account(), listed(self.fleet.shim.daemon, "pending", *OPEN)
            if told.holds() and not owed:
                return told
            if (told.unaccounted, owed) != last:
                last, moved = (told.unaccounted, owed), self._now()
            if told.twice or self._now() > min(deadline, moved + PATIENCE):
                return told
            time.sleep(3)

    def _restart_what_hangs(self):
        """Salt's own affair, and what an administrator would do."""
        silent = self.fleet.wait_for_minions(40)
        hanging = [self.fleet.hosts[id].minion for id in silent]
        if len(silent) == len(MINIONS):
            hanging.append(self.fleet.master)
        for party in hanging:
            self._note("restart", f"{party.name} does not answer")
            self.fleet.kill(party, self._now(), 0)

    def _account(self):
        return account(gather(self.fleet, self.clients, self.clients.traces, self.retried))

    def _now(self):
        return time.monotonic() - self.began

    def _tick(self):
        for done in self.fleet.tick(self._now()):
            self._note("", done)

    def _note(self, what, done):
        clock = time.strftime("%H:%M:%S")
        self.log.write(f"{clock} {self._now():6.1f} {what} {done or 'nobody was there'}\n")

    def _do(self, act):
        if act.what == "publish":
            self.clients.publish(act)
            return f"{act.fun} {act.seconds} s on {','.join(act.targets)}"
        if act.what in ("cancel", "retry"):
            return self._administer(act)
        return self.fleet.do(act, self._now())

    def _administer(self, act):
        shim = self.fleet.shim.daemon
        if act.what == "cancel":
            chosen = listed(shim, "pending", *OPEN)
        else:
            # Once each: what may run ten times would hide a run that nobody allowed.
            chosen = [key for key in listed(shim, "history", "interrupted") if key not in self.retried]
        if not chosen:
            return None
        jid, minion = chosen[int(act.choice * len(chosen))]
        if act.what == "retry":
            self.retried.add((jid, minion))
        return f"{jid} {minion}: exit {shim.run(act.what, jid, minion).returncode}"


def verdict(told, storm, directory):
    """Prints how it ended; True when it ended well."""
    print("\n  " + ", ".join(f"{number} x {what}" for what, number in sorted(storm.fleet.deaths.items())))
    print(f"\n{told.table()}\n", flush=True)
    faults = {**told.twice, **told.unaccounted}
    for (jid, minion), fault in faults.items():
        print(f"{jid} on {minion}: {fault}")
    for text in storm.fleet.ended:
        print(text)
    jids = dict.fromkeys(jid for jid, _ in faults)
    stories = [story(jid, storm.fleet, storm.clients.traces) for jid in jids]
    if stories:
        (directory / "stories").write_text("\n\n".join(stories) + "\n")
        print("\n" + "\n\n".join(stories[:5]))
    return not faults and not storm.fleet.ended


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0, help="how long things go wrong")
    parser.add_argument("--seed", type=int, help="of the plan; random when not given")
    parser.add_argument("--salt", help="environment that holds Salt")
    parser.add_argument("--keep", action="store_true", help="keep the logs of a run that ended well, too")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(1 << 31)
    seconds, began = arguments.minutes * 60, time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    salt = Installation(arguments.salt or os.environ["JOB_RETRY_SALTS"].split(":")[-1])
    directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-chaos-"))
    traces = directory / "traces"
    traces.mkdir()
    print(f"Chaos on Salt {salt.version}, seed {seed}, below {directory}", flush=True)
    well, network, fleet, clients = False, None, None, None
    try:
        network = Network.of(MINIONS, directory / "namespaces.log")
        fleet = Fleet(salt, directory, MINIONS, network)
        clients = Clients(fleet.master_daemon, traces)
        fleet.on_new_master = clients.new_master
        fleet.start()
        storm = Storm(directory, fleet, clients)
        storm.run(plan(seed, seconds, MINIONS, network is not None), seconds)
        well = verdict(storm.end(), storm, directory)
    finally:
        if clients:
            clients.close()
        if fleet:
            fleet.close()
        if network:
            network.close()
        kill_descendants()
        where = f"seed {seed}, logs in {directory}"
        if well and not arguments.keep:
            shutil.rmtree(directory, ignore_errors=True)
            where = f"seed {seed}"
        took = time.monotonic() - began
        print(f"{'every job is accounted for' if well else 'FAILED'}, {took:.0f} s, {where}", flush=True)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
