"""The ntb list as a page: what to sign off, without claims that were not decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from lxml import html

PEOPLE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def page_of(client: httpx.Client, address: str) -> Any:
    answer = client.get(address, headers=PEOPLE)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def rows(client: httpx.Client, address: str) -> list[Any]:
    return list(page_of(client, address).xpath("//main//table/tbody/tr"))


def test_a_comment_with_markup_in_it_is_shown_as_text(client: httpx.Client) -> None:
    answer = client.get("/ntb?status=geen-uuid", headers=PEOPLE)
    assert "<script>alert" not in answer.text
    assert "Ruimer <script>alert(1)</script> & zo." in page_of(client, "/ntb?status=geen-uuid").text_content()


def test_what_is_broader_is_shown_with_the_warning_and_no_proposal(client: httpx.Client) -> None:
    (row,) = rows(client, "/ntb?status=geen-uuid")
    proposal = row[2]
    assert proposal.xpath("string(p[1])") == "Vul geen UUID in: het GGM heeft alleen iets ruimers, engers of verwants."
    assert "{D0D31A65-6ADD-4d9e-94E4-F232D261A053}" in proposal.xpath("string(details)")
    assert "heeft overeenkomstig bovenliggend" in proposal.xpath("string(details)")


def test_filters_and_language_stay_in_every_link_beside_the_list(client: httpx.Client) -> None:
    page = page_of(client, "/ntb?soort=class&taal=en")
    links = page.xpath("//*[contains(@class, 'facet')]//a/@href")
    assert links
    assert all("taal=en" in link for link in links)
    assert [link for link in links if "soort=class" in link and "status=" in link]


def test_the_page_as_json_is_the_resource(client: httpx.Client) -> None:
    assert client.get("/ntb?soort=class&formaat=json").json() == client.get("/v1/ntb?soort=class").json()


@pytest.mark.slow
def test_the_slides_come_first_with_their_uuid(real: httpx.Client) -> None:
    first = rows(real, "/ntb")[:3]
    assert [row[1].text_content() for row in first] == ["ntb"] * 3
    assert {row.xpath("string(.//code[@class='uuid'])") for row in first} == {
        "{71D7E96D-641A-4b6a-A325-DED07C3B5836}",
        "{3D5CCB29-91E4-458e-8BCD-6741198E45B8}",
        "{EA6F820F-C458-4b24-8055-5C2CC76F5904}",
    }


@pytest.mark.slow
def test_the_whole_list_fits_one_page_to_print(real: httpx.Client) -> None:
    page = page_of(real, "/ntb?domein=Toewijzing")
    total = real.get("/v1/ntb?domein=Toewijzing").json()["total"]
    assert len(page.xpath("//main//table/tbody/tr")) == total
    everything = real.get("/v1/ntb").json()["total"]
    (address,) = page_of(real, "/ntb").xpath("//main//a[contains(@href, 'limit=300')]/@href")
    assert len(rows(real, address)) == everything
