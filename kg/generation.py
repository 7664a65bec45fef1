"""Writes a graph to disk so that readers never see half of it: a new directory, then a switched pointer.

A store directory holds generations, each named by the checksum of its content, and a small file that names
the one to read. A generation is written under a passing name and renamed when it is complete, so two
builds at once, or one that is killed, harm nothing. The generation before the current one is kept for
whoever still has it open. What a killed build leaves is known by its lock, which the system gave back when
the process died; the next build removes it.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.catalog import NamedGraph
from kg.errors import GizoError
from kg.locks import is_abandoned, locked
from kg.store import DATABASE, MANIFEST, POINTER

_PREVIOUS = "previous"
_DRAFT = ".gizo-bouw-"
_YOUNG = 600.0


def publish(root: Path, graphs: Sequence[NamedGraph]) -> str:
    """Write graphs as a new generation and make it the current one.

    Args:
        root: the store directory; made when it does not exist.
        graphs: all graphs, the catalog included.

    Returns:
        The version: the sha256 of the sorted N-Quads. The same content gives the same version, and is
        then not written again.

    Raises:
        GizoError: when the directory cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     publish(Path(folder), []) == hashlib.sha256(b"").hexdigest()
    True
    """
    version = checksum(graphs)
    try:
        root.mkdir(parents=True, exist_ok=True)
        if not _reuse(root, version):
            with _drafting(root) as draft:
                _write_generation(draft, version, graphs)
                with locked(root):
                    _rename(draft, root / version)
                    _switch(root, version)
        with locked(root):
            _clean(root)
    except OSError as error:
        raise GizoError(f"{root}: niet te schrijven ({error.strerror or error}); kies een andere map") from error
    return version


def nquads(graphs: Iterable[NamedGraph]) -> Iterator[str]:
    """Give the lines of N-Quads of graphs, sorted, each once and without line end."""
    return heapq.merge(*(_lines(graph) for graph in graphs))


def checksum(graphs: Iterable[NamedGraph]) -> str:
    """Give the sha256 of the sorted N-Quads.

    >>> checksum([]) == hashlib.sha256(b"").hexdigest()
    True
    """
    digest = hashlib.sha256()
    for line in nquads(graphs):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _complete(folder: Path) -> bool:
    try:
        json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        ox.Store.read_only(str(folder / DATABASE))
    except (OSError, RuntimeError, ValueError):  # a damaged database is a RuntimeError
        return False
    return True


def _lines(graph: NamedGraph) -> Iterator[str]:
    return (f"{line} <{graph.iri}> ." for line in graph.lines)


def _reuse(root: Path, version: str) -> bool:
    """Make a generation that is there already the current one; false when it is not there or damaged."""
    with locked(root):
        if not _complete(root / version):
            return False
        _switch(root, version)
        return True


@contextmanager
def _drafting(root: Path) -> Iterator[Path]:
    """Make a folder with a passing name, locked as long as the block runs; it is gone afterwards."""
    with ExitStack() as stack:
        with locked(root):  # or another build would remove it before it has a lock
            draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=root))
            stack.enter_context(locked(draft))
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _write_generation(draft: Path, version: str, graphs: Sequence[NamedGraph]) -> None:
    _fill(draft / DATABASE, graphs)
    manifest = {
        "version": version,
        "default": sorted(graph.iri for graph in graphs if graph.default),
        "graphs": {graph.iri: len(graph.lines) for graph in graphs},
    }
    _write(draft / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False))
    draft.chmod(0o755)  # mkdtemp makes it private, but a graph may be served by another user


def _rename(draft: Path, final: Path) -> None:
    if not _complete(final):  # else another build made the same generation first
        shutil.rmtree(final, ignore_errors=True)
        draft.rename(final)


def _fill(path: Path, graphs: Sequence[NamedGraph]) -> None:
    """Write every triple in its named graph and, when that belongs to the default, in the default graph too.

    A query over a list of fifteen graphs looks up each pattern fifteen times; over a default graph that
    holds their union, once. It is ten times as fast and gives the same answers. Two loads take two thirds
    of the memory of one.
    """
    store = ox.Store(str(path))
    text = path.with_suffix(".nq")  # by way of a file, since the text of the whole graph takes memory twice
    for lines in (map(_lines, graphs), ((f"{line} ." for line in graph.lines) for graph in graphs if graph.default)):
        with text.open("w", encoding="utf-8", newline="") as handle:
            handle.writelines(f"{line}\n" for line in chain.from_iterable(lines))
        store.bulk_load(path=text, format=ox.RdfFormat.N_QUADS, lenient=True)  # no need to check our own terms
    text.unlink()
    store.flush()


def _switch(root: Path, version: str) -> None:
    before = _read(root / POINTER)
    if before == version:
        return
    if before:
        replace_file(root / _PREVIOUS, before)
    replace_file(root / POINTER, version)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""


def replace_file(path: Path, content: str) -> None:
    """Write a small text file so that a reader sees the old or the new content, whenever this ends.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace_file(Path(folder, "x"), "een")
    ...     Path(folder, "x").read_text()
    'een\\n'
    """
    draft = path.with_name(f"{_DRAFT}{path.name}-{os.getpid()}-{time.time_ns()}")
    try:
        _write(draft, content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, content: str) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.write(content + "\n")
        handle.flush()
        os.fsync(handle.fileno())


def _clean(root: Path) -> None:
    """Remove what no reader needs: all but the last two generations, and what a killed build left."""
    keep = {_read(root / POINTER), _read(root / _PREVIOUS)}
    for entry in root.iterdir():
        old = time.time() - entry.stat().st_mtime > _YOUNG
        if entry.name.startswith(_DRAFT):
            if entry.is_file():
                entry.unlink()
            elif is_abandoned(entry):
                shutil.rmtree(entry, ignore_errors=True)
        elif old and entry.name not in keep and len(entry.name) == 64 and (entry / MANIFEST).is_file():
            shutil.rmtree(entry, ignore_errors=True)
