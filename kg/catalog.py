"""Says of every named graph where it came from: source file, release, licence, checksum and size.

The catalog is a graph itself (VoID, DCAT, PROV, SPDX), so a query can ask for it on any server. It also
lists the graphs that together form the default graph. The moment of a build is not in it: the same
sources give the same catalog.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.store import CATALOG, DEFAULT_GRAPH

SPDX = "http://spdx.org/rdf/terms#"
EUPL = "https://spdx.org/licenses/EUPL-1.2"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCES: dict[str, str] = {"ggm": EUPL, "zib": CC0, "brp": EUPL}
"""Licence of a model's publisher; one that states none is not in this list."""

_TYPE = NamedNode(names.RDF + "type")


@dataclass(frozen=True)
class Source:
    """A file that a graph was read from: its path inside the project, and the sha256 of its bytes."""

    name: str
    checksum: str

    @property
    def iri(self) -> str:
        """IRI of the file as a ``prov:Entity``."""
        return names.file_iri(self.name)


@dataclass(frozen=True)
class NamedGraph:
    """A graph to be built: its triples and what the catalog says of it."""

    iri: str
    title: str
    triples: tuple[Triple, ...]
    sources: tuple[Source, ...] = ()
    model: str = ""
    release: str = ""
    licence: str = ""
    default: bool = True

    @cached_property
    def lines(self) -> list[str]:
        """The triples as sorted lines of N-Triples without their final stop, each once."""
        return sorted({str(triple) for triple in self.triples})

    @cached_property
    def checksum(self) -> str:
        """The sha256 of the sorted N-Triples."""
        digest = hashlib.sha256()
        for line in self.lines:
            digest.update(f"{line} .\n".encode())
        return digest.hexdigest()


def source(path: Path, root: Path | None = None) -> Source:
    """Describe a source file; without a root (a file from elsewhere) only its name counts, not its place."""
    name = path.relative_to(root).as_posix() if root else path.name
    return Source(name, hashlib.sha256(path.read_bytes()).hexdigest())


def catalog_graph(graphs: Iterable[NamedGraph]) -> NamedGraph:
    """Make the catalog of a set of graphs.

    >>> only = NamedGraph(names.graph_iri("gizo"), "GIZO", ())
    >>> [triple.object.value for triple in catalog_graph([only]).triples
    ...  if triple.predicate.value == names.VOID + "subset"]
    ['https://w3id.org/gizo/graph/gizo']
    """
    return NamedGraph(CATALOG, "Catalogus", tuple(_triples(list(graphs))), default=False)


def _triples(graphs: list[NamedGraph]) -> Iterator[Triple]:
    catalog, union = NamedNode(CATALOG), NamedNode(DEFAULT_GRAPH)
    yield Triple(catalog, _TYPE, NamedNode(names.DCAT + "Catalog"))
    yield Triple(catalog, _dct("title"), Literal("Catalogus van de kennisgraaf GIZO", language="nl"))
    yield Triple(union, _TYPE, NamedNode(names.VOID + "Dataset"))
    yield Triple(union, _dct("title"), Literal("Standaardgraaf van een vraag", language="nl"))
    for graph in graphs:
        yield Triple(catalog, NamedNode(names.DCAT + "dataset"), NamedNode(graph.iri))
        if graph.default:
            yield Triple(union, NamedNode(names.VOID + "subset"), NamedNode(graph.iri))
        yield from _graph_triples(graph)
    for file in {file.iri: file for graph in graphs for file in graph.sources}.values():
        node = NamedNode(file.iri)
        yield Triple(node, _TYPE, NamedNode(names.PROV + "Entity"))
        yield Triple(node, _dct("identifier"), Literal(file.name))
        yield from _checksum(node, file.checksum)


def _graph_triples(graph: NamedGraph) -> Iterator[Triple]:
    node = NamedNode(graph.iri)
    for kind in (names.VOID + "Dataset", names.DCAT + "Dataset", names.PROV + "Entity"):
        yield Triple(node, _TYPE, NamedNode(kind))
    yield Triple(node, _dct("title"), Literal(graph.title, language="nl"))
    size = Literal(str(len(graph.lines)), datatype=NamedNode(names.XSD + "integer"))
    yield Triple(node, NamedNode(names.VOID + "triples"), size)
    if graph.release:
        yield Triple(node, NamedNode(names.DCAT + "version"), Literal(graph.release))
    if graph.licence:
        yield Triple(node, _dct("license"), NamedNode(graph.licence))
    elif graph.model:
        text = "De uitgever noemt geen licentie; hier staan alleen namen, nummers en structuur."
        yield Triple(node, _dct("rights"), Literal(text, language="nl"))
    if graph.model:
        yield Triple(node, _dct("subject"), NamedNode(names.model_iri(graph.model)))
    for file in graph.sources:
        yield Triple(node, NamedNode(names.PROV + "wasDerivedFrom"), NamedNode(file.iri))
    yield from _checksum(node, graph.checksum)


def _checksum(node: NamedNode, value: str) -> Iterator[Triple]:
    checksum = NamedNode(node.value + "#sha256")
    yield Triple(node, NamedNode(SPDX + "checksum"), checksum)
    yield Triple(checksum, _TYPE, NamedNode(SPDX + "Checksum"))
    yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
    yield Triple(
        checksum,
        NamedNode(SPDX + "checksumValue"),
        Literal(value, datatype=NamedNode(names.XSD + "hexBinary")),
    )


def _dct(name: str) -> NamedNode:
    return NamedNode(names.DCT + name)
