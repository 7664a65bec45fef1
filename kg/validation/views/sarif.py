"""Writes a report as SARIF 2.1.0: for editors that jump to the line, and for code reviews.

A rule in SARIF gives results; what could not be judged is a notification of the tool: a file that cannot be
read is an error, a rule that is undecided a note.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from urllib.parse import quote

from kg.validation.outline import Chapter, needed, outline
from kg.validation.results import Report, Result
from kg.validation.rules import Rule
from kg.validation.texts import TEXTS

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://w3id.org/gizo/"

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}


def to_sarif(report: Report) -> str:
    """Give the report as SARIF.

    >>> from kg.validation.report import validate
    >>> json.loads(to_sarif(validate([])))["version"]
    '2.1.0'
    """
    rules = report.rules
    positions = {rule.code: position for position, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "gizo-kg",
                "version": _version(),
                "informationUri": HOME,
                "language": report.lang,
                "rules": [_rule(rule, report.lang) for rule in rules],
                "notifications": _descriptors(report.lang),
            }
        },
        "language": report.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not report.unreadable, "toolExecutionNotifications": _notifications(report)}
        ],
        "results": [_result(result, chapter, positions) for chapter in outline(report) for result in chapter.results],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def file_uri(file: str) -> str:
    """Give a file name as a URI: relative when it is relative, percent-encoded where it must be.

    >>> file_uri("map met spatie/a.zip!b.xml")
    'map%20met%20spatie/a.zip%21b.xml'
    """
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _rule(rule: Rule, lang: str) -> dict[str, object]:
    text = rule.summary(lang) or rule.code
    source = f" ({rule.source})" if rule.source else ""
    return {
        "id": rule.code,
        "shortDescription": {"text": text},
        "help": {"text": f"{text}{source}"},
        "helpUri": rule.shape or HOME,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"type": rule.kind, "retourcode": rule.return_code, "source": rule.source},
    }


def _result(result: Result, chapter: Chapter, positions: dict[str, int]) -> dict[str, object]:
    checked = chapter.checked
    return {
        "ruleId": result.rule,
        "ruleIndex": positions[result.rule],
        "level": _LEVELS[result.severity],
        "message": {"text": result.message},
        "locations": [
            {
                "physicalLocation": _place(result.file, result.line),
                "logicalLocations": [{"fullyQualifiedName": result.where, "kind": "element"}],
            }
        ],
        "partialFingerprints": {"gizoFault/v1": _fingerprint(result)},
        "properties": {
            "messageId": checked.identification,
            "toewijzingnummer": result.toewijzing,
            "repairedBy": result.repair,
            "retourcode": result.return_code,
            "focusNode": result.focus_node,
            "path": result.path,
            "value": result.value,
            "related": list(result.related),
        },
    }


def _place(file: str, line: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": file_uri(file)}}
    return place | {"region": {"startLine": line}} if line else place


def _fingerprint(result: Result) -> str:
    """Give what stays the same when the same fault is found again, in whatever file and on whatever line.

    It is made of what is shown anyway: a hash of a bsn would give it away.
    """
    shown = (result.focus_node, result.rule, result.xpath, result.value or "")
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def _descriptors(lang: str) -> list[dict[str, object]]:
    texts = TEXTS[lang]
    return [
        {"id": name, "name": texts[name], "shortDescription": {"text": texts[f"{name}_why"]}}
        for name in ("unreadable", "undecided")
    ]


def _notifications(report: Report) -> list[dict[str, object]]:
    unreadable: list[dict[str, object]] = [
        {
            "descriptor": {"id": "unreadable", "index": 0},
            "level": "error",
            "message": {"text": unread.reason},
            "locations": [{"physicalLocation": _place(unread.file, unread.line)}],
        }
        for unread in report.unreadable
    ]
    undecided: list[dict[str, object]] = [
        {
            "descriptor": {"id": "undecided", "index": 1},
            "level": "note",
            "message": {"text": f"{TEXTS[report.lang]['undecided']}: {', '.join(rules)} ({needs})"},
            "properties": {"rules": list(rules), "messages": count},
        }
        for needs, rules, count in needed(report)
    ]
    return [*unreadable, *undecided]


def _version() -> str:
    try:
        return version("gizo-kg")
    except PackageNotFoundError:
        return "0"
