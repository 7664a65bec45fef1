"""The page about the site: what it is and is not, its sources, how certain things are, how to cite and report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.citing import citation
from api.forms import Forms, answer
from api.graph import Asked, asked
from api.i18n import translate
from api.negotiation import HTML
from api.rendering import page
from api.v1.schemas.about import AboutOut, ContactOut, SourceOut
from kg import names
from kg.catalog.publishers import LICENCE_NAMES
from kg.catalog.reading import Dataset, read_catalog
from kg.models import read_models
from kg.sheets import Cell, Column, Sheet
from kg.store import CATALOG
from kg.wording import HARMONISATION, JUSTIFICATIONS, sentence

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_LONGEST = 600
_COLUMNS = ("graph", "title", "release", "origin", "licence", "triples")
_HEADINGS = ("datasets.title", "name", "datasets.release", "datasets.origin", "datasets.licence", "datasets.triples")


@router.get("/over")
def about(request: Request, context: Context) -> Response:
    """Tell what this is; as JSON the same in short, as Turtle the catalog, as CSV and workbook its sources."""
    graph, language = context.graph, context.language
    releases = {
        release.dataset.iri: release.version for model in graph.kept(read_models).all() for release in model.releases
    }
    sources = [
        replace(one, release=one.release or releases.get(one.iri, ""))
        for one in sources_of(graph.kept(read_catalog)[language])
    ]
    forms = Forms(
        name="gizo-kennisgraaf-bronnen",
        json=partial(_body, context, sources),
        page=partial(_page, request, context, sources),
        sheet=partial(_sheet, context, sources),
        triples=partial(graph.store.triples, CATALOG),
    )
    return answer(request, forms, first=HTML)


def sources_of(listed: Iterable[Dataset]) -> list[Dataset]:
    """Give the graphs with the newest release of each source, models first; mappings are no source.

    >>> sources_of([])
    []
    """
    mappings = names.graph_iri("mapping/")
    found = [one for one in listed if one.default and not one.iri.startswith(mappings)]
    return sorted(found, key=_order)


def _order(one: Dataset) -> tuple[int, str]:
    """Order models as everywhere, what we made of them after that."""
    name = one.iri.removeprefix(names.GRAPH).partition("/")[0]
    models = list(names.MODELS)
    return (models.index(name) if name in models else len(models), one.title)


def _body(context: Asked, sources: Iterable[Dataset]) -> AboutOut:
    settings, language = context.graph.settings, context.language
    return AboutOut(
        title=translate(language, "site"),
        official=False,
        description=translate(language, "about.lead"),
        graph_version=context.graph.version,
        sources=[
            SourceOut(
                graph=one.iri,
                title=one.title,
                release=one.release,
                origin=list(one.origin),
                licence=one.licence,
                triples=one.triples,
            )
            for one in sources
        ],
        contact=ContactOut(name=settings.contact_name, url=settings.contact_url, email=settings.contact_email),
    )


def _sheet(context: Asked, sources: Iterable[Dataset]) -> Sheet:
    columns = [
        Column(key, translate(context.language, heading)) for key, heading in zip(_COLUMNS, _HEADINGS, strict=True)
    ]
    return Sheet(translate(context.language, "about.sources"), columns, map(_row, sources))


def _row(one: Dataset) -> tuple[Cell, ...]:
    return one.iri, one.title, one.release, "; ".join(one.origin), one.licence, one.triples


def _page(request: Request, context: Asked, sources: list[Dataset]) -> Response:
    graph, language = context.graph, context.language
    client = names.gizo_iri("Client")
    return page(
        request,
        "about.html",
        sources=sources,
        licences=LICENCE_NAMES,
        relations=[
            (name, words[language], sentence(name, "A", "B", language=language))
            for name, words in HARMONISATION.items()
        ],
        justifications=[(name, words[language]) for name, words in JUSTIFICATIONS.items()],
        contact=graph.settings,
        reachable=bool(graph.settings.contact_email) or graph.settings.contact_url.startswith("http"),
        about=request.query_params.get("betreft", "")[:_LONGEST],
        example=citation("GIZO Client", client, graph.version[:12], language),
    )
