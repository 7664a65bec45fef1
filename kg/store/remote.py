"""A graph on any SPARQL 1.1 server, asked by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.sparql import for_engine, keywords, names_its_dataset, query_form, syntax_error
from kg.store.credentials import Credentials, checked, from_environment
from kg.store.dialects import Dialect, dialect_of
from kg.store.exchange import Exchange, Reply
from kg.store.interface import (
    CATALOG,
    DEFAULT_GRAPH,
    Answer,
    Result,
    Row,
    Rows,
    StoreUnavailable,
    Triples,
    in_written_order,
    one_line,
    text,
    typed,
)
from kg.store.rewriting import capped, page, selection

CATALOG_CHECKSUM = CATALOG + "#sha256"
"""Node with the checksum of the catalog, which holds the checksum of every graph: the version of all."""

_FRESH = 30.0
_LOOK = f"""SELECT ?s ?a ?b WHERE {{ GRAPH <{CATALOG}> {{
  VALUES (?s ?p) {{
    (<{DEFAULT_GRAPH}> <{names.VOID}subset>) (<{CATALOG}> <{names.DCAT}dataset>)
    (<{CATALOG_CHECKSUM}> <{names.SPDX}checksumValue>)
  }}
  ?s ?p ?a .
  OPTIONAL {{ ?a <{names.SPDX}checksum> ?c . ?c <{names.SPDX}checksumValue> ?b }}
}} }}"""
_HAS_UNION = f"ASK {{ GRAPH <{DEFAULT_GRAPH}> {{ ?s ?p ?o }} }}"


@dataclass(frozen=True)
class Contents:
    """What the catalog on a server says is there.

    Attributes:
        graphs: the named graphs that it lists, each with its checksum; empty when it states none.
        default: those that form the default graph, sorted.
        checksum: the checksum of the catalog itself; empty when it states none.
    """

    graphs: dict[str, str] = field(default_factory=dict)
    default: tuple[str, ...] = ()
    checksum: str = ""

    @property
    def version(self) -> str:
        """One checksum for all; of all checksums when the catalog states none of itself."""
        lines = "\n".join(f"{graph} {checksum}" for graph, checksum in sorted(self.graphs.items()))
        return self.checksum or hashlib.sha256("\n".join([lines, *self.default]).encode()).hexdigest()


class RemoteStore:
    """A graph on a SPARQL 1.1 server: Oxigraph, Virtuoso, Fuseki, GraphDB, QLever, Neptune, …

    Args:
        endpoint: address of the query service.
        timeout: seconds to wait for an answer.
        credentials: who asks; from the environment when omitted.

    Raises:
        GizoError: when the address cannot be one, or holds a password.
    """

    def __init__(self, endpoint: str, timeout: float = 60, credentials: Credentials | None = None) -> None:
        """Remember the address; nothing is sent yet."""
        self.endpoint = checked(endpoint)
        self.timeout = timeout
        self._exchange = Exchange(self.endpoint, timeout, from_environment() if credentials is None else credentials)
        self._dialect: Dialect | None = None
        self._seen = Contents()
        self._has_union = False
        self._looked = -_FRESH

    @property
    def dialect(self) -> Dialect:
        """What kind of server this is; asked once."""
        if self._dialect is None:
            self._ask("ASK {}", [], rows=True)
        assert self._dialect is not None
        return self._dialect

    def query(self, sparql: str, service_hosts: Collection[str] = (), at_most: int | None = None) -> Result:
        """Send a query to the server; the default graph goes along as ``default-graph-uri``.

        A SELECT that needs no more than ``at_most`` rows says so, for the server would send all it has.

        Raises:
            StoreUnavailable: when the server does not answer, or has a fault of its own.
            GizoError: for an update, ``SERVICE``, or a query the server refuses.
        """
        form = query_form(sparql, service_hosts)  # what may not be run is refused before anything is sent
        sent = sparql
        if at_most is not None and form == "SELECT" and not 0 < self.dialect.sorts < at_most:
            sent = capped(sparql, at_most)
        return in_written_order(self._send(sent, self._dataset(sparql), service_hosts), sparql)

    def rows(self, sparql: str) -> Iterator[Row]:
        """Give all rows of a SELECT, in pages when the server gives a limited number at a time.

        Raises:
            StoreUnavailable: when the server does not answer, or has a fault of its own.
            GizoError: for a query that is no SELECT, or that the server refuses.
        """
        query_form(sparql)
        return self._all_rows(sparql, self._dataset(sparql))

    def graphs(self) -> list[str]:
        """Give the IRIs of the graphs that the catalog on the server lists, and its own, sorted.

        To ask the server for all graphs it has would take seconds, and bring in what is not of this project.
        """
        return sorted({CATALOG, *self._known().graphs})

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """Give all triples of one named graph; none when there is no such graph.

        Raises:
            StoreUnavailable: when the server does not answer.
        """
        for row in self._all_rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}", []):
            yield ox.Triple(*row)  # type: ignore[arg-type]

    def default_graphs(self) -> list[str]:
        """Give the IRIs that the catalog on the server lists as the default graph, sorted."""
        return list(self._known().default)

    def contents(self) -> Contents:
        """Ask the server anew what its catalog says is there; nothing when it has no catalog."""
        result = self._send(_LOOK, [])
        assert isinstance(result, Rows)
        graphs: dict[str, str] = {}
        default: list[str] = []
        own = ""
        for about, value, checksum in result.rows:
            if text(about) == CATALOG:
                graphs[text(value)] = text(checksum)
            elif text(about) == DEFAULT_GRAPH:
                default.append(text(value))
            else:
                own = text(value)
        found = Contents(graphs, tuple(sorted(set(default))), own)
        if found != self._seen or not self._has_union:
            self._has_union = self._send(_HAS_UNION, []) == Answer(True)
        self._seen, self._looked = found, time.monotonic()
        return found

    @property
    def version(self) -> str:
        """The checksum of the catalog, which in turn holds the checksum of every graph; one cheap query."""
        return self.contents().version

    def count(self, graph: str) -> int:
        """Count the triples of a named graph on the server.

        Raises:
            StoreUnavailable: when the server does not answer.
        """
        result = self._send(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}", [])
        assert isinstance(result, Rows)
        return int(text(next(result.rows)[0]))

    def _known(self) -> Contents:
        """Give what the catalog lists; looked up again after a while, since someone may publish meanwhile."""
        known = self._seen if time.monotonic() - self._looked < _FRESH else self.contents()
        if not known.default:
            self._looked = -_FRESH
            raise GizoError(
                f"{self.endpoint}: geen catalogus van gizo-kg ({CATALOG}); "
                f"publiceer de graaf daar eerst met 'gizo publish --endpoint {self.endpoint}'"
            )
        return known

    def _dataset(self, sparql: str) -> list[tuple[str, str]]:
        """Give the dataset that goes along with a query that names none."""
        if names_its_dataset(sparql):
            return []
        known = self._known()
        default = (DEFAULT_GRAPH,) if self._has_union else known.default
        # A server that is sent a default graph but no named ones sees none of those.
        named = self.graphs() if "GRAPH" in keywords(sparql) else []
        return [("default-graph-uri", graph) for graph in default] + [("named-graph-uri", graph) for graph in named]

    def _send(self, sparql: str, dataset: Sequence[tuple[str, str]], service_hosts: Collection[str] = ()) -> Result:
        form = query_form(sparql, service_hosts)
        if form in ("CONSTRUCT", "DESCRIBE") and self.dialect.hides_limit:
            _parse(sparql)  # the server will see only a part of it
            selected = selection(sparql)
            result = self._send(selected.select, dataset, service_hosts)
            assert isinstance(result, Rows)
            return Triples(selected.triples(result.variables, result.rows), result.truncated)
        reply = self._ask(sparql, dataset, rows=form in ("SELECT", "ASK"))
        assert self._dialect is not None
        try:
            if form in ("SELECT", "ASK"):
                return self._rows(typed(ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)), reply)
            triples = [quad.triple for quad in ox.parse(reply.body, ox.RdfFormat.TURTLE)]
        except (SyntaxError, ValueError) as error:
            kind = reply.headers.get("content-type", "").partition(";")[0]
            raise StoreUnavailable(
                f"{self.endpoint}: dit antwoord is geen SPARQL-resultaat ({kind or one_line(error, 60)}); "
                "controleer het adres"
            ) from error
        return Triples(iter(triples), self._dialect.limit(reply.headers, len(triples)))

    def _rows(self, result: Result, reply: Reply) -> Result:
        assert self._dialect is not None
        dialect = self._dialect
        if not isinstance(result, Rows):
            return result
        found = list(result.rows)
        if dialect.own_literals:
            found = [tuple(term and dialect.term(term) for term in row) for row in found]
        return Rows(result.variables, iter(found), dialect.limit(reply.headers, len(found)))

    def _all_rows(self, sparql: str, dataset: Sequence[tuple[str, str]]) -> Iterator[Row]:
        result = self._send(sparql, dataset)
        if not isinstance(result, Rows):
            raise GizoError("SPARQL: hier is een SELECT nodig")
        rows = list(result.rows)
        if not result.truncated:
            yield from rows
            return
        size, start = len(rows), 0
        if not size:
            raise GizoError(f"{self.endpoint}: de server geeft geen enkele regel en zegt dat er meer zijn")
        while rows:  # the first page anew: a part of an answer is only a page of it in a fixed order
            part = self._send(page(sparql, result.variables, start, size), dataset)
            assert isinstance(part, Rows)
            rows = list(part.rows)
            yield from rows
            start += len(rows)
            if len(rows) < size and not part.truncated:
                return

    def _ask(self, sparql: str, dataset: Sequence[tuple[str, str]], *, rows: bool) -> Reply:
        """Send a query; what a server broke off half-way is no answer."""
        extra: list[tuple[str, str]] = []
        if self._dialect and self._dialect.timeout_parameter:
            extra = [(self._dialect.timeout_parameter, str(int(self.timeout * 1000)))]
        reply = self._exchange.ask(sparql, [*dataset, *extra], rows=rows)
        if self._dialect is None:
            self._dialect = dialect_of(reply.headers, self.endpoint)
        if self._dialect.partial_header and reply.headers.get(self._dialect.partial_header):
            raise StoreUnavailable(
                f"{self.endpoint}: de server brak de vraag af voor hij klaar was (na {self.timeout:g} seconden of "
                "eerder); stel een kleinere vraag"
            )
        return reply


def _parse(sparql: str) -> None:
    try:
        ox.Store().query(for_engine(sparql), base_iri=names.BASE)
    except SyntaxError as error:
        raise syntax_error(str(error), sparql) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise GizoError(f"SPARQL: {one_line(error)}") from error
