"""
What became of every job on every minion that it was meant for. Pure.

The witnesses: the jobs' own trace says what ran, Salt's job cache what has returned, the shim what it owed and how
that ended.
"""

from collections import Counter
from dataclasses import dataclass, field

FINAL = ("returned", "interrupted", "expired", "cancelled", "refused")


@dataclass
class Witnesses:
    """Keys of all but the first two are (JID, minion id)."""

    published: dict = field(default_factory=dict)  # JID -> set of minion ids
    own: set = field(default_factory=set)  # JIDs of jobs that trace their runs and return their JID
    runs: Counter = field(default_factory=Counter)
    returns: dict = field(default_factory=dict)  # the value in the job cache
    deliveries: dict = field(default_factory=dict)  # (state, reason) at the shim
    permitted: Counter = field(default_factory=Counter)  # runs beyond the first


@dataclass
class Account:
    counts: Counter
    twice: dict  # (JID, minion id) -> what is wrong
    unaccounted: dict

    def holds(self):
        return not self.twice and not self.unaccounted

    def table(self):
        counted = [(word, self.counts[word]) for word in ("published", *FINAL)]
        rows = [*counted, ("run twice", len(self.twice)), ("unaccounted", len(self.unaccounted))]
        return "\n".join(f"  {word:<12}{number:>6}" for word, number in rows)


def account(seen):
    counts, twice, unaccounted = Counter(), {}, {}
    keys = {(jid, minion) for jid, minions in seen.published.items() for minion in minions} | set(seen.runs)
    for key in sorted(keys):
        counts["published"] += 1
        state, fault = _end_of(key, seen)
        if fault:
            unaccounted[key] = fault
        else:
            counts[state] += 1
        runs, allowed = seen.runs.get(key, 0), 1 + seen.permitted.get(key, 0)
        if runs > allowed:
            twice[key] = f"ran {runs} times, of {allowed} that were allowed"
    return Account(counts, twice, unaccounted)


def _end_of(key, seen):
    """(final state, None), or (None, what is wrong)."""
    state, reason = seen.deliveries.get(key, (None, ""))
    if key in seen.returns:
        value = seen.returns[key]
        if key[0] not in seen.own or value == key[0]:
            if key[0] in seen.own and not seen.runs.get(key):
                return None, "returned, and has not run"
            return "returned", None
        refusal = _refusal(value)
        if refusal:
            return refusal, None
        return None, f"returned something else than its JID: {value!r}"
    if state == "returned":
        return None, "the shim says returned, the job cache holds no return"
    if state in FINAL:
        return state, None
    if state:
        return None, f"still {state} {reason}".rstrip()
    return None, "no return, and the shim does not know of it"


def _refusal(value):
    """The state that a refusal of the gate, returned in the job's place, stands for."""
    text = value if isinstance(value, str) else ""
    if "Job retry: " not in text:
        return None
    return "interrupted" if "did not get to its end" in text else "refused"
