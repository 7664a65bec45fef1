"""Writes a report as one HTML page that stands alone: to read, to print, to mail on. It needs no script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.validation.outline import (
    advice,
    by_party,
    by_rule,
    needed,
    outline,
    party,
    repairs,
    route,
    summary,
    title,
)  # fmt: skip
from kg.validation.results import Report
from kg.validation.rules import SEVERITIES
from kg.validation.texts import TEXTS, counted

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(report: Report) -> str:
    """Give the report as an HTML page.

    >>> from kg.validation.report import validate
    >>> to_html(validate([]))[:15]
    '<!DOCTYPE html>'
    """
    chapters = outline(report)
    return _template().render(
        report=report,
        lang=report.lang,
        texts=TEXTS[report.lang],
        summary=summary(report),
        chapters=[(f"bericht-{number}", chapter) for number, chapter in enumerate(chapters, start=1)],
        rules={rule.code: rule for rule in report.rules},
        by_rule=by_rule(chapters),
        by_party=by_party(chapters, report.lang) if any(result.repair for result in report.results) else [],
        needed=needed(report),
        severities=SEVERITIES,
        counted=counted,
        advice=advice,
        party=party,
        repairs=repairs,
        route=route,
        title=title,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("kg.validation.views", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html.j2")
