"""The ntb list: every element of GIZO without a GGM UUID, with what we propose to fill in.

On the published slides GIZO says ``GGM-UUID="ntb"`` (to be determined) at three classes, and nothing at all others.
A tagged value GGM-UUID claims that the two are the same thing. So only a counterpart that *is* the same or nearly
the same is proposed; where GGM only has something broader, narrower or related, filling in its UUID would mislead,
and the list says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kg import names
from kg.elements import Entry
from kg.mappings import Mappings, Record, read_mappings
from kg.once import once
from kg.search import Index
from kg.standing.standing import PREDICATES, Standings, read_standings
from kg.store import GraphStore, select, text
from kg.wording import INVERSE

Outcome = Literal["voorstel", "kiezen", "geen-uuid", "geen-tegenhanger", "open"]
Says = Literal["ntb", "niets", "uuid"]

OUTCOMES: tuple[Outcome, ...] = ("voorstel", "kiezen", "geen-uuid", "geen-tegenhanger", "open")
"""What we propose: a UUID, a choice between equals, no UUID although GGM has something like it, nothing, or open."""
SAYS: tuple[Says, ...] = ("ntb", "niets", "uuid")
"""What GIZO itself says: ``ntb``, nothing, or a UUID."""
SAME = ("exactMatch", "closeMatch")
"""The properties that allow to claim identity."""

_RANGES = f"SELECT ?e ?range WHERE {{ ?e <{names.RDFS}range> ?range ; <{names.RDFS}isDefinedBy> <{names.ONTOLOGY}> }}"
_SAYS = f"SELECT ?e ?says WHERE {{ ?e <{names.V}ggmUuid> ?says }}"
_KINDS = ("class", "attribute", "relation")


@dataclass(frozen=True)
class Candidate:
    """An element of GGM that may be the counterpart.

    Attributes:
        record: the mapping that says so.
        entry: the element.
        predicate: local name of the SKOS property, read from the element of GIZO.
    """

    record: Record
    entry: Entry
    predicate: str

    @property
    def uuid(self) -> str:
        """Its UUID as GGM publishes it: ``{71D7E96D-641A-4b6a-A325-DED07C3B5836}``."""
        return next((one for one in self.entry.identifiers if one.startswith("{")), names.curie(self.entry.iri))

    @property
    def same(self) -> bool:
        """Whether it is near enough to claim identity."""
        return self.predicate in SAME


@dataclass(frozen=True)
class Place:
    """A place where GIZO has no GGM UUID.

    Attributes:
        entry: the element of GIZO.
        parts: the submodels it is in.
        says: what GIZO says there itself; empty when nothing.
        candidates: what it corresponds to in GGM, best first.
        none: the decision that there is no counterpart.
        shared: other elements of GIZO for which the same UUID is proposed.
        target: what a relation leads to: "heeft" alone names many of them.
    """

    entry: Entry
    parts: tuple[str, ...]
    says: str
    candidates: tuple[Candidate, ...]
    none: Record | None = None
    shared: tuple[Entry, ...] = ()
    target: Entry | None = None

    @property
    def outcome(self) -> Outcome:
        """What we propose."""
        if self.candidates and self.candidates[0].same:
            return "kiezen" if _tied(self.candidates) else "voorstel"
        if self.candidates:
            return "geen-uuid"
        return "geen-tegenhanger" if self.none else "open"

    @property
    def proposal(self) -> Candidate | None:
        """The counterpart whose UUID we propose to fill in; None when none is near enough, or two are as near."""
        return self.candidates[0] if self.outcome == "voorstel" else None

    @property
    def kind_of_says(self) -> Says:
        """What GIZO says itself: one of :data:`SAYS`."""
        return "ntb" if self.says == "ntb" else "uuid" if self.says else "niets"


@dataclass(frozen=True)
class Query:
    """Which places are asked for; empty means all.

    Attributes:
        domein: a submodel of GIZO, or a class by its CURIE.
        soort: ``class``, ``attribute`` or ``relation``.
        status: one of :data:`OUTCOMES`.
        zegt: one of :data:`SAYS`.
        page: from 1.
        limit: how many on a page.
    """

    domein: str = ""
    soort: str = ""
    status: str = ""
    zegt: str = ""
    page: int = 1
    limit: int = 50


@dataclass(frozen=True)
class Page:
    """One page of places, and how many there are for each value of each filter when the others stay as they are."""

    query: Query
    total: int
    items: tuple[Place, ...]
    facets: Mapping[str, Mapping[str, int]]

    @property
    def last(self) -> int:
        """Number of the last page with something on it; 1 when nothing was found."""
        return max(1, -(-self.total // self.query.limit))


class NtbList:
    """All places, ntb first, then by submodel and class.

    >>> from kg.standing.standing import Decisions
    >>> NtbList([], Standings([], Decisions())).select(Query()).total
    0
    """

    def __init__(self, places: Iterable[Place], standings: Standings) -> None:
        """Take the places; :func:`read_ntb` reads them."""
        self.places = tuple(places)
        self._standings = standings

    def select(self, query: Query) -> Page:
        """Give one page of the places that answer a query."""
        found = self.matching(query)
        start = (query.page - 1) * query.limit
        return Page(query, len(found), found[start : start + query.limit], self._facets(query))

    def matching(self, query: Query) -> tuple[Place, ...]:
        """Give all places that answer a query, whatever its page."""
        return tuple(place for place in self.places if self._answers(place, query))

    @cached_property
    def overall(self) -> Mapping[str, int]:
        """How many places there are with each outcome."""
        return _counted(place.outcome for place in self.places)

    def _answers(self, place: Place, query: Query) -> bool:
        return (
            query.soort in ("", place.entry.kind)
            and query.status in ("", place.outcome)
            and query.zegt in ("", place.kind_of_says)
            and (not query.domein or self._standings.in_part(place.entry.iri, query.domein))
        )

    def _facets(self, query: Query) -> dict[str, Mapping[str, int]]:
        values: dict[str, Callable[[Place], tuple[str, ...]]] = {
            "domein": lambda place: place.parts,
            "soort": lambda place: (place.entry.kind,),
            "status": lambda place: (place.outcome,),
            "zegt": lambda place: (place.kind_of_says,),
        }
        order = {
            "domein": self._standings.parts("gizo"),
            "soort": _KINDS,
            "status": OUTCOMES,
            "zegt": SAYS,
        }
        found: dict[str, Mapping[str, int]] = {}
        for name, values_of in values.items():
            others = self.matching(replace(query, **{name: ""}))  # type: ignore[arg-type]
            counts = _counted(value for place in others for value in values_of(place))
            found[name] = {value: counts[value] for value in order[name] if value in counts}
        return found


@once
def read_ntb(store: GraphStore, index: Index) -> NtbList:
    """Read what GIZO says of GGM UUIDs, and what was decided.

    Raises:
        GizoError: when the store cannot be asked.
    """
    standings, mappings = read_standings(store, index), read_mappings(store, index)
    says = {text(element): text(value) for element, value in select(store, _SAYS)}
    ranges = {text(element): index.get(text(target)) for element, target in select(store, _RANGES)}
    places = [
        replace(_place(entry, standings, mappings, says), target=ranges.get(entry.iri))
        for entry in standings.members("gizo")
    ]
    places.sort(key=_order(index))
    return NtbList(_with_shared(places), standings)


def _place(entry: Entry, standings: Standings, mappings: Mappings, says: Mapping[str, str]) -> Place:
    records = [one for one in mappings.of(entry.iri) if not one.derived and not one.negated]
    found = [_candidate(one, entry) for one in records if one.object and "ggm" in (one.subject.model, one.object.model)]
    none = next((one for one in records if one.none and one.object_model == "ggm"), None)
    best = tuple(sorted(found, key=lambda one: (*_strength(one), one.entry.iri)))
    return Place(entry, standings.parts_of(entry.iri), says.get(entry.iri, ""), best, None if best else none)


def _candidate(record: Record, entry: Entry) -> Candidate:
    if record.object and record.subject.iri == entry.iri:
        return Candidate(record, record.object, record.predicate)
    return Candidate(record, record.subject, INVERSE.get(record.predicate, record.predicate))


def _strength(candidate: Candidate) -> tuple[int, float]:
    known = candidate.predicate in PREDICATES
    return PREDICATES.index(candidate.predicate) if known else len(PREDICATES), -float(candidate.record.confidence or 0)


def _tied(candidates: tuple[Candidate, ...]) -> bool:
    return len(candidates) > 1 and _strength(candidates[0]) == _strength(candidates[1])


def _with_shared(places: list[Place]) -> list[Place]:
    by_uuid: dict[str, list[Entry]] = {}
    for place in places:
        if place.proposal:
            by_uuid.setdefault(place.proposal.entry.iri, []).append(place.entry)
    return [
        replace(place, shared=tuple(one for one in by_uuid[place.proposal.entry.iri] if one is not place.entry))
        if place.proposal
        else place
        for place in places
    ]


def _order(index: Index) -> Callable[[Place], tuple[object, ...]]:
    def key(place: Place) -> tuple[object, ...]:
        of = place.entry if place.entry.kind == "class" else index.get(place.entry.parent) or place.entry
        part = next(iter(place.parts), "~")
        kind = _KINDS.index(place.entry.kind) if place.entry.kind in _KINDS else len(_KINDS)
        return place.says != "ntb", part, of.label(), of.iri, kind, place.entry.label(), place.entry.iri

    return key


def _counted(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts
