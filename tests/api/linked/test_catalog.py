"""The catalog for people and for machines, and the examples that SPARQL editors look for."""

from __future__ import annotations

import re

import httpx
import pyoxigraph as ox
import pytest

from kg import names
from kg.questions.catalogue import questions
from kg.store import CATALOG
from tests import discovery

PEOPLE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("*/*", "/doc/graph/catalog?formaat=ttl"),
        ("text/turtle", "/doc/graph/catalog?formaat=ttl"),
        ("application/rdf+xml", "/doc/graph/catalog?formaat=rdfxml"),
        (PEOPLE["Accept"], "/doc/graph/catalog"),
    ],
)
def test_void_is_at_its_well_known_place(client: httpx.Client, accept: str, location: str) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (302, location)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["/.well-known/void", "/graph/catalog", "/doc/graph/catalog"])
def test_a_machine_gets_the_whole_catalog(real_address: str, way: str) -> None:
    answer = httpx.get(real_address + way, headers={"Accept": "text/turtle"}, follow_redirects=True, timeout=60)
    assert answer.headers["content-type"].split(";")[0] == "text/turtle"
    found = {(str(quad.subject), quad.predicate.value) for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    assert (f"<{CATALOG}>", names.DCAT + "dataset") in found
    for name in ("gizo", "ggm/2.5.1", "vragen"):
        assert (f"<{names.graph_iri(name)}>", names.DCAT + "distribution") in found
        assert (f"<{names.graph_iri(name)}#ttl>", names.DCAT + "downloadURL") in found


@pytest.mark.slow
def test_every_form_of_the_catalog_says_the_same(real_address: str) -> None:
    said = set()
    for form, syntax in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ):
        answer = httpx.get(f"{real_address}/doc/graph/catalog?formaat={form}", timeout=60)
        said.add(frozenset(str(quad.triple) for quad in ox.parse(answer.content, syntax)))
    assert len(said) == 1


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "rdfxml", "trig", "nq"])
def test_a_suffix_gives_the_whole_catalog_too(real_address: str, suffix: str) -> None:
    form = "rdfxml" if suffix == "rdf" else suffix
    by_suffix = httpx.get(f"{real_address}/doc/graph/catalog.{suffix}", timeout=60)
    by_parameter = httpx.get(f"{real_address}/doc/graph/catalog?formaat={form}", timeout=60)
    assert by_suffix.status_code == 200
    assert by_suffix.content == by_parameter.content


@pytest.mark.slow
def test_the_catalog_is_a_page_by_suffix_and_not_in_a_form_that_is_not_there(real_address: str) -> None:
    assert "Gegevens en downloads" in httpx.get(f"{real_address}/doc/graph/catalog.html", timeout=60).text
    answer = httpx.get(f"{real_address}/doc/graph/catalog.xlsx", timeout=60)
    assert answer.status_code == 404
    assert ".ttl" in answer.json()["detail"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/doc/graph/gizo", "/doc/graph/mapping/gizo-brp", "/doc/graph/codelijsten"])
def test_what_a_graph_refers_to_in_the_catalog_has_a_place_on_its_page(real_address: str, path: str) -> None:
    with httpx.Client(base_url=real_address, headers=PEOPLE, timeout=60) as client:
        wanted = set(re.findall(r'href="/doc/graph/catalog#([^"]+)"', client.get(path).text))
        there = set(re.findall(r'id="([^"]+)"', client.get("/doc/graph/catalog").text))
    assert {"contact", "organisatie-gizo-kg"} <= wanted
    assert wanted <= there


@pytest.mark.slow
def test_people_get_a_table_of_graphs_in_their_language(real_address: str) -> None:
    with httpx.Client(base_url=real_address, follow_redirects=True, headers=PEOPLE) as client:
        dutch, english = client.get("/datasets"), client.get("/datasets?taal=en")
        assert "Gegevens en downloads" in dutch.text
        assert "Reconstructie, niet-officieel" in dutch.text
        assert "Concepts behind GIZO" in english.text
        for address in ("/dump/gizo-kg.nq.gz", "/dump/ggm/2.5.1.ttl", "/doc/graph/ggm/2.5.1"):
            assert f'href="{address}' in dutch.text
        assert "Gemeente Delft" in dutch.text
        assert "geen genoemd" in dutch.text
        assert 'href="/datasets"' in client.get("/").text


def test_a_graph_without_a_catalog_has_a_page_that_says_so(client: httpx.Client) -> None:
    answer = client.get("/datasets", headers=PEOPLE, follow_redirects=True)
    assert answer.status_code == 200
    assert "geen catalogus" in answer.text
    assert client.get("/doc/graph/catalog", headers={"Accept": "text/turtle"}).status_code == 404


def test_the_catalog_in_an_unknown_form_is_refused_with_the_list(client: httpx.Client) -> None:
    answer = client.get("/doc/graph/catalog", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


@pytest.mark.slow
def test_an_editor_finds_our_questions_at_the_endpoint_and_each_runs(real_address: str) -> None:
    with httpx.Client(base_url=real_address, timeout=60) as client:
        headers = {"Accept": "application/sparql-results+json"}
        answer = client.get("/sparql", params={"ac": "1", "query": discovery.EXAMPLES}, headers=headers)
        found = answer.json()["results"]["bindings"]
        assert {row["sq"]["value"] for row in found} == {question.iri for question in questions()}
        for row in found:
            ran = client.post("/sparql", data={"query": row["query"]["value"]}, headers=headers)
            assert ran.status_code == 200, row["sq"]["value"]
