"""Prints tables, lists and progress on a terminal; in a file or pipe the same, as wide as names need."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from kg.errors import GizoError
from kg.output import writable

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from kg.store import Result

WIDE = 160
"""Width in characters of a table that goes to a file or pipe."""
_PATIENCE, _REFRESH, _STATUS_WIDTH = 1.0, 0.2, 60
LISTINGS = ("table", "json", "csv")


def prepare() -> None:
    """Make the three streams safe to use.

    UTF-8 to a file or pipe whatever the locale; a terminal that lacks a character shows a question mark. One
    that was closed before we started is replaced: reading gives nothing, writing is an error that is reported.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            _fill(number, name)
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fill(number: int, name: str) -> None:
    """Take the place of a closed stream, or the next file we open would become it."""
    mode = os.O_WRONLY if name == "stderr" else os.O_RDONLY
    taken = os.open(os.devnull, mode)
    if taken != number:
        os.dup2(taken, number)
        os.close(taken)
    setattr(sys, name, open(number, "r" if name == "stdin" else "w", encoding="utf-8", closefd=False))  # noqa: SIM115


def silence() -> None:
    """Drop what is still to be written, because there is nobody to read it or no room for it."""
    with suppress(OSError, ValueError, AttributeError):  # a stream may be closed, or be no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal() -> bool:
    """Tell whether results go to a terminal rather than a file or pipe."""
    return sys.stdout.isatty()


def width(otherwise: int = WIDE) -> int:
    """Give the width of the terminal in characters; another number in a file or pipe."""
    return shutil.get_terminal_size((otherwise, 24)).columns if is_terminal() else otherwise


def put(body: bytes) -> None:
    """Write bytes to standard output; text gets the line end of the platform's terminal."""
    if isinstance(sys.stdout, TextIOWrapper) and not is_terminal():
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
    else:
        sys.stdout.write(body.decode(errors="replace"))


def fits(form: str, out: Path | None) -> None:
    """Check beforehand that a result can go where it is to go, so that no long work is done for nothing.

    Raises:
        GizoError: when a workbook would go to a terminal, or the file cannot be written.
    """
    if out is not None:
        writable(out)
    elif form == "xlsx" and is_terminal():
        raise GizoError("een werkmap (xlsx) is niet op een scherm te tonen; schrijf hem met --out BESTAND")


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


@contextmanager
def counting(what: str) -> Iterator[Callable[[], None]]:
    """Show on a terminal how many are done and how fast, when the work takes more than a second.

    Args:
        what: what is counted, in the plural.

    Yields:
        A function to call for each one that is done.

    >>> with counting("berichten") as done:
    ...     done()
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    started = shown = time.monotonic()
    count = 0

    def done() -> None:
        nonlocal count, shown
        count += 1
        now = time.monotonic()
        if now - started > _PATIENCE and now - shown > _REFRESH:
            shown = now
            _status(f"{count} {what}, {count / (now - started):.0f}/s")

    try:
        yield done
    finally:
        if shown > started:
            _status("")


def _status(line: str) -> None:
    """Put a line over the one before it."""
    width = _STATUS_WIDTH
    sys.stderr.write(f"\r{line[:width]:<{width}}" + ("" if line else "\r"))
    sys.stderr.flush()


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
