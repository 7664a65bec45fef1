"""``/v1/regels`` and the page about a rule."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.v1.examples import rules as examples
from kg.validation.listing import rule_objects
from kg.validation.privacy import is_bsn
from kg.validation.shapes import load_shapes


def keys(value: Any) -> Any:
    """The keys of a JSON value, to compare an example with an answer."""
    if isinstance(value, dict):
        return {key: keys(one) for key, one in value.items()}
    return [keys(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def test_the_list_is_that_of_the_command_line(client: httpx.Client) -> None:
    body = client.get("/v1/regels").json()
    ours = rule_objects()
    assert body["total"] == len(ours) == len(body["items"])
    assert [{key: item[key] for key in ours[0]} for item in body["items"]] == ours
    assert keys(body["items"][0]) == keys(examples.RULES["items"][0])


def test_the_list_is_restricted_to_a_message_type_and_a_status(client: httpx.Client) -> None:
    items = client.get("/v1/regels", params={"bericht": "JW319", "status": "core"}).json()["items"]
    assert {item["status"] for item in items} == {"core"}
    assert all("JW319" in item["messages"] or not item["messages"] for item in items)
    assert "RS017" in {item["rule"] for item in items}


@pytest.mark.parametrize("wanted", [{"bericht": "301"}, {"status": "maybe"}, {"regel": "CD041"}])
def test_a_wrong_parameter_is_a_problem(client: httpx.Client, wanted: dict[str, str]) -> None:
    answer = client.get("/v1/regels", params=wanted)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_rule_is_explained(client: httpx.Client) -> None:
    body = client.get("/v1/regels/cs002").json()
    assert keys(body["fails"]) == keys(examples.RULE["fails"])
    assert body["rule"] == "CS002"
    assert body["links"]["page"] == "/doc/shapes/CS002"
    assert "gizo:clientBsn" in {element["id"] for element in body["touches"]}
    assert body["fails"]["reportedAt"]
    assert not body["passes"]["reportedAt"]
    english = client.get("/v1/regels/CS002", params={"taal": "en"}).json()
    assert english["message"] == load_shapes().rules["CS002"].summary("en")


def test_the_shape_of_a_rule_comes_as_turtle(client: httpx.Client) -> None:
    address = client.get("/v1/regels/CS002").json()["links"]["shape"]
    shape = client.get(address)
    assert shape.headers["Content-Type"].startswith("text/turtle")
    assert shape.text.count("shape:CS002 ") == 1
    assert client.get("/v1/regels/CS002", headers={"Accept": "text/turtle"}).text == shape.text
    assert client.get("/v1/regels/CS002?formaat=csv").status_code == 400


def test_the_elements_a_rule_touches_come_in_pages_with_what_they_are_connected_to(client: httpx.Client) -> None:
    body = client.get("/v1/regels/CS002").json()
    page = client.get(body["links"]["elements"]).json()
    touched = {one["element"]["id"]: one for one in page["items"]}
    assert set(touched["gizo:clientBsn"]) == set(examples.TOUCHED["items"][0])
    assert keys(touched["gizo:clientBsn"]["links"]) == keys(examples.TOUCHED["items"][0]["links"])
    assert "ggm" in {link["target"]["model"] for link in touched["gizo:clientBsn"]["links"]}
    all_of_them = client.get("/v1/regels/STRUCTUUR/elementen", params={"limit": 100}).json()
    assert all_of_them["total"] > 100 == len(all_of_them["items"])
    second = client.get(all_of_them["links"]["next"]).json()
    assert len(second["items"]) == all_of_them["total"] - 100
    assert client.get(second["links"]["prev"]).json() == all_of_them
    assert client.get("/v1/regels/CS002/elementen?page=9").json()["items"] == []


def test_no_rule_is_too_large_to_read(client: httpx.Client) -> None:
    assert len(client.get("/v1/regels/STRUCTUUR").content) < 40_000


def test_the_page_lists_the_rules_that_are_chosen(client: httpx.Client) -> None:
    people = {"Accept": "text/html"}
    page = client.get("/regels?bericht=JW319&status=core&type=RS", headers=people).text
    listed = client.get("/v1/regels?bericht=JW319&status=core&type=RS").json()
    assert f"{listed['total']} regels" in page
    assert all(f'href="{item["links"]["page"]}"' in page for item in listed["items"])
    assert client.get("/regels?bericht=JW319&formaat=json").json() == client.get("/v1/regels?bericht=JW319").json()
    wrong = client.get("/regels?bericht=301&status=x", headers=people)
    assert wrong.status_code == 400
    assert "bericht" in wrong.text
    assert "status" in wrong.text
    assert client.get("/regels?bericht=&status=&type=", headers=people).status_code == 200


def test_no_bsn_is_shown(client: httpx.Client) -> None:
    answer = client.get("/v1/regels/CS002").text
    words = answer.replace("<", " ").replace(">", " ").split()
    assert not [word for word in words if len(word) == 9 and is_bsn(word)]
    assert "999990018" not in answer, "nor one that is no bsn, but is where one belongs"


def test_an_unknown_rule_is_not_found_with_what_it_could_be(client: httpx.Client) -> None:
    answer = client.get("/v1/regels/CS02")
    assert answer.status_code == 404
    assert "CS002" in answer.json()["detail"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_a_rule_is_at_its_iri(client: httpx.Client, language: str) -> None:
    sent = client.get("/shapes/CS002", headers={"Accept": "text/html"})
    assert sent.status_code == 303
    address = sent.headers["Location"]
    answer = client.get(address, params={"taal": language}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert load_shapes().rules["CS002"].summary(language) in answer.text
    assert '<a href="/v1/regels/CS002">JSON</a>' in answer.text
    assert "<ins>" in answer.text
    assert client.get(address, headers={"Accept": "text/turtle"}).headers["Content-Type"].startswith("text/turtle")


def test_every_rule_has_a_page(client: httpx.Client) -> None:
    """One of each kind, level and status."""
    some = {(rule.kind, rule.level, rule.status): code for code, rule in load_shapes().rules.items()}
    for code in some.values():
        answer = client.get(f"/doc/shapes/{code}", headers={"Accept": "text/html"})
        assert answer.status_code == 200, code
        assert f"<h1>{code}</h1>" in answer.text
        assert '<ul class="plain"></ul>' not in answer.text, "an element without counterparts says so"
