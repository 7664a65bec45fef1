"""A published graph on disk, read by pyoxigraph.

Nothing here writes: a graph is made by :mod:`kg.build`, in a directory that no reader has open.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.sparql import for_engine, query_form, syntax_error
from kg.store.interface import Result, Row, Rows, guarded, in_written_order, one_line, typed

POINTER = "current"
"""File in a store directory that names the generation readers should open."""
MANIFEST = "manifest.json"
"""File in a generation that says what it holds."""
DATABASE = "db"
"""Folder in a generation with the database itself."""


class EmbeddedStore:
    """A published graph on disk, opened for reading only; many processes may have it open at once.

    Args:
        path: the store directory, as written by :func:`kg.build.build`.
        generation: folder in it to open, so that several processes open the same one whatever is built
            meanwhile; the one the pointer names now when omitted.

    Raises:
        GizoError: when there is no published graph.

    >>> EmbeddedStore(Path("/no/such/place"))
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: /no/such/place: hier staat geen graaf; bouw hem met 'gizo build --out /no/such/place'
    """

    def __init__(self, path: Path, generation: str = "") -> None:
        """Open a generation; a later build does not disturb it."""
        pointer = path / POINTER
        if not generation and not pointer.is_file():
            raise GizoError(f"{path}: hier staat geen graaf; bouw hem met 'gizo build --out {path}'")
        self.path = path
        try:
            self.path = path / (generation or pointer.read_text(encoding="utf-8").strip())
            manifest = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            self._version = str(manifest["version"])
            self._default = sorted(str(iri) for iri in manifest["default"])
            self._store = ox.Store.read_only(str(self.path / DATABASE))
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
            what = f"{path}: de graaf is niet te openen ({one_line(error)})"
            raise GizoError(f"{what}; bouw hem opnieuw met 'gizo build --out {path}'") from error

    def query(self, sparql: str, service_hosts: Collection[str] = (), at_most: int | None = None) -> Result:
        """Run a query on the default graph, or on what the query itself names; relative IRIs stand under ours.

        Args:
            sparql: the query.
            service_hosts: hosts it may call with ``SERVICE``.
            at_most: how many rows are read; makes no difference here, where a row is made when it is read.

        Raises:
            GizoError: for an update, ``SERVICE``, a syntax error (with line and column) or a failing query.
        """
        query_form(sparql, service_hosts)
        try:
            result = self._store.query(for_engine(sparql), base_iri=names.BASE)
        except SyntaxError as error:
            raise syntax_error(str(error), sparql) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise GizoError(f"SPARQL: {one_line(error)}") from error
        return in_written_order(typed(result), sparql)

    def rows(self, sparql: str) -> Iterator[Row]:
        """Give all rows of a SELECT."""
        result = self.query(sparql)
        if not isinstance(result, Rows):
            raise GizoError("SPARQL: hier is een SELECT nodig")
        return result.rows

    def graphs(self) -> list[str]:
        """Give the IRIs of all named graphs, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """Give all triples of one named graph; none when there is no such graph."""
        quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return guarded(quad.triple for quad in quads)

    def default_graphs(self) -> list[str]:
        """Give the IRIs of the graphs that make up the default graph, sorted."""
        return list(self._default)

    @property
    def version(self) -> str:
        """The sha256 of the sorted N-Quads of the whole graph."""
        return self._version
