"""Lists elements: the search together with filters, counts per value of each filter, and an order.

The search page and the API ask the same question and get the same answer, so every number leads to its list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from kg import names
from kg.elements import KIND_ORDER, Entry, plain
from kg.search import Found, Index
from kg.standing.parts import and_above
from kg.standing.standing import STATUSES, Standings, Status

Sort = Literal["relevantie", "label", "model"]
SORTS: tuple[Sort, ...] = ("relevantie", "label", "model")
"""The orders: best match first, by label, or model by model."""
FACETS = ("model", "soort", "domein", "status")
"""The filters for which the elements of each value are counted."""

_KEPT = 64
_BERICHTEN = "berichten"


@dataclass(frozen=True)
class Query:
    """Which elements someone wants to see.

    Attributes:
        q: an identifier or words; empty for all.
        models: only of these models.
        kinds: only of these kinds.
        part: only of this part of a model: a submodel, a domain, a message type, or a class with its attributes.
        status: only those that stand so towards ``target``.
        target: the model that ``status`` is about; empty for any.
        sort: the order.
        page: from 1.
        limit: how many on a page.
    """

    q: str = ""
    models: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    part: str = ""
    status: Status | Literal[""] = ""
    target: str = ""
    sort: Sort = "relevantie"
    page: int = 1
    limit: int = 20


@dataclass(frozen=True)
class Value:
    """How many elements have a value, when all the other filters hold."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Listed:
    """An element in a list, with how it is linked.

    Attributes:
        entry: the element.
        part: the part of its model in which it counts; empty when it is in none.
        status: how it stands towards the target of the query; empty when it does not count.
        linked: codes of the models that it is linked to.
        open: codes of the models for which there is no decision yet.
    """

    entry: Entry
    part: str
    status: Status | Literal[""]
    linked: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Page(Found):
    """One page of a list, with the counts for every filter."""

    listed: tuple[Listed, ...] = ()
    facets: dict[str, tuple[Value, ...]] = field(default_factory=dict)


class Elements:
    """All elements with what they can be filtered by.

    >>> from kg.standing.standing import Decisions
    >>> client = Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client"})
    >>> elements = Elements(Index([client]), Standings([client], Decisions()))
    >>> page = elements.select(Query(q="client", status="open", target="ggm"))
    >>> page.total, page.facets["model"]
    (1, (Value(value='gizo', count=1, chosen=False),))
    """

    def __init__(self, index: Index, standings: Standings) -> None:
        """Take the elements and how they stand towards the models."""
        self._index = index
        self._standings = standings
        entries = index.entries
        self._counted = frozenset(n for n, entry in enumerate(entries) if standings.counted(entry.iri))
        self._numbers = {entry.iri: number for number, entry in enumerate(entries)}
        self._inside: dict[str, list[Entry]] = {}
        for entry in entries:
            self._inside.setdefault(entry.parent, []).append(entry)
        self._models = [entry.model for entry in entries]
        self._kinds = [entry.kind for entry in entries]
        self._parts = [
            and_above(standings.parts_of(entry.iri)) if number in self._counted else ()
            for number, entry in enumerate(entries)
        ]
        self._of_model = _by_value(self._models)
        self._of_kind = _by_value(self._kinds)
        self._in_part = lru_cache(_KEPT)(self._members_of)
        self._statuses = lru_cache(None)(self._standing_towards)
        self._ordered = lru_cache(None)(self._places)

    def select(self, query: Query, language: str = "nl") -> Page:
        """Give one page of what a query asks for; a page past the end is empty.

        Args:
            query: the question.
            language: ``nl`` or ``en``, for the order by label.
        """
        numbers, sure = self._found(query, language)
        start = (query.page - 1) * query.limit
        listed = tuple(self._listed(number, query.target) for number in numbers[start : start + query.limit])
        return Page(
            total=len(numbers),
            page=query.page,
            limit=query.limit,
            items=tuple(one.entry for one in listed),
            guessed=bool(numbers) and not sure,
            listed=listed,
            facets=self._facets(query),
        )

    def all(self, query: Query, language: str = "nl") -> Iterable[Listed]:
        """Give everything that a query asks for, whatever the page."""
        numbers, _ = self._found(query, language)
        return (self._listed(number, query.target) for number in numbers)

    def parts(self, models: Iterable[str]) -> tuple[str, ...]:
        """Give the parts of some models, in the order in which people list them."""
        return tuple(dict.fromkeys(part for model in models for part in self._standings.parts(model)))

    def is_part(self, text: str) -> bool:
        """Say whether this is a part of a model, or the CURIE of a class of which the attributes can be listed."""
        return bool(self._in_part(text))

    def _found(self, query: Query, language: str) -> tuple[Sequence[int], int]:
        """Give the numbers of what a query asks for in its order, and how many of them are no guess."""
        ranking = self._index.ranking(query.q)
        keep = self._keep(query)
        numbers = ranking.numbers if keep is None else [number for number in ranking.numbers if number in keep]
        certain = ranking.numbers[: ranking.sure]
        sure = len(certain) if keep is None else sum(number in keep for number in certain)
        if query.sort != "relevantie":
            numbers = sorted(numbers, key=self._ordered(query.sort, language).__getitem__)
        return numbers, sure

    def _keep(self, query: Query, but: str = "") -> frozenset[int] | None:
        """Give what the filters leave, one of them perhaps left out; None when there are none."""
        sets: list[frozenset[int]] = []
        if query.models and but != "model":
            sets.append(frozenset().union(*(self._of_model.get(one, ()) for one in query.models)))
        if query.kinds and but != "soort":
            sets.append(frozenset().union(*(self._of_kind.get(one, ()) for one in query.kinds)))
        if query.part and but != "domein":
            sets.append(self._in_part(query.part))
        if query.status and but != "status":
            sets.append(_by_value(self._statuses(query.target)).get(query.status, frozenset()))
        return frozenset.intersection(*sets) if sets else None

    def _facets(self, query: Query) -> dict[str, tuple[Value, ...]]:
        everything = self._index.ranking(query.q).numbers

        def left(but: str) -> Iterable[int]:
            keep = self._keep(query, but)
            return everything if keep is None else keep.intersection(everything)

        models = Counter(map(self._models.__getitem__, left("model")))
        kinds = Counter(map(self._kinds.__getitem__, left("soort")))
        statuses = Counter(map(self._statuses(query.target).__getitem__, left("status")))
        parts = Counter(part for number in left("domein") for part in self._parts[number])
        offered = [part for part in self.parts(query.models or names.MODELS) if parts[part] or part == query.part]
        return {
            "model": _values(names.MODELS, models, query.models),
            "soort": _values(KIND_ORDER, kinds, query.kinds),
            "domein": _values(offered, parts, (query.part,)),
            "status": _values(STATUSES, statuses, (query.status,)),
        }

    def _listed(self, number: int, target: str) -> Listed:
        entry, standings = self._index.entries[number], self._standings
        if number not in self._counted:
            return Listed(entry, "", "", (), ())
        expected = standings.targets(entry.model)
        towards = (*expected, _BERICHTEN) if entry.model == "gizo" else expected
        how = {one: standings.of(entry.iri, one).status for one in towards}
        return Listed(
            entry,
            standings.part_of(entry.iri),
            self._statuses(target)[number] or "",
            tuple(one for one, status in how.items() if status == "gekoppeld"),
            tuple(one for one, status in how.items() if status == "open"),
        )

    def _members_of(self, part: str) -> frozenset[int]:
        """Give what counts in a part of any model; a CURIE is a class with its attributes."""
        found = {entry.iri for model in names.MODELS for entry in self._standings.members(model, part) if part}
        above = self._index.resolve(part) if ":" in part else None
        inside = [above, *self._inside.get(above.iri, ())] if above else []
        found |= {entry.iri for entry in inside if entry and self._standings.in_part(entry.iri, part)}
        return frozenset(self._numbers[iri] for iri in found).intersection(self._counted)

    def _standing_towards(self, target: str) -> list[Status | None]:
        entries = self._index.entries
        return [
            self._standings.of(entry.iri, target).status if number in self._counted and entry.model != target else None
            for number, entry in enumerate(entries)
        ]

    def _places(self, sort: Sort, language: str) -> list[int]:
        """Give for every element its place in an order."""
        entries = self._index.entries
        models = {code: place for place, code in enumerate(names.MODELS)}

        def key(number: int) -> tuple[int, str, int]:
            entry = entries[number]
            if sort == "model":
                return models[entry.model], "", number
            return 0, plain(entry.label(language)), number

        places = [0] * len(entries)
        for place, number in enumerate(sorted(range(len(entries)), key=key)):
            places[number] = place
        return places


def _by_value(values: Sequence[str | None]) -> dict[str, frozenset[int]]:
    found: dict[str, list[int]] = {}
    for number, value in enumerate(values):
        if value is not None:
            found.setdefault(value, []).append(number)
    return {value: frozenset(numbers) for value, numbers in found.items()}


def _values(order: Iterable[str], counts: Mapping[Any, int], chosen: Container[str]) -> tuple[Value, ...]:
    """Give the values that have elements, and those that were chosen although they have none."""
    return tuple(
        Value(value, counts.get(value, 0), value in chosen) for value in order if counts.get(value) or value in chosen
    )
