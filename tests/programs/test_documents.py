"""
README.md, docs/ and the man pages are true: every command of ours in them exists with its flags, and is run here against two
running daemons; every program, file and setting that they name is there.
"""

import ast
import pathlib
import re
import shlex
import subprocess

import pytest
from support.processes import wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAM = r"(?:master-shim|minion-agent)"


def found_commands():
    """(page, command) of each command of ours, from code blocks and from `...` in sentences."""
    found = []
    for page in PAGES:
        text = page.read_text()
        blocks = [line.strip() for line in text.splitlines() if re.match(rf"    (?:\$ )?{PROGRAM} ", line)]
        inline = re.findall(rf"`({PROGRAM} [a-z][^`\n]*)`", re.sub(r"^    .*", "", text, flags=re.MULTILINE))
        for command in blocks + inline:
            # What stands behind two blanks is an explanation.
            found.append((page.name, re.split(r"\s{2,}", command.removeprefix("$ "))[0]))
    return sorted(set(found))


def spellings(command):
    """`key list|accept` is two commands; what is in brackets may be left out."""
    for words in re.findall(r"\S+(?:\|\S+)+", command):
        for word in words.split("|"):
            yield from spellings(command.replace(words, word))
        return
    yield re.sub(r"\s*\[[^\]]*\]|\s*\.\.\.", "", command)


COMMANDS = sorted({(page, spelling) for page, command in found_commands() for spelling in spellings(command)})


def test_there_are_commands_in_the_documents():
    assert len(COMMANDS) > 40
    assert {page for page, _ in COMMANDS} >= {"README.md", "operations.md", "install.md"}


@pytest.fixture(scope="module")
def site(shim, agent):
    """`m` works and has done a job; `away` has an accepted key and is not there."""
    agent.start()
    shim.accept("away", agent.key)
    done = shim.publish("m", "true")
    shim.wait_state(done, "m", "returned")
    owed = shim.publish("away", "true")
    shim.wait_state(owed, "away", "pending")
    return {"done": done, "owed": owed}


def prepared(words, shim, site):
    """The words with names put in, after the delivery was put into the state that the command is for."""
    program, command, owed = words[0], words[1], site["owed"]
    state = shim.deliveries(owed)["away"][0]
    if program == "master-shim" and command == "cancel" and state != "pending":
        assert shim.run("retry", owed, "away").returncode == 0
    if program == "master-shim" and command == "retry" and state == "pending":
        assert shim.run("cancel", owed).returncode == 0
    minion = "m" if command == "publish" else "away"
    jid = site["done"] if program == "minion-agent" else owed
    names = {"JID": jid, "MINION": minion, "KEY": "job_retry"}
    return [names.get(word, word) for word in words[1:]]


@pytest.mark.parametrize("page, command", COMMANDS, ids=[f"{page}: {command}" for page, command in COMMANDS])
def test_a_command_in_the_documents_runs(page, command, shim, agent, site):
    words = shlex.split(command)
    daemon = shim if words[0] == "master-shim" else agent
    if words[1] in ("run", "key", "install", "uninstall") and words[2:] != ["list"] or words[1:] in (["retry"], ["publish"]):  # only named
        assert daemon.run(*words[1:], "--help").returncode == 0
        return
    if words[1:] == ["gate"]:
        assert daemon.run("gate", stdin=subprocess.DEVNULL).returncode == 0
        return
    arguments = prepared(words, shim, site)
    if words[1] == "watch":
        arguments += ["--count", "1"]
    if "--follow" in arguments:
        follower = subprocess.Popen(daemon.command(*arguments), stdout=subprocess.PIPE, text=True)
        assert any(site["done"] in line for line in follower.stdout)
        follower.terminate()
        follower.communicate()
        return
    said = daemon.run(*arguments)
    if words[1:3] == ["ledger", "release"]:  # only what was interrupted may be released
        assert said.returncode == 69 and "is not interrupted" in said.stderr
        return
    assert said.returncode == 0, said
    assert said.stdout or "--state" in arguments, said


def options_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def help_of(daemon, *words):
    said = daemon.run(*words, "--help")
    assert said.returncode == 0, said
    return said.stdout


def subcommands(text):
    return re.findall(r"^  ([a-z][a-z-]*) ", text.partition("Subcommands:")[2], re.MULTILINE)


@pytest.mark.parametrize("program", ["master-shim", "minion-agent"])
def test_the_man_page_has_every_command_and_option_and_no_other(program, shim, agent):
    page = (ROOT / f"packaging/man/{program}.8").read_text().replace("\\-", "-")
    daemon = shim if program == "master-shim" else agent
    top = help_of(daemon)
    known, options = set(), options_in(top)
    for command in subcommands(top):
        text = help_of(daemon, command)
        options |= options_in(text)
        known.add(command)
        for below in subcommands(text):
            known.add(below)
            options |= options_in(help_of(daemon, command, below))
    for command in known:
        assert re.search(rf"\b{command}\b", page), f"{program} {command} is not on its page"
    assert options_in(page) == options


def test_files_and_tools_that_the_documents_name_are_there():
    for page in PAGES:
        for name in re.findall(
            r"`?((?:docs|tools|tests|proto|packaging|runtime|master_shim|minion_agent)/[\w./]+)",
            page.read_text(),
        ):
            name = name.rstrip(".").rstrip("/")
            there = (ROOT / name).exists() or list(ROOT.glob(name + ".*")) or name.startswith("tests/attack")
            assert there, (page.name, name)


def test_settings_that_the_documents_name_are_there():
    known = set(
        re.findall(r"^\| `(job_retry\w*)`", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE)
    )
    # The last one was a setting of 0.1.0, which "From 0.1.0" tells people to take out.
    others = {"job_retry_gate", "job_retry_info", "job_retry_agent", "job_retry_trust_events"}
    for page in PAGES:
        for name in re.findall(r"\bjob_retry_\w+\b", page.read_text()):
            if re.match(r"job_retry_(shim|agent)_", name):
                continue  # a metric: test_metrics.py
            assert name in known | others, (page.name, name)


def test_the_gate_does_not_record_what_the_shim_does_not_owe(shim, agent):
    """The list stands in the executor, too."""
    source = (ROOT / "minion_agent/salt/executors/job_retry.py").read_text()
    executors = next(
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_EXCLUDE"
    )
    for daemon in (shim, agent):
        said = daemon.run("config", "job_retry_exclude")
        assert said.returncode == 0, said.stderr
        assert said.stdout.strip().strip("[]").split(", ") == list(executors)


def test_exit_codes_are_the_same_everywhere():
    code = dict(re.findall(r"(\w+) = (\d+),", (ROOT / "runtime/exit_code.h").read_text()))
    table = re.findall(r"^\| (\d+) \| ", (ROOT / "docs/operations.md").read_text(), re.MULTILINE)
    assert sorted(table) == sorted(code.values())
    readme = (ROOT / "README.md").read_text().partition("Exit codes:")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"\b(\d+) ", readme)) == sorted(code.values())


def test_functions_of_the_runner_that_the_documents_name_are_there():
    source = (ROOT / "master_shim/salt/runners/job_retry.py").read_text()
    functions = set(re.findall(r"^def ([a-z]\w*)\(", source, re.MULTILINE))
    for page in PAGES:
        for name in re.findall(r"salt-run job_retry\.(\w+)", page.read_text()):
            assert name in functions, (page.name, name)


def test_completion_offers_what_the_program_knows(shim):
    script = ROOT / "packaging/completion/salt-job-retry.bash"
    program = shim.command()[0]
    asked = (
        f"source {script}; COMP_WORDS=({program} ''); COMP_CWORD=1; _salt_job_retry; echo ${{COMPREPLY[@]}}"
    )
    said = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, timeout=30)
    assert set(said.stdout.split()) == set(subcommands(help_of(shim)))


def test_the_watched_page_ends_when_asked(shim, site):
    wait_until(lambda: site["done"] in shim.run("watch", "--count", "1").stdout, 10, "the job that has ended")
    said = shim.run("watch", "--count", "2", "--interval", "1")
    assert said.returncode == 0 and "\033" not in said.stdout
    assert said.stdout.count("catching up") == 2
