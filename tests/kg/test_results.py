"""What is written can be read back: by the RDF library for the standard formats, by csv for CSV."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from rich.console import Console

from kg import names
from kg.errors import GizoError
from kg.results import FORMATS, Written, cell, serialize, table, write
from kg.store import Answer, Result, Row, Rows, Triples

INTEGER = ox.NamedNode(names.XSD + "integer")
ROWS: list[Row] = [
    (ox.NamedNode(names.gizo_iri("Client")), ox.Literal("cliënt", language="nl"), None),
    (ox.BlankNode("b1"), ox.Literal('a "b" <c> & \\ \t tab\nregel, twee\r'), ox.Literal("7", datatype=INTEGER)),
    (None, ox.Literal(""), ox.Literal("2026-11-22", datatype=ox.NamedNode(names.XSD + "date"))),
]
NAMES = ("x", "y", "z")
TRIPLES = [
    ox.Triple(ox.NamedNode(names.expand("brp:01.01.20")), ox.NamedNode(names.RDFS + "label"), ox.Literal("bsn")),
    ox.Triple(
        ox.NamedNode(names.expand("NL-CM:0.1.7")),
        ox.NamedNode(names.SKOS + "closeMatch"),
        ox.NamedNode(names.expand("ijw:JW301/Client/Bsn")),
    ),
]


def rows() -> Rows:
    return Rows(NAMES, iter(ROWS))


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_rows_survive_writing_and_reading(form: str, parser: ox.QueryResultsFormat) -> None:
    found = ox.parse_query_results(write(rows(), form).body, parser)
    assert isinstance(found, ox.QuerySolutions)
    assert [variable.value for variable in found.variables] == list(NAMES)
    assert [tuple(row) for row in found] == ROWS


def test_csv_holds_plain_values() -> None:
    body = write(rows(), "csv").body
    assert list(csv.reader(io.StringIO(body, newline=""))) == [
        ["x", "y", "z"],
        [names.gizo_iri("Client"), "cliënt", ""],
        ["b1", 'a "b" <c> & \\ \t tab\nregel, twee\r', "7"],
        ["", "", "2026-11-22"],
    ]


@pytest.mark.parametrize("value", [True, False])
def test_an_answer_survives(value: bool) -> None:
    for form, parser in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
        assert bool(ox.parse_query_results(write(Answer(value), form).body, parser)) is value
    assert write(Answer(value), "csv").body == ("true\n" if value else "false\n")


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_survive_writing_and_reading(form: str, parser: ox.RdfFormat) -> None:
    written = write(Triples(iter(TRIPLES)), form)
    assert {quad.triple for quad in ox.parse(written.body, parser)} == set(TRIPLES)
    assert written.count == 2


def test_turtle_names_only_the_prefixes_it_uses() -> None:
    body = serialize(TRIPLES[:1], "ttl")
    assert "@prefix brp:" in body
    assert "@prefix ijw:" not in body


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_limit_cuts_off_and_says_so(form: str, limit: int) -> None:
    written = write(rows(), form, limit)
    assert written.count == min(limit, 3)
    assert written.truncated is (limit < 3)
    assert bool(written.notice) is (limit < 3)


def test_a_limit_reads_no_further_than_it_must() -> None:
    endless: Result = Rows(("x",), ((ox.Literal(str(number)),) for number in iter(int, 1)))
    assert write(endless, "csv", 5).count == 5


@pytest.mark.parametrize(
    ("result", "form", "fitting"),
    [(Triples(iter(TRIPLES)), "csv", "ttl"), (Answer(True), "ttl", "json"), (Rows(("x",), iter([])), "nt", "json")],
)
def test_a_format_must_fit_the_question(result: Result, form: str, fitting: str) -> None:
    with pytest.raises(GizoError, match=f"'{form}' past niet bij deze vraag; kies uit [^\n]*{fitting}"):
        write(result, form)


def test_an_unknown_format_lists_what_there_is() -> None:
    with pytest.raises(GizoError, match="'pdf' bestaat niet; kies uit " + ", ".join(FORMATS)):
        write(Answer(True), "pdf")


def shown(result: Result, limit: int | None = None) -> tuple[str, Written]:
    made, written = table(result, limit)
    out = io.StringIO()
    Console(file=out, width=200).print(made)
    return out.getvalue(), written


def test_a_table_shows_curies_and_leaves_brackets_alone() -> None:
    body, written = shown(Rows(("x",), iter([(ox.NamedNode(names.gizo_iri("Client")),), (ox.Literal("[bold]x[1]"),)])))
    assert "gizo:Client" in body
    assert "[bold]x[1]" in body
    assert written.truncated is False


def test_a_table_of_triples_and_of_an_answer() -> None:
    body, written = shown(Triples(iter(TRIPLES)), limit=1)
    assert "brp:01.01.20" in body
    assert "NL-CM" not in body
    assert written.truncated is True
    assert "nee" in shown(Answer(False))[0]


def test_a_cell_of_nothing_is_empty() -> None:
    assert cell(None) == ""
