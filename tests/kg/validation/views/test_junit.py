"""JUnit XML: a pipeline counts what fails, errs and is skipped."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from kg.validation.formats import render
from kg.validation.results import Report

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
    "system-out": set[str](),
}
"""What the servers that check a schema (Jenkins' junit-10) accept."""


def read(report: Report) -> etree._Element:
    return etree.fromstring(render(report, "junit").encode())


def test_it_keeps_to_what_build_servers_accept_and_counts_right(partly: Report) -> None:
    root = read(partly)
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[str(element.tag)]
    for suite in root.findall("testsuite"):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == sum(1 for _ in suite.iter(tag))
    for name in ("tests", "failures", "errors"):
        assert int(root.get(name, "")) == sum(int(suite.get(name, "")) for suite in root)


def test_a_suite_per_message_fails_on_violations_only(wrong: Report) -> None:
    root = read(wrong)
    assert [suite.get("name") for suite in root] == ["map met spatie/<fout>.xml", "goed.xml"]
    violations = sum(result.severity == "Violation" for result in wrong.results)
    assert int(root.get("failures", "")) == violations == len(wrong.results) - 1
    assert int(root.get("tests", "")) == len(wrong.results) + 1
    (case,) = [case for case in root.iter("testcase") if (case.get("name") or "").startswith("CD041 ")]
    assert case.get("classname") == "JW301 UTR000000001.Toewijzing 1001"
    assert "Wie herstelt: gemeente 0344" in (case.findtext("failure") or "")


def test_an_unreadable_file_is_an_error_and_an_undecided_rule_is_skipped(partly: Report) -> None:
    root = read(partly)
    (error,) = root.findall("testsuite/testcase/error")
    assert (error.get("message"), error.text) == ("geen geldige XML; verbeter het bestand", "stuk.xml, regel 7")
    assert [case.get("name") for case in root.findall("testsuite/testcase[skipped]")] == ["TR056", "TR381", "TR307"]


def test_a_character_that_xml_cannot_hold_is_replaced(wrong: Report) -> None:
    result = replace(wrong.results[0], message="a\x07b", value="\x1b")
    assert "a?b" in render(replace(wrong, results=(result,)), "junit")
