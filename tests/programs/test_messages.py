"""What goes wrong says so: a message of its own for each thing, on standard error, and the exit code that README.md promises."""

import os
import pathlib
import subprocess

import pytest
from daemons import Agent, Shim
from support.ports import free_ports

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNKNOWN = "20200101000000000000"


@pytest.fixture(scope="module")
def stopped(directory):
    """Configured, run before, and not running now."""
    shim = Shim(directory / "stopped-master")
    shim.start()
    shim.stop()
    agent = Agent(directory / "stopped-minion", "m", *free_ports(2))
    agent.make_key()
    agent.start()
    agent.stop()
    return {"master-shim": shim, "minion-agent": agent}


@pytest.fixture(scope="module")
def fresh(directory):
    """Configured, and never run."""
    return {
        "master-shim": Shim(directory / "fresh-master"),
        "minion-agent": Agent(directory / "fresh-minion", "m", *free_ports(2)),
    }


def check(said, code, *words):
    assert said.returncode == code, said
    for word in words:
        assert word in said.stderr, said
    assert said.stderr.strip() and "what():" not in said.stderr, said
    assert said.stdout == "", said


@pytest.mark.parametrize("program", ["master-shim", "minion-agent"])
@pytest.mark.parametrize(
    "line, word",
    [
        ("", "subcommand"),
        ("stauts", "stauts"),
        ("status --jsno", "--jsno"),
        ("status surplus", "surplus"),
        ("-c", "--config-dir"),
    ],
)
def test_a_wrong_command_line_is_named_with_exit_64(stopped, program, line, word):
    command = [str(pathlib.Path(os.environ["JOB_RETRY_BIN"]) / program), *line.split()]
    check(subprocess.run(command, capture_output=True, text=True, timeout=30), 64, word, "--help")


@pytest.mark.parametrize(
    "program, line, word",
    [
        ("master-shim", "show", "JID"),
        ("master-shim", "show nonsense/", "nonsense/"),
        ("master-shim", "cancel ''", "JID"),
        ("master-shim", f"retry {UNKNOWN}", "MINION"),
        ("master-shim", "pending a/b", "a/b"),
        ("master-shim", "watch --interval 0", "--interval"),
        ("master-shim", "watch --interval soon", "--interval"),
        ("master-shim", "key", "subcommand"),
        ("minion-agent", "ledger", "subcommand"),
        ("minion-agent", "ledger list --state done", "claimed, running, interrupted, finished"),
        ("minion-agent", "ledger list --since yesterday", "yesterday"),
        ("minion-agent", "ledger list --limit -1", "--limit"),
        ("minion-agent", "ledger show nonsense/", "nonsense/"),
        ("minion-agent", "ledger prune --before tomorrow", "tomorrow"),
    ],
)
def test_a_wrong_argument_is_named_with_exit_64(stopped, program, line, word):
    arguments = ["" if word == "''" else word for word in line.split()]
    check(stopped[program].run(*arguments), 64, word)


@pytest.mark.parametrize(
    "program, line, word",
    [
        ("master-shim", f"show {UNKNOWN}", f"salt-run jobs.lookup_jid {UNKNOWN}"),
        ("master-shim", "pending nobody", "no minion nobody"),
        ("master-shim", "config job_retry_polll", "job_retry_polll"),
        ("minion-agent", f"ledger show {UNKNOWN}", "minion-agent ledger list"),
        ("minion-agent", f"ledger release {UNKNOWN}", "minion-agent ledger list"),
        ("minion-agent", "config job_retry_polll", "job_retry_polll"),
    ],
)
def test_what_is_not_known_is_named_with_exit_1(stopped, program, line, word):
    check(stopped[program].run(*line.split()), 1, word)


@pytest.mark.parametrize(
    "line, code, word",
    [
        (f"cancel {UNKNOWN}", 1, UNKNOWN),
        (f"retry {UNKNOWN} m", 1, UNKNOWN),
        ("publish nobody/ cmd.run true", 1, "nobody/"),
        ("key accept nobody", 1, "nobody"),
    ],
)
def test_the_running_shim_names_what_it_does_not_know(shim, line, code, word):
    check(shim.run(*line.split()), code, word)


@pytest.mark.parametrize(
    "line", ["status", "watch", f"cancel {UNKNOWN}", f"retry {UNKNOWN} m", "publish m cmd.run true"]
)
@pytest.mark.parametrize("state", ["stopped", "fresh"])
def test_a_shim_that_does_not_run_is_said_with_exit_69(request, line, state):
    shim = request.getfixturevalue(state)["master-shim"]
    check(shim.run(*line.split()), 69, "master-shim is not running", "systemctl start master-shim")


@pytest.mark.parametrize("state", ["stopped", "fresh"])
def test_an_agent_that_does_not_run_is_said_with_exit_69(request, state):
    said = request.getfixturevalue(state)["minion-agent"].run("status")
    assert said.returncode == 69
    assert "systemctl start" in said.stdout + said.stderr


def test_a_daemon_that_runs_already_is_said_with_exit_69(shim):
    check(shim.run("run"), 69, "control.ipc")


@pytest.mark.parametrize(
    "program, line",
    [
        ("master-shim", "status"),
        ("master-shim", "pending"),
        ("master-shim", f"show {UNKNOWN}"),
        ("master-shim", f"cancel {UNKNOWN}"),
        ("minion-agent", "ledger list"),
        ("minion-agent", f"ledger show {UNKNOWN}"),
        ("minion-agent", "ledger stats"),
    ],
)
def test_another_user_is_told_with_exit_77(shim, stopped, program, line):
    if os.geteuid() != 0:
        pytest.skip("only root can be another user")
    daemon = shim if program == "master-shim" else stopped[program]
    for file in daemon.conf_dir.iterdir():
        file.chmod(0o644)
    said = daemon.run(*line.split(), user=65534, group=65534, extra_groups=[])
    check(said, 77, str(daemon.state))


@pytest.mark.parametrize("program", ["master-shim", "minion-agent"])
def test_a_configuration_that_may_not_be_read_is_told_with_exit_77(stopped, program):
    if os.geteuid() != 0:
        pytest.skip("only root can be another user")
    daemon = stopped[program]
    file = daemon.conf_dir / daemon.role
    file.chmod(0o600)
    check(daemon.run("status", user=65534, group=65534, extra_groups=[]), 77, str(file))


@pytest.mark.parametrize("program", ["master-shim", "minion-agent"])
@pytest.mark.parametrize(
    "text, word",
    [
        ("job_retry: maybe\n", "expected True or False"),
        ("job_retry_prot: 1\n", "did you mean job_retry_port?"),
        ("job_retry_port: 70000\n", "from 1 to 65535"),
        ("job_retry_dir: here\n", "an absolute path"),
        ("job_retry: [\n", "line"),
        ("- a list\n", "expected"),
    ],
)
@pytest.mark.parametrize("command", ["run", "status"])
def test_a_broken_configuration_value_is_named_with_its_file_and_exit_78(
    tmp_path, program, text, word, command
):
    role = {"master-shim": "master", "minion-agent": "minion"}[program]
    (tmp_path / role).write_text(text)
    binary = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / program
    said = subprocess.run([binary, "-c", tmp_path, command], capture_output=True, text=True, timeout=30)
    check(said, 78, str(tmp_path / role), word)


@pytest.mark.parametrize("program", ["master-shim", "minion-agent"])
def test_a_configuration_directory_that_is_not_there_is_an_error(tmp_path, program):
    binary = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / program
    said = subprocess.run(
        [binary, "-c", tmp_path / "no", "status"], capture_output=True, text=True, timeout=30
    )
    check(said, 78, str(tmp_path / "no"))


def test_help_and_version_are_no_errors(stopped):
    for daemon in stopped.values():
        for line in ("--help", "--version", "status --help"):
            said = daemon.run(*line.split())
            assert said.returncode == 0 and said.stdout and not said.stderr, said


def test_a_reader_that_goes_away_is_no_crash(stopped):
    for daemon, line in ((stopped["master-shim"], "history"), (stopped["minion-agent"], "ledger export")):
        reading, writing = os.pipe()
        os.close(reading)
        said = subprocess.run(
            daemon.command(*line.split()), stdout=writing, stderr=subprocess.PIPE, timeout=30
        )
        os.close(writing)
        assert b"terminate" not in said.stderr
