"""The one search over all elements: suggestions, search page, API and command line all ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.elements import Entry, natural_order, read_entries
from kg.search.ranking import Ranker, Ranking
from kg.store import GraphStore

_SHORTEST = 3
_KEPT = 64
"""So many rankings are remembered: facets, pages and suggestions ask for the same one again."""


@dataclass(frozen=True)
class Found:
    """One page of a search: how many there are in all, and those on this page, best first.

    Attributes:
        total: how many there are in all.
        page: which page this is, from 1.
        limit: how many go on a page.
        items: those on this page.
        guessed: whether all of them are only a typing error away from what was asked.
    """

    total: int
    page: int
    limit: int
    items: tuple[Entry, ...]
    guessed: bool = False

    @property
    def last(self) -> int:
        """Number of the last page with something on it; 1 when nothing was found."""
        return max(1, -(-self.total // self.limit))


class Index:
    """All elements of a graph, to look up and to search.

    >>> index = Index([Entry("https://w3id.org/gizo/def/clientBsn", "attribute", "gizo", {"nl": "bsn"})])
    >>> index.search("BSN").items[0].id
    'gizo:clientBsn'
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the elements; the order in which they come decides nothing."""
        self.entries: tuple[Entry, ...] = tuple(sorted(entries, key=natural_order))
        """All elements in natural order; the place of each is its number in a :class:`Ranking`."""
        self._entries = {entry.iri: entry for entry in self.entries}
        self._ranker = Ranker(self.entries)
        self._ranked = lru_cache(_KEPT)(self._ranker.rank)

    def __len__(self) -> int:
        """How many elements there are."""
        return len(self._entries)

    def __contains__(self, iri: str) -> bool:
        """Whether there is an element with this IRI."""
        return iri in self._entries

    def get(self, iri: str) -> Entry | None:
        """Give the element with this IRI, or None."""
        return self._entries.get(iri)

    def resolve(self, text: str) -> Entry | None:
        """Give the element that an identifier in any spelling names, or None. A label is no identifier.

        >>> client = Entry("https://w3id.org/gizo/def/Client", "class", "gizo", {"nl": "Client"})
        >>> Index([client]).resolve("gizo:Client").kind
        'class'
        """
        return next((self.entries[number] for number in self._ranker.identifiers.named(text)), None)

    def named(self, text: str) -> tuple[Entry, ...]:
        """Give the elements that a text names: by an identifier, by a name, or by a name and where it stands.

        >>> Index([Entry("urn:x", "class", "ggm", {"nl": "Cliënt"})]).named("CLIENT")[0].iri
        'urn:x'
        """
        ranking = self.ranking(text)
        return tuple(self.entries[number] for number in ranking.numbers[: ranking.named])

    def search(self, q: str = "", model: str = "", kind: str = "", page: int = 1, limit: int = 20) -> Found:
        """Find elements, the best match first.

        Args:
            q: an identifier, or words that must all occur in the names of an element or around it; empty for all.
            model: only of this model.
            kind: only of this kind.
            page: from 1.
            limit: how many on a page.
        """
        ranking = self.ranking(q)
        found = [
            (entry, place < ranking.sure)
            for place, entry in enumerate(self.entries[number] for number in ranking.numbers)
            if (not model or entry.model == model) and (not kind or entry.kind == kind)
        ]
        start = (page - 1) * limit
        items = tuple(entry for entry, _ in found[start : start + limit])
        return Found(len(found), page, limit, items, guessed=bool(found) and not found[0][1])

    def suggest(self, q: str, limit: int = 8) -> tuple[Entry, ...]:
        """Give what to show while someone types: the first of what :meth:`search` finds."""
        return self.search(q, limit=limit).items

    def ranking(self, q: str) -> Ranking:
        """Give everything that a query finds, best first; all elements in natural order when it is empty.

        >>> index = Index([Entry("urn:x", "class", "ggm", {"nl": "Beschikking"})])
        >>> index.ranking("beschiking")
        Ranking(numbers=(0,), sure=0, named=0)
        """
        return self._ranked(" ".join(q.split()))

    def near(self, text: str, limit: int = 5) -> tuple[Entry, ...]:
        """Give elements that someone who typed this may have meant, for a helpful "not found"."""
        tail = text.strip().rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        alike = self._ranker.identifiers.near(text, limit)
        found = [*alike, *self.ranking(tail).numbers[:limit]] if len(tail) >= _SHORTEST else alike
        return tuple(self.entries[number] for number in dict.fromkeys(found))[:limit]

    def of_model(self, model: str) -> Iterator[Entry]:
        """Give every element of one model, in natural order."""
        return (entry for entry in self.entries if entry.model == model)

    def counts(self) -> dict[tuple[str, str], int]:
        """Give the number of elements by model and kind."""
        totals: dict[tuple[str, str], int] = {}
        for entry in self.entries:
            totals[entry.model, entry.kind] = totals.get((entry.model, entry.kind), 0) + 1
        return totals


def load_index(store: GraphStore) -> Index:
    """Read every element of the newest releases into an index.

    Raises:
        GizoError: when the store cannot be asked, or holds no elements.
    """
    return Index(read_entries(store))
