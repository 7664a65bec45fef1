"""The JSON of ``/v1/hiaten``: elements without counterpart, with the reason."""

from __future__ import annotations

from api import urls
from api.v1.schemas.base import Out
from api.v1.schemas.elements import ElementRef, reference
from kg import names
from kg.coverage.gap_list import Gap, Page
from kg.search import Index


class GapOut(Out):
    """An element without counterpart in a model.

    ``because`` says what that rests on: ``besloten`` (somebody decided), ``buiten`` (no part of GIZO), ``via-gizo``
    (what it is in GIZO has none), ``niet-gedragen`` (no message carries it), ``geen-keten`` (the mappings through GIZO
    do not connect), ``niet-beslist`` or ``niet-gezocht``.
    """

    element: ElementRef
    parts: list[str]
    missing_in: str
    status: str
    sought: str
    because: str
    reason: str | None
    mappings: list[str]
    links: dict[str, str]


class GapPage(Out):
    """One page of gaps, and how many there are for each value of each filter when the others stay as they are."""

    total: int
    page: int
    limit: int
    items: list[GapOut]
    facets: dict[str, dict[str, int]]
    links: dict[str, str]


def listed(found: Page, index: Index, language: str, links: dict[str, str]) -> GapPage:
    """Write one page of gaps."""
    return GapPage(
        total=found.total,
        page=found.query.page,
        limit=found.query.limit,
        items=[_gap(gap, index, language) for gap in found.items],
        facets={name: dict(counts) for name, counts in found.facets.items()},
        links=links,
    )


def _gap(gap: Gap, index: Index, language: str) -> GapOut:
    return GapOut(
        element=reference(gap.entry, index, language),
        parts=list(gap.parts),
        missing_in=gap.target,
        status=gap.standing.status,
        sought=gap.sought,
        because=gap.why,
        reason=gap.standing.reason or None,
        mappings=[names.curie(iri) for iri in gap.standing.mappings],
        links={"element": urls.api_element(gap.entry.id), "page": urls.document(gap.entry.iri)},
    )
