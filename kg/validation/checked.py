"""Says which message was checked, from its graph: number, date, and the codes of who sent it and who received it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, Triple

from kg import names
from kg.validation.privacy import Mask
from kg.validation.responsibility import MUNICIPALITY, sender
from kg.validation.results import Checked

_FACTS = {
    names.V + "identificatieRetour": "answer",
    names.V + "berichtidentificatie": "number",
    names.V + "dagtekeningRetour": "answered",
    names.V + "dagtekening": "date",
    names.GIZO + "gemeentecode": "municipality",
    names.GIZO + "aanbiederAgbCode": "provider",
}


def describe(file: str, message_type: str, iri: str, triples: Iterable[Triple], mask: Mask) -> Checked:
    """Describe one message.

    A return message goes by its own number and date, and its sender is who answers, though its header repeats
    the sender of what it answers.

    Args:
        file: name of its file.
        message_type: such as ``JW301``.
        iri: IRI of the message node, or what else keeps its results together.
        triples: its graph.
        mask: hides the bsn's it holds.

    >>> describe("a.xml", "JW301", "urn:m", [], Mask(frozenset()))
    Checked(file='a.xml', type='JW301', iri='urn:m', identification='', sender='', receiver='', date='')
    """
    found: dict[str, str] = {}
    for triple in triples:
        fact = _FACTS.get(triple.predicate.value)
        if fact is not None and isinstance(triple.object, Literal):
            found.setdefault(fact, mask.name(triple.object.value.strip()))
    ends = (found.get("municipality", ""), found.get("provider", ""))
    from_municipality = sender(message_type) == MUNICIPALITY
    return Checked(
        file=mask.file(file),
        type=message_type,
        iri=iri,
        identification=found.get("answer") or found.get("number", ""),
        sender=ends[0] if from_municipality else ends[1],
        receiver=ends[1] if from_municipality else ends[0],
        date=found.get("answered") or found.get("date", ""),
    )
