"""The plan follows from the seed, and has all that can happen in it."""

from plan import DISASTERS, PUBLISHERS, plan

MINIONS = ["a", "b", "c"]


def test_a_seed_is_a_plan():
    assert plan(7, 120, MINIONS) == plan(7, 120, MINIONS)
    assert plan(7, 120, MINIONS) != plan(8, 120, MINIONS)


def test_acts_are_in_order_and_within_the_time():
    times = [act.at for act in plan(7, 120, MINIONS)]
    assert times == sorted(times) and 0 < times[0] and times[-1] < 120


def test_a_long_run_has_every_disaster_and_every_client():
    acts = plan(7, 600, MINIONS)
    assert {act.what for act in acts} == {*DISASTERS, "publish", "cancel", "retry"}
    assert {act.who for act in acts if act.what == "publish"} == set(PUBLISHERS)


def test_without_a_network_nothing_is_cut():
    assert "cut" not in {act.what for act in plan(7, 600, MINIONS, network=False)}
