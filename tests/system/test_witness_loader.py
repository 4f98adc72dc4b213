"""
The witness under Salt's own loader, without a master: it shows each returner as it is, in whatever way that is found or fails, and
writes each publication once, whatever it holds and whoever else writes.
"""

import json
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from support.witness import RETURNERS, Spool, witnessed

# Runs under Salt's interpreter. OPTS are the master's, with the witness; PLAIN the same without it.
PRELUDE = """
import copy, json, os, sys
import salt.config, salt.loader, salt.payload, salt.utils.args
OPTS = salt.config.master_config(sys.argv[1])
OPTS["grains"] = {}
WITNESS = sys.argv[2]
PLAIN = {**OPTS, "returner_dirs": [one for one in OPTS["returner_dirs"] if one != WITNESS]}
def returners(opts):
    return salt.loader.returners(opts, {})
def say(value):
    print(json.dumps(value))
JID = "20261128000000000001"
def load(**more):
    return {"cmd": "publish", "fun": "test.ping", "arg": [], "tgt": "*", "tgt_type": "glob", "jid": JID, "user": "root", **more}
"""


class Loader:
    def __init__(self, installation, directory):
        self.installation, self.directory = installation, directory
        self.witness = directory / "witness"
        self.witness.mkdir()
        for name in RETURNERS.glob("*.py"):
            shutil.copy(name, self.witness / name.name)
        self.state = directory / "state"
        self.state.mkdir()
        self.spool = Spool(self.state)
        self.config = witnessed(self.state, returner_dirs=[str(self.witness)])
        self.config.update(root_dir=str(directory), cachedir=str(directory / "cache"), log_file=str(directory / "log"))
        self.config["extension_modules"] = str(directory / "extmods")

    def run(self, code, **config):
        """The values that the code says, in their order."""
        file = self.directory / "master"
        file.write_text(json.dumps({**self.config, **config}))
        command = [self.installation.python, "-c", PRELUDE + code, file, self.witness]
        said = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert said.returncode == 0, said.stderr[-3000:]
        return [json.loads(line) for line in said.stdout.splitlines()]


@pytest.fixture
def loader(installation):
    directory = pathlib.Path(tempfile.mkdtemp(prefix="jr-"))
    yield Loader(installation, directory)
    shutil.rmtree(directory)


def test_salt_finds_the_same_functions_with_the_same_arguments(loader):
    [[plain, ours]] = loader.run("""
said = []
for opts in (PLAIN, OPTS):
    found = returners(opts)
    said.append({name: list(salt.utils.args.get_function_argspec(found[name])) for name in sorted(found)})
say(said)
""")
    assert "local_cache.save_load" in ours
    assert plain == ours


def test_each_name_is_there_or_not_for_the_reason_that_salt_gives(loader):
    (loader.directory / "own").mkdir()
    for name, text in {
        "refuses": "def __virtual__():\n    return False, 'not today; or ever'\n\n\ndef save_load(jid, load):\n    pass\n",
        "silent": "def __virtual__():\n    return False\n\n\ndef save_load(jid, load):\n    pass\n",
        "broken": "import no_such_module_at_all\n",
        "wrong": "this is no Python\n",
        "other_file": "def __virtual__():\n    return 'named'\n\n\ndef save_load(jid, load):\n    pass\n",
    }.items():
        (loader.directory / "own" / f"{name}.py").write_text(text)
    for name in ("refuses", "silent", "broken", "wrong", "named", "nowhere"):
        shutil.copy(RETURNERS / "local_cache.py", loader.witness / f"{name}.py")
    names = sorted(one.stem for one in loader.witness.glob("*.py"))
    said = loader.run(
        f"""
for name in {names}:
    key, said = name + ".save_load", []
    for opts in (PLAIN, OPTS):
        found = returners(opts)
        said.append([key in found, found.missing_fun_string(key)])
    say(said)
""",
        returner_dirs=[str(loader.witness), str(loader.directory / "own")],
    )
    for name, (plain, ours) in zip(names, said):
        assert plain == ours, name
    assert dict(zip(names, said))["named"][0][0]


def test_a_library_that_is_not_installed_is_not_found_among_the_names(loader):
    """Salt has this folder on sys.path while it loads from it, and a signal may make it load others meanwhile."""
    said = loader.run("""
sys.path.append(WITNESS)
for name in ("couchbase", "etcd", "redis"):
    try:
        __import__(name)
        say(name)
    except ImportError as error:
        say(str(error))
""")
    assert said == ["couchbase is not installed", "etcd is not installed", "redis is not installed"]


def test_a_returner_from_elsewhere_is_wrapped_and_one_that_stands_before_is_left_alone(loader):
    own = loader.directory / "own"
    own.mkdir()
    (own / "mine.py").write_text(
        "def save_load(jid, load, minions=None):\n    return [jid, __name__, __opts__['master_job_cache']]\n"
    )
    shutil.copy(RETURNERS / "local_cache.py", loader.witness / "mine.py")
    code = "say(returners(OPTS)['mine.save_load'](JID, load(), minions=['a']))"
    both = {"master_job_cache": "mine", "returner_dirs": [str(loader.witness), str(own)]}
    assert loader.run(code, **both) == [["20261128000000000001", "salt.loaded.job_retry.ext.returner.mine", "mine"]]
    assert len(loader.spool.names()) == 1
    (loader.directory / "extmods" / "returners").mkdir(parents=True)
    shutil.copy(own / "mine.py", loader.directory / "extmods" / "returners")
    assert loader.run(code, **both)[0][1] == "salt.loaded.ext.returner.mine"
    assert len(loader.spool.names()) == 1


def test_only_the_master_job_cache_is_witnessed_not_another_that_is_used_by_name(loader):
    loader.run("returners(OPTS)['local_cache.save_load'](JID, load(), minions=['a'])", master_job_cache="multi_returner")
    assert loader.spool.names() == []


def test_what_has_no_minions_or_says_no_publish_is_not_written(loader):
    loader.run("""
save_load = returners(OPTS)["local_cache.save_load"]
save_load(JID, load())
save_load(JID, load(), None)
save_load(JID, load(cmd="_return"), ["a"])
save_load(JID, {"jid": JID}, minions=["a"])
save_load(jid=JID, clear_load=load())
""")
    assert (loader.spool.names(), loader.spool.missed()) == ([], (0, ""))


def test_the_load_is_written_as_salt_writes_it_whatever_it_holds(loader):
    said = loader.run("""
import datetime
odd = [b"\\x00\\xff", "\\u20ac", 2**70, 1.5, None, {"a": [b"b"]}, datetime.datetime(2026, 11, 28), "x" * (8 << 20)]
save_load = returners(OPTS)["local_cache.save_load"]
for number, arg in enumerate(odd):
    save_load(JID, load(arg=[arg]), ["a", "b\\udcff"] if number == 1 else ["a"]) if number != 1 else None
    say(salt.payload.dumps(load(arg=[arg]), use_bin_type=True).hex())
try:
    save_load(JID, load(), ["b\\udcff"])
except UnicodeEncodeError:  # local_cache's own
    pass
""")
    jobs = loader.spool.jobs()
    assert [job["load"].hex() for job in jobs[:-1]] == [one for number, one in enumerate(said) if number != 1]
    assert jobs[-1]["minions"] == ["b\udcff"]


def test_a_load_that_cannot_be_packed_is_counted_and_goes_on_to_the_real_one(loader):
    [said] = loader.run("""
save_load = returners(OPTS)["local_cache.save_load"]
try:
    save_load(JID, load(arg=["\\ud800"]), ["a"])
except Exception as error:
    say(type(error).__name__)
""")
    assert said == "UnicodeEncodeError"  # from the real one, as without the witness
    assert loader.spool.names() == []
    assert loader.spool.missed()[0] == 1


def test_a_huge_load_is_not_written(loader):
    loader.run("returners(OPTS)['local_cache.save_load'](JID, load(arg=['x' * (65 << 20)]), ['a'])")
    assert loader.spool.names() == []
    number, why = loader.spool.missed()
    assert number == 1 and "68157" in why


def test_threads_and_processes_that_write_at_once_write_each_publication_once(loader):
    loader.run("""
import threading
save_load = returners(OPTS)["local_cache.save_load"]
def many(number):
    for each in range(25):
        save_load(JID, load(arg=[number, each]), ["a"])
children = []
for child in range(4):
    pid = os.fork()
    if pid == 0:
        threads = [threading.Thread(target=many, args=(4 * child + one,)) for one in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        os._exit(0)
    children.append(pid)
[os.waitpid(pid, 0) for pid in children]
""")
    jobs = loader.spool.jobs()
    assert len(jobs) == 400
    assert len({job["load"] for job in jobs}) == 400
    assert len({name.split("-")[1] for name in loader.spool.names()}) == 4
    assert loader.spool.missed() == (0, "")


def test_a_clock_that_steps_or_stands_still_overwrites_nothing(loader):
    loader.run("""
import time
save_load = returners(OPTS)["local_cache.save_load"]
again = returners(OPTS)["local_cache.save_load"]
for now in (5_000_000, 5_000_000, -5_000_000, 1_000_000):
    time.time_ns = lambda now=now: now
    save_load(JID, load(arg=[now]), ["a"])
    again(JID, load(arg=[now]), ["a"])
""")
    assert len(loader.spool.names()) == 8
    assert sorted(job["published"] for job in loader.spool.jobs()) == [0, 0, 1000, 1000, 5000, 5000, 5000, 5000]


def test_each_miss_is_counted_once_there_is_a_place_for_the_number(loader):
    loader.run("""
save_load = returners(OPTS)["local_cache.save_load"]
real = os.fstatvfs
os.fstatvfs = lambda fd: os.statvfs_result((4096, 4096, 10**6, 1000, 1000, 10**6, 10**6, 10**6, 0, 255))
save_load(JID, load(), ["a"])
rename = os.rename
def no_rename(*args, **kwargs):
    raise OSError(28, "No space left on device")
os.rename = no_rename
save_load(JID, load(), ["a"])
os.fstatvfs = real
save_load(JID, load(), ["a"])
os.rename = rename
save_load(JID, load(), ["a"])
""")
    assert len(loader.spool.names()) == 1
    assert loader.spool.missed()[0] == 3
    assert not list(loader.spool.path.glob(".*.tmp"))


@pytest.mark.parametrize("free, written", [(0.021, 1), (0.019, 0)])
def test_two_percent_of_a_large_disk_stay_free(loader, free, written):
    loader.run(f"""
blocks = 10**9
os.fstatvfs = lambda fd: os.statvfs_result(
    (4096, 4096, blocks, int({free} * blocks), int({free} * blocks), 10**6, 10**6, 10**6, 0, 255))
returners(OPTS)["local_cache.save_load"](JID, load(), ["a"])
""")
    assert len(loader.spool.names()) == written


def test_the_log_has_one_line_a_minute_at_most(loader):
    [said] = loader.run("""
import logging, time
found = []
class Handler(logging.Handler):
    def emit(self, record):
        if "job_retry" in record.getMessage():
            found.append(record.getMessage())
logging.getLogger().addHandler(Handler())
save_load = returners(OPTS)["local_cache.save_load"]
os.rmdir(OPTS["job_retry_dir"])
now = [1000.0]
time.monotonic = lambda: now[0]
for _ in range(100):
    save_load(JID, load(), ["a"])
now[0] += 60
save_load(JID, load(), ["a"])
say(found)
""")
    assert len(said) == 2 and "No such file or directory" in said[0]


def test_what_is_no_number_in_missed_and_what_is_no_file_does_no_harm(loader):
    loader.run("""
save_load = returners(OPTS)["local_cache.save_load"]
save_load(JID, load(), ["a"])
spool = OPTS["job_retry_dir"] + "/spool"
with open(spool + "/.missed", "wb") as missed:
    missed.write(b"\\xff" * 10000)
os.utime(spool + "/.read", (1, 1))
save_load(JID, load(), ["a"])
os.unlink(spool + "/.missed")
os.mkfifo(spool + "/.missed")
save_load(JID, load(), ["a"])
""")
    assert len(loader.spool.names()) == 1
    assert loader.spool.missed()[1].endswith("for a day")


def test_the_spool_of_a_root_directory_lies_below_it(loader):
    loader.config["job_retry_dir"] = "/var/lib/salt-job-retry/master"
    parent = loader.directory / "var/lib/salt-job-retry/master"
    parent.mkdir(parents=True)
    loader.run("returners(OPTS)['local_cache.save_load'](JID, load(), ['a'])")
    assert len(Spool(parent).names()) == 1


def test_all_names_cost_little_where_salt_loads_all_returners(loader):
    """As it does when a runner ends."""
    [[plain, ours]] = loader.run("""
import time
said = []
for opts in (PLAIN, OPTS):
    best = []
    for _ in range(4):
        found = returners(opts)
        start = time.process_time()
        list(found)
        best.append(time.process_time() - start)
    said.append(min(best))
say(said)
""")
    assert ours - plain < 0.5, (plain, ours)
