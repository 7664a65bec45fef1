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
from kg.generation import publish, replace_file
from kg.integrity import check
from kg.store import POINTER, EmbeddedStore, GraphStore, RemoteStore

_INSTALLATION = Path(__file__).resolve().parent
_LATEST = "latest-"


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
    graphs = [canonical(graph) for graph in (*gathered.graphs, conclusions.graph, conclusions.shortcuts)]
    del gathered, conclusions  # what is written is a copy; holding on to both takes a fifth of the memory
    graphs.append(catalog_graph(graphs))
    version = publish(path, graphs)
    if out is None:
        make_latest(path)
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
    digest = hashlib.sha256()
    code = _INSTALLATION
    files = [(path, path.parent.name) for path in Sources.installed().files()]
    files += [
        (path, path.relative_to(code).as_posix()) for path in sorted(code.rglob("*.py")) + sorted(code.rglob("*.rq"))
    ]
    for path, place in files:
        digest.update(f"{place}/{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return _cache() / digest.hexdigest()[:16]


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
        build()
    return EmbeddedStore(path)


def latest_store_path() -> Path | None:
    """Give the store directory that was built last in the user's cache by this installation; None when unknown."""
    return _named(_latest(_cache()))


def make_latest(path: Path) -> None:
    """Remember which store directory in the user's cache this installation built last, for servers that follow.

    The directories carry the checksum of their sources, so a server cannot guess where the next one will be.
    Each installation has a note of its own: two checkouts on one machine do not disturb each other. What no
    installation needs any more is removed, but for the last few.
    """
    replace_file(_latest(path.parent), f"{path.name}\n{_INSTALLATION}")
    _forget_old(path.parent)


def _cache() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("gizo-kg", appauthor=False))


def _latest(cache: Path) -> Path:
    return cache / f"{_LATEST}{hashlib.sha256(str(_INSTALLATION).encode()).hexdigest()[:16]}"


def _named(note: Path) -> Path | None:
    """Give the directory that a note names, when that installation is still there."""
    try:
        name, installation = note.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return note.parent / name if Path(installation).is_dir() else None


def _forget_old(cache: Path, count: int = 5) -> None:
    """Remove graphs of earlier sources from the cache, but for the last few and those that are someone's latest."""
    keep = {_named(note) for note in cache.glob(f"{_LATEST}*")}
    found = [folder for folder in cache.iterdir() if (folder / POINTER).is_file()]
    found.sort(key=lambda folder: (folder / POINTER).stat().st_mtime, reverse=True)
    for folder in found[count:]:
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)
