"""The graph as the server holds it: the store, the index over its elements, and the pool for SPARQL."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from fastapi import Request

from api import urls
from api.i18n import LANGUAGES, Language, language_of
from api.linked.dump_files import Dumps
from api.pages.overview import Overview, overview
from api.problems import Problem
from api.queries.pool import QueryPool
from api.queries.tasks import OpenStore
from api.settings import Settings
from kg.comparison.proposing import read_comparables
from kg.coverage.counting import read_tables
from kg.coverage.gap_list import read_gaps
from kg.coverage.ntb import read_ntb
from kg.element.listing import Elements, Query
from kg.elements import Entry
from kg.errors import GizoError
from kg.mappings import Query as MappingQuery
from kg.mappings import read_mappings
from kg.mappings.sets import read_mapping_sets
from kg.message_types import read_message_types
from kg.models import read_models
from kg.once import kept
from kg.search import Index, load_index
from kg.standing.standing import TARGETS, read_standings
from kg.store import GraphStore

_MOMENT = 2.0
Read = TypeVar("Read")


class Graph:
    """What requests ask their questions of.

    Args:
        open_store: opens the graph, here and in every worker.
        settings: how the server is configured.
    """

    def __init__(self, open_store: OpenStore, settings: Settings) -> None:
        """Open the graph; the index is made at first use."""
        self.store: GraphStore = open_store()
        self.version = self.store.version
        self.settings = settings
        self.pool = QueryPool(open_store, settings)
        self.dumps = Dumps(open_store)
        self._lock = threading.Lock()
        self._overviews: dict[Language, Overview] = {}
        self._probe: asyncio.Task[bool] | None = None

    @cached_property
    def _index(self) -> Index:
        return load_index(self.store)

    @property
    def index(self) -> Index:
        """The index over all elements; two first requests make it only once."""
        with self._lock:
            return self._index

    def kept(self, read: Callable[[GraphStore, Index], Read]) -> Read:
        """Give what a function reads of the whole graph; it is read once, at first use: a graph never changes.

        Args:
            read: takes the store and the index; two requests at the same time wait for one reading.
        """
        return kept(read, self.store, self.index)

    @cached_property
    def elements(self) -> Elements:
        """All elements with what they can be filtered by."""
        return Elements(self.index, self.kept(read_standings))

    def overview(self, language: Language) -> Overview:
        """Give the picture of the overview; drawn once for each language."""
        if language not in self._overviews:
            self._overviews[language] = overview(self.store, self.index, self.kept(read_standings), language)
        return self._overviews[language]

    def start(self) -> None:
        """Start the workers; call it in the event loop that will use them."""
        self.pool.start()

    def close(self) -> None:
        """End the workers; nobody uses this graph any more."""
        self.pool.stop()
        self.dumps.close()

    async def answers(self) -> bool:
        """Say whether the store answers now; "no" when it takes longer than a moment.

        Only one question is on its way at a time, however many ask.
        """
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(asyncio.to_thread(self._ask))
        try:
            return await asyncio.wait_for(asyncio.shield(self._probe), _MOMENT)
        except TimeoutError:
            return False

    def _ask(self) -> bool:
        try:
            self.store.query("ASK { ?s ?p ?o }")
        except GizoError:
            return False
        return True

    def warm_up(self) -> None:
        """Read what every page needs, so that the first visitor does not wait for it."""
        for language in LANGUAGES:
            self.overview(language)
        for target in ("", *TARGETS):
            self.elements.select(Query(target=target))
        for language in LANGUAGES:
            self.kept(read_mappings).select(MappingQuery(q="bsn"), language)
        for read in (
            read_mapping_sets,
            read_comparables,
            read_models,
            read_message_types,
            read_tables,
            read_ntb,
            read_gaps,
        ):
            self.kept(read)
        _settle()

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
        return [
            {
                "id": one.id,
                "label": one.label(language),
                "model": one.model,
                "kind": one.kind,
                "page": urls.document(one.iri),
            }
            for one in self.index.near(spelling)
        ]


def _settle() -> None:
    """Tell the garbage collector to leave alone what was read: to look through it all would hold up every request."""
    gc.unfreeze()  # of an earlier graph only what is still in use stays
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Asked:
    """What every handler needs: the graph and the language of the reader."""

    graph: Graph
    language: Language


def asked(request: Request) -> Asked:
    """Give the graph and the language of a request (a FastAPI dependency)."""
    graph: Graph = request.state.graph
    return Asked(graph, language_of(request.query_params.get("taal")))
