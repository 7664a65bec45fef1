"""The JSON of classes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from typing import Any

from api import urls
from api.v1.schemas.base import Out
from api.v1.schemas.elements import ElementRef, reference
from kg.comparison.material import Material
from kg.comparison.outcome import Comparison, Line, Nothing, Place, Row, Side, Verdict
from kg.comparison.proposing import Comparable, Proposal
from kg.comparison.words import called, member_name, reason
from kg.elements import Entry


class DecisionOut(Out):
    """What a link and a decision have in common: which mapping says so, how sure that is, and why."""

    mapping: str | None
    confidence: float | None = None
    status: str | None = None
    justification: str | None = None
    author: str | None = None
    date: Date | None = None
    comment: str | None = None


class ElsewhereOut(DecisionOut):
    """A link to an element that is not in this comparison."""

    element: ElementRef
    holder: ElementRef | None
    predicate: str
    derived: bool
    sentence: str


class NothingOut(Out):
    """The decision that there is no counterpart in a model; without a mapping when it follows from others."""

    model: str
    reason: str
    mapping: str | None


class ComparedOut(ElementRef):
    """A class or one of its members, and what there is to say of it, seen from the other side."""

    name: str
    verdict: Verdict
    derived: bool
    inherited_from: ElementRef | None = None
    datatype: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    range: list[ElementRef] = []
    elsewhere: list[ElsewhereOut] = []
    none: list[NothingOut] = []


class CountsOut(Out):
    """How many of the rows of a side have which verdict."""

    linked: int
    elsewhere: int
    none: int
    open: int
    not_looked_at: int


class SideOut(ElementRef):
    """A class or message on one side; the first of its rows is the class itself."""

    name: str
    superclasses: list[ElementRef]
    counts: CountsOut
    folded: int
    hidden_relations: int
    rows: list[ComparedOut]


class DifferenceOut(Out):
    """A fact in which two linked members differ."""

    aspect: str
    left: str
    right: str


class LineOut(DecisionOut):
    """A link between a row on the left and one on the right; the predicate is read from left to right."""

    left: str
    right: str
    predicate: str
    negated: bool
    derived: bool
    sentence: str
    differences: list[DifferenceOut]


class ProposalOut(ElementRef):
    """A class or message to put on the other side, with the number of members it shares a link with."""

    name: str
    shared: int
    shared_derived: int
    links: dict[str, str]


class ModelLinksOut(Out):
    """How far a class of GIZO is linked to a model, and what to compare it with."""

    model: str
    linked: int
    none: int
    open: int
    not_looked_at: int
    links: dict[str, str]


class ComparableOut(ElementRef):
    """A class of GIZO with what it can be compared with."""

    models: list[ModelLinksOut]


class ComparisonOut(Out):
    """A comparison; with one side only proposals for the other, without sides all that can be compared."""

    left: list[SideOut] = []
    right: list[SideOut] = []
    lines: list[LineOut] = []
    proposals: list[ProposalOut] = []
    classes: list[ComparableOut] = []
    links: dict[str, str]


def comparison(found: Comparison, material: Material, language: str, links: Mapping[str, str]) -> ComparisonOut:
    """Write a comparison."""
    return ComparisonOut(
        left=[_side(side, material, language) for side in found.left],
        right=[_side(side, material, language) for side in found.right],
        lines=[_line(line) for line in found.lines],
        links=dict(links),
    )


def proposal(found: Proposal, chosen: str, on_left: bool, material: Material, language: str) -> ProposalOut:
    """Write a proposal for the other side of a class, with the address of the comparison."""
    pair = (chosen, found.entry.id) if on_left else (found.entry.id, chosen)
    return ProposalOut(
        **_ref(found.entry, material, language),
        name=called(found.entry, language),
        shared=found.links,
        shared_derived=found.derived,
        links={"comparison": urls.comparison([pair[0]], [pair[1]], api=True)},
    )


def classes(found: Iterable[Comparable], material: Material, language: str) -> list[ComparableOut]:
    """Write what every class of GIZO can be compared with."""
    return [_comparable(one, material, language) for one in found]


def _comparable(found: Comparable, material: Material, language: str) -> ComparableOut:
    models = []
    for cell in found.cells:
        sides = cell.together
        links = {"comparison": urls.comparison([found.entry.id], [one.id for one in sides], api=True)} if sides else {}
        counts = {"linked": cell.linked, "none": cell.none, "open": cell.open, "not_looked_at": cell.outside}
        models.append(ModelLinksOut(model=cell.model, **counts, links=links))
    return ComparableOut(**_ref(found.entry, material, language), models=models)


def _side(side: Side, material: Material, language: str) -> SideOut:
    return SideOut(
        **_ref(side.entry, material, language),
        name=called(side.entry, language),
        superclasses=[reference(one, material.index, language) for one in side.above],
        counts=CountsOut(
            linked=side.count(Verdict.HERE),
            elsewhere=side.count(Verdict.ELSEWHERE),
            none=side.count(Verdict.NONE),
            open=side.count(Verdict.OPEN),
            not_looked_at=side.count(Verdict.OUTSIDE),
        ),
        folded=side.folded,
        hidden_relations=side.relations,
        rows=[_row(row, material, language) for row in side.rows],
    )


def _row(row: Row, material: Material, language: str) -> ComparedOut:
    member = row.member
    return ComparedOut(
        **_ref(member.entry, material, language),
        name=called(member.entry, language) if row.head else member_name(member, language),
        verdict=row.verdict,
        derived=row.derived,
        inherited_from=reference(member.inherited, material.index, language) if member.inherited else None,
        datatype=member.datatype or None,
        minimum=member.minimum or None,
        maximum=member.maximum or None,
        range=[reference(one, material.index, language) for one in member.range],
        elsewhere=[_place(place, material, language) for place in row.elsewhere],
        none=[_nothing(nothing, language) for nothing in row.none],
    )


def _place(place: Place, material: Material, language: str) -> ElsewhereOut:
    return ElsewhereOut(
        element=reference(place.entry, material.index, language),
        holder=reference(place.holder, material.index, language) if place.holder else None,
        predicate=f"skos:{place.relation}",
        derived=place.link.derived,
        sentence=place.link.text,
        **_decision(place),
    )


def _nothing(nothing: Nothing, language: str) -> NothingOut:
    return NothingOut(model=nothing.model, reason=reason(nothing, language), mapping=nothing.mapping or None)


def _line(line: Line) -> LineOut:
    return LineOut(
        left=line.left.member.entry.id,
        right=line.right.member.entry.id,
        predicate=f"skos:{line.relation}",
        negated=line.negated,
        derived=line.derived,
        sentence=line.link.text,
        differences=[DifferenceOut(aspect=one.aspect, left=one.left, right=one.right) for one in line.differences],
        **_decision(line),
    )


def _decision(found: Line | Place) -> dict[str, Any]:
    link = found.link
    return {
        "mapping": link.iri,
        "confidence": float(link.confidence) if link.confidence else None,
        "status": link.status or None,
        "justification": f"semapv:{link.justification}",
        "author": link.author or None,
        "date": Date.fromisoformat(link.date) if link.date else None,
        "comment": link.comment or None,
    }


def _ref(entry: Entry, material: Material, language: str) -> dict[str, Any]:
    return reference(entry, material.index, language).model_dump()
