"""Says for each relation how often a class has it and to which class it leads, for each message type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg import names
from kg.errors import GizoError
from kg.validation.generate import words
from kg.validation.generate.phrases import MISSING, MOST, ONCE, PART, Counted, few, fill, highest, least, of_class
from kg.validation.generate.turtle import Part, curie, local
from kg.validation.generate.uses import Link, Uses
from kg.validation.inventory import published_rules
from kg.validation.rules import STRUCTURE

SAID = {(names.GIZO + "Client", names.GIZO + "clientHeeftContactgegevens"): "TR061"}
"""Class and relation that a published rule asks for, with that rule: there, nothing is said here."""

_CLASS = (
    "Deze verwijzing komt niet uit bij {}. Verwijs naar de juiste soort.",
    "This reference does not lead to {}. Refer to the right kind of thing.",
)

Key = tuple[str, str, bool, str, bool]
"""Class, relation, whether inverse, class at the other end, and whether it leads to what was there before."""


def relation_parts(found: Iterable[Uses]) -> Iterator[Part]:
    """Make the shapes about relations.

    Raises:
        GizoError: when a relation leads to a class that GIZO does not have there.
    """
    limits = relation_limits(found)
    for (cls, term, inverse, other, upward), per_type in sorted(limits.items()):
        yield from _link(cls, term, inverse, other, _bounded(cls, term, inverse, upward, per_type))
    yield from _ends(found)


def relation_limits(found: Iterable[Uses]) -> Mapping[Key, Mapping[str, Counted]]:
    """Give how often each class has each relation, per message type; of several places, the least strict counts."""
    limits: dict[Key, dict[str, Counted]] = defaultdict(dict)
    for uses in found:
        places: dict[Key, dict[str, Counted]] = defaultdict(dict)
        for link in uses.links:
            at = places[link.cls, link.term, link.inverse, link.other, link.upward]
            low, high = at.get(link.holder, (0, 0))
            at[link.holder] = (max(low, link.minimum), highest((high, link.maximum)))
        for key, counts in places.items():
            limits[key][uses.message] = least(uses, key[0], counts)
    return limits


def _bounded(cls: str, term: str, inverse: bool, upward: bool, per_type: Mapping[str, Counted]) -> dict[str, Counted]:
    """Leave out what another rule says, and for a relation of the node itself what GIZO does not say."""
    said = SAID.get((cls, term))
    elsewhere = published_rules()[said].messages if said else ()
    found: dict[str, Counted] = {}
    for message, (low, high) in per_type.items():
        if message in elsewhere:
            low = 0
        if upward and not inverse:
            least, most = words.occurs(term)
            low, high = min(low, int(least)), int(most) if most != "*" else None
        elif upward:
            high = None
        found[message] = (low, high)
    return found


def _link(cls: str, term: str, inverse: bool, other: str, per_type: Mapping[str, Counted]) -> Iterator[Part]:
    texts = fill(PART, words.inner(other))
    if not term:
        yield from _part_of(cls, other, per_type)
        return
    path = f"[ sh:inversePath {curie(term)} ]" if inverse else curie(term)
    tail = local(other)[:1].lower() + local(other)[1:] if inverse else local(term)
    name = f"{STRUCTURE}-{local(cls)}-{tail}"
    if set(per_type.values()) == {(1, 1)}:
        yield of_class(name, cls, path, "sh:minCount 1 ; sh:maxCount 1", per_type, fill(ONCE, texts))
        return
    needed = [message for message, (low, _) in per_type.items() if low]
    if needed:
        yield of_class(f"{name}-verplicht", cls, path, "sh:minCount 1", needed, fill(MISSING, texts))
    limited = [message for message, (_, high) in per_type.items() if high == 1]
    if limited and not inverse:
        yield Part(
            name=name,
            path=path,
            says="sh:maxCount 1",
            targets=(f"sh:targetSubjectsOf {curie(term)}",),
            types=few(limited),
            texts=fill(MOST[1], texts),
            section=curie(cls),
        )


def _part_of(cls: str, other: str, per_type: Mapping[str, Counted]) -> Iterator[Part]:
    """Count nodes that are part of another without a relation of their own."""
    whole = cls == names.V + "Bericht"
    path = f"[ sh:inversePath v:{'inBericht' if whole else 'onderdeelVan'} ]"
    name = f"{STRUCTURE}-{local(cls)}-{local(other)[:1].lower()}{local(other)[1:]}"
    texts = fill(PART, words.inner(other))
    shape = f"sh:qualifiedValueShape {is_a(other)}"
    needed = [message for message, (low, _) in per_type.items() if low]
    if needed:
        yield of_class(
            f"{name}-verplicht", cls, path, f"{shape} ; sh:qualifiedMinCount 1", needed, fill(MISSING, texts)
        )
    limited = [message for message, (_, high) in per_type.items() if high == 1]
    if limited and whole:
        yield of_class(name, cls, path, f"{shape} ; sh:qualifiedMaxCount 1", limited, fill(MOST[1], texts))


def is_a(cls: str) -> str:
    """Name the shape that says that a node is of a class.

    >>> is_a(names.GIZO + "Client")
    'shape:is-client'
    """
    return f"shape:is-{local(cls)[:1].lower()}{local(cls)[1:]}"


def _ends(found: Iterable[Uses]) -> Iterator[Part]:
    types: dict[str, set[str]] = defaultdict(set)
    for uses in found:
        for end in uses.ends:
            types[end.term].add(uses.message)
            if end.cls not in words.kinds(words.reach(end.term)):
                raise GizoError(f"{uses.message}: {curie(end.term)} leidt naar {curie(end.cls)}, dat past niet in GIZO")
    for term, messages in sorted(types.items()):
        cls = words.reach(term)
        says = f"sh:class {curie(cls)}" if len(words.kinds(cls)) == 1 else f"sh:node {is_a(cls)}"
        yield Part(
            name=f"{STRUCTURE}-{local(words.domain(term))}-{local(term)}-klasse",
            path=curie(term),
            says=says,
            targets=(f"sh:targetSubjectsOf {curie(term)}",),
            types=few(messages),
            texts=fill(_CLASS, (local(cls), local(cls))),
            section=curie(words.domain(term)),
        )


def helpers(found: Iterable[Uses]) -> Iterator[str]:
    """Write the shapes that say that a node is of a class, or of one below it: no engine is asked to reason."""
    yield "# A node of a class."
    parts = {link.other for uses in found for link in uses.links if not link.term and _is_asked(link)}
    ends = {cls for uses in found for end in uses.ends if len(words.kinds(cls := words.reach(end.term))) > 1}
    for cls in sorted(parts | ends):
        kinds = words.kinds(cls)
        if len(kinds) == 1:
            yield f"{is_a(cls)} a sh:NodeShape ; sh:class {curie(cls)} ."
            continue
        yield f"{is_a(cls)} a sh:NodeShape ; sh:or ( {' '.join(f'{is_a(kind)}-zelf' for kind in kinds)} ) ."
        for kind in kinds:
            yield f"{is_a(kind)}-zelf a sh:NodeShape ; sh:class {curie(kind)} ."


def _is_asked(link: Link) -> bool:
    return bool(link.minimum) or link.cls == names.V + "Bericht"
