"""What the graph says of many things at once."""

from __future__ import annotations

import pyoxigraph as ox

from kg import names
from kg.said import said_of
from kg.store import CATALOG, EmbeddedStore


def test_everything_is_said_of_each_thing_once_and_in_a_fixed_order(graph: EmbeddedStore) -> None:
    iris = [names.gizo_iri("Client"), names.gizo_iri("Toewijzing"), names.gizo_iri("Client"), "urn:none"]
    found = list(said_of(graph, iris))
    assert len(found) == len(set(found))
    assert {triple.subject for triple in found} == {ox.NamedNode(iri) for iri in iris[:2]}
    assert found == list(said_of(graph, iris))


def test_more_things_than_fit_in_one_query_are_all_told(graph: EmbeddedStore) -> None:
    rows = graph.rows(f"SELECT DISTINCT ?e WHERE {{ ?e <{names.RDFS}isDefinedBy> <{names.model_iri('iwmo')}> }}")
    iris = {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}
    assert len(iris) > 700
    assert {triple.subject.value for triple in said_of(graph, iris) if isinstance(triple.subject, ox.NamedNode)} == iris


def test_a_named_graph_can_be_asked(graph: EmbeddedStore) -> None:
    brp = names.graph_iri("brp")
    assert {triple.predicate.value for triple in said_of(graph, [brp], CATALOG)} >= {names.DCT + "title"}
    assert not list(said_of(graph, [brp]))
