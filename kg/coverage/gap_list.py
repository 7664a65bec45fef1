"""Every element without counterpart in another model, as a list that people filter: what was decided, what is open.

"Open" is said apart from "nobody looked": of most of GGM nobody asked what it corresponds to in GIZO, and that is no
fault of those elements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kg import names
from kg.coverage.counting import KINDS, PAIRS
from kg.elements import Entry
from kg.once import once
from kg.search import Index
from kg.standing.parts import COUNTED, and_above, by_number
from kg.standing.standing import Sought, Standing, Standings, read_standings
from kg.store import GraphStore

Why = Literal["besloten", "buiten", "via-gizo", "niet-gedragen", "geen-keten", "niet-beslist", "niet-gezocht"]

SOUGHT: tuple[Sought, ...] = ("gezocht", "deels", "andersom", "afgeleid", "niet-gezocht")
"""Whether anybody looked, most first."""
LACKING = ("geen-tegenhanger", "open")
"""How an element without counterpart can stand."""


@dataclass(frozen=True)
class Gap:
    """An element without counterpart.

    Attributes:
        entry: the element.
        target: code of the model in which it has none; ``berichten`` for the message standards together.
        parts: the parts of its own model in which it counts.
        standing: how it stands: decided or open, and why.
        sought: whether anybody looked for counterparts in its part.
        why: what the standing rests on.
    """

    entry: Entry
    target: str
    parts: tuple[str, ...]
    standing: Standing
    sought: Sought
    why: Why


@dataclass(frozen=True)
class Query:
    """Which gaps are asked for; empty means all.

    Attributes:
        model: code of the model of the element.
        naar: in which model it has no counterpart.
        domein: the part of its model, or a class by its CURIE.
        soort: kind of element.
        status: ``geen-tegenhanger`` when that was decided or follows, ``open`` when not.
        gezocht: one of :data:`SOUGHT`.
        page: from 1.
        limit: how many on a page.
    """

    model: str = ""
    naar: str = ""
    domein: str = ""
    soort: str = ""
    status: str = ""
    gezocht: str = ""
    page: int = 1
    limit: int = 50


FACETS = ("model", "naar", "status", "gezocht", "soort", "domein")
"""The filters, in the order in which people use them."""


@dataclass(frozen=True)
class Page:
    """One page of gaps, and how many there are for each value of each filter when the others stay as they are."""

    query: Query
    total: int
    items: tuple[Gap, ...]
    facets: Mapping[str, Mapping[str, int]]

    @property
    def last(self) -> int:
        """Number of the last page with something on it; 1 when nothing was found."""
        return max(1, -(-self.total // self.query.limit))


_Key = tuple[str, str, str, str, str, tuple[str, ...]]
"""What gaps are alike in: what :data:`_KEYED` names, and the parts."""
_ORDER: dict[str, tuple[str, ...]] = {
    "model": tuple(COUNTED),
    "naar": tuple(dict.fromkeys(target for _, target in PAIRS)),
    "status": LACKING,
    "gezocht": SOUGHT,
    "soort": KINDS,
}
_KEYED = ("model", "naar", "status", "gezocht", "soort")


class GapList:
    """All gaps, in the order of the models.

    >>> GapList([]).select(Query(model="gizo")).total
    0
    """

    def __init__(self, gaps: Iterable[Gap]) -> None:
        """Take the gaps; :func:`read_gaps` reads them."""
        self._groups: dict[_Key, list[tuple[int, Gap]]] = {}
        for number, gap in enumerate(gaps):
            key = gap.entry.model, gap.target, gap.standing.status, gap.sought, gap.entry.kind, gap.parts
            self._groups.setdefault(key, []).append((number, gap))

    def select(self, query: Query) -> Page:
        """Give one page of the gaps that answer a query."""
        found = self.matching(query)
        start = (query.page - 1) * query.limit
        facets = {name: self._facet(name, query) for name in FACETS}
        return Page(query, len(found), found[start : start + query.limit], facets)

    def matching(self, query: Query) -> tuple[Gap, ...]:
        """Give all gaps that answer a query, whatever its page."""
        chosen = [one for key, gaps in self._groups.items() if _answers(key, query) for one in gaps]
        if ":" in query.domein:
            chosen = [one for one in chosen if _in_class(one[1].entry, query.domein)]
        return tuple(gap for _, gap in sorted(chosen, key=lambda one: one[0]))

    def _facet(self, name: str, query: Query) -> Mapping[str, int]:
        others = replace(query, **{name: ""})  # type: ignore[arg-type]
        counts: Counter[str] = Counter()
        for key, gaps in self._groups.items():
            if _answers(key, others):
                count = len(gaps) if ":" not in others.domein else _of_class(gaps, others.domein)
                for value in _values(key, name):
                    counts[value] += count
        order = _ORDER.get(name)
        known = sorted(counts, key=order.index) if order else sorted(counts, key=by_number)
        return {value: counts[value] for value in known if counts[value]}


@once
def read_gaps(store: GraphStore, index: Index) -> GapList:
    """Find every element without counterpart, for each pair of models of :data:`kg.coverage.counting.PAIRS`.

    Raises:
        GizoError: when the store cannot be asked.
    """
    standings = read_standings(store, index)
    return GapList(gap for model, target in PAIRS for gap in _gaps(standings, model, target))


def _gaps(standings: Standings, model: str, target: str) -> Iterable[Gap]:
    sought = {part: standings.sought(model, part, target) for part in ("", *standings.parts(model))}
    for entry in standings.members(model):
        standing = standings.of(entry.iri, target)
        if standing.status in LACKING:
            looked = sought[standings.part_of(entry.iri)]
            yield Gap(entry, target, standings.parts_of(entry.iri), standing, looked, _why(entry, standing, looked))


def _why(entry: Entry, standing: Standing, sought: Sought) -> Why:
    if standing.status == "geen-tegenhanger":
        if not standing.derived:
            return "buiten" if entry.kind == "element" else "besloten"
        return "niet-gedragen" if entry.model == "gizo" else "via-gizo"
    if standing.derived:
        return "geen-keten"
    return "niet-beslist" if sought in ("gezocht", "deels") else "niet-gezocht"


def _answers(key: _Key, query: Query) -> bool:
    model, target, status, sought, kind, parts = key
    return (
        query.model in ("", model)
        and query.naar in ("", target)
        and query.status in ("", status)
        and query.gezocht in ("", sought)
        and query.soort in ("", kind)
        and (not query.domein or ":" in query.domein or query.domein in and_above(parts))
    )


def _values(key: _Key, name: str) -> Iterable[str]:
    alike = dict(zip(_KEYED, key[:5], strict=True))
    return and_above(key[5]) if name == "domein" else (alike[name],)


def _of_class(gaps: Iterable[tuple[int, Gap]], curie: str) -> int:
    return sum(_in_class(gap.entry, curie) for _, gap in gaps)


def _in_class(entry: Entry, curie: str) -> bool:
    return curie == entry.id or (entry.kind == "attribute" and curie == names.curie(entry.parent))
