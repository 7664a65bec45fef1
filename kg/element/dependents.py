"""What depends on an element: what breaks, or must be looked at again, when its model changes it.

Messages and rules speak of GIZO. So what depends on an element of another model hangs on by the elements of GIZO
that somebody decided it corresponds with. The question ``ggm-afhankelijkheden`` of the catalogue asks the same of
any endpoint; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import names
from kg.element.links import MESSAGE_MODELS
from kg.element.touching import RuleRef, Touching
from kg.elements import Entry
from kg.mappings import Mappings
from kg.questions.catalogue import Question, questions
from kg.resolve import model_by_name

_ASKS = "element"
_ASKABLE = ("class", "attribute", "relation", "element")
_ORDER = {code: place for place, code in enumerate(names.MODELS)}


@dataclass(frozen=True)
class Dependents:
    """What depends on one element.

    Attributes:
        element: the element.
        gizo: the elements of GIZO by which messages and rules hang on; itself, when it is one.
        others: its counterparts in other models but messages, by way of GIZO too.
        messages: the message elements that carry it.
        rules: the rules that touch it.
        mappings: IRIs of the decisions that name it, also that something is no counterpart.
        derived: IRIs of the mappings that follow from one of those.
    """

    element: Entry
    gizo: tuple[Entry, ...]
    others: tuple[Entry, ...]
    messages: tuple[Entry, ...]
    rules: tuple[RuleRef, ...]
    mappings: tuple[str, ...]
    derived: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything depends on it."""
        return bool(self.others or self.messages or self.rules or self.mappings or self.through)

    @property
    def through(self) -> tuple[Entry, ...]:
        """The elements of GIZO in between; none for an element of GIZO."""
        return tuple(one for one in self.gizo if one.iri != self.element.iri)

    @property
    def message_types(self) -> tuple[str, ...]:
        """Codes of the messages that carry it."""
        return tuple(dict.fromkeys(one.id.partition(":")[2].partition("/")[0] for one in self.messages))


def dependents(mappings: Mappings, touching: Touching, entry: Entry, language: str = "nl") -> Dependents:
    """Tell what depends on an element.

    Args:
        mappings: all mappings, from :func:`kg.mappings.read_mappings`.
        touching: all rules, from :func:`kg.element.touching.read_touching`.
        entry: the element.
        language: of the messages of the rules.
    """
    near = counterparts(mappings, entry.iri)
    gizo = (entry,) if entry.model == "gizo" else tuple(one for one in near if one.model == "gizo")
    beyond = (one for through in gizo for one in counterparts(mappings, through.iri))
    reached = {one.iri: one for one in (*near, *beyond) if one.iri != entry.iri and one.model != "gizo"}
    found = sorted(reached.values(), key=lambda one: (_ORDER[one.model], one.id))
    decided = tuple(record for record in mappings.of(entry.iri) if not record.derived)
    return Dependents(
        element=entry,
        gizo=gizo,
        others=tuple(one for one in found if one.model not in (entry.model, *MESSAGE_MODELS)),
        messages=tuple(one for one in found if one.model in MESSAGE_MODELS),
        rules=touching.of((one.iri for one in gizo), language),
        mappings=tuple(record.iri for record in decided),
        derived=tuple(dict.fromkeys(user.iri for record in decided for user in mappings.users(record.iri))),
    )


def counterparts(mappings: Mappings, iri: str) -> tuple[Entry, ...]:
    """Give the elements of other models that somebody decided an element corresponds with, in whatever way.

    >>> from kg.search import Index
    >>> counterparts(Mappings([], Index([])), names.gizo_iri("Client"))
    ()
    """
    found: dict[str, Entry] = {}
    for record in mappings.of(iri):
        if record.object and not record.negated and not record.derived:
            other = record.object if record.subject.iri == iri else record.subject
            found[other.iri] = other
    return tuple(found.values())


def asking(entry: Entry) -> tuple[Question, ...]:
    """Give the questions of the catalogue that can be asked about an element: those whose example is of its model.

    >>> [one.name for one in asking(Entry("urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5", "class", "ggm", {}))]
    ['ggm-afhankelijkheden']
    """
    if entry.kind not in _ASKABLE:
        return ()
    return tuple(one for one in questions() if _about(one) == _family(entry.model))


def together(found: Iterable[Dependents]) -> tuple[int, int]:
    """Count the message elements and the rules that depend on any of some elements."""
    some = list(found)
    messages = {message.iri for one in some for message in one.messages}
    return len(messages), len({rule.iri for one in some for rule in one.rules})


def _about(question: Question) -> str:
    if len(question.params) != 1 or question.params[0].name != _ASKS:
        return ""
    return _family(model_by_name(names.expand(question.params[0].example)))


def _family(model: str) -> str:
    return MESSAGE_MODELS[0] if model in MESSAGE_MODELS else model
