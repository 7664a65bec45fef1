"""JSON: the contract for programs."""

from __future__ import annotations

import json
from dataclasses import replace

from kg.validation.formats import render
from kg.validation.results import Report
from kg.validation.views.jsonfile import COLUMNS

IRI = "https://w3id.org/gizo/id/instantie/436/0344/UTR000000001#/Client"


def test_it_is_the_contract(wrong: Report) -> None:
    data = json.loads(render(wrong, "json"))
    assert list(data) == [
        "conforms", "complete", "files", "messages", "undecided", "results", "unreadable", "today",
    ]  # fmt: skip
    assert (data["conforms"], data["complete"], data["files"], data["messages"]) == (False, True, 2, 2)
    assert (data["undecided"], data["unreadable"]) == ([], [])
    assert all(list(result) == list(COLUMNS) for result in data["results"])
    by_rule = {result["rule"]: result for result in data["results"]}
    assert by_rule["RS037"] == {
        "rule": "RS037",
        "severity": "Violation",
        "message": "Het bsn *****001 heeft geen negen cijfers; verbeter het.",
        "focusNode": IRI,
        "path": "gizo:clientBsn",
        "value": "*****001",
        "file": "map met spatie/<fout>.xml",
        "xpath": "/Bericht/Client/Bsn",
        "line": 19,
        "retourcode": "0001",
        "related": [],
        "messageId": "UTR000000001",
        "toewijzingnummer": None,
        "repairedBy": "gemeente",
    }
    group = by_rule["CD041"]
    assert (group["related"], group["path"], group["value"]) == (["SLIDE-1", "SLIDE-2"], None, None)
    assert group["toewijzingnummer"] == "1001"
    assert by_rule["STRUCTUUR"]["xpath"] == "/Bericht/Client/Extra"
    assert by_rule["RS048"]["repairedBy"] == "softwareleverancier"


def test_it_names_what_is_undecided_and_what_could_not_be_read(partly: Report) -> None:
    data = json.loads(render(partly, "json"))
    assert (data["complete"], data["files"], data["messages"], data["today"]) == (False, 3, 2, "2026-05-12")
    assert data["unreadable"] == [{"file": "stuk.xml", "reason": "geen geldige XML; verbeter het bestand", "line": 7}]
    assert data["undecided"][0] == {"rule": "TR056", "needs": "eerdere berichten van dezelfde afzender", "count": 2}


def test_a_result_of_a_message_that_was_not_given_is_shown_too(wrong: Report) -> None:
    other = replace(wrong.results[0], about="urn:eerder", file="historie/oud.xml")
    data = json.loads(render(replace(wrong, results=(other,)), "json"))
    assert [(result["file"], result["messageId"]) for result in data["results"]] == [("historie/oud.xml", None)]
