"""
Job retry: what is owed to minions that have missed jobs.

Runs master-shim and hands back what it says, so that salt-run, salt-api, the reactor and orchestration see what the command
line sees. Found through ``runner_dirs``; the program where the build has installed it.
"""

import json
import os
import subprocess

from salt.exceptions import CommandExecutionError

# A command that waits for a daemon that does not answer must not hold a worker of the master for ever.
_TIMEOUT = 60


# From the source tree, where this is no path yet, it is looked for in PATH.
_SHIM = "@CMAKE_INSTALL_FULL_BINDIR@/master-shim"


def __virtual__():
    return "job_retry"


def _shim(command, *names, options=()):
    for name in names:
        # Nothing that a client of salt-api has sent is taken for an option.
        if not isinstance(name, (str, int)) or str(name).startswith("-") or not str(name):
            raise CommandExecutionError(f"{name!r} is no JID and no minion id")
    directory = os.path.dirname(__opts__["conf_file"])
    arguments = ["-c", directory, command, "--json", *options, *map(str, names)]
    try:
        said = subprocess.run(
            [_SHIM if os.path.isabs(_SHIM) else "master-shim", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise CommandExecutionError(f"master-shim is not installed: there is no {_SHIM}") from None
    except subprocess.TimeoutExpired:
        raise CommandExecutionError(f"master-shim {command} gave no answer within {_TIMEOUT} s") from None
    if said.returncode != 0:
        raise CommandExecutionError(_shown(said.stderr.strip()) or f"master-shim {command} ended with {said.returncode}")
    return _shown(json.loads(said.stdout))


def _shown(value):
    """
    The same, with no character that a terminal acts on: reasons, functions and ids come from minions, and the outputters of Salt
    replace ESC alone.
    """
    if isinstance(value, str):
        return "".join(one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode() for one in value)
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if isinstance(value, dict):
        return {_shown(key): _shown(one) for key, one in value.items()}
    return value


def pending(minion=None, history=False):
    """
    What is owed, to one minion or to all; with ``history=True`` also what has ended.

    .. code-block:: bash

        salt-run job_retry.pending
        salt-run job_retry.pending web1
    """
    return _shim("pending", *([minion] if minion else []), options=["--all"] if history else [])


def show(jid):
    """
    What has become of a job, minion by minion.

    .. code-block:: bash

        salt-run job_retry.show 20261124075645514486
    """
    return _shim("show", jid)


def cancel(jid, *minions):
    """
    Owe a job no longer, to these minions or to all.

    .. code-block:: bash

        salt-run job_retry.cancel 20261124075645514486 web1 web2
    """
    return _shim("cancel", jid, *minions)


def retry(jid, *minions):
    """
    Owe an ended job again, and let it run once more on these minions.

    .. code-block:: bash

        salt-run job_retry.retry 20261124075645514486 web1
    """
    return _shim("retry", jid, *minions)


def status():
    """
    What the shim sees and holds.

    .. code-block:: bash

        salt-run job_retry.status
    """
    return _shim("status")
