"""
Rows 2 and 3: a job's claim and its finish, each on disk before it is told, by one caller and by 32 at once.

One caller is measured twice: the gate's answers in one process with its rivals, so that nothing but the writing differs,
and the daemon as it ships, asked over its socket with a connection for each question, as Salt's job processes do.
"""

from daemons import Agent
from measure import Goal, alone, compared
from support.ports import free_ports

NAME = "claim"
TITLE = "a durable claim and finish: one caller beside LMDB, SQLite and a log file; 32 callers beside one"
PACKAGES = []

RETURN = 100  # bytes
CALLERS = 32


def measure(bench):
    return beside_rivals(bench) + beside_one_caller(bench)


def beside_rivals(bench):
    rounds, jobs = (50, 20) if not bench.quick else (5, 5)
    with bench.directory() as directory:
        bench.say(f"one caller, {rounds} rounds of {jobs} jobs for each of seven")
        taken = bench.program("claim_alone", directory, rounds, jobs)
    rate = {name: [1 / each for each in series] for name, series in taken["seconds"].items()}
    cpu = {name: [1e6 * each for each in series] for name, series in taken["cpu_seconds"].items()}
    goal = Goal("ratio", ">=", 0.8)
    what = "claim and finish, one caller, beside"
    return [
        compared(f"{what} LMDB put+commit", "jobs/s", rate["gate"], rate["lmdb"], goal),
        compared(f"{what} the same, in a table of several", "jobs/s", rate["gate"], rate["lmdb_table"]),
        compared(f"{what} the first, with a return of {RETURN} B", "jobs/s", rate["gate_return"], rate["lmdb_return"], goal),
        compared(f"{what} append+fdatasync", "jobs/s", rate["gate"], rate["append"]),
        compared(f"{what} SQLite, WAL, synchronous=FULL", "jobs/s", rate["gate"], rate["sqlite"]),
        compared("of it, processor time, beside LMDB put+commit", "us", cpu["gate"], cpu["lmdb"]),
    ]


def beside_one_caller(bench):
    seconds = 3 if not bench.quick else 0.5
    found = {1: [], CALLERS: []}
    with bench.directory() as directory:
        agent = Agent(directory / "m", "m", *free_ports(2))
        # A cachedir as long as sock_dir: else Salt's rule is to have the sockets elsewhere.
        agent.write_config(job_retry_ledger_size="256MiB", cachedir=str(directory / "m" / "cache"))
        agent.start()
        try:
            socket = agent.directory / "run" / "job_retry_gate.ipc"
            for turn in bench.rounds(7):
                bench.say(f"the agent's socket, round {turn + 1}")
                for callers, results in found.items():
                    results.append(bench.program("claim_callers", socket, callers, seconds, RETURN))
        finally:
            agent.stop()

    def rates(callers):
        return [result["jobs"] / result["seconds"] for result in found[callers]]

    def milliseconds(callers, name):
        return [1000 * result[name] for result in found[callers]]

    many = f"{CALLERS} callers at the agent's socket"
    goal = Goal("ratio", ">=", 5)
    measures = [
        alone("claim and finish, one caller at the agent's socket", "jobs/s", rates(1)),
        compared(f"claim and finish, {many}, beside one", "jobs/s", rates(CALLERS), rates(1), goal),
    ]
    for name in ("p50", "p99"):
        what = f"a claim's time, {name}, {many}, beside one"
        figure = f"claim_{name}"
        measures.append(compared(what, "ms", milliseconds(CALLERS, figure), milliseconds(1, figure)))
    return measures
