"""What release 0.1.0 has written, read by the programs of this one. from_0_1_0/fill.py has made it."""

import json
import pathlib
import subprocess

import pytest
from daemons import Agent, Shim

DATA = pathlib.Path(__file__).resolve().parent / "from_0_1_0" / "data.tar.xz"


@pytest.fixture(scope="module")
def old(directory):
    """A shim and an agent of this release, not started, on the data of 0.1.0; and its JIDs by what they were then."""
    place = directory / "old"
    shim = Shim(place / "master", job_retry_silence=1)
    agent = Agent(place / "minion", "m", shim.port, shim.key_port, job_retry_keep="3650d")
    agent.make_key()
    shim.accept("m", agent.key)
    subprocess.run(["tar", "-C", place, "--no-same-owner", "-xf", DATA], check=True)
    yield shim, agent, json.loads((place / "jids.json").read_text())
    agent.stop()
    shim.stop()


def test_what_an_earlier_release_has_written_is_shown_by_the_daemon_alone_and_says_so(old):
    shim, _, _ = old
    said = shim.run("history")
    assert said.returncode == 69 and "takes it over when it starts" in said.stderr
    assert "move" not in said.stderr


def test_the_ledger_of_0_1_0_is_read(old):
    _, agent, jids = old
    states = {entry["jid"]: entry["state"] for entry in agent.json("ledger", "list")}
    assert states == {
        jids["returned"]: "finished",
        jids["failed"]: "finished",
        jids["interrupted"]: "interrupted",
        jids["permitted"]: "interrupted",
        jids["running"]: "interrupted",
    }
    assert agent.run("ledger", "verify").returncode == 0


def test_what_0_1_0_owed_is_not_handed_out_and_what_had_ended_is_kept(old):
    shim, agent, jids = old
    before = set(agent.ran())
    shim.start()
    agent.start()
    agent.wait_link("authenticated")
    states = {name: shim.deliveries(jid)["m"] for name, jid in jids.items()}
    assert {name: state for name, (state, _) in states.items()} == {
        "returned": "returned",
        "failed": "returned",
        "interrupted": "interrupted",
        "permitted": "refused",
        "running": "interrupted",
        "pending": "refused",
        "cancelled": "cancelled",
    }
    for name in ("permitted", "pending"):
        assert "publish it again" in states[name][1]
    # It may have run: who publishes it again is to know.
    assert "minion-agent ledger show" in states["running"][1]
    assert "of which 3 were owed" in shim.said()
    for name in ("pending", "interrupted", "running"):
        assert shim.run("retry", jids[name], "m").returncode == 1

    # Both go on: what is new runs, and nothing of old.
    new = shim.publish("m", "true")
    shim.wait_state(new, "m", "returned")
    assert set(agent.ran()) == before | {new}
