"""
Every request that a master takes from a minion, in every shape that could make somebody else run, read or lose something.

Nothing here is a list of known attacks: a family is the product of what Salt reads (commands, forms of a message, tags, keys of a
load) and of what may stand there. A variant has a word of its own; whoever runs what it asks for leaves that word in the trace, so
hundreds of them share one master.
"""

import datetime
import itertools
from dataclasses import dataclass, field

# Whom the attack wants to reach, and who sends it.
VICTIMS = ("online", "away")
SENDER = "hostile"
HUGE = "x" * 700_000
MANY = [f"minion-{number}" for number in range(10_000)]
CONTROL = "\x1b]0;title\x07\x00\r\n\x9b2J\u009b31m\u202e'\"{{ 7 * 7 }}"


def nested(depth):
    value = "deep"
    for _ in range(depth):
        value = [value]
    return value


@dataclass
class Variant:
    family: str
    word: str
    requests: list = field(default_factory=list)


class Jids:
    """JIDs that nobody has published: of now, of yesterday, of tomorrow. Each is given once."""

    def __init__(self):
        self._numbers = itertools.count()

    def of(self, days=0):
        moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
        moment += datetime.timedelta(microseconds=next(self._numbers))
        return f"{moment:%Y%m%d%H%M%S%f}"


class Attack:
    """
    The variants of one round. `honest(victim)` publishes a job of ours and gives its JID: what a forged load, a forged return or a forged
    list of minions is aimed at. Two variants never aim at the same job.
    """

    def __init__(self, prefix, trace, commands, honest):
        self.prefix, self.trace, self.commands, self.honest = prefix, trace, commands, honest
        self.jids = Jids()
        self._numbers = itertools.count(1)

    def variants(self):
        yield from self.returns()
        yield from self.syndic_returns()
        yield from self.events()
        yield from self.pretagged()
        yield from self.every_command()

    def _variant(self, family):
        return Variant(family, f"{self.prefix}{next(self._numbers)}")

    def _command(self, word):
        return f'echo "{word} $VICTIM" >> {self.trace}'

    # What a forged load may say.

    def _targets(self):
        yield {"tgt": "*", "tgt_type": "glob"}
        yield {"tgt": list(VICTIMS), "tgt_type": "list"}
        yield {"tgt": "online or away", "tgt_type": "compound"}
        yield {"tgt": ".*", "tgt_type": "pcre"}
        yield {"tgt": "away"}

    def _functions(self, word):
        command = self._command(word)
        yield {"fun": "cmd.run", "arg": [command]}
        yield {"fun": "cmd.run", "arg": [{"__kwarg__": True, "cmd": command}]}
        yield {"fun": ["test.echo", "cmd.run"], "arg": [["x"], [command]]}
        yield {"fun": b"cmd.run", "arg": [command.encode()]}
        yield {"fun": "cmd.run", "arg": (command,), "fun_args": [command]}

    def _extras(self):
        publish = {"cmd": "publish"}
        yield {}
        yield publish
        yield {**publish, "minions": list(VICTIMS)}
        yield {**publish, "user": "root", "ret": "", "kwargs": {"delimiter": ":"}, "key": "x"}
        yield {"minions": [*VICTIMS, SENDER], "missing": []}
        yield {**publish, "nocache": True, "metadata": {"job_retry": {"expire": 3600}}}
        yield {**publish, "to": 60, "_stamp": "2020-01-01T00:00:00.000000", "master_id": "master"}

    def _jids(self):
        """What a forgery may call itself, with how it comes by it."""
        yield lambda: self.jids.of()
        yield lambda: self.jids.of(days=-1)
        yield lambda: self.jids.of(days=1)
        yield lambda: f"chosen-{next(self._numbers)}"
        yield lambda: self.honest("away")
        yield lambda: self.honest("online")

    def _load(self, word, number, **fields):
        """One of the loads, all pairs of its parts within 35 numbers."""
        functions, targets = list(self._functions(word)), list(self._targets())
        return {
            **functions[number % len(functions)],
            **targets[number // len(functions) % len(targets)],
            **fields,
        }

    # The families

    def returns(self):
        bare = {"cmd": "_return", "return": "x", "retcode": 0, "success": True}
        numbers = itertools.count()
        jids = [*self._jids(), lambda: "req"]
        for jid, extra in itertools.product(jids, self._extras()):
            variant = self._variant("_return")
            load = self._load(variant.word, next(numbers), **extra)
            # `cmd` is the request's own word in the outer map; the load that is stored is the whole of it.
            variant.requests = [{**load, **bare, "jid": jid(), "load": {**load, "cmd": "publish"}}]
            yield variant
        # In another's name: as resource (3008), as the load's id, as the envelope's, by an older protocol.
        for victim, how in itertools.product(VICTIMS, ("resource", "id", "envelope", "version 2", "version 1")):
            variant = self._variant("_return in another's name")
            load = {**self._load(variant.word, next(numbers)), **bare, "jid": self.honest(victim)}
            variant.requests = [
                {
                    "resource": {**load, "resource_id": victim},
                    "id": {**load, "id": victim},
                    "envelope": {"load": {**load, "id": victim}, "id": victim},
                    "version 2": {"load": {**load, "id": victim}, "version": 2, "token": False},
                    "version 1": {"load": {**load, "id": victim}, "version": 1, "token": False},
                }[how]
            ]
            yield variant

    def syndic_returns(self):
        numbers = itertools.count()
        for jid, extra, listed in itertools.product(self._jids(), self._extras(), (False, True)):
            number = next(numbers)
            variant = self._variant("_syndic_return")
            name = jid()
            returned = {"return": 1, "fun": "test.ping", "retcode": 0}
            entry = {
                "jid": name,
                # Salt compares the outermost id with the key, and no other: these become names of syndics.
                "id": (*VICTIMS, SENDER, f"syndic-{number}", "../x")[number // 2 % 5] if listed else SENDER,
                "return": ({}, {SENDER: returned}, {"nobody": returned})[number % 3],
                "load": self._load(variant.word, number, **{"jid": name, "ret": "", **extra}),
            }
            variant.requests = [{"cmd": "_syndic_return", **({"load": [entry, entry]} if listed else entry)}]
            yield variant
        # Returns that the victims never made: their jobs must not be lost for it.
        for victim, listed in itertools.product(VICTIMS, (False, True)):
            variant = self._variant("_syndic_return of a victim's return")
            entry = {
                "jid": self.honest(victim),
                "id": SENDER,
                "fun": "cmd.run",
                "return": {victim: {"return": "forged", "retcode": 0, "success": True}},
            }
            variant.requests = [{"cmd": "_syndic_return", **({"load": [entry]} if listed else entry)}]
            yield variant

    def _tags(self, jid):
        for last in ("new", "publish", "ret/away", "ret/online", "return", f"ret/{SENDER}"):
            yield f"salt/job/{jid}/{last}"
        yield from ("salt/key", "salt/auth", "salt/presence/change", "salt/presence/present", "minion_start", "new_job", jid)
        yield from (f"salt/minion/{victim}/start" for victim in VICTIMS)
        yield from (f"salt/job_retry/{jid}/away/{state}" for state in ("pending", "returned", "expired"))
        yield from (f"syndic/{SENDER}/salt/job/{jid}/new", "salt/job_retry/shim/start", f"salt/job/{CONTROL}/new")

    def _bodies(self, word, jid, number):
        job = self._load(word, number, jid=jid, minions=[*VICTIMS, SENDER], missing=[], user="root", ret="")
        key = {"id": "away", "act": ("accept", "delete", "reject")[number % 3], "result": True, "pub": "x"}
        presence = {"present": list(VICTIMS), "new": ["away"], "lost": ["online"]}
        whole = {**job, **key, **presence, "return": "forged", "success": True, "retcode": 0, "cmd": "_return"}
        yield whole
        yield {**job, "cmd": "publish", "_stamp": "2020-01-01T00:00:00.000000"}
        yield {**whole, "minions": MANY}
        yield {**whole, "fun": HUGE}
        yield {**whole, "arg": nested(200), "metadata": nested(100)}
        yield {name: CONTROL for name in whole} | {"jid": jid, "minions": [CONTROL, *VICTIMS]}
        for wrong in (None, -1, b"\xff\x00", {"a": {}}, [[]], 1.5, True):
            yield {name: wrong for name in whole} | ({"jid": jid} if number % 2 else {})
        yield {}

    def _event_jids(self):
        """An event of a job that has a load (forged beforehand), of none, and of one that was published to another."""
        yield lambda word: (self.jids.of(), True)
        yield lambda word: (self.jids.of(), False)
        yield lambda word: (self.honest("away"), False)

    def _stored(self, word, jid):
        """The load behind the event, stored as only a publication should be."""
        load = self._load(word, 0, jid=jid, ret="", user="root", minions=list(VICTIMS))
        return {"cmd": "_syndic_return", "jid": jid, "id": SENDER, "return": {}, "load": {**load, "cmd": "publish"}}

    def events(self):
        numbers = itertools.count()
        forms = ("single", "events", "events without data")
        kinds = len(list(self._tags("x")))
        for number, (form, kind) in zip(numbers, itertools.product(forms, range(kinds))):
            for body in range(2):
                variant = self._variant(f"_minion_event, {form}")
                # The honest jobs are spared where the tag names none.
                make = list(self._event_jids())[number % 3 if kind < 6 else number % 2]
                jid, stored = make(variant.word)
                tag = list(self._tags(jid))[kind]
                bodies = list(self._bodies(variant.word, jid, number))
                data = bodies[0] if body == 0 else bodies[1 + number % (len(bodies) - 1)]
                variant.requests = [self._stored(variant.word, jid)] if stored else []
                variant.requests.append(
                    {
                        # Every further key at the top is part of the event's body.
                        "single": {**data, "cmd": "_minion_event", "tag": tag, "data": data},
                        "events": {"cmd": "_minion_event", "events": [{"tag": tag, "data": data}]},
                        "events without data": {"cmd": "_minion_event", "events": [{**data, "tag": tag}]},
                    }[form]
                )
                yield variant

    def pretagged(self):
        """Salt puts `pretag` before a tag after it has looked at the tag alone."""
        for jid, pretag in itertools.product(self._event_jids(), ("salt/job", "salt", "", "syndic/x", 7, [])):
            variant = self._variant("_minion_event with pretag")
            name, stored = jid(variant.word)
            rest = {"salt/job": f"{name}/new", "salt": f"job/{name}/new"}.get(str(pretag), f"salt/job/{name}/new")
            data = next(self._bodies(variant.word, name, 0))
            variant.requests = [self._stored(variant.word, name)] if stored else []
            variant.requests.append(
                {"cmd": "_minion_event", "events": [{"tag": rest, "data": data}], "pretag": pretag}
            )
            yield variant

    def every_command(self):
        """Whatever Salt takes, with everything in it that any command reads."""
        for encryption, command in ((e, c) for e in ("aes", "clear") for c in self.commands[e]):
            for shape in ("own", "another's id", "version 2", "to the other half"):
                variant = self._variant(f"{command} ({encryption})")
                jid = self.jids.of()
                load = self._everything(variant.word, jid)
                load.update(cmd=command)
                request = {"load": load, "enc": encryption}
                if shape == "another's id":
                    load["id"] = "away"
                elif shape == "version 2":
                    request.update(version=2, token=False)
                elif shape == "to the other half":
                    request["enc"] = "clear" if encryption == "aes" else "aes"
                if command in ("revoke_auth", "_auth") and load["id"] == SENDER:
                    # It would only end the attack: its own key goes.
                    load["id"] = "away"
                variant.requests = [request]
                yield variant

    def _everything(self, word, jid):
        load = self._load(word, 1, jid=jid, ret="", user="root", minions=list(VICTIMS))
        return {
            **load,
            "id": SENDER,
            "return": {},
            "load": {**load, "cmd": "publish"},
            "fun": "cmd.run",
            "arg": [self._command(word)],
            "data": {"away": self._command(word)},
            "path": ["..", "..", "..", "jobs", word],
            "loc": 0,
            "size": 1,
            "saltenv": "base",
            "grains": {"id": "away", "site": "lab"},
            "ver": "2",
            "token": "x" * 32,
            "eauth": "pam",
            "username": "root",
            "password": "x",
            "key": "x" * 64,
            "client": "runner",
            "form": "full",
            "clear": True,
            # What `_auth` wants in any case.
            "nonce": "x" * 32,
            "resources": {"ssh": list(VICTIMS)},
            "pub": "x",
        }
