"""Reads hand-written Turtle without leaving a blank node: each gets an IRI that follows from what it says.

A blank node has no name outside its file, so the same ontology loaded twice would be two graphs, and its
checksum would mean nothing. RDFC-1.0 names blank nodes too, but renumbers many of them when one is added.
Here the name is a hash of the node's own triples and of where it hangs, so that an edit elsewhere in the
file leaves it alone.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError


def read_turtle(path: Path) -> list[ox.Triple]:
    """Read a Turtle file; every blank node becomes an IRI.

    Raises:
        GizoError: when the file cannot be read or is no Turtle, with the line.

    >>> from kg.resources import data_path
    >>> len(read_turtle(data_path("ontology") / "vocabulary.ttl")) > 100
    True
    """
    try:
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        message = str(error.msg).split(":", 1)[-1].strip()
        raise GizoError(f"{path}, regel {error.lineno}: geen geldige Turtle ({message})") from error
    except (OSError, ValueError) as error:
        raise GizoError(f"{path}: niet te lezen ({error}); controleer het bestand") from error
    try:
        return list(skolemize(quad.triple for quad in quads))
    except GizoError as error:
        raise GizoError(f"{path}: {error}") from error


def skolemize(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Give the triples with an IRI for each blank node; two nodes that say the same in one place become one.

    Raises:
        GizoError: when blank nodes refer to each other in a circle, which no hand-written tree does.

    >>> turtle = "<urn:a> <urn:p> [ <urn:q> 1 ] ."
    >>> once, twice = (sorted(str(triple) for triple in skolemize(quad.triple for quad in
    ...                ox.parse(turtle, ox.RdfFormat.TURTLE))) for _ in range(2))
    >>> once == twice, "_:" in once[0]
    (True, False)
    """
    found = list(triples)
    renamed = _Names(found)
    for triple in found:
        subject, target = triple.subject, triple.object
        yield ox.Triple(
            renamed.iri(subject) if isinstance(subject, ox.BlankNode) else subject,
            triple.predicate,
            renamed.iri(target) if isinstance(target, ox.BlankNode) else target,
        )


class _Names:
    """The names of the blank nodes of one file."""

    def __init__(self, triples: list[ox.Triple]) -> None:
        self._content: dict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
        self._places: dict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
        self._hashes: dict[ox.BlankNode, str] = {}
        self._iris: dict[ox.BlankNode, ox.NamedNode] = {}
        self._open: set[tuple[str, ox.BlankNode]] = set()
        for triple in triples:
            if isinstance(triple.subject, ox.BlankNode):
                self._content[triple.subject].append(triple)
            if isinstance(triple.object, ox.BlankNode):
                self._places[triple.object].append(triple)

    def iri(self, node: ox.BlankNode) -> ox.NamedNode:
        """Name a node after its content and the places where it hangs."""
        if node not in self._iris:
            self._enter("place", node)
            places = sorted(f"{self._holder(place)} {place.predicate}" for place in self._places[node])
            self._open.discard(("place", node))
            self._iris[node] = ox.NamedNode(names.node_iri(_digest([self._hash(node), *places])[:24]))
        return self._iris[node]

    def _holder(self, place: ox.Triple) -> str:
        return str(self.iri(place.subject)) if isinstance(place.subject, ox.BlankNode) else str(place.subject)

    def _hash(self, node: ox.BlankNode) -> str:
        if node not in self._hashes:
            self._enter("content", node)
            lines = sorted(f"{triple.predicate} {self._value(triple)}" for triple in self._content[node])
            self._open.discard(("content", node))
            self._hashes[node] = _digest(lines)
        return self._hashes[node]

    def _value(self, triple: ox.Triple) -> str:
        return self._hash(triple.object) if isinstance(triple.object, ox.BlankNode) else str(triple.object)

    def _enter(self, task: str, node: ox.BlankNode) -> None:
        if (task, node) in self._open:
            raise GizoError("blanke knopen verwijzen in een kring naar elkaar; geef er een een IRI")
        self._open.add((task, node))


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
