"""What a worker does: a query to run, the form of its answer and how much of it, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.dataset import Rewritten
from kg.errors import GizoError
from kg.results import cell, write
from kg.sparql import faults
from kg.store import Answer, GraphStore, Result, Rows, StoreUnavailable, Term

OpenStore = Callable[[], GraphStore]
"""Opens the graph; must survive pickling, such as ``functools.partial(EmbeddedStore, path)``."""

TABLE = "table"
"""Form of an answer that a page shows, besides the written forms of :mod:`kg.results`."""


@dataclass(frozen=True)
class Task:
    """A query to run, the form of its answer, how much of it, and the hosts it may call with ``SERVICE``.

    ``rewritten`` says what a client sent when that is another text: a fault is told of that one.
    """

    sparql: str
    form: str
    limit: int
    service_hosts: tuple[str, ...] = ()
    rewritten: Rewritten | None = None


@dataclass(frozen=True)
class Cell:
    """A value in a table: as a person reads it, and the IRI when it is one."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Reply:
    """The answer to a task: text, or columns and rows when a table was asked."""

    body: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    count: int = 0
    truncated: bool = False


def run(store: GraphStore, task: Task) -> Reply:
    """Run a task on a store.

    Raises:
        StoreUnavailable: when the store does not answer.
        GizoError: when the query is wrong, not allowed, or does not fit the form.
    """
    result = _asked(store, task)
    if task.form == TABLE:
        return _table(result, task.limit)
    written = write(result, task.form, task.limit)
    return Reply(body=written.body, count=written.count, truncated=written.truncated)


def _asked(store: GraphStore, task: Task) -> Result:
    if task.rewritten is None:
        return store.query(task.sparql, task.service_hosts, task.limit + 1)  # one more tells that there are more
    faults.check(task.rewritten.sent)
    try:
        return store.query(task.sparql, task.service_hosts, task.limit + 1)  # one more tells that there are more
    except StoreUnavailable:
        raise
    except GizoError as error:
        raise GizoError(task.rewritten.retold(str(error))) from error


def _table(result: Result, limit: int) -> Reply:
    if isinstance(result, Answer):
        return Reply(columns=("antwoord",), rows=((Cell("ja" if result.value else "nee"),),), count=1)
    rows: list[tuple[Cell, ...]] = []
    columns = result.variables if isinstance(result, Rows) else ("subject", "predicaat", "object")
    found = result.rows if isinstance(result, Rows) else ((t.subject, t.predicate, t.object) for t in result.triples)
    for row in found:
        if len(rows) == limit:
            return Reply(columns=columns, rows=tuple(rows), count=limit, truncated=True)
        rows.append(tuple(_cell(term) for term in row))
    return Reply(columns=columns, rows=tuple(rows), count=len(rows))


def _cell(term: Term | None) -> Cell:
    return Cell(cell(term), term.value if isinstance(term, ox.NamedNode) else "")
