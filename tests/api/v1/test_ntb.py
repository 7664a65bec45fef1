"""``/v1/ntb``: the list to sign off, and the same for the modelling tool."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import httpx
import openpyxl
import pytest


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def test_a_broader_counterpart_is_a_candidate_and_no_proposal(client: httpx.Client) -> None:
    body = client.get("/v1/ntb", params={"status": "geen-uuid"}).json()
    (place,) = body["items"]
    assert (place["element"]["id"], place["ggmUuid"], place["gizoSays"]) == ("gizo:clientBsn", None, None)
    (candidate,) = place["candidates"]
    assert candidate["ggmUuid"] == "{D0D31A65-6ADD-4d9e-94E4-F232D261A053}"
    assert (candidate["predicate"], candidate["claimsIdentity"]) == ("skos:broadMatch", False)
    assert candidate["sentence"] == "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)"


def test_a_weak_uuid_goes_to_the_tool_only_when_asked(client: httpx.Client) -> None:
    plain = client.get("/v1/ntb?formaat=eatags")
    assert plain.headers["Content-Disposition"].startswith("attachment")
    assert plain.text.splitlines() == ["Type,Owner,Name,Target,Tag,Value,Gizo"]
    (row,) = csv.DictReader(io.StringIO(client.get("/v1/ntb?formaat=eatags&ruimer=true").text))
    assert row == {
        "Type": "Attribute",
        "Owner": "Client",
        "Name": "bsn",
        "Target": "",
        "Tag": "GGM-UUID",
        "Value": "{D0D31A65-6ADD-4d9e-94E4-F232D261A053}",
        "Gizo": "gizo:clientBsn",
    }
    assert client.get("/v1/ntb?formaat=ea").text.splitlines() == ["Name,Type,GUID,TagValue_GGM-UUID"]


def test_all_faults_are_told_at_once(client: httpx.Client) -> None:
    answer = client.get("/v1/ntb", params={"soort": "element", "status": "ja", "zegt": "x", "limit": 301, "model": "x"})
    assert answer.status_code == 400
    assert {fault["location"]["name"] for fault in answer.json()["errors"]} == {
        *("soort", "status", "zegt", "limit", "model")
    }
    assert client.get("/v1/ntb?domein=Klant").status_code == 400


def test_past_the_end_is_empty(client: httpx.Client) -> None:
    answer = client.get("/v1/ntb?page=500")
    assert (answer.status_code, answer.json()["items"]) == (200, [])


@pytest.mark.slow
def test_the_workbook_has_empty_columns_to_sign_off(real: httpx.Client) -> None:
    total = real.get("/v1/ntb?domein=Toewijzing").json()["total"]
    book = openpyxl.load_workbook(io.BytesIO(real.get("/v1/ntb?domein=Toewijzing&formaat=xlsx").content))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert header[-4:] == ("Akkoord", "Door", "Datum", "Opmerking")
    assert len(rows) == total
    assert all(row[-4:] == (None, None, None, None) for row in rows)
    assert "{71D7E96D-641A-4b6a-A325-DED07C3B5836}" in {row[header.index("GGM-UUID (voorstel)")] for row in rows}
