"""A small graph, the application over it, and a real server on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from api.settings import Settings
from kg.catalog import NamedGraph
from kg.generation import publish
from kg.store import EmbeddedStore

DATA = Path(__file__).resolve().parent.parent / "data"
PATIENT = Settings(timeout=20, workers=1, row_limit=1000)


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph of tests/data/api, published as a build would."""
    store = ox.Store()
    store.load(path=str(DATA / "api" / "graaf.trig"), format=ox.RdfFormat.TRIG)
    graphs = [
        NamedGraph(
            graph.value, graph.value, tuple(quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
        )
        for graph in store.named_graphs()
        if isinstance(graph, ox.NamedNode)
    ]
    path = tmp_path_factory.mktemp("store")
    publish(path, graphs)
    return path


@pytest.fixture(scope="session")
def client(small_store: Path) -> Iterator[httpx.Client]:
    """A client of a server over the small graph, with one worker for queries."""
    with client_of(create_app(partial(EmbeddedStore, small_store), PATIENT)) as made:
        yield made


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole graph, built from the repository."""
    from kg.build import build

    path = tmp_path_factory.mktemp("graph")
    build(path)
    return path


@pytest.fixture(scope="session")
def real_address(real_store: Path) -> Iterator[str]:
    """Address of a real server over the whole graph."""
    with served(create_app(partial(EmbeddedStore, real_store), PATIENT)) as address:
        yield address


@pytest.fixture(scope="session")
def serve() -> Callable[[FastAPI], AbstractContextManager[httpx.Client]]:
    """Serves an application on loopback for as long as a block runs, and gives a client of it."""
    return client_of


@contextmanager
def client_of(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve an application and give a client of it."""
    with served(app) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application on loopback while the block runs; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            until = time.monotonic() + 60
            while not server.started and thread.is_alive() and time.monotonic() < until:
                time.sleep(0.02)
            assert httpx.get(f"{address}/health").status_code == 200
            yield address
        finally:
            server.should_exit = True
            thread.join(timeout=30)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; where there is none, page tests skip and say why."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("in CI the page tests must run; install chromium")
        pytest.skip("no chromium on this machine; install it to run the page tests")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()
