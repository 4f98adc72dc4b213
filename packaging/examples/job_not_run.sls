#!py
# A reaction to the end of a delivery without a return. In the master's configuration:
#
#     reactor:
#       - 'salt/job_retry/*/*/expired': [/srv/reactor/job_not_run.sls]
#       - 'salt/job_retry/*/*/refused': [/srv/reactor/job_not_run.sls]
#       - 'salt/job_retry/*/*/interrupted': [/srv/reactor/job_not_run.sls]
#       - 'salt/job_retry/*/*/cancelled': [/srv/reactor/job_not_run.sls]
#
# Any minion with an accepted key can fire such an event, with any data. So of the event only the JID and the minion's id are
# taken, and only if they look like these; everything that is told comes from the shim. And this is Python, not a template:
# no text becomes YAML here. Keep it so.
import re

from salt.exceptions import CommandExecutionError
from salt.loader import runner

JID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
ID = re.compile(r"[A-Za-z0-9_.:@-]{1,253}")
ENDED = ("expired", "refused", "interrupted", "cancelled")


def tell(jid, minion, fun, state, reason):
    """Fires an event of the site's own; put a mail or a chat message in its place."""
    about = {"jid": jid, "minion": minion, "fun": fun, "state": state, "reason": reason}
    return {"runner.event.send": [{"args": {"tag": "site/job_not_run/" + minion, "data": about}}]}


def run():
    named = data if isinstance(data, dict) else {}
    jid, minion = named.get("jid"), named.get("id")
    if not (isinstance(jid, str) and JID.fullmatch(jid) and isinstance(minion, str) and ID.fullmatch(minion)):
        return {}
    try:
        shown = runner(__opts__)["job_retry.show"](jid)
    except CommandExecutionError:  # there is no such job, or no shim
        return {}
    for one in shown["deliveries"]:
        if one["minion"] == minion and one["state"] in ENDED:
            told = tell(jid, minion, ", ".join(shown["fun"]), one["state"], one["reason"])
            return {"tell_that_a_job_was_not_run": told}
    return {}
