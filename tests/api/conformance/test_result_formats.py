"""The result format tests of the W3C (csv-tsv-res and json-res) over data of our own with the same corners."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

import httpx
import pyoxigraph as ox
import pytest

SUITE = "csv-tsv-res"
XSD = "http://www.w3.org/2001/XMLSchema#"
PLAIN, CORNERS = "urn:plain", "urn:corners"
TURTLE = {
    PLAIN: """@prefix : <urn:x:> . :a :p :b . :b :p "text" . :c :p "two words" ; :q 4 . :d :p 5.5 . :e :p _:n .""",
    CORNERS: """@prefix : <urn:x:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :p "1" . :b :p "2.2"^^xsd:decimal . :c :p "-3"^^xsd:negativeInteger . :d :p 1.0E6 . :e :p "5,5"^^:own .
:f :p "a \\"quote\\", a comma" . :g :p "line\\nline" . :h :p "tab\\there" . :i :p "taal"@nl-NL . :j :p "" .""",
}
ALL = "SELECT * FROM <{}> WHERE {{ ?S ?P ?O }} ORDER BY ?S ?P"
OPTIONAL = "SELECT * FROM <{}> WHERE {{ ?S <urn:x:p> ?O OPTIONAL {{ ?S <urn:x:q> ?Q }} }} ORDER BY ?S"
SELECTS = {"01": ALL.format(PLAIN), "02": OPTIONAL.format(PLAIN), "03": ALL.format(CORNERS)}
ASKS = {"03": f"ASK FROM <{PLAIN}> {{ ?s ?p 4 }}", "04": f"ASK FROM <{PLAIN}> {{ ?s ?p 'nothing' }}"}


@pytest.fixture(scope="module")
def server(over: Callable[[Mapping[str, str]], AbstractContextManager[httpx.Client]]) -> Iterator[httpx.Client]:
    with over(TURTLE) as client:
        yield client


def solutions(server: httpx.Client, query: str, accept: str, parser: ox.QueryResultsFormat) -> list[list[str]]:
    answer = server.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    found = ox.parse_query_results(answer.content, parser)
    assert isinstance(found, ox.QuerySolutions)
    return [[variable.value for variable in found.variables], *([str(term) for term in row] for row in found)]


def reference(server: httpx.Client, query: str) -> list[list[str]]:
    """The answer in XML, which writes each term in full."""
    return solutions(server, query, "application/sparql-results+xml", ox.QueryResultsFormat.XML)


def test_csv_and_tsv_say_what_the_standard_says(server: httpx.Client, published: dict[str, str]) -> None:
    kind, number = published["test"][:3], published["test"][3:]
    query = SELECTS[number]
    if kind == "tsv":
        found = solutions(server, query, "text/tab-separated-values", ox.QueryResultsFormat.TSV)
        assert found == reference(server, query)
        return
    answer = server.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.count("\r\n") == len(reference(server, query))
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    full = ox.parse_query_results(
        server.get("/sparql", params={"query": query, "formaat": "json"}).content, ox.QueryResultsFormat.JSON
    )
    assert isinstance(full, ox.QuerySolutions)
    assert rows[0] == [variable.value for variable in full.variables]
    assert rows[1:] == [[plain(term) for term in row] for row in full]


def plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


@pytest.mark.parametrize("test", ["jsonres01", "jsonres02"])
def test_json_says_what_xml_says(server: httpx.Client, test: str) -> None:
    query = SELECTS[test[-2:]]
    json_type = "application/sparql-results+json"
    assert solutions(server, query, json_type, ox.QueryResultsFormat.JSON) == reference(server, query)
    document = server.get("/sparql", params={"query": query}).json()
    assert set(document) == {"head", "results"}
    unbound = [binding for binding in document["results"]["bindings"] if "Q" not in binding]
    assert len(unbound) == (4 if test == "jsonres02" else 6)


@pytest.mark.parametrize(("test", "answer"), [("jsonres03", True), ("jsonres04", False)])
def test_json_of_an_ask(server: httpx.Client, test: str, answer: bool) -> None:
    found = server.get("/sparql", params={"query": ASKS[test[-2:]]}).content
    assert json.loads(found) == {"head": {}, "boolean": answer}
    xml = server.get("/sparql", params={"query": ASKS[test[-2:]], "formaat": "xml"}).content
    assert bool(ox.parse_query_results(xml, ox.QueryResultsFormat.XML)) is answer


def test_the_exact_bytes_of_a_small_answer(server: httpx.Client) -> None:
    query = f"SELECT ?s ?o FROM <{PLAIN}> {{ ?s <urn:x:p> ?o FILTER(?s IN (<urn:x:b>, <urn:x:d>)) }} ORDER BY ?s"
    forms = {form: server.get("/sparql", params={"query": query, "formaat": form}).text for form in ("csv", "tsv")}
    assert forms["csv"] == "s,o\r\nurn:x:b,text\r\nurn:x:d,5.5\r\n"
    assert forms["tsv"] == f'?s\t?o\n<urn:x:b>\t"text"\n<urn:x:d>\t"5.5"^^<{XSD}decimal>\n'
