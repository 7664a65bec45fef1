"""The start page: where to begin, and the picture of which the table says the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from lxml import html

from api.pages.start import EXAMPLES

PEOPLE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def page_of(client: httpx.Client, address: str = "/") -> Any:
    return html.fromstring(client.get(address, headers=PEOPLE).text)


def query(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def test_the_examples_are_searches(client: httpx.Client) -> None:
    asked = [query(one).get("q") for one in page_of(client).xpath("//div[@class='hero']//a/@href")]
    assert [one for one in asked if one in EXAMPLES] == list(EXAMPLES)


def test_a_machine_that_asks_for_rdf_is_sent_to_the_catalog_and_the_page_has_forms_too(client: httpx.Client) -> None:
    sent = client.get("/", headers={"Accept": "text/turtle"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/doc/graph/catalog")
    assert client.get("/?formaat=json").json() == client.get("/v1/dekking").json()
    assert client.get("/?formaat=csv").text.startswith("model,part,target")
    assert "qb:Observation" in client.get("/?formaat=ttl").text


def test_the_picture_and_the_table_say_the_same(client: httpx.Client) -> None:
    page = page_of(client)
    drawn = page.xpath("//svg//text[@class='bar-count']/text()")
    told = page.xpath("//section[@aria-labelledby='beeld']//tbody//td[@class='nowrap']/a/text()")
    assert drawn == [text.replace(" van ", "/") for text in told]
    assert drawn


def test_a_bar_is_for_the_mouse_only_and_the_table_has_its_link(client: httpx.Client) -> None:
    page = page_of(client)
    bars = page.xpath("//svg//a[@class='bar-link']")
    assert {(bar.get("tabindex"), bar.get("aria-hidden")) for bar in bars} == {("-1", "true")}
    listed = {(q["domein"], q["naar"]) for q in map(query, page.xpath("//td[@class='nowrap']/a/@href"))}
    assert {(q["domein"], q["naar"]) for q in (query(bar.get("href")) for bar in bars)} == listed


@pytest.mark.slow
def test_every_number_leads_to_that_many(real: httpx.Client) -> None:
    page = page_of(real)
    for link in page.xpath("//section[@aria-labelledby='cijfers']//table//a[contains(@href, '/zoeken')]"):
        found = real.get("/v1/elementen", params={**query(link.get("href")), "limit": 1}).json()["total"]
        assert found == int(link.text_content()), link.get("href")
    for link in page.xpath("//td[@class='nowrap']/a"):
        linked, total = map(int, link.text.split(" van "))
        of_class = query(link.get("href"))
        assert real.get("/v1/elementen", params=of_class).json()["total"] == total
        assert real.get("/v1/elementen", params={**of_class, "status": "gekoppeld"}).json()["total"] == linked


@pytest.mark.slow
def test_all_nine_classes_are_drawn_in_both_languages(real: httpx.Client) -> None:
    for address in ("/", "/?taal=en"):
        page = page_of(real, address)
        assert len(page.xpath("//svg//a[@class='class-box']")) == 9
        assert len(page.xpath("//svg//a[@class='role-name']")) == 14
        assert len(page.xpath("//svg//a[@class='bar-link']")) == 36
