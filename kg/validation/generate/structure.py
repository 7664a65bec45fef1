"""Writes shapes/structuur.ttl: how often, which datatype, which class at the other end, for each message type.

What a published rule says already is not repeated (:data:`kg.validation.generate.relations.SAID`). Attributes and
relations that one message type requires and another does not take two shapes: one that asks for them, one that
limits their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import names
from kg.errors import GizoError
from kg.sources.lifting import supported_messages
from kg.validation.generate import words
from kg.validation.generate.relations import helpers, relation_parts
from kg.validation.generate.turtle import Part, Stated, Texts, curie, document, part, rule
from kg.validation.generate.uses import Uses, all_uses
from kg.validation.generate.values import value_parts
from kg.validation.rules import STRUCTURE

_TEXTS: Texts = (
    "De opbouw klopt niet: een element ontbreekt, staat er te vaak of heeft een onmogelijke waarde. "
    "Pas het bericht aan aan het schema.",
    "The structure is wrong: an element is missing, occurs too often or has an impossible value. "
    "Adapt the message to the schema.",
)
_SOURCE = "GIZO-reconstructie (ontology/gizo.ttl) en de schema's van de berichten, iWmo en iJw 3.2"
_ABOUT = (
    "Structure of GIZO as each message type fills it: how often, which datatype, which class at the other end. Each",
    "part has its own target and its own message. What a published rule says already is not repeated here: that a",
    "client has contact details is TR061. Two equal values on one node melt in RDF: the check on the XML counts those.",
    "Made by make shapes from ontology/models and mappings/berichten; do not edit.",
)


def text() -> str:
    """Give the whole file.

    Raises:
        GizoError: when a table and the ontology do not fit together.
    """
    found = all_uses()
    parts = [*value_parts(found), *relation_parts(found)]
    _distinct(parts)
    parts.sort(key=lambda one: (one.section != curie(names.V + "Bericht"), one.section, one.name))
    stated = Stated(
        code=STRUCTURE,
        kind="structuur",
        source=_SOURCE,
        types=supported_messages(),
        texts=_TEXTS,
        parts=tuple(parts),
        touches=tuple(sorted(_touched(found))),
    )
    return document(_ABOUT, [rule(stated), *_body(parts), "", *helpers(found)])


def _body(parts: Iterable[Part]) -> Iterator[str]:
    section = ""
    for one in parts:
        if one.section != section:
            section = one.section
            yield f"\n# {section.partition(':')[2]}"
        yield part(one)


def _distinct(parts: Iterable[Part]) -> None:
    seen: set[str] = set()
    for one in parts:
        if one.name in seen:
            raise GizoError(
                f"shapes: {one.name} ontstaat twee keer; geef de shapes in generate/structure.py elk een naam"
            )
        seen.add(one.name)


def _touched(found: Iterable[Uses]) -> Iterator[str]:
    terms = {
        term
        for uses in found
        for term in (
            *(term for value in uses.values for term in (value.cls, value.term)),
            *(term for link in uses.links for term in (link.cls, link.other, link.term)),
            *(end.term for end in uses.ends),
            *(cls for end in uses.ends for cls in words.kinds(words.reach(end.term))),
        )
    }
    return (term for term in terms if term.startswith(names.GIZO) and not term.startswith(names.V))
