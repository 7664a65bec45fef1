"""SARIF: an editor opens the file at the line, and tells what was not judged."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from kg.validation.formats import render
from kg.validation.results import Report


def run(report: Report) -> dict[str, Any]:
    data = json.loads(render(report, "sarif"))
    assert (data["version"], data["$schema"].endswith("sarif-2.1.0.json")) == ("2.1.0", True)
    (only,) = data["runs"]
    found: dict[str, Any] = only
    return found


def test_it_has_what_the_schema_requires(wrong: Report) -> None:
    found = run(wrong)
    driver = found["tool"]["driver"]
    assert driver["name"] == "gizo-kg"
    assert len(found["results"]) == len(wrong.results)
    for result in found["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "map%20met%20spatie/%3Cfout%3E.xml"
        assert physical["region"]["startLine"] >= 1
    levels = {result["ruleId"]: result["level"] for result in found["results"]}
    assert (levels["RS048"], levels["RS037"]) == ("note", "error")
    assert found["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_place_without_a_line_has_no_region(wrong: Report) -> None:
    (result,) = run(replace(wrong, results=(replace(wrong.results[0], line=0),)))["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_what_was_not_read_or_decided_is_a_notification(partly: Report) -> None:
    found = run(partly)
    (invocation,) = found["invocations"]
    assert invocation["executionSuccessful"] is False
    unread, *undecided = invocation["toolExecutionNotifications"]
    descriptors = found["tool"]["driver"]["notifications"]
    for notification in (unread, *undecided):
        descriptor = notification["descriptor"]
        assert descriptors[descriptor["index"]]["id"] == descriptor["id"]
    assert unread["level"] == "error"
    assert unread["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "stuk.xml"},
        "region": {"startLine": 7},
    }
    assert [notification["properties"]["rules"] for notification in undecided] == [["TR056", "TR307"], ["TR381"]]


def test_the_same_fault_keeps_its_fingerprint_when_the_file_moves(wrong: Report) -> None:
    moved = replace(
        wrong, results=tuple(replace(result, file="elders.xml", line=result.line + 5) for result in wrong.results)
    )
    prints = [[result["partialFingerprints"] for result in run(report)["results"]] for report in (wrong, moved)]
    assert prints[0] == prints[1]
    assert len({json.dumps(one) for one in prints[0]}) == len(wrong.results)
