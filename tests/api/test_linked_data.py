"""Every IRI resolves, for people and for machines."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from api import urls
from kg import names

BSN_UUID = "d0d31a65-6add-4d9e-94e4-f232d261a053"
PEOPLE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("/def/clientBsn", "/doc/def/clientBsn"),
        ("/id/bericht/ijw/3.2/JW301/Client/Bsn", "/doc/bericht/ijw/3.2/JW301/Client/Bsn"),
        ("/id/codelijst/X/a%20b", "/doc/codelijst/X/a%20b"),
        ("/id/mapping/een", "/doc/mapping/een"),
        ("/shapes/CS002", "/doc/shapes/CS002"),
        (f"/id/ggm/{BSN_UUID}", f"/doc/ggm/{BSN_UUID}"),
    ],
)
def test_a_thing_leads_to_its_document_and_the_document_is_there(
    client: httpx.Client, thing: str, document: str
) -> None:
    answer = client.get(thing)
    assert (answer.status_code, answer.headers["location"]) == (303, document)
    for accept in (PEOPLE["Accept"], "text/turtle"):
        assert client.get(document, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_every_syntax_says_the_same(client: httpx.Client, accept: str, syntax: ox.RdfFormat) -> None:
    answer = client.get("/doc/def/clientBsn", headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == accept
    assert "Accept" in answer.headers["vary"].split(", ")
    said = {str(quad.triple) for quad in ox.parse(answer.content, format=syntax)}
    plain = client.get("/doc/def/clientBsn", params={"formaat": "nt"})
    assert said == {str(quad.triple) for quad in ox.parse(plain.content, format=ox.RdfFormat.N_TRIPLES)}
    assert any(names.SSSOM in line for line in said)


def test_a_uuid_may_be_written_in_capitals(client: httpx.Client) -> None:
    answer = client.get(f"/doc/ggm/{BSN_UUID.upper()}", headers=PEOPLE)
    assert answer.status_code == 200
    assert "burgerservicenummer" in answer.text


def test_a_document_may_be_asked_for_in_a_form_without_a_header(client: httpx.Client) -> None:
    assert client.get("/doc/def/Client?formaat=ttl", headers=PEOPLE).headers["content-type"].startswith("text/turtle")
    assert client.get("/doc/def/Client?formaat=word").status_code == 406


def test_an_unknown_form_is_refused_with_the_list(client: httpx.Client) -> None:
    answer = client.get("/doc/def/Client", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


def test_an_unknown_thing_is_not_found_as_page_or_problem(client: httpx.Client) -> None:
    page = client.get("/doc/def/Clint", headers=PEOPLE)
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (404, "text/html")
    assert "gizo:Client" in page.text
    problem = client.get("/doc/def/Clint", headers={"Accept": "text/turtle, */*;q=0.1"})
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["/doc/", "/doc/%00", "/doc/a%20<b>", "/doc/ggm/geen-uuid", "/doc/def/%ff"])
def test_what_is_no_iri_is_not_found_either(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/def", "/def/"])
def test_the_ontology_comes_as_rdf_and_leads_people_to_its_elements(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    said = [str(quad.subject) for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]
    assert f"<{names.gizo_iri('Client')}>" in said
    assert not any("urn:uuid" in subject for subject in said)
    assert client.get(path, headers=PEOPLE).headers["location"] == "/zoeken?model=gizo"


def test_addresses_and_iris_lead_to_each_other() -> None:
    for iri in (
        names.gizo_iri("Client"),
        f"urn:uuid:{BSN_UUID}",
        names.expand("NL-CM:0.1.7"),
        names.code_iri("X", "a b/c"),
        names.expand("ijw:JW301/Client/Bsn"),
        names.PREFIXES["shape"] + "CS002",
        names.graph_iri("ggm", "2.5.1"),
    ):
        assert urls.candidates(urls.document(iri).removeprefix(urls.DOC))[0] == iri


def test_a_named_graph_is_described_by_the_catalog(real_address: str) -> None:
    answer = httpx.get(f"{real_address}/graph/gizo", headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert answer.status_code == 200
    assert f"<{names.VOID}triples>" in answer.text
