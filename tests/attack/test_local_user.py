"""Another user of the same host: no socket, no file and no command line tells or does anything for him."""

import json
import os
import pathlib
import subprocess

import pytest
from attacker import frame, pack
from support.processes import wait_until

NOBODY = 65534
SECRET = "hunter2-in-an-argument"

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="becoming another user needs root")

# Runs as the other user: what can be opened, connected to, or changed among the paths on standard input.
INTRUDER = """
import json, os, socket, sys
got = []
for path in json.load(sys.stdin):
    for how, flags in (("read", os.O_RDONLY), ("write", os.O_WRONLY)):
        try:
            os.close(os.open(path, flags | os.O_NONBLOCK))
            got.append([how, path])
        except OSError:
            pass
    try:
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(2)
        s.connect(path)
        got.append(["connect", path])
    except OSError:
        pass
    try:
        os.rename(path, path + ".moved")
        got.append(["rename", path])
    except OSError:
        pass
    if os.path.isdir(path):
        try:
            open(os.path.join(path, "planted"), "w").close()
            got.append(["plant", path])
        except OSError:
            pass
print(json.dumps(got))
"""


def as_nobody(*command, **options):
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
    return subprocess.run(
        [*become, *map(str, command)], capture_output=True, text=True, timeout=60, **options
    )


def tried(paths):
    said = as_nobody("/usr/bin/python3", "-c", INTRUDER, input=json.dumps([str(path) for path in paths]))
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


@pytest.fixture
def busy(shim, agent):
    """A site on which a job with a secret argument has run, and one is owed."""
    jid = shim.publish("m", f"echo {SECRET}")
    shim.wait_state(jid, "m", "returned")
    agent.stop()
    shim.publish("m", f"echo {SECRET}")
    agent.start()
    wait_until(lambda: len(agent.ran()) == 2, 30, "the second job")
    return shim, agent


def test_another_user_gets_no_socket_and_no_file(busy):
    shim, agent = busy
    state = [path for daemon in busy for path in [daemon.state, *daemon.state.rglob("*")]]
    sockets = [shim.state / "control.ipc", *(agent.directory / "run").glob("*.ipc")]
    assert len(sockets) == 3 and len(state) > 12
    assert tried([*state, *sockets]) == []


def test_another_user_who_connects_all_the_same_is_not_let_in_at_the_gate(agent):
    """The mode of a file can be changed by mistake: the gate looks at who is there."""
    gate = agent.directory / "run" / "job_retry_gate.ipc"
    gate.chmod(0o666)
    refused = agent.status()["gate"]["refused"]
    ask = f"import socket; s = socket.socket(socket.AF_UNIX); s.connect({str(gate)!r}); s.sendall({frame(pack({'v': 1}))!r}); print(s.recv(9))"
    said = as_nobody("/usr/bin/python3", "-c", ask)
    assert said.stdout in ("b''\n", "")
    assert agent.status()["gate"]["refused"] == refused + 1


def test_the_control_socket_and_the_status_look_at_who_is_there(shim, agent):
    info = agent.directory / "run" / "job_retry_info.ipc"
    control = shim.state / "control.ipc"
    shim.state.chmod(0o711)
    control.chmod(0o666)
    info.chmod(0o666)
    ask = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(eval(sys.argv[2])); print(s.recv(9))"
    for path, request in ((control, frame(b'{"command": "status"}')), (info, b"")):
        said = as_nobody("/usr/bin/python3", "-c", ask, path, repr(request))
        assert said.stdout in ("b''\n", ""), path
    shim.state.chmod(0o700)


def test_the_commands_refuse_another_user_by_name(busy):
    for daemon in busy:
        for path in (daemon.conf_dir, daemon.conf_dir / daemon.role):
            path.chmod(0o755 if path.is_dir() else 0o644)
    shim, agent = busy
    for daemon, words in (
        (shim, ["status"]), (shim, ["pending"]), (shim, ["cancel", "20990101000000000000"]),
        (shim, ["publish", "m", "cmd.run", "true"]), (shim, ["key", "accept", "m"]),
        (agent, ["ledger", "list"]), (agent, ["ledger", "stats"]), (agent, ["status"]),
    ):  # fmt: skip
        said = as_nobody(*daemon.command(*words))
        assert said.returncode == 77, (words, said)
        assert str(daemon.directory) in said.stderr, words


@pytest.mark.parametrize("what", ["group may write", "all may write", "another owner"])
@pytest.mark.parametrize("which", ["shim", "agent", "deliveries", "ledger", "gate socket"])
def test_a_directory_with_a_wrong_owner_or_mode_is_refused_by_name(shim, agent, which, what):
    daemon = shim if which in ("shim", "deliveries") else agent
    path = {
        "shim": shim.state,
        "deliveries": shim.state / "deliveries",
        "agent": agent.state,
        "ledger": agent.state / "ledger",
        "gate socket": agent.directory / "run",
    }[which]
    daemon.stop()
    if what == "another owner":
        os.chown(path, NOBODY, NOBODY)
    else:
        path.chmod(0o770 if what.startswith("group") else 0o777)
    said = daemon.run("run")
    assert said.returncode not in (0, 64), said
    assert str(path) in said.stderr, said.stderr


@pytest.mark.parametrize("which", ["curve.key", "pki/master.pem", "minion.pem"])
def test_a_private_key_that_others_may_read_is_refused_by_name(shim, agent, which):
    daemon = agent if which == "minion.pem" else shim
    path = agent.state / "pki" / "minion.pem" if which == "minion.pem" else shim.state / which
    daemon.stop()
    path.chmod(0o644)
    said = daemon.run("run")
    assert said.returncode == 77, said
    assert str(path) in said.stderr


def test_no_argument_of_a_job_is_in_a_log_or_on_a_command_line_of_ours(directory, shim, agent):
    """The shell that runs a command without Salt has it on its own, as with Salt's cmd.run."""
    go, seen = directory / "go", set()
    jid = shim.publish("m", f"while [ ! -e {go} ]; do sleep 0.1; done; : {SECRET}")
    wait_until(lambda: agent.ran() == [jid], 30, "the job to start")
    for entry in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes()
        except OSError:
            continue
        if SECRET.encode() in line:
            seen.add(line.split(b"\0")[0].rpartition(b"/")[2])
    go.touch()
    shim.wait_state(jid, "m", "returned")
    assert seen <= {b"sh"}
    for daemon in (shim, agent):
        assert jid in daemon.said() and SECRET not in daemon.said()
