"""The whole graph on two real servers answers every question as the graph on disk does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from kg import names
from kg.build import BuildReport
from kg.coverage import coverage, gaps
from kg.element.description import describe
from kg.lineage import lineage
from kg.questions.catalogue import ask, question, questions
from kg.resolve import resolve
from kg.search import Index, load_index
from kg.store import DEFAULT_GRAPH, EmbeddedStore, RemoteStore, Result, Rows, Triples, select
from kg.validation.explanation import explain
from tests import servers

pytestmark = pytest.mark.slow

ELEMENTS = [
    "gizo:Client",
    "gizo:clientBsn",
    "gizo:Toewijzing",
    "iwmo:WMO301/Client/Bsn",
    "ijw:JW301/Client/Geboortedatum",
    "ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
    "brp:01.01.20",
    "NL-CM:0.1.7",
    "codelijst:WJ756",
]


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest, whole_server: Callable[[str], servers.Server]) -> RemoteStore:
    return RemoteStore(whole_server(request.param).endpoint)


@pytest.fixture(scope="module")
def index(graph: EmbeddedStore) -> Index:
    return load_index(graph)


@pytest.fixture(scope="module")
def remote_index(remote: RemoteStore) -> Index:
    """What is read of a whole graph is kept with its index: the other store needs an index of its own."""
    return load_index(remote)


def content(result: Result) -> Counter[object]:
    if isinstance(result, Rows):
        assert not result.truncated
        return Counter(result.rows)
    assert isinstance(result, Triples) and not result.truncated
    return Counter(result.triples)


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_question_has_the_same_answer(graph: EmbeddedStore, remote: RemoteStore, name: str) -> None:
    given = {param.name: param.example for param in question(name).params}
    wanted = content(ask(graph, name, given))
    assert wanted
    assert content(ask(remote, name, given)) == wanted


def test_every_graph_is_the_same_triple_by_triple(
    built: BuildReport, graph: EmbeddedStore, remote: RemoteStore
) -> None:
    assert remote.graphs() == graph.graphs()
    assert remote.default_graphs() == graph.default_graphs()
    for one in built.graphs:
        found = list(remote.triples(one.iri))
        assert len(found) == one.triples, one.iri
        assert set(found) == set(graph.triples(one.iri)), one.iri


def test_the_union_is_there_and_is_not_counted_as_a_graph(graph: EmbeddedStore, remote: RemoteStore) -> None:
    (row,) = select(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert select(remote, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [row]
    assert select(remote, f"SELECT (COUNT(*) AS ?n) FROM <{DEFAULT_GRAPH}> {{ ?s ?p ?o }}") == [row]
    assert DEFAULT_GRAPH not in remote.graphs()


def test_the_index_of_elements_is_the_same(index: Index, remote_index: Index) -> None:
    assert len(remote_index) == len(index)
    for model in names.MODELS:
        assert list(remote_index.of_model(model)) == list(index.of_model(model))


@pytest.mark.parametrize("element", ELEMENTS)
def test_what_is_said_of_an_element_is_the_same(
    graph: EmbeddedStore, remote: RemoteStore, index: Index, remote_index: Index, element: str
) -> None:
    here, there = resolve(graph, element), resolve(remote, element)
    assert there == here
    assert lineage(remote, there) == lineage(graph, here)
    entry = index.get(here.iri)
    assert entry is not None
    assert describe(remote, remote_index, entry) == describe(graph, index, entry)


def test_coverage_and_gaps_are_the_same(graph: EmbeddedStore, remote: RemoteStore) -> None:
    assert coverage(remote) == coverage(graph)
    assert gaps(remote) == gaps(graph)
    for model in ("ggm", "zib", "brp"):
        assert gaps(remote, model) == gaps(graph, model)


def test_the_explanation_of_a_rule_is_the_same(graph: EmbeddedStore, remote: RemoteStore) -> None:
    for rule in ("CD041", "TR302", "SLIDE-1"):
        assert explain(rule, remote, "nl") == explain(rule, graph, "nl")


def test_publishing_again_changes_nothing(
    graph: EmbeddedStore, remote: RemoteStore, whole_server: Callable[[str], servers.Server]
) -> None:
    version = remote.version
    changes = servers.publish(graph, whole_server(remote.dialect.name.lower()))
    assert {change.state for change in changes} == {"unchanged"}
    assert remote.version == version
