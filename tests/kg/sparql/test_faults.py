"""A fault is told at its exact place, whatever the engine looked ahead at."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.questions.catalogue import Question, questions
from kg.sparql import for_engine
from kg.sparql.faults import SparqlSyntaxError, check, line_and_column, moved, near, offset_of, place, syntax_error


def fault(query: str) -> SparqlSyntaxError:
    with pytest.raises(SyntaxError) as raised:
        ox.Store().query(query, base_iri="http://example.org/")
    return syntax_error(str(raised.value), query)


@pytest.mark.parametrize(
    ("query", "line", "column", "text"),
    [
        ("SELECT * {\n  ?s ?p }", 2, 9, "}"),
        ("SELECT * {\r\n\t?s ?p }", 2, 8, "}"),
        ("SELECT * { ?s ?p '\U0001f600' . ?x }", 1, 27, "}"),
        ("SELECT ?é { ?é ?p }", 1, 19, "}"),
        ("SELCT * { ?s ?p ?o }", 1, 1, "SELCT"),
        ("SELECT * WERE { ?s ?p ?o }", 1, 10, "WERE"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "x"),
        ("SELECT * { ?s ?p ?o FILTER(foo(?s)) }", 1, 28, "foo"),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", 1, 33, ")"),
        ("SELECT * { ?s ?p ?o }}", 1, 22, "}"),
        ("SELECT * { ?s ?p ?o } ; SELECT * {}", 1, 23, ";"),
        ("SELECT ?a, ?b { ?a ?p ?b }", 1, 10, ","),
        ("SELECT * { <bad iri> ?p ?o }", 1, 12, "<bad iri>"),
        ("SELECT * { ?s ?p 'open }", 1, 18, "'open }"),
        ("SELECT * { ?s ?p ?o } # }\n)", 2, 1, ")"),
        ("SELECT * { { SELECT * FROM <urn:a> { ?s ?p ?o } } }", 1, 23, "FROM"),
        ("ASK {", 1, 6, ""),
        ("SELECT * { ?s gizo:x ?o }", 1, 15, "gizo:x"),
        ("SELECT\u00a0* { ?s ?p ?o }", 1, 7, "\u00a0"),
        ("SELECT * {\n ?s ?p\u200b ?o }", 2, 7, "\u200b"),
    ],
)
def test_the_place_of_a_fault(query: str, line: int, column: int, text: str) -> None:
    found = fault(query)
    assert (found.line, found.column, found.near) == (line, column, text)
    assert place(str(found)) == (line, column)
    assert "\n" not in str(found)
    assert len(str(found)) < 220
    if text:
        assert near(query, offset_of(query, line, column)).startswith(text[:1])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s gizo:x ?o }", "begin met PREFIX gizo: <https://w3id.org/gizo/def/>"),
        ("ASK {", "sluit elke {"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?s ?p ?x }", "GROUP BY"),
        ("SELECT * { ?s ?p ?x } GROUP BY ?s", "noem de variabelen"),
        ("SELECT\u00a0* { ?s ?p ?o }", "onzichtbaar teken (U+00A0)"),
        ("SELECT (1 AS ?s) { ?s ?p ?x }", "kies een andere naam"),
        ("SELECT * { ?s ?p 'open }", "niet afgesloten"),
        ("SELECT * { GRAPH { ?s ?p ?o } }", "verwacht een IRI of een variabele"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", "verwacht BY"),
        ("SELECT * { <a b> ?p ?o }", "geen geldige IRI"),
    ],
)
def test_the_reason_says_what_to_do(query: str, words: str) -> None:
    assert words in str(fault(query))


PIECES = [
    "SELECT",
    "*",
    "?s",
    "{",
    "}",
    "(",
    ")",
    "<urn:a>",
    "'x'",
    "é",
    "\U0001f600",
    ".",
    "FILTER",
    "a:b",
    "#c\n",
    "\r\n",
    "\t",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_gets_one_line_with_a_place_inside_it(query: str) -> None:
    try:
        ox.Store().query(query)
    except SyntaxError as error:
        found = syntax_error(str(error), query)
        assert "\n" not in str(found)
        offset = offset_of(query, found.line, found.column)
        assert line_and_column(query, offset) == (found.line, found.column)
        if found.near and not found.near.startswith("<") and "…" not in found.near and " " not in found.near:
            assert query[offset:].startswith(found.near)


@given(st.text(alphabet="ab\n\r\té\U0001f600", max_size=30), st.data())
def test_a_place_and_an_offset_say_the_same(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assume(text[offset - 1 : offset + 1] != "\r\n")
    assert offset_of(text, *line_and_column(text, offset)) == offset


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_what_is_right_is_never_refused(one: Question) -> None:
    check(one.text)
    check(one.text.replace("(", " ("))


@pytest.mark.parametrize("name", ["CONCAT", "coalesce"])
@pytest.mark.parametrize("gap", ["", " ", "\n", " # ( \n"])
def test_white_space_before_a_parenthesis_is_no_fault(name: str, gap: str) -> None:
    query = f"SELECT ({name}{gap}('a', 'b') AS ?x) {{}}"
    check(query)
    (row,) = ox.Store().query(for_engine(query))  # type: ignore[misc]
    assert row["x"].value == {"CONCAT": "ab", "coalesce": "a"}[name]
    assert len(for_engine(query)) == len(query)


def test_a_query_is_checked_without_being_run() -> None:
    endless = "ASK {" + "".join(f" VALUES ?v{n} {{ {'1 ' * 500} }}" for n in range(9)) + " FILTER(?v0 = 2) }"
    check(endless)
    with pytest.raises(SparqlSyntaxError):
        check(endless.replace("FILTER(?v0", "FILTER(?v0 ?v0"))


def test_a_sentence_can_be_given_another_place() -> None:
    assert moved("SPARQL-syntaxfout op regel 1, kolom 2: x", 3, 4) == "SPARQL-syntaxfout op regel 3, kolom 4: x"
    assert place("iets anders") is None
