"""How the programs were built, read from the programs themselves; and what their units allow."""

import os
import pathlib
import platform
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ("master-shim", "minion-agent")


def readelf(program, *options):
    path = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / program
    return subprocess.run(
        ["readelf", "--wide", *options, path], capture_output=True, text=True, check=True, timeout=60
    ).stdout


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_lies_anywhere_and_what_the_linker_has_written_stays(program):
    assert re.search(r"Type:\s+DYN", readelf(program, "--file-header"))
    dynamic = readelf(program, "--dynamic")
    assert "PIE" in dynamic and "BIND_NOW" in dynamic
    segments = readelf(program, "--program-headers")
    assert "GNU_RELRO" in segments
    (stack,) = re.findall(r"GNU_STACK.*", segments)
    assert "RWE" not in stack.split() and " E " not in stack


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_checks_its_stack_its_buffers_and_its_containers(program):
    symbols = readelf(program, "--dyn-syms")
    assert "__stack_chk_fail" in symbols
    assert len(set(re.findall(r"\b__\w+_chk\b", symbols)) - {"__stack_chk_fail"}) >= 2
    assert "__glibcxx_assert_fail" in symbols


@pytest.mark.skipif(platform.machine() != "x86_64", reason="of x86")
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_is_compiled_for_control_flow_enforcement(program):
    """The mark in its notes needs a C library that is built so too, which Debian 12 has not: endbr64 stands there all the same."""
    code = (pathlib.Path(os.environ["JOB_RETRY_BIN"]) / program).read_bytes()
    assert code.count(b"\xf3\x0f\x1e\xfa") > 1000


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_stripped_program_does_not_tell_where_it_was_built(program, tmp_path):
    stripped = tmp_path / program
    built = pathlib.Path(os.environ["JOB_RETRY_BIN"]) / program
    subprocess.run(["strip", "-o", stripped, built], check=True, timeout=60)
    assert str(ROOT).encode() not in stripped.read_bytes()


def test_the_shim_s_unit_leaves_no_core_and_has_bounds():
    unit = (ROOT / "packaging/systemd/master-shim.service.in").read_text()
    settings = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and not line.startswith("#"))
    assert settings["LimitCORE"] == "0"
    assert settings["MemoryMax"] and settings["TasksMax"]
    # Without the kernel's boot id its mark in the job cache would never hold.
    assert "ProcSubset" not in settings
