"""The documentation of the API for people: it shows every operation, and its examples can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from lxml import html

from tests.api.v1.described import operations

PEOPLE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def test_every_operation_and_every_parameter_is_shown(client: httpx.Client) -> None:
    page: Any = html.fromstring(client.get("/api", headers=PEOPLE).text)
    known = list(operations(client.get("/v1/openapi.json").json()))
    assert page.xpath("//section//h3/@id") == [
        one.name for tag in page.xpath("//main/section/h2/@id")[:-1] for one in known if tag in one.said["tags"]
    ]
    assert set(page.xpath("//section//h3/@id")) == {one.name for one in known}
    shown = page.xpath("//table/tbody/tr/th/code/text()")
    assert sorted(shown) == sorted(parameter["name"] for one in known for parameter in one.parameters)
    assert not page.xpath("//@style | //style | //*[@onclick]")


@pytest.mark.slow
def test_every_example_can_be_opened(real: httpx.Client) -> None:
    page: Any = html.fromstring(real.get("/api", headers=PEOPLE).text)
    examples = [address for address in page.xpath("//main//p/a/@href") if address.startswith("/v1/")]
    reading = [one for one in operations(real.get("/v1/openapi.json").json()) if one.method == "GET"]
    assert len(examples) == len(reading) + 1
    for address in examples:
        assert real.get(address).status_code == 200, address


def test_it_says_who_answers_and_shows_a_problem(client: httpx.Client) -> None:
    text = client.get("/api?taal=en", headers=PEOPLE).text
    assert f'href="{client.base_url}/over"' in text
    assert "&#34;status&#34;: 400" in text
    assert "are in Dutch" in text
