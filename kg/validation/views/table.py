"""Writes a report for a terminal: by message and toewijzing, with a summary at the end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.printable import printable
from kg.validation.outline import Chapter, advice, by_party, by_rule, needed, outline, repairs, route, summary, title
from kg.validation.results import Checked, Report, Result
from kg.validation.rules import SEVERITIES
from kg.validation.texts import TEXTS, counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_STYLES = {"Violation": "red", "Warning": "yellow", "Info": "cyan"}
_INDENT = (0, 0, 0, 2)
_GAP = 2


def to_table(report: Report, width: int = 100, colour: bool = False) -> str:
    """Give the report as text of a width in characters, with the colours of a terminal if asked for.

    >>> from kg.validation.report import validate
    >>> to_table(validate([])).strip()
    'Er zijn geen berichten gecontroleerd.'
    """
    from rich.console import Console
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=colour, no_color=not colour, legacy_windows=False)
    chapters = outline(report)
    for chapter in chapters:
        if chapter.parts:
            console.print(*_chapter(chapter, report.lang, width), sep="\n")
    for heading, rows in _closing(report, chapters):
        console.print(Text(heading, style="bold"), *_rows(rows), "", sep="\n")
    good = report.conforms and not report.unreadable
    console.print(Text(summary(report), style="bold green" if good else "bold red"))
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _chapter(chapter: Chapter, lang: str, width: int) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    checked, texts = chapter.checked, TEXTS[lang]
    yield Text(printable(title(checked)), style="bold underline")
    facts = (" · ".join(filter(None, (route(checked, lang), checked.date))), checked.file)
    yield Text(printable("\n".join(filter(None, facts)), keep="\n"), style="dim")
    yield Text()
    for number, results in chapter.parts:
        yield Text(printable(f"{texts['assignment']} {number}" if number else texts["general"]), style="bold")
        yield Padding(_results(results, checked, lang, width), _INDENT)


def _results(results: Sequence[Result], checked: Checked, lang: str, width: int) -> Table:
    from rich.text import Text

    texts, table = TEXTS[lang], _grid()
    first = max(len(name) for result in results for name in (result.rule, texts[result.severity]))
    room = width - first - _INDENT[-1] - _GAP
    for result in results:
        wrong, remedy = advice(result.message)
        what = Text(printable(wrong), overflow="fold")
        if remedy:
            what.append("\n").append(printable(f"→ {remedy}"), style="bold")
        if facts := _facts(result, checked, lang):
            what.append("\n").append(printable(facts))
        line = f", {texts['line']} {result.line}" if result.line else ""
        what.append("\n").append(_folded(printable(f"{result.where}{line}"), room), style="dim")
        what.append("\n")
        table.add_row(Text(f"{result.rule}\n{texts[result.severity]}", style=_STYLES[result.severity]), what)
    return table


def _folded(xpath: str, room: int) -> str:
    """Break an XPath that is too long for its line between two steps, not in the middle of a name.

    >>> _folded("/Bericht/Client/Bsn", 16).splitlines()
    ['/Bericht/Client/', 'Bsn']
    """
    lines = [""]
    for step in re.findall(r"/?[^/]*/?", xpath):
        if lines[-1] and len(lines[-1]) + len(step) > room:
            lines.append("")
        lines[-1] += step
    return "\n".join(lines)


def _facts(result: Result, checked: Checked, lang: str) -> str:
    texts = TEXTS[lang]
    facts = (
        f"{texts['repair']}: {repairs(result, checked, lang)}" if result.repair else "",
        f"{texts['value'].lower()}: {result.value}" if result.value is not None else "",
        f"{texts['returncode']} {result.return_code}" if result.return_code else "",
        f"{texts['also']} {', '.join(result.related)}" if result.related else "",
    )
    return " · ".join(filter(None, facts))


def _closing(report: Report, chapters: list[Chapter]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give what the report ends with: counts by rule and by who repairs, what is undecided, what was not read."""
    lang, texts = report.lang, TEXTS[report.lang]
    tallies = by_rule(chapters)
    if len(report.results) > 1:
        summaries = {rule.code: rule.summary(lang) for rule in report.rules}
        yield (
            texts["by_rule"],
            [(f"{tally.total:>4}  {tally.name}", advice(summaries.get(tally.name, ""))[0]) for tally in tallies],
        )
    if any(result.repair for result in report.results):
        yield (
            texts["repairs"],
            [
                (f"{tally.total:>4}  {tally.name}", _severities(tally.counts, lang))
                for tally in by_party(chapters, lang)
            ],
        )
    if report.undecided:
        yield texts["undecided"], [(", ".join(rules), needs) for needs, rules, _ in needed(report)]
    if report.unreadable:
        at = [f", {texts['line']} {unread.line}" if unread.line else "" for unread in report.unreadable]
        yield (
            texts["unreadable"],
            [(f"{unread.file}{line}", unread.reason) for unread, line in zip(report.unreadable, at, strict=True)],
        )


def _severities(counts: Iterable[int], lang: str) -> str:
    found = zip(SEVERITIES, counts, strict=True)
    return ", ".join(counted(lang, severity, count) for severity, count in found if count)


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    table = _grid()
    for name, what in rows:
        table.add_row(Text(printable(name), overflow="fold"), Text(printable(what), overflow="fold"))
    yield Padding(table, _INDENT)


def _grid() -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, _GAP, 0, 0))
    table.add_column()
    table.add_column(ratio=1)
    return table
