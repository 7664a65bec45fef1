"""What is different about each SPARQL server; everything else in the project sees one kind of server.

A server is known by the header ``Server`` of an ordinary answer, and else by the shape of its address:
nothing on it is changed to find out. One that is not known is taken at the word of the standard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg import names
from kg.store.interface import Term

TRUNCATED = "Result-Truncated"
"""Header in which a server of ours says that an answer was cut off."""

_BOOLEAN, _DECIMAL, _INTEGER = (ox.NamedNode(names.XSD + name) for name in ("boolean", "decimal", "integer"))
_LARGE = re.compile(r"-?[1-9]\d{9,}")
_BOOLEANS = {"1": ox.Literal(True), "0": ox.Literal(False)}


@dataclass(frozen=True)
class Dialect:
    """What to mind with one kind of server.

    Attributes:
        name: what people call it.
        server: how its header ``Server`` begins.
        endpoint: form of the path of its query service, with a group ``base``.
        update: path of its update service, with ``{base}``.
        graph_store: path of its Graph Store Protocol, with ``{base}``.
        piece: most bytes of triples in one request to the graph store; 0 when there is no limit.
        statements: most triples in one ``INSERT DATA``.
        atomic: a request with several updates happens as one, or not at all.
        limit_header: header with the row limit, on an answer that reached it (in lower case).
        hides_limit: cuts off a CONSTRUCT or DESCRIBE without a word, so it is asked as a SELECT.
        timeout_parameter: name of the parameter with the milliseconds it may take.
        partial_header: header that is there when the answer was broken off half-way.
        own_literals: writes booleans as 1 and 0, and whole numbers beyond 32 bits as decimals.
        sorts: most rows it puts in order for a query with a ``LIMIT``; 0 when there is no limit.
        retry: text in a fault of a moment: the same request again may succeed.
    """

    name: str
    server: str = ""
    endpoint: str = ""
    update: str = ""
    graph_store: str = ""
    piece: int = 0
    statements: int = 5_000
    atomic: bool = False
    limit_header: str = ""
    hides_limit: bool = False
    timeout_parameter: str = ""
    partial_header: str = ""
    own_literals: bool = False
    sorts: int = 0
    retry: str = ""

    def limit(self, headers: Mapping[str, str], rows: int) -> bool:
        """Say whether an answer with so many rows was cut off."""
        if headers.get(TRUNCATED.lower(), "").lower() == "true":
            return True
        stated = headers.get(self.limit_header, "") if self.limit_header else ""
        return stated.isdigit() and rows >= int(stated)

    def term(self, term: Term) -> Term:
        """Give a term as every other server writes it."""
        if not self.own_literals or not isinstance(term, ox.Literal):
            return term
        if term.datatype == _BOOLEAN:
            return _BOOLEANS.get(term.value, term)
        if term.datatype == _DECIMAL and _LARGE.fullmatch(term.value):
            return ox.Literal(term.value, datatype=_INTEGER)
        return term


@dataclass(frozen=True)
class Addresses:
    """Where a server takes queries, updates and whole graphs; empty when it has no such service, or none is known."""

    query: str
    update: str = ""
    graph_store: str = ""


OTHER = Dialect("SPARQL 1.1")
"""A server that is not known by name."""

DIALECTS = (
    Dialect(
        "Oxigraph",
        server="Oxigraph",
        endpoint=r"(?P<base>)/query",
        update="{base}/update",
        graph_store="{base}/store",
        atomic=True,
    ),
    Dialect(
        "Virtuoso",
        server="Virtuoso",
        endpoint=r"(?P<base>)/sparql(?:-auth)?",
        update="{base}/sparql-auth",
        graph_store="{base}/sparql-graph-crud-auth",
        piece=4_000_000,  # it refuses a text of 10 MB
        statements=500,  # each is compiled: 2,000 do not fit in its 10,000 lines of code
        limit_header="x-sparql-maxrows",
        hides_limit=True,
        timeout_parameter="timeout",
        partial_header="x-sql-state",
        own_literals=True,
        sorts=10_000,
        retry="40001",
    ),
    Dialect(
        "GraphDB of RDF4J",
        server="GraphDB",
        endpoint=r"(?P<base>.*/repositories/[^/]+)",
        update="{base}/statements",
        graph_store="{base}/rdf-graphs/service",
        atomic=True,
    ),
    Dialect(
        "Fuseki",
        server="Apache Jena Fuseki",
        endpoint=r"(?P<base>/.+)/(?:sparql|query)",
        update="{base}/update",
        graph_store="{base}/data",
        atomic=True,
    ),
)
"""The servers that are known, those with the plainest address first."""


def dialect_of(headers: Mapping[str, str], endpoint: str) -> Dialect:
    """Give the dialect of a server by the headers of an answer, or else by the form of its address.

    ``/sparql`` alone says nothing: half the servers of the world answer there.

    >>> dialect_of({"server": "Virtuoso/07.20.3229 (Linux)"}, "http://localhost:8890/sparql").name
    'Virtuoso'
    >>> dialect_of({}, "http://localhost:3030/ds/query").name, dialect_of({}, "http://localhost/sparql").name
    ('Fuseki', 'SPARQL 1.1')
    """
    server = headers.get("server", "")
    for dialect in DIALECTS:
        if server.startswith(dialect.server):
            return dialect
    path = urlsplit(endpoint).path
    for dialect in DIALECTS:
        if path != "/sparql" and path != "/sparql-auth" and re.fullmatch(dialect.endpoint, path):
            return dialect
    return OTHER


def addresses(dialect: Dialect, endpoint: str) -> Addresses:
    """Give the addresses that a server of this kind has, by the address of its query service.

    >>> addresses(DIALECTS[1], "http://localhost:8890/sparql").update
    'http://localhost:8890/sparql-auth'
    >>> addresses(DIALECTS[2], "http://localhost:7200/repositories/gizo").graph_store
    'http://localhost:7200/repositories/gizo/rdf-graphs/service'
    """
    parts = urlsplit(endpoint)
    found = re.fullmatch(dialect.endpoint, parts.path) if dialect.endpoint else None
    if not found:
        return Addresses(endpoint)
    root = f"{parts.scheme}://{parts.netloc}"
    return Addresses(
        endpoint,
        root + dialect.update.format(base=found["base"]),
        root + dialect.graph_store.format(base=found["base"]),
    )
