"""
What is pending as Salt's own cache keeps things (salt.cache, driver localfs): a bank a minion, a file a job. Runs under
Salt's interpreter and prints one JSON object.

    file_per_job.py fill DIRECTORY MINIONS JOBS      writes the files, as Salt's `store` does
    file_per_job.py start DIRECTORY                  reads them all with Salt's cache, as a daemon would that has to know them;
                                                     seconds and bytes for each
"""

import json
import os
import pathlib
import sys
import time

import salt.cache
import salt.config
import salt.payload


def minion_name(number):
    return f"minion-{number:06}.example.net"


def fill(directory, minions, jobs):
    now = int(time.time() * 1e6)
    jids = [time.strftime("%Y%m%d%H%M%S000000", time.gmtime(now / 1e6 - 60 - jobs + number)) for number in range(jobs)]
    data = {"state": 0, "due": now, "attempts": 0, "key": "k" * 32, "retry": 0, "history": [[0, now, ""]]}
    packed = salt.payload.dumps(data)
    for number in range(minions):
        bank = pathlib.Path(directory, "pending", minion_name(number))
        bank.mkdir(parents=True)
        for jid in jids:
            (bank / f"{jid}.p").write_bytes(packed)
    return {"files": minions * jobs}


def resident_bytes():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def start(directory):
    options = salt.config.master_config("")
    options["cachedir"] = directory
    cache = salt.cache.Cache(options)
    before, begun = resident_bytes(), time.monotonic()
    pending = {}
    for minion in cache.list("pending"):
        bank = f"pending/{minion}"
        pending[minion] = {jid: cache.fetch(bank, jid) for jid in cache.list(bank)}
    seconds = time.monotonic() - begun
    files = sum(map(len, pending.values()))
    return {"seconds": seconds / files, "bytes": (resident_bytes() - before) / files}


if __name__ == "__main__":
    action, path, *numbers = sys.argv[1:]
    print(json.dumps(fill(path, *map(int, numbers)) if action == "fill" else start(path)))
