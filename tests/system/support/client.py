"""
Runs under Salt's interpreter: publishes and asks as the `salt` and `salt-run` commands do, without their start each time.

One JSON request a line on standard input, one JSON reply a line on standard output.
"""

import datetime
import json
import os
import sys

replies = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import salt.client  # noqa: E402
import salt.config  # noqa: E402
import salt.runner  # noqa: E402

opts = salt.config.client_config(os.path.join(sys.argv[1], "master"))
local = salt.client.LocalClient(mopts=opts)
runner = salt.runner.RunnerClient(salt.config.master_config(os.path.join(sys.argv[1], "master")))


def publish(tgt, fun, arg=(), python_arg=None, **options):
    """
    As LocalClient.run_job: the JID and the minions that the master expects to answer. python_arg are arguments that JSON
    cannot say, as source text.
    """
    if python_arg:
        arg = eval(python_arg, {"datetime": datetime})
    published = local.run_job(tgt, fun, list(arg), listen=False, timeout=15, **options)
    return {"jid": published["jid"], "minions": published["minions"]} if published else None


def run(fun, arg=()):
    return runner.cmd(fun, list(arg), print_event=False, full_return=False)


for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = {"value": {"publish": publish, "run": run}[request.pop("do")](**request)}
    except Exception as exc:
        reply = {"error": f"{type(exc).__name__}: {exc}"}
    replies.write(json.dumps(reply, default=str) + "\n")
    replies.flush()
