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
from kg.store import Answer, Result, Row, Rows, Term, Triples

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
        ["_:b1", 'a "b" <c> & \\ \t tab\nregel, twee\r', "7"],
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
        ("trig", ox.RdfFormat.TRIG),
        ("nq", ox.RdfFormat.N_QUADS),
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


GRAPH = ox.NamedNode(names.graph_iri("gizo"))
FIRST, SECOND = ((triple.subject, triple.predicate, triple.object) for triple in TRIPLES)
QUADS = [ox.Quad(*FIRST, GRAPH), ox.Quad(*FIRST), ox.Quad(*SECOND, GRAPH)]


@pytest.mark.parametrize(("form", "parser"), [("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS)])
def test_two_formats_say_in_which_graph_a_triple_stands(form: str, parser: ox.RdfFormat) -> None:
    assert set(ox.parse(serialize(QUADS, form), parser)) == set(QUADS)


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdfxml"])
def test_the_others_write_each_triple_once(form: str) -> None:
    parser = {"ttl": "TURTLE", "nt": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}[form]
    found = list(ox.parse(serialize(QUADS, form), getattr(ox.RdfFormat, parser)))
    assert sorted(map(str, found)) == sorted(str(ox.Quad(*triple)) for triple in TRIPLES)


@pytest.mark.parametrize("iri", ["http://x/1", "http://x/", "urn:a:1", "http://x/a%20"])
def test_rdf_xml_says_so_when_a_predicate_is_no_name_in_xml(iri: str) -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode(iri), ox.Literal("1"))
    with pytest.raises(GizoError, match="kan niet in RDF/XML staan"):
        serialize([triple], "rdfxml")
    assert iri in serialize([triple], "nt")


@pytest.mark.parametrize("iri", ["http://x/p1", "http://x/1p", "http://x#élan", "urn:a:b-c.d_e"])
def test_rdf_xml_that_is_written_can_be_read(iri: str) -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode(iri), ox.Literal("<&>\r\n"))
    assert [quad.triple for quad in ox.parse(serialize([triple], "rdfxml"), ox.RdfFormat.RDF_XML)] == [triple]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1f", "\ufffe"])
def test_xml_says_so_when_a_text_holds_what_xml_does_not_know(character: str) -> None:
    literal = ox.Literal(f"a{character}b")
    with pytest.raises(GizoError, match=f"U\\+{ord(character):04X}, dat XML niet kent; kies een ander formaat"):
        write(Rows(("x",), iter([(literal,)])), "xml")
    with pytest.raises(GizoError, match="dat XML niet kent"):
        serialize([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), literal)], "rdfxml")
    (row,) = ox.parse_query_results(write(Rows(("x",), iter([(literal,)])), "json").body, ox.QueryResultsFormat.JSON)  # type: ignore[misc]
    assert row[0] == literal


DIRECTED = ox.Literal("a", language="ar", direction=ox.BaseDirection.RTL)
QUOTED = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("tab\t"))


@pytest.mark.parametrize("term", [DIRECTED, QUOTED])
@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_what_rdf_1_2_adds_survives_in_rows(term: Term, form: str, parser: ox.QueryResultsFormat) -> None:
    (row,) = ox.parse_query_results(write(Rows(("x",), iter([(term,)])), form).body, parser)  # type: ignore[misc]
    assert row[0] == term


@pytest.mark.parametrize("form", ["ttl", "nt", "trig", "nq", "rdfxml"])
def test_what_rdf_1_2_adds_survives_in_triples(form: str) -> None:
    triples = [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), term) for term in (DIRECTED, QUOTED)]
    media_type = FORMATS[form].media_type
    parsed = ox.parse(serialize(triples, form), ox.RdfFormat.from_media_type(media_type))
    assert {quad.triple for quad in parsed} == set(triples)


def test_json_ld_says_so_when_a_triple_is_a_term() -> None:
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), QUOTED)
    with pytest.raises(GizoError, match=r"past niet in jsonld .*; kies een ander formaat"):
        serialize([triple], "jsonld")
