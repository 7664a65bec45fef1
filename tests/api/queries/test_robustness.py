"""Unexpected errors, the log, workers that break down, and the server command."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.middleware import loggable
from api.queries.ended import Busy, TimeLimit, TooComplex, WorkerFailed
from api.queries.pool import QueryPool
from api.queries.tasks import Task
from api.serve import serve as run_server
from api.settings import Settings
from kg.errors import GizoError
from kg.store import EmbeddedStore, GraphStore, Result, StoreUnavailable

Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]
ASK = Task("ASK {}", "json", 10)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


class Breaking(EmbeddedStore):
    """A store with a fault in it that no one foresaw."""

    def query(self, sparql: str, service_hosts: Collection[str] = (), at_most: int | None = None) -> Result:
        if "FAULT" in sparql:
            raise KeyError("the secret value")
        if "CRASH" in sparql:
            os.kill(os.getpid(), signal.SIGSEGV)
        return super().query(sparql)


def test_an_unexpected_error_has_a_number_and_tells_nothing_more(
    small_store: Path, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1))

    @app.get("/v1/kapot")
    def broken() -> None:
        raise RuntimeError("bsn 123456789")

    with serve(app) as server, caplog.at_level(logging.DEBUG):
        answer = server.get("/v1/kapot?bsn=123456789")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["API-Version"]
    number = answer.json()["id"]
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("api", "uvicorn")))
    assert number in logged
    assert "RuntimeError" in logged
    assert "123456789" not in logged + answer.text
    assert "Traceback" not in answer.text


def test_a_store_that_cannot_be_asked_is_one_clear_line(small_store: Path, serve: Serve) -> None:
    class Away(EmbeddedStore):
        def query(self, sparql: str, service_hosts: Collection[str] = (), at_most: int | None = None) -> Result:
            raise GizoError("http://store: geen antwoord; controleer het adres")

    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1))
    with serve(app) as server:
        app.state.serving.graph.store = Away(small_store)
        answer = server.get("/v1/elementen/gizo:Client")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "http://store: geen antwoord; controleer het adres"


def away(path: Path) -> GraphStore:
    return Away(path)


class Away(EmbeddedStore):
    def query(self, sparql: str, service_hosts: Collection[str] = (), at_most: int | None = None) -> Result:
        raise StoreUnavailable("http://store: geen antwoord; controleer het adres")


def test_sparql_over_a_store_that_is_away_is_no_fault_of_the_client(small_store: Path, serve: Serve) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1))
    app.state.serving.graph.pool = QueryPool(partial(away, small_store), Settings(workers=1))
    with serve(app) as server:
        answer = server.get("/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.json()["detail"]) == (503, "http://store: geen antwoord; controleer het adres")
    assert answer.headers["retry-after"]


def test_who_waits_behind_queries_that_are_ended_gets_an_answer(small_store: Path) -> None:
    async def scenario() -> None:
        pool = QueryPool(partial(EmbeddedStore, small_store), Settings(workers=1, timeout=2, slow_after=9, cache=0))
        pool.start()
        try:
            await pool.run(ASK)
            endless = asyncio.create_task(pool.run(Task(ENDLESS, "json", 10)))
            await asyncio.sleep(0.1)
            waiting = [pool.run(ASK) for _ in range(3)]
            assert ["true" in reply.body for reply in await asyncio.gather(*waiting)] == [True] * 3
            with pytest.raises(TimeLimit):
                await endless
        finally:
            pool.stop()

    asyncio.run(scenario())


def test_an_address_in_use_is_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(GizoError, match=f"^127.0.0.1:{port}: [^\n]+ kies een andere --port of --host$"):
            run_server(port=port)


def test_a_server_over_an_endpoint_that_is_away_does_not_start() -> None:
    with pytest.raises(GizoError, match="geen antwoord"):
        run_server(port=0, endpoint="http://127.0.0.1:9/sparql")


def test_the_log_shows_no_number_and_no_second_line() -> None:
    assert loggable("/v1/elementen/123456789\nGET /x 200") == "/v1/elementen/*********\\nGET /x 200"
    assert loggable("/doc/ggm/00000000-0000-4000-8000-000000000001") == "/doc/ggm/00000000-0000-4000-8000-000000000001"


def test_a_worker_that_breaks_down_is_replaced(small_store: Path) -> None:
    async def scenario() -> None:
        pool = QueryPool(partial(Breaking, small_store), Settings(workers=1))
        pool.start()
        try:
            for word, kind, says in (("FAULT", WorkerFailed, "KeyError"), ("CRASH", TooComplex, "diep genest")):
                fault = f"ASK {{ ?s ?p '{word}' }}"
                with pytest.raises(kind, match=says) as caught:
                    await pool.run(Task(fault, "json", 10))
                assert "secret" not in str(caught.value)
                assert "true" in (await pool.run(ASK)).body
            with pytest.raises(GizoError, match="past niet"):
                await pool.run(Task("ASK {}", "ttl", 10))
        finally:
            pool.stop()

    asyncio.run(scenario())


def test_a_pool_that_is_full_says_so_and_stops_cleanly(small_store: Path) -> None:
    async def scenario() -> None:
        pool = QueryPool(partial(EmbeddedStore, small_store), Settings(workers=1, slow_after=9, cache=0))
        pool.start()
        try:
            await pool.run(ASK)
            running = asyncio.create_task(pool.run(Task(ENDLESS, "json", 10)))
            await asyncio.sleep(0.1)
            pool.patience = 0.1
            with pytest.raises(Busy):
                await pool.run(ASK)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            pool.patience = 30
            assert "true" in (await pool.run(ASK)).body
        finally:
            pool.stop()

    asyncio.run(scenario())


def test_a_graph_that_cannot_be_opened_is_told_at_the_start(tmp_path: Path) -> None:
    def opener() -> GraphStore:
        return EmbeddedStore(tmp_path)

    with pytest.raises(GizoError, match="geen graaf"):
        create_app(opener)


def test_a_worker_needs_no_web_framework() -> None:
    heavy = ("fastapi", "starlette", "jinja2", "rdflib")
    code = f"import sys, api.queries.workers; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_server_starts_answers_and_stops_without_leaving_processes(small_store: Path) -> None:
    code = (
        "from pathlib import Path; from api.serve import serve\n"
        "if __name__ == '__main__':\n"
        f"    serve(port=0, store=Path({str(small_store)!r}))"
    )
    script = small_store.parent / "serve.py"
    script.write_text(code)
    process = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        lines = iter(process.stderr.readline, "")
        line = next(line for line in lines if "running on" in line)
        address = next(word for word in line.split() if word.startswith("http"))
        assert httpx.get(f"{address}/health", timeout=60).json()["status"] == "ok"
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=60).json()["boolean"] is True
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    children = Path("/proc").glob("[0-9]*/stat")
    parents = {stat.read_text(errors="replace").rsplit(")", 1)[-1].split()[1] for stat in children if stat.exists()}
    assert str(process.pid) not in parents


@pytest.mark.parametrize("clause", ["FROM <{iri}> {{ ?s ?p ?o }}", "FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"])
def test_no_query_reads_a_file(client: httpx.Client, tmp_path: Path, clause: str) -> None:
    (tmp_path / "geheim.ttl").write_text("<urn:a> <urn:b> 'geheim' .")
    for iri in ((tmp_path / "geheim.ttl").as_uri(), str(tmp_path / "geheim.ttl"), "file:geheim.ttl"):
        answer = client.get("/sparql", params={"query": f"SELECT * {clause.format(iri=iri)}"})
        assert "geheim'" not in answer.text
        assert answer.status_code == 400 or answer.json()["results"]["bindings"] == []
    service = f"SELECT * {{ SERVICE <{(tmp_path / 'geheim.ttl').as_uri()}> {{ ?s ?p ?o }} }}"
    assert client.get("/sparql", params={"query": service}).status_code == 400
