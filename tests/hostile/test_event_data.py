"""
What a minion says is data and stays data: the shipped reaction under Salt's own reactor compiler, the runner's answers, and every example and page that
people copy.
"""

import json
import os
import pathlib
import re
import subprocess

import msgpack
import pytest
from variants import CONTROL, HUGE, nested

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REACTION = ROOT / "packaging" / "examples" / "job_not_run.sls"
RUNNERS = ROOT / "master_shim" / "salt" / "runners"
JID, MINION = "20261128104736220975", "web1"

# The shim's own words about the job: these are true, and hostile all the same (a minion's agent gave the reason).
REASON = "x\nowned:\n  local.cmd.run:\n    - tgt: '*'\n    - args: [{cmd: id}]\n{{ 7 * 7 }} $(id) \u009b2J\u202e\x1b]0;t\x07"
SHOWN = {"jid": JID, "fun": ["cmd.run", "a: b"], "deliveries": [
    {"minion": "other", "state": "expired", "reason": "not asked for"},
    {"minion": MINION, "state": "expired", "reason": REASON},
    {"minion": "back", "state": "returned", "reason": ""},
]}  # fmt: skip

YAML = "expired\nowned:\n  local.cmd.run:\n    - tgt: '*'\n    - args:\n      - cmd: touch {canary}"
HOSTILE = [
    YAML, YAML.replace("\n", "\r\n"), YAML.replace("\n", "\u2028"), YAML.replace("\n", "\x85"),
    "{{{{ salt['cmd.run']('touch {canary}') }}}}", "{{% import os %}}", "$(touch {canary})", "`touch {canary}`; touch {canary}",
    "'", '"', "\\", "a: b", "- a", "!!python/object/apply:os.system ['touch {canary}']", "&a [*a]", "on", "null", "1e5", "",
    "--help", "-c", "../../etc/passwd", "..", "/", JID + "\n", MINION + "\n", JID + "\0", " " + JID, CONTROL, HUGE,
    b"\xff\xfe", b"web1", 7, -1, 1.5, True, None, [], {}, [JID], {"jid": JID}, nested(100),
]  # fmt: skip


@pytest.fixture
def master(tmp_path):
    """The configuration of a master, and a master-shim that writes down what it is asked and knows one job."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "master-shim"
    (tmp_path / "shown").write_text(json.dumps(SHOWN))
    program.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" "" >> {tmp_path}/asked\n[ "$5" = {JID} ] || exit 1\ncat {tmp_path}/shown\n')
    program.chmod(0o755)
    config = {"root_dir": str(tmp_path), "cachedir": str(tmp_path / "cache"), "runner_dirs": [str(RUNNERS)],
              "log_file": str(tmp_path / "log"), "sock_dir": str(tmp_path / "run")}  # fmt: skip
    for directory in ("cache/proc", "run"):
        (tmp_path / directory).mkdir(parents=True)
    (tmp_path / "master").write_text(json.dumps(config))
    return tmp_path


def run_in(installation, master, *command, **options):
    environment = {**os.environ, "PATH": f"{master / 'bin'}:{os.environ['PATH']}"}
    said = subprocess.run(
        [installation.python, *command], env=environment, capture_output=True, timeout=120, cwd=master, **options
    )
    assert said.returncode == 0, said.stderr.decode(errors="replace")[-3000:]
    return said.stdout


def events(canary):
    """Hostile values in every place of the event, and in the event's place."""
    honest = {"jid": JID, "id": MINION, "fun": "x", "state": "expired", "reason": "y", "_stamp": "z"}
    for value in HOSTILE:
        if isinstance(value, str):
            value = value.format(canary=canary)
        for place in honest:
            yield f"salt/job_retry/{JID}/{MINION}/expired", {**honest, place: value}
        yield f"salt/job_retry/{value!r:.60}/x/expired", dict.fromkeys(honest, value)
        yield "salt/job_retry/x/y/expired", value
    yield f"salt/job_retry/{JID}/{MINION}/expired", honest


def test_no_event_makes_the_reaction_do_more_than_tell_what_the_shim_says(installation, master):
    sent = list(events(master / "canary"))
    packed = msgpack.packb(sent, unicode_errors="surrogatepass")
    chunks = json.loads(run_in(installation, master, HERE / "compile_reaction.py", master, REACTION, input=packed))
    told = {"tag": f"site/job_not_run/{MINION}",
            "data": {"jid": JID, "minion": MINION, "fun": "cmd.run, a: b", "state": "expired"}}  # fmt: skip
    answered = 0
    for (tag, data), made in zip(sent, chunks):
        if not made:
            continue
        answered += 1
        assert isinstance(data, dict) and (data["jid"], data["id"]) == (JID, MINION), (tag, data)
        assert [(one["state"], one["fun"]) for one in made] == [("runner", "event.send")]
        reason = made[0]["args"]["data"].pop("reason")
        assert made[0]["args"] == told
        assert "owned:" in reason and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", reason)
    # Every event that names the job and the minion truly, whatever else it says.
    assert answered == sum(isinstance(d, dict) and (d.get("jid"), d.get("id")) == (JID, MINION) for _, d in sent) > 100
    assert not (master / "canary").exists()
    asked = (master / "asked").read_bytes().split(b"\0\0")[:-1]
    assert len(asked) >= answered
    for arguments in asked:
        config, directory, command, form, jid = arguments.split(b"\0")
        assert (config, directory, command, form) == (b"-c", str(master).encode(), b"show", b"--json")
        assert re.fullmatch(rb"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,63}", jid), jid


def test_nothing_of_a_minions_reaches_the_terminal_through_the_runner(installation, master):
    said = run_in(installation, master, installation.program("salt-run"), "-c", master, "job_retry.show", f"jid={JID}")
    text = said.decode()
    assert "not asked for" in text and "owned:" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", re.sub(r"\x1b\[[0-9;]*m", "", text))


TEMPLATE = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)


@pytest.mark.parametrize("path", sorted(
    path.relative_to(ROOT) for folder in ("packaging", "docs") for path in (ROOT / folder).rglob("*")
    if path.suffix in (".sls", ".jinja", ".md", ".conf", ".in", ".json", ".example")
), ids=str)  # fmt: skip
def test_no_event_data_is_put_into_a_template_and_no_other_value_unescaped(path):
    text = (ROOT / path).read_text()
    if path.suffix in (".sls", ".jinja") and not text.startswith("#!py"):
        for expression in TEMPLATE.findall(text):
            assert re.search(r"\|\s*(json|yaml_dquote)\s*$", expression), f"{path}: {expression}"
    assert not re.search(r"\{[{%][^}]*\b(data|tag)\b\s*[\[.]", text)
