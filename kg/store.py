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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.error import HTTPError

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.sparql import keywords, names_its_dataset, query_form, undeclared_prefixes

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

TRUNCATED = "Result-Truncated"
"""Header in which a server of ours says that an answer was cut off."""

CATALOG = names.graph_iri("catalog")
"""Graph that says where every other graph came from."""
DEFAULT_GRAPH = names.graph_iri("default")
"""What the catalog calls the union of graphs that a query sees when it names none."""

_DEFAULT_GRAPHS = f"SELECT ?g WHERE {{ GRAPH <{CATALOG}> {{ <{DEFAULT_GRAPH}> <{names.VOID}subset> ?g }} }}"
_GRAPHS = f"SELECT ?g WHERE {{ GRAPH <{CATALOG}> {{ <{CATALOG}> <{names.DCAT}dataset> ?g }} }}"
_CATALOG_TRIPLES = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{CATALOG}> {{ ?s ?p ?o }} }}"
_POSITION = re.compile(r"error at (\d+):(\d+):?\s*", re.IGNORECASE)


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
        self.path = path
        try:
            self.path = path / pointer.read_text(encoding="utf-8").strip()
            manifest = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            self._version = str(manifest["version"])
            self._default = sorted(str(iri) for iri in manifest["default"])
            self._store = ox.Store.read_only(str(self.path / DATABASE))
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
            what = f"{path}: de graaf is niet te openen ({_one_line(error)})"
            raise GizoError(f"{what}; bouw hem opnieuw met 'gizo build --out {path}'") from error

    def query(self, sparql: str) -> Result:
        """Run a query on the default graph, or on what the query itself names.

        Raises:
            GizoError: for an update, ``SERVICE``, a syntax error (with line and column) or a failing query.
        """
        query_form(sparql)
        try:
            result = self._store.query(sparql)
        except SyntaxError as error:
            raise syntax_error(str(error), sparql) from error
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
        self._named: list[str] = []

    def query(self, sparql: str) -> Result:
        """Send a query to the server; the default graph goes along as ``default-graph-uri``.

        Raises:
            StoreUnavailable: when the server does not answer, or has a fault of its own.
            GizoError: for an update, ``SERVICE``, or a query the server refuses.
        """
        if names_its_dataset(sparql):
            return self._send(sparql, [])
        # A server that is sent a default graph but no named ones sees none of those.
        return self._send(sparql, self.default_graphs(), self.graphs() if "GRAPH" in keywords(sparql) else [])

    def graphs(self) -> list[str]:
        """Give the IRIs of the graphs that the catalog on the server lists, and its own, sorted.

        To ask the server for all graphs it has would take seconds, and bring in what is not of this project.
        """
        if not self._named:
            self._named = sorted({CATALOG, *_iris(self._send(_GRAPHS, []))})
        return list(self._named)

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

    def _send(self, sparql: str, default_graphs: list[str], named_graphs: Sequence[str] = ()) -> Result:
        form = query_form(sparql)
        wrapper = self._request(sparql, rows=form in ("SELECT", "ASK"))
        for graph in default_graphs:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in named_graphs:
            wrapper.addParameter("named-graph-uri", graph)
        body, truncated = self._answer(wrapper, sparql)
        try:
            if form in ("SELECT", "ASK"):
                result = _typed(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))
            else:
                result = Triples(iter([quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)]))
            return result if isinstance(result, Answer) else replace(result, truncated=truncated)
        except (SyntaxError, ValueError) as error:
            raise GizoError(
                f"{self.endpoint}: dit antwoord is geen SPARQL-resultaat ({_one_line(error, 60)})"
            ) from error

    def _request(self, sparql: str, *, rows: bool) -> SPARQLWrapper:
        import SPARQLWrapper as sw

        wrapper = sw.SPARQLWrapper(self.endpoint, agent="gizo-kg")
        wrapper.setMethod(sw.POST)
        wrapper.setTimeout(self.timeout)
        wrapper.setReturnFormat(sw.JSON if rows else sw.TURTLE)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(sparql)
        return wrapper

    def _answer(self, wrapper: SPARQLWrapper, sparql: str) -> tuple[bytes, bool]:
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        try:
            response = wrapper.query().response
            return bytes(response.read()), response.headers.get(TRUNCATED) == "true"
        except (SPARQLWrapperException, OSError) as error:
            answered = error if isinstance(error, HTTPError) else error.__context__
            if isinstance(answered, HTTPError):
                answered.close()
            raise self._failure(error, sparql) from error

    def _failure(self, error: Exception, sparql: str) -> GizoError:
        from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

        if isinstance(error, QueryBadFormed):
            return syntax_error(_server_message(error), sparql)
        if isinstance(error, HTTPError) and error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return StoreUnavailable(f"{self.endpoint}: de server kan nu niet antwoorden ({_one_line(error)})")
        if isinstance(error, EndPointInternalError):
            return StoreUnavailable(f"{self.endpoint}: de server heeft een storing ({_one_line(error)})")
        if isinstance(error, HTTPError | SPARQLWrapperException):
            return GizoError(f"{self.endpoint}: de server weigert de vraag ({_one_line(error)})")
        reason = _one_line(getattr(error, "reason", error))
        return StoreUnavailable(f"{self.endpoint}: geen antwoord ({reason}); controleer het adres")


def select(store: GraphStore, sparql: str) -> list[Row]:
    """Give all rows of a SELECT query.

    Raises:
        GizoError: when the query cannot be run, is no SELECT, or the server holds back a part of the answer.
    """
    result = store.query(sparql)
    if not isinstance(result, Rows):
        raise GizoError("SPARQL: hier is een SELECT nodig")
    if result.truncated:
        raise GizoError(
            "de server kapt het antwoord af, dus deze vraag heeft daar geen volledig antwoord; vraag elders"
        )
    return list(result.rows)


def text(term: Term | None) -> str:
    """Give the value of a term as plain text; empty when there is none.

    >>> text(ox.Literal("bsn", language="nl")), text(ox.NamedNode("urn:x")), text(None)
    ('bsn', 'urn:x', '')
    """
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def syntax_error(message: str, query: str = "") -> GizoError:
    """Turn an engine's complaint about a query into one line with the line and column.

    What most often goes wrong is told in plain words: a prefix that the query uses but does not declare.

    >>> print(syntax_error("error at 3:14: expected one of a, b"))
    SPARQL-syntaxfout op regel 3, kolom 14: verwacht één van a, b
    >>> print(syntax_error("error at 1:13: Prefix not found", "SELECT * { gizo:Client ?p ?o }"))
    SPARQL-syntaxfout op regel 1, kolom 13: prefix gizo: is niet bekend; begin met PREFIX gizo: <https://w3id.org/gizo/def/>
    """
    place = _POSITION.search(message)
    rest = _POSITION.sub("", message, count=1) if place else message
    rest = _one_line(rest).replace("expected one of", "verwacht één van").replace("expected", "verwacht")
    where = f" op regel {place[1]}, kolom {place[2]}" if place else ""
    unknown = undeclared_prefixes(query) if "prefix" in message.lower() else []
    if unknown:
        iri = names.PREFIXES.get(unknown[0], "…")
        rest = f"prefix {unknown[0]}: is niet bekend; begin met PREFIX {unknown[0]}: <{iri}>"
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
