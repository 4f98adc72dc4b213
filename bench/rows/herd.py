"""
Rows 7 and 9: a site comes back, and what its agents cost once they have caught up.

The shim runs without Salt, so that nothing but the product is measured: 100,000 minions are known, 10,000 of them come back
at once and have 10 pending jobs each. Jobs take no time: what is left is what the shim can do. Beside it

- mosquitto with mutual TLS, from which as many persistent sessions take as many QoS 2 messages, and prove who they are with a
  certificate whose key is of the kind that minions have, but without a disk write for each;
- mosquitto plain, without encryption and proof;
- ZeroMQ with CURVE that sends as many messages back and forth and does nothing else, which nothing that is built on it can beat.

All of it shares one machine with the programs that stand for the minions. JOB_RETRY_HERD in the environment is another number of agents than 10,000.
"""

import contextlib
import datetime
import json
import os
import pathlib
import resource
import statistics
import subprocess
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from daemons import Shim
from keys import new_key, private_pem, public_pem
from measure import Goal, Measure, alone, compared, resident_bytes
from support.ports import free_ports
from support.processes import Process, cpu_seconds, wait_until

NAME = "herd"
TITLE = "10,000 agents come back at once, beside as many sessions of mosquitto; what they cost when idle"
PACKAGES = ["mosquitto", "mosquitto-clients"]

JOBS = 10
CAP = 100  # job_retry_max_draining, by default
KEY_PAIRS = 8  # shared among the minions: making a key takes long, and who has the same one makes no difference
CLIENTS_OF_PROCESS = 2000  # each has four descriptors
DECRYPT = 0.0003  # seconds that a minion takes to decrypt and discard a publish that is not meant for it


def measure(bench):
    known, count = numbers(bench)
    ours, theirs, plain, bare, idle = [], [], [], [], []
    for turn in bench.rounds(3):
        bench.say(f"round {turn + 1}: {count} agents, {JOBS} jobs each")
        with bench.directory() as directory:
            found, cost = shim_round(bench, directory, known, count, with_idle=turn == 0)
            ours.append(found)
            idle += cost
        bench.say(f"round {turn + 1}: {found['seconds']:.1f} s, {found['in_vain']} of {found['begun']} handshakes in vain, "
                  f"{found['crowded']} turned away; mosquitto, {count} sessions, {JOBS} messages each")
        for rounds, with_tls in ((theirs, True), (plain, False)):
            with bench.directory() as directory:
                rounds.append(mosquitto_round(bench, directory, count, with_tls))
        round_trips = round(found["messages"] / count / 2)
        bench.say(f"round {turn + 1}: mosquitto with TLS {theirs[-1]['seconds']:.1f} s, plain {plain[-1]['seconds']:.1f} s; "
                  f"bare CURVE, {round_trips} round trips each")
        bare.append(curve_round(bench, count, round_trips))
        bench.say(f"round {turn + 1}: bare CURVE {bare[-1]['seconds']:.1f} s")

    def both(name, others):
        return [each[name] for each in ours], [each[name] for each in others]

    jobs = count * JOBS
    what = f"{count} agents, {JOBS} jobs each"
    messages = statistics.median(each["messages"] for each in ours) / jobs
    beside = [("mosquitto with mutual TLS", theirs), ("mosquitto plain", plain), ("bare CURVE", bare)]
    goals = {"mosquitto with mutual TLS": Goal("ratio", "<=", 1), "bare CURVE": Goal("ratio", "<=", 2)}
    wasted = [each["in_vain"] / max(1, each["begun"]) for each in ours]
    return [
        *(compared(f"{what}: until all have run, beside {name}", "s", *both("seconds", others), goals.get(name)) for name, others in beside),
        *(compared(f"{what}: processor time, beside {name}", "s", *both("cpu", others), None) for name, others in beside),
        *(compared(f"{what}: peak memory, beside {name}", "MiB", *both("memory", others), None) for name, others in beside),
        alone(f"{what}: peak memory of a connection", "KiB", [each["memory"] * 1024 / count for each in ours], Goal("value", "<=", 45)),
        alone(f"{what}: handshakes in vain", "of those begun", wasted, Goal("value", "<=", 0.05)),
        compared(f"{what}: longest wait of a minion, in medians, beside mosquitto with mutual TLS", "", *both("fairness", theirs),
                 Goal("value", "<=", 2)),
        Measure(f"{what}: most that caught up at once", max(each["draining"] for each in ours), "minions", goal=Goal("value", "<=", CAP)),
        Measure("messages for a pending job, both ways, beside one publish to every minion", messages, "", count, messages / count),
        Measure(
            f"the same {jobs} jobs as publishes: time of all minions to decrypt and discard",
            jobs * (count - 1) * DECRYPT / 3600,
            "hours",
        ),
        *(alone(f"{known} known, {count} connected, idle: {name}", unit, [value], goal) for name, unit, value, goal in idle),
    ]


def numbers(bench):
    """(accepted minions, those of them that come)."""
    known, wanted = (2000, 500) if bench.quick else (100_000, 10_000)
    wanted = int(os.environ.get("JOB_RETRY_HERD", wanted))
    return max(known, wanted), with_descriptors(bench, wanted)


def with_descriptors(bench, wanted):
    """As many agents as the shim has places for: two descriptors for each, but for those that it keeps (Daemon::open_sockets)."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    possible = (hard - 500) // 2 - hard // 32
    if possible < wanted:
        bench.say(f"the hard limit of descriptors (ulimit -Hn) is {hard}: {possible} agents instead of {wanted}")
    return min(possible, wanted)


def ids(count):
    return [f"minion-{number:06}" for number in range(count)]


def shim_round(bench, directory, known, count, with_idle):
    shim = Shim(directory / "shim", job_retry_max_draining=CAP, job_retry_log_level="warning")
    pairs = [new_key() for _ in range(KEY_PAIRS)]
    accept(shim, pairs, directory / "keys", known)
    (directory / "master.pub").write_text(public_pem(shim.master_key))
    with contextlib.ExitStack() as stack:
        stack.callback(shim.stop)
        shim.start()
        for _ in range(JOBS):
            for first in range(0, count, 2000):
                shim.publish(",".join(ids(count)[first : first + 2000]), "true")
        owed = shim.status()["deliveries"]["pending"]
        if owed != count * JOBS:
            raise RuntimeError(f"{owed} jobs are pending, not {count * JOBS}")
        herd = Herd(bench, directory, shim, count)
        stack.callback(herd.close)
        before = cpu_seconds(shim.process.pid)
        herd.begin()
        most = watch_draining(shim)
        found = {"cpu": cpu_seconds(shim.process.pid) - before, "memory": peak(shim.process.pid), "draining": most}
        found.update(handshakes(shim))
        cost = idle_cost(bench, shim, count) if with_idle else []
        found.update(herd.finish())
    if found["loads"] != count * JOBS:
        raise RuntimeError(f"{found['loads']} loads were handed out for {count * JOBS} jobs")
    return found, cost


def handshakes(shim):
    agents = shim.status()["agents"]
    return {"begun": agents["queue"]["begun"], "in_vain": agents["queue"]["begun_in_vain"], "crowded": agents["crowded"]}


def accept(shim, pairs, directory, known):
    directory.mkdir()
    for number, pair in enumerate(pairs):
        (directory / f"{number:02}.pem").write_text(private_pem(pair))
    minions = shim.pki / "minions"
    minions.mkdir()
    texts = [public_pem(pair) for pair in pairs]
    for number, minion in enumerate(ids(known)):
        (minions / minion).write_text(texts[number % KEY_PAIRS])


def watch_draining(shim):
    """Until nothing is owed any more; the most that were seen to catch up at once."""
    most, deadline = 0, time.monotonic() + 1500
    while True:
        status = shim.status()
        most = max(most, status["agents"]["draining"])
        if status["deliveries"]["pending"] + status["deliveries"]["running"] == 0:
            return most
        if time.monotonic() > deadline:
            raise RuntimeError(f"they do not catch up: {status['agents']} {status['deliveries']}")
        time.sleep(0.2)


def idle_cost(bench, shim, count):
    settle, window = (3, 5) if bench.quick else (20, 180)
    bench.say(f"idle: {settle} s to settle, {window} s to look")
    time.sleep(settle)
    wait_until(lambda: shim.status()["agents"]["authenticated"] >= count, 60, "all agents")
    before = cpu_seconds(shim.process.pid)
    time.sleep(window)
    used = (cpu_seconds(shim.process.pid) - before) / window
    return [
        ("processor", "of a core", used, Goal("value", "<", 0.01)),
        ("memory", "MiB", resident_bytes(shim.process.pid) / 2**20, Goal("value", "<", 200)),
    ]


def peak(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Clients:
    """Programs that stand for many clients. They say that they are ready, and begin together."""

    def __init__(self, commands):
        self.processes = [
            subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE) for command in commands
        ]

    def begin(self):
        for process in self.processes:
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("a program that stands for clients has ended")
        for process in self.processes:
            process.stdin.write(b"g")
            process.stdin.flush()

    def told(self):
        """What each of them says at its end, which the end of its input brings about where it does not come by itself."""
        return [json.loads(process.communicate(timeout=600)[0]) for process in self.processes]

    def close(self):
        for process in self.processes:
            process.kill()
            process.wait()


def split(count):
    """(first, how many) for each program."""
    return [(first, min(CLIENTS_OF_PROCESS, count - first)) for first in range(0, count, CLIENTS_OF_PROCESS)]


def waited(seconds):
    return {"seconds": max(seconds), "fairness": max(seconds) / statistics.median(seconds)}


class Herd(Clients):
    """The agents."""

    def __init__(self, bench, directory, shim, count):
        arguments = [bench.bin / "herd_agents", shim.port, shim.key_port, directory / "master.pub", directory / "keys"]
        super().__init__([[*arguments, first, number] for first, number in split(count)])

    def finish(self):
        told = self.told()
        begin = min(each["begin"] for each in told)
        return {
            **waited([drained - begin for each in told for _, _, drained in each["agents"]]),
            "messages": sum(each["sent"] + each["received"] for each in told),
            **{name: sum(each[name] for each in told) for name in ("loads", "waits", "connections", "not_answered")},
        }


def curve_round(bench, count, round_trips):
    program = bench.bin / "curve_echo"
    echo = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with contextlib.ExitStack() as stack:
        stack.callback(echo.wait)
        stack.callback(echo.kill)
        port, key = echo.stdout.readline().split()
        clients = Clients([[program, "drain", port, key, number, round_trips] for _, number in split(count)])
        stack.callback(clients.close)
        before = cpu_seconds(echo.pid)
        clients.begin()
        told = clients.told()
        begin = min(each["begin"] for each in told)
        return {
            **waited([done - begin for each in told for done in each["done"]]),
            "cpu": cpu_seconds(echo.pid) - before,
            "memory": peak(echo.pid),
        }


def certificates(directory):
    """An authority, the broker's certificate (P-256, which costs it least) and the clients' (RSA, as minions have)."""
    authority_key = new_key()

    def make(name, key, is_authority):
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        made = builder.add_extension(x509.BasicConstraints(is_authority, None), True).sign(authority_key, hashes.SHA256())
        (directory / f"{name}.key").write_text(private_pem(key))
        (directory / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))

    make("authority", authority_key, True)
    (directory / "authority.pem").rename(directory / "ca.pem")
    make("broker", ec.generate_private_key(ec.SECP256R1()), False)
    make("client", new_key(), False)


def mosquitto_round(bench, directory, count, with_tls):
    port, local_port = free_ports(2)
    config = ["user root", "persistence true", f"persistence_location {directory}/", "max_connections -1", "allow_anonymous true"]
    config += [f"listener {local_port} 127.0.0.1", f"listener {port} 127.0.0.1"]
    tls = "-"
    if with_tls:
        certificates(directory)
        tls = directory
        config += [f"cafile {directory}/ca.pem", f"certfile {directory}/broker.pem", f"keyfile {directory}/broker.key"]
        config += ["require_certificate true"]
    (directory / "conf").write_text("\n".join(config) + "\n")
    broker = Process(["/usr/sbin/mosquitto", "-c", directory / "conf"], directory / "log")
    try:
        publish = ["mosquitto_pub", "-p", str(local_port), "-q", "2", "-t", "jobs", "-m", "x" * 100]
        wait_until(lambda: subprocess.run(publish, capture_output=True).returncode == 0, 20, "mosquitto")
        bench.program("herd_mqtt", port, tls, "subscribe", count)
        for _ in range(JOBS):
            subprocess.run(publish, check=True)
        before = cpu_seconds(broker.pid)
        told = bench.program("herd_mqtt", port, tls, "drain", count, JOBS)
        return {**waited(told["waits"]), "cpu": cpu_seconds(broker.pid) - before, "memory": peak(broker.pid)}
    finally:
        broker.kill()
