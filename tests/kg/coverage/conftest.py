"""What the tests of coverage share: a small graph, and how everything stands in the whole one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.search import Index, load_index
from kg.standing.standing import Standings, read_standings
from kg.store import EmbeddedStore

SMALL = Path(__file__).resolve().parent.parent.parent / "data" / "api" / "graaf.trig"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The small graph of the tests of the API."""
    from kg.catalog import NamedGraph
    from kg.generation import publish

    loaded = ox.Store()
    loaded.load(path=str(SMALL), format=ox.RdfFormat.TRIG)
    graphs = [
        NamedGraph(name.value, "", tuple(quad.triple for quad in loaded.quads_for_pattern(None, None, None, name)))
        for name in loaded.named_graphs()
        if isinstance(name, ox.NamedNode)
    ]
    path = tmp_path_factory.mktemp("small")
    publish(path, graphs)
    return EmbeddedStore(path)


@pytest.fixture(scope="session")
def small_index(small: EmbeddedStore) -> Index:
    """The elements of the small graph."""
    return load_index(small)


@pytest.fixture(scope="session")
def few(small: EmbeddedStore, small_index: Index) -> Standings:
    """How everything stands in the small graph."""
    return read_standings(small, small_index)


@pytest.fixture(scope="session")
def index(graph: EmbeddedStore) -> Index:
    """The elements of the whole graph."""
    return load_index(graph)


@pytest.fixture(scope="session")
def standings(graph: EmbeddedStore, index: Index) -> Standings:
    """How everything stands in the whole graph."""
    return read_standings(graph, index)
