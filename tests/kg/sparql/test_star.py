"""Columns of ``SELECT *`` come in the order in which they are written."""

from __future__ import annotations

import pytest

from kg.sparql import column_order


@pytest.mark.parametrize(
    ("query", "given", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "o p s", "s p o"),
        ("PREFIX a: <urn:a*> select distinct * # ?o\n{ $s ?p ?o }", "o p s", "s p o"),
        ("SELECT REDUCED * FROM <urn:g> { ?s ?p '?o' . ?o ?p ?s }", "o p s", "s p o"),
        ("SELECT * { VALUES ?z { 1 } ?s <urn:p>* ?a }", "a s z", "z s a"),
        ("SELECT ?b ?a { { SELECT * { ?a ?c ?b } } }", "b a", "b a"),
        ("SELECT (COUNT(*) AS ?n) ?a { ?a ?c ?b } GROUP BY ?a", "n a", "n a"),
        ("SELECT * {}", "", ""),
        ("SELECT *", "x y", "x y"),
        ("SELECT", "x", "x"),
    ],
)
def test_columns_as_written(query: str, given: str, expected: str) -> None:
    variables = given.split()
    assert [variables[place] for place in column_order(query, variables)] == expected.split()
