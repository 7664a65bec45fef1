"""Counts what VoID wants to know of a graph, in one pass over its sorted N-Triples.

Sorted, all lines about a subject stand together, and in those all lines with one predicate; so counting
subjects takes no memory, and only the objects have to be remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg import names

_TYPE = f"<{names.RDF}type>"
_LINKS = {f"<{names.SKOS}{kind}Match>" for kind in ("exact", "close", "broad", "narrow", "related")}


@dataclass(frozen=True)
class PropertyCount:
    """How often a property is used: its triples, and how many different subjects and objects they have."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True)
class Statistics:
    """What VoID counts of a graph.

    ``classes`` gives the number of entities per class, the most populous first; ``links`` the number of
    mappings per predicate and pair of models. ``space`` is the namespace that all subjects share, empty when
    they share none; ``example`` an entity of the most populous class.
    """

    triples: int
    subjects: int
    objects: int
    classes: tuple[tuple[str, int], ...]
    properties: tuple[PropertyCount, ...]
    links: tuple[tuple[tuple[str, str, str], int], ...]
    space: str
    example: str

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """The namespaces of the classes and properties, as far as the project has a prefix for them."""
        terms = [part.iri for part in self.properties] + [iri for iri, _ in self.classes]
        return tuple(sorted({space for term in terms if (space := namespace(term))}))


def statistics(lines: Iterable[str]) -> Statistics:
    """Count a graph.

    Args:
        lines: the triples as sorted N-Triples without their final stop, no blank nodes.

    >>> counted = statistics(["<urn:a> <urn:p> <urn:b>", "<urn:a> <urn:q> 1", "<urn:b> <urn:p> <urn:b>"])
    >>> counted.subjects, counted.objects, counted.properties[0]
    (2, 2, PropertyCount(iri='urn:p', triples=2, subjects=2, objects=1))
    """
    triples, subjects = Counter[str](), Counter[str]()
    objects: dict[str, set[str]] = {}
    classes, links = Counter[str](), Counter[tuple[str, str, str]]()
    members: dict[str, str] = {}
    spaces: set[str] = set()
    last = before = ""
    entities = 0
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if subject != last:
            entities, last, before = entities + 1, subject, ""
            spaces.add(namespace(subject[1:-1]))
        if predicate != before:
            subjects[predicate] += 1
            before = predicate
        triples[predicate] += 1
        objects.setdefault(predicate, set()).add(value)
        if predicate == _TYPE:
            classes[value] += 1
            members.setdefault(value, subject)
        elif predicate in _LINKS:
            links[predicate[1:-1], namespace(subject[1:-1]), namespace(value[1:-1])] += 1
    ranked = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
    return Statistics(
        triples=triples.total(),
        subjects=entities,
        objects=len(set().union(*objects.values())),
        classes=tuple((iri[1:-1], count) for iri, count in ranked),
        properties=tuple(
            PropertyCount(iri[1:-1], triples[iri], subjects[iri], len(objects[iri])) for iri in sorted(triples)
        ),
        links=tuple(sorted(links.items())),
        space=spaces.pop() if len(spaces) == 1 else "",
        example=members[ranked[0][0]][1:-1] if ranked else "",
    )


def namespace(iri: str) -> str:
    """Give the longest namespace of the project's prefix map that an IRI begins with; empty when there is none.

    >>> namespace("http://www.w3.org/2002/07/owl#Class")
    'http://www.w3.org/2002/07/owl#'
    """
    prefix, colon, _ = names.curie(iri).partition(":")
    return names.PREFIXES.get(prefix, "") if colon else ""
