"""What the rest of the project may ask of a graph, wherever it lives, and what the answers look like.

A query that names no dataset sees the union of the graphs that the catalog lists as the default; one with
``FROM`` or ``FROM NAMED`` sees exactly what it names. Every store keeps to that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.sparql import column_order

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
_T = TypeVar("_T")

CATALOG = names.graph_iri("catalog")
"""Graph that says where every other graph came from."""
DEFAULT_GRAPH = names.graph_iri("default")
"""What the catalog calls the union of graphs that a query sees when it names none."""


class StoreUnavailable(GizoError):
    """The graph cannot be reached now; the question may be right all the same.

    >>> isinstance(StoreUnavailable("http://127.0.0.1:9/: geen antwoord"), GizoError)
    True
    """


@dataclass(frozen=True)
class Rows:
    """Answer to a SELECT: its variables and, once, its rows (None where a variable is unbound).

    ``truncated`` says that a server gave no more than its limit.
    """

    variables: tuple[str, ...]
    rows: Iterator[Row]
    truncated: bool = False


@dataclass(frozen=True)
class Answer:
    """Answer to an ASK."""

    value: bool


@dataclass(frozen=True)
class Triples:
    """Answer to a CONSTRUCT or DESCRIBE: the triples, once. ``truncated`` as in :class:`Rows`."""

    triples: Iterator[ox.Triple]
    truncated: bool = False


Result = Rows | Answer | Triples


class GraphStore(Protocol):
    """What the rest of the project may ask of a graph, wherever it lives."""

    def query(self, sparql: str, service_hosts: Collection[str] = (), at_most: int | None = None) -> Result:
        """Run a query, which may call only these hosts; of a SELECT the caller reads ``at_most`` so many rows.

        Raises GizoError when it is no valid, harmless query.
        """

    def rows(self, sparql: str) -> Iterator[Row]:
        """Give all rows of a SELECT, never cut off by a limit. Raises GizoError when it is no SELECT."""

    def graphs(self) -> list[str]:
        """Give the IRIs of all named graphs, sorted."""

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """Give all triples of one named graph, never cut off by a limit; none when there is no such graph."""

    def default_graphs(self) -> list[str]:
        """Give the IRIs of the graphs whose union a query sees when it names none, sorted."""

    @property
    def version(self) -> str:
        """A checksum that changes when, and only when, the content does."""


def select(store: GraphStore, sparql: str) -> list[Row]:
    """Give all rows of a SELECT query.

    Raises:
        GizoError: when the query cannot be run, or is no SELECT.
    """
    return list(store.rows(sparql))


def text(term: Term | None) -> str:
    """Give the value of a term as plain text; empty when there is none.

    >>> text(ox.Literal("bsn", language="nl")), text(ox.NamedNode("urn:x")), text(None)
    ('bsn', 'urn:x', '')
    """
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def in_written_order(result: Result, sparql: str) -> Result:
    """Give a result with the columns of ``SELECT *`` in the order in which the query writes them.

    >>> query = "SELECT * { VALUES (?b ?a) { (1 2) } }"
    >>> rows = in_written_order(typed(ox.Store().query(query)), query)
    >>> isinstance(rows, Rows) and rows.variables
    ('b', 'a')
    """
    if not isinstance(result, Rows):
        return result
    order = column_order(sparql, result.variables)
    if order == sorted(order):
        return result
    rows = (tuple(row[place] for place in order) for row in result.rows)
    return Rows(tuple(result.variables[place] for place in order), rows, result.truncated)


def typed(result: object) -> Result:
    """Give what pyoxigraph answers as one of our results.

    >>> rows = typed(ox.Store().query("SELECT ?a { VALUES ?a { 1 } }"))
    >>> isinstance(rows, Rows) and rows.variables
    ('a',)
    """
    if isinstance(result, ox.QueryBoolean):
        return Answer(bool(result))
    if isinstance(result, ox.QueryTriples):
        return Triples(guarded(iter(result)))
    assert isinstance(result, ox.QuerySolutions)
    variables = tuple(variable.value for variable in result.variables)
    return Rows(variables, guarded(tuple(solution) for solution in result))


def guarded(items: Iterator[_T]) -> Iterator[_T]:
    """Pass on items; a fault of the engine on the way becomes a GizoError.

    >>> list(guarded(iter([1, 2])))
    [1, 2]
    """
    try:
        yield from items
    except (OSError, RuntimeError) as error:
        raise GizoError(f"SPARQL: {one_line(error)}") from error


def one_line(error: object, limit: int = 160) -> str:
    """Write an error as one line of at most so many characters.

    >>> one_line("a  b\\n c")
    'a b c'
    """
    line = " ".join(str(error).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
