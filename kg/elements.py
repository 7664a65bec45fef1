"""Finds elements of every model by any name: label, other label, identifier, code or path.

All elements are read once into an index in memory (some 25,000 small records), so that a search costs
milliseconds on an embedded store and on a remote one alike, and so that search page, suggestions and API
give the same answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.errors import GizoError
from kg.store import GraphStore, select, text

KINDS: dict[str, str] = {
    names.V + "Model": "model",
    names.V + "Pakket": "package",
    names.V + "Generalisatie": "generalisation",
    names.V + "Enumeratie": "enumeration",
    names.V + "Enumeratiewaarde": "value",
    names.V + "Berichtsoort": "messagetype",
    names.V + "Berichtelement": "element",
    names.OWL + "Class": "class",
    names.OWL + "DatatypeProperty": "attribute",
    names.OWL + "ObjectProperty": "relation",
    names.SKOS + "ConceptScheme": "codelist",
    names.SKOS + "Concept": "code",
}
"""``rdf:type`` to the kind of element, most telling first."""
KIND_NAMES = tuple(dict.fromkeys(KINDS.values()))
"""The kinds, each once."""

_DEFINED_BY = names.RDFS + "isDefinedBy"
_PROPERTIES = (
    names.RDF + "type",
    names.RDFS + "label",
    names.DCT + "isPartOf",
    names.SKOS + "altLabel",
    names.DCT + "identifier",
    names.SKOS + "notation",
    names.V + "pad",
)
_LONGEST_GUESS = 80
"""A text longer than this is no mistyped name; comparing it with all names would only take time."""
_MODEL_OF = {names.model_iri(code): code for code in names.MODELS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One element as a list shows it.

    Attributes:
        iri: its IRI.
        kind: one of the values of :data:`KINDS`.
        model: code of its model, a key of :data:`kg.names.MODELS`.
        labels: its labels by language.
        alternatives: other labels.
        identifiers: every spelling of its identifier that was published.
        notation: its code, or its path in the message.
        parent: IRI of what it is part of; empty when nothing.
    """

    iri: str
    kind: str
    model: str
    labels: Mapping[str, str] = field(hash=False)
    alternatives: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    notation: str = ""
    parent: str = ""

    @property
    def id(self) -> str:
        """Its short name (CURIE)."""
        return names.curie(self.iri)

    def label(self, language: str = "nl") -> str:
        """Its label in a language, or in any other when it has none in that one.

        >>> Entry("urn:x", "class", "zib", {"en": "Patient"}).label("nl")
        'Patient'
        """
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)


@dataclass(frozen=True)
class Found:
    """One page of a search: how many there are in all, and those on this page, best first."""

    total: int
    page: int
    limit: int
    items: tuple[Entry, ...]

    @property
    def last(self) -> int:
        """Number of the last page with something on it; 1 when nothing was found."""
        return max(1, -(-self.total // self.limit))


class Index:
    """All elements of a graph, to look up and to search.

    >>> index = Index([Entry(names.gizo_iri("clientBsn"), "attribute", "gizo", {"nl": "bsn"})])
    >>> index.search("BSN").items[0].id
    'gizo:clientBsn'
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the elements; the order in which they come decides nothing."""
        self._entries = {entry.iri: entry for entry in sorted(entries, key=_natural_order)}
        self._names: dict[str, list[str]] = {}
        self._text: list[tuple[tuple[str, ...], str, Entry]] = []
        for entry in self._entries.values():
            spelled = tuple(plain(name) for name in (*entry.labels.values(), *entry.alternatives))
            for name in {*spelled, *map(plain, (entry.id, entry.notation, *entry.identifiers))} - {""}:
                self._names.setdefault(name, []).append(entry.iri)
            parent = self._entries.get(entry.parent)
            around = (*spelled, plain(entry.id), plain(entry.notation), *(map(plain, entry.identifiers)))
            place = (names.MODELS.get(entry.model, ""), *(parent.labels.values() if parent else ()))
            self._text.append(((*spelled, plain(entry.notation)), " ".join((*around, *map(plain, place))), entry))

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

        >>> Index([Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client"})]).resolve("gizo:Client").kind
        'class'
        """
        try:
            entry = self._entries.get(names.expand(text))
        except names.UnknownName:
            entry = None
        if entry:
            return entry
        wanted = plain(text)
        exact = [self._entries[iri] for iri in self._names.get(wanted, ())]
        return next((one for one in exact if wanted in map(plain, (one.id, *one.identifiers))), None)

    def search(self, q: str = "", model: str = "", kind: str = "", page: int = 1, limit: int = 20) -> Found:
        """Find elements: the named one first, then those whose label is, starts with or contains the text.

        Args:
            q: words that must all occur in label, other label, identifier, path, model or parent.
            model: only of this model.
            kind: only of this kind.
            page: from 1.
            limit: how many on a page.
        """
        named = self.resolve(q) if q.strip() else None
        whole, words = plain(q), plain(q).split()
        ranked: list[tuple[int, int, Entry]] = []
        for order, (labels, words_around, entry) in enumerate(self._text):
            if (model and entry.model != model) or (kind and entry.kind != kind):
                continue
            rank = 0 if entry is named else _rank(whole, words, labels, words_around)
            if rank is not None:
                ranked.append((rank, order, entry))
        ranked.sort(key=lambda item: item[:2])
        start = (page - 1) * limit
        return Found(len(ranked), page, limit, tuple(entry for _, _, entry in ranked[start : start + limit]))

    def near(self, text: str, limit: int = 5) -> tuple[Entry, ...]:
        """Give elements that someone who typed this may have meant, for a helpful "not found"."""
        wanted = plain(text)
        tail = wanted.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        found = self.search(tail, limit=limit).items if tail else ()
        if found or len(wanted) > _LONGEST_GUESS:
            return found
        space = wanted.partition(":")[0] + ":" if ":" in wanted else ""
        known = (name for name in self._names if name.startswith(space))
        close = [*get_close_matches(wanted, known, limit, 0.8), *get_close_matches(tail, self._names, limit, 0.75)]
        return tuple(self._entries[iri] for iri in dict.fromkeys(self._names[name][0] for name in close))[:limit]

    def of_model(self, model: str) -> Iterable[Entry]:
        """Give every element of one model, in natural order."""
        return (entry for entry in self._entries.values() if entry.model == model)

    def counts(self) -> dict[tuple[str, str], int]:
        """Give the number of elements by model and kind."""
        totals: dict[tuple[str, str], int] = {}
        for entry in self._entries.values():
            totals[entry.model, entry.kind] = totals.get((entry.model, entry.kind), 0) + 1
        return totals


def load_index(store: GraphStore) -> Index:
    """Read every element of the newest releases into an index.

    Raises:
        GizoError: when the store cannot be asked, or holds no elements.
    """
    facts: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for element, model in select(store, f"SELECT ?element ?model {{ ?element <{_DEFINED_BY}> ?model }}"):
        if isinstance(element, NamedNode) and isinstance(model, NamedNode):
            facts.setdefault(element.value, {}).setdefault(_DEFINED_BY, []).append(model)
    for predicate in _PROPERTIES:
        for element, value in select(store, f"SELECT ?element ?value {{ ?element <{predicate}> ?value }}"):
            known = facts.get(text(element))
            if known is not None and isinstance(value, NamedNode | Literal):
                known.setdefault(predicate, []).append(value)
    entries = [entry for iri, found in facts.items() if (entry := _entry(iri, found))]
    if not entries:
        raise GizoError("de graaf bevat geen modelelementen; bouw hem met 'gizo build'")
    return Index(entries)


def plain(text: str) -> str:
    """Give a text without case and accents, to compare with.

    >>> plain("Reden Beëindiging")
    'reden beeindiging'
    """
    if text.isascii():
        return text.casefold().strip()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()


def kind_of(types: Iterable[str]) -> str | None:
    """Give the kind of element for its types, or None when none of them is a kind.

    >>> kind_of([names.MIM + "Objecttype", names.OWL + "Class"])
    'class'
    """
    found = set(types)
    return next((kind for iri, kind in KINDS.items() if iri in found), None)


def _entry(iri: str, facts: Mapping[str, list[NamedNode | Literal]]) -> Entry | None:
    def texts(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in facts.get(predicate, ())))

    kind = kind_of(texts(names.RDF + "type"))
    model = next((_MODEL_OF[one] for one in texts(_DEFINED_BY) if one in _MODEL_OF), None)
    if kind is None or model is None:
        return None
    labels = sorted(
        (value.language or "", value.value)
        for value in facts.get(names.RDFS + "label", ())
        if isinstance(value, Literal)
    )
    return Entry(
        iri=iri,
        kind=kind,
        model=model,
        labels=dict(labels),
        alternatives=texts(names.SKOS + "altLabel"),
        identifiers=texts(names.DCT + "identifier"),
        notation=next(iter((*texts(names.SKOS + "notation"), *texts(names.V + "pad"))), ""),
        parent=next((part for part in texts(names.DCT + "isPartOf") if part != iri), ""),
    )


def _rank(whole: str, words: list[str], labels: tuple[str, ...], around: str) -> int | None:
    if not whole:
        return 1
    if not all(word in around for word in words):
        return None
    if whole in labels:
        return 1
    if any(label.startswith(whole) for label in labels):
        return 2
    return 3 if any(whole in label for label in labels) else 4


_MODEL_ORDER = {code: place for place, code in enumerate(names.MODELS)}
_KIND_ORDER = {kind: place for place, kind in enumerate(("class", "attribute", "relation", "element"))}


def _natural_order(entry: Entry) -> tuple[int, int, str, str]:
    return (
        _MODEL_ORDER.get(entry.model, len(_MODEL_ORDER)),
        _KIND_ORDER.get(entry.kind, len(_KIND_ORDER)),
        plain(entry.label()),
        entry.iri,
    )
