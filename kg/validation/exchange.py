"""Writes a report for other tools: SARIF for code reviews and editors, JUnit XML for build servers."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from urllib.parse import quote

from lxml import etree

from kg.validation.results import Report, Result, by_message
from kg.validation.rules import Rule
from kg.validation.texts import TEXTS

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://w3id.org/gizo/"

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}


def to_sarif(report: Report) -> str:
    """Give the report as SARIF 2.1.0.

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
                "rules": [_sarif_rule(rule, report.lang) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(result, positions) for result in report.results],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(rule: Rule, lang: str) -> dict[str, object]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary(lang) or rule.code},
        "helpUri": rule.shape or HOME,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"type": rule.kind, "retourcode": rule.return_code, "source": rule.source},
    }


def _sarif_result(result: Result, positions: dict[str, int]) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": file_uri(result.file)}}
    if result.line:
        physical["region"] = {"startLine": result.line}
    logical = [{"fullyQualifiedName": result.xpath, "kind": "element"}]
    return {
        "ruleId": result.rule,
        "ruleIndex": positions[result.rule],
        "level": _LEVELS[result.severity],
        "message": {"text": result.message},
        "locations": [{"physicalLocation": physical, "logicalLocations": logical}],
        "properties": {
            "focusNode": result.focus_node,
            "path": result.path,
            "value": result.value,
            "related": list(result.related),
        },
    }


def file_uri(file: str) -> str:
    """Give a file name as a URI: relative when it is relative, percent-encoded where it must be.

    >>> file_uri("map met spatie/a.zip!b.xml")
    'map%20met%20spatie/a.zip%21b.xml'
    """
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def to_junit(report: Report) -> str:
    """Give the report as JUnit XML: a suite per message, a case per fault, and one passed case when there is none.

    >>> from kg.validation.report import validate
    >>> to_junit(validate([])).splitlines()[1]
    '<testsuites name="gizo-kg" tests="0" failures="0" errors="0"/>'
    """
    root = etree.Element("testsuites", name="gizo-kg")
    tests = failures = 0
    for checked, results in by_message(report):
        failed = sum(result.severity == "Violation" for result in results)
        count = max(len(results), 1)
        suite = etree.SubElement(
            root, "testsuite", name=checked.file, tests=str(count), failures=str(failed), errors="0", skipped="0"
        )
        for result in results:
            _junit_case(suite, checked.type, result, report.lang)
        if not results:
            etree.SubElement(suite, "testcase", classname=checked.type, name=TEXTS[report.lang]["fine"])
        tests, failures = tests + count, failures + failed
    root.set("tests", str(tests))
    root.set("failures", str(failures))
    root.set("errors", "0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _junit_case(suite: etree._Element, message_type: str, result: Result, lang: str) -> None:
    case = etree.SubElement(suite, "testcase", classname=message_type, name=_xml(f"{result.rule} {result.xpath}"))
    where = f"{result.xpath}, {TEXTS[lang]['line']} {result.line}" if result.line else result.xpath
    also = f" ({TEXTS[lang]['also']} {', '.join(result.related)})" if result.related else ""
    if result.severity == "Violation":
        case_result = etree.SubElement(case, "failure", type=result.rule, message=_xml(result.message))
        case_result.text = _xml(f"{where}{also}")
    else:
        etree.SubElement(case, "system-out").text = _xml(
            f"{TEXTS[lang][result.severity]}: {result.message} {where}{also}"
        )


def _xml(text: str) -> str:
    """Give a text with what XML cannot hold replaced."""
    return "".join(character if character.isprintable() or character in "\n\t" else "?" for character in text)


def _version() -> str:
    try:
        return version("gizo-kg")
    except PackageNotFoundError:
        return "0"
