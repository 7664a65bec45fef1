"""The versions of our two ontologies: the one in the graph, and those before it, frozen as files.

A version IRI must always give the same, so a version that has a successor is kept as the file it was
(``ontology/releases``), byte for byte.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import names
from kg.resources import data_path

NAMED_GRAPHS = {names.ONTOLOGY: names.graph_iri("gizo"), names.V: names.graph_iri("vocabulary")}
"""Our ontologies, with the named graph that holds each."""

_FILES = {names.ONTOLOGY: "gizo", names.V: "vocabulary"}
_VERSION_IRI = re.compile(rf"({re.escape(names.GIZO)}(?:v/)?)(\d+\.\d+\.\d+)")
_KNOT = names.node_iri("")


@dataclass(frozen=True)
class Frozen:
    """A version of an ontology as it was published."""

    ontology: str
    number: str
    path: Path

    @property
    def iri(self) -> str:
        """The version IRI.

        >>> frozen(names.ONTOLOGY)[0].iri
        'https://w3id.org/gizo/def/0.1.0'
        """
        return self.ontology + self.number

    @property
    def turtle(self) -> str:
        """The file as it was published."""
        return self.path.read_text(encoding="utf-8")

    @property
    def checksum(self) -> str:
        """The sha256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def triples(self) -> list[ox.Triple]:
        """Give what the version says."""
        return [quad.triple for quad in ox.parse(path=str(self.path), format=ox.RdfFormat.TURTLE)]


@cache
def frozen(ontology: str) -> tuple[Frozen, ...]:
    """Give the frozen versions of an ontology, oldest first.

    >>> [version.number for version in frozen(names.V)][:1]
    ['0.1.0']
    """
    name = _FILES[ontology]
    paths = (data_path("ontology") / "releases").glob(f"{name}-*.ttl")
    found = (Frozen(ontology, path.stem.removeprefix(f"{name}-"), path) for path in paths)
    return tuple(sorted(found, key=lambda version: [int(part) for part in version.number.split(".")]))


def version_of(iri: str) -> tuple[str, str] | None:
    """Give the ontology and the version number that a version IRI names; None for any other IRI.

    >>> version_of("https://w3id.org/gizo/def/v/0.1.0")
    ('https://w3id.org/gizo/def/v/', '0.1.0')
    >>> version_of("https://w3id.org/gizo/def/Client") is None
    True
    """
    match = _VERSION_IRI.fullmatch(iri)
    return (match[1], match[2]) if match else None


def with_blank_nodes(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Give the triples with a blank node for each node that has an IRI only because our store wants one.

    OWL knows a restriction or a list by a blank node: tools such as Protégé read no other form.

    >>> node, p = ox.NamedNode(names.node_iri("0f")), ox.NamedNode("urn:p")
    >>> str(with_blank_nodes([ox.Triple(node, p, p)])[0].subject)
    '_:n0f'
    """
    return [ox.Triple(_blank(one.subject), one.predicate, _blank(one.object)) for one in triples]  # type: ignore[arg-type]


def _blank(term: object) -> object:
    if isinstance(term, ox.NamedNode) and term.value.startswith(_KNOT):
        return ox.BlankNode("n" + term.value.removeprefix(_KNOT))
    return term
