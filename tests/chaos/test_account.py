"""The account sees a double run and a job that nobody can account for, and calls everything else by its name."""

from account import Witnesses, account

JID, OTHER = "20261124060139123456", "20261124060139123457"
KEY = (JID, "a")


def one_job(**seen):
    return account(Witnesses(published={JID: {"a"}}, own={JID}, **seen))


def test_a_job_that_ran_once_and_returned_is_returned():
    told = one_job(runs={KEY: 1}, returns={KEY: JID})
    assert told.holds()
    assert (told.counts["published"], told.counts["returned"]) == (1, 1)


def test_a_second_run_is_seen_whatever_was_returned():
    told = one_job(runs={KEY: 2}, returns={KEY: JID})
    assert not told.holds()
    assert told.twice == {KEY: "ran 2 times, of 1 that were allowed"}
    assert "run twice        1" in told.table()


def test_a_permission_allows_one_more_run_and_no_third():
    assert one_job(runs={KEY: 2}, returns={KEY: JID}, permitted={KEY: 1}).holds()
    assert not one_job(runs={KEY: 3}, returns={KEY: JID}, permitted={KEY: 1}).holds()


def test_a_job_that_nobody_knows_of_is_unaccounted():
    told = one_job()
    assert told.unaccounted == {KEY: "no return, and the shim does not know of it"}
    assert "unaccounted      1" in told.table()


def test_a_job_that_is_still_owed_is_unaccounted():
    assert "still pending" in one_job(deliveries={KEY: ("pending", "")}).unaccounted[KEY]


def test_what_the_shim_calls_returned_must_be_in_the_job_cache():
    assert "no return" in one_job(runs={KEY: 1}, deliveries={KEY: ("returned", "")}).unaccounted[KEY]


def test_a_return_of_a_job_that_did_not_run_is_unaccounted():
    assert one_job(returns={KEY: JID}).unaccounted == {KEY: "returned, and has not run"}


def test_a_return_of_another_value_is_unaccounted():
    assert "something else" in one_job(runs={KEY: 1}, returns={KEY: OTHER}).unaccounted[KEY]


def test_a_run_of_a_job_that_nobody_published_is_unaccounted():
    told = account(Witnesses(runs={KEY: 1}))
    assert (told.counts["published"], list(told.unaccounted)) == (1, [KEY])


def test_every_final_state_of_the_shim_is_counted_under_its_name():
    for state in ("interrupted", "expired", "cancelled", "refused"):
        told = one_job(deliveries={KEY: (state, "")})
        assert told.holds() and told.counts[state] == 1


def test_a_refusal_of_the_gate_is_no_return():
    text = "ERROR executing 'x': Job retry: job 1 (x) was started on this minion at noon and did not get to its end."
    assert one_job(runs={KEY: 1}, returns={KEY: text}).counts["interrupted"] == 1
    assert one_job(returns={KEY: "ERROR: Job retry: job 1 (x) is older than"}).counts["refused"] == 1


def test_other_minions_of_a_job_are_accounted_for_one_by_one():
    told = account(Witnesses(published={JID: {"a", "b"}}, own={JID}, runs={KEY: 1}, returns={KEY: JID}))
    assert list(told.unaccounted) == [(JID, "b")]


def test_a_job_that_is_not_ours_may_return_anything():
    assert account(Witnesses(published={JID: {"a"}}, returns={KEY: {"b": OTHER}})).holds()
