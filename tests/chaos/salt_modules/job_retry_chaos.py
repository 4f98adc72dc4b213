"""Jobs of tests/chaos: they leave their JID in a file, so that a second run is seen."""

import os
import time


def _note(directory, word, kwargs):
    line = f"{word} {kwargs['__pub_jid']} {os.getpid()} {time.time():.3f}\n"
    with open(os.path.join(directory, __opts__["id"]), "a") as out:
        out.write(line)


def run(directory, seconds=0, **kwargs):
    """Returns its JID."""
    _note(directory, "begin", kwargs)
    time.sleep(seconds)
    _note(directory, "end", kwargs)
    return kwargs["__pub_jid"]


def again(directory, seconds=0, **kwargs):
    """As run. A minion may let this one run again when it was interrupted (job_retry_rerun)."""
    return run(directory, seconds, **kwargs)
