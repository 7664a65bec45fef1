"""The ontology as a whole: documentation, downloads that tools can read, versions that stay what they were."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
from lxml import html
from rdflib import OWL, RDF, BNode, Graph, URIRef
from rdflib.compare import to_isomorphic

from kg import names
from kg.resources import data_path

pytestmark = pytest.mark.slow

ONTOLOGY = data_path("ontology")
PEOPLE = {"Accept": "text/html"}
SUFFIXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
}


@pytest.fixture(scope="module")
def http(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as client:
        yield client


def page(http: httpx.Client, path: str) -> html.HtmlElement:
    answer = http.get(path, headers=PEOPLE)
    assert answer.status_code == 200
    assert len(answer.content) < 1_000_000
    return html.fromstring(answer.text)


def test_a_browser_at_the_namespace_gets_the_documentation(http: httpx.Client) -> None:
    answer = http.get("/def/", headers=PEOPLE, follow_redirects=True)
    assert answer.url.path == "/doc/def"
    assert "Reconstructie, niet-officieel" in answer.text
    assert "gizo-kg (2026)" in answer.text


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_every_term_of_gizo_is_documented_under_an_anchor(http: httpx.Client, taal: str) -> None:
    found = page(http, f"/doc/def?taal={taal}")
    graph = Graph().parse(ONTOLOGY / "gizo.ttl")
    kinds = (OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty)
    terms = {
        str(term).removeprefix(names.GIZO)
        for kind in kinds
        for term in graph.subjects(RDF.type, kind)
        if str(term).startswith(names.GIZO)
    }
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert terms <= set(ids)
    assert len(terms) == 247
    anchors = {address[1:] for address in found.xpath("//main//a/@href") if address.startswith("#")}
    assert anchors <= set(ids)
    assert not found.xpath("//script[not(@src)] | //@style")


def test_the_documentation_says_what_the_graph_says(http: httpx.Client) -> None:
    found = page(http, "/doc/def")
    (budget,) = found.xpath("//*[@id='toewijzingBudget']")
    text = " ".join(budget.text_content().split())
    assert "Het bedrag in eurocenten" in text
    assert "0..1" in text
    assert "xsd:integer (LDT_Budget)" in text
    assert "0..99999999" in text
    assert "Herkomst: slide, zekerheid 0,95" in text
    assert "Begrip: " in text
    assert re.search(r"Tegenhangers: .*iWmo \d", text)
    (role,) = found.xpath("//*[@id='toewijzingIsOpdrachtTotLeverenAanClient']")
    assert role.xpath(".//a/@href")[1] == "#Client"
    assert "Tegenrol: " in role.text_content()
    english = page(http, "/doc/def?taal=en")
    assert "Counterparts: " in english.xpath("//*[@id='toewijzingBudget']")[0].text_content()


def test_the_own_terms_have_a_page_of_their_own(http: httpx.Client) -> None:
    found = page(http, "/doc/def/v")
    graph = Graph().parse(ONTOLOGY / "vocabulary.ttl")
    terms = {str(term).removeprefix(names.V) for term in graph.subjects() if str(term).startswith(names.V)} - {""}
    assert terms == set(found.xpath("//tbody/tr/@id"))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("path", "file"), [("/doc/def", "gizo.ttl"), ("/doc/def/v", "vocabulary.ttl")])
def test_a_download_says_what_the_file_says(http: httpx.Client, path: str, file: str, suffix: str) -> None:
    answer = http.get(f"{path}.{suffix}", headers={"Accept": "text/html"})
    assert answer.headers["content-disposition"].startswith("inline; filename=")
    triples = (quad.triple for quad in ox.parse(answer.content, SUFFIXES[suffix]))
    got = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    expected = Graph().parse(ONTOLOGY / file)
    assert to_isomorphic(_plain(got)) == to_isomorphic(_plain(expected))
    restrictions = set(got.subjects(RDF.type, OWL.Restriction))
    assert all(isinstance(node, BNode) for node in restrictions)


def _plain(graph: Graph) -> Graph:
    """Numbers as text of their value: the store keeps 0.30 as 0.3, and every whole number as an integer."""
    made = Graph()
    for s, p, o in graph:
        value = getattr(o, "value", None)
        number = isinstance(value, int | float) or type(value).__name__ == "Decimal"
        made.add((s, p, URIRef(f"urn:getal:{float(str(value)):g}") if number else o))
    return made


@pytest.mark.parametrize(("path", "stem"), [("/def/0.1.0", "gizo-0.1.0"), ("/def/v/0.1.0", "vocabulary-0.1.0")])
def test_a_version_iri_gives_the_frozen_file(http: httpx.Client, path: str, stem: str) -> None:
    file = ONTOLOGY / "releases" / f"{stem}.ttl"
    turtle = http.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert turtle.content == file.read_bytes()
    rdfxml = http.get(path, headers={"Accept": "application/rdf+xml"}, follow_redirects=True)
    assert len(Graph().parse(data=rdfxml.content, format="xml")) == len(Graph().parse(file))
    found = http.get(path, headers=PEOPLE, follow_redirects=True)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in found.text
    assert "Dit is een eerdere versie" in found.text


def test_the_version_of_now_and_the_one_before_resolve(http: httpx.Client) -> None:
    graph = Graph().parse(data=http.get("/doc/def.ttl").text)
    header = URIRef(names.ONTOLOGY)
    for predicate in (OWL.versionIRI, OWL.priorVersion):
        version = str(graph.value(header, predicate))
        answer = http.get(
            "/" + version.removeprefix(names.BASE), headers={"Accept": "text/turtle"}, follow_redirects=True
        )
        found = Graph().parse(data=answer.content)
        assert str(found.value(header, OWL.versionIRI)) == version
    assert http.get("/def/9.9.9", follow_redirects=True).status_code == 404


def test_the_picture_is_that_of_the_start_page(http: httpx.Client) -> None:
    drawn = page(http, "/doc/def").xpath("//*[local-name()='svg'][@class='overview']//*[local-name()='a']/@href")
    assert drawn == page(http, "/").xpath("//*[local-name()='svg'][@class='overview']//*[local-name()='a']/@href")
