"""The pages on coverage and gaps: the numbers lead to their lists, and nothing in a comment is markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from lxml import html

PEOPLE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def main_of(client: httpx.Client, address: str) -> Any:
    answer = client.get(address, headers=PEOPLE)
    assert answer.status_code == 200
    page: Any = html.fromstring(answer.text)
    (main,) = page.xpath("//main")
    return main


@pytest.mark.parametrize("address", ["/dekking", "/dekking?model=gizo&naar=ggm", "/dekking?taal=en", "/hiaten?taal=en"])
def test_the_page_is_there_for_a_small_graph_too(client: httpx.Client, address: str) -> None:
    assert main_of(client, address).xpath("count(.//h1)") == 1


def test_the_page_as_json_is_the_resource(client: httpx.Client) -> None:
    for page, query in (("dekking", "?model=gizo"), ("hiaten", "?model=gizo&naar=zib")):
        assert client.get(f"/{page}{query}&formaat=json").json() == client.get(f"/v1/{page}{query}").json()


def test_a_bad_filter_in_the_address_is_told(client: httpx.Client) -> None:
    answer = client.get("/hiaten?model=x&status=y", headers=PEOPLE)
    assert answer.status_code == 400
    assert "model" in answer.text
    assert "status" in answer.text
    assert client.get("/dekking?domein=Klant", headers=PEOPLE).status_code == 400
    assert client.get("/dekking?model=&naar=&domein=", headers=PEOPLE).status_code == 200  # an empty form


def test_the_gaps_say_why_and_lead_to_the_decision(client: httpx.Client) -> None:
    main = main_of(client, "/hiaten?model=gizo&naar=zib&status=geen-tegenhanger")
    (row,) = main.xpath(".//tbody/tr")
    assert "De zib kent geen client." in row.text_content()
    assert "/doc/mapping/twee" in row.xpath(".//a/@href")


@pytest.mark.slow
def test_every_number_on_the_page_leads_to_that_many(real: httpx.Client) -> None:
    links = main_of(real, "/dekking").xpath(".//table//a[contains(@href, '/zoeken')]")
    wrong = []
    for link in {link.get("href"): link for link in links}.values():
        number = int("".join(c for c in link.text_content() if c.isdigit()))
        query = parse_qs(urlsplit(link.get("href")).query)
        found = real.get("/v1/elementen", params={**query, "limit": "1"}).json()["total"]
        if found != number:
            wrong.append((link.get("href"), number, found))
    assert len(links) > 300
    assert wrong == []


@pytest.mark.slow
def test_domains_where_nobody_looked_say_so(real: httpx.Client) -> None:
    rows = main_of(real, "/dekking").xpath(".//section[@aria-labelledby='ggm']//tbody/tr")
    told = {row[0].text_content().strip(): row[1].text_content() for row in rows}
    assert "Werk" not in told  # a subject in which nothing is linked is one click away
    assert told["5 Sport, Cultuur en Recreatie"] == "nee"
    assert told["Generiek Jeugd en Wmo"] == "ja, alles beslist"
