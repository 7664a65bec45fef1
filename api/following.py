"""Follows a rebuild: notices a new graph, makes it ready beside the old one, and lets it take over.

Looking is cheap and goes on in the background. Until the new graph has its index, its overviews and its
workers, the old one answers; a new graph that cannot be opened changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from api.graph import Graph
from api.queries.ended import Ended
from api.queries.tasks import OpenStore
from api.serving import Serving
from api.settings import Settings
from kg.build import latest_store_path
from kg.errors import GizoError
from kg.store import MANIFEST, POINTER, EmbeddedStore, RemoteStore

log = logging.getLogger("api.graph")

_PROBE = 5


@dataclass(frozen=True)
class Found:
    """The newest graph: a mark that is another for another graph, and what opens exactly this one."""

    mark: str
    open_store: OpenStore


@dataclass(frozen=True)
class Source:
    """Where graphs appear: how to look for the newest, and after how many seconds to look again.

    ``look`` raises GizoError when there is nothing to see.
    """

    look: Callable[[], Found]
    every: float


@dataclass(frozen=True)
class Newer:
    """What to follow: where graphs appear, and the mark of the one that is served."""

    source: Source
    mark: str


def directory(path: Path) -> Source:
    """Follow a store directory.

    >>> directory(Path("/no/such/place")).look()
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: /no/such/place: hier staat geen graaf; bouw hem met 'gizo build --out /no/such/place'
    """
    return Source(partial(_in_directory, path), every=1.0)


def cache(path: Path) -> Source:
    """Follow the last build in the user's cache; this path when nothing is known of that."""
    return Source(lambda: _in_directory(latest_store_path() or path), every=1.0)


def endpoint(address: str, timeout: float) -> Source:
    """Follow the graph on a SPARQL server.

    Args:
        address: address of the query service.
        timeout: seconds to wait for the answer to a query.
    """
    return Source(partial(_at_endpoint, address, timeout), every=10.0)


async def follow(serving: Serving, settings: Settings, newer: Newer) -> None:
    """Serve every newer graph as it appears, until cancelled.

    Args:
        serving: what holds the graph of now.
        settings: how the server is configured.
        newer: where to look, and what is served now.
    """
    mark, trouble = newer.mark, ""
    while True:
        await asyncio.sleep(newer.source.every)
        try:
            found = await asyncio.to_thread(newer.source.look)
        except Exception as error:  # whatever is wrong there, this goes on looking
            if _told(error) != trouble:
                log.warning("%s (graph %s goes on)", _told(error), serving.graph.version[:12])
            trouble = _told(error)
            continue
        trouble = ""
        if found.mark != mark:
            mark = found.mark
            await _take_over(serving, found, settings)


async def _take_over(serving: Serving, found: Found, settings: Settings) -> None:
    try:
        graph = await _prepare(found.open_store, settings)
    except Exception as error:  # whatever is wrong with the new graph, the old one goes on
        log.error("the new graph is not taken: %s (graph %s goes on)", _told(error), serving.graph.version[:12])
    else:
        serving.replace(graph)
        log.info("serving graph %s from now on", graph.version[:12])


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, GizoError | Ended) else type(error).__name__


async def _prepare(open_store: OpenStore, settings: Settings) -> Graph:
    """Open a graph and make its index, its overviews and its workers ready."""
    graph = await asyncio.to_thread(Graph, open_store, settings)
    try:
        graph.start()
        await asyncio.to_thread(graph.warm_up)
        await graph.pool.ready()
    except BaseException:
        graph.close()
        raise
    return graph


def _in_directory(path: Path) -> Found:
    try:
        generation = (path / POINTER).read_text(encoding="utf-8").strip()
        written = (path / generation / MANIFEST).stat().st_mtime_ns  # another when a damaged one was built again
    except (OSError, ValueError) as error:
        raise GizoError(f"{path}: hier staat geen graaf; bouw hem met 'gizo build --out {path}'") from error
    return Found(f"{path} {generation} {written}", partial(EmbeddedStore, path, generation))


def _at_endpoint(address: str, timeout: float) -> Found:
    return Found(RemoteStore(address, timeout=_PROBE).version, partial(RemoteStore, address, timeout))
