"""The JSON of ``/v1/ntb``: the places without a GGM UUID, with the proposal and the other candidates."""

from __future__ import annotations

from typing import Any

from api import urls
from api.v1.schemas.base import Out
from api.v1.schemas.elements import ElementRef, reference
from kg import names
from kg.coverage.ntb import Candidate, Page, Place
from kg.mappings import Record
from kg.search import Index


class CandidateOut(Out):
    """An element of GGM that may be the counterpart; ``claimsIdentity`` says whether its UUID may be filled in."""

    element: ElementRef
    ggm_uuid: str
    predicate: str
    claims_identity: bool
    sentence: str
    confidence: float | None
    status: str | None
    comment: str | None
    mapping: str


class NoneOut(Out):
    """The decision that there is no counterpart."""

    confidence: float | None
    status: str | None
    comment: str | None
    mapping: str


class PlaceOut(Out):
    """A place where GIZO has no GGM UUID.

    ``outcome`` is what we propose: ``voorstel`` (fill in ``ggmUuid``), ``kiezen`` (two are as strong), ``geen-uuid``
    (GGM has only something broader, narrower or related), ``geen-tegenhanger`` or ``open``.
    """

    element: ElementRef
    target: str | None
    parts: list[str]
    gizo_says: str | None
    outcome: str
    ggm_uuid: str | None
    candidates: list[CandidateOut]
    none: NoneOut | None
    shared_with: list[str]
    links: dict[str, str]


class NtbPage(Out):
    """One page of places, and how many there are for each value of each filter when the others stay as they are."""

    total: int
    page: int
    limit: int
    items: list[PlaceOut]
    facets: dict[str, dict[str, int]]
    links: dict[str, str]


def listed(found: Page, index: Index, language: str, links: dict[str, str]) -> NtbPage:
    """Write one page of places."""
    return NtbPage(
        total=found.total,
        page=found.query.page,
        limit=found.query.limit,
        items=[_place(place, index, language) for place in found.items],
        facets={name: dict(counts) for name, counts in found.facets.items()},
        links=links,
    )


def _place(place: Place, index: Index, language: str) -> PlaceOut:
    return PlaceOut(
        element=reference(place.entry, index, language),
        target=place.target.id if place.target else None,
        parts=list(place.parts),
        gizo_says=place.says or None,
        outcome=place.outcome,
        ggm_uuid=place.proposal.uuid if place.proposal else None,
        candidates=[_candidate(one, index, language) for one in place.candidates],
        none=NoneOut(**_decision(place.none)) if place.none else None,
        shared_with=[one.id for one in place.shared],
        links={"element": urls.api_element(place.entry.id), "page": urls.document(place.entry.iri)},
    )


def _candidate(one: Candidate, index: Index, language: str) -> CandidateOut:
    return CandidateOut(
        element=reference(one.entry, index, language),
        ggm_uuid=one.uuid,
        predicate=f"skos:{one.predicate}",
        claims_identity=one.same,
        sentence=one.record.sentence(index, language),
        **_decision(one.record),
    )


def _decision(record: Record) -> dict[str, Any]:
    return {
        "confidence": float(record.confidence) if record.confidence is not None else None,
        "status": record.status or None,
        "comment": record.comment or None,
        "mapping": names.curie(record.iri),
    }
