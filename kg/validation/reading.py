"""Reads what was offered for validation: messages, data in RDF, and what can be read as neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.document import XML, Document, Refused
from kg.errors import GizoError
from kg.messages import Message, lift
from kg.validation.instances import Instances, read_instances
from kg.validation.privacy import Mask, file_name
from kg.validation.results import Unreadable

Offer = Message | Instances | Unreadable
"""What validation takes."""


def read(found: Iterable[Document | Refused], lang: str = "nl") -> Iterator[Offer]:
    """Read documents one by one; one that cannot be read says so and stops none of the others.

    Args:
        found: as :func:`kg.intake.offered` gives them.
        lang: ``nl`` or ``en``, the language of the reasons (some are said in Dutch only).

    >>> [offer.reason for offer in read([Document("a.xml", b"")], "en")]
    ['empty file; expected an iWmo or iJw message']
    """
    seen: set[str] = set()
    for document in found:
        if isinstance(document, Refused):
            yield _unreadable(document, lang)
            continue
        try:
            yield _read(document, seen)
        except GizoError as error:
            yield _unreadable(Refused.of(document.name, error), lang)


def _read(document: Document, seen: set[str]) -> Message | Instances:
    if document.form == XML:
        return lift(document, seen)
    data = read_instances(document)
    seen.update(data.types)  # a message with the same identity that comes later gets an IRI of its own
    return data


def _unreadable(refused: Refused, lang: str) -> Unreadable:
    return Unreadable(file_name(refused.name), Mask(frozenset()).text(refused.text(lang)), refused.line)
