"""Functions that leave traces, return oddities and fail in every way. Only for tests."""

import os
import resource
import sys
import time

import salt.exceptions


def mark(path, text="x"):
    """One line more in the file each time that it runs."""
    with open(path, "a") as out:
        out.write(f"{text}\n")
    return text


def none(path):
    mark(path)


def retcode(code, path=None):
    __context__["retcode"] = code
    if path:
        mark(path)
    return {"code": code}


def echo(*args, **kwargs):
    """Its arguments, without what the publisher adds."""
    return {"args": list(args), "kwargs": {k: v for k, v in kwargs.items() if not k.startswith("__pub")}}


def published(**kwargs):
    """The __pub_ keys that the function was given, with their values."""
    return {key: value for key, value in kwargs.items() if key.startswith("__pub")}


def fail(kind, path=None):
    if path:
        mark(path)
    if kind == "TypeError":
        raise TypeError("wrong type")
    if kind == "exit":
        sys.exit(3)
    if kind == "ValueError":
        raise ValueError("wrong value")
    raise getattr(salt.exceptions, kind)(f"this is {kind}")


def count_up(path, items=3):
    """A generator, as a few of Salt's functions return."""

    def generate():
        for item in range(items):
            mark(path)
            yield {f"item{item}": item}

    return generate()


def wait_for(path, started, seconds=60):
    """Says that it has started, then waits for a file to appear."""
    mark(started, str(os.getpid()))
    deadline = time.time() + seconds
    while not os.path.exists(path):
        if time.time() > deadline:
            raise salt.exceptions.CommandExecutionError(f"{path} did not come")
        time.sleep(0.05)
    return "came"


def change_argument(value, path):
    """Changes what it was given, as some functions do."""
    mark(path)
    value["changed"] = True
    return value


def pillar_size(name):
    """Not the value: newer versions mask pillar values in returns."""
    return len(__pillar__.get(name, ""))


def blob():
    return b"\xff\xfe raw"


def noise():
    """Writes to every place that a process may write to."""
    print("to Python's standard output")
    os.write(1, b"\x00\x00\x00\x05to descriptor 1\n")
    os.system("echo from a child; cat")


def die(path):
    mark(path)
    os.kill(os.getpid(), 9)


def die_again(path):
    die(path)


def surroundings():
    """What a process has from the one that made it."""
    mask = os.umask(0)
    os.umask(mask)
    return {
        "environment": dict(os.environ),
        "directory": os.getcwd(),
        "umask": mask,
        "nofile": list(resource.getrlimit(resource.RLIMIT_NOFILE)),
        "nice": os.nice(0),
        "parent": os.getppid(),
        "pid": os.getpid(),
    }
