"""Writes shapes/codelijsten.ttl: which attribute takes its values from which code list, in which message types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from kg.sources.lifting import standard_of
from kg.validation.codelists import read_code_lists
from kg.validation.generate.turtle import Part, Stated, both, curie, document, local, message_types, source_of
from kg.validation.generate.uses import all_uses

ELSEWHERE = {"CBS_Gemeentecodes": "TR378", "COD002-VEKTIS": "RS047"}
"""Code lists that another rule is about: municipality codes are valid on a date, a message type has one code."""

_ABOUT = (
    "Code lists: v:codelijst names the list, its codes are data (ontology/models/codelijsten.csv) that become sh:in on",
    "loading. A list of one law starts at the message types and reaches the nodes of their messages from there: one",
    "graph may hold messages of both laws. Not here: municipality codes (TR378, valid on a date) and message codes",
    "(RS047).",
    "Made by make shapes from ontology/models and mappings/berichten; do not edit.",
)
_PATH = "( [ sh:inversePath v:berichtsoort ] [ sh:inversePath v:inBericht ] )"


def text() -> str:
    """Give the whole file."""
    found = listed()
    order = sorted(found, key=lambda code: (_of_one_law(code), code))
    return document(_ABOUT, (both(_rule(code, found[code])) for code in order))


@cache
def listed() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give the attributes that take their values from each code list, with the message types in which they do.

    >>> sorted(map(curie, listed()["JZ588"]))
    ['gizo:redenBeeindigenLeveringReden']
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for uses in all_uses():
        for value in uses.values:
            for code_list in value.part.code_lists if value.main else ():
                code = code_list.partition(":")[2]
                if code not in ELSEWHERE:
                    found[code][value.term].add(uses.message)
    return {
        code: {term: tuple(sorted(types)) for term, types in terms.items()} for code, terms in sorted(found.items())
    }


def _types(code: str) -> tuple[str, ...]:
    return tuple(sorted({message for types in listed()[code].values() for message in types}))


def _of_one_law(code: str) -> bool:
    return len({standard_of(message) for message in _types(code)}) == 1


def _rule(code: str, terms: Mapping[str, tuple[str, ...]]) -> Stated:
    types, one_law = _types(code), _of_one_law(code)
    label = read_code_lists()[code].label
    label = label[:1].lower() + label[1:]
    return Stated(
        code=code,
        kind="codelijst",
        source=source_of(types, "codelijst", code),
        types=types,
        texts=(
            f"De code {{?value}} staat niet in codelijst {code} ({label}). Kies een code uit die lijst.",
            f"Code {{?value}} is not in code list {code} ({label}). Choose a code from that list.",
        ),
        parts=tuple(_of_law(code, terms) if one_law else _shared(code, terms, types)),
        touches=tuple(term for term in terms if not curie(term).startswith("v:")),
        targets=(f"sh:targetNode {' , '.join(message_types(types))}",) if one_law else (),
    )


def _shared(code: str, terms: Mapping[str, tuple[str, ...]], types: tuple[str, ...]) -> Iterator[Part]:
    for term in sorted(terms):
        yield Part(
            name=f"{code}-{local(term)}",
            path=curie(term),
            says=f"v:codelijst codelijst:{code}",
            targets=(f"sh:targetSubjectsOf {curie(term)}",),
            types=terms[term] if terms[term] != types else (),
        )


def _of_law(code: str, terms: Mapping[str, tuple[str, ...]]) -> Iterator[Part]:
    inside = [f"{code}-{local(term)}" for term in sorted(terms)]
    yield Part(f"{code}-bericht", _PATH, f"sh:property {' , '.join(f'shape:{name}' for name in inside)}")
    for term, name in zip(sorted(terms), inside, strict=True):
        yield Part(name, curie(term), f"v:codelijst codelijst:{code}", hung=False)
