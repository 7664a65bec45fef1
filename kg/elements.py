"""What an element of a model is, whichever model, and how all of them are read from the graph.

:mod:`kg.search` finds them by any name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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

KIND_ORDER = (
    "class",
    "attribute",
    "messagetype",
    "element",
    "codelist",
    "enumeration",
    "relation",
    "code",
    "value",
    "package",
    "generalisation",
    "model",
)
"""The kinds in the order in which people look for them."""

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
_MATCHES = " ".join(f"<{names.SKOS}{kind}Match>" for kind in ("exact", "close", "broad", "narrow", "related"))
_LINKED = f"SELECT ?one ?other {{ VALUES ?match {{ {_MATCHES} }} ?one ?match ?other }}"
_SUBJECTS = f"SELECT ?element ?concept {{ ?element <{names.DCT}subject> ?concept }}"
_TERMS = f"""SELECT ?concept ?term {{
  VALUES ?called {{ <{names.SKOS}prefLabel> <{names.SKOS}altLabel> }}
  ?concept <{names.SKOS}inScheme> <{names.ID}begrippenkader> ; ?called ?term
}}"""
_MODEL_OF = {names.model_iri(code): code for code in names.MODELS}
Values = Sequence[NamedNode | Literal]


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
        terms: other words for the concept (begrip) that it is about, or called after.
        linked: whether it corresponds to anything in another model.
    """

    iri: str
    kind: str
    model: str
    labels: Mapping[str, str] = field(hash=False)
    alternatives: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    notation: str = ""
    parent: str = ""
    terms: tuple[str, ...] = ()
    linked: bool = False

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


def read_entries(store: GraphStore) -> list[Entry]:
    """Read every element of the newest releases.

    Raises:
        GizoError: when the store cannot be asked, or holds no elements.
    """
    facts = {predicate: _values(store, predicate) for predicate in _PROPERTIES}
    linked = {iri for row in select(store, _LINKED) for iri in map(text, row)}
    terms, behind = _concepts(store)
    models = _values(store, _DEFINED_BY)
    entries = [
        entry
        for iri, defined_by in models.items()
        if (entry := _entry(iri, defined_by, {key: found.get(iri, ()) for key, found in facts.items()}))
    ]
    if not entries:
        raise GizoError("de graaf bevat geen modelelementen; bouw hem met 'gizo build'")
    return [_completed(entry, entry.iri in linked, terms, behind) for entry in entries]


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


def _values(store: GraphStore, predicate: str) -> dict[str, list[NamedNode | Literal]]:
    found: dict[str, list[NamedNode | Literal]] = {}
    for element, value in select(store, f"SELECT ?element ?value {{ ?element <{predicate}> ?value }}"):
        if isinstance(value, NamedNode | Literal):
            found.setdefault(text(element), []).append(value)
    return found


def _concepts(store: GraphStore) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give the words for every concept, and the concepts behind every element and every word."""
    terms: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for concept, term in select(store, _TERMS):
        terms.setdefault(text(concept), set()).add(text(term))
        behind.setdefault(plain(text(term)), set()).add(text(concept))
    for element, concept in select(store, _SUBJECTS):
        behind.setdefault(text(element), set()).add(text(concept))
    return terms, behind


def _entry(iri: str, defined_by: Values, facts: Mapping[str, Values]) -> Entry | None:
    def texts(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in facts[predicate]))

    kind = kind_of(value.value for value in facts[names.RDF + "type"])
    model = next((_MODEL_OF[one.value] for one in defined_by if one.value in _MODEL_OF), None)
    if kind is None or model is None:
        return None
    labels = sorted(
        (value.language or "", value.value) for value in facts[names.RDFS + "label"] if isinstance(value, Literal)
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


def _completed(
    entry: Entry, linked: bool, terms: Mapping[str, Iterable[str]], behind: Mapping[str, Iterable[str]]
) -> Entry:
    """Add the words for the concept that an element is about; one that is linked may also be called after it."""
    if not linked and entry.iri not in behind:
        return entry
    called = {*entry.labels.values(), *entry.alternatives}
    by = (entry.iri, *map(plain, called)) if linked else (entry.iri,)
    words = {term for name in by for concept in behind.get(name, ()) for term in terms.get(concept, ())}
    return replace(entry, linked=linked, terms=tuple(sorted(words - called)))


_PLACE_OF_KIND = {kind: place for place, kind in enumerate(KIND_ORDER)}
_MODEL_ORDER = {code: place for place, code in enumerate(names.MODELS)}


def natural_order(entry: Entry) -> tuple[int, int, bool, str, str]:
    """Give the key that puts elements in the order in which people expect them.

    Classes come before attributes, GIZO before the models it is linked to, and what corresponds to something in
    another model before what does not.
    """
    return (
        _PLACE_OF_KIND[entry.kind],
        _MODEL_ORDER.get(entry.model, len(_MODEL_ORDER)),
        not entry.linked,
        plain(entry.label()),
        entry.iri,
    )
