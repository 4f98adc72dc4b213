"""Keys that change: rights end with the key, a new key starts empty, and the shim's own key can be replaced."""

import pytest
from attacker import Client, key_statement, pack
from daemons import Agent
from keys import key_statement as signed_statement
from keys import new_key, private_pem, public_pem
from support.processes import wait_until


@pytest.fixture
def shim_key(shim):
    return key_statement(shim.key_port)["shim_key"]


def cancelled(shim, jid, minion="m"):
    shim.wait_state(jid, minion, "cancelled")
    assert shim.deliveries(jid)[minion] == ("cancelled", "key removed")


def answer_to(client, type, **fields):
    """Asks until there is an answer: a connection that has lost its rights is closed, and what was asked on it is lost."""

    def answer():
        client.send_bytes(pack({"v": 2, "type": type, **fields}))
        return client.receive(1000)

    return wait_until(answer, 15, f"an answer to {type}")


@pytest.mark.parametrize("how", ["delete", "reject", "replace", "by hand"])
def test_a_key_that_goes_in_the_middle_of_a_drain_ends_all_rights_at_once(shim, shim_key, how):
    key = new_key()
    shim.accept("m", key)
    jids = [shim.publish("m", f"echo {n}") for n in range(3)]
    with Client(shim.port, shim_key) as m:
        assert m.introduce("m", key)["type"] == "welcome"
        assert m.ask("take", jid=jids[0])["type"] == "job"
        if how == "replace":
            shim.accept("m", new_key())
        elif how == "by hand":
            (shim.pki / "minions" / "m").unlink()
        else:
            assert shim.run("key", how, "m").returncode == 0
        # Nothing is polled by the minute here: it is the next request that finds the door closed.
        for type, fields in (
            ("take", {"jid": jids[1]}),
            ("list", {}),
            ("report", {"jid": jids[0], "state": "running"}),
        ):
            assert answer_to(m, type, **fields)["code"] == "not_authenticated"
        for jid in jids:
            cancelled(shim, jid)
    with Client(shim.port, shim_key) as m:
        assert m.introduce("m", key)["code"] == "denied"
    assert shim.counted()["authenticated"] == 0


def test_a_new_key_under_an_old_id_starts_empty(shim, shim_key):
    old, new = new_key(), new_key()
    shim.accept("m", old)
    jid = shim.publish("m", "echo for the old one")
    assert shim.run("key", "delete", "m").returncode == 0
    cancelled(shim, jid)
    shim.accept("m", new)
    with Client(shim.port, shim_key) as m:
        assert m.introduce("m", new)["type"] == "welcome"
        assert m.ask("list")["jobs"] == []
        assert m.ask("take", jid=jid) == {"v": 2, "type": "gone", "jid": jid, "state": "cancelled"}


@pytest.mark.parametrize("same", [False, True], ids=["another key", "the same key"])
def test_a_key_that_changed_while_the_shim_was_down_is_noticed(shim, same):
    """The same key is the same minion: it is still owed its jobs."""
    key = new_key()
    shim.accept("m", key)
    jid = shim.publish("m", "true")
    shim.stop()
    accepted = shim.pki / "minions" / "m"
    accepted.unlink()
    if same:
        # As another tool may write it.
        accepted.write_bytes(public_pem(key).replace("\n", "\r\n").encode())
    else:
        accepted.write_text(public_pem(new_key()))
    shim.start()
    if same:
        assert shim.deliveries(jid) == {"m": ("pending", "")}
    else:
        cancelled(shim, jid)


def test_a_key_directory_that_is_replaced_is_watched_again(shim, shim_key):
    key = new_key()
    shim.accept("m", key)
    with Client(shim.port, shim_key) as m:
        assert m.introduce("m", key)["type"] == "welcome"
        (shim.pki / "minions").rename(shim.pki / "minions.old")
        (shim.pki / "minions").mkdir()
        wait_until(lambda: answer_to(m, "list")["type"] == "error", 10, "the end of the minion's rights")
    shim.accept("n", key)  # one of whom nothing was seen in the old directory
    with Client(shim.port, shim_key) as n:
        assert n.introduce("n", key)["type"] == "welcome"
        (shim.pki / "minions" / "n").unlink()
        wait_until(lambda: answer_to(n, "list")["type"] == "error", 10, "the end of the minion's rights")


def test_the_commands_for_keys_do_as_salt_key(directory, shim, shim_key):
    agent = Agent(directory / "m", "m", shim.port, shim.key_port)
    agent.make_key()
    try:
        agent.start()
        wait_until(lambda: shim.json("key", "list"), 30, "the key to be offered")
        assert [(k["minion"], k["state"]) for k in shim.json("key", "list")] == [("m", "unaccepted")]
        agent.wait_trouble("`master-shim key list`")
        assert shim.run("publish", "m", "cmd.run", "true").returncode != 0
        assert shim.run("key", "reject", "m").returncode == 0
        assert [k["state"] for k in shim.json("key", "list")] == ["rejected"]
        assert shim.run("key", "accept", "m").returncode == 0
        assert [k["state"] for k in shim.json("key", "list")] == ["accepted"]
        agent.stop()
        agent.start()
        agent.wait_link("authenticated")
        jid = shim.publish("m", "true")
        shim.wait_state(jid, "m", "returned")
        assert shim.run("key", "delete", "m").returncode == 0
        assert shim.json("key", "list") == []
        assert shim.run("key", "delete", "m").returncode == 1
        assert shim.run("key", "accept", "../../etc/passwd").returncode not in (0, 1)
    finally:
        agent.stop()


def test_offered_keys_do_not_fill_the_disk_and_replace_nothing(shim, shim_key):
    accepted = new_key()
    shim.accept("m", accepted)
    rejected = new_key()
    (shim.pki / "minions_rejected" / "r").write_text(public_pem(rejected))
    attacker_key = new_key()
    for minion in ("m", "r", "..", "a/b"):
        with Client(shim.port, shim_key) as attacker:
            if minion in ("m", "r"):
                assert (
                    attacker.introduce(minion, attacker_key, public_key=public_pem(attacker_key))["code"]
                    == "denied"
                )
            else:
                hello = {"minion": minion, "nonce": bytes(32), "public_key": public_pem(attacker_key)}
                assert attacker.ask("hello", **hello)["code"] == "malformed"
    # Only who holds a key may offer it.
    with Client(shim.port, shim_key) as attacker:
        assert attacker.introduce("n", attacker_key, public_key=public_pem(new_key()))["code"] == "denied"
    assert (shim.pki / "minions" / "m").read_text() == public_pem(accepted)
    waiting = shim.pki / "minions_pre"
    assert list(waiting.iterdir()) == []
    for number in range(1000):
        (waiting / f"w{number}").touch()
    with Client(shim.port, shim_key) as attacker:
        offer = {"public_key": public_pem(attacker_key)}
        assert attacker.introduce("n", attacker_key, **offer)["code"] == "denied"
        attacker.ask("list")  # its answer comes after the offer has been looked at
        assert not (waiting / "n").exists()
        (waiting / "w0").unlink()
        assert attacker.introduce("n", attacker_key, **offer)["code"] == "denied"
        wait_until((waiting / "n").exists, 10, "the key to be offered")


def test_the_shims_key_can_be_replaced_without_touching_the_minions(shim, agent):
    before = key_statement(shim.key_port)
    shim.stop()
    (shim.state / "curve.key").unlink()
    shim.start()
    after = key_statement(shim.key_port)
    assert after["shim_key"] != before["shim_key"] and after["serial"] > before["serial"]
    agent.stop()  # it would ask again by itself after a minute without a link
    agent.start()
    agent.wait_link("authenticated")
    jid = shim.publish("m", "true")
    shim.wait_state(jid, "m", "returned")


def is_signed_by(master, statement, before):
    expected = signed_statement(master, statement["shim_key"], statement["serial"])
    assert statement == expected
    assert statement["shim_key"] == before["shim_key"] and statement["serial"] > before["serial"]


def test_a_new_key_of_the_master_signs_the_shims_key_again(shim):
    before = key_statement(shim.key_port)
    path = shim.pki / "master.pem"
    new = new_key()
    path.write_text(private_pem(new))
    shim.stop()
    shim.start()
    is_signed_by(new, key_statement(shim.key_port), before)


@pytest.mark.parametrize("how", ["written over", "moved there"])
def test_a_master_key_that_is_replaced_while_the_shim_runs_signs_at_once(shim, agent, how):
    """Agents that know the old key stay connected, and those that know the new one are let in."""
    before = key_statement(shim.key_port)
    path, new = shim.pki / "master.pem", new_key()
    (path if how == "written over" else path.with_suffix(".new")).write_text(private_pem(new))
    if how != "written over":
        path.with_suffix(".new").chmod(0o600)
        path.with_suffix(".new").rename(path)

    def signed_again():
        statement = key_statement(shim.key_port, timeout=500)
        return statement if statement and statement["serial"] > before["serial"] else None

    is_signed_by(new, wait_until(signed_again, 10, "the new statement"), before)
    assert agent.link()["link"] == "authenticated"
    agent.stop()
    agent.start()
    agent.wait_trouble("another master")
    assert agent.link()["refused"] >= 1
    agent.stop()
    agent.pin(new)
    agent.start()
    agent.wait_link("authenticated")
