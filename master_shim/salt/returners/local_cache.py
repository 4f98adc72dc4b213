"""
The witness: writes down what the master publishes, for master-shim (docs/trust.md).

Salt hands each publication to the returner that ``master_job_cache`` names. This file stands before that returner under its
name, found through ``returner_dirs``. It shows the functions of the real one as they are. Only ``save_load`` does one thing more:
a publication becomes a file of the spool before the real one is called. Nothing that goes wrong here reaches Salt.

The other names in this folder are this same file. JOB_RETRY_WITNESS is how master-shim knows it.
"""

import contextlib
import fcntl
import functools
import itertools
import logging
import os
import time

import salt.loader
import salt.loader.context
import salt.payload
import salt.utils.msgpack

if "." not in __name__:
    # While Salt loads from this folder it is the last of sys.path, and a library that is not installed must not be found here.
    raise ImportError(f"{__name__} is not installed")

JOB_RETRY_WITNESS = 1  # the spool's version

log = logging.getLogger(__name__)

_DIR = "/var/lib/salt-job-retry/master"
_LARGEST = 64 << 20
_FREE_BYTES = 64 << 20
_FREE_SHARE = 0.02
_UNREAD = 86400
_LOG_EVERY = 60

# What Salt takes from this module; __virtual__ fills it.
__load__ = []


class _NotWitnessed(Exception):
    pass


def __virtual__():
    """Called by Salt's loader before it collects functions: here the real returner is loaded and shown."""
    name = __name__.rpartition(".")[2]
    real = _real_returners()
    if f"{name}.save_load" not in real:
        why = _why_not(real, name)
        if why is not None:
            return (False, why) if why else False
    for key, function in list(real._dict.items()):
        of, _, called = key.partition(".")
        if of == name:
            globals()[called] = _shown(function, real[key])
            __load__.append(called)
    if "save_load" in __load__ and name == __opts__.get("master_job_cache") and __opts__.get("job_retry") is True:
        globals()["save_load"] = _witnessed(globals()["save_load"], _Spool(_directory(__opts__)))
    return True


def _real_returners():
    """The returners as they are without this folder; once for all names that one loader finds here."""
    loader = salt.loader.context.loader_ctxvar.get()
    real = vars(loader).get("job_retry_real")
    if real is None:
        here = os.path.realpath(os.path.dirname(__file__))
        opts = dict(__opts__)
        opts["returner_dirs"] = [one for one in opts.get("returner_dirs", []) if os.path.realpath(one) != here]
        # A name that is not there must not cost the loading of all returners: Salt looks through them itself then.
        opts["lazy_loader_strict_matching"] = True
        # Names of its own in sys.modules, where a returner from elsewhere would else be this module.
        base = f"{loader.loaded_base_name}.job_retry"
        real = salt.loader.returners(
            opts, __salt__, context=__context__, proxy=__proxy__, loaded_base_name=base
        )
        loader.job_retry_real = real
    return real


def _why_not(real, name):
    """What __virtual__ of the real one said; None where there is no real one, which Salt then says itself."""
    failed, _, why = real.missing_fun_string(f"{name}.save_load").partition(" __virtual__ returned False")
    if failed != f"'{name}'":
        return None
    why = why[2:]
    # Salt's loader tries twice, and some versions of it then say it twice.
    half = why[: len(why) // 2 - 1]
    return half if half and why == f"{half}; {half}" else why


def _shown(function, real):
    @functools.wraps(function)
    def shown(*args, **kwargs):
        return real(*args, **kwargs)

    # Salt takes only what was defined in this module.
    shown.__module__ = __name__
    return shown


def _witnessed(real, spool):
    @functools.wraps(real)
    def save_load(*args, **kwargs):
        load = args[1] if len(args) > 1 else None
        minions = args[2] if len(args) > 2 else kwargs.get("minions")
        if minions is not None and isinstance(load, dict) and load.get("cmd") == "publish":
            spool.add(args[0], load, minions)
        return real(*args, **kwargs)

    return save_load


def _directory(opts):
    # As Salt puts its own directories below root_dir, and master-shim this one.
    root = opts.get("root_dir") or "/"
    path = str(opts.get("job_retry_dir") or _DIR)
    if path.startswith(root.rstrip("/") + "/"):
        path = path[len(root.rstrip("/")) :]
    return os.path.join(root, os.path.normpath(path).lstrip("/"))


class _Spool:
    """<job_retry_dir>/spool. Neither locks nor waits; add() throws nothing but what ends a process."""

    def __init__(self, parent):
        self.parent = parent
        # Other than those of each other loader in this process, also where the clock stands still or steps back.
        self.numbers = itertools.count(time.monotonic_ns())
        self.untold = 0  # misses that .missed does not hold yet
        self.logged = None

    def add(self, jid, load, minions):
        directory = None
        try:
            published = max(time.time_ns() // 1000, 0)
            directory = self._open()
            self._awaited(directory)
            record = {
                "v": JOB_RETRY_WITNESS,
                "jid": str(jid),
                "published": published,
                "load": salt.payload.dumps(load, use_bin_type=True),
                "minions": [str(minion) for minion in minions],
            }
            # Ids are names of files, with whatever bytes these have.
            text = salt.utils.msgpack.packb(record, use_bin_type=True, unicode_errors="surrogateescape")
            self._room_for(directory, len(text))
            self._write(directory, published, text)
        except Exception as error:  # pylint: disable=broad-except
            self._missed(directory, jid, error)
        else:
            if self.untold:
                self._tell(directory, "")
        finally:
            if directory is not None:
                os.close(directory)

    def _open(self):
        path = os.path.join(self.parent, "spool")
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            directory = os.open(path, flags)
        except FileNotFoundError:
            if os.stat(self.parent).st_uid != os.geteuid():
                raise _NotWitnessed(f"{self.parent} belongs to another user than salt-master's") from None
            with contextlib.suppress(FileExistsError):
                os.mkdir(path, 0o700)
            directory = os.open(path, flags)
        if os.fstat(directory).st_uid != os.geteuid():
            os.close(directory)
            raise _NotWitnessed(f"{path} belongs to another user than salt-master's")
        return directory

    def _awaited(self, directory):
        """Nothing is piled up for a shim that is gone: master-shim touches .read every minute."""
        try:
            read = os.stat(".read", dir_fd=directory, follow_symlinks=False).st_mtime
        except FileNotFoundError:
            flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            os.close(os.open(".read", flags, 0o600, dir_fd=directory))
            return
        if time.time() - read > _UNREAD:
            raise _NotWitnessed("master-shim has not read the spool for a day")

    def _room_for(self, directory, size):
        if size > _LARGEST:
            raise _NotWitnessed(f"the job has {size} bytes")
        disk = os.fstatvfs(directory)
        free = disk.f_bavail * disk.f_frsize - size
        if free < max(_FREE_BYTES, _FREE_SHARE * disk.f_blocks * disk.f_frsize):
            raise _NotWitnessed("the disk is nearly full")

    def _write(self, directory, published, text):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        for _ in range(100):
            name = f"{published:020d}-{os.getpid()}-{next(self.numbers)}.job"
            try:
                file = os.open(f".{name}.tmp", flags, 0o600, dir_fd=directory)
                break
            except FileExistsError:  # of another process of this number, or another loader in this one
                continue
        else:
            raise _NotWitnessed("no name is free")
        self._fill(directory, file, f".{name}.tmp", name, text)

    @staticmethod
    def _fill(directory, file, temporary, name, text):
        try:
            try:
                left = memoryview(text)
                while left:
                    left = left[os.write(file, left) :]
            finally:
                os.close(file)
            os.rename(temporary, name, src_dir_fd=directory, dst_dir_fd=directory)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary, dir_fd=directory)
            raise

    def _missed(self, directory, jid, error):
        said = " ".join(f"{jid}: {error or type(error).__name__}".split())[:400]
        self.untold += 1
        if directory is not None:
            self._tell(directory, said)
        now = time.monotonic()
        if self.logged is None or now - self.logged >= _LOG_EVERY:
            self.logged = now
            log.warning("job_retry: a publication was not written for master-shim: %s", said)

    def _tell(self, directory, said):
        """Adds to the number in .missed, unless another process does so now: then with the next job."""
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
            number, before = self._read_missed(directory)
            told = self.untold
            text = f"{number + told}\n{said or before}\n".encode("utf-8", "backslashreplace")
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
            file = os.open(".missed.tmp", flags, 0o600, dir_fd=directory)
            self._fill(directory, file, ".missed.tmp", ".missed", text)
            self.untold -= told
        except Exception:  # pylint: disable=broad-except
            pass

    @staticmethod
    def _read_missed(directory):
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            file = os.open(".missed", flags, dir_fd=directory)
        except FileNotFoundError:
            return 0, ""
        try:
            number, _, said = os.read(file, 4096).decode("utf-8", "replace").partition("\n")
            return int(number) if number.isdecimal() else 0, said.strip()
        finally:
            os.close(file)
