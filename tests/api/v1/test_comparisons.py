"""``/v1/vergelijkingen``: comparisons, proposals, what can be compared, in every form, and all faults at once."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest
from openpyxl import load_workbook
from rdflib import Graph, URIRef

PATH = "/v1/vergelijkingen"
PERSON = "ggm:9f4e12e4-b228-4931-ac83-1b1f60958a89"
PAIR = {"links": "gizo:Client", "rechts": PERSON}


def test_a_comparison_tells_both_sides_and_the_lines_between(client: httpx.Client) -> None:
    body = client.get(PATH, params=PAIR).json()
    (left,), (right,) = body["left"], body["right"]
    assert [row["id"] for row in left["rows"]] == ["gizo:Client", "gizo:clientBsn"]
    assert (left["name"], right["name"]) == ("Client", "Natuurlijk Persoon")
    (line,) = body["lines"]
    assert (line["left"], line["right"]) == ("gizo:clientBsn", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053")
    assert (line["predicate"], line["derived"], line["negated"]) == ("skos:broadMatch", False, False)
    assert line["sentence"] == "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)"
    assert left["rows"][1]["verdict"] == "hier"
    assert left["counts"]["linked"] == 1


def test_the_way_back_is_read_the_other_way(client: httpx.Client) -> None:
    swapped = client.get(PATH, params=PAIR).json()["links"]["swapped"]
    (line,) = client.get(swapped).json()["lines"]
    assert (line["left"], line["predicate"]) == ("ggm:d0d31a65-6add-4d9e-94e4-f232d261a053", "skos:narrowMatch")
    assert client.get(swapped).json()["links"]["swapped"] == client.get(PATH, params=PAIR).json()["links"]["self"]


def test_a_denied_pair_is_a_line_that_says_not_and_no_counterpart_has_its_reason(client: httpx.Client) -> None:
    body = client.get(
        PATH, params={"links": "gizo:Client", "rechts": "ggm:00000000-0000-4000-8000-000000000001"}
    ).json()
    (line,) = body["lines"]
    assert line["negated"]
    assert "niet hetzelfde" in line["sentence"]


def test_a_message_and_ggm_meet_in_derived_lines_that_can_be_left_out(client: httpx.Client) -> None:
    pair = {"links": "ijw:JW301/Client", "rechts": PERSON}
    (line,) = client.get(PATH, params=pair).json()["lines"]
    assert line["derived"]
    assert client.get(PATH, params={**pair, "afgeleid": "nee"}).json()["lines"] == []


def test_one_side_gets_proposals_that_lead_to_the_comparison(client: httpx.Client) -> None:
    body = client.get(PATH, params={"links": "gizo:Client"}).json()
    assert (body["left"], body["lines"]) == ([], [])
    first = next(one for one in body["proposals"] if one["model"] == "ggm")
    assert (first["id"], first["shared"]) == (PERSON, 1)
    assert client.get(first["links"]["comparison"]).json()["lines"]
    other = client.get(PATH, params={"rechts": "gizo:Client"}).json()["proposals"]
    (back,) = (one for one in other if one["id"] == PERSON)
    assert client.get(back["links"]["comparison"]).json()["right"][0]["id"] == "gizo:Client"


def test_without_sides_every_class_of_gizo_says_what_it_can_be_compared_with(client: httpx.Client) -> None:
    classes = {one["id"]: one for one in client.get(PATH).json()["classes"]}
    assert set(classes) == {"gizo:Client", "gizo:Toewijzing"}
    (ggm,) = (one for one in classes["gizo:Client"]["models"] if one["model"] == "ggm")
    assert ggm["linked"] == 1
    assert client.get(ggm["links"]["comparison"]).json()["lines"]


def test_all_faults_come_at_once_with_what_may_have_been_meant(client: httpx.Client) -> None:
    answer = client.get(PATH, params={"links": ["gizo:Clent", "gizo:clientBsn"], "rechts": ["zzz", "gizo:Toewijzing"]})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert [(fault["location"]["name"], fault["code"]) for fault in body["errors"]] == [
        ("links", "unknown"),
        ("links", "no-class"),
        ("rechts", "unknown"),
    ]
    assert "gizo:Client" in [one["id"] for one in body["suggestions"]]
    assert client.get(PATH, params={"links": "zzz"}).status_code == 404


def test_two_classes_of_one_model_are_no_comparison(client: httpx.Client) -> None:
    answer = client.get(PATH, params={"links": "gizo:Client", "rechts": "gizo:Toewijzing"})
    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["errors"]] == ["same-model"]


@pytest.mark.parametrize(
    "wrong", [{"afgeleid": "misschien"}, {"relaties": "1"}, {"alles": ""}, {"onbekend": "x"}, {"links": ["a"] * 9}]
)
def test_a_wrong_parameter_is_a_fault(client: httpx.Client, wrong: dict[str, str]) -> None:
    answer = client.get(PATH, params={**PAIR, **wrong})
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_any_spelling_and_a_name_that_only_one_has_will_do(client: httpx.Client) -> None:
    for left in ("gizo:Client", "https://w3id.org/gizo/def/Client"):
        for right in ("{9F4E12E4-B228-4931-AC83-1B1F60958A89}", "Natuurlijk Persoon", "natuurlijk persoon"):
            body = client.get(PATH, params={"links": left, "rechts": right}).json()
            assert (body["left"][0]["id"], body["right"][0]["id"]) == ("gizo:Client", PERSON)


def test_a_comparison_goes_home_as_rows_and_as_statements(client: httpx.Client) -> None:
    rows = client.get(PATH, params={**PAIR, "formaat": "csv"})
    assert rows.headers["Content-Disposition"] == 'attachment; filename="vergelijking.csv"'
    assert rows.text.splitlines()[0].startswith("leftModel,leftClass,left,leftId")
    assert any("gizo:clientBsn" in row and "ruimer" in row for row in rows.text.splitlines())
    book = load_workbook(io.BytesIO(client.get(PATH, params={**PAIR, "formaat": "xlsx"}).content))
    sheet = book.worksheets[0]
    assert sheet.max_row == len(rows.text.splitlines())
    turtle = Graph().parse(data=client.get(PATH, params={**PAIR, "formaat": "ttl"}).text, format="turtle")
    mapping = URIRef("https://w3id.org/gizo/id/mapping/een")
    assert (mapping, URIRef("http://www.w3.org/2002/07/owl#annotatedSource"), None) in turtle
    assert (URIRef("https://w3id.org/gizo/def/clientBsn"), None, None) in turtle
    assert client.get(PATH, params={"formaat": "csv"}).text.startswith("class,name,model,")
    assert client.get(PATH, params={"links": "gizo:Client", "formaat": "csv"}).text.startswith("class,other,")


def test_the_language_changes_the_words_not_the_facts(client: httpx.Client) -> None:
    english = client.get(PATH, params={**PAIR, "taal": "en"}).json()
    dutch = client.get(PATH, params=PAIR).json()
    assert english["lines"][0]["sentence"].startswith("GGM burgerservicenummer")
    assert "broader" in english["lines"][0]["sentence"]
    assert [line["mapping"] for line in english["lines"]] == [line["mapping"] for line in dutch["lines"]]
    assert english["links"]["self"].endswith("taal=en")


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


@pytest.mark.slow
def test_every_comparison_the_index_leads_to_has_lines(real: httpx.Client) -> None:
    classes = real.get(PATH).json()["classes"]
    assert len(classes) > 30
    for one in classes:
        for model in one["models"]:
            if model["links"]:
                body = real.get(model["links"]["comparison"]).json()
                assert body["lines"], (one["id"], model["model"])
                assert body["left"][0]["id"] == one["id"]
