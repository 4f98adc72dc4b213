"""The one port that speaks with whoever is on this host: it tells numbers, and costs nothing else."""

import threading
import urllib.request

import pytest
from attacker import raw
from support.ports import free_ports

ENDLESS = 200 << 20


@pytest.fixture
def metrics_port(shim):
    """Of the same shim, started again with it."""
    port = free_ports(1)[0]
    shim.stop()
    shim.write_config(job_retry_metrics=f"127.0.0.1:{port}")
    shim.start()
    return port


def pour(port, beginning):
    """Sends a request that does not end, until it is cut off or all of it has been taken."""
    chunk = b"x" * 65536
    with raw(port, beginning) as stream:
        try:
            for _ in range(ENDLESS // len(chunk)):
                stream.sendall(chunk)
        except OSError:
            pass  # cut off


def test_requests_without_end_at_the_metrics_port_do_not_fill_the_shim(shim, agent, metrics_port):
    before = shim.memory()
    silent = [raw(metrics_port) for _ in range(100)]
    beginnings = [b"GET /", b"GET /metrics HTTP/1.1\r\nX: ", b"POST /metrics HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n"]
    pouring = [threading.Thread(target=pour, args=(metrics_port, beginning)) for beginning in beginnings * 2]
    for thread in pouring:
        thread.start()
    jid = shim.publish("m", "true")
    shim.wait_state(jid, "m", "returned")
    for stream in silent:
        stream.close()
    for thread in pouring:
        thread.join()
    assert shim.memory() - before < 32
    with urllib.request.urlopen(f"http://127.0.0.1:{metrics_port}/metrics", timeout=30) as answer:
        assert b"job_retry_shim_deliveries" in answer.read()
