"""
Executor ``job_retry``: the gate that every published job of this minion passes before it runs.

It asks ``minion-agent`` whether a function of a job may run (claim), lets the other executors run it, and has the
end recorded (finish). A job that has run before is answered with its recorded return, and nothing runs. It does not
decide: the agent's ledger does. Invariant: nothing runs that was not granted, and what was granted runs in this call.

The wire is proto/PROTOCOL.md, section Gate. Minion configuration::

    job_retry: True
    executor_dirs: [<the folder of this file>]
    module_executors: [job_retry]
    job_retry_executors: [direct_call]    # optional: what runs behind the gate
    job_retry_exclude: [test.ping, ...]   # optional: functions whose live jobs are not recorded

Keep ``job_retry`` alone in ``module_executors``: Salt calls the next executor when one returns None, and would run a
function that returns None again.
"""

import datetime
import fnmatch
import hashlib
import logging
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import types
import weakref

import msgpack
import salt.exceptions
import salt.payload
from salt.exceptions import CommandExecutionError

try:
    from salt.loader.context import resource_ctxvar
except ImportError:  # before 3008 there are no resources
    resource_ctxvar = None

log = logging.getLogger(__name__)

__load__ = ["execute", "allow_missing_func"]

_VERSION = 1
# Where the build has installed it: a PATH can be changed by a job's earlier function. Only from the source tree, where this is no
# path yet, it is looked for in PATH.
_AGENT = "@CMAKE_INSTALL_FULL_BINDIR@/minion-agent"
_ATTEMPT_SIZE = 16
_MAX_OUTCOME = 64  # bytes
_ANSWER_TIMEOUT = 30.0
_SOCKET_TRIES = 3
_POLL_FIRST, _POLL_LAST = 0.2, 5.0
_MAX_RETURN = 16 << 20
# Questions about jobs, asked all the time and missed by nobody: the shim never owes them (the same list is its job_retry_exclude),
# and a ledger that recorded them would fill up with little else.
_EXCLUDE = (
    "saltutil.find_job",
    "saltutil.running",
    "saltutil.kill_job",
    "saltutil.kill_all_jobs",
    "saltutil.signal_job",
    "saltutil.term_job",
    "saltutil.term_all_jobs",
    "saltutil.is_running",
    "saltutil.find_cached_job",
    "test.ping",
)
_UNITS = {None: 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
_FRAME_ROOM = 64 << 10
# Codes of the gate's errors that say nothing of the ledger; the others concern every job of this minion.
_ONE_JOBS_OWN = ("invalid", "not_found", "conflict")
_HINT = (
    "Look at 'minion-agent status' on this minion and at the log of minion-agent. "
    "A job that must bypass the gate: --module-executors='[direct_call]'."
)


class _Refused(CommandExecutionError):
    """Nothing ran. ``job_retry_answer`` tells the worker why, which must not pass this on as the job's return."""

    def __init__(self, answer, text):
        super().__init__(text)
        self.job_retry_answer = answer


class _ConnectionLost(Exception):
    pass


class _NobodyListens(Exception):
    pass


def allow_missing_func(function):
    """Let a function that the minion does not have through if an executor behind the gate wants it."""
    if function in __salt__:  # then nobody needs to be asked, for which Salt would load every executor that there is
        return False
    names = [f"{name}.allow_missing_func" for name in _behind_the_gate(__opts__)]
    return any(__executors__[name](function) for name in names if name in __executors__)


def execute(opts, data, func, args, kwargs):
    """Claim, run, record; or answer with what is recorded."""
    if not _is_gated(opts, data):
        return _run(opts, data, func, args, kwargs)
    claim = _claim_message(opts, data, func)
    key = (claim["jid"], claim["index"])
    with _OnceInThisProcess(key) as once:
        decision = _ask_until_decided(opts, claim)
        if decision["answer"] == "finished":
            return _replay(claim, decision)
        try:
            value = _run(opts, data, func, args, kwargs)
        except Exception as exc:  # recorded and raised again: Salt turns it into the return
            _finish_raised(opts, claim, _context(), exc)
            raise
        except SystemExit as exc:
            # It ends a thread without a word, and the process of all jobs lives on. A process of its own ends with it: perhaps
            # because somebody stops the minion, and then the job is interrupted.
            if not opts.get("multiprocessing", True):
                _finish_raised(opts, claim, _context(), exc)
            raise
        if isinstance(value, types.GeneratorType):
            return once.until_end_of(_recorded(value, opts, claim, _context()))
        if isinstance(value, dict) and value.get("__no_return__"):
            _tell(opts, claim, {"type": "release"})
            return value
        _finish(opts, claim, _context().get("retcode", 0), "return", value)
        return value


def _is_gated(opts, data):
    # Only what was published has all three. salt-call hands in the function's own keyword arguments as data, among
    # them perhaps a jid; startup_states run under the JID "req" without a target, at every start.
    if not opts.get("job_retry") or not all(key in data for key in ("jid", "tgt", "ret")) or not data["jid"]:
        return False
    # A resource of 3008 runs under its minion's JID, once for each resource; deliveries are owed to minions.
    if data.get("resource_target") or (resource_ctxvar and resource_ctxvar.get()):
        return False
    # What the shim has handed out was owed all the same, by a list of its own.
    return opts.get("__job_retry_via") is not None or not _is_excluded(opts, data["fun"])


def _is_excluded(opts, funs):
    """As the shim judges it: a job of several functions is excluded when all of them are."""
    globs = opts.get("job_retry_exclude", _EXCLUDE)
    globs = [globs] if isinstance(globs, str) else globs or ()
    funs = funs if isinstance(funs, (list, tuple)) else [funs]
    return all(any(fnmatch.fnmatchcase(str(fun), glob) for glob in globs) for fun in funs)


def _behind_the_gate(opts):
    names = opts.get("job_retry_executors") or ["direct_call"]
    return [names] if isinstance(names, str) else list(names)


def _run(opts, data, func, args, kwargs):
    """The rest of the chain by Salt's rule: the next executor when one returns None."""
    names = _behind_the_gate(opts)
    opts = opts.get("__job_retry_opts", opts)
    for name in names:
        if name == "job_retry" or f"{name}.execute" not in __executors__:
            raise salt.exceptions.SaltInvocationError(
                f"Executor '{name}' of job_retry_executors is not available"
            )
        value = __executors__[f"{name}.execute"](opts, data, func, args, kwargs)
        if value is not None:
            return value
    return None


def _context():
    """The plain dictionary behind ``__context__``, which stays usable outside of the loader's context."""
    return __context__.value() if hasattr(__context__, "value") else __context__


# What a job is


def _claim_message(opts, data, func):
    index, count, fun, digest = _position(data, func)
    return {
        "v": _VERSION,
        "type": "claim",
        "jid": str(data["jid"]),
        "index": index,
        "count": count,
        "fun": fun,
        "digest": digest,
        "via": opts.get("__job_retry_via", "live"),
        "master": str(opts.get("master", "")),
        "pid": os.getpid(),
        "attempt": os.urandom(_ATTEMPT_SIZE),
        "minion": str(opts["id"]),
    }


def _digest(data):
    # Salt's own packer, because arguments may hold what plain msgpack cannot (dates, very long integers).
    return hashlib.sha256(salt.payload.dumps([data["fun"], data["arg"]], use_bin_type=True)).digest()


def _process_state():
    """State of this process. It cannot live in this module: the loader executes the file again for each job."""
    name = "_job_retry_gate_state"
    if name not in sys.modules:
        state = types.ModuleType(name)
        state.changed, state.here, state.thread = threading.Condition(), set(), threading.local()
        sys.modules.setdefault(name, state)
    return sys.modules[name]


def _position(data, func):
    """
    (index, count, name, digest) of the function that this call runs.

    Salt calls an executor once for each function of a multi-function job, in order, always with the same data
    and in one thread, but not at all for a function whose arguments are wrong. The digest is taken before the first
    function runs, because a function may change its arguments.
    """
    funs = data["fun"]
    if not isinstance(funs, (list, tuple)):
        return 0, 1, str(funs), _digest(data)
    thread = _process_state().thread
    if getattr(thread, "job", None) is not data:
        thread.job, thread.next, thread.digest = data, 0, _digest(data)
    name = func if isinstance(func, str) else getattr(func, "name", None)
    index = next((at for at in range(thread.next, len(funs)) if funs[at] == name), thread.next)
    if index >= len(funs):
        raise _Refused("error", f"Job retry: job {data['jid']} runs more functions than it has. Nothing ran.")
    thread.next = index + 1
    return index, len(funs), str(funs[index]), thread.digest


class _OnceInThisProcess:
    """
    With ``multiprocessing: False`` jobs are threads of one process. The agent takes another attempt of the process that
    holds a claim for one that comes when the first is over. So two threads never ask for the same function at once.
    """

    def __init__(self, key):
        self.key, self.state, self.handed_on = key, _process_state(), False

    def __enter__(self):
        with self.state.changed:
            self.state.changed.wait_for(lambda: self.key not in self.state.here)
            self.state.here.add(self.key)
        return self

    def until_end_of(self, generator):
        """The function runs on while Salt takes its items."""
        self.handed_on = True
        weakref.finalize(generator, self._leave)
        return generator

    def __exit__(self, *_):
        if not self.handed_on:
            self._leave()

    def _leave(self):
        with self.state.changed:
            self.state.here.discard(self.key)
            self.state.changed.notify_all()


# Claim, finish, replay


def _ask_until_decided(opts, claim):
    pause = _POLL_FIRST
    while True:
        decision = _ask(opts, claim)
        answer = decision.get("answer")
        if answer in ("granted", "finished"):
            return decision
        if answer != "running":
            raise _Refused(answer, _refusal(claim, decision))
        time.sleep(pause)
        pause = min(pause * 2, _POLL_LAST)


def _refusal(claim, decision):
    job = f"Job retry: job {claim['jid']} ({claim['fun']})"
    answer = decision.get("answer")
    if answer == "interrupted":
        return (
            f"{job} was started on this minion at {_time(decision.get('claimed_at'))} and did not get to its end. "
            "It is not run again, because part of its work may be done. Look at what it did; "
            f"to run it once more: master-shim retry {claim['jid']} MINION, or publish it as a new job."
        )
    if answer == "too_old":
        return (
            f"{job} is older than this minion's ledger remembers, so nobody can tell whether it has run. "
            "It is not run. If it has to run, publish it as a new job."
        )
    if answer == "conflict":
        return (
            f"{job} is refused: its JID already belongs to another job on this minion "
            f"({decision.get('fun', 'with other arguments')}). Publish it under a JID of its own."
        )
    return f"{job} is refused: minion-agent answered '{answer}', which this executor does not know. {_HINT}"


def _replay(claim, decision):
    retcode, outcome = decision.get("retcode", 0), decision.get("outcome", "return")
    job = f"Job {claim['jid']} ({claim['fun']})"
    log.info("%s has run before: answered with its recorded return", job)
    _context()["retcode"] = retcode
    if decision.get("return") is None:
        how = "" if outcome == "return" else f", raised {outcome}"
        return (
            f"{job} ran on this minion at {_time(decision.get('claimed_at'))}{how} and ended at "
            f"{_time(decision.get('finished_at'))} with retcode {retcode}. Its return is not recorded any more, "
            "and it is not run again."
        )
    value = salt.payload.loads(decision["return"])
    if outcome == "return":
        return value
    raised = TypeError if outcome == "TypeError" else getattr(salt.exceptions, outcome, None)
    if isinstance(raised, type) and issubclass(raised, Exception):
        try:
            error = raised(value)
        except Exception:  # a constructor that wants more than a text
            error = CommandExecutionError(value)
        raise error
    _context()["retcode"] = retcode or 1
    return value


def _recorded(generator, opts, claim, context):
    """
    The generator that a function returned, unchanged for Salt, which fires an event for each item as it comes.
    Recorded is what Salt will make of the items; so a replay returns the same value, without the events.
    """
    merged = {}
    try:
        for item in generator:
            if isinstance(item, dict) and isinstance(merged, dict):
                merged.update(item)
            else:
                merged = merged or []
                merged.append(item)
            yield item
    except Exception as exc:
        _finish_raised(opts, claim, context, exc)
        raise
    _finish(opts, claim, context.get("retcode", 0), "return", merged)


def _finish_raised(opts, claim, context, exc):
    outcome = type(exc).__name__
    if isinstance(exc, TypeError) or hasattr(salt.exceptions, outcome):
        text = str(exc)
    else:
        head = "The minion function caused an exception: " if claim["count"] == 1 else ""
        text = head + "".join(traceback.format_exception(type(exc), exc, exc.__traceback__))
    outcome = outcome.encode()[:_MAX_OUTCOME].decode(errors="ignore")
    _finish(opts, claim, context.get("retcode") or 1, outcome, text)


def _finish(opts, claim, retcode, outcome, value):
    """Records the end. A failure is logged only: the function has run, and its value must reach the master."""
    message = {"type": "finish", "retcode": _as_int(retcode), "outcome": outcome}
    try:
        packed = salt.payload.dumps(value)
    except Exception as exc:
        log.warning("The return of job %s cannot be recorded: %s", claim["jid"], exc)
    else:
        if len(packed) <= _max_return(opts):
            message["return"] = packed
    if not _tell(opts, claim, message) and message.pop("return", None) is not None:
        _tell(opts, claim, message)


def _tell(opts, claim, message):
    try:
        about = {key: claim[key] for key in ("v", "jid", "index", "attempt")}
        _ask(opts, {**about, **message})
        return True
    except _Refused as exc:
        log.error("Job retry: %s of job %s was not recorded: %s", message["type"], claim["jid"], exc)
        return False


def _as_int(retcode):
    try:
        return int(retcode)
    except (TypeError, ValueError):
        return 1


def _max_return(opts):
    """job_retry_max_return as the agent reads it: bytes, or a number with a unit. The agent refuses anything else."""
    limit = re.fullmatch(r"\s*(\d+)\s*([KMGT]iB|B)?\s*", str(opts.get("job_retry_max_return", "")))
    return int(limit[1]) * _UNITS[limit[2]] if limit else _MAX_RETURN


def _time(microseconds):
    if not isinstance(microseconds, int):
        return "an unknown time"
    moment = datetime.datetime.fromtimestamp(microseconds / 1e6, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


# The conversation with the agent


def _ask(opts, message):
    """
    One request, one reply. Every request may be sent again without harm, so a lost connection is only tried again;
    where no daemon listens, 'minion-agent gate' answers from the same ledger.
    """
    path = os.path.join(opts["sock_dir"], "job_retry_gate.ipc")
    deadline = time.monotonic() + _ANSWER_TIMEOUT
    try:
        for attempt in range(_SOCKET_TRIES):
            try:
                with _connect(path, deadline) as stream:
                    return _exchange(stream, message, deadline, _max_return(opts))
            except _NobodyListens:
                break
            except _ConnectionLost:
                time.sleep(0.1 * (attempt + 1))
        return _ask_process(opts, message, deadline)
    except socket.timeout:
        text = f"minion-agent does not answer on {path} within {_ANSWER_TIMEOUT:.0f} s; restart it"
    except OSError as exc:
        text = f"minion-agent cannot be asked on {path}: {exc}"
    raise _Refused("unavailable", f"Job retry: the ledger was not reached: {text}. Nothing unclaimed runs. {_HINT}")


def _connect(path, deadline):
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        stream.settimeout(max(0.01, deadline - time.monotonic()))
        stream.connect(path)
    except (FileNotFoundError, ConnectionRefusedError) as exc:
        stream.close()
        raise _NobodyListens from exc
    except BaseException:
        stream.close()
        raise
    return stream


def _ask_process(opts, message, deadline):
    command = [
        str(opts.get("job_retry_agent") or (_AGENT if os.path.isabs(_AGENT) else "minion-agent")),
        "-c",
        os.path.dirname(opts.get("conf_file") or "/etc/salt/minion"),
        "gate",
    ]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with tempfile.TemporaryFile() as errors, ours:
        with theirs:
            process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=errors)
        try:
            reply = _exchange(ours, message, deadline, _max_return(opts))
            ours.shutdown(socket.SHUT_WR)
            process.wait(timeout=5)
            return reply
        except _ConnectionLost:
            process.wait(timeout=5)
            errors.seek(0)
            said = errors.read(4096).decode("utf-8", "replace").strip() or "nothing"
            text = f"'{' '.join(command)}' ended with code {process.returncode} and said: {said}"
            raise _Refused("unavailable", f"Job retry: the ledger was not reached: {text}. {_HINT}") from None
        except subprocess.TimeoutExpired:
            return reply
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _exchange(stream, message, deadline, max_return):
    body = msgpack.packb(message, use_bin_type=True)
    try:
        stream.settimeout(max(0.01, deadline - time.monotonic()))
        stream.sendall(struct.pack(">I", len(body)) + body)
        (size,) = struct.unpack(">I", _receive(stream, 4, deadline))
        if size > max(max_return, _MAX_RETURN) + _FRAME_ROOM:
            raise _Refused("error", f"Job retry: minion-agent sent a frame of {size} bytes. {_HINT}")
        reply = msgpack.unpackb(_receive(stream, size, deadline), raw=False, strict_map_key=False)
    except (ConnectionError, BrokenPipeError) as exc:
        raise _ConnectionLost from exc
    except (ValueError, msgpack.UnpackException) as exc:
        raise _Refused("error", f"Job retry: minion-agent sent what cannot be read: {exc}. {_HINT}") from exc
    expected = "decision" if message["type"] == "claim" else "done"
    if (
        not isinstance(reply, dict)
        or reply.get("v") != _VERSION
        or reply.get("type") not in (expected, "error")
    ):
        raise _Refused(
            "error", f"Job retry: minion-agent speaks another protocol than this executor. {_HINT}"
        )
    if reply["type"] == "error":
        answer = "error" if reply.get("code") in _ONE_JOBS_OWN else "unavailable"
        raise _Refused(answer, f"Job retry: {reply.get('text', reply.get('code'))}")
    return reply


def _receive(stream, size, deadline):
    chunks = []
    while size:
        left = deadline - time.monotonic()
        if left <= 0:
            raise socket.timeout
        stream.settimeout(left)
        chunk = stream.recv(min(size, 1 << 20))
        if not chunk:
            raise _ConnectionLost
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
