"""Reads the catalog back from any store: what a page tells people of each graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.catalog.dcat import FORMS
from kg.store import CATALOG, DEFAULT_GRAPH, GraphStore

_FILES = names.file_iri("")
_ORDER = [form.extension for form in FORMS]


@dataclass(frozen=True)
class Download:
    """A file with a graph: its address, its extension, and its size in bytes where the catalog knows it."""

    address: str
    extension: str
    size: int = 0


@dataclass(frozen=True)
class Dataset:
    """What the catalog says of one graph, in one language.

    ``origin`` names those whose facts are in it, ``sources`` the files it was made from.
    """

    iri: str
    title: str
    description: str
    release: str
    licence: str
    triples: int
    default: bool
    origin: tuple[str, ...]
    downloads: tuple[Download, ...]
    sources: tuple[str, ...] = ()


def datasets(store: GraphStore, language: str = "nl") -> list[Dataset]:
    """List the graphs that the catalog describes, those of the default graph first; empty without a catalog.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return _listed(_Facts(store.triples(CATALOG)), language)


def _listed(facts: _Facts, language: str) -> list[Dataset]:
    union = set(facts.all(DEFAULT_GRAPH, names.VOID + "subset"))
    found = [_dataset(facts, iri, language, iri in union) for iri in facts.all(CATALOG, names.DCAT + "dataset")]
    return sorted(found, key=lambda entry: (not entry.default, entry.iri))


def read_catalog(store: GraphStore, _: object = None) -> dict[str, list[Dataset]]:
    """List the graphs in every language the catalog speaks, for who reads it once and keeps it.

    Raises:
        GizoError: when the store cannot be asked.
    """
    facts = _Facts(store.triples(CATALOG))
    return {language: _listed(facts, language) for language in ("nl", "en")}


class _Facts:
    """The triples of the catalog by subject and predicate."""

    def __init__(self, triples: Iterator[Triple]) -> None:
        self._values: dict[tuple[str, str], list[Literal | NamedNode]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal | NamedNode):
                self._values[triple.subject.value, triple.predicate.value].append(triple.object)

    def all(self, subject: str, predicate: str) -> list[str]:
        return sorted(value.value for value in self._values.get((subject, predicate), ()))

    def one(self, subject: str, predicate: str, language: str = "") -> str:
        values = self._values.get((subject, predicate), [])
        told = [value.value for value in values if not language or getattr(value, "language", "") == language]
        return min(told or (value.value for value in values), default="")


def _dataset(facts: _Facts, iri: str, language: str, default: bool) -> Dataset:
    attributions = facts.all(iri, names.PROV + "qualifiedAttribution")
    agents = {facts.one(one, names.PROV + "agent") for one in attributions}
    own = {facts.one(iri, names.DCT + "publisher")}
    return Dataset(
        iri=iri,
        title=facts.one(iri, names.DCT + "title", language),
        description=facts.one(iri, names.DCT + "description", language),
        release=facts.one(iri, names.DCAT + "version"),
        licence=facts.one(iri, names.DCT + "license"),
        triples=int(facts.one(iri, names.VOID + "triples") or 0),
        default=default,
        origin=tuple(sorted(facts.one(agent, names.FOAF + "name") for agent in agents - own or own)),
        downloads=_downloads(facts, iri),
        sources=tuple(unquote(file.removeprefix(_FILES)) for file in facts.all(iri, names.PROV + "wasDerivedFrom")),
    )


def _downloads(facts: _Facts, iri: str) -> tuple[Download, ...]:
    found = []
    for node in facts.all(iri, names.DCAT + "distribution"):
        address = facts.one(node, names.DCAT + "downloadURL")
        size = int(facts.one(node, names.DCAT + "byteSize") or 0)
        found.append(Download(address, address.rpartition(".")[2], size))
    return tuple(sorted(found, key=lambda file: _ORDER.index(file.extension) if file.extension in _ORDER else -1))
