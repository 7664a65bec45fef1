"""``/v1/vragen``: the catalogue, the answers, and the page with all questions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
import openpyxl
import pytest
from lxml import html

from kg.questions.catalogue import questions

PEOPLE = {"Accept": "text/html"}
ANSWER = "/v1/vragen/element-naar-modellen/antwoord"


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def test_the_catalogue_is_listed_whole_or_for_some_readers(client: httpx.Client) -> None:
    body = client.get("/v1/vragen").json()
    assert [item["name"] for item in body["items"]] == [one.name for one in questions()]
    some = client.get("/v1/vragen", params={"voor": "ggm"}).json()
    assert 0 < some["total"] < body["total"]
    assert all("ggm" in item["audience"] for item in some["items"])


def test_a_question_tells_what_it_needs_and_its_query(client: httpx.Client) -> None:
    body = client.get("/v1/vragen/dekking-per-klasse").json()
    (parameter,) = body["parameters"]
    assert (parameter["kind"], parameter["choices"]) == ("choice", ["ggm", "zib", "brp"])
    assert body["sparql"].startswith("#+")
    assert client.get("/v1/vragen/dekking-per-klasse?taal=en").json()["title"] != body["title"]


def test_an_unknown_question_tells_which_come_near(client: httpx.Client) -> None:
    for path in ("/v1/vragen/valse-vriend", "/v1/vragen/valse-vriend/antwoord"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "valse-vrienden" in answer.json()["detail"]


def test_an_answer_tells_what_was_asked_and_what_was_found(client: httpx.Client) -> None:
    body = client.get(ANSWER, params={"element": "gizo:clientBsn"}).json()
    assert body["parameters"] == {"element": "gizo:clientBsn"}
    assert body["total"] == len(body["items"]) > 0
    assert body["truncated"] is False
    assert set(body["items"][0]) <= set(body["columns"])
    assert client.get(body["links"]["self"]).json() == body
    spelled = client.get(ANSWER, params={"element": "https://w3id.org/gizo/def/clientBsn"}).json()
    assert spelled["items"] == body["items"]


def test_an_answer_comes_in_several_forms(client: httpx.Client) -> None:
    asked = {"element": "gizo:clientBsn"}
    body = client.get(ANSWER, params=asked).json()
    table = client.get(ANSWER, params=asked, headers={"Accept": "text/csv"})
    assert table.headers["Content-Disposition"] == 'attachment; filename="element-naar-modellen.csv"'
    assert [row.keys() == set(body["columns"]) for row in csv.DictReader(io.StringIO(table.text))] == [True] * body[
        "total"
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(ANSWER, params={**asked, "formaat": "xlsx"}).content)).active
    assert sheet is not None
    assert sheet.max_row == body["total"] + 1
    standard = client.get(ANSWER, params=asked, headers={"Accept": "application/sparql-results+json"}).json()
    assert len(standard["results"]["bindings"]) == body["total"]
    assert client.get(ANSWER, params=asked, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("", {"element"}),
        ("element=", {"element"}),
        ("element=gizo:bestaatNiet", {"element"}),
        ("element=gizo:Client&element=gizo:Toewijzing", {"element"}),
        ("elemnt=x&taal=de&formaat=pdf", {"elemnt", "taal", "formaat", "element"}),
        ("element=%22%20%7D%20DROP%20ALL", {"element"}),
    ],
)
def test_all_that_is_wrong_with_the_parameters_is_told(client: httpx.Client, query: str, wrong: set[str]) -> None:
    answer = client.get(f"{ANSWER}?{query}")
    assert answer.status_code == 400
    assert {fault["location"]["name"] for fault in answer.json()["errors"]} == wrong


@pytest.mark.slow
def test_every_question_answers_its_example(real: httpx.Client) -> None:
    for item in real.get("/v1/vragen").json()["items"]:
        answer = real.get(item["links"]["answer"])
        assert answer.status_code == 200, (item["name"], answer.text[:200])
        assert answer.json()["items"], item["name"]


def test_the_page_leads_to_every_question_and_to_its_answer(client: httpx.Client) -> None:
    page: Any = html.fromstring(client.get("/vragen", headers=PEOPLE).text)
    links = page.xpath("//main//h3/a/@href")
    assert links == [f"/sparql?vraag={one.name}" for one in questions()]
    assert client.get(links[0], headers=PEOPLE).status_code == 200
    csvs = [address for address in page.xpath("//main//li//a/@href") if address.endswith("formaat=csv")]
    assert len(csvs) == len(links)
    english = client.get("/vragen?taal=en&voor=ggm", headers=PEOPLE).text
    assert "Which" in english
    assert client.get("/vragen?voor=x", headers=PEOPLE).status_code == 400


def test_the_address_of_a_question_leads_a_person_to_where_it_is_asked(client: httpx.Client) -> None:
    sent = client.get("/vragen/valse-vrienden?taal=en", headers=PEOPLE)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/sparql?vraag=valse-vrienden&taal=en")
    body = client.get("/vragen/valse-vrienden", headers={"Accept": "application/json"}).json()
    assert body == client.get("/v1/vragen/valse-vrienden").json()
