"""The dataset of the protocol, written into queries of every form."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.dataset import with_dataset
from kg.errors import GizoError


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    for graph in ("a", "b"):
        made.add(
            ox.Quad(ox.NamedNode(f"urn:{graph}"), ox.NamedNode("urn:p"), ox.Literal("1"), ox.NamedNode(f"urn:{graph}"))
        )
    return made


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p ?o }",
        "SELECT ?s WHERE { ?s ?p ?o }",
        "SELECT ?s FROM <urn:b> WHERE { ?s ?p ?o }",
        "SELECT ?s FROM NAMED <urn:b> FROM <urn:b> { ?s ?p ?o }",
        "SELECT (EXISTS { ?x ?y ?z } AS ?there) ?s { ?s ?p ?o } # FROM <urn:b>",
        "PREFIX from: <urn:> SELECT (CONCAT('(', ?o) AS ?c) ?s # ( a comment\n { ?s from:p ?o }",
        "PREFIX x: <urn:>\nSELECT ?s FROM x:b WHERE { { SELECT ?s { ?s ?p ?o } } }",
    ],
)
def test_a_select_sees_only_the_graph_that_was_asked_for(store: ox.Store, query: str) -> None:
    result = store.query(with_dataset(query, ["urn:a"], []))
    assert isinstance(result, ox.QuerySolutions)
    assert [str(solution["s"]) for solution in result] == ["<urn:a>"]


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } FROM <urn:b> WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:a>",
        "DESCRIBE ?s WHERE { ?s ?p ?o } LIMIT 10",
        "DESCRIBE <urn:a> LIMIT 1",
    ],
)
def test_triples_come_only_from_the_graph_that_was_asked_for(store: ox.Store, query: str) -> None:
    result = store.query(with_dataset(query, ["urn:a"], []))
    assert isinstance(result, ox.QueryTriples)
    assert [str(triple.subject) for triple in result] == ["<urn:a>"]


def test_only_named_graphs_leave_the_default_graph_empty(store: ox.Store) -> None:
    assert not store.query(with_dataset("ASK { ?s ?p ?o }", [], ["urn:a"]))
    inside = store.query(with_dataset("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", [], ["urn:a"]))
    assert isinstance(inside, ox.QuerySolutions)
    assert [str(solution["g"]) for solution in inside] == ["<urn:a>"]


def test_a_query_stays_as_it_is_when_no_dataset_is_asked_for() -> None:
    assert with_dataset("SELECT * FROM <urn:b> { ?s ?p ?o }", [], []) == "SELECT * FROM <urn:b> { ?s ?p ?o }"


def test_what_is_no_iri_cannot_get_into_the_query() -> None:
    with pytest.raises(GizoError, match="geen IRI"):
        with_dataset("ASK { ?s ?p ?o }", ["urn:a> { } #"], [])
