"""``/v1/elementen``: the search with filters, counts and an order, in every form."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import openpyxl
import pytest
from rdflib import Graph, URIRef

from api.v1.examples.element_list import ELEMENTS


def ask(client: httpx.Client, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/v1/elementen", params=parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_search_gives_a_page_with_links_that_keep_every_filter(client: httpx.Client) -> None:
    body = ask(client, q="client", soort=["attribute", "class"], model="gizo", sort="label", taal="en", limit=1)
    assert body["total"] == 2
    following = parse_qs(urlsplit(body["links"]["next"]).query)
    assert following == {
        "q": ["client"],
        "soort": ["attribute", "class"],
        "model": ["gizo"],
        "sort": ["label"],
        "taal": ["en"],
        "limit": ["1"],
        "page": ["2"],
    }
    second = client.get(body["links"]["next"]).json()
    assert second["page"] == 2
    assert client.get(second["links"]["prev"]).json() == body
    assert client.get(body["links"]["last"]).json()["items"]
    assert client.get(body["links"]["page"], headers={"Accept": "text/html"}).status_code == 200


def test_a_page_past_the_end_is_empty_and_no_error(client: httpx.Client) -> None:
    body = ask(client, q="client", page=900)
    assert body["items"] == []
    assert set(body["links"]) == {"self", "first", "last", "page"}


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"model": "gizo", "soort": "class"}, {"gizo:Client", "gizo:Toewijzing"}),
        ({"domein": "Client"}, {"gizo:Client"}),
        ({"domein": "JW301", "soort": "element", "q": "bsn"}, {"ijw:JW301/Client/Bsn"}),
        ({"domein": "gizo:Client"}, {"gizo:Client", "gizo:clientBsn"}),
        ({"model": "gizo", "status": "geen-tegenhanger", "naar": "zib"}, {"gizo:Client"}),
        ({"q": "bsn", "status": "gekoppeld", "naar": "ggm", "model": "gizo"}, {"gizo:clientBsn"}),
        ({"q": "{D0D31A65-6ADD-4d9e-94E4-F232D261A053}"}, {"ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"}),
        ({"q": "jw301 bsn"}, {"ijw:JW301/Client/Bsn"}),
    ],
)
def test_filters_leave_what_they_say(client: httpx.Client, parameters: dict[str, str], found: set[str]) -> None:
    assert {item["id"] for item in ask(client, **parameters)["items"]} == found


def test_an_element_in_the_list_says_how_it_is_linked(client: httpx.Client) -> None:
    (bsn,) = ask(client, domein="gizo:Client", soort="attribute")["items"]
    assert (bsn["status"], bsn["linkedTo"][0]) == ("gekoppeld", "ggm")
    (gizo_client,) = ask(client, q="gizo:Client", model="gizo", soort="class")["items"]
    assert (gizo_client["domain"], "zib" in gizo_client["openTo"]) == ("Client", False)
    code = ask(client, soort="code")["items"][0]
    assert (code["status"], code["domain"]) == (None, None)


def test_counts_say_how_long_each_list_is(client: httpx.Client) -> None:
    facets = ask(client, q="client", model="gizo")["facets"]
    assert set(facets) == {"model", "soort", "domein", "status"}
    for value in facets["model"]:
        assert ask(client, q="client", model=value["value"])["total"] == value["count"]


def test_a_typing_error_is_forgiven_and_told(client: httpx.Client) -> None:
    body = ask(client, q="toewijsing")
    assert (body["items"][0]["id"], body["guessed"]) == ("gizo:Toewijzing", True)
    assert ask(client, q="toewijzing")["guessed"] is False


def test_all_faults_are_told_at_once(client: httpx.Client) -> None:
    wrong = {
        "q": "x" * 501,
        "model": "x",
        "soort": "y",
        "status": "z",
        "naar": "codelijsten",
        "sort": "datum",
        "page": "0",
        "limit": "101",
        "formaat": "pdf",
        "modle": "ggm",
    }
    answer = client.get("/v1/elementen", params=wrong)
    assert answer.status_code == 400
    named = {fault["location"]["name"].partition(".")[0] for fault in answer.json()["errors"]}
    assert named == set(wrong)


def test_a_part_that_no_model_has_is_a_fault(client: httpx.Client) -> None:
    answer = client.get("/v1/elementen", params={"domein": "Clienten"})
    assert answer.status_code == 400
    assert [fault["location"]["name"] for fault in answer.json()["errors"]] == ["domein"]


def test_the_whole_list_can_be_taken_home(client: httpx.Client) -> None:
    total = ask(client, q="client", limit=2)["total"]
    text = client.get("/v1/elementen", params={"q": "client", "limit": 2, "formaat": "csv"})
    assert text.headers["content-type"].startswith("text/csv")
    assert 'filename="elementen.csv"' in text.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(text.text)))
    assert len(rows) == total > 2
    assert (rows[0]["id"], rows[0]["kind"], rows[0]["status"]) == ("gizo:Client", "klasse", "open")
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/v1/elementen", params={"q": "client", "formaat": "xlsx"}).content)
    )
    sheet = book.worksheets[0]
    assert sheet.max_row == total + 1
    assert sheet.cell(2, 1).value == "gizo:Client"


def test_turtle_tells_what_the_graph_says_of_the_elements(client: httpx.Client) -> None:
    answer = client.get("/v1/elementen", params={"domein": "gizo:Client", "formaat": "ttl"})
    graph = Graph().parse(data=answer.text, format="turtle")
    assert URIRef("https://w3id.org/gizo/def/clientBsn") in set(graph.subjects())


@pytest.mark.slow
def test_the_example_is_a_real_answer(real_address: str) -> None:
    answer = httpx.get(real_address + ELEMENTS["links"]["self"], timeout=60).json()
    assert answer == ELEMENTS
