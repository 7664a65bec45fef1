"""Says for each attribute how often a class has it, with which datatype, and what its group asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg import names
from kg.validation.generate import words
from kg.validation.generate.form import REJECT_EMPTY, restricted
from kg.validation.generate.phrases import MISSING, MOST, ONCE, Counted, few, fill, least, of_class
from kg.validation.generate.turtle import Part, Texts, curie, local
from kg.validation.generate.uses import Uses, Value
from kg.validation.rules import STRUCTURE

Limits = Mapping[tuple[str, str], Mapping[str, Counted]]
"""How often per class and attribute, in each message type."""

_NODES = {
    names.XSD + "integer": (
        "shape:geheel-getal",
        ("De waarde {?value} is geen geheel getal. Verbeter haar.",
         "The value {?value} is not a whole number. Correct it."),
    ),
    names.XSD + "date": (
        "shape:bestaande-datum",
        ("De waarde {?value} is geen bestaande datum (JJJJ-MM-DD). Verbeter haar.",
         "The value {?value} is not an existing date (YYYY-MM-DD). Correct it."),
    ),
    names.XSD + "time": (
        "shape:bestaande-tijd",
        ("De waarde {?value} is geen bestaande tijd (UU:MM:SS). Verbeter haar.",
         "The value {?value} is not an existing time (HH:MM:SS). Correct it."),
    ),
}  # fmt: skip
_FILLED = {"-gevuld": r'sh:pattern "\\S"', "-niet-leeg": "sh:minLength 1"}
_EMPTY = ("Dit element is leeg. Vul het in.", "This element is empty. Fill it in.")


def value_parts(found: Iterable[Uses]) -> Iterator[Part]:
    """Make the shapes about attributes."""
    limits = value_limits(found)
    loose: dict[str, dict[str, Counted]] = defaultdict(dict)
    for (cls, term), per_type in sorted(limits.items()):
        name, texts = f"{STRUCTURE}-{local(cls)}-{local(term)}", words.begin(term)
        if set(per_type.values()) == {(1, 1)}:
            yield of_class(name, cls, curie(term), "sh:minCount 1 ; sh:maxCount 1", per_type, fill(ONCE, texts))
            continue
        needed = [message for message, (low, _) in per_type.items() if low]
        if needed:
            yield of_class(f"{name}-verplicht", cls, curie(term), "sh:minCount 1", needed, fill(MISSING, texts))
        for message, (_, high) in per_type.items():
            if high is not None:
                loose[term][message] = (0, max(high, loose[term].get(message, (0, 0))[1] or 0))
    for term, per_type in sorted(loose.items()):
        highest = max(high or 0 for _, high in per_type.values())
        yield _of_term(
            term,
            "",
            f"sh:maxCount {highest}",
            per_type,
            fill(MOST[highest], words.begin(term)),
            home=_home(term, limits),
        )
    yield from _forms(found, limits)
    yield from _groups(found)


def _forms(found: Iterable[Uses], limits: Limits) -> Iterator[Part]:
    typed: dict[tuple[str, str], set[str]] = defaultdict(set)
    filled: dict[tuple[str, str], set[str]] = defaultdict(set)
    for uses in found:
        for value in uses.values:
            if value.lifted in _NODES:
                typed[value.term, value.lifted].add(uses.message)
            elif value.main and may_be_empty(value):
                filled[value.term, "-gevuld" if "pattern" in value.facets else "-niet-leeg"].add(uses.message)
    for (term, datatype), messages in sorted(typed.items()):
        shape, texts = _NODES[datatype]
        yield _of_term(term, "-type", f"sh:node {shape}", messages, texts, _home(term, limits))
    for (term, suffix), messages in sorted(filled.items()):
        yield _of_term(term, suffix, _FILLED[suffix], messages, _EMPTY, _home(term, limits))


def may_be_empty(value: Value) -> bool:
    """Tell whether no restriction or code list rejects the empty text, though the schema does.

    >>> from kg.validation.generate.uses import uses
    >>> sorted({value.path.rsplit("/", 1)[-1] for value in uses("JW325").values if may_be_empty(value)})
    ['DeclaratieNummer', 'ReferentieNummer', 'VorigReferentieNummer']
    """
    rejected = any(value.term in restricted().get(code, {}) for code in REJECT_EMPTY)
    return "minLength" in value.facets and not rejected and not value.part.code_lists


def value_limits(found: Iterable[Uses]) -> Limits:
    """Give how often each class has each attribute, per message type.

    Where nodes of one class stand in several places of a message, the least strict place counts: a graph does not
    show where a node stood. The check on the XML knows.
    """
    limits: dict[tuple[str, str], dict[str, Counted]] = defaultdict(dict)
    for uses in found:
        places: dict[tuple[str, str], dict[str, Counted]] = defaultdict(dict)
        for value in uses.values:
            low, high = places[value.cls, value.term].get(value.holder, (0, 0))
            total = None if high is None or value.maximum is None else high + value.maximum
            places[value.cls, value.term][value.holder] = (max(low, value.minimum), total)
        for (cls, term), counts in places.items():
            limits[cls, term][uses.message] = least(uses, cls, counts)
    return limits


def _groups(found: Iterable[Uses]) -> Iterator[Part]:
    """Ask for what an optional group must have, once something of that group is there: the group is no node."""
    wanted: dict[tuple[str, str, tuple[str, ...]], set[str]] = defaultdict(set)
    for uses in found:
        leaves: dict[tuple[str, str], list[Value]] = defaultdict(list)
        for value in uses.values:
            leaves[value.holder, value.term].append(value)
        for (holder, term), values in leaves.items():
            group = values[0].group
            if not group or len(values) > 1:
                continue
            others = {
                other
                for (at, other), each in leaves.items()
                if at == holder and other != term and all(f"{one.path}/".startswith(f"{group}/") for one in each)
            }
            if others:
                wanted[values[0].cls, term, tuple(sorted(others))].add(uses.message)
    for (cls, term, beside), messages in sorted(wanted.items()):
        yield Part(
            name=f"{STRUCTURE}-{local(cls)}-{local(term)}-groep",
            path=curie(term),
            says="sh:minCount 1",
            targets=(f"sh:targetSubjectsOf {' , '.join(map(curie, beside))}",),
            types=few(messages),
            texts=fill(MISSING, words.begin(term)),
            section=curie(cls),
        )


def _of_term(term: str, suffix: str, says: str, types: Iterable[str], texts: Texts, home: str) -> Part:
    name = f"{STRUCTURE}-{local(home)}-{local(term)}{suffix}"
    return Part(
        name, curie(term), says, (f"sh:targetSubjectsOf {curie(term)}",), few(types), texts, section=curie(home)
    )


def _home(term: str, limits: Limits) -> str:
    """Give the class a term is listed under: its own, else the first that has it."""
    return words.domain(term) or min(cls for cls, other in limits if other == term)
