"""Writes a report as JUnit XML for build servers: a violation fails, an unreadable file errs, undecided is skipped."""

from __future__ import annotations

from lxml import etree

from kg.printable import printable
from kg.validation.outline import Chapter, outline, repairs, title
from kg.validation.results import Checked, Report, Result
from kg.validation.texts import TEXTS


def to_junit(report: Report) -> str:
    """Give the report as JUnit XML.

    A suite per message has a case per fault, or one that passed; a suite of its own has the files that could
    not be read, another one the rules that are undecided.

    >>> from kg.validation.report import validate
    >>> to_junit(validate([])).splitlines()[1]
    '<testsuites name="gizo-kg" tests="0" failures="0" errors="0"/>'
    """
    texts = TEXTS[report.lang]
    root = etree.Element("testsuites", name="gizo-kg")
    for chapter in outline(report):
        _message(root, chapter, report.lang)
    if report.unreadable:
        suite = _suite(root, texts["unreadable"])
        for unread in report.unreadable:
            error = etree.SubElement(_case(suite, texts["unreadable"], unread.file), "error", type="unreadable")
            error.set("message", _xml(unread.reason))
            error.text = _xml(unread.file + (f", {texts['line']} {unread.line}" if unread.line else ""))
    if report.undecided:
        suite = _suite(root, texts["undecided"])
        for rule in report.undecided:
            etree.SubElement(_case(suite, texts["undecided"], rule.rule), "skipped", message=_xml(rule.needs))
    for element in (*root, root):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if not (element is root and tag == "skipped"):
                element.set(name, str(sum(1 for _ in element.iter(tag))))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _message(root: etree._Element, chapter: Chapter, lang: str) -> None:
    checked = chapter.checked
    suite = _suite(root, checked.file)
    if not chapter.parts:
        _case(suite, title(checked), TEXTS[lang]["fine"])
    for number, results in chapter.parts:
        for result in results:
            about = f"{title(checked)}.{TEXTS[lang]['assignment']} {number}" if number else title(checked)
            _result(_case(suite, about, f"{result.rule} {result.where}"), result, checked, lang)


def _result(case: etree._Element, result: Result, checked: Checked, lang: str) -> None:
    texts = TEXTS[lang]
    facts = (
        f"{result.file}, {texts['line']} {result.line}" if result.line else result.file,
        result.where,
        f"{texts['value']}: {result.value}" if result.value is not None else "",
        f"{texts['repair']}: {repairs(result, checked, lang)}" if result.repair else "",
        f"{texts['returncode']} {result.return_code}" if result.return_code else "",
        f"{texts['also']} {', '.join(result.related)}" if result.related else "",
    )
    details = _xml("\n".join(filter(None, facts)))
    if result.severity == "Violation":
        etree.SubElement(case, "failure", type=result.rule, message=_xml(result.message)).text = details
    else:
        etree.SubElement(case, "system-out").text = _xml(f"{texts[result.severity]}: {result.message}\n") + details


def _suite(root: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(root, "testsuite", name=_xml(name))


def _case(suite: etree._Element, about: str, name: str) -> etree._Element:
    return etree.SubElement(suite, "testcase", classname=_xml(about), name=_xml(name))


def _xml(text: str) -> str:
    """Give a text with what XML cannot hold replaced."""
    return printable(text, keep="\n\t")
