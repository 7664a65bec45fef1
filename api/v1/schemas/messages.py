"""The JSON of ``/v1/berichten``: the message types, and the elements of one in their place."""

from __future__ import annotations

from api.v1.schemas.base import Out
from api.v1.schemas.elements import ElementRef, reference
from kg.message_types import Counterpart, MessageType, Place, Reach
from kg.search import Index


class ReachOut(Out):
    """Of the elements of a message: how many are in GIZO, left out of it, open, and by way of GIZO in GGM.

    ``ggm`` is null for an answer, which repeats another message: see there.
    """

    total: int
    gizo: int
    outside: int
    open: int
    ggm: int | None


class MessageSummary(Out):
    """A message type as the list shows it.

    ``lifted`` tells whether such a message can be turned into GIZO data; ``answers`` is the message it answers.
    """

    code: str
    iri: str
    about: str | None
    standard: str
    release: str
    number: str | None
    answers: str | None
    lifted: bool
    elements: ReachOut
    rules: int
    links: dict[str, str]


class MessageList(Out):
    """The message types, or those that were asked for."""

    total: int
    items: list[MessageSummary]


class CounterpartOut(Out):
    """What a message element is in GIZO or GGM; the predicate goes from the message element to the other."""

    element: ElementRef
    predicate: str


class MessageElementOut(Out):
    """An element where it stands in the message, with the elements in it.

    ``gizo`` was decided; ``ggm`` follows from that and from what GIZO is in GGM.
    """

    id: str
    label: str
    path: str
    datatype: str | None
    minimum: str | None
    maximum: str | None
    codelist: str | None
    gizo: list[CounterpartOut]
    ggm: list[CounterpartOut]
    outside: str | None
    elements: list[MessageElementOut]


class MessageOut(MessageSummary):
    """A message type with the tree of its elements."""

    namespace: str | None
    places: list[MessageElementOut]


def listed(items: list[MessageSummary]) -> MessageList:
    """Write a list of message types."""
    return MessageList(total=len(items), items=items)


def summary(found: MessageType, reach: Reach, rules: int) -> MessageSummary:
    """Write a message type as the list shows it."""
    return MessageSummary.model_validate(_summary(found, reach, rules))


def message(found: MessageType, reach: Reach, rules: int, index: Index, language: str) -> MessageOut:
    """Write a message type with all its elements."""
    return MessageOut.model_validate(
        {
            **_summary(found, reach, rules),
            "namespace": found.namespace or None,
            "places": _tree(found.places, index, language),
        }
    )


def _summary(found: MessageType, reach: Reach, rules: int) -> dict[str, object]:
    code = found.code
    links = {
        "self": f"/v1/berichten/{code}",
        "page": f"/berichten/{code}",
        "element": f"/v1/elementen/{found.entry.id}",
        "rules": f"/v1/regels?bericht={code}",
        "standard": f"/v1/modellen/{found.standard}",
    }
    return {
        "code": code,
        "iri": found.entry.iri,
        "about": found.about or None,
        "standard": found.standard,
        "release": found.release,
        "number": found.number or None,
        "answers": found.answers or None,
        "lifted": found.lifted,
        "elements": ReachOut(total=reach.total, gizo=reach.gizo, outside=reach.outside, open=reach.open, ggm=reach.ggm),
        "rules": rules,
        "links": links | ({"answers": f"/v1/berichten/{found.answers}"} if found.answers else {}),
    }


def _tree(places: tuple[Place, ...], index: Index, language: str) -> list[MessageElementOut]:
    """Hang each element under the nearest one before it that stands less deep."""
    roots: list[MessageElementOut] = []
    open_: list[MessageElementOut] = []
    for place in places:
        made = _place(place, index, language)
        del open_[place.depth - 1 :]
        (open_[-1].elements if open_ else roots).append(made)
        open_.append(made)
    return roots


def _place(place: Place, index: Index, language: str) -> MessageElementOut:
    return MessageElementOut(
        id=place.entry.id,
        label=place.entry.label(language),
        path=place.path,
        datatype=place.datatype or None,
        minimum=place.minimum or None,
        maximum=place.maximum or None,
        codelist=place.codelist.id if place.codelist else None,
        gizo=[_counterpart(one, index, language) for one in place.gizo],
        ggm=[_counterpart(one, index, language) for one in place.ggm],
        outside=place.outside or None,
        elements=[],
    )


def _counterpart(found: Counterpart, index: Index, language: str) -> CounterpartOut:
    return CounterpartOut(element=reference(found.entry, index, language), predicate=f"skos:{found.predicate}")
