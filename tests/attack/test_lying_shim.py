"""
Who has a shim's place and its CURVE key, but not the master's: it can delay and lose jobs, and have nothing run that the
master did not publish to this minion.
"""

import os
import time

import msgpack
import pytest
import zmq
from attacker import Client, Curve, KeyPort, key_statement, pack
from daemons import Agent
from support.ports import free_ports
from keys import Audience, new_key, sign_clock, sign_job, sign_permission
from keys import key_statement as signed_statement

JID = "20261124060139123456"
OTHER_JID = "20261124060139123457"


def now():
    return time.time_ns() // 1000


class LyingShim:
    """
    Answers as a shim does, with what the master has signed; `lie` has the last word on every answer. Its `genuine` job is
    what a test expects to run in the end.
    """

    def __init__(self, directory, master_key):
        self.master_key, self.curve = master_key, Curve()
        self.heard, self.reports, self.jobs = [], [], {}
        self.lie = lambda answer, request: answer
        context = zmq.Context.instance()
        self._router = context.socket(zmq.ROUTER)
        self._router.linger = 0
        self._router.curve_server = True
        self._router.curve_secretkey = self.curve.secret_z85
        self.port, self.key_port = free_ports(2)
        self._router.bind(f"tcp://127.0.0.1:{self.port}")
        self._keys = KeyPort(self.key_port)
        self.statement = signed_statement(master_key, self.curve.public, 2**50)
        self.trace = directory / "trace"
        self.audience = Audience(["another", "m", "a third"])

    def close(self):
        self._router.close()
        self._keys.close()

    def load(self, word):
        return pack({"fun": "cmd.run", "arg": [f"echo {word} >> {self.trace}"]})

    def job(self, word, jid=JID, published=None, audience=None, key=None):
        """As the master published it, to the minion m among others; after the ledger began, unless it is said otherwise."""
        published, audience, load = published or now() + 60 * 10**6, audience or self.audience, self.load(word)
        signature = sign_job(key or self.master_key, jid, load, audience, published)
        return {"jid": jid, "load": load, "published": published, **audience.place("m"), "signature": signature}

    def owe(self, job, **listed):
        item = {"jid": job["jid"], "fun": "cmd.run", "published": job["published"], **listed}
        self.jobs[job["jid"]] = (job, item)

    def ran(self):
        return self.trace.read_text().split() if self.trace.exists() else []

    def answers(self, request):
        if request["type"] == "hello":
            return {"type": "challenge", "nonce": bytes(32)}
        if request["type"] == "proof":
            return {"type": "welcome", "minion": request["minion"], "time": now()}
        if request["type"] == "clock":
            at = now()
            return {
                "type": "clock_statement",
                "time": at,
                "signature": sign_clock(self.master_key, "m", request["nonce"], at),
            }
        if request["type"] == "list":
            return {"type": "pending_list", "jobs": [item for _, item in self.jobs.values()], "more": False}
        if request["type"] == "take":
            return {"type": "job", **self.jobs[request["jid"]][0]}
        if request["type"] == "report":
            self.reports.append(request)
            if request["state"] != "running":
                self.jobs.pop(request["jid"], None)
            return {"type": "ack", "jid": request["jid"], "state": request["state"]}
        return {"type": "held", "jids": []}

    def serve(self, seconds=0.05):
        deadline = time.monotonic() + seconds
        while (rest := deadline - time.monotonic()) > 0:
            self._keys.answer(self.statement, min(rest, 0.02))
            while self._router.poll(0):
                peer, message = self._router.recv_multipart()
                self.heard.append(msgpack.unpackb(message))
                answer = self.lie({"v": 2, **self.answers(self.heard[-1])}, self.heard[-1])
                if answer is not None:
                    self._router.send_multipart([peer, pack(answer)])

    def serve_until(self, done, agent, what):
        deadline = time.monotonic() + 60
        while not done():
            assert time.monotonic() < deadline, f"{what}: {self.heard[-5:]}\n{agent.said()}"
            self.serve()


@pytest.fixture
def master_key():
    return new_key()


@pytest.fixture
def lying_shim(directory, master_key):
    made = LyingShim(directory, master_key)
    yield made
    made.close()


@pytest.fixture
def victim(directory, lying_shim, master_key):
    """An agent that has pinned its master's key, and whose shim is the attacker's."""
    agent = Agent(directory / "m", "m", lying_shim.port, lying_shim.key_port)
    agent.make_key()
    agent.pin(master_key)
    yield agent
    agent.stop()



def until_denied(shim, agent, least=1):
    shim.serve_until(lambda: agent.link()["not_signed"] >= least, agent, "nothing was denied")
    return agent.link()["not_signed_last"]


def only_the_genuine_job_runs(shim, agent, change):
    """Each thing that is wrong about the job is denied, counted and named; and the job that the master published still runs."""
    shim.owe(shim.job("genuine"))
    shim.lie = lambda answer, request: {**answer, **change(answer)} if answer["type"] == "job" else answer
    agent.start()
    assert JID in until_denied(shim, agent)
    assert shim.ran() == []
    assert JID in agent.said() and "master-shim retry" in agent.said()
    told = agent.run("status").stdout.partition("not signed by it, and not run: ")[2]
    assert f"the last: job {JID} " in told
    shim.lie = lambda answer, request: answer
    shim.serve_until(lambda: any(r["state"] == "finished" for r in shim.reports), agent, "it does not run")
    assert shim.ran() == ["genuine"]
    assert agent.ran() == [JID]


def test_another_load_under_a_signed_jid_is_not_run(lying_shim, victim):
    only_the_genuine_job_runs(lying_shim, victim, lambda job: {"load": lying_shim.load("forged")})


def test_the_signature_of_one_job_serves_no_other_jid(lying_shim, victim):
    """A job that the master has published before is handed out again, under a JID that the ledger does not know."""
    old = lying_shim.job("replayed", jid=OTHER_JID)
    only_the_genuine_job_runs(lying_shim, victim, lambda job: {**old, "jid": JID})


def test_a_job_for_other_minions_is_not_run(lying_shim, victim):
    """Another minion's proof, and the tree of an audience of which this minion is not one."""
    others = Audience(["another", "a third"])
    load = lying_shim.load("stray")
    published = now() + 60 * 10**6
    stray = {
        "load": load,
        "published": published,
        **others.place("another"),
        "signature": sign_job(lying_shim.master_key, JID, load, others, published),
    }
    only_the_genuine_job_runs(lying_shim, victim, lambda job: stray)


def test_a_job_that_another_key_has_signed_is_not_run(lying_shim, victim):
    forged = lying_shim.job("forged", key=new_key())
    only_the_genuine_job_runs(lying_shim, victim, lambda job: forged)


def test_the_time_of_a_publication_cannot_be_moved(lying_shim, victim):
    """Published before this ledger began, a job is held; neither the list's time nor the message's changes that."""
    published = now() - 3600 * 10**6
    old = lying_shim.job("old", published=published)
    lying_shim.owe(old)
    later = now() + 60 * 10**6

    def lie(answer, request):
        if answer["type"] == "pending_list":
            return {**answer, "jobs": [{**item, "published": later} for item in answer["jobs"]]}
        return {**answer, "published": later} if answer["type"] == "job" else answer

    lying_shim.lie = lie
    victim.start()
    assert JID in until_denied(lying_shim, victim)
    lying_shim.lie = lambda answer, request: answer if answer["type"] == "job" else lie(answer, request)
    lying_shim.serve_until(lambda: lying_shim.reports, victim, "it is not held")
    assert lying_shim.reports[0]["state"] == "refused" and lying_shim.reports[0]["reason"].startswith("held")
    assert lying_shim.ran() == [] and victim.ran() == []


@pytest.mark.parametrize("forgery", ["another key", "another minion", "another number", "another job"])
def test_a_permission_that_is_not_the_masters_permits_nothing(lying_shim, victim, forgery):
    published = now() - 3600 * 10**6
    number = now() + 60 * 10**6
    key, master = new_key(), lying_shim.master_key
    forged = {
        "another key": sign_permission(key, JID, "m", number),
        "another minion": sign_permission(master, JID, "another", number),
        "another number": sign_permission(master, JID, "m", number - 1),
        "another job": sign_permission(master, OTHER_JID, "m", number),
    }[forgery]
    lying_shim.owe(lying_shim.job("held", published=published), retry=number, permission=forged)
    victim.start()
    assert JID in until_denied(lying_shim, victim)
    assert "take" not in [message["type"] for message in lying_shim.heard]
    genuine = sign_permission(master, JID, "m", number)
    lying_shim.owe(lying_shim.job("permitted", published=published), retry=number, permission=genuine)
    victim.stop()
    victim.start()  # asks for the list at once
    lying_shim.serve_until(
        lambda: any(r["state"] == "finished" for r in lying_shim.reports), victim, "it does not run"
    )
    assert lying_shim.ran() == ["permitted"]


@pytest.mark.parametrize("forgery", ["another key", "an old answer", "another minion"])
def test_a_forged_time_does_not_make_a_new_ledger_old(lying_shim, victim, forgery):
    """A ledger that believed to be older than a job would run it, though it may have run before."""
    master, key = lying_shim.master_key, new_key()
    lying_shim.owe(lying_shim.job("old", published=now() - 3600 * 10**6))

    def lie(answer, request):
        if answer["type"] == "welcome":
            return {**answer, "time": 10**15}
        if answer["type"] != "clock_statement":
            return answer
        return {
            **answer,
            "time": 10**15,
            "signature": {
                "another key": sign_clock(key, "m", request["nonce"], 10**15),
                "an old answer": sign_clock(master, "m", os.urandom(32), 10**15),
                "another minion": sign_clock(master, "another", request["nonce"], 10**15),
            }[forgery],
        }

    lying_shim.lie = lie
    victim.start()
    assert "time" in until_denied(lying_shim, victim)
    assert "list" not in [message["type"] for message in lying_shim.heard]
    lying_shim.lie = lambda answer, request: answer
    lying_shim.serve_until(lambda: lying_shim.reports, victim, "it is not held")
    assert lying_shim.reports[0]["state"] == "refused" and lying_shim.reports[0]["reason"].startswith("held")
    assert lying_shim.ran() == []


def test_a_job_without_a_signature_is_no_message(lying_shim, victim):
    def lie(answer, request):
        return {k: v for k, v in answer.items() if answer["type"] != "job" or k != "signature"}

    lying_shim.owe(lying_shim.job("unsigned"))
    lying_shim.lie = lie
    victim.start()
    lying_shim.serve_until(lambda: victim.link()["refused"] >= 1, victim, "nothing was refused")
    lying_shim.serve(0.5)
    assert "signature is missing" in victim.said()
    assert lying_shim.ran() == [] and victim.ran() == []


def test_what_is_said_to_have_returned_is_not_run_before_it_is_owed_again(lying_shim, victim):
    lying_shim.owe(lying_shim.job("once"), returned=True)
    victim.start()
    lying_shim.serve_until(lambda: lying_shim.reports, victim, "it says nothing")
    assert lying_shim.reports[0]["state"] == "unknown"
    assert "take" not in [message["type"] for message in lying_shim.heard]
    lying_shim.owe(lying_shim.job("once"))
    victim.stop()
    victim.start()
    lying_shim.serve_until(lambda: lying_shim.ran() == ["once"], victim, "it does not run")


def test_an_agent_of_the_first_version_is_told_so_in_its_own(shim):
    """Bytes of 0.1.0: it gets the key, and an error that it can read."""
    statement = key_statement(shim.key_port)
    assert statement["v"] == 1
    with Client(shim.port, statement["shim_key"]) as old:
        old.send_bytes(pack({"v": 1, "type": "hello", "minion": "m", "nonce": bytes(32)}))
        assert old.receive() == {
            "v": 1,
            "type": "error",
            "code": "version",
            "text": "protocol version 1; this side speaks version 2",
        }


def test_a_shim_of_the_first_version_is_not_spoken_to_and_that_is_said(lying_shim, victim):
    text = "protocol version 2; this side speaks version 1"
    lying_shim.lie = lambda answer, request: {"v": 1, "type": "error", "code": "version", "text": text}
    victim.start()
    lying_shim.serve_until(lambda: text in victim.link()["trouble"], victim, "no word of the version")
    assert "install shim and agent of the same release" in victim.link()["trouble"]
    assert {message["type"] for message in lying_shim.heard} == {"hello"}
