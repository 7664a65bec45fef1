"""``/v1/mappings`` and ``/v1/mappingsets``: filters and their faults, counts, pages, and the files to take home."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import openpyxl
import pyoxigraph as ox
import pytest

from api.v1.examples import mappings as examples
from kg import names
from kg.sources.sssom import read_sssom

LIST = "/v1/mappings"
PROBLEM = "application/problem+json"
ALL_WRONG = {
    "van": "mars",
    "predicate": "isEven",
    "negated": "misschien",
    "minConfidence": "veel",
    "maxConfidence": "2",
    "derived": "soms",
    "set": "geen-set",
    "status": "zomaar",
    "justification": "Gok",
    "element": "gizo:clientBns",
    "domein": "Nergens",
    "sort": "kleur",
    "page": "0",
    "limit": "5000",
    "modle": "ggm",
}


def ids(client: httpx.Client, **given: Any) -> set[str]:
    answer = client.get(LIST, params=given)
    assert answer.status_code == 200, answer.text
    return {item["id"].removeprefix("mapping:") for item in answer.json()["items"]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"een", "twee", "drie", "vier"}),
        ({"derived": "all"}, {"een", "twee", "drie", "vier", "vijf", "zes"}),
        ({"justification": "semapv:MappingChaining"}, {"zes"}),
        ({"van": "gizo", "naar": "ggm"}, {"een", "vier"}),
        ({"van": "ggm", "naar": "gizo", "richting": "beide"}, {"een", "vier"}),
        ({"predicate": "skos:broadMatch"}, {"een"}),
        ({"predicate": "geen"}, {"twee"}),
        ({"predicate": "niet"}, {"vier"}),
        ({"negated": "true"}, {"vier"}),
        ({"minConfidence": "0.8", "maxConfidence": "0.9"}, {"twee", "vier"}),
        ({"set": "proef", "status": "voorstel"}, {"een"}),
        ({"element": "{D0D31A65-6ADD-4d9e-94E4-F232D261A053}"}, {"een"}),
        ({"element": "JW301/Client/Bsn", "derived": "all"}, {"drie", "zes"}),
        ({"q": "kent client"}, {"twee"}),
        ({"domein": "gizo:Client"}, {"een", "twee", "drie", "vier"}),
    ],
    ids=str,
)
def test_filters_find_what_they_say(client: httpx.Client, given: dict[str, str], expected: set[str]) -> None:
    assert ids(client, **given) == expected


def test_all_faults_are_told_at_once_also_those_that_need_the_graph(client: httpx.Client) -> None:
    answer = client.get(LIST, params=ALL_WRONG)
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    body = answer.json()
    assert {fault["location"]["name"] for fault in body["errors"]} == set(ALL_WRONG)
    assert body["suggestions"][0]["id"] == "gizo:clientBsn"


def test_a_range_that_holds_nothing_is_a_fault_that_names_both_ends(client: httpx.Client) -> None:
    answer = client.get(LIST, params={"minConfidence": "0.9", "maxConfidence": "0.2"})
    (fault,) = answer.json()["errors"]
    assert answer.status_code == 400
    assert "minConfidence (0.9)" in fault["detail"] and "maxConfidence (0.2)" in fault["detail"]
    assert client.get(LIST, params={"minConfidence": "0.2", "maxConfidence": "0.2"}).status_code == 200


def test_links_keep_every_filter_and_lead_through_the_pages(client: httpx.Client) -> None:
    given = {"richting": "beide", "naar": "gizo", "sort": "-confidence", "limit": "1", "taal": "en"}
    first = client.get(LIST, params=given).json()
    assert first["total"] == 4
    seen, body = [], first
    while True:
        seen += [item["id"] for item in body["items"]]
        if "next" not in body["links"]:
            break
        assert {key: value for key, (value,) in parse_qs(urlsplit(body["links"]["next"]).query).items()}.items() >= {
            **given
        }.items()
        body = client.get(body["links"]["next"]).json()
    assert len(seen) == len(set(seen)) == 4
    assert client.get(body["links"]["prev"]).json()["page"] == 3
    assert client.get(first["links"]["last"]).json()["links"] == body["links"]


def test_past_the_end_is_empty_and_no_error(client: httpx.Client) -> None:
    answer = client.get(LIST, params={"page": 99})
    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert set(answer.json()["links"]) == {"self", "first", "last"}


def test_counts_say_what_a_filter_would_give(client: httpx.Client) -> None:
    facets = client.get(LIST, params={"van": "gizo"}).json()["facets"]
    assert {one["value"]: one["count"] for one in facets["naar"]} == {"ggm": 2, "zib": 1}
    assert {one["value"]: one["label"] for one in facets["predicate"]}["niet"] == "is niet hetzelfde"
    for one in facets["predicate"]:
        assert len(ids(client, van="gizo", predicate=one["value"])) == one["count"]


def test_one_mapping_tells_what_it_follows_from_and_what_follows(client: httpx.Client) -> None:
    chain = client.get(f"{LIST}/zes").json()
    assert [hop["id"] for hop in chain["hops"]] == ["mapping:drie", "mapping:een"]
    assert [one["id"] for one in client.get(f"{LIST}/mapping:een").json()["leadsTo"]] == ["mapping:zes"]
    assert client.get(chain["links"]["page"], headers={"Accept": "text/html"}).status_code == 200
    unknown = client.get(f"{LIST}/bestaat-niet")
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, PROBLEM)


def test_turtle_holds_the_statements_and_the_nodes_that_explain_them(client: httpx.Client) -> None:
    answer = client.get(LIST, params={"derived": "all", "limit": 1, "formaat": "ttl"})
    triples = {quad.triple for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    bsn = names.gizo_iri("clientBsn")
    person = "urn:uuid:d0d31a65-6add-4d9e-94e4-f232d261a053"
    plain = ox.Triple(ox.NamedNode(bsn), ox.NamedNode(names.SKOS + "broadMatch"), ox.NamedNode(person))
    assert plain in triples
    axioms = {triple.subject for triple in triples if triple.object == ox.NamedNode(names.OWL + "Axiom")}
    assert len(axioms) == 6
    said = {str(triple.predicate).rpartition("/")[2].rpartition("#")[2].rstrip(">") for triple in triples}
    assert {"viaMapping", "confidence", "comment", "predicate_modifier"} <= said
    assert names.NO_TERM_FOUND not in {
        getattr(triple.object, "value", "") for triple in triples if "skos" in str(triple.predicate)
    }


@pytest.mark.parametrize("address", [f"{LIST}?van=gizo", "/v1/mappingsets/proef"])
def test_files_hold_the_whole_selection_and_open(client: httpx.Client, address: str, tmp_path: Path) -> None:
    mark = "&" if "?" in address else "?"
    expected = {"een", "twee", "vier"} | ({"drie"} if "proef" in address else set())
    sheet = client.get(f"{address}{mark}formaat=csv")
    assert sheet.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(sheet.text)))
    assert {row["iri"].rpartition("/")[2] for row in rows} == expected
    assert "<script>alert(1)</script>" in "".join(row["comment"] for row in rows)

    workbook = client.get(f"{address}{mark}formaat=xlsx")
    assert workbook.headers["content-disposition"].endswith('.xlsx"')
    page = openpyxl.load_workbook(io.BytesIO(workbook.content)).worksheets[0]
    assert page.max_row == 1 + len(expected)

    table = client.get(f"{address}{mark}formaat=tsv")
    assert table.headers["content-disposition"].endswith('.sssom.tsv"')
    path = tmp_path / "x.sssom.tsv"
    path.write_text(table.text.replace("\tgizo-kg\t", "\t\t"), encoding="utf-8")
    assert len(read_sssom(path).mappings) == len(expected)

    body = json.loads(client.get(f"{address}{mark}formaat=sssomjson").text)
    assert {mapping["record_id"].removeprefix("mapping:") for mapping in body["mappings"]} == expected


def test_the_header_of_a_selection_says_what_was_selected(client: httpx.Client) -> None:
    text = client.get(LIST, params={"van": "gizo", "q": "bsn", "page": 2, "formaat": "tsv"}).text
    assert "#mapping_set_id: https://w3id.org/gizo/v1/mappings?van=gizo&q=bsn\n" in text
    assert "#mapping_set_description: van GIZO; “bsn”\n" in text


def test_a_set_says_what_it_is_and_an_unknown_one_which_there_are(client: httpx.Client) -> None:
    body = client.get("/v1/mappingsets").json()
    assert [one["name"] for one in body["items"]] == ["proef"]
    one = client.get(body["items"][0]["links"]["self"]).json()
    assert (one["title"], one["total"], one["counts"]) == (
        "Proef", 4, {"exactMatch": 1, "broadMatch": 1, "geen": 1, "niet": 1},
    )  # fmt: skip
    assert client.get(one["links"]["mappings"]).json()["total"] == 4
    assert all(client.get(link).status_code == 200 for link in one["links"].values())
    unknown = client.get("/v1/mappingsets/onbekend")
    assert (unknown.status_code, "proef" in unknown.json()["detail"]) == (404, True)
    sets = list(csv.DictReader(io.StringIO(client.get("/v1/mappingsets", params={"formaat": "csv"}).text)))
    assert [(row["name"], row["total"], row["geen"]) for row in sets] == [("proef", "4", "1")]


@pytest.mark.slow
def test_the_examples_are_real_answers(real_address: str) -> None:
    def real(path: str) -> Any:
        return httpx.get(real_address + path, timeout=60).json()

    page = real(examples.MAPPINGS["links"]["self"])
    assert page == examples.MAPPINGS
    mapping = real(examples.MAPPING["links"]["self"])
    assert mapping | {"leadsTo": mapping["leadsTo"][:1]} == examples.MAPPING
    assert real(examples.MAPPING_SET["links"]["self"]) == examples.MAPPING_SET
    sets = real("/v1/mappingsets")
    assert examples.MAPPING_SET in sets["items"]
    assert sets["total"] == examples.MAPPING_SETS["total"]
