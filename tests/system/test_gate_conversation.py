"""
The executor's side of the gate's wire, without a minion: a short program under Salt's interpreter asks as the executor does.
"""

import json
import os
import socket
import struct
import subprocess
import textwrap
import threading

import msgpack
import pytest

from support.daemons import PYTHON_FILES

PROGRAM = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("job_retry", {file!r})
gate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gate)
gate._ANSWER_TIMEOUT = 1.0
opts = json.loads(sys.argv[1])
try:
    reply = gate._ask(opts, {{"v": 1, "type": "release", "jid": "1", "index": 0}})
    print(json.dumps(["reply", reply]))
except gate._Refused as exc:
    print(json.dumps([exc.job_retry_answer, str(exc)]))
"""


@pytest.fixture
def ask(installation, tmp_path):
    def run(agent="/does/not/exist", **opts):
        opts = {"sock_dir": str(tmp_path), "conf_file": "/c/minion", "job_retry_agent": str(agent), **opts}
        said = subprocess.run(
            [
                installation.python,
                "-c",
                PROGRAM.format(file=str(PYTHON_FILES / "executors" / "job_retry.py")),
                json.dumps(opts),
            ],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)

    return run


@pytest.fixture
def listen(tmp_path):
    """Answers each connection with what the function makes of its request; counts connections."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(tmp_path / "job_retry_gate.ipc"))
    listener.listen()
    connections = []

    def start(answer):
        def serve():
            while True:
                try:
                    stream, _ = listener.accept()
                except OSError:
                    return
                connections.append(stream)
                stream.recv(65536)
                said = answer(len(connections))
                if said is not None:
                    stream.sendall(said)
                    stream.close()

        threading.Thread(target=serve, daemon=True).start()
        return connections

    yield start
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for stream in connections:
        stream.close()


def frame(message):
    body = msgpack.packb(message)
    return struct.pack(">I", len(body)) + body


DONE = frame({"v": 1, "type": "done", "jid": "1", "index": 0})


def test_a_reply_is_taken(ask, listen):
    listen(lambda n: DONE)
    assert ask()[0] == "reply"


def test_a_request_is_sent_again_after_a_lost_connection(ask, listen):
    connections = listen(lambda n: DONE if n == 3 else b"")
    assert ask()[0] == "reply"
    assert len(connections) == 3


def test_an_agent_that_does_not_answer_is_an_error_and_not_for_ever(ask, listen):
    listen(lambda n: None)
    answer, text = ask()
    assert answer == "unavailable"
    assert "does not answer" in text
    assert "restart it" in text


@pytest.mark.parametrize(
    "reply, says",
    [
        (frame({"v": 2, "type": "done"}), "another protocol"),
        (frame({"v": 1, "type": "decision"}), "another protocol"),
        (frame([1]), "another protocol"),
        (struct.pack(">I", 3) + b"\xc1ab", "cannot be read"),
        (struct.pack(">I", 5) + b"\x80\x80\x80\x80\x80", "cannot be read"),
        (struct.pack(">I", 0xFFFFFFFF), "4294967295 bytes"),
        (frame({"v": 1, "type": "error", "code": "x", "text": "do this"}), "Job retry: do this"),
    ],
)
def test_nonsense_from_the_agent_is_an_error_with_a_text(ask, listen, reply, says):
    listen(lambda n: reply)
    answer, text = ask()
    assert answer == ("unavailable" if "do this" in says else "error")
    assert says in text


def test_a_program_that_is_missing_is_named(ask):
    answer, text = ask(agent="/nowhere/minion-agent")
    assert answer == "unavailable"
    assert "/nowhere/minion-agent" in text
    assert "module-executors" in text


def test_a_program_that_hangs_is_ended(ask, tmp_path):
    program = tmp_path / "hangs"
    program.write_text("#!/bin/sh\necho $$ > " + str(tmp_path / "pid") + "\nexec sleep 600\n")
    program.chmod(0o755)
    answer, text = ask(agent=program)
    assert answer == "unavailable"
    assert "does not answer" in text
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_program_that_fails_says_why(ask, tmp_path):
    program = tmp_path / "fails"
    program.write_text("#!/bin/sh\necho 'no room' >&2\nexit 4\n")
    program.chmod(0o755)
    answer, text = ask(agent=program)
    assert answer == "unavailable"
    assert "code 4" in text
    assert "no room" in text


def test_the_bound_of_a_return_is_read_as_the_agent_reads_it(installation):
    code = PROGRAM.format(file=str(PYTHON_FILES / "executors" / "job_retry.py")).split("opts =")[0]
    code += textwrap.dedent(
        """
        values = [None, 100, "100", "2KiB", "3 MiB", "1GiB", "7B", "nonsense"]
        print(json.dumps([gate._max_return({"job_retry_max_return": v} if v else {}) for v in values]))
        """
    )
    said = subprocess.run([installation.python, "-c", code], capture_output=True, text=True, timeout=60)
    mebi = 1 << 20
    assert json.loads(said.stdout) == [16 * mebi, 100, 100, 2048, 3 * mebi, 1 << 30, 7, 16 * mebi]
