"""Tells of each message type what it carries: its elements in the order of the message, and their place in GIZO.

What an element becomes in GIZO is what the mappings decided; an element that was left out says why. How far a
message goes on, to GGM, is counted from the same decisions as everywhere (:mod:`kg.standing.standing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import names
from kg.element.links import MESSAGE_MODELS
from kg.elements import Entry
from kg.facts import Facts, by_subject, one, words
from kg.mapping import DERIVED_BY
from kg.once import once
from kg.search import Index
from kg.sources.lifting import ANSWERED
from kg.store import GraphStore, select, text

if TYPE_CHECKING:
    from kg.standing.standing import Standings

_RELEASE = re.compile(r"/bericht/[^/]+/([^/]+)/")
_OURS = ("pad", "datatype", "minimum", "maximum", "volgnummer", "codelijst", "buitenGizo", "maaktKnoop")
_SAID = (
    *(names.V + name for name in _OURS),
    names.SKOS + "altLabel",
    names.SKOS + "notation",
    names.DCT + "identifier",
)
_ELEMENTS = f"""SELECT ?s ?p ?o WHERE {{
  VALUES ?type {{ <{names.V}Berichtsoort> <{names.V}Berichtelement> }}
  VALUES ?p {{ {" ".join(f"<{iri}>" for iri in _SAID)} }}
  ?s <{names.RDF}type> ?type ; ?p ?o .
}}"""
_COUNTERPARTS = f"""SELECT ?s ?p ?o ?how WHERE {{
  ?s <{names.RDF}type> <{names.V}Berichtelement> .
  ?mapping <{names.OWL}annotatedSource> ?s ; <{names.OWL}annotatedProperty> ?p ; <{names.OWL}annotatedTarget> ?o ;
    <{names.SSSOM}mapping_justification> ?how .
  FILTER NOT EXISTS {{ ?mapping <{names.SSSOM}predicate_modifier> ?not }}
}}"""


@dataclass(frozen=True)
class Counterpart:
    """What an element is in another model, and the SKOS predicate (local name) from the message element to it."""

    entry: Entry
    predicate: str


@dataclass(frozen=True)
class Place:
    """An element of a message where it stands.

    Attributes:
        entry: the element.
        depth: how deep it stands below the message: 1 is right below.
        path: its path in the XML.
        datatype: its type in the standard.
        minimum: how often it must be there.
        maximum: how often it may be there; ``*`` is without end.
        codelist: the list its value comes from; None when it may be any.
        gizo: its counterparts in GIZO, as decided.
        ggm: its counterparts in GGM, as far as they follow by way of GIZO.
        outside: why it is no part of GIZO; empty when it is, or when nobody decided.
    """

    entry: Entry
    depth: int
    path: str
    datatype: str
    minimum: str
    maximum: str
    codelist: Entry | None
    gizo: tuple[Counterpart, ...]
    ggm: tuple[Counterpart, ...]
    outside: str

    @property
    def multiplicity(self) -> str:
        """How often it may occur, as models write it; empty when unknown."""
        return f"{self.minimum}..{self.maximum}" if self.minimum and self.maximum else ""


@dataclass(frozen=True)
class Reach:
    """Of so many elements: how many are in GIZO, were left out of it, are still open, and go on to GGM.

    ``ggm`` is None for an answer, which repeats another message: what goes on to GGM is derived of that one only.
    """

    total: int
    gizo: int
    outside: int
    open: int
    ggm: int | None


@dataclass(frozen=True)
class MessageType:
    """A message type.

    Attributes:
        entry: the message type itself.
        standard: code of its standard: ``ijw``, ``iwmo`` or ``ieb``.
        release: release of the standard.
        about: what the message is for, in words.
        number: its number in the header; empty when unknown.
        namespace: the namespace of its XML; empty when unknown.
        lifted: whether a message of this type can be turned into GIZO data, and so be validated.
        answers: code of the message it is the answer to; empty when it is no answer.
        places: its elements in the order of the message.
    """

    entry: Entry
    standard: str
    release: str
    about: str
    number: str
    namespace: str
    lifted: bool
    answers: str
    places: tuple[Place, ...]

    @property
    def code(self) -> str:
        """Its code, such as ``JW301``."""
        return self.entry.label()


@once
def read_message_types(store: GraphStore, index: Index) -> tuple[MessageType, ...]:
    """Read all message types, those of one standard together.

    Raises:
        GizoError: when the store cannot be asked.
    """
    facts = by_subject(select(store, _ELEMENTS))
    counterparts = _counterparts(store, index)
    children: dict[str, list[Entry]] = {}
    types: list[Entry] = []
    for model in MESSAGE_MODELS:
        for entry in index.of_model(model):
            if entry.kind == "messagetype":
                types.append(entry)
            elif entry.kind == "element":
                children.setdefault(entry.parent, []).append(entry)

    def placed(parent: str, depth: int) -> list[Place]:
        found: list[Place] = []
        for entry in sorted(children.get(parent, ()), key=lambda one: _place(facts.get(one.iri, {}))):
            found.append(_read(entry, depth, facts.get(entry.iri, {}), counterparts, index))
            found += placed(entry.iri, depth + 1)
        return found

    found = [_message_type(entry, facts.get(entry.iri, {}), tuple(placed(entry.iri, 1))) for entry in types]
    return tuple(sorted(found, key=lambda one: (MESSAGE_MODELS.index(one.standard), one.code)))


def reach(found: MessageType, standings: Standings) -> Reach:
    """Count how much of a message is in GIZO, and by way of GIZO in GGM."""
    gizo = [standings.of(place.entry.iri, "gizo").status for place in found.places]
    ggm = [standings.of(place.entry.iri, "ggm").status for place in found.places]
    return Reach(
        total=len(gizo),
        gizo=gizo.count("gekoppeld"),
        outside=gizo.count("geen-tegenhanger"),
        open=gizo.count("open"),
        ggm=None if found.answers else ggm.count("gekoppeld"),
    )


def _message_type(entry: Entry, facts: Facts, places: tuple[Place, ...]) -> MessageType:
    release = _RELEASE.search(entry.iri)
    return MessageType(
        entry=entry,
        standard=entry.model,
        release=release[1] if release else "",
        about=words(facts, names.SKOS + "altLabel", "nl"),
        number=one(facts, names.SKOS + "notation"),
        namespace=one(facts, names.DCT + "identifier"),
        lifted=bool(facts.get(names.V + "maaktKnoop")),
        answers=ANSWERED.get(entry.label(), ""),
        places=places,
    )


def _counterparts(store: GraphStore, index: Index) -> Mapping[tuple[str, str], list[Counterpart]]:
    """Read what every message element is in GIZO, as decided, and in GGM, as derived; by element and model."""
    found: dict[tuple[str, str], list[Counterpart]] = {}
    for subject, predicate, target, how in select(store, _COUNTERPARTS):
        entry = index.get(text(target))
        if entry and entry.model == ("ggm" if text(how) in DERIVED_BY else "gizo"):
            made = Counterpart(entry, text(predicate).removeprefix(names.SKOS))
            found.setdefault((text(subject), entry.model), []).append(made)
    for some in found.values():
        some.sort(key=lambda one: (one.entry.iri, one.predicate))
    return found


def _read(
    entry: Entry, depth: int, facts: Facts, counterparts: Mapping[tuple[str, str], list[Counterpart]], index: Index
) -> Place:
    return Place(
        entry=entry,
        depth=depth,
        path=one(facts, names.V + "pad"),
        datatype=one(facts, names.V + "datatype"),
        minimum=one(facts, names.V + "minimum"),
        maximum=one(facts, names.V + "maximum"),
        codelist=index.get(one(facts, names.V + "codelijst")),
        gizo=tuple(counterparts.get((entry.iri, "gizo"), ())),
        ggm=tuple(counterparts.get((entry.iri, "ggm"), ())),
        outside=words(facts, names.V + "buitenGizo", "nl"),
    )


def _place(facts: Facts) -> tuple[int, str]:
    """Order elements as the schema does; those without a number by their path."""
    number = one(facts, names.V + "volgnummer")
    return int(number) if number.isdecimal() else 0, one(facts, names.V + "pad")
