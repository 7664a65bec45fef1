"""Writes a report as JSON: the stable contract for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.validation.results import Report, Result, by_message

COLUMNS = (
    "rule", "severity", "message", "focusNode", "path", "value", "file", "xpath", "line", "retourcode", "related",
    "messageId", "toewijzingnummer", "repairedBy",
)  # fmt: skip
"""What is said of a result, in order: the keys of JSON and the columns of CSV."""


def to_json_text(report: Report) -> str:
    """Give the report as JSON text."""
    return json.dumps(to_json(report), ensure_ascii=False, indent=2) + "\n"


def to_json(report: Report) -> dict[str, object]:
    """Give the report as the JSON contract has it.

    >>> from kg.validation.report import validate
    >>> " ".join(to_json(validate([])))
    'conforms complete files messages undecided results unreadable today'
    """
    return {
        "conforms": report.conforms,
        "complete": report.complete,
        "files": report.files,
        "messages": len(report.checked),
        "undecided": [{"rule": rule.rule, "needs": rule.needs, "count": rule.count} for rule in report.undecided],
        "results": list(rows(report)),
        "unreadable": [
            {"file": unread.file, "reason": unread.reason, "line": unread.line or None} for unread in report.unreadable
        ],
        "today": report.today.isoformat() if report.today else None,
    }


def rows(report: Report) -> Iterator[dict[str, object]]:
    """Give what is said of each result, by the names in :data:`COLUMNS`."""
    identifications = {checked.iri: checked.identification for checked, _ in by_message(report)}
    for result in report.results:
        yield _fields(result, identifications[result.about])


def _fields(result: Result, identification: str) -> dict[str, object]:
    return {
        "rule": result.rule,
        "severity": result.severity,
        "message": result.message,
        "focusNode": result.focus_node,
        "path": result.path or None,
        "value": result.value,
        "file": result.file,
        "xpath": result.xpath,
        "line": result.line or None,
        "retourcode": result.return_code or None,
        "related": list(result.related),
        "messageId": identification or None,
        "toewijzingnummer": result.toewijzing or None,
        "repairedBy": result.repair or None,
    }
