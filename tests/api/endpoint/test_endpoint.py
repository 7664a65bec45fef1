"""The server answers the same whether its graph is on disk or behind another SPARQL server."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from kg.catalog import NamedGraph, catalog_graph
from kg.generation import publish
from kg.store import CATALOG, EmbeddedStore, RemoteStore
from tests import servers

Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]
PATHS = [
    "/v1/elementen?q=client",
    "/v1/elementen/gizo:Client",
    "/v1/elementen/gizo:Client/lineage",
    "/doc/graph/catalog",
    "/sparql?query=SELECT%20?s%20?c%20{?s%20a%20?c}%20ORDER%20BY%20?s%20?c",
    "/sparql?query=ASK%20{?s%20?p%20?o}",
    "/sparql?query=SELECT%20*%20{?s%20?p}",
]


@pytest.fixture(scope="module")
def listed(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph with a catalog that lists all of it, as a build makes one."""
    store = EmbeddedStore(small_store)
    graphs = [NamedGraph(iri, iri, tuple(store.triples(iri))) for iri in store.graphs() if iri != CATALOG]
    path = tmp_path_factory.mktemp("listed")
    publish(path, [*graphs, catalog_graph(graphs)])
    return path


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_the_answers_are_those_of_the_graph_on_disk(
    listed: Path, serve: Serve, start_server: Callable[[str], servers.Server], name: str
) -> None:
    server = start_server(name)
    servers.publish(EmbeddedStore(listed), server)
    with (
        serve(create_app(partial(EmbeddedStore, listed), Settings(workers=1))) as client,
        serve(create_app(partial(RemoteStore, server.endpoint, 20), Settings(workers=1))) as remote,
    ):
        for path in PATHS:
            here, there = (one.get(path, headers={"Accept": "application/json"}) for one in (client, remote))
            assert there.status_code == here.status_code, (path, there.text)
            if here.headers["Content-Type"].endswith("json"):
                assert there.json() == here.json(), path
        asked = {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}
        bodies = [
            sorted(one.post("/sparql", data=asked, headers={"Accept": "application/n-triples"}).text.splitlines())
            for one in (client, remote)
        ]
        assert bodies[0] == bodies[1]


def test_a_server_that_went_away_is_a_503(listed: Path, serve: Serve, tmp_path: Path) -> None:
    reason = servers.missing("oxigraph")
    if reason:
        pytest.skip(reason)
    with servers.oxigraph(tmp_path) as server:
        servers.publish(EmbeddedStore(listed), server)
        app = create_app(partial(RemoteStore, server.endpoint, 5), Settings(workers=1, timeout=5))
        with serve(app) as remote:
            assert remote.post("/sparql", data={"query": "ASK {}"}).status_code == 200
            address = httpx.URL(server.endpoint)
            servers.stop(server)
            with socket.socket() as nobody:
                assert nobody.connect_ex((address.host, address.port or 0)) != 0
            gone = remote.post(
                "/sparql", data={"query": "ASK { <urn:a> ?p ?o }"}, headers={"Accept": "application/json"}
            )
            assert gone.status_code == 503
            assert gone.headers["Content-Type"] == "application/problem+json"
            assert "geen antwoord" in gone.json()["detail"]
