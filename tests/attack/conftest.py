"""
Attacks on the two daemons as they are installed: real processes, real sockets, a client written for the attack. Without
Salt: what is attacked is the same with and without it (SECURITY.md). JOB_RETRY_BIN names the folder with the programs.
"""

import os
import pathlib
import resource
import shutil
import socket
import sys
import tempfile
import threading

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system")]

from daemons import Agent, Shim  # noqa: E402

# Thousands of connections at once.
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)


@pytest.fixture
def directory():
    # Short, because the paths of sockets may have 107 bytes; and everybody may pass, so that what another user cannot
    # read is closed by itself.
    made = pathlib.Path(tempfile.mkdtemp(prefix="jr-attack-"))
    os.chmod(made, 0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def shim(directory):
    shim = Shim(directory / "master")
    shim.start()
    yield shim
    shim.stop()


@pytest.fixture
def start_agent(directory, shim):
    """An agent that is known to the shim, and works."""
    agents = []

    def start(minion="m", **config):
        agent = Agent(directory / minion, minion, shim.port, shim.key_port, **config)
        agents.append(agent)
        agent.join(shim)
        return agent

    yield start
    for agent in agents:
        agent.stop()


@pytest.fixture
def agent(start_agent):
    return start_agent()


class Recorder:
    """Stands between a client and the shim, and keeps what the client has said."""

    def __init__(self, to):
        self._to, self._recorded = to, bytearray()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        client, _ = self._listener.accept()
        self._listener.close()
        server = socket.create_connection(("127.0.0.1", self._to))
        threading.Thread(target=self._pump, args=(server, client, None), daemon=True).start()
        self._pump(client, server, self._recorded)

    @staticmethod
    def _pump(source, sink, record):
        try:
            while chunk := source.recv(65536):
                if record is not None:
                    record += chunk
                sink.sendall(chunk)
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def recorded(self):
        return bytes(self._recorded)


@pytest.fixture
def recorder(shim):
    return Recorder(shim.port)
