"""The published test list, and a server over the data that the tests of the W3C ask about."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from kg import names
from kg.catalog import NamedGraph
from kg.generation import publish
from kg.store import EmbeddedStore

LIST = Path(__file__).resolve().parents[2] / "data" / "w3c" / "tests.csv"
ELEMENT = {
    names.graph_iri("gizo"): f'<{names.GIZO}Client> a <{names.OWL}Class> ; <{names.RDFS}label> "Client"@nl ; '
    f"<{names.RDFS}isDefinedBy> <{names.GIZO}> ."
}
"""The one element without which the server has nothing to serve."""
Over = Callable[[Mapping[str, str]], AbstractContextManager[httpx.Client]]
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for a ``published`` test every one of its suite."""
    if "published" in metafunc.fixturenames:
        suite = metafunc.module.SUITE
        with LIST.open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if row["suite"] == suite]
        metafunc.parametrize("published", rows, ids=[row["test"] for row in rows])


@pytest.fixture(scope="session")
def over(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[FastAPI], AbstractContextManager[httpx.Client]]
) -> Over:
    """Serves graphs in Turtle, by their names."""

    def serving(graphs: Mapping[str, str]) -> AbstractContextManager[httpx.Client]:
        path = tmp_path_factory.mktemp("store")
        publish(path, [NamedGraph(iri, iri, triples(text)) for iri, text in {**graphs, **ELEMENT}.items()])
        return serve(create_app(partial(EmbeddedStore, path), Settings(workers=1)))

    return serving


@pytest.fixture(scope="session")
def w3c(over: Over) -> Iterator[httpx.Client]:
    """A server over four graphs, each of which says of itself that it is a document."""
    with over({iri: f"<{iri}> a <http://xmlns.com/foaf/0.1/Document> ." for iri in map(DATA.format, range(4))}) as made:
        yield made


def triples(turtle: str) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE))
