"""Writes lifted messages as RDF, in the serialisation someone asks for."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg import names
from kg.errors import GizoError
from kg.messages import Message

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
}
"""The serialisations by the name people ask for."""

_PREFIXES = {name: names.PREFIXES[name] for name in ("gizo", "v", "ijw", "iwmo", "rdf", "xsd")}


def serialise(messages: Iterable[Message], form: str = "ttl") -> bytes:
    """Give the graph of messages as bytes; all of it, or an error and nothing.

    Args:
        messages: lifted messages.
        form: one of :data:`FORMATS`; ``trig`` keeps each message in a named graph, the IRI of its message node.

    Raises:
        GizoError: for an unknown serialisation, or a document that is no message.

    >>> serialise([], "nt")
    b''
    """
    if form not in FORMATS:
        raise GizoError(f"vorm '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    statements = [
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(message.iri) if form == "trig" else None)
        for message in messages
        for triple in message.triples
    ]
    return serialize(statements, format=FORMATS[form], prefixes=_PREFIXES) or b""
