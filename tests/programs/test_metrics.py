"""Metrics: what two running daemons tell, and that the documentation and the dashboard speak of nothing else."""

import json
import pathlib
import re
import socket
import time
import urllib.error
import urllib.request

import pytest
from daemons import Shim
from scrape import Scrape
from support.ports import free_ports
from support.processes import wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "packaging/grafana/job_retry.json"


def eventually(look, what):
    return wait_until(look, 30, what, every=0.05)


@pytest.fixture(scope="module")
def of_agent(directory, agent):
    return lambda: Scrape((directory / "textfile/job_retry.prom").read_text())


@pytest.fixture(scope="module")
def story(shim, agent, metrics_address, of_agent):
    """A job is missed, and done when the minion is back: a scrape of before, between and after."""
    before = eventually(lambda: Scrape.of(metrics_address), "a first scrape")
    jid = shim.publish("m", "true")
    shim.wait_state(jid, "m", "pending")

    def owed():
        scrape = Scrape.of(metrics_address)
        return scrape if scrape.value("job_retry_shim_deliveries", state="pending") == 1 else None

    between = eventually(owed, "the pending delivery in a scrape")
    agent.start()
    shim.wait_state(jid, "m", "returned")

    def done():
        scrape = Scrape.of(metrics_address)
        return scrape if scrape.value("job_retry_shim_deliveries", state="returned") == 1 else None

    after = eventually(done, "the return in a scrape")

    def recorded():
        scrape = of_agent()
        return scrape if scrape.value("job_retry_agent_ledger_entries") == 1 else None

    return before, between, after, eventually(recorded, "the job in the agent's file")


@pytest.fixture(scope="module")
def beside_salt(directory):
    """Of a shim that has an event bus and a job cache, although nobody is there yet."""
    address = f"127.0.0.1:{free_ports(1)[0]}"
    shim = Shim(directory / "salted", job_retry_metrics=address, job_retry_standalone=False)
    (shim.directory / "cache/jobs").mkdir(parents=True)
    shim.write_config(cachedir=str(shim.directory / "cache"), pki_dir=str(shim.pki))
    shim.start()
    name = "job_retry_shim_last_reconcile_timestamp_seconds"

    def reconciled():
        scrape = Scrape.of(address)
        return scrape if name in scrape.names() else None

    try:
        return eventually(reconciled, "a reconcile in a scrape")
    finally:
        shim.stop()


@pytest.fixture(scope="module")
def every_scrape(story, beside_salt):
    return [*story, beside_salt]


@pytest.fixture(scope="module")
def every_label(every_scrape):
    labels = {}
    for scrape in every_scrape:
        for name, found in scrape.labels().items():
            labels.setdefault(name, set()).update(found)
    return labels


def test_a_scrape_follows_a_delivery_from_pending_to_returned(story):
    before, between, after, of_minion = story
    changes = "job_retry_shim_delivery_changes_total"
    assert before.value(changes, state="pending") == 0
    assert "job_retry_shim_oldest_open_timestamp_seconds" not in before.names()
    assert between.value(changes, state="pending") == 1
    assert abs(between.value("job_retry_shim_oldest_open_timestamp_seconds") - time.time()) < 120
    assert between.value("job_retry_shim_agents_connected") == 0
    assert after.value(changes, state="returned") == 1
    assert after.value("job_retry_shim_deliveries", state="pending") == 0
    assert after.value("job_retry_shim_agents_connected") == 1
    assert "job_retry_shim_oldest_open_timestamp_seconds" not in after.names()
    assert of_minion.value("job_retry_agent_gate_answers_total", answer="error") == 0
    assert of_minion.value("job_retry_agent_master_connected", master="127.0.0.1") == 1


def test_what_the_bus_and_the_job_cache_do_is_told_beside_salt(beside_salt):
    assert beside_salt.value("job_retry_shim_bus_connected") == 0
    assert beside_salt.value("job_retry_shim_job_cache_failing") == 0


def test_names_units_and_help_are_as_prometheus_wants_them(every_scrape):
    for scrape in every_scrape:
        for family in scrape.families:
            if not family.name.startswith("job_retry_"):
                continue
            assert family.type in ("counter", "gauge"), family.name
            assert family.documentation.endswith("."), family.name
            assert re.fullmatch(r"job_retry_(shim|agent)_[a-z_]+", family.name), family.name
            counts = [sample.name.endswith("_total") for sample in family.samples]
            assert all(counts) if family.type == "counter" else not any(counts), family.name
            assert not re.search(r"_(ms|minutes|hours|kb|mb|percent)(_|$)", family.name), family.name


def test_no_label_has_a_value_from_outside(every_scrape):
    allowed = {"state", "port", "reason", "answer", "master", "version"}
    for scrape in every_scrape:
        assert len(scrape.samples()) < 100
        for sample in scrape.samples():
            assert set(sample.labels) <= allowed, sample
            assert not any(re.search(r"\d{14}", value) for value in sample.labels.values()), sample
            assert "m" not in sample.labels.values(), sample


def test_the_documentation_has_each_metric_and_no_other(every_label):
    text = (ROOT / "docs/metrics.md").read_text()
    documented = set(re.findall(r"^\| `(job_retry_\w+)", text, re.MULTILINE))
    assert documented == set(every_label)
    assert set(re.findall(r"\bjob_retry_(?:shim|agent)_\w+", text)) <= documented


def expressions():
    """Of the dashboard: panel and PromQL."""
    found = []
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel.get("targets", []):
            found.append((panel["title"], target["expr"], target.get("legendFormat", "")))
    return found


def test_the_dashboard_asks_for_metrics_and_labels_that_are_there(every_label):
    assert len(expressions()) >= 10
    for title, expression, legend in expressions():
        names = set(re.findall(r"\bjob_retry_\w+", expression))
        assert names, title
        assert names <= set(every_label), (title, names - set(every_label))
        known = set.union(*(every_label[name] for name in names)) | {"instance", "job"}
        used = set(re.findall(r"[{,]\s*(\w+)\s*[=!]", expression))
        for grouping in re.findall(r"\b(?:by|without)\s*\(([^)]*)\)", expression):
            used |= {label.strip() for label in grouping.split(",")}
        used |= set(re.findall(r"{{\s*(\w+)\s*}}", legend))
        assert used <= known, (title, used - known)


def test_the_dashboard_asks_for_states_that_there_are(every_scrape):
    there = {sample.labels["state"] for sample in every_scrape[0].samples() if "state" in sample.labels}
    for title, expression, _ in expressions():
        for wanted in re.findall(r'state\s*[=!]~?\s*"([^"]*)"', expression):
            assert set(wanted.split("|")) <= there, title


def test_nothing_else_is_served(story, metrics_address):
    for path in ("/", "/etc/passwd", "/../../../../etc/passwd", "/metrics/../state"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://{metrics_address}{path}", timeout=10)
        assert refused.value.code == 404, path


def test_clients_that_say_nothing_hold_up_neither_the_shim_nor_for_long_a_scrape(
    story, shim, metrics_address
):
    host, port = metrics_address.split(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(4)]
    for one in silent:
        one.sendall(b"GET /met")
    begun = time.monotonic()
    shim.status()
    assert time.monotonic() - begun < 3
    # Each of the four has one of two threads for five seconds.
    assert Scrape.of(metrics_address, timeout=30).names()
    assert time.monotonic() - begun < 20
    for one in silent:
        one.close()


def test_without_the_key_nothing_listens(directory):
    shim = Shim(directory / "quiet")
    shim.start()
    try:
        listening = pathlib.Path(f"/proc/{shim.process.pid}/net/tcp").read_text()
        assert f":{shim.port:04X} " in listening
        sockets = {link.readlink().name for link in pathlib.Path(f"/proc/{shim.process.pid}/fd").iterdir()}
        mine = [line for line in listening.splitlines() if f"socket:[{line.split()[9]}]" in sockets]
        assert len([line for line in mine if line.split()[3] == "0A"]) == 2
    finally:
        shim.stop()


@pytest.mark.parametrize(
    "value",
    [
        "4509",
        "0.0.0.0:4509",
        "localhost:4509",
        "127.0.0.1",
        "127.0.0.1:0",
        "127.0.0.1:99999",
        "127.0.0.1:80s",
        "::1:4509",
    ],
)
def test_an_address_that_others_reach_or_that_is_none_is_an_error_of_the_configuration(directory, value):
    shim = Shim(directory / f"bad-{value.replace(':', '-')}", job_retry_metrics=value)
    said = shim.run("run")
    assert said.returncode == 78
    assert "job_retry_metrics" in said.stderr and "127.0.0.1:4509" in said.stderr, said.stderr


def test_a_port_that_is_taken_is_said_at_the_start(directory):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        shim = Shim(directory / "taken", job_retry_metrics=address)
        said = shim.run("run")
    assert said.returncode == 69
    assert f"job_retry_metrics: nothing can listen on {address}" in said.stderr, said.stderr


def test_the_agents_file_goes_with_the_agent_and_its_directory_may_be_missing(directory, story, agent):
    textfile = directory / "textfile"
    written = textfile / "job_retry.prom"
    assert written.stat().st_mode & 0o777 == 0o644
    assert [file.name for file in textfile.iterdir()] == ["job_retry.prom"]
    agent.stop()
    assert not written.exists()
    textfile.rmdir()
    agent.start()
    assert any(
        "job_retry_metrics_file: there is no directory" in warning for warning in agent.status()["warnings"]
    )
    agent.stop()
    textfile.mkdir()
