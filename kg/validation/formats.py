"""Shows a report in the form someone asks for; every form is a view of the same results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.errors import GizoError
from kg.validation.outline import summary
from kg.validation.results import Report
from kg.validation.views import csvfile, jsonfile, junit, page, rdf, sarif, table, workbook

__all__ = ["FORMATS", "VIEWS", "Rendered", "View", "render", "summary", "write"]


@dataclass(frozen=True)
class View:
    """A form of the report: what makes it, its media type and how its files are called."""

    make: Callable[[Report], str | bytes]
    media_type: str
    extension: str
    binary: bool = False


@dataclass(frozen=True)
class Rendered:
    """A report as it goes to a file, a pipe or over HTTP.

    Attributes:
        body: the bytes; text is UTF-8.
        media_type: for the Content-Type header.
        extension: for the name of a file, without a dot.
        binary: whether it is no text, and so not for a terminal.
    """

    body: bytes
    media_type: str
    extension: str
    binary: bool = False


VIEWS: Mapping[str, View] = {
    "table": View(table.to_table, "text/plain; charset=utf-8", "txt"),
    "json": View(jsonfile.to_json_text, "application/json", "json"),
    "csv": View(csvfile.to_csv, "text/csv; charset=utf-8", "csv"),
    "ttl": View(rdf.to_turtle, "text/turtle", "ttl"),
    "html": View(page.to_html, "text/html; charset=utf-8", "html"),
    "sarif": View(sarif.to_sarif, "application/sarif+json", "sarif"),
    "junit": View(junit.to_junit, "application/xml", "xml"),
    "xlsx": View(
        workbook.to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", binary=True
    ),
}
FORMATS = tuple(VIEWS)
"""The forms a report can take."""


def write(report: Report, form: str = "table", *, width: int = 100, colour: bool = False) -> Rendered:
    """Make a report in one of its forms.

    Args:
        report: what was found.
        form: one of :data:`FORMATS`.
        width: width of a table in characters.
        colour: whether a table may use the colours of a terminal.

    Raises:
        GizoError: for a form that does not exist.

    >>> from kg.validation.report import validate
    >>> write(validate([]), "sarif").media_type
    'application/sarif+json'
    """
    if form not in VIEWS:
        raise GizoError(f"vorm '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    view = VIEWS[form]
    made = table.to_table(report, width, colour) if form == "table" else view.make(report)
    body = made.encode() if isinstance(made, str) else made
    return Rendered(body, view.media_type, view.extension, view.binary)


def render(report: Report, form: str = "table", *, width: int = 100, colour: bool = False) -> str:
    """Give a report as text.

    Raises:
        GizoError: for a form that does not exist or that is no text; :func:`write` gives those.

    >>> from kg.validation.report import validate
    >>> '"conforms": true' in render(validate([]), "json")
    True
    """
    made = write(report, form, width=width, colour=colour)
    if made.binary:
        raise GizoError(f"vorm '{form}' is geen tekst; schrijf hem naar een bestand")
    return made.body.decode()
