"""The dataset of the protocol, written into queries of every form."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dataset import rewrite, spelled_out, with_dataset
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
        "BASE <urn:x> SELECT ?s FROM <b> FROM NAMED <#c> { ?s ?p ?o }",
        "SELECT ?s# a comment that ends in FROM <urn:b>\n{ ?s ?p ?o }",
        "SELECT ?s{?s ?p ?o}",
        "SELECT ?s FROM # <urn:c>\n NAMED # {\n <urn:b> FROM\t<urn:b>\r\nWHERE{?s ?p ?o}#",
        "SELECT ?s (COUNT(*) AS ?from) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 0) ORDER BY ?s LIMIT 1",
        "SELECT ?s { ?s ?p ?o FILTER(?s<?o || ?o>?s || true) } VALUES ?p { <urn:p> }",
        "SELECT ?s { ?s ?p ?o FILTER NOT EXISTS { ?s ?p '} FROM <urn:b> {' } }",
        'SELECT ?s { ?s ?p ?o BIND("""FROM " <urn:b> { """ AS ?x) }',
        "SELECT REDUCED * FROM<urn:b>{ ?s ?p ?o }",
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
        "DESCRIBE <urn:a> # FROM <urn:b>",
        "DESCRIBE <urn:a> FROM <urn:b> # {",
        "DESCRIBE * WHERE { ?s ?p ?o }",
        "DESCRIBE * { ?s ?p ?o } ORDER BY ?s",
        "CONSTRUCT FROM <urn:b> WHERE { ?s ?p ?o }",
        "CONSTRUCT{?s ?p ?o}FROM<urn:b>WHERE{?s ?p ?o}",
        "CONSTRUCT { ?s ?p [] } { ?s ?p ?o }",
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


def test_without_a_default_graph_named_graphs_are_those_asked_for_and_no_others(store: ox.Store) -> None:
    inside = "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert list(store.query(with_dataset(inside, ["urn:a"], []))) == []  # type: ignore[arg-type]
    assert list(store.query(with_dataset(inside, [], ["urn:none"]))) == []  # type: ignore[arg-type]


def test_from_in_a_subquery_is_no_sparql_and_stays_so(store: ox.Store) -> None:
    with pytest.raises(SyntaxError):
        store.query(with_dataset("SELECT * { { SELECT * FROM <urn:b> { ?s ?p ?o } } }", ["urn:a"], []))


def test_lines_stay_what_they_were() -> None:
    query = "SELECT *\nFROM <urn:a>\n  FROM NAMED\n<urn:b>\n{ ?s ?p ?o }"
    assert rewrite(query, ["urn:c"]).text.count("\n") == query.count("\n")


QUERIES = [
    "SELECT ?s{?s ?p ?o}",
    "ASK FROM <urn:b>\n{ ?s ?p ?o }",
    "DESCRIBE <urn:a> # x",
    "CONSTRUCT WHERE { ?s ?p 1 }",
]


@given(st.sampled_from(QUERIES), st.lists(st.sampled_from(["urn:a", "urn:c"]), min_size=1), st.data())
def test_a_place_in_the_rewritten_query_is_found_in_the_original(
    query: str, graphs: list[str], data: st.DataObject
) -> None:
    rewritten = rewrite(query, graphs)
    at = data.draw(st.integers(0, len(rewritten.text)))
    inside = rewritten.at <= at < rewritten.at + rewritten.added
    if at < len(rewritten.text) and not inside and not rewritten.text[at].isspace():
        assert query[rewritten.original(at)] == rewritten.text[at]
    assert 0 <= rewritten.original(at) <= len(query)


def test_the_name_of_the_union_stands_for_its_graphs(store: ox.Store) -> None:
    query = "SELECT ?s FROM <urn:all> FROM NAMED <urn:all> { ?s ?p '1' } # FROM <urn:all>"
    found = store.query(spelled_out(query, "urn:all", ["urn:a", "urn:b"]).text)
    assert isinstance(found, ox.QuerySolutions)
    assert sorted(str(row["s"]) for row in found) == ["<urn:a>", "<urn:b>"]
