"""The graph behind one small interface: a store on disk, or any SPARQL 1.1 server.

Whoever asks a question need not know which of the two answers. Both apply the same dataset rule: a query
that names no dataset sees the union of the graphs that the catalog lists as the default; a query with
``FROM`` or ``FROM NAMED`` sees exactly what it names. On disk that union is what the build stored as the
default graph; to a server the list is sent along. Nothing here writes: a graph is made by
:mod:`kg.build`, in a directory that no reader has open.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.error import URLError

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.sparql import names_its_dataset, query_form

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_T = TypeVar("_T")
Row = tuple[Term | None, ...]

POINTER = "current"
"""File in a store directory that names the generation readers should open."""
MANIFEST = "manifest.json"
"""File in a generation that says what it holds."""
DATABASE = "db"
"""Folder in a generation with the database itself."""

CATALOG = names.graph_iri("catalog")
"""Graph that says where every other graph came from."""
DEFAULT_GRAPH = names.graph_iri("default")
"""What the catalog calls the union of graphs that a query sees when it names none."""

_DEFAULT_GRAPHS = f"SELECT ?g WHERE {{ GRAPH <{CATALOG}> {{ <{DEFAULT_GRAPH}> <{names.VOID}subset> ?g }} }}"
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_CATALOG_TRIPLES = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{CATALOG}> {{ ?s ?p ?o }} }}"
_POSITION = re.compile(r"error at (\d+):(\d+):?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """Answer to a SELECT: its variables and, once, its rows (None where a variable is unbound)."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


@dataclass(frozen=True)
class Answer:
    """Answer to an ASK."""

    value: bool


@dataclass(frozen=True)
class Triples:
    """Answer to a CONSTRUCT or DESCRIBE: the triples, once."""

    triples: Iterator[ox.Triple]


Result = Rows | Answer | Triples


class GraphStore(Protocol):
    """What the rest of the project may ask of a graph, wherever it lives."""

    def query(self, sparql: str) -> Result:
        """Run a query. Raises GizoError when it is no valid, harmless query."""

    def graphs(self) -> list[str]:
        """Give the IRIs of all named graphs, sorted."""

    def default_graphs(self) -> list[str]:
        """Give the IRIs of the graphs whose union a query sees when it names none, sorted."""

    @property
    def version(self) -> str:
        """A checksum that changes when, and only when, the content does."""


class EmbeddedStore:
    """A published graph on disk, opened for reading only; many processes may have it open at once.

    Args:
        path: the store directory, as written by :func:`kg.build.build`.

    Raises:
        GizoError: when there is no published graph.

    >>> EmbeddedStore(Path("/no/such/place"))
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: /no/such/place: hier staat geen graaf; bouw hem met 'gizo build --out /no/such/place'
    """

    def __init__(self, path: Path) -> None:
        """Open the generation that the pointer names now; a later build does not disturb it."""
        pointer = path / POINTER
        if not pointer.is_file():
            raise GizoError(f"{path}: hier staat geen graaf; bouw hem met 'gizo build --out {path}'")
        self.path = path / pointer.read_text(encoding="utf-8").strip()
        try:
            manifest = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            self._version = str(manifest["version"])
            self._default = sorted(str(iri) for iri in manifest["default"])
            self._store = ox.Store.read_only(str(self.path / DATABASE))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GizoError(
                f"{self.path}: de graaf is niet te openen ({_one_line(error)}); bouw hem opnieuw"
            ) from error

    def query(self, sparql: str) -> Result:
        """Run a query on the default graph, or on what the query itself names.

        Raises:
            GizoError: for an update, ``SERVICE``, a syntax error (with line and column) or a failing query.
        """
        query_form(sparql)
        try:
            result = self._store.query(sparql)
        except SyntaxError as error:
            raise syntax_error(str(error)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise GizoError(f"SPARQL: {_one_line(error)}") from error
        return _typed(result)

    def graphs(self) -> list[str]:
        """Give the IRIs of all named graphs, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def default_graphs(self) -> list[str]:
        """Give the IRIs of the graphs that make up the default graph, sorted."""
        return list(self._default)

    @property
    def version(self) -> str:
        """The sha256 of the sorted N-Quads of the whole graph."""
        return self._version


class RemoteStore:
    """A graph on a SPARQL 1.1 server: Oxigraph, Virtuoso, Fuseki, GraphDB, QLever, Neptune, …

    Args:
        endpoint: address of the query service.
        timeout: seconds to wait for an answer.
    """

    def __init__(self, endpoint: str, timeout: int = 60) -> None:
        """Remember the address; nothing is sent yet."""
        if not endpoint.startswith(("http://", "https://")):
            raise GizoError(f"'{endpoint}' is geen SPARQL-endpoint; geef een adres met http:// of https://")
        self.endpoint = endpoint
        self.timeout = timeout
        self._default: list[str] = []

    def query(self, sparql: str) -> Result:
        """Send a query to the server; the default graph goes along as ``default-graph-uri``.

        Raises:
            GizoError: for an update, ``SERVICE``, a query the server refuses, or no answer.
        """
        graphs = [] if names_its_dataset(sparql) else self.default_graphs()
        return self._send(sparql, graphs)

    def graphs(self) -> list[str]:
        """Give the IRIs of all named graphs of the server, sorted."""
        return _iris(self._send(_GRAPHS, []))

    def default_graphs(self) -> list[str]:
        """Give the IRIs that the catalog on the server lists as the default graph, sorted."""
        if not self._default:
            self._default = _iris(self._send(_DEFAULT_GRAPHS, []))
            if not self._default:
                raise GizoError(
                    f"{self.endpoint}: geen catalogus van gizo-kg ({CATALOG}); publiceer de graaf daar eerst"
                )
        return self._default

    @property
    def version(self) -> str:
        """The sha256 of the catalog, which in turn holds the checksum of every graph."""
        result = self._send(_CATALOG_TRIPLES, [])
        assert isinstance(result, Rows)
        lines = sorted(" ".join(str(term) for term in row) for row in result.rows)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _send(self, sparql: str, default_graphs: list[str]) -> Result:
        form = query_form(sparql)
        wrapper = self._request(sparql, default_graphs, rows=form in ("SELECT", "ASK"))
        body = self._answer(wrapper)
        try:
            if form in ("SELECT", "ASK"):
                return _typed(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))
            return Triples(iter([quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)]))
        except (SyntaxError, ValueError) as error:
            raise GizoError(
                f"{self.endpoint}: dit antwoord is geen SPARQL-resultaat ({_one_line(error, 60)})"
            ) from error

    def _request(self, sparql: str, default_graphs: list[str], *, rows: bool) -> SPARQLWrapper:
        import SPARQLWrapper as sw

        wrapper = sw.SPARQLWrapper(self.endpoint, agent="gizo-kg")
        wrapper.setMethod(sw.POST)
        wrapper.setTimeout(self.timeout)
        wrapper.setReturnFormat(sw.JSON if rows else sw.TURTLE)
        wrapper.setOnlyConneg(True)
        for graph in default_graphs:
            wrapper.addParameter("default-graph-uri", graph)
        wrapper.setQuery(sparql)
        return wrapper

    def _answer(self, wrapper: SPARQLWrapper) -> bytes:
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        try:
            return bytes(wrapper.query().response.read())
        except QueryBadFormed as error:
            raise syntax_error(_server_message(error)) from error
        except SPARQLWrapperException as error:
            raise GizoError(f"{self.endpoint}: de server weigert de vraag ({_one_line(error)})") from error
        except (URLError, OSError) as error:
            raise GizoError(f"{self.endpoint}: geen antwoord ({_one_line(error)}); controleer het adres") from error


def select(store: GraphStore, sparql: str) -> list[Row]:
    """Give all rows of a SELECT query.

    Raises:
        GizoError: when the query cannot be run, or is no SELECT.
    """
    result = store.query(sparql)
    if not isinstance(result, Rows):
        raise GizoError("SPARQL: hier is een SELECT nodig")
    return list(result.rows)


def text(term: Term | None) -> str:
    """Give the value of a term as plain text; empty when there is none.

    >>> text(ox.Literal("bsn", language="nl")), text(ox.NamedNode("urn:x")), text(None)
    ('bsn', 'urn:x', '')
    """
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def syntax_error(message: str) -> GizoError:
    """Turn an engine's complaint about a query into one line with the line and column.

    >>> print(syntax_error("error at 3:14: expected one of a, b"))
    SPARQL-syntaxfout op regel 3, kolom 14: verwacht één van a, b
    """
    place = _POSITION.search(message)
    rest = _POSITION.sub("", message, count=1) if place else message
    rest = _one_line(rest).replace("expected one of", "verwacht één van").replace("expected", "verwacht")
    where = f" op regel {place[1]}, kolom {place[2]}" if place else ""
    return GizoError(f"SPARQL-syntaxfout{where}: {rest}" if rest else f"SPARQL-syntaxfout{where}")


def _typed(result: object) -> Result:
    if isinstance(result, ox.QueryBoolean):
        return Answer(bool(result))
    if isinstance(result, ox.QueryTriples):
        return Triples(_guarded(iter(result)))
    assert isinstance(result, ox.QuerySolutions)
    variables = tuple(variable.value for variable in result.variables)
    return Rows(variables, _guarded(tuple(solution) for solution in result))


def _guarded(items: Iterator[_T]) -> Iterator[_T]:
    try:
        yield from items
    except (OSError, RuntimeError) as error:
        raise GizoError(f"SPARQL: {_one_line(error)}") from error


def _iris(result: Result) -> list[str]:
    assert isinstance(result, Rows)
    return sorted(text(row[0]) for row in result.rows)


def _one_line(error: object, limit: int = 160) -> str:
    line = " ".join(str(error).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _server_message(error: Exception) -> str:
    body = " ".join(str(part) for part in error.args)
    return body.split("Response:", 1)[-1].replace("\\n", " ").strip(" \nb'\"")
