"""Does what ``gizo validate`` is asked: from options to one report, and what to say beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import GizoError
from kg.intake import Tally, offered
from kg.validation.engine import DEFAULT_ENGINE, get_engine
from kg.validation.reading import Offer, read
from kg.validation.report import validate
from kg.validation.results import Report

_FORMS = {
    ".json": "json", ".csv": "csv", ".ttl": "ttl", ".html": "html", ".htm": "html", ".sarif": "sarif", ".xml": "junit",
    ".xlsx": "xlsx",
}  # fmt: skip
_WORDS = {
    "nl": {"line": ", regel ", "passed": "overgeslagen, geen XML of zip", "none": "zonder extensie"},
    "en": {"line": ", line ", "passed": "passed over, no XML or zip", "none": "without extension"},
}


@dataclass(frozen=True)
class Options:
    """What someone asks of ``gizo validate``; each field is the option of that name."""

    paths: list[Path]
    lang: str = "nl"
    engine: str | None = None
    across: bool = False
    history: Path | None = None
    today: str | None = None
    products: Path | None = None
    xsd: Path | None = None


def form_for(out: Path | None) -> str:
    """Give the form that fits the name of a file; a table when it does not tell.

    >>> form_for(Path("rapport.XLSX")), form_for(None)
    ('xlsx', 'table')
    """
    return _FORMS.get(out.suffix.lower(), "table") if out is not None else "table"


def parse_day(text: str) -> date:
    """Read a date.

    Raises:
        GizoError: when it is none.

    >>> parse_day("2026-11-22")
    datetime.date(2026, 11, 22)
    """
    try:
        if len(text) == len("2026-11-22"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise GizoError(f"'{text}' is geen datum; schrijf bijvoorbeeld 2026-11-22")


def check(options: Options, tally: Tally, done: Callable[[], None]) -> Report:
    """Validate what the options name.

    Args:
        options: what is asked.
        tally: counts the files that were passed over.
        done: called for each message, for progress.

    Raises:
        GizoError: for options that do not go together, or a list, schema or history that cannot be used. A
            message that cannot be read is in the report instead.

    >>> check(Options([Path("weg.xml")]), Tally(), lambda: None).unreadable[0].file
    'weg.xml'
    """
    if options.history is not None and not options.across:
        raise GizoError("--history geeft eerdere berichten voor --across; zet --across erbij")
    get_engine(options.engine or DEFAULT_ENGINE)
    today = parse_day(options.today) if options.today is not None else None
    products = across = xsd = None
    if options.products is not None:
        from kg.validation.products import read_products

        products = read_products(options.products)
    if options.xsd is not None:
        from kg.validation.xsd import Schemas

        xsd = Schemas(options.xsd)
    if options.across:
        from kg.validation.across import Across
        from kg.validation.history import read_history

        across = Across(read_history(options.history) if options.history is not None else ())
    return validate(
        _counted(read(offered(options.paths, tally), options.lang), done),
        engine=options.engine or DEFAULT_ENGINE,
        lang=options.lang,
        across=across,
        today=today,
        products=products,
        xsd=xsd,
    )


def _counted(offers: Iterable[Offer], done: Callable[[], None]) -> Iterator[Offer]:
    for offer in offers:
        yield offer
        del offer  # or the last of a chunk would be kept until the next is read
        done()


def notes(report: Report, tally: Tally, *, in_table: bool) -> Iterator[str]:
    """Say what a reader must know beside the report: what could not be read, and what was passed over.

    Args:
        report: the report.
        tally: what was passed over.
        in_table: whether the same reader sees the table, which names the unreadable files too.
    """
    words = _WORDS[report.lang]
    if not (in_table and report.checked):
        for unread in report.unreadable:
            yield (
                f"gizo: {unread.file}" + (f"{words['line']}{unread.line}" if unread.line else "") + f": {unread.reason}"
            )
    if tally.passed:
        kinds = ", ".join(f"{count} {kind or words['none']}" for kind, count in sorted(tally.passed.items()))
        yield f"{words['passed']}: {kinds}"
