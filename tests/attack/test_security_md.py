"""SECURITY.md names a test for each threat: each of them exists, every attack is named there, and each can fail."""

import pathlib
import re
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def sources(pattern):
    return "\n".join(path.read_text() for path in (ROOT / "tests").rglob(pattern))


def test_every_test_that_security_md_names_is_there_and_every_attack_is_named():
    threats = (ROOT / "SECURITY.md").read_text().partition("## Threats")[2].partition("\n## ")[0]
    named = re.findall(r"`(test_\w+)`", threats)
    attacks = re.findall(r"^def (test_\w+)\(", sources("attack/test_*.py"), re.MULTILINE)
    assert len(named) == len(set(named)) > 30
    on_salt = "\n".join(map(sources, ("hostile/test_*.py", "system/test_*.py")))
    there_too = set(named) & set(re.findall(r"^def (test_\w+)\(", on_salt, re.MULTILINE))
    assert len(there_too) > 5
    named = set(named) - there_too
    assert named <= set(attacks)
    about_keys = {"test_the_shims_key_can_be_replaced_without_touching_the_minions",
                  "test_a_new_key_of_the_master_signs_the_shims_key_again",
                  "test_a_master_key_that_is_replaced_while_the_shim_runs_signs_at_once"}  # fmt: skip
    mutants = tomllib.loads((ROOT / "tests" / "mutants" / "attacks.toml").read_text())["mutant"]
    can_fail = {by.removeprefix("attack: ") for mutant in mutants for by in mutant["by"] if "attack: " in by}
    assert can_fail == named | about_keys
    assert set(attacks) - named - about_keys == {
        "test_every_test_that_security_md_names_is_there_and_every_attack_is_named"
    }
    claims = re.sub(r'"\s*"', "", sources("*_test.cc"))
    for claim in re.findall(r'"([^"]+)"', threats):
        assert f'"{claim}"' in claims, claim
