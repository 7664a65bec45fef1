"""Tells of each model what it is: its releases with who published them, and how many elements of each kind.

What a model is comes from the model itself, what a release is from the catalog, and the counts from the index,
so that this page, the catalog and a search never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg import names
from kg.catalog.reading import Dataset, read_catalog
from kg.elements import KIND_NAMES
from kg.errors import GizoError
from kg.facts import Facts, by_subject, one, words
from kg.once import kept
from kg.search import Index
from kg.store import GraphStore, select

LANGUAGES = ("nl", "en")

_ABOUT = "SELECT ?model ?p ?o WHERE {{ VALUES ?model {{ {models} }} ?model ?p ?o }}"


@dataclass(frozen=True)
class Release:
    """A release of a model, which has a graph of its own.

    Attributes:
        version: its number; empty when the publisher gives none.
        newest: whether it is the one that searches and mappings are about.
        dataset: what the catalog says of its graph.
    """

    version: str
    newest: bool
    dataset: Dataset


@dataclass(frozen=True)
class Model:
    """A model, in one language.

    Attributes:
        code: its code, a key of :data:`kg.names.MODELS`.
        name: what people call it.
        title: its name in full; the short name when there is no other.
        iri: what its elements are defined by.
        description: what is in it.
        releases: newest first; none when the graph has no catalog.
        counts: how many elements of each kind the newest release has, kinds that occur only.
    """

    code: str
    name: str
    title: str
    iri: str
    description: str
    releases: tuple[Release, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many elements the newest release has."""
        return sum(self.counts.values())

    @property
    def newest(self) -> Release | None:
        """The release that searches and mappings are about."""
        return next((release for release in self.releases if release.newest), None)


class Models:
    """All models of a graph, in both languages."""

    def __init__(self, by_language: Mapping[str, tuple[Model, ...]]) -> None:
        """Take the models; :func:`read_models` reads them."""
        self._by_language = by_language

    def all(self, language: str = "nl") -> tuple[Model, ...]:
        """Give all models, in the usual order."""
        return self._by_language[language]

    def get(self, code: str, language: str = "nl") -> Model:
        """Give the model with this code, in any case.

        Raises:
            GizoError: when there is none, with the codes there are.
        """
        found = next((model for model in self.all(language) if model.code == code.lower()), None)
        if found is None:
            known = ", ".join(model.code for model in self.all(language))
            raise GizoError(f"model '{code}' bestaat niet; kies uit {known}")
        return found


def read_models(store: GraphStore, index: Index) -> Models:
    """Read what the graph says of each model that has elements in it.

    Raises:
        GizoError: when the store cannot be asked.
    """
    counts, catalog = index.counts(), kept(read_catalog, store, index)
    codes = [code for code in names.MODELS if any(model == code for model, _ in counts)]
    nodes = " ".join(f"<{names.model_iri(code)}>" for code in codes)
    facts = by_subject(select(store, _ABOUT.format(models=nodes)))
    return Models(
        {
            language: tuple(
                _model(code, facts.get(names.model_iri(code), {}), listed, counts, language) for code in codes
            )
            for language in LANGUAGES
            for listed in [catalog[language]]
        }
    )


def _model(
    code: str, facts: Facts, listed: list[Dataset], counts: Mapping[tuple[str, str], int], language: str
) -> Model:
    own = names.graph_iri(code)
    known = one(facts, names.V + "release")
    releases = [
        Release(found.release or (known if found.default else ""), found.default, found)
        for found in listed
        if found.iri == own or found.iri.startswith(f"{own}/")
    ]
    releases.sort(key=lambda release: (release.newest, release.version), reverse=True)
    name = names.MODELS[code]
    return Model(
        code=code,
        name=name,
        title=words(facts, names.DCT + "title", language) or words(facts, names.SKOS + "altLabel", language) or name,
        iri=names.model_iri(code),
        description=next((one.dataset.description for one in releases if one.newest), ""),
        releases=tuple(releases),
        counts={kind: counts[code, kind] for kind in KIND_NAMES if (code, kind) in counts},
    )
