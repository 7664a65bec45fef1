"""Prints tables, lists and progress on a terminal; in a file or pipe the same, as wide as names need."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from kg.errors import GizoError

if TYPE_CHECKING:
    from rich.console import Console

    from kg.store import Result

WIDE = 160
"""Width in characters of a table that goes to a file or pipe."""
LISTINGS = ("table", "json", "csv")


def prepare() -> None:
    """Write UTF-8 to a file or pipe whatever the locale; a terminal that lacks a character shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8")


def silence() -> None:
    """Drop what is still to be written, because there is nobody to read it or no room for it."""
    with suppress(OSError, ValueError, AttributeError):  # a stream may be closed, or be no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def answer(result: Result, form: str, limit: int | None) -> None:
    """Print the answer to a query; say on standard error when a limit cut it off, or when there is nothing.

    Raises:
        GizoError: when the format does not exist or does not fit the kind of query.
    """
    from kg import results

    if form == "table":
        made, written = results.table(result, limit)
        _console().print(made)
    else:
        written = results.write(result, form, limit)
        sys.stdout.write(written.body)
    if written.notice:
        print(written.notice, file=sys.stderr)
    elif not written.count:
        print("geen resultaten", file=sys.stderr)


def listing(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], form: str) -> None:
    """Print rows of text as a table, JSON or CSV.

    Raises:
        GizoError: when the format does not exist.

    >>> listing(("regel", "soort"), [("CD041", "CD")], "csv")
    regel,soort
    CD041,CD
    """
    one_of(form, LISTINGS)
    if form == "json":
        print(json.dumps([dict(zip(header, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([header, *rows])
    else:
        table(header, rows)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> None:
    """Print rows of text as a table; ``right`` holds the columns to align right."""
    from rich.markup import escape
    from rich.table import Table

    made = Table(header_style="bold")
    for index, title in enumerate(header):
        made.add_column(title, overflow="fold", justify="right" if index in right else "left")
    for row in rows:
        made.add_row(*map(escape, row))
    _console().print(made)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show on a terminal that something is going on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def one_of(given: str, known: Iterable[str], what: str = "formaat") -> None:
    """Check that a word is one of those known.

    Raises:
        GizoError: when it is not, with the words that are.

    >>> one_of("nl", ("nl", "en"), "taal")
    """
    if given not in (options := list(known)):
        raise GizoError(f"{what} '{given}' bestaat niet; kies uit {', '.join(options)}")


def _console() -> Console:
    """Make a console as wide as the terminal; a file or pipe has no width, and gets room for whole names."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDE)
