"""The query page as the server writes it: questions filled in, faults at their field, and no script needed."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from api.endpoint import query_page
from kg.questions.catalogue import questions

PAGE = {"Accept": "text/html"}
QUERY = {"Accept": "application/sparql-query"}
ASKED = {"vraag": "element-naar-modellen"}


def test_every_question_is_on_the_page_with_a_field_for_each_parameter(client: httpx.Client) -> None:
    body = client.get("/sparql", headers=PAGE).text
    for entry in questions():
        assert f'data-name="{entry.name}"' in body
        for param in entry.params:
            assert f'id="{entry.audience[0]}-{entry.name}-{param.name}"' in body


def test_a_question_is_filled_in_and_answered_without_a_script(client: httpx.Client) -> None:
    body = client.get("/sparql", params={**ASKED, "element": "gizo:clientBsn"}, headers=PAGE).text
    assert "VALUES ?element" in body
    assert '<a href="/doc/ggm/d0d31a65-6add-4d9e-94e4-f232d261a053">' in body
    assert 'value="gizo:clientBsn"' in body


@pytest.mark.parametrize("spelling", ["gizo:Toewijzing", "toewijzing", "<https://w3id.org/gizo/def/Toewijzing>"])
def test_any_spelling_or_label_of_an_element_will_do(client: httpx.Client, spelling: str) -> None:
    answer = client.get("/sparql", params={**ASKED, "element": spelling}, headers=QUERY)
    assert answer.headers["content-type"].startswith("application/sparql-query")
    assert "VALUES ?element { <https://w3id.org/gizo/def/Toewijzing> }" in answer.text
    assert "#+" not in answer.text


def test_what_is_left_empty_gets_its_example(client: httpx.Client) -> None:
    example = client.get("/sparql", params=ASKED, headers=QUERY).text
    assert client.get("/sparql", params={**ASKED, "element": " "}, headers=QUERY).text == example


def test_a_wrong_value_is_told_at_its_field(client: httpx.Client) -> None:
    parameters = {"vraag": "besluiten-geen-tegenhanger", "model": "ggn"}
    answer = client.get("/sparql", params=parameters, headers=PAGE)
    assert answer.status_code == 400
    assert re.search(r'<select[^>]*name="model"[^>]*aria-invalid="true"', answer.text)
    assert "&#39;ggn&#39; bestaat niet; kies uit ggm, zib, brp, gizo" in answer.text


def test_a_machine_gets_all_wrong_parameters_at_once(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={**ASKED, "element": "bestaatniet", "kleur": "rood"}, headers=QUERY)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {fault["location"]["name"] for fault in answer.json()["errors"]} == {"element", "kleur"}


def test_a_question_that_does_not_exist(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"vraag": "valse-vriend"}, headers=QUERY).status_code == 404
    page = client.get("/sparql", params={"vraag": "valse-vriend"}, headers=PAGE)
    assert page.status_code == 404
    assert "valse-vrienden" in page.text


def test_whoever_names_no_question_we_know_is_sent_to_the_list_on_the_page(client: httpx.Client) -> None:
    for headers in (PAGE, QUERY):
        answer = client.get("/sparql", params={"vraag": "xyzzyxyzzy"}, headers=headers)
        assert answer.status_code == 404
        assert "kies er een uit de lijst op /sparql" in answer.text
        assert "gizo ask" not in answer.text


def test_a_question_answers_in_every_format(client: httpx.Client) -> None:
    parameters = {**ASKED, "element": "gizo:clientBsn"}
    rows = client.get("/sparql", params=parameters, headers={"Accept": "application/sparql-results+json"}).json()
    assert rows["results"]["bindings"]
    assert client.get("/sparql", params={**parameters, "formaat": "csv"}).text.count("\r\n") >= 2


def test_the_vocabulary_for_completion(client: httpx.Client) -> None:
    terms = {(term["role"], term["iri"]): term for term in client.get("/sparql/termen").json()}
    assert terms["class", "https://w3id.org/gizo/def/Toewijzing"]["label"] == "Toewijzing"
    assert terms["property", "https://w3id.org/gizo/def/clientBsn"]["label"] == "bsn"
    assert terms["property", "http://purl.org/dc/terms/isPartOf"]["uses"] > 0
    assert terms["class", "http://www.w3.org/2002/07/owl#Class"]["uses"] > 0


def test_without_a_built_script_the_page_is_the_plain_form(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_page, "SCRIPT", "vendor/not-built.js")
    body = client.get("/sparql", params={"query": "ASK {}"}, headers=PAGE).text
    assert re.findall(r"vendor/\w+\.js", body) in ([], ["vendor/site.js"]), "what every page has, where it is built"
    assert 'type="application/json"' not in body
    assert '<textarea id="query"' in body


def test_what_the_script_reads_cannot_break_out_of_its_element(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_page, "enhanced", lambda: True)
    body = client.get("/sparql", params={"query": "SELECT </script><script>alert(1)"}, headers=PAGE).text
    assert body.count("</script>") == body.count("<script")
    assert "</script><script>alert" not in body
    data = re.search(r'<script type="application/json" id="gegevens">(.*?)</script>', body, re.DOTALL)
    assert data
    assert json.loads(data[1])["problem"]["status"] == 400
