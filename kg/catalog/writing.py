"""Short names for the terms and triples that describe a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg import names

_TYPE = NamedNode(names.RDF + "type")
_INTEGER = NamedNode(names.XSD + "integer")
_STRING = NamedNode(names.XSD + "string")

Value = str | int | tuple[str, str]
"""An IRI, a number, or a text in Dutch and English."""


def say(subject: str, predicate: str, *values: Value) -> Iterator[Triple]:
    """Say something of a thing; an empty text says nothing.

    >>> [str(triple.object) for triple in say("urn:a", "urn:p", "urn:b", ("een", "one"))]
    ['<urn:b>', '"een"@nl', '"one"@en']
    """
    for value in values:
        if isinstance(value, int):
            yield _triple(subject, predicate, Literal(str(value), datatype=_INTEGER))
        elif isinstance(value, tuple):
            for text, language in zip(value, ("nl", "en"), strict=True):
                yield _triple(subject, predicate, Literal(text, language=language))
        elif value:
            yield _triple(subject, predicate, NamedNode(value))


def text(subject: str, predicate: str, value: str, datatype: str = "") -> Iterator[Triple]:
    """Say something in a text without language; an empty one says nothing.

    >>> [str(triple.object) for triple in text("urn:a", "urn:p", "x")]
    ['"x"']
    """
    if value:
        yield _triple(subject, predicate, Literal(value, datatype=NamedNode(datatype) if datatype else _STRING))


def kinds(subject: str, *types: str) -> Iterator[Triple]:
    """Say what kinds of thing something is.

    >>> len(list(kinds("urn:a", names.DCAT + "Dataset", names.VOID + "Dataset")))
    2
    """
    return (Triple(NamedNode(subject), _TYPE, NamedNode(kind)) for kind in types)


def checksum(subject: str, value: str) -> Iterator[Triple]:
    """Say the sha256 of something.

    >>> [str(triple.object) for triple in checksum("urn:a", "0f")][-1]
    '"0f"^^<http://www.w3.org/2001/XMLSchema#hexBinary>'
    """
    node = names.part_iri(subject, "sha256") if "#" not in subject else f"{subject}-sha256"
    yield from say(subject, names.SPDX + "checksum", node)
    yield from kinds(node, names.SPDX + "Checksum")
    yield from say(node, names.SPDX + "algorithm", names.SPDX + "checksumAlgorithm_sha256")
    yield from text(node, names.SPDX + "checksumValue", value, names.XSD + "hexBinary")


def lines(triples: Iterable[Triple]) -> list[str]:
    """Give triples as sorted lines of N-Triples without their final stop, each once.

    >>> lines([*kinds("urn:a", "urn:B"), *kinds("urn:a", "urn:B")])
    ['<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:B>']
    """
    return sorted({str(triple) for triple in triples})


def _triple(subject: str, predicate: str, value: Literal | NamedNode) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
