"""Writes a graph, or everything, to a file to take along: the same content always gives the same bytes.

N-Quads and N-Triples are sorted as a whole, so the sha256 of the N-Quads of everything is the version of the
graph, and that of the N-Triples of one graph its checksum in the catalog. The other forms are written graph by
graph, sorted as well. Sorting goes by way of files and writing line by line, so that the memory it takes does
not grow with the graph.
"""

from __future__ import annotations

import difflib
import gzip
import heapq
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.output import whole_file
from kg.store import GraphStore

_RUN = 200_000
"""Lines that are sorted in memory at once."""
_BATCH = 1_000
"""Lines that are read or written at once."""


@dataclass(frozen=True)
class DumpForm:
    """A form of a dump: its extension, its media type, and whether it tells which graph a triple is in."""

    name: str
    media_type: str
    syntax: ox.RdfFormat
    quads: bool = False


FORMS: dict[str, DumpForm] = {
    form.name: form
    for form in (
        DumpForm("nq", "application/n-quads", ox.RdfFormat.N_QUADS, quads=True),
        DumpForm("trig", "application/trig", ox.RdfFormat.TRIG, quads=True),
        DumpForm("ttl", "text/turtle", ox.RdfFormat.TURTLE),
        DumpForm("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        DumpForm("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        DumpForm("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
    )
}
"""The forms of a dump, by the extension of its file."""

_PACKED = ".gz"
_SORTED = {"nq", "nt"}
_PREFIXED = {"trig", "ttl", "rdf"}


def dump(store: GraphStore, form: str, out: BinaryIO, graphs: Sequence[str] = ()) -> None:
    """Write graphs to a file or a stream.

    Args:
        store: where they are.
        form: one of :data:`FORMS`.
        out: what to write to.
        graphs: IRIs or names (``ggm/2.5.1``) of the graphs; all of them when empty.

    Raises:
        GizoError: when the form or a graph does not exist, or the form cannot hold more than one graph.

    >>> import io
    >>> dump(cast(GraphStore, None), "doc", io.BytesIO())
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: formaat 'doc' bestaat niet; kies uit nq, trig, ttl, nt, rdf, jsonld
    """
    if form not in FORMS:
        raise GizoError(f"formaat '{form}' bestaat niet; kies uit {', '.join(FORMS)}")
    chosen = _chosen(store, graphs)
    if len(chosen) > 1 and not FORMS[form].quads:
        able = ", ".join(name for name, one in FORMS.items() if one.quads)
        raise GizoError(f"formaat '{form}' kan maar één graaf bevatten; noem er een met --graph, of kies uit {able}")
    if form in _SORTED:
        with _in_order(_lines(store, chosen, in_graph=FORMS[form].quads)) as lines:
            while batch := "".join(islice(lines, _BATCH)):
                out.write(batch.encode())
        return
    prefixes = names.PREFIXES if form in _PREFIXED else None
    if not FORMS[form].quads:
        ox.serialize(_triples(store, chosen[0]), output=out, format=FORMS[form].syntax, prefixes=prefixes)
        return
    quads = (
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
        for graph in chosen
        for triple in _triples(store, graph)
    )
    ox.serialize(quads, output=out, format=FORMS[form].syntax, prefixes=prefixes)


def dump_file(store: GraphStore, form: str, path: Path, graphs: Sequence[str] = ()) -> None:
    """Write graphs to a file, as a whole or not at all; packed with gzip when its name ends on ``.gz``.

    Raises:
        GizoError: as :func:`dump`, and when the file cannot be written.
    """
    with whole_file(path) as file:
        if path.suffix == _PACKED:
            with packed(file) as stream:
                dump(store, form, stream, graphs)
        else:
            dump(store, form, file, graphs)


def dump_form(form: str | None, path: Path | None) -> str:
    """Give the form to write: the one that was asked for, else that of the file name, else N-Quads.

    Raises:
        GizoError: when there is no such form.

    >>> dump_form(None, Path("graaf.trig.gz")), dump_form("ttl", Path("graaf.txt")), dump_form(None, None)
    ('trig', 'ttl', 'nq')
    """
    named = path.name.removesuffix(_PACKED).rpartition(".")[2] if path else "nq"
    chosen = form or named
    if chosen not in FORMS:
        raise GizoError(f"formaat '{chosen}' bestaat niet; kies met --format uit {', '.join(FORMS)}")
    return chosen


@contextmanager
def packed(out: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that packs what is written to it with gzip, without the time or the name of the file.

    >>> import io
    >>> twice = []
    >>> for _ in range(2):
    ...     twice.append(io.BytesIO())
    ...     with packed(twice[-1]) as stream:
    ...         _ = stream.write(b"graaf")
    >>> twice[0].getvalue() == twice[1].getvalue(), gzip.decompress(twice[0].getvalue())
    (True, b'graaf')
    """
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=out, mtime=0) as stream:
        yield cast(BinaryIO, stream)


def _chosen(store: GraphStore, graphs: Sequence[str]) -> list[str]:
    known = store.graphs()
    if not graphs:
        return known
    found = [graph if ":" in graph else names.graph_iri(graph) for graph in graphs]
    missing = [graph for graph in found if graph not in known]
    if missing:
        name, there = missing[0].removeprefix(names.GRAPH), [graph.removeprefix(names.GRAPH) for graph in known]
        near = difflib.get_close_matches(name, there, n=3) or [one for one in there if name in one][:3]
        hint = f"bedoelt u {', '.join(near)}?" if near else "'gizo ask graaf-inhoud' toont ze alle"
        raise GizoError(f"graaf '{name}' bestaat niet; {hint}")
    return sorted(set(found))


def _lines(store: GraphStore, graphs: Sequence[str], *, in_graph: bool) -> Iterator[str]:
    for graph in graphs:
        end = f" <{graph}> .\n" if in_graph else " .\n"
        for triple in store.triples(graph):
            yield f"{triple}{end}"


def _triples(store: GraphStore, graph: str) -> Iterator[ox.Triple]:
    """Give the triples of a graph in the order of their N-Triples."""
    with _in_order(_lines(store, [graph], in_graph=False)) as lines:
        while batch := "".join(islice(lines, _BATCH)):
            for quad in ox.parse(batch, format=ox.RdfFormat.N_TRIPLES, lenient=True):
                yield quad.triple


@contextmanager
def _in_order(lines: Iterable[str]) -> Iterator[Iterator[str]]:
    """Sort lines by way of files of sorted runs, each line once."""
    todo = iter(lines)
    with ExitStack() as files:
        runs: list[Iterator[str]] = []
        while run := sorted(islice(todo, _RUN)):
            if len(run) < _RUN and not runs:
                runs.append(iter(run))  # it fits in memory
                break
            file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline=""))
            file.writelines(run)
            file.seek(0)
            runs.append(iter(file))
            del run
        yield _once(heapq.merge(*runs))


def _once(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line != last:
            yield line
        last = line
