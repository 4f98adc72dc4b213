"""
One accepted minion turns against all others, with every request that Salt takes from a minion (variants.py), twice: while the shim is there, and
while it is down, so that it finds what was done in the job cache or in the spool. Nothing that the master did not publish may run anywhere,
nothing of another's may be read, and what the master publishes meanwhile runs once, soon.

The witness stands in front of the job cache, or is left out (docs/trust.md, sections 1 and 2).
"""

import time
from contextlib import closing

import msgpack
import pytest
from siege import SECRET, Siege
from support.processes import wait_until
from variants import VICTIMS

# From publication to return of a live job, on a machine that does all of this at once. Salt alone needs 1 to 3 s on two idle cores.
LIVE_WITHIN = 30
# Until a minion that comes back has caught up: this, and so much more for each job.
BACK_WITHIN, EACH_WITHIN = 90, 2
DATABASE_AT_MOST = 32 << 20
LOG_AT_MOST = 2 << 20


# Without the witness nothing is owed, unless the administrator says that he trusts every minion (job_retry_trust_job_cache).
KINDS = ("witness", "no witness")


@pytest.fixture(scope="module", params=KINDS)
def siege(request, installation, directory):
    kind = request.param
    directory = directory / f"{installation.line}-{KINDS.index(kind)}"
    directory.mkdir()
    with closing(Siege(installation, directory, kind == "witness")) as siege:
        siege.owes = kind == "witness"
        siege.start()
        assert siege.shim.status()["witness"]["in_force"] is siege.owes
        siege.attack("up")
        siege.settle(siege.owes)
        siege.look_as_agent()
        siege.shim.kill()
        siege.attack("down")
        siege.shim.start()
        siege.settle(siege.owes)
        siege.look_as_agent()
        siege.late = siege.jobs_of("away")
        began = time.monotonic()
        siege.switch_on("away")
        wanted = siege.jobs_of("online") | (siege.late if siege.owes else set())
        siege.never_ran = siege.wait_ran(wanted, BACK_WITHIN + EACH_WITHIN * len(siege.late))
        siege.caught_up_after = time.monotonic() - began
        siege.wait_idle(60)
        siege.look_as_agent()
        yield siege


def test_the_attack_gets_through_to_salt(siege):
    """Otherwise all that follows would prove nothing."""
    families = {variant.family for variant in siege.forged.values()}
    assert len(siege.forged) > 600
    for cmd in ("_return", "_minion_event, single", "_minion_event, events", "_syndic_return"):
        accepted = [answer for answer in siege.answers[cmd] if answer.get("reply", "") in (None, {}, True)]
        assert len(accepted) > 30, (cmd, siege.answers[cmd][:5])
    for command in (*siege.hostile.commands["aes"], *siege.hostile.commands["clear"]):
        assert any(command in family for family in families), f"nothing is sent to {command}"
    # A load of the attacker's choice is in the job cache, and a forged announcement was on the bus.
    stored = [path for path in (siege.master.directory / "cache" / "jobs").rglob(".load.p")
              if str(siege.trace).encode() in path.read_bytes() and SECRET.encode() not in path.read_bytes()]  # fmt: skip
    assert len(stored) > 100
    published = set(siege.honest)
    announced = {tag.split("/")[2] for tag, _ in siege.master.bus.seen("salt/job/*/new")}
    assert len(announced - published) >= 5


def test_nothing_runs_that_was_not_published(siege):
    ran = siege.ran_though_forged()
    by_family = {}
    for family, word, minion in ran:
        by_family.setdefault(family, []).append(f"{word} on {minion}")
    assert not ran, f"{len({word for _, word, _ in ran})} of {len(siege.forged)} variants ran: {by_family}"


def test_what_the_master_published_ran_once_on_its_minion_and_nowhere_else(siege):
    ran = {job: times for job, times in siege.ran().items() if job[0].startswith("honest")}
    victims = VICTIMS if siege.owes else ["online"]
    wanted = {siege.honest[jid] for victim in victims for jid in siege.jobs_of(victim)}
    assert not siege.never_ran
    assert ran == dict.fromkeys(wanted, 1)


def test_without_the_witness_nothing_is_owed(siege):
    if siege.owes:
        pytest.skip("the witness is there")
    assert siege.shim.pending() == []
    assert "job_retry_trust_job_cache" in siege.shim.run("status").stdout


def test_no_live_job_waits_for_the_attack(siege):
    # The last ones were published a moment ago.
    wait_until(lambda: None not in siege.live_delays().values(), LIVE_WITHIN, "the returns of live jobs")
    delays = siege.live_delays()
    assert len(delays) > 20
    assert max(delays.values()) < LIVE_WITHIN


def test_a_minion_that_comes_back_catches_up_in_its_time(siege):
    if not siege.owes:
        pytest.skip("nothing is owed")
    assert len(siege.late) > 50
    assert not siege.never_ran
    assert siege.caught_up_after < BACK_WITHIN + EACH_WITHIN * len(siege.late)


def test_the_hostile_minion_is_handed_nothing_of_anybody_elses(siege):
    assert len(siege.seen_by_hostile) > 100
    secrets = [reply for reply in siege.seen_by_hostile if SECRET in repr(reply)]
    assert not secrets, f"{len(secrets)} of {len(siege.seen_by_hostile)} replies: {str(secrets[0])[:300]}"
    loads = [reply for reply in siege.seen_by_hostile if reply["type"] == "job"]
    assert not loads, str(loads)[:300]


def test_the_shim_lives_and_what_it_keeps_is_bounded(siege):
    assert siege.shim.process.alive()
    status = siege.shim.status()
    assert status["bus"]["connected"] is True
    directory = siege.shim.directory
    kept = sum(path.stat().st_blocks * 512 for path in directory.rglob("*") if path.is_file())
    assert kept < DATABASE_AT_MOST
    assert siege.shim.log.stat().st_size < LOG_AT_MOST
    assert len(msgpack.packb(siege.shim.pending())) < 1 << 20
    lines = siege.shim.log.read_bytes().splitlines()
    assert max(map(len, lines)) < 4096


def test_after_the_attack_everything_works_as_before(siege):
    assert not siege.wait_ran([siege.publish(victim) for victim in VICTIMS], 60)
    if not siege.owes:
        return
    siege.switch_off("away")
    missed = siege.publish("away")
    siege.shim.wait_pending([missed], "away")
    siege.switch_on("away")
    siege.shim.wait_state(missed, "away", "returned")
    wait_until(lambda: siege.ran()[siege.honest[missed]] == 1, 10, "the trace of the missed job")
