"""Writes a report as an Excel workbook: results, messages and rules on a sheet each, ready to filter.

Every text is stored as text: what looks like a formula or an error value is shown and never run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.sheets import Cell, Column, Sheet
from kg.sheets import to_xlsx as to_workbook
from kg.validation.outline import Chapter, advice, by_rule, outline, party, repairs, summary
from kg.validation.results import Report
from kg.validation.rules import SEVERITIES
from kg.validation.texts import TEXTS

Heading = tuple[str, int]
"""The heading of a column and its width in characters."""


def to_xlsx(report: Report) -> bytes:
    """Give the report as a workbook.

    >>> from kg.validation.report import validate
    >>> to_xlsx(validate([]))[:2]
    b'PK'
    """
    texts = TEXTS[report.lang]
    chapters = outline(report)
    sheets = {"results": _results, "messages": _messages, "rules": _rules}

    def sheet(name: str) -> Sheet:
        columns, rows = sheets[name](report, chapters)
        return Sheet(texts[name], [Column(heading, heading, width) for heading, width in columns], rows)

    return to_workbook(map(sheet, sheets), texts["title"], summary(report))


def _results(report: Report, chapters: Iterable[Chapter]) -> tuple[list[Heading], Iterator[list[Cell]]]:
    texts, lang = TEXTS[report.lang], report.lang
    columns = [
        (texts["number"], 18), (texts["assignment"], 14), (texts["severity"], 13), (texts["wrong"], 55),
        (texts["remedy"], 45), (texts["repair"], 30), (texts["value"], 18), (texts["rule"], 13),
        (texts["returncode"].capitalize(), 12), (texts["also_code"], 18), (texts["element"], 22),
        (texts["at_line"], 12), (texts["file"], 32), (texts["type"], 12), ("XPath", 60),
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for chapter in chapters:
            for result in chapter.results:
                wrong, remedy = advice(result.message)
                yield [
                    chapter.checked.identification, _number(result.toewijzing), texts[result.severity], wrong,
                    remedy, repairs(result, chapter.checked, lang) if result.repair else "", result.value, result.rule,
                    result.return_code, ", ".join(result.related), result.where.rpartition("/")[2],
                    result.line or None, result.file, chapter.checked.type, result.where,
                ]  # fmt: skip

    return columns, rows()


def _messages(report: Report, chapters: Iterable[Chapter]) -> tuple[list[Heading], Iterator[list[Cell]]]:
    texts, lang = TEXTS[report.lang], report.lang
    columns = [
        (texts["file"], 40), (texts["type"], 12), (texts["number"], 18), (texts["from"], 22), (texts["to"], 22),
        (texts["date"], 13), (texts["status"], 50), *((texts[f"{name}_n"].capitalize(), 15) for name in SEVERITIES),
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for chapter in chapters:
            checked, results = chapter.checked, chapter.results
            counts = [sum(result.severity == severity for result in results) for severity in SEVERITIES]
            status = texts[next((name for name, count in zip(SEVERITIES, counts, strict=True) if count), "fine")]
            ends = [
                party(checked, lang) if checked.sender else "",
                party(checked, lang, True) if checked.receiver else "",
            ]
            yield [checked.file, checked.type, checked.identification, *ends, checked.date, status, *counts]
        for unread in report.unreadable:
            line = f" ({texts['line']} {unread.line})" if unread.line else ""
            status = f"{texts['unreadable'].lower()}: {unread.reason}{line}"
            yield [unread.file, None, None, None, None, None, status, None, None, None]

    return columns, rows()


def _rules(report: Report, chapters: Iterable[Chapter]) -> tuple[list[Heading], Iterator[list[Cell]]]:
    texts, lang, known = TEXTS[report.lang], report.lang, report.shapes.rules
    columns = [
        (texts["rule"], 16), (texts["status"], 18), (texts["count"], 10), (texts["messages"], 11),
        (texts["says"], 70), (texts["needs"], 55), (texts["returncode"].capitalize(), 12), (texts["source"], 45),
    ]  # fmt: skip

    def row(code: str, status: str, total: int | None, messages: int, needs: str) -> list[Cell]:
        rule = known.get(code)
        facts = (rule.summary(lang), rule.return_code, rule.source) if rule else ("", "", "")
        return [code, status, total, messages, facts[0], needs, *facts[1:]]

    def rows() -> Iterator[list[Cell]]:
        for tally in by_rule(chapters):
            yield row(tally.name, texts["violated"], tally.total, tally.messages, "")
        for rule in report.undecided:
            yield row(rule.rule, texts["undecided"].lower(), None, rule.count, rule.needs)

    return columns, rows()


def _number(text: str) -> Cell:
    """Give a toewijzingnummer as the number it is, so that it sorts and can be looked up; else as text."""
    return int(text) if text.isascii() and text.isdigit() and not text.startswith("0") and len(text) < 16 else text
