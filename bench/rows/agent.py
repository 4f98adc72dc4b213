"""What a minion pays for having the agent: memory, wake-ups while nothing happens, and the program's size."""

import pathlib
import subprocess
import time

from measure import Goal, compared
from real_salt import Session, Site, newest, running

NAME = "agent"
TITLE = "the agent's memory, wake-ups and size, beside salt-minion's"
PACKAGES = ["binutils"]


def measure(bench):
    salt = newest(bench)
    settle, window = (5, 10) if bench.quick else (90, 60)
    memory, wake_ups = ([], []), ([], [])
    with bench.directory() as directory, running(Site(salt, directory, with_job_retry=True)) as site:
        site.master.execute(site.minion, "test.echo", ["a job through the gate"])
        bench.say(f"Salt {salt.version}; they settle for {settle} s, then each round looks at both for {window} s")
        time.sleep(settle)
        agent, minion = Session(site.agent.process.pid), Session(site.minion.process.pid)
        for _ in bench.rounds(3):
            before = agent.wake_ups(), minion.wake_ups()
            time.sleep(window)
            for rounds, session, count in zip(wake_ups, (agent, minion), before):
                rounds.append((session.wake_ups() - count) * 60 / window)
            memory[0].append(agent.resident() / 2**20)
            memory[1].append(minion.proportional() / 2**20)
        sizes = program_size(bench.bin / "minion-agent", directory), package_size(salt)
    return [
        compared("agent: resident memory, beside salt-minion's own share", "MiB", *memory, Goal("value", "<=", 8)),
        compared("agent: wake-ups while idle, beside salt-minion's", "a minute", *wake_ups, Goal("value", "<=", 6)),
        compared("agent: program as installed, beside Salt's package", "MiB", *[[size / 2**20] for size in sizes]),
    ]


def program_size(program, directory):
    """Without symbols, as packages install it."""
    stripped = directory / "stripped"
    subprocess.run(["strip", "-o", stripped, program], check=True)
    return stripped.stat().st_size


def package_size(salt):
    """Salt's own Python files, without Python and without what Salt depends on."""
    where = subprocess.run([salt.python, "-c", "import salt; print(salt.__path__[0])"], capture_output=True, text=True)
    files = (path for path in pathlib.Path(where.stdout.strip()).rglob("*.py") if path.is_file())
    return sum(path.stat().st_size for path in files)
