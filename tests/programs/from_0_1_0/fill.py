"""
Makes data.tar.xz: what minion-agent and master-shim 0.1.0 (commit e475fc6) leave behind, for test_from_0_1_0.py.

    JOB_RETRY_BIN=FOLDER-WITH-BOTH-PROGRAMS python3 fill.py
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "attack"), str(HERE.parents[1] / "system")]

from daemons import Agent, Shim  # noqa: E402


def fill(place):
    shim = Shim(place / "master", job_retry_silence=2, job_retry_history="3650d")
    shim.start()
    agent = Agent(place / "minion", "m", shim.port, shim.key_port)
    agent.join(shim)
    jids = {}

    def publish(name, command, state=None):
        jids[name] = shim.publish("m", command)
        if state:
            shim.wait_state(jids[name], "m", state)

    publish("returned", "echo one", "returned")
    publish("failed", "exit 3", "returned")
    publish("interrupted", "kill -9 $PPID; sleep 1", "interrupted")
    publish("permitted", "kill -9 $PPID; sleep 1", "interrupted")
    publish("running", "sleep 60", "running")
    agent.stop()
    assert shim.run("retry", jids["permitted"], "m").returncode == 0
    publish("pending", "echo pending")
    publish("cancelled", "echo cancelled")
    assert shim.run("cancel", jids["cancelled"], "m").returncode == 0
    shim.stop()
    (place / "jids.json").write_text(json.dumps(jids))


if __name__ == "__main__":
    place = pathlib.Path(tempfile.mkdtemp(prefix="jr-fill-"))
    try:
        fill(place)
        kept = ["jids.json", "master/state/deliveries", "minion/state/ledger", "minion/state/returns"]
        tar = ["tar", "--sparse", "--format=gnu", "--owner=0", "--group=0", "--exclude=lock.mdb", "--xz"]
        subprocess.run([*tar, "-C", place, "-cf", HERE / "data.tar.xz", *kept], check=True)
    finally:
        shutil.rmtree(place)
