"""
Clients: everybody who publishes, each in Salt's own way, and in threads of their own, because some of them wait for an
answer.

A client may fail, or die with the master: what was published is told by the job cache, the event bus and the jobs'
traces, too.
"""

import concurrent.futures
import json
import re
import subprocess
import threading

from support.daemons import HERE
from support.processes import Process

_OPTIONS = {"salt": ["-t", "2"], "salt --async": ["--async"], "salt --batch": ["-b", "1", "-t", "2"]}
_EXECUTED = re.compile(r"job ID: (\d+)")


class _Asked:
    """support/client.py, which keeps Salt loaded; started when it is first asked, and anew for a new master."""

    def __init__(self, master):
        self._master, self._process, self._lock = master, None, threading.Lock()

    def ask(self, **request):
        with self._lock:
            if self._process is None or not self._process.alive():
                command = [self._master.installation.python, HERE / "client.py", self._master.conf_dir]
                log = self._master.directory / "client.log"
                self._process = Process(command, log, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            pipe = self._process.popen
            try:
                pipe.stdin.write(json.dumps(request).encode() + b"\n")
                pipe.stdin.flush()
                reply = json.loads(pipe.stdout.readline() or "{}")
            except (BrokenPipeError, ValueError):
                return None
            if not reply.get("value"):  # perhaps it was started so early that it has the key of the master before
                self.kill()
            return reply.get("value")

    def kill(self):
        process = self._process
        if process:
            process.kill()


class Clients:
    def __init__(self, master, traces):
        self._master, self.traces = master, str(traces)
        self._api, self._runner = _Asked(master), _Asked(master)
        self._threads = concurrent.futures.ThreadPoolExecutor(max_workers=6)
        self._lock = threading.Lock()
        self._published = []  # (JID, act), as the API told them
        self.told = {}  # JID -> set of minion ids

    def publish(self, act):
        self._threads.submit(self._publish, act)

    def new_master(self):
        """A client that runs knows the key of the master that was."""
        self._api.kill()
        self._runner.kill()

    def close(self):
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.new_master()
        self._threads.shutdown(wait=True)

    def _publish(self, act):
        arguments = [self.traces, act.seconds]
        targets = list(act.targets)
        if act.who == "duplicate":
            with self._lock:
                chosen = self._published[int(act.choice * len(self._published))] if self._published else None
            if not chosen:
                return
            jid, act = chosen
            self._by_api(act, jid=jid)
        elif act.who == "api":
            self._by_api(act)
        elif act.who == "minion":
            inner = [targets[-1], act.fun, arguments]
            self._told(self._api.ask(do="publish", tgt=targets[0], fun="publish.publish", arg=inner))
        elif act.who == "runner":
            self._runner.ask(do="run", fun="salt.execute", arg=[targets, act.fun, arguments, 2, "list"])
        else:
            command = [*_OPTIONS[act.who], "-L", ",".join(targets), act.fun, *arguments]
            try:
                said = self._master.salt(*command, timeout=60)
            except subprocess.TimeoutExpired:
                return
            for jid in _EXECUTED.findall(said.stdout):
                self._told({"jid": jid, "minions": targets})

    def _by_api(self, act, **options):
        if act.expire:
            options["metadata"] = {"job_retry": {"expire": act.expire}}
        arguments = [self.traces, act.seconds]
        reply = self._api.ask(
            do="publish", tgt=list(act.targets), tgt_type="list", fun=act.fun, arg=arguments, **options
        )
        if self._told(reply) and "jid" not in options:
            with self._lock:
                self._published.append((reply["jid"], act))

    def _told(self, reply):
        if not reply or reply["jid"] in (None, "", "0", 0):
            return False
        with self._lock:
            self.told.setdefault(reply["jid"], set()).update(reply["minions"])
        return True
