"""The graph as the server holds it: the store, the index over its elements, and the pool for SPARQL."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property

from fastapi import Request

from api.i18n import LANGUAGES, Language, language_of
from api.overview import Overview, overview
from api.problems import Problem
from api.settings import Settings
from api.workers import OpenStore, QueryPool
from kg.elements import Entry, Index, load_index
from kg.linkage import Linkage, read_linkage
from kg.store import GraphStore


class Graph:
    """What requests ask their questions of.

    Args:
        open_store: opens the graph, here and in every worker.
        settings: how the server is configured.
    """

    def __init__(self, open_store: OpenStore, settings: Settings) -> None:
        """Open the graph; the index is made at first use."""
        self.store: GraphStore = open_store()
        self.settings = settings
        self.pool = QueryPool(open_store, settings.workers, settings.timeout)
        self._lock = threading.Lock()
        self._overviews: dict[Language, Overview] = {}

    @cached_property
    def version(self) -> str:
        """The version of the graph."""
        return self.store.version

    @cached_property
    def _index(self) -> Index:
        return load_index(self.store)

    @property
    def index(self) -> Index:
        """The index over all elements; two first requests make it only once."""
        with self._lock:
            return self._index

    @cached_property
    def linkage(self) -> Linkage:
        """How far GIZO is linked to other models."""
        return read_linkage(self.store, self.index)

    def overview(self, language: Language) -> Overview:
        """Give the picture of the overview; drawn once for each language."""
        if language not in self._overviews:
            self._overviews[language] = overview(self.store, self.index, self.linkage, language)
        return self._overviews[language]

    def warm_up(self) -> None:
        """Read what every page needs, so that the first visitor does not wait for it."""
        for language in LANGUAGES:
            self.overview(language)

    def element(self, spelling: str, language: Language = "nl") -> Entry:
        """Give the element that an identifier in any spelling names.

        Raises:
            Problem: 404, with elements whose name is near.
        """
        entry = self.index.resolve(spelling)
        if entry is None:
            raise Problem(
                404,
                f"geen element '{spelling}' in de graaf; zoek met /v1/elementen?q=…",
                more={"suggestions": self.suggestions(spelling, language)},
            )
        return entry

    def suggestions(self, spelling: str, language: Language = "nl") -> list[dict[str, str]]:
        """Give elements with a name near this one, for a helpful "not found"."""
        return [{"id": one.id, "label": one.label(language), "model": one.model} for one in self.index.near(spelling)]


@dataclass(frozen=True)
class Asked:
    """What every handler needs: the graph and the language of the reader."""

    graph: Graph
    language: Language


def asked(request: Request) -> Asked:
    """Give the graph and the language of a request (a FastAPI dependency)."""
    graph: Graph = request.app.state.graph
    return Asked(graph, language_of(request.query_params.get("taal")))
