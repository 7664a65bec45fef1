"""Checking messages over HTTP: every way to send one, every form of report, and nothing kept or logged."""

from __future__ import annotations

import io
import json
import logging
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import httpx
import openpyxl
import pyoxigraph as ox
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from kg.intake import Document
from kg.messages import lift
from kg.store import EmbeddedStore

VALID = (Path(__file__).resolve().parents[2] / "data" / "voorbeeld" / "JW301.xml").read_bytes()
XML = {"Content-Type": "application/xml"}
PEOPLE = {"Accept": "text/html"}
Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="module")
def bsn() -> str:
    start = VALID.index(b"Bsn>") + 4
    return VALID[start : VALID.index(b"<", start)].decode()


@pytest.fixture(scope="module")
def invalid(bsn: str) -> bytes:
    """The same message with a number that cannot be a bsn."""
    return VALID.replace(bsn.encode(), b"123456789")


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.xml", data)
    return buffer.getvalue()


def test_a_good_message_conforms(client: httpx.Client) -> None:
    answer = client.post("/v1/validaties", content=VALID, headers=XML)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (answer.json()["conforms"], answer.json()["results"]) == (True, [])
    assert answer.headers["cache-control"] == "no-store"


def test_a_fault_is_told_with_rule_place_and_masked_number(client: httpx.Client, invalid: bytes) -> None:
    answer = client.post("/v1/validaties", content=invalid, headers=XML)
    body = answer.json()
    assert body["conforms"] is False
    (result,) = (result for result in body["results"] if result["rule"] == "CS002")
    assert result["xpath"] == "/Bericht/Client/Bsn"
    assert result["line"] > 1
    assert "123456789" not in answer.text


def test_a_form_and_a_zip_give_one_report_over_all_messages(client: httpx.Client, invalid: bytes) -> None:
    files = [("bestand", ("een.xml", VALID)), ("bestand", ("twee.xml", invalid))]
    by_form = client.post("/v1/validaties", files=files).json()
    by_zip = client.post(
        "/v1/validaties", content=zipped(een=VALID, twee=invalid), headers={"Content-Type": "application/zip"}
    ).json()
    for body in (by_form, by_zip):
        assert (body["messages"], body["conforms"]) == (2, False)
    assert {result["file"] for result in by_form["results"] if result["rule"] == "CS002"} == {"twee.xml"}


FORMS = ["application/sarif+json", "text/turtle", "text/html", "text/csv", "application/xml"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("accept", FORMS)
def test_the_report_comes_in_the_form_the_client_likes(client: httpx.Client, invalid: bytes, accept: str) -> None:
    answer = client.post("/v1/validaties", content=invalid, headers={**XML, "Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == accept
    assert "CS002" in answer.text
    assert "123456789" not in answer.text
    if accept == "application/sarif+json":
        assert json.loads(answer.text)["version"] == "2.1.0"


def test_the_report_may_be_a_workbook(client: httpx.Client, invalid: bytes) -> None:
    answer = client.post("/v1/validaties", content=invalid, headers={**XML, "Accept": XLSX})
    assert answer.headers["content-type"] == XLSX
    assert "attachment" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
    cells = {str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert "CS002" in cells
    assert not any("123456789" in cell for cell in cells)


def test_every_form_of_the_report_is_in_the_description(client: httpx.Client) -> None:
    described = client.get("/v1/openapi.json").json()["paths"]["/validaties"]["post"]
    assert set(described["responses"]["200"]["content"]) == {"application/json", XLSX, *FORMS}
    assert {"across", "vandaag", "taal"} == {parameter["name"] for parameter in described["parameters"]}


def test_an_unknown_form_of_report_is_refused(client: httpx.Client) -> None:
    answer = client.post("/v1/validaties", content=VALID, headers={**XML, "Accept": "image/png"})
    assert answer.status_code == 406


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<Bericht>", "welgevormde"),
        (b"", "leeg"),
        (b"<html/>", "geen iWmo- of iJw-bericht"),
        (VALID.replace(b"ijw/3_2", b"ijw/3_1"), "release 3.1"),
        (b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "DOCTYPE"),
    ],
)
def test_what_is_no_message_is_refused_in_one_clear_line(client: httpx.Client, body: bytes, words: str) -> None:
    answer = client.post("/v1/validaties", content=body, headers=XML)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]
    assert "root:" not in answer.text


def test_when_nothing_can_be_read_every_file_is_named_at_once(client: httpx.Client) -> None:
    files = [("bestand", ("a.xml", b"<a>")), ("bestand", ("999990019.xml", b"<b/>"))]
    answer = client.post("/v1/validaties", files=files)
    assert answer.status_code == 400
    assert [fault["location"]["name"] for fault in answer.json()["errors"]] == ["a.xml", "******019.xml"]


def test_one_file_that_cannot_be_read_does_not_hide_the_others(client: httpx.Client, invalid: bytes) -> None:
    files = [("bestand", ("a.xml", b"<a>")), ("bestand", ("fout.xml", invalid)), ("bestand", ("b.xml", b"<b/>"))]
    packed = zipped(a=b"<a>", fout=invalid, b=b"<b/>")
    for answer in (
        client.post("/v1/validaties", files=files, params={"taal": "en"}),
        client.post("/v1/validaties", content=packed, headers={"Content-Type": "application/zip"}),
    ):
        body = answer.json()
        assert answer.status_code == 200
        assert [unread["file"].rpartition("!")[2] for unread in body["unreadable"]] == ["a.xml", "b.xml"]
        assert (body["complete"], body["messages"]) == (False, 1)
        assert "CS002" in {result["rule"] for result in body["results"]}


def test_two_files_of_one_name_are_told_apart(client: httpx.Client, invalid: bytes) -> None:
    files = [("bestand", ("a.xml", VALID)), ("bestand", ("a.xml", invalid))]
    body = client.post("/v1/validaties", files=files).json()
    assert {result["file"] for result in body["results"] if result["rule"] == "CS002"} == {"a.xml (2)"}


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/trig; charset=utf-8", ox.RdfFormat.TRIG),
    ],
)
def test_rdf_is_validated_too(client: httpx.Client, invalid: bytes, media_type: str, form: ox.RdfFormat) -> None:
    message = lift(Document("a.xml", invalid))
    data = ox.serialize([ox.Quad(*triple) for triple in message.triples], format=form) or b""
    body = client.post("/v1/validaties", content=data, headers={"Content-Type": media_type}).json()
    (result,) = (result for result in body["results"] if result["rule"] == "CS002")
    assert (result["xpath"], result["messageId"]) == ("/Bericht/Client/Bsn", "UTR000000001")
    assert "123456789" not in json.dumps(body)
    by_form = client.post("/v1/validaties", files={"bestand": ("data." + form.file_extension, data)}).json()
    assert {one["rule"] for one in by_form["results"]} == {one["rule"] for one in body["results"]}


def test_rdf_that_is_none_is_a_problem(client: httpx.Client) -> None:
    for data in (b"<urn:a> <urn:b>", b"<urn:a> <urn:b> <urn:c> ."):
        answer = client.post("/v1/validaties", content=data, headers={"Content-Type": "text/turtle"})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
        assert "Input should" not in answer.text, "said in Dutch, as all else"


def test_messages_are_checked_against_each_other_on_request(client: httpx.Client) -> None:
    again = VALID.replace(b"UTR000000001", b"UTR000000002").replace(b"73731234", b"73735678")
    files = [("bestand", ("een.xml", VALID)), ("bestand", ("twee.xml", again))]
    apart = client.post("/v1/validaties", files=files).json()
    together = client.post("/v1/validaties", files=files, params={"across": "true"}).json()
    assert "TR332" not in {result["rule"] for result in apart["results"]}
    assert "TR332" in {result["rule"] for result in together["results"]}


def test_the_day_may_be_given(client: httpx.Client) -> None:
    given = client.post("/v1/validaties", content=VALID, headers=XML, params={"vandaag": "2026-05-12"}).json()
    assert given["today"] == "2026-05-12"
    for wrong in ({"vandaag": "12 mei"}, {"across": "misschien"}, {"vandag": "2026-05-12"}):
        answer = client.post("/v1/validaties", content=VALID, headers=XML, params=wrong)
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (VALID, {"Content-Type": "text/plain"}, 415),
        (b"PK\x03\x04 damaged", {"Content-Type": "application/zip"}, 400),
        (zipped(), {"Content-Type": "application/zip"}, 400),
        (zipped(een=VALID)[:-30], {"Content-Type": "application/zip"}, 400),
        (zipped(een=VALID).replace(VALID[100:200], bytes(100)), {"Content-Type": "application/zip"}, 400),
        (b"no form", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        (b"no form", {"Content-Type": "multipart/form-data"}, 400),
    ],
)
def test_a_damaged_request_is_a_problem(
    client: httpx.Client, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/v1/validaties", content=content, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def _deflated(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", content)
    return buffer.getvalue()


def test_what_is_too_large_is_refused_also_when_packed(small_store: Path, serve: Serve) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1, body_limit=50_000))
    bomb = _deflated(b" " * 1_000_000)
    packed_twice = [("bestand", (f"{number}.zip", _deflated(b" " * 30_000))) for number in range(2)]
    with serve(app) as small:
        large = small.post("/v1/validaties", content=b" " * 60_000, headers=XML)
        form = small.post("/v1/validaties", files={"bestand": ("a.xml", b" " * 60_000)})
        packed = small.post("/v1/validaties", content=bomb, headers={"Content-Type": "application/zip"})
        together = small.post("/v1/validaties", files=packed_twice)
        assert [answer.status_code for answer in (large, form, packed, together)] == [413] * 4


def test_nothing_of_a_message_reaches_disk_or_log(
    client: httpx.Client, invalid: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "_TemporaryFileWrapper", refuse)
    padded = invalid + b"<!-- " + b"x" * 2_000_000 + b" -->"
    with caplog.at_level(logging.DEBUG):
        assert client.post("/v1/validaties", files={"bestand": ("999990019.xml", padded)}).status_code == 200
        client.get("/v1/elementen", params={"q": "123456789"})
        client.get("/v1/elementen/123456789")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("api", "kg", "uvicorn"))]
    assert any("/v1/validaties" in line for line in ours)
    assert not any("123456789" in line or "999990019" in line for line in ours)


def test_people_get_a_page_with_the_report(client: httpx.Client, invalid: bytes) -> None:
    answer = client.post("/valideren", files={"bestand": ("mijn.xml", invalid)}, headers=PEOPLE)
    assert answer.status_code == 200
    assert "mijn.xml" in answer.text
    assert "CS002" in answer.text
    assert "123456789" not in answer.text
    fine = client.post("/valideren", files={"bestand": ("mijn.xml", VALID)}, headers=PEOPLE)
    assert "Geen overtredingen" in fine.text


def test_the_page_says_what_could_not_be_read_and_what_is_undecided(client: httpx.Client, invalid: bytes) -> None:
    files = [("bestand", ("stuk.xml", b"<a>")), ("bestand", ("mijn.xml", invalid))]
    answer = client.post("/valideren", files=files, data={"across": "ja", "vandaag": "2026-05-12"}, headers=PEOPLE)
    assert answer.status_code == 200
    for shown in ("stuk.xml", "welgevormde", "CS002", "Niet beslist", 'value="2026-05-12"', "checked"):
        assert shown in answer.text
    wrong = client.post("/valideren", files=files, data={"vandaag": "12 mei"}, headers=PEOPLE)
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (400, True)


def test_people_may_take_the_report_home(client: httpx.Client, invalid: bytes) -> None:
    for form in ("html", "xlsx", "csv", "junit"):
        answer = client.post("/valideren", files={"bestand": ("m.xml", invalid)}, data={"vorm": form}, headers=PEOPLE)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith('attachment; filename="validatierapport.')
        assert b"123456789" not in answer.content


def test_people_get_their_form_back_with_what_is_wrong(client: httpx.Client) -> None:
    for files in ({"bestand": ("leeg.xml", b"")}, {"bestand": ("", b"")}, {"bestand": ("stuk.xml", b"<a>")}):
        answer = client.post("/valideren", files=files, headers=PEOPLE)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert 'type="file"' in answer.text
