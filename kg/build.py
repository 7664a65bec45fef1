"""Builds the whole graph from the files of the project: one pipeline, from sources to a published store.

sources → named graphs → OWL RL closure and derived mappings → checks → catalog → store. Readers of an
earlier build notice nothing: see :mod:`kg.generation`.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.canonical import canonical
from kg.catalog import catalog_graph
from kg.conclude import conclude
from kg.errors import GizoError
from kg.gather import Sources, gather
from kg.generation import publish
from kg.integrity import check
from kg.store import POINTER, EmbeddedStore, GraphStore, RemoteStore


@dataclass(frozen=True)
class GraphReport:
    """What one graph of a build holds: its IRI, number of triples, source files and release."""

    iri: str
    triples: int
    source: str
    release: str


@dataclass(frozen=True)
class BuildReport:
    """What a build made: the graphs, the version (sha256 of the sorted N-Quads) and where it stands.

    ``conflicts`` names what would follow from the mappings if a decision did not say otherwise: one of the
    two is probably wrong, and a person should look.
    """

    graphs: tuple[GraphReport, ...]
    version: str
    path: Path
    conflicts: tuple[str, ...] = ()


def build(out: Path | None = None, models: Sequence[Path] = (), sources: Sources | None = None) -> BuildReport:
    """Build the graph and publish it.

    Args:
        out: store directory; the one in the user's cache when omitted.
        models: further model tables (``MODEL-RELEASE.csv``), in place of one of the same name.
        sources: folders to read; those of the installation when omitted.

    Raises:
        GizoError: when a source is damaged or contradicts another; nothing is published then.
    """
    sources = sources or Sources.installed()
    path = out or default_store_path()
    gathered = gather(sources, models)
    check(gathered)
    conclusions = conclude(gathered)
    conflicts = conclusions.conflicts
    graphs = [canonical(graph) for graph in (*gathered.graphs, conclusions.graph)]
    del gathered, conclusions  # what is written is a copy; holding on to both takes a fifth of the memory
    graphs.append(catalog_graph(graphs))
    version = publish(path, graphs)
    report = tuple(
        GraphReport(graph.iri, len(graph.lines), ", ".join(file.name for file in graph.sources), graph.release)
        for graph in graphs
    )
    return BuildReport(report, version, path, conflicts)


def default_store_path() -> Path:
    """Give the store directory in the user's cache for the present content of the sources and the code.

    A changed mapping, rule or table gives another directory, so a stale graph is never read by accident.

    >>> default_store_path() == default_store_path()
    True
    """
    from platformdirs import user_cache_dir

    digest = hashlib.sha256()
    code = Path(__file__).resolve().parent
    files = [(path, path.parent.name) for path in Sources.installed().files()]
    files += [(path, path.relative_to(code).as_posix()) for path in sorted(code.rglob("*.py"))]
    for path, place in files:
        digest.update(f"{place}/{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return Path(user_cache_dir("gizo-kg", appauthor=False)) / digest.hexdigest()[:16]


def open_store(path: Path | None = None, endpoint: str | None = None) -> GraphStore:
    """Open the graph to ask questions of.

    Args:
        path: a store directory made by :func:`build`.
        endpoint: address of a SPARQL server, instead of a directory.

    Without either, the graph in the user's cache is opened; it is built first when it is not there yet,
    with a notice on standard error.

    Raises:
        GizoError: when both are given, when the directory holds no graph, or when building fails.
    """
    if path and endpoint:
        raise GizoError("geef --store of --endpoint, niet allebei")
    if endpoint:
        return RemoteStore(endpoint)
    if path:
        return EmbeddedStore(path)
    path = default_store_path()
    if not (path / POINTER).is_file():
        print(f"De graaf wordt eenmalig gebouwd in {path} …", file=sys.stderr)
        build(path)
        _forget_old(path.parent, keep=path)
    return EmbeddedStore(path)


def _forget_old(cache: Path, keep: Path, count: int = 4) -> None:
    """Remove graphs of earlier sources from the cache, but for the last few."""
    others = [folder for folder in cache.iterdir() if (folder / POINTER).is_file() and folder != keep]
    others.sort(key=lambda folder: (folder / POINTER).stat().st_mtime, reverse=True)
    for folder in others[count:]:
        shutil.rmtree(folder, ignore_errors=True)
