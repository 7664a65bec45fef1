"""The page about the site: what it says, in which forms it comes, and where a fault can be reported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI
from lxml import html

from api.app import create_app
from api.settings import Settings
from kg import names
from kg.catalog.reading import datasets
from kg.store import CATALOG, EmbeddedStore
from kg.wording import HARMONISATION, JUSTIFICATIONS

Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]
PEOPLE = {"Accept": "text/html"}


def page(client: httpx.Client, path: str) -> html.HtmlElement:
    return html.fromstring(client.get(path, headers=PEOPLE).text)


def test_it_says_that_this_is_a_reconstruction_and_explains_every_word_of_a_mapping(client: httpx.Client) -> None:
    for taal in ("nl", "en"):
        text = page(client, f"/over?taal={taal}").text_content()
        assert ("niet officieel" if taal == "nl" else "not official") in text
        for words in (*HARMONISATION.values(), *JUSTIFICATIONS.values()):
            assert words[taal] in text


def test_a_graph_without_a_catalog_has_the_page_too(client: httpx.Client) -> None:
    assert client.get("/over?formaat=json").json()["sources"] == []
    assert client.get("/over?formaat=csv").text.splitlines() == ["graph,title,release,origin,licence,triples"]


def test_every_name_of_a_mapping_leads_to_the_list_of_those_mappings(client: httpx.Client) -> None:
    asked = [parse_qs(urlsplit(address).query) for address in page(client, "/over").xpath("//main//table//a/@href")]
    assert [one["predicate"] for one in asked if "predicate" in one] == [[name] for name in HARMONISATION]


def test_the_citation_names_the_thing_and_the_version_of_the_graph(client: httpx.Client) -> None:
    (cited,) = page(client, "/doc/shapes/CD041").xpath("//details[@class='cite']//code/text()")
    version = client.get("/health").json()["graph"]
    assert names.SHAPES + "CD041" in cited
    assert version[:12] in cited


@pytest.mark.parametrize(
    ("settings", "starts"),
    [
        (Settings(workers=1, contact_email="beheer@example.org"), "mailto:beheer@example.org?"),
        (Settings(workers=1, contact_url="https://example.org/x/issues/new"), "https://example.org/x/issues/new?"),
        (Settings(workers=1, contact_url="/over"), "/over?"),
    ],
    ids=["mail", "issue", "own page"],
)
def test_a_report_carries_the_citation(small_store: Path, serve: Serve, settings: Settings, starts: str) -> None:
    with serve(create_app(partial(EmbeddedStore, small_store), settings)) as client:
        (address,) = page(client, "/doc/shapes/CD041").xpath("//main//a[starts-with(., 'Meld een fout')]/@href")
        assert address.startswith(starts)
        assert names.SHAPES + "CD041" in unquote(address)
        assert page(client, "/over").xpath("//*[@id='melden']")


def test_what_is_reported_is_shown_as_text(client: httpx.Client) -> None:
    answer = client.get("/over", params={"betreft": "<script>alert(1)</script>"}, headers=PEOPLE)
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.slow
def test_the_sources_are_those_of_the_catalog(real_store: Path, real_address: str) -> None:
    listed = {one.iri: one for one in datasets(EmbeddedStore(real_store))}
    with httpx.Client(base_url=real_address, timeout=60) as real:
        body = real.get("/over?formaat=json").json()
        version_of_gizo = real.get("/v1/modellen/gizo").json()["releases"][0]["version"]
        assert body["official"] is False
        shown = {one["graph"]: one for one in body["sources"]}
        for model in ("gizo", "brp", "codelijsten"):
            one = listed[names.graph_iri(model)]
            assert (shown[one.iri]["licence"], shown[one.iri]["triples"]) == (one.licence, one.triples)
        assert shown[names.graph_iri("gizo")]["release"] == version_of_gizo
        assert not any("/mapping/" in iri or not listed[iri].default for iri in shown)
        rows = list(csv.DictReader(io.StringIO(real.get("/over?formaat=csv").text)))
        assert [row["graph"] for row in rows] == list(shown)
        text = page(real, "/over").text_content()
        assert all(listed[iri].title in text for iri in shown)
        turtle = ox.parse(real.get("/over", headers={"Accept": "text/turtle"}).content, ox.RdfFormat.TURTLE)
        assert any(quad.subject == ox.NamedNode(CATALOG) for quad in turtle)
