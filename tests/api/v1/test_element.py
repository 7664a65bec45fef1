"""``/v1/elementen/{id}`` and its sub-resources: one element, its mappings, its lineage."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import httpx
import pytest
from openpyxl import load_workbook

BSN = "/v1/elementen/gizo:clientBsn"
GGM_BSN = "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"
PROBLEM = "application/problem+json"


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(
    ("spelling", "found"),
    [
        ("gizo:clientBsn", "gizo:clientBsn"),
        ("ijw:JW301/Client/Bsn", "ijw:JW301/Client/Bsn"),
        ("JW301/Bericht/Client/Bsn", "ijw:JW301/Client/Bsn"),
        ("JW301/Bericht/Client[1]/Bsn", "ijw:JW301/Client/Bsn"),
        ("{D0D31A65-6ADD-4d9e-94E4-F232D261A053}", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"),
        ("EAID_D0D31A65_6ADD_4d9e_94E4_F232D261A053", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"),
        ("urn:uuid:d0d31a65-6add-4d9e-94e4-f232d261a053", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"),
        ("https://w3id.org/gizo/def/clientBsn", "gizo:clientBsn"),
    ],
)
@pytest.mark.parametrize("safe", ["/:", ""])
@pytest.mark.parametrize("resource", ["", "/mappings"])
def test_an_element_is_found_by_any_spelling_of_its_id(
    client: httpx.Client, spelling: str, found: str, safe: str, resource: str
) -> None:
    answer = client.get(f"/v1/elementen/{quote(spelling, safe=safe)}{resource}")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["element"]["id"] if resource else body["id"]) == found


def test_an_element_tells_everything(client: httpx.Client) -> None:
    body = client.get(BSN).json()
    assert (body["label"], body["parent"], body["datatype"]) == ("bsn", "Client", "LDT_BurgerServicenummer")
    assert [rule["rule"] for rule in body["rules"]] == ["CS002"]
    assert [link["subject"]["id"] for link in body["messages"]] == ["ijw:JW301/Client/Bsn"]
    assert client.get(body["links"]["page"], headers={"Accept": "text/html"}).status_code == 200
    assert client.get(BSN, params={"taal": "en"}).json()["label"] == "citizen service number"


def test_mappings_say_what_was_decided_and_what_was_not_found(client: httpx.Client) -> None:
    items = client.get("/v1/elementen/gizo:Client/mappings").json()["items"]
    by_sentence = {item["sentence"]: item for item in items}
    none = by_sentence["GIZO Client heeft geen tegenhanger in zib"]
    assert (none["object"], none["objectModel"]) == (None, "zib")
    denied = by_sentence["GIZO Client en GGM Cliënt zijn niet hetzelfde gegeven, al lijken ze op elkaar"]
    assert denied["negated"] is True


def test_lineage_follows_the_contract_of_the_command_line(client: httpx.Client) -> None:
    body = client.get(f"{BSN}/lineage").json()
    assert body["element"]["id"] == "gizo:clientBsn"
    ggm = client.get(f"{BSN}/lineage", params={"naar": "ggm"}).json()
    assert [link["target"]["model"] for link in ggm["links"]] == ["ggm"]
    assert len(body["links"]) > len(ggm["links"])
    assert ggm["links"][0]["predicate"] == "skos:broadMatch"


def test_an_unknown_element_is_a_problem_with_what_comes_near(client: httpx.Client) -> None:
    for path in ("gizo:clientBns", "gizo:clientBns/lineage", "gizo:clientBns/mappings"):
        answer = client.get(f"/v1/elementen/{path}", headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["suggestions"][0]["id"] == "gizo:clientBsn"


@pytest.mark.parametrize("resource", ["lineage", "mappings"])
def test_sub_resources_come_in_the_forms_of_a_spreadsheet(client: httpx.Client, resource: str) -> None:
    listed = rows(client.get(f"{BSN}/{resource}", params={"formaat": "csv"}))
    sheet = client.get(f"{BSN}/{resource}", params={"formaat": "xlsx"})
    assert f'filename="{resource}-gizo-clientBsn.xlsx"' in sheet.headers["Content-Disposition"]
    (found,) = load_workbook(io.BytesIO(sheet.content)).worksheets
    assert found.max_row == len(listed) + 1 > 1
    by_accept = client.get(f"{BSN}/{resource}", headers={"Accept": "text/csv"})
    assert rows(by_accept) == listed


def test_the_rows_of_mappings_are_those_of_the_json(client: httpx.Client) -> None:
    items = client.get("/v1/elementen/gizo:Client/mappings").json()["items"]
    listed = rows(client.get("/v1/elementen/gizo:Client/mappings", params={"formaat": "csv"}))
    assert {row["iri"] for row in listed} == {item["iri"] for item in items}
    assert {row["comment"] for row in listed} == {item["comment"] or "" for item in items}


def test_mappings_in_turtle_are_what_the_graph_says_of_them(client: httpx.Client) -> None:
    answer = client.get(f"{BSN}/mappings", params={"formaat": "ttl"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert "Ruimer <script>alert(1)</script> & zo." in answer.text
    for name in ("een", "drie", "vijf"):
        assert f"https://w3id.org/gizo/id/mapping/{name}" in answer.text or f"mapping:{name} " in answer.text


def test_a_form_that_does_not_exist_is_a_problem(client: httpx.Client) -> None:
    answer = client.get(f"{BSN}/lineage", params={"formaat": "ttl", "naar": "ggn", "x": "y"})
    assert answer.status_code == 400
    assert {fault["location"]["name"] for fault in answer.json()["errors"]} == {"formaat", "naar", "x"}
    assert client.get(f"{BSN}/lineage", headers={"Accept": "image/png"}).status_code == 406


def test_the_lineage_in_english_has_english_names(client: httpx.Client) -> None:
    body = client.get("/v1/elementen/ijw:JW301/Client/Bsn/lineage", params={"taal": "en"}).json()
    assert "citizen service number" in [link["target"]["label"] for link in body["links"]]


def test_an_element_tells_what_depends_on_it_and_what_it_is_part_of(client: httpx.Client) -> None:
    body = client.get(f"/v1/elementen/{GGM_BSN}").json()
    assert [one["id"] for one in body["trail"]] == ["ggm:9f4e12e4-b228-4931-ac83-1b1f60958a89"]
    found = body["dependents"]
    assert [one["id"] for one in found["gizo"]] == ["gizo:clientBsn"]
    assert [one["id"] for one in found["messages"]] == ["ijw:JW301/Client/Bsn"]
    assert (found["rules"], found["decisions"]) == (["CS002"], 1)


def test_an_element_outside_gizo_has_an_empty_lineage(client: httpx.Client) -> None:
    body = client.get("/v1/elementen/ijw:JW301/lineage").json()
    assert body["links"] == []
    assert rows(client.get("/v1/elementen/ijw:JW301/lineage", params={"formaat": "csv"})) == []
