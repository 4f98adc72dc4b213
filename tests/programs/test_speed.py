"""A ledger and a list of deliveries that are long keep nobody waiting: output begins long before it ends."""

import json
import os
import pathlib
import subprocess
import time

import pytest
from daemons import Agent, Shim
from support.ports import free_ports
from support.processes import cpu_seconds

ENTRIES = 100000
DELIVERIES = 10000
TRIES = 5
FIRST_OUTPUT = 0.2


@pytest.fixture(scope="module")
def full(directory):
    shim = Shim(directory / "full-master")
    agent = Agent(directory / "full-minion", "m", *free_ports(2))
    for daemon in (shim, agent):
        daemon.state.mkdir(mode=0o700, exist_ok=True)
    fill = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / "fill_stores"
    subprocess.run([fill, agent.state, str(ENTRIES), shim.state, str(DELIVERIES)], check=True, timeout=300)
    return {"master-shim": shim, "minion-agent": agent}


@pytest.mark.parametrize(
    "line",
    [
        "minion-agent ledger list --limit 0",
        "minion-agent ledger list --limit 0 --json",
        "minion-agent ledger export",
        "master-shim pending",
        "master-shim pending --json",
        "master-shim history",
    ],
)
def test_a_long_list_begins_long_before_it_ends(full, line):
    program, *words = line.split()
    shares = []
    for _ in range(TRIES):
        begun = time.monotonic()
        with subprocess.Popen(full[program].command(*words), stdout=subprocess.PIPE) as process:
            process.stdout.read(1)
            first = time.monotonic() - begun
            process.stdout.read()
        shares.append(first / (time.monotonic() - begun))
        if shares[-1] < 0.75:
            return
    raise AssertionError(f"{line}: first output after these shares of the whole time: {shares}")


@pytest.mark.parametrize(
    "line",
    [
        "minion-agent ledger list",
        "minion-agent ledger list --limit 0",
        "minion-agent ledger list --limit 0 --json",
        "minion-agent ledger list --state interrupted",
        "minion-agent ledger list --fun state.* --until 1m",
        "minion-agent ledger export",
        "minion-agent ledger stats",
        "minion-agent ledger prune --dry-run",
        "master-shim pending",
        "master-shim pending --json",
        "master-shim pending minion-3.example.net",
        "master-shim history",
    ],
)
def test_nobody_waits_for_the_first_output(full, line):
    program, *words = line.split()
    with subprocess.Popen(full[program].command(*words), stdout=subprocess.PIPE) as process:
        assert process.stdout.read(1)
        # It has ended, or it waits for a reader: what came at once is all that it has worked for. Time of the
        # processor, which does not depend on what else the machine does.
        spent = cpu_seconds(process.pid)
        process.kill()
    assert spent < FIRST_OUTPUT, f"{line}: {spent} s before its first output"


def test_a_list_that_comes_in_parts_is_whole(full):
    agent, shim = full["minion-agent"], full["master-shim"]
    assert len(agent.json("ledger", "list", "--limit", "0")) == ENTRIES
    assert len(agent.run("ledger", "list", "--limit", "0").stdout.splitlines()) == ENTRIES + 1
    assert len(shim.json("pending")) == len(shim.run("pending").stdout.splitlines()) - 1 == DELIVERIES
    assert json.loads(shim.run("pending", "--json").stdout) == shim.json("history")


def test_who_follows_a_ledger_in_which_nothing_happens_works_once(full):
    command = full["minion-agent"].command("ledger", "list", "--follow")
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout.read(1)
        first = cpu_seconds(process.pid)
        time.sleep(5)  # it looks each second
        later = cpu_seconds(process.pid) - first
        process.kill()
    assert later < 0.5 * first, f"{first} s for the first look, {later} s for five more"
