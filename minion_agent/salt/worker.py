"""
The worker: runs pending jobs, one at a time, as salt-minion would have run them.

``minion-agent`` starts it under Salt's interpreter while there is something to run, hands it what the master stored for
a job, and gets the outcome back (proto/PROTOCOL.md, section Worker). Salt is loaded once; every job is a fork. Matching,
executors, retcodes, blackout, returners and the return itself are Salt's own code, from ``salt.minion.Minion``; only
how the return travels is ours, because there is no running minion to hand it to.

Invariants: every function passes the gate (executor ``job_retry``), whatever executors the job names; and a refusal of
the gate is an outcome, never the job's return, because the first return that reaches the master stays.
"""

import argparse
import fnmatch
import logging
import os
import select
import signal
import struct
import sys
import time

VERSION = 1
MAX_FRAME = 128 << 20
MAX_TEXT = 2000
FRESH_FOR = 60.0
# After these the next job must find new modules, grains and pillar.
CHANGES_SALT = ("saltutil.*", "grains.*", "state.*", "sys.*", "minion.*", "module.*")


class EndOfInput(Exception):
    """The agent has closed the conversation."""


class Frames:
    """Frames on two descriptors of their own, which no job ever sees."""

    def __init__(self):
        # Jobs and Salt may print; what they print must not end up between frames.
        self.source, self.sink = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)

    def close(self):
        os.close(self.source)
        os.close(self.sink)

    def read(self):
        (size,) = struct.unpack(">I", self._read_exactly(4))
        if size > MAX_FRAME:
            raise EndOfInput
        return self._read_exactly(size)

    def write(self, body):
        left = memoryview(struct.pack(">I", len(body)) + body)
        try:
            while left:
                left = left[os.write(self.sink, left) :]
        except BrokenPipeError as exc:
            raise EndOfInput from exc

    def ended(self, seconds):
        """Waits; true when the agent has gone. It sends nothing while a job is open."""
        readable, _, _ = select.select([self.source], [], [], seconds)
        return bool(readable)

    def _read_exactly(self, size):
        chunks = []
        while size:
            chunk = os.read(self.source, min(size, 1 << 20))
            if not chunk:
                raise EndOfInput
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)


if __name__ == "__main__":
    # Before Salt is imported: what it prints on the way goes to the log.
    frames = Frames()
    # This folder is not a place to import from: it is called "salt".
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]

import msgpack  # noqa: E402
import salt._logging  # noqa: E402
import salt.channel.client  # noqa: E402
import salt.config  # noqa: E402
import salt.defaults  # noqa: E402
import salt.exceptions  # noqa: E402
import salt.loader  # noqa: E402
import salt.minion  # noqa: E402
import salt.payload  # noqa: E402
import salt.utils.minion  # noqa: E402
import salt.utils.user  # noqa: E402
import salt.version  # noqa: E402

log = logging.getLogger("job_retry.worker")


class Refused(BaseException):
    """The gate has refused: not an Exception, so that Salt makes no return of it."""

    def __init__(self, answer, text):
        super().__init__(text)
        self.answer = answer


def minion_options(config_dir, master):
    """The options that salt-minion has for this master once it is connected."""
    opts = salt.config.minion_config(os.path.join(config_dir, "minion"), cache_minion_id=False)
    configured = opts.get("master")
    opts["multimaster"] = isinstance(configured, list) and opts.get("master_type", "str") == "str"
    opts["master"] = master or (configured[0] if isinstance(configured, list) else configured)
    opts["retry_dns"] = 0  # the agent tries again later
    opts.update(salt.minion.prep_ip_port(opts))
    opts.update(salt.minion.resolve_dns(opts, fallback=False))
    opts["multiprocessing"] = (
        True  # jobs are forks here; with False Salt would remove the proc files of others
    )
    opts["job_retry"] = True
    executors = os.path.join(os.path.dirname(os.path.abspath(__file__)), "executors")
    if executors not in opts["executor_dirs"]:
        opts["executor_dirs"] = [*opts["executor_dirs"], executors]
    return opts


class PendingMinion(salt.minion.Minion):
    """
    A minion without a connection of its own: Salt's code around a job, and nothing of its daemon.

    Minion.__init__ is not called: it would start engines and, on newer versions, clean up the queues of the live minion.
    """

    def __init__(self, opts):
        salt.minion.MinionBase.__init__(self, opts)
        self.connected = self.ready = self.safe = True
        self.timeout = 60
        self.tok = b""  # the channel puts a real one into everything that it sends
        self.loaded_base_name = self.jid_queue = self.req_channel = None
        self.function_errors = {}
        self._system_resource_limit_hit_timestamp = 0
        self.returned = self.acknowledged = False
        self.load()
        if "job_retry.execute" not in self.executors:
            raise salt.exceptions.SaltSystemExit(
                msg=f"executor job_retry is missing: is job_retry.py in {self.opts['executor_dirs']}?"
            )

    def load(self):
        self.opts["grains"] = salt.loader.grains(self.opts, force_refresh=True)
        self.gen_modules(initial_load=True)  # asks the master for the pillar
        self.matchers = salt.loader.matchers(self.opts)
        uid = salt.utils.user.get_uid(user=self.opts.get("user"))
        self.proc_dir = salt.minion.get_proc_dir(self.opts["cachedir"], uid=uid)
        self.loaded_at = time.monotonic()

    def destroy(self):
        pass

    # Resources of 3008 share their minion's JID; a delivery is owed to the minion alone.
    def _discover_resources(self, *_args, **_kwargs):
        return {}

    def _resolve_resource_targets(self, load):
        return []

    def _execute_job_function(self, function_name, function_args, executors, opts, data, **kwargs):
        """Everything goes through the gate; the executors that Salt would have used come behind it."""
        if not isinstance(executors, (str, list)):  # Salt's own error, before anything runs
            return super()._execute_job_function(
                function_name, function_args, executors, opts, data, **kwargs
            )
        behind = []
        for name in [executors] if isinstance(executors, str) else executors:
            behind += (opts.get("job_retry_executors") or ["direct_call"]) if name == "job_retry" else [name]
        if opts.get("sudo_user") and behind[-1] != "sudo":
            behind[-1] = "sudo"  # Salt's rule; it would put it in the place of the gate
        gated = {
            **opts,
            "sudo_user": "",
            "job_retry_executors": behind,
            "__job_retry_opts": opts,
            "__job_retry_via": "pending",
        }
        try:
            return super()._execute_job_function(
                function_name, function_args, ["job_retry"], gated, data, **kwargs
            )
        except salt.exceptions.CommandExecutionError as exc:
            if hasattr(exc, "job_retry_answer"):
                raise Refused(exc.job_retry_answer, str(exc)) from exc
            raise

    def _return_pub(self, ret, ret_cmd="_return", timeout=60):
        self.returned = True
        return super()._return_pub(ret, ret_cmd, timeout)

    def _send_req_sync(self, load, timeout):
        """As the live minion's main process does it: same channel, timer and number of tries."""
        try:
            with salt.channel.client.ReqChannel.factory(self.opts) as channel:
                reply = channel.send(
                    load, timeout=self._return_retry_timer(), tries=self.opts["return_retry_tries"]
                )
        except Exception as exc:
            raise salt.exceptions.SaltReqTimeoutError(f"the master was not reached: {exc}") from exc
        if load.get("cmd") == "_return":
            # A master that has stored the return answers nothing; a refusal is False or a text.
            self.acknowledged = reply is None or reply is True or reply == {}
            if not self.acknowledged:
                log.error("The master did not take the return of job %s: %r", load.get("jid"), reply)
        return reply

    def is_blacked_out(self, load):
        """As _execute_job_function, which would answer the master and so use the job up."""
        for source in (self.opts["pillar"], self.opts["grains"]):
            allowed = ["saltutil.refresh_pillar", *source.get("minion_blackout_whitelist", [])]
            if source.get("minion_blackout", False) and any(name not in allowed for name in function_names(load)):
                return True
        return False

    def runs_around_the_gate(self, jid):
        """The ledger knows nothing of this job, or it would not have come here; and yet it runs: processes, of salt-minion."""
        return [job.get("pid") for job in salt.utils.minion.running(self.opts) if str(job.get("jid")) == jid]

    def other_state_runs(self, jid):
        return [
            job
            for job in salt.utils.minion.running(self.opts)
            if str(job.get("jid")) != jid and runs_states(job)
        ]


def function_names(load):
    fun = load.get("fun", "")
    return fun if isinstance(fun, (list, tuple)) else [fun]


def runs_states(load):
    return any(str(name).startswith("state.") for name in function_names(load))


def is_concurrent(load):
    return any(isinstance(arg, dict) and arg.get("concurrent") for arg in load["arg"])


def minion_load(stored):
    """What the master publishes for a load that it stored: _prep_pub in salt/master.py, and no other keys."""
    load = {key: stored[key] for key in ("fun", "arg", "tgt", "jid")}
    load["jid"] = str(load["jid"])
    load["ret"] = stored.get("ret", "")
    kwargs = stored.get("kwargs") or {}
    if kwargs.get("delimiter", salt.defaults.DEFAULT_TARGET_DELIM) != salt.defaults.DEFAULT_TARGET_DELIM:
        load["delimiter"] = kwargs["delimiter"]
    for key in ("tgt_type", "to", "user"):
        if key in stored:
            load[key] = stored[key]
    for key in (
        "master_id",
        "id",
        "ret_config",
        "metadata",
        "module_executors",
        "executor_opts",
        "ret_kwargs",
    ):
        if key in kwargs:
            load[key] = kwargs[key]
    if kwargs.get("start_event"):
        load["start_event"] = True
    return load


class Worker:
    def __init__(self, conversation, minion):
        self.frames, self.minion = conversation, minion

    def serve(self):
        self._send(type="ready", salt=salt.version.__version__, pid=os.getpid())
        while True:
            message = msgpack.unpackb(self.frames.read(), raw=False)
            jid = message["jid"]
            outcome, text = self._outcome_of(jid, message["load"])
            log.info("Job %s: %s %s", jid, outcome, text)
            self._send(type="outcome", jid=jid, outcome=outcome, text=text[:MAX_TEXT])

    def _send(self, **message):
        self.frames.write(msgpack.packb({"v": VERSION, **message}, use_bin_type=True))

    def _outcome_of(self, jid, stored):
        try:
            load = minion_load(salt.payload.loads(stored))
            if load["jid"] != jid:
                return "invalid", f"the stored load is of job {load['jid']}"
        except (salt.exceptions.SaltDeserializationError, KeyError, TypeError, AttributeError) as exc:
            return "invalid", f"the stored load cannot be read: {type(exc).__name__}: {exc}"
        if time.monotonic() - self.minion.loaded_at > FRESH_FOR:
            self.minion.load()
        if not self.minion._target_load(load) or not load.get("minion_is_target", True):
            return "not_targeted", f"target {load['tgt']!r} ({load.get('tgt_type', 'glob')})"
        if self.minion.is_blacked_out(load):
            return "held", "the minion is in blackout mode"
        if around := self.minion.runs_around_the_gate(jid):
            return "invalid", (
                f"salt-minion runs this job already, as process {around[0]}, and it has not passed the gate: restart "
                "salt-minion, which may have been started before it was told to use it"
            )
        exclusive = runs_states(load) and not is_concurrent(load)
        while True:
            while exclusive and self.minion.other_state_runs(jid):
                if self.frames.ended(1.0):
                    raise EndOfInput
            outcome, text = self._run_in_fork(load, exclusive)
            if outcome != "busy":
                break
        if any(fnmatch.fnmatch(name, glob) for name in function_names(load) for glob in CHANGES_SALT):
            self.minion.loaded_at = float("-inf")
        return outcome, text

    def _run_in_fork(self, load, exclusive):
        source, sink = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.close(source)
                self.frames.close()
                os.setsid()  # the job outlives a worker that is killed, and reports by itself
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                report = msgpack.packb(run_job(self.minion, load, exclusive))
                code = 0
                os.write(sink, report)
            except BrokenPipeError:
                pass  # the worker is gone; the master and the ledger know
            except BaseException:
                log.exception("Job %s ended without an outcome", load["jid"])
            finally:
                logging.shutdown()
                os._exit(code)
        os.close(sink)
        _, status = os.waitpid(pid, 0)
        # Not until the end of file: a daemon that the job left behind may hold the other end.
        os.set_blocking(source, False)
        try:
            report = os.read(source, 65536)
        except BlockingIOError:
            report = b""
        os.close(source)
        if report:
            return tuple(msgpack.unpackb(report, raw=False))
        if os.WIFSIGNALED(status):
            return "failed", f"the job process was ended by signal {os.WTERMSIG(status)}"
        return "failed", f"the job process ended with code {os.waitstatus_to_exitcode(status)}"


def run_job(minion, load, exclusive):
    """In the job's own process. Returns (outcome, text), at most a few thousand bytes."""
    jid = load["jid"]
    if exclusive:
        # Say first that this state run is there, look afterwards: two that do so never both start.
        path = os.path.join(minion.proc_dir, jid)
        with open(path, "w+b") as proc:
            proc.write(salt.payload.dumps({**load, "pid": os.getpid()}))
        if minion.other_state_runs(jid):
            os.remove(path)
            return "busy", ""
    try:
        minion._target(minion, minion.opts, load, True, None)
    except Refused as exc:
        # Of these the ledger alone does not tell the agent that this job may never run, or not now.
        outcome = {"conflict": "refused", "too_old": "refused", "unavailable": "unavailable"}.get(exc.answer, "failed")
        return outcome, f"{exc.answer}: {exc}"[:MAX_TEXT]
    if minion.acknowledged:
        return "returned", ""
    if not minion.returned:
        return "requeued", "Salt has put the job into its own queue"
    if not minion.opts["pub_ret"]:
        return "return_lost", "pub_ret is False: this minion sends no returns"
    return "return_lost", "the master did not acknowledge the return"


def main():
    parser = argparse.ArgumentParser(description="Runs pending jobs for minion-agent.")
    parser.add_argument("-c", "--config-dir", default="/etc/salt")
    parser.add_argument("--master", help="master of these jobs, as in the minion's configuration")
    arguments = parser.parse_args()
    opts = minion_options(arguments.config_dir, arguments.master)
    salt._logging.setup_console_handler(
        log_level=opts["log_level"], log_format=opts["log_fmt_console"], date_format=opts["log_datefmt"]
    )
    salt._logging.shutdown_temp_handler()
    try:
        minion = PendingMinion(opts)
    except (salt.exceptions.SaltException, SystemExit) as exc:
        log.error("The worker cannot start for master %s: %s", opts["master"], exc)
        return 1
    try:
        Worker(frames, minion).serve()
    except salt.exceptions.SaltException as exc:
        log.error("The worker has lost master %s: %s", opts["master"], exc)
        return 1
    except EndOfInput:
        return 0


if __name__ == "__main__":
    sys.exit(main())
