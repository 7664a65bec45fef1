"""What the commands share: their options, and small steps between the parser and the library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import terminal
from kg.errors import GizoError

if TYPE_CHECKING:
    from kg.store import GraphStore

Store = Annotated[Path | None, typer.Option("--store", help="Directory of a built graph.")]
Endpoint = Annotated[str | None, typer.Option("--endpoint", help="Address of a SPARQL server to ask instead.")]
Lang = Annotated[str, typer.Option("--lang", help="Language of what is printed: nl or en.")]
Format = Annotated[str, typer.Option("--format", "-f", help="How to print the result.")]
Paths = Annotated[list[Path], typer.Argument(help="Files, folders or zips with messages; - for standard input.")]


def note(line: str) -> None:
    """Write a line to standard error: what is no result."""
    print(line, file=sys.stderr)


def show(text: str) -> None:
    """Write a result to standard output, with a line end after it."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def open_graph(store: Path | None, endpoint: str | None) -> GraphStore:
    """Open the graph that the options name; see :func:`kg.build.open_store`."""
    from kg.build import open_store

    return open_store(store, endpoint)


def read_text(path: Path) -> str:
    """Read the file with a query. Raises GizoError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); geef een bestand met een vraag") from error
    except UnicodeDecodeError as error:
        raise GizoError(f"{path}: geen tekst in UTF-8; sla het bestand zo op") from error


def check_language(lang: str) -> None:
    """Refuse a language that is not spoken here. Raises GizoError."""
    terminal.one_of(lang, ("nl", "en"), "taal")


def model_code(given: str | None) -> str | None:
    """Give the code of a model as it was typed in any case.

    >>> model_code("GGM")
    'ggm'
    """
    return given.lower() if given else None  # people write GGM and iWmo


def pair(parameter: str) -> tuple[str, str]:
    """Cut ``name=value`` in two. Raises GizoError when it is not that.

    >>> pair("element=gizo:Client")
    ('element', 'gizo:Client')
    """
    name, sign, value = parameter.partition("=")
    if not sign or not name:
        raise GizoError(f"'{parameter}' is geen parameter; schrijf naam=waarde")
    return name, value
