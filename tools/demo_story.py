#!/usr/bin/env python3
"""
The story that tools/demo tells: a real master with its shim, three real minions with their agents, and jobs for
minions that are not there. Everything that it shows it also checks, and it ends non-zero when something is not as promised.
"""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "system"))

from support.daemons import Installation, Master, Minion  # noqa: E402
from support.job_retry import Agent, Shim  # noqa: E402
from support.processes import wait_until  # noqa: E402

PUBLISH = """
import sys, salt.client
options = {"jid": sys.argv[3]} if len(sys.argv) > 3 else {}
print(salt.client.LocalClient(sys.argv[1] + "/master").cmd_async("*", "cmd.run", [sys.argv[2]], **options))
"""


class Broken(Exception):
    pass


class Story:
    def __init__(self, directory):
        self.directory = directory
        self.began = time.monotonic()
        self.colour = sys.stdout.isatty()
        self.checks = 0

    def say(self, text):
        elapsed = time.monotonic() - self.began
        print(f"\n{self._bold(f'[{elapsed:3.0f} s] {text}')}", flush=True)

    def show(self, command, output, lines=24):
        print(self._bold(f"  $ {self._short(command)}"))
        shown = [self._short(line) for line in output.rstrip().splitlines()]
        for line in shown[:lines]:
            print(f"    {line}")
        if len(shown) > lines:
            print(f"    ({len(shown) - lines} more lines)")
        sys.stdout.flush()

    def check(self, what, holds, seen=""):
        self.checks += 1
        print(f"  {'ok' if holds else 'NOT AS PROMISED'}: {what}", flush=True)
        if not holds:
            raise Broken(f"{what}\n{seen}")

    def _short(self, text):
        return text.replace(f"{self.directory}/", "")

    def _bold(self, text):
        return f"\033[1m{text}\033[0m" if self.colour else text


class Stage:
    """The daemons of the story, all below one directory."""

    def __init__(self, salt, directory):
        self.master = Master(salt, directory / "master", timeout=2, gather_job_timeout=2)
        self.shim = Shim(self.master)
        self.minions = {id: Minion(salt, directory / id, self.master, id) for id in ("a", "b", "c")}
        self.agents = {id: Agent(minion, self.shim) for id, minion in self.minions.items()}
        self.notes = {id: directory / f"notes-of-{id}" for id in self.minions}
        for id in self.minions:
            self.minions[id].env = self.agents[id].env = {"NOTES": str(self.notes[id])}

    def start_all(self):
        self.master.start()
        self.shim.start()
        for id in self.minions:
            self.start(id)

    def start(self, id):
        self.agents[id].start()
        self.minions[id].start()

    def stop(self, id):
        self.agents[id].stop()
        self.minions[id].stop()

    def close(self):
        for id in self.minions:
            self.stop(id)
        self.shim.stop()
        self.master.close()


def note(word):
    """A command that adds a line to the minion's own file, so that a second run would be seen."""
    return f"echo {word} | tee -a $NOTES"


def tell(story, stage):
    master, shim = stage.master, stage.shim

    def noted(id):
        return stage.notes[id].read_text().split() if stage.notes[id].exists() else []

    story.say(f"A salt-master {master.installation.version} with master-shim; minions a, b, c with minion-agent")
    stage.start_all()
    said = master.salt("*", "test.ping", "--out=txt")
    story.show("salt '*' test.ping", said.stdout)
    story.check("all three minions answer", said.stdout.count("True") == 3, said.stdout)
    story.show("master-shim status", shim.run("status").stdout)

    story.say("b and c are switched off")
    stage.stop("b")
    stage.stop("c")

    story.say("Three jobs for all minions: by the salt command, by a runner, by the Python API")
    mark = master.bus.mark()
    said = master.salt("*", "cmd.run", note("first"), "--out=txt")
    story.show(f"salt '*' cmd.run '{note('first')}'", said.stdout + said.stderr)
    story.check("Salt says that b and c did not return", said.stdout.count("did not return") == 2, said.stdout)
    said = master.salt_run("salt.execute", "*", "cmd.run", f"arg=['{note('second')}']")
    story.show(f"salt-run salt.execute '*' cmd.run arg=\"['{note('second')}']\"", said.stdout + said.stderr)
    said = python(master, PUBLISH, note("third"))
    story.show(f"python: LocalClient().cmd_async('*', 'cmd.run', ['{note('third')}'])", said)
    jids = published(master, mark, "cmd.run")
    story.check("the master published three jobs", len(jids) == 3, jids)

    story.say("What is owed to b and c")
    shim.wait_pending(jids, "b")
    listed = shim.wait_pending(jids, "c")
    story.show("master-shim pending", shim.run("pending").stdout)
    story.check("nothing is owed to a", not shim.pending("a"))
    story.check("b and c are owed all three, in the order of their JIDs", listed == jids, listed)

    story.say("b comes back")
    mark = master.bus.mark()
    stage.start("b")
    for jid in jids:
        shim.wait_state(jid, "b", "returned")
    story.show(f"cat {stage.notes['b']}", stage.notes["b"].read_text())
    story.check("its jobs ran once each, in order", noted("b") == ["first", "second", "third"], noted("b"))
    returns = [tag.split("/")[2] for tag, _ in master.bus.seen("salt/job/*/ret/b", mark)]
    in_order = [jid for jid in returns if jid in jids] == jids
    story.check("their returns came under the original JIDs, in that order", in_order, returns)
    said = master.salt_run("jobs.lookup_jid", jids[0])
    story.show(f"salt-run jobs.lookup_jid {jids[0]}", said.stdout)
    story.check("Salt's job cache holds the late return of b", "b:" in said.stdout, said.stdout)

    story.say("c comes back; its agent is killed in the middle of a fourth job, and started again")
    started, gate = story.directory / "fourth-has-started", story.directory / "fourth-may-end"
    slow = f"{note('fourth')}; touch {started}; while [ ! -e {gate} ]; do sleep 0.1; done"
    fourth = master.publish("c", "cmd.run", [slow])
    shim.wait_pending([*jids, fourth], "c")
    stage.start("c")
    agent = stage.agents["c"]
    wait_until(started.exists, 60, f"the start of job {fourth}:\n{agent.tail()}")
    os.kill(agent.process.pid, signal.SIGKILL)
    agent.process.popen.wait(10)
    agent.start()
    shim.wait_state(fourth, "c", "running")
    story.show(f"master-shim show {fourth}", shim.run("show", fourth).stdout)
    gate.touch()
    shim.wait_state(fourth, "c", "returned")
    story.show(f"cat {stage.notes['c']}", stage.notes["c"].read_text())
    all_once = noted("c") == ["first", "second", "third", "fourth"]
    story.check("every job ran once, the fourth too", all_once, noted("c"))

    story.say("The first job is published a second time, under its old JID")
    mark = master.bus.mark()
    said = python(master, PUBLISH, note("first"), jids[0])
    story.show(f"python: LocalClient().cmd_async('*', 'cmd.run', ['{note('first')}'], jid='{jids[0]}')", said)
    again = {id: master.bus.wait(f"salt/job/{jids[0]}/ret/{id}", since=mark)["return"] for id in ("b", "c")}
    story.check("b and c answer with what they returned before", again == {"b": "first", "c": "first"}, again)
    # a was there when the job was new: its salt-minion still knows the JID and drops it without a trace.
    counts = {id: noted(id).count("first") for id in stage.minions}
    story.check("and nothing has run a second time", set(counts.values()) == {1}, counts)

    story.say("At the end")
    story.show("master-shim pending", shim.run("pending").stdout)
    story.check("nothing is owed to anybody", shim.pending() == [])
    story.show("minion-agent ledger list    # on c", agent.run("ledger", "list").stdout)
    entries = {entry["jid"]: entry for entry in agent.ledger()}
    done = all((entries[j]["state"], entries[j]["via"]) == ("finished", "pending") for j in [*jids, fourth])
    story.check("c's ledger holds its four pending jobs, all finished", done, entries)


def python(master, program, *arguments):
    command = [master.installation.python, "-c", program, str(master.conf_dir), *arguments]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return said.stdout.strip() or said.stderr


def published(master, since, fun):
    """The JIDs of the jobs with this function that the master has announced, in order."""
    return sorted(data["jid"] for _, data in master.bus.seen("salt/job/*/new", since) if data["fun"] == fun)


def commands_to_try(stage):
    bin_dir = os.environ["JOB_RETRY_BIN"]
    salt = stage.master.installation.program("salt")
    conf = stage.master.conf_dir
    b = stage.minions["b"].conf_dir
    return [
        f"{salt} -c {conf} '*' test.echo hello",
        f"{bin_dir}/master-shim -c {conf} status",
        f"{bin_dir}/master-shim -c {conf} pending",
        f"{bin_dir}/minion-agent -c {b} status",
        f"{bin_dir}/minion-agent -c {b} ledger list",
        f"kill {stage.minions['b'].process.pid} {stage.agents['b'].process.pid}    # b is switched off",
        f"{stage.minions['b'].installation.program('salt-minion')} -c {b} -d    # and on",
        f"{bin_dir}/minion-agent -c {b} run &",
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave all running at the end")
    keep = parser.parse_args().keep
    salt = Installation(os.environ["JOB_RETRY_SALTS"].split(":")[-1])
    directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-demo-"))
    story = Story(directory)
    stage = None
    try:
        stage = Stage(salt, directory)
        tell(story, stage)
        story.say(f"All {story.checks} checks hold.")
        if keep:
            print("\nEverything is still running. Try:")
            for command in commands_to_try(stage):
                print(f"  {command}")
            input("\nEnter ends it all. ")
        return 0
    except (Broken, AssertionError, subprocess.TimeoutExpired) as exc:
        print(f"\nThe demo failed: {exc}", file=sys.stderr)
        if stage:
            for daemon in (stage.shim, *stage.agents.values()):
                print(f"\n--- the end of {daemon.log}\n{daemon.tail()[-3000:]}", file=sys.stderr)
        return 1
    finally:
        if stage:
            stage.close()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
