"""Clients that go away free their worker, and a server that stops or is killed leaves nothing behind."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.api.processes import Server, running, wait_for

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"


@pytest.fixture
def server(small_store: Path, tmp_path: Path) -> Iterator[Server]:
    """A server on which a long query keeps its place: only its end makes room for another."""
    options = ("--workers", "1", "--slow-after", "60", "--timeout", "60", "--cache", "0")
    with running(tmp_path / "serve.py", "--store", str(small_store), *options) as made:
        yield made


def send(server: Server, request: bytes) -> socket.socket:
    address = urlsplit(server.address)
    connection = socket.create_connection((address.hostname or "", address.port or 0), timeout=30)
    connection.sendall(request)
    return connection


def in_address(method: str, query: str = ENDLESS) -> bytes:
    return f"{method} /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def in_body(query: str = ENDLESS) -> bytes:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    return f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode()


def busy(server: Server) -> int:
    """Give how many processes under the server burn processor time."""

    def used(pid: int) -> int:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[-1].split()
            return int(fields[11]) + int(fields[12])
        return 0

    before = {pid: used(pid) for pid in server.descendants()}
    time.sleep(0.3)
    return sum(used(pid) - ticks > 3 for pid, ticks in before.items())


@pytest.mark.parametrize("request_", [in_address("GET"), in_address("HEAD"), in_body()], ids=["GET", "HEAD", "POST"])
def test_a_client_that_goes_away_ends_its_query(server: Server, request_: bytes) -> None:
    with closing(send(server, request_)):
        wait_for(lambda: busy(server) == 1)
    wait_for(lambda: busy(server) == 0, limit=10)
    assert server.ask("ASK {}").json()["boolean"] is True
    written = "".join(server.log)
    assert " /sparql 499 " in written
    assert "api.error" not in written  # leaving is no fault of ours


def test_a_client_that_goes_away_while_it_waits_is_forgotten(server: Server) -> None:
    with closing(send(server, in_address("GET"))):
        wait_for(lambda: busy(server) == 1)
        for request in (in_address("GET"), in_address("HEAD"), in_body()):
            send(server, request).close()
        time.sleep(0.5)
    wait_for(lambda: busy(server) == 0, limit=10)  # none of the three has begun
    assert server.ask("ASK {}").json()["boolean"] is True


def test_a_client_that_sends_half_a_request_takes_no_place(server: Server) -> None:
    with closing(send(server, in_body()[:-20])), closing(send(server, in_address("GET")[:40])):
        assert server.ask("ASK {}").json()["boolean"] is True


def gone(pids: set[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_server_that_is_killed_leaves_no_process(server: Server) -> None:
    with closing(send(server, in_address("GET"))):
        wait_for(lambda: busy(server) == 1)
        below = server.descendants()
        assert len(below) >= 2
        server.process.kill()
        server.process.wait()
        wait_for(lambda: gone(below), below, limit=10)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_answers_who_waits_and_is_gone(server: Server, sent: signal.Signals) -> None:
    with closing(send(server, in_address("GET"))) as first, closing(send(server, in_body())) as second:
        wait_for(lambda: busy(server) == 1)
        below = server.descendants()
        started = time.monotonic()
        server.process.send_signal(sent)
        answers = [connection.recv(10_000).decode() for connection in (first, second)]
        assert server.process.wait(timeout=20) in (0, -sent, 130)
        assert time.monotonic() - started < 8
    assert all(answer.startswith("HTTP/1.1 503") for answer in answers)
    wait_for(lambda: gone(below), below, limit=10)
    assert not any("Traceback" in line or "rror" in line for line in server.log)
