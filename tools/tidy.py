#!/usr/bin/env python3
"""clang-tidy over the files of a build directory, each file once.

usage: tools/tidy.py BUILD_DIRECTORY [FILE...]

Without FILE all but the tests, whose assertion macros cost minutes and find nothing.

A file that was found clean is not looked at again until it, one of our headers that it includes, .clang-tidy
or its compile command changes: BUILD_DIRECTORY must be built, because ninja's record tells the headers.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

TOOL = "clang-tidy-14"
ROOT = pathlib.Path(__file__).resolve().parent.parent
CLEAN = ROOT / "build" / "tidy"
# The static analyzer follows so many steps of a function (its own bound is 225,000): most of what it
# sees in a third of the time.
EXTRA = ["-Wno-unknown-warning-option", "-Xclang", "-analyzer-config", "-Xclang", "max-nodes=20000"]


def our_headers(build):
    """Object file -> the files of this repository that it was made from."""
    text = subprocess.run(
        ["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True, text=True
    ).stdout
    found = {}
    for block in text.strip().split("\n\n"):
        first, *lines = block.splitlines()
        paths = [(build / line.strip()).resolve() for line in lines]
        found[first.split(":")[0]] = [path for path in paths if path.is_relative_to(ROOT)]
    return found


def key(command, files):
    digest = hashlib.sha256()
    for text in (TOOL, *EXTRA, command):
        digest.update(text.encode() + b"\0")
    for path in [ROOT / ".clang-tidy", *sorted(files)]:
        digest.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def look_at(build, path):
    return subprocess.run(
        [TOOL, "-p", str(build), "--quiet", *(f"--extra-arg={word}" for word in EXTRA), str(path)],
        capture_output=True,
        text=True,
    )


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    only = {pathlib.Path(name).resolve() for name in sys.argv[2:]}
    CLEAN.mkdir(parents=True, exist_ok=True)
    headers = our_headers(build)
    todo = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if path not in only if only else path.is_relative_to(ROOT / "tests") or path.is_relative_to(build):
            continue
        words = shlex.split(entry["command"])
        made = words[words.index("-o") + 1]
        files = set(headers.get(made, [])) | {path}
        mark = CLEAN / key(entry["command"], files)
        if not mark.exists():
            todo[path] = mark

    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(look_at, build, path): path for path in todo}
        for number, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            path, result = jobs[job], job.result()
            print(f"[{number}/{len(todo)}] {path.relative_to(ROOT)}", flush=True)
            if result.returncode == 0:
                todo[path].touch()
            else:
                bad += 1
                print(result.stdout + result.stderr, flush=True)
    print(f"clang-tidy: {len(todo) - bad} clean, {bad} with findings, the rest unchanged")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
