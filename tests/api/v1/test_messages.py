"""``/v1/berichten`` and the pages about message types."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from lxml import html

PEOPLE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def flat(places: list[Any]) -> Iterator[Any]:
    for place in places:
        yield place
        yield from flat(place["elements"])


def test_a_message_shows_its_elements_in_their_place(client: httpx.Client) -> None:
    body = client.get("/v1/berichten/jw301").json()
    (top,) = body["places"]
    (bsn,) = top["elements"]
    assert (top["label"], bsn["label"], bsn["path"]) == ("Client", "Bsn", "/Bericht/Client/Bsn")
    assert [(one["element"]["id"], one["predicate"]) for one in bsn["gizo"]] == [("gizo:clientBsn", "skos:exactMatch")]
    assert top["gizo"] == []
    assert body["elements"]["total"] == 2


def test_an_unknown_message_tells_which_come_near(client: httpx.Client) -> None:
    answer = client.get("/v1/berichten/JW310")
    assert answer.status_code == 404
    assert answer.json()["suggestions"] == [{"id": "ijw:JW301", "label": "JW301", "model": "ijw"}]
    assert "JW301" in client.get("/berichten/JW310", headers=PEOPLE).text


def test_the_page_gives_the_same_json_as_the_resource(client: httpx.Client) -> None:
    for path in ("/berichten?model=ijw", "/berichten/JW301"):
        joined = f"{path}{'&' if '?' in path else '?'}formaat=json"
        assert client.get(joined).json() == client.get(f"/v1{path}").json()


def test_a_wrong_filter_is_a_page_that_says_so_and_an_empty_one_is_none(client: httpx.Client) -> None:
    assert client.get("/berichten?model=ggm", headers=PEOPLE).status_code == 400
    assert client.get("/berichten?model=&utm_source=x", headers=PEOPLE).status_code == 200


@pytest.mark.slow
def test_the_three_standards_are_there_with_how_far_they_reach(real: httpx.Client) -> None:
    items = {item["code"]: item for item in real.get("/v1/berichten").json()["items"]}
    assert len(items) == 14 + 14 + 4
    assert {item["standard"] for item in items.values()} == {"ijw", "iwmo", "ieb"}
    for item in items.values():
        reach = item["elements"]
        assert reach["gizo"] + reach["outside"] + reach["open"] == reach["total"]
        assert (reach["ggm"] is None) == bool(item["answers"])
        assert item["lifted"] == (item["standard"] != "ieb") == bool(item["rules"])
    assert items["WMO306"]["answers"] == "WMO305"
    assert items["JW301"]["elements"]["ggm"] > 20


@pytest.mark.slow
def test_every_number_of_a_message_is_that_of_its_list(real: httpx.Client) -> None:
    for code in ("JW301", "WMO306", "WMO401"):
        item = real.get(f"/v1/berichten/{code}").json()
        reach = item["elements"]
        asked = {"model": item["standard"], "domein": code, "limit": 1}
        for name, status in (("gizo", "gekoppeld"), ("outside", "geen-tegenhanger"), ("open", "open")):
            listed = real.get("/v1/elementen", params={**asked, "status": status, "naar": "gizo"}).json()
            assert listed["total"] == reach[name], (code, name)
        if reach["ggm"] is not None:
            listed = real.get("/v1/elementen", params={**asked, "status": "gekoppeld", "naar": "ggm"}).json()
            assert listed["total"] == reach["ggm"]
        if item["rules"]:
            assert real.get(item["links"]["rules"]).json()["total"] == item["rules"]
        found = list(flat(item["places"]))
        assert len(found) == reach["total"] == len({place["id"] for place in found})


@pytest.mark.slow
def test_the_order_is_that_of_the_message_and_the_page_says_the_same(real: httpx.Client) -> None:
    item = real.get("/v1/berichten/JW305").json()
    assert [place["label"] for place in item["places"]] == ["Header", "Client"]
    client = item["places"][1]
    assert client["elements"][0]["label"] == "Bsn"
    bsn = client["elements"][0]
    assert (bsn["datatype"], bsn["minimum"], bsn["maximum"]) == ("LDT_BurgerServicenummer", "1", "1")
    page: Any = html.fromstring(real.get("/berichten/JW305", headers=PEOPLE).text)
    rows = page.xpath("//section[@aria-labelledby='elementen']//tbody/tr/th//a/text()")
    assert rows == [place["label"] for place in flat(item["places"])]


@pytest.mark.slow
def test_what_goes_on_to_ggm_stands_with_the_element_and_cannot_be_turned_around(real: httpx.Client) -> None:
    item = real.get("/v1/berichten/WMO301").json()
    found = {place["id"]: place for place in flat(item["places"])}
    assert sum(bool(place["ggm"]) for place in found.values()) == item["elements"]["ggm"]
    bsn = found["iwmo:WMO301/Client/Bsn"]
    assert [(one["element"]["label"], one["predicate"]) for one in bsn["ggm"]] == [
        ("burgerservicenummer", "skos:broadMatch")
    ]
    page: Any = html.fromstring(real.get("/berichten/WMO301", headers=PEOPLE).text)
    (row,) = page.xpath("//section[@aria-labelledby='elementen']//tr[th/a[@title='/Bericht/Header/Ontvanger']]")
    said = [" ".join(cell.text_content().split()) for cell in row[3:]]
    assert said == ["GIZO agb-code (Aanbieder) is ruimer", "GGM AGBCode (Leverancier) is ruimer"]
    rows = csv.DictReader(io.StringIO(real.get("/berichten/WMO301?formaat=csv").text))
    told = {row["id"]: row["ggm"] for row in rows}
    assert told["iwmo:WMO301/Client/Bsn"].startswith("GGM burgerservicenummer (NatuurlijkPersoon) is ruimer (ggm:")
    assert not any(place["ggm"] for place in flat(real.get("/v1/berichten/WMO302").json()["places"]))


@pytest.mark.slow
def test_a_message_can_be_taken_along(real: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(real.get("/berichten/JW305?formaat=csv").text)))
    assert {row["id"] for row in rows} == {
        place["id"] for place in flat(real.get("/v1/berichten/JW305").json()["places"])
    }
    assert {row["element"] for row in rows} >= {"gizo:clientBsn", ""}
    assert real.get("/berichten/JW305?formaat=xlsx").content[:2] == b"PK"
    store = ox.Store()
    store.load(real.get("/berichten/JW305?formaat=ttl").content, format=ox.RdfFormat.TURTLE)
    assert len({quad.subject for quad in store}) == 1 + len({row["id"] for row in rows})
