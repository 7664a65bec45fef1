"""What the catalog counts is what is there; it is the same for the same graphs, and sealed by its own checksum."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox
import pytest

from kg import names
from kg.catalog import WHOLE, NamedGraph, catalog_graph
from kg.catalog.statistics import statistics
from kg.store import CATALOG, DEFAULT_GRAPH, EmbeddedStore, select, text

VOID = names.VOID
GRAPHS = ("gizo", "begrippen", "codelijsten", "brp", "zib/2020", "mapping/gizo-ggm", "vragen", "derived")


@pytest.fixture(scope="module")
def facts(graph: EmbeddedStore) -> set[tuple[str, str, str]]:
    """The catalog as plain texts."""
    return {(text(triple.subject), text(triple.predicate), text(triple.object)) for triple in graph.triples(CATALOG)}


def values(facts: set[tuple[str, str, str]], subject: str, predicate: str) -> list[str]:
    return sorted(value for one, told, value in facts if (one, told) == (subject, predicate))


@pytest.mark.parametrize("name", GRAPHS)
def test_counts_are_those_of_the_graph(graph: EmbeddedStore, facts: set[tuple[str, str, str]], name: str) -> None:
    iri = names.graph_iri(name)
    triples = list(graph.triples(iri))
    counted = {
        "triples": len(triples),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "entities": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
        "properties": len({triple.predicate for triple in triples}),
        "classes": len({triple.object for triple in triples if triple.predicate.value == names.RDF + "type"}),
    }
    assert {key: values(facts, iri, VOID + key) for key in counted} == {
        key: [str(number)] for key, number in counted.items()
    }


@pytest.mark.parametrize("name", GRAPHS)
def test_partitions_add_up_to_the_graph(graph: EmbeddedStore, facts: set[tuple[str, str, str]], name: str) -> None:
    iri = names.graph_iri(name)
    counts = "(COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b)"
    rows = select(graph, f"SELECT ?p {counts} FROM <{iri}> {{ ?s ?p ?o }} GROUP BY ?p")
    parts = values(facts, iri, VOID + "propertyPartition")
    keys = ["property", "triples", "distinctSubjects", "distinctObjects"]
    told = [[values(facts, part, VOID + key)[0] for key in keys] for part in parts]
    assert sorted(told) == sorted([text(cell) for cell in row] for row in rows)
    rows = select(graph, f"SELECT ?c (COUNT(DISTINCT ?s) AS ?n) FROM <{iri}> {{ ?s a ?c }} GROUP BY ?c")
    parts = values(facts, iri, VOID + "classPartition")
    told = [[values(facts, part, VOID + key)[0] for key in ("class", "entities")] for part in parts]
    assert sorted(told) == sorted([text(cell) for cell in row] for row in rows)


def test_linksets_count_the_mappings_between_two_graphs(graph: EmbeddedStore, facts: set[tuple[str, str, str]]) -> None:
    iri = names.graph_iri("mapping/gizo-ggm")
    (linkset,) = (
        node
        for node in values(facts, iri, VOID + "subset")
        if values(facts, node, VOID + "linkPredicate") == [names.SKOS + "broadMatch"]
    )
    assert values(facts, linkset, VOID + "subjectsTarget") == [names.graph_iri("gizo")]
    assert values(facts, linkset, VOID + "objectsTarget") == [names.graph_iri("ggm", "2.5.1")]
    ((count,),) = select(
        graph,
        f"SELECT (COUNT(*) AS ?n) FROM <{iri}> {{ ?s <{names.SKOS}broadMatch> ?o }}",
    )
    assert values(facts, linkset, VOID + "triples") == [text(count)]


def test_what_is_said_of_the_names_in_a_graph_is_true(graph: EmbeddedStore, facts: set[tuple[str, str, str]]) -> None:
    seen = 0
    for subject, predicate, value in facts:
        if predicate == VOID + "uriSpace":
            assert all(triple.subject.value.startswith(value) for triple in graph.triples(subject))  # type: ignore[union-attr]
            seen += 1
        if predicate in (VOID + "exampleResource", VOID + "rootResource"):
            told = graph.query(f"ASK {{ GRAPH <{subject}> {{ <{value}> ?p ?o }} }}")
            assert getattr(told, "value", False), (subject, value)
            seen += 1
    assert seen > 50


def test_every_graph_is_listed_and_those_of_the_union_form_it(
    graph: EmbeddedStore, facts: set[tuple[str, str, str]]
) -> None:
    listed = values(facts, CATALOG, names.DCAT + "dataset")
    assert sorted([*listed, CATALOG]) == graph.graphs() == values(facts, WHOLE, VOID + "subset")
    assert values(facts, DEFAULT_GRAPH, VOID + "subset") == graph.default_graphs()
    ((count,),) = select(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert values(facts, DEFAULT_GRAPH, VOID + "triples") == [text(count)]


def test_every_other_graph_is_sealed_by_the_checksum_of_its_lines(
    graph: EmbeddedStore, facts: set[tuple[str, str, str]]
) -> None:
    for name in GRAPHS:
        iri = names.graph_iri(name)
        body = "".join(sorted(f"{triple} .\n" for triple in graph.triples(iri))).encode()
        assert values(facts, f"{iri}#sha256", names.SPDX + "checksumValue") == [hashlib.sha256(body).hexdigest()]
        assert values(facts, f"{iri}#nt", names.DCAT + "byteSize") == [str(len(body))]


def test_the_checksum_of_the_catalog_seals_all_the_rest_of_it(graph: EmbeddedStore) -> None:
    node = ox.NamedNode(f"{CATALOG}#sha256")
    rest = [triple for triple in graph.triples(CATALOG) if node not in (triple.subject, triple.object)]
    seal = [text(triple.object) for triple in graph.triples(CATALOG) if triple.subject == node]
    assert hashlib.sha256("".join(sorted(f"{triple} .\n" for triple in rest)).encode()).hexdigest() in seal


def test_the_catalog_has_no_blank_node_and_no_time(graph: EmbeddedStore) -> None:
    for triple in graph.triples(CATALOG):
        assert not isinstance(triple.subject, ox.BlankNode)
        assert not isinstance(triple.object, ox.BlankNode)
        assert not str(getattr(triple.object, "datatype", "")).endswith(("dateTime>", "date>"))


def test_a_change_in_any_graph_changes_the_seal() -> None:
    def seal(*objects: str) -> str:
        triples = tuple(ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(value)) for value in objects)
        made = catalog_graph([NamedGraph(names.graph_iri("gizo"), "GIZO", triples)])
        (value,) = (
            triple.object.value  # type: ignore[union-attr]
            for triple in made.triples
            if str(triple.subject) == f"<{CATALOG}#sha256>" and triple.predicate.value == names.SPDX + "checksumValue"
        )
        return value

    assert seal("een", "twee") == seal("twee", "een")
    assert len({seal("een"), seal("twee"), seal("een", "twee")}) == 3


def test_an_empty_graph_has_nothing_to_count() -> None:
    counted = statistics([])
    assert (counted.triples, counted.subjects, counted.objects) == (0, 0, 0)
    assert (counted.classes, counted.properties, counted.space, counted.example) == ((), (), "", "")
