"""Builds messages that differ from a valid one in one thing, and judges many of them at once.

Paths are those of the standard without namespaces, below ``Bericht``: ``Client/Contactgegevens/Contact[2]/Soort``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.document import Document
from kg.messages import Message, lift
from kg.sources.lifting import outgoing_messages, supported_messages
from kg.validation.cases import Change
from kg.validation.engine import Finding, check
from kg.validation.examples import TODAY, apply
from kg.validation.products import ProductList
from kg.validation.shapes import load_shapes

MESSAGE_TYPES = ("JW301", "WMO301")
"""The message type with the most rules, for each law."""

OUTGOING = outgoing_messages()
RETURNS = tuple(message for message in supported_messages() if message not in OUTGOING)
EVERY = supported_messages()

Changes = tuple[Change, ...]


def put(path: str, text: str) -> Changes:
    """Give an element another text."""
    return (Change("zet", path, text),)


def drop(*paths: str) -> Changes:
    """Remove elements, one after the other; of siblings, name the last one first."""
    return tuple(Change("weg", path) for path in paths)


def twice(path: str, text: str | None = None) -> Changes:
    """Repeat an element right after itself, with another text if one is given."""
    return (Change("dubbel", path, text),)


def after(path: str, xml: str) -> Changes:
    """Add an element after another; ``m:`` is the namespace of the message, ``b:`` that of the base schema."""
    return (Change("na", path, xml),)


def build(message_type: str, *changes: Changes) -> Document:
    """Give the base message of a type with these changes."""
    return apply(message_type, [change for group in changes for change in group])


def today(message: Message, day: date = TODAY) -> Triple:
    """Say in the graph of a message which day it is, as a validation does."""
    return Triple(
        NamedNode(message.iri),
        NamedNode(names.V + "vandaag"),
        Literal(day.isoformat(), datatype=NamedNode(names.XSD + "date")),
    )


def judge(
    documents: Iterable[Document], engine: str = "pyshifty", products: Sequence[ProductList | None] = ()
) -> list[frozenset[Finding]]:
    """Give what is found in each message; they are judged in one graph, as they do not touch each other.

    ``products`` is the product code list given with each message, if any.
    """
    seen: set[str] = set()
    messages = [lift(document, seen) for document in documents]
    triples = [triple for message in messages for triple in (*message.triples, today(message))]
    for message, listed in zip(messages, products, strict=False):
        triples.extend(listed.triples(message) if listed is not None else ())
    per_message: dict[str, set[Finding]] = {message.iri: set() for message in messages}
    for finding in check(triples, load_shapes(), engine):
        per_message[finding.focus.partition("#")[0] + "#"].add(finding)
    return [frozenset(per_message[message.iri]) for message in messages]


def codes(findings: Iterable[Finding]) -> set[str]:
    """Give the codes of the rules that found something."""
    return {finding.rule for finding in findings}
