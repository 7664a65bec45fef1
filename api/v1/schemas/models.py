"""The JSON of ``/v1/modellen``: the models and their releases."""

from __future__ import annotations

from api import urls
from api.v1.schemas.base import Out
from kg.catalog.reading import Download
from kg.models import Model, Release


class ModelSummary(Out):
    """A model as the list shows it; ``release`` is the newest one, null when its publisher numbers none."""

    code: str
    name: str
    title: str
    iri: str
    release: str | None
    publishers: list[str]
    licence: str | None
    elements: int
    links: dict[str, str]


class ModelList(Out):
    """All models."""

    total: int
    items: list[ModelSummary]


class FileOut(Out):
    """A file with a release; ``bytes`` is null when the size is not known beforehand."""

    format: str
    url: str
    bytes: int | None


class ReleaseOut(Out):
    """A release of a model: a named graph, where its facts come from, and its files."""

    version: str | None
    newest: bool
    graph: str
    title: str
    publishers: list[str]
    licence: str | None
    sources: list[str]
    triples: int
    files: list[FileOut]
    page: str


class ModelOut(ModelSummary):
    """All there is to say of a model; ``counts`` are the elements of the newest release, by kind."""

    description: str | None
    counts: dict[str, int]
    releases: list[ReleaseOut]


def summary(model: Model) -> ModelSummary:
    """Write a model as the list shows it."""
    return ModelSummary.model_validate(_summary(model))


def listed(models: tuple[Model, ...]) -> ModelList:
    """Write all models."""
    return ModelList(total=len(models), items=[summary(model) for model in models])


def model(found: Model) -> ModelOut:
    """Write all there is to say of a model."""
    return ModelOut.model_validate(
        {
            **_summary(found),
            "description": found.description or None,
            "counts": dict(found.counts),
            "releases": [_release(release) for release in found.releases],
        }
    )


def _summary(model: Model) -> dict[str, object]:
    newest = model.newest
    return {
        "code": model.code,
        "name": model.name,
        "title": model.title,
        "iri": model.iri,
        "release": (newest.version if newest else "") or None,
        "publishers": list(newest.dataset.origin) if newest else [],
        "licence": (newest.dataset.licence if newest else "") or None,
        "elements": model.total,
        "links": {
            "self": urls.api_model(model.code),
            "page": f"/modellen/{model.code}",
            "elements": f"/v1/elementen?model={model.code}",
            "mappingsFrom": f"/v1/mappings?van={model.code}",
            "mappingsTo": f"/v1/mappings?naar={model.code}",
            "coverage": f"/v1/dekking?model={model.code}",
        },
    }


def _release(found: Release) -> ReleaseOut:
    dataset = found.dataset
    return ReleaseOut(
        version=found.version or None,
        newest=found.newest,
        graph=dataset.iri,
        title=dataset.title,
        publishers=list(dataset.origin),
        licence=dataset.licence or None,
        sources=list(dataset.sources),
        triples=dataset.triples,
        files=[_file(file) for file in dataset.downloads],
        page=urls.document(dataset.iri),
    )


def _file(file: Download) -> FileOut:
    return FileOut(format=file.extension, url=urls.document(file.address), bytes=file.size or None)
