"""
What happens in a run, and when: a list of acts that follows from the seed alone. Pure.

Which process or job an act meets is not in the plan, because that depends on timing: the same seed is the same storm,
not the same wreck.
"""

import dataclasses
import random

RUN, AGAIN = "job_retry_chaos.run", "job_retry_chaos.again"

PUBLISHERS = {
    "api": 20,
    "duplicate": 5,  # an earlier job again, under its JID
    "runner": 2,
    "minion": 2,
    "salt": 1,
    "salt --async": 1,
    "salt --batch": 1,
}
# Seconds from one to the next, on average. Disasters last (seconds) between these two.
PUBLISH_EVERY, DISASTER_EVERY, CANCEL_EVERY, RETRY_EVERY = 1.3, 3.0, 12.0, 8.0
DISASTERS = {
    "kill master": (1, (1, 8)),
    "kill a process of master": (1, (0, 0)),
    "kill shim": (3, (0.5, 8)),
    "kill minion": (4, (1, 12)),
    "kill agent": (4, (0.5, 8)),
    "kill worker": (4, (0, 0)),
    "kill job": (8, (0, 0)),
    "power": (3, (1, 15)),
    "cut": (4, (2, 20)),
}
OF_NO_HOST = ("kill master", "kill a process of master", "kill shim", "kill worker", "kill job")


@dataclasses.dataclass(frozen=True)
class Act:
    at: float  # seconds from the start
    what: str  # "publish", "cancel", "retry" or one of DISASTERS
    who: str = ""  # a client, or a minion
    seconds: float = 0.0  # how long the job takes, or the disaster lasts
    targets: tuple = ()
    fun: str = ""
    expire: int = 0  # the job's own, in seconds; 0 for none
    choice: float = 0.0  # which of those that are there, from 0 to 1


def plan(seed, seconds, minions, network=True):
    """The acts of a run, in order. Without a network there are no cuts."""
    dice = random.Random(seed)
    disasters = {what: odds for what, (odds, _) in DISASTERS.items() if network or what != "cut"}
    acts = [_publish(dice, at, minions) for at in _times(dice, PUBLISH_EVERY, seconds)]
    for at in _times(dice, DISASTER_EVERY, seconds):
        what = _one_of(dice, disasters)
        who = "" if what in OF_NO_HOST else dice.choice(minions)
        lasting = dice.uniform(*DISASTERS[what][1])
        acts.append(Act(at, what, who, lasting, choice=dice.random()))
    for what, every in (("cancel", CANCEL_EVERY), ("retry", RETRY_EVERY)):
        acts += [Act(at, what, choice=dice.random()) for at in _times(dice, every, seconds)]
    return sorted(acts, key=lambda act: act.at)


def _times(dice, every, seconds):
    at = dice.expovariate(1 / every)
    while at < seconds:
        yield at
        at += dice.expovariate(1 / every)


def _one_of(dice, odds):
    return dice.choices(list(odds), list(odds.values()))[0]


def _publish(dice, at, minions):
    targets = dice.sample(minions, dice.choice([1, 2, len(minions), len(minions)]))
    return Act(
        at,
        "publish",
        who=_one_of(dice, PUBLISHERS),
        seconds=dice.choice([0, 0.3, 1.5, 4]),
        targets=tuple(sorted(targets)),
        fun=dice.choice([RUN, RUN, RUN, RUN, AGAIN]),
        expire=dice.choice([0] * 19 + [6]),
        choice=dice.random(),
    )
