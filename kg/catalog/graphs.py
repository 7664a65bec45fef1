"""A graph about to be published: its triples, and where they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Triple

from kg import names


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
        return self._digest[0]

    @property
    def size(self) -> int:
        """The number of bytes of the sorted N-Triples."""
        return self._digest[1]

    @property
    def name(self) -> str:
        """The name of the graph within the project.

        >>> NamedGraph(names.graph_iri("ggm", "2.5.1"), "GGM 2.5.1", ()).name
        'ggm/2.5.1'
        """
        return self.iri.removeprefix(names.GRAPH)

    @cached_property
    def _digest(self) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        for line in self.lines:
            written = f"{line} .\n".encode()
            digest.update(written)
            size += len(written)
        return digest.hexdigest(), size


def source(path: Path, root: Path | None = None) -> Source:
    """Describe a source file; without a root (a file from elsewhere) only its name counts, not its place.

    >>> source(Path(__file__)).name
    'graphs.py'
    """
    name = path.relative_to(root).as_posix() if root else path.name
    return Source(name, hashlib.sha256(path.read_bytes()).hexdigest())
