"""The JSON of ``/v1/dekking``: counts, each with the addresses of the lists that it counts."""

from __future__ import annotations

from collections.abc import Iterable

from api.urls import Urls
from api.v1.schemas.base import Out
from kg.coverage.counting import Coverage, Row, Table
from kg.standing.parts import COUNTED, MESSAGES

_PAGES, _API, _GAPS = "/zoeken", "/v1/elementen", "/v1/hiaten"
_MORE = ("ggm", *MESSAGES)
"""Models that have elements that do not count as well: packages, values of enumerations."""


class Counts(Out):
    """How many elements there are, and how many are linked, without counterpart by decision, and open."""

    total: int
    linked: int
    none: int
    open: int


class CoverageRow(Counts):
    """A part of a model against another model; without ``part`` the whole model.

    ``sought`` says whether anybody looked for counterparts in this part: ``gezocht``, ``deels``, ``andersom`` (only
    from the other model), ``afgeleid`` (connected through GIZO) or ``niet-gezocht``.
    """

    model: str
    part: str | None
    target: str
    sought: str
    share: int
    exact: int
    close: int
    broad: int
    narrow: int
    related: int
    kinds: dict[str, Counts]
    links: dict[str, str]


class CoverageList(Out):
    """The counts that were asked for."""

    total: int
    items: list[CoverageRow]
    links: dict[str, str]


def listed(tables: Iterable[Table], links: dict[str, str]) -> CoverageList:
    """Write counts: of each model the whole and then its parts."""
    items = [_row(row) for table in tables for row in (table.whole, *table.parts)]
    return CoverageList(total=len(items), items=items, links=links)


def elements(count: Coverage, status: str = "", kind: str = "", *, path: str = _PAGES, language: str = "nl") -> str:
    """Give the address of the list of elements that a number counts.

    >>> elements(Coverage("gizo", "Client", "ggm", 1, 1, 0, 0, 0, 0, 0, 0), "gekoppeld")
    '/zoeken?model=gizo&domein=Client&status=gekoppeld&naar=ggm'
    """
    given = {"model": count.model, "domein": count.part, "soort": kind, "status": status, "naar": count.target}
    whole = count.model in _MORE and path != _GAPS and not (count.part or kind or status)
    return Urls(language).page(path, **given) + "".join(f"&soort={one}" for one in COUNTED[count.model] if whole)


def _row(row: Row) -> CoverageRow:
    one = row.count
    links = {
        "elements": elements(one, path=_API),
        "linked": elements(one, "gekoppeld", path=_API),
        "none": elements(one, "geen-tegenhanger", path=_API),
        "open": elements(one, "open", path=_API),
        "gaps": elements(one, path=_GAPS),
        "page": Urls("nl").page("/dekking", model=one.model, domein=one.part, naar=one.target),
    }
    return CoverageRow(
        model=one.model,
        part=one.part or None,
        target=one.target,
        sought=row.sought,
        share=one.share,
        exact=one.exact,
        close=one.close,
        broad=one.broad,
        narrow=one.narrow,
        related=one.related,
        kinds={kind: Counts(**_counts(found)) for kind, found in row.kinds.items()},
        links=links,
        **_counts(one),
    )


def _counts(one: Coverage) -> dict[str, int]:
    return {"total": one.total, "linked": one.linked, "none": one.none, "open": one.undecided}
