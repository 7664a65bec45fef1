"""Shows a report in the form someone asks for; every form is a view of the same results."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from kg.errors import GizoError
from kg.validation.results import Report, Result, by_message, printable
from kg.validation.texts import TEXTS

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMNS = (
    "rule", "severity", "message", "focusNode", "path", "value", "file", "xpath", "line", "retourcode", "related",
)  # fmt: skip
"""What is said of a result, in order: the keys of JSON and the columns of CSV."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report, form: str = "table", *, width: int = 100, colour: bool = False) -> str:
    """Show a report.

    Args:
        report: what was found.
        form: one of :data:`FORMATS`.
        width: width of a table in characters.
        colour: whether a table may use the colours of a terminal.

    Raises:
        GizoError: for a form that does not exist.

    >>> from kg.validation.report import validate
    >>> json.loads(render(validate([]), "json"))["conforms"]
    True
    """
    if form == "table":
        return _table(report, width, colour)
    if form not in FORMATS:
        raise GizoError(f"vorm '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    return _VIEWS[form](report)


def to_json(report: Report) -> dict[str, object]:
    """Give the report as the JSON contract has it.

    >>> from kg.validation.report import validate
    >>> sorted(to_json(validate([])))
    ['complete', 'conforms', 'files', 'messages', 'results', 'undecided']
    """
    return {
        "conforms": report.conforms,
        "complete": report.complete,
        "files": report.files,
        "messages": len(report.checked),
        "undecided": [{"rule": rule.rule, "needs": rule.needs} for rule in report.undecided],
        "results": [_fields(result) for result in report.results],
    }


def _fields(result: Result) -> dict[str, object]:
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
    }


def _json(report: Report) -> str:
    return json.dumps(to_json(report), ensure_ascii=False, indent=2) + "\n"


def _csv(report: Report) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in report.results:
        fields = _fields(result) | {"related": "|".join(result.related)}
        writer.writerow(_cell(fields[column]) for column in COLUMNS)
    return buffer.getvalue()


def _cell(value: object) -> str:
    """Give the text of a cell; what a spreadsheet would run as a formula gets a quote in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def summary(report: Report) -> str:
    """Say in one line how many messages were checked and what was found.

    >>> from kg.validation.report import validate
    >>> summary(validate([]))
    'Er zijn geen berichten gecontroleerd.'
    """
    texts = TEXTS[report.lang]
    if not report.checked:
        return texts["nothing"]
    counts = [
        f"{count} {texts[severity]}" + ("" if count == 1 else _plural(texts[severity], report.lang))
        for severity in ("Violation", "Warning", "Info")
        if (count := sum(result.severity == severity for result in report.results))
    ]
    verdict = texts["conforms"] if report.conforms else texts["fails"]
    checked = texts["message"] if len(report.checked) == 1 else texts["messages"].format(count=len(report.checked))
    return f"{'; '.join([checked, *counts])}. {verdict}" + _open(report)


def _plural(_: str, lang: str) -> str:
    return "en" if lang == "nl" else "s"


def _open(report: Report) -> str:
    rules = ", ".join(rule.rule for rule in report.undecided)
    return " " + TEXTS[report.lang]["incomplete"].format(rules=rules) if rules else ""


def _table(report: Report, width: int, colour: bool) -> str:
    from rich.console import Console
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=colour, no_color=not colour, legacy_windows=False)
    for checked, results in by_message(report):
        if results:
            console.print(Text(f"{checked.file} · {checked.type}", style="bold"))
            console.print(_message_table(results, TEXTS[report.lang]))
    console.print(Text(summary(report), style="green" if report.conforms else "bold red"))
    return buffer.getvalue()


def _message_table(results: list[Result], texts: Mapping[str, str]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(texts["rule"], no_wrap=True)
    table.add_column(f"{texts['todo']} / {texts['where'].lower()}", ratio=1)
    styles = {"Violation": "red", "Warning": "yellow", "Info": "cyan"}
    for result in results:
        rule = Text(f"{result.rule}\n{texts[result.severity]}", style=styles[result.severity])
        what = Text(printable(result.message))
        if result.related:
            what.append(f" ({texts['also']} {', '.join(result.related)})")
        where = f"\n{result.xpath}" + (f", {texts['line']} {result.line}" if result.line else "")
        value = f"\n{texts['value'].lower()}: {result.value}" if result.value is not None else ""
        what.append(printable(where + value, keep="\n"), style="dim")
        table.add_row(rule, what)
    return table


def _html(report: Report) -> str:
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("kg.validation", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("report.html.j2")
    return template.render(
        report=report,
        texts=TEXTS[report.lang],
        summary=summary(report),
        messages=by_message(report),
    )


def _turtle(report: Report) -> str:
    from kg.validation.turtle import to_turtle

    return to_turtle(report)


def _exchange(name: str, report: Report) -> str:
    from kg.validation import exchange

    return exchange.to_sarif(report) if name == "sarif" else exchange.to_junit(report)


_VIEWS: dict[str, Callable[[Report], str]] = {
    "json": _json,
    "csv": _csv,
    "ttl": _turtle,
    "html": _html,
    "sarif": partial(_exchange, "sarif"),
    "junit": partial(_exchange, "junit"),
}
FORMATS = ("table", *_VIEWS)
"""The forms a report can take."""
