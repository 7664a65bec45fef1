"""``/v1/mappings``: all mappings as a list that can be filtered and taken home, and one mapping with its account."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.forms import SSSOM, SSSOM_JSON, Forms, answer
from api.graph import Asked, asked
from api.i18n import translate
from api.negotiation import Offer
from api.problems import Problem
from api.v1.examples.mappings import MAPPING, MAPPINGS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.mapping_filter import MappingFilter, address, from_api
from api.v1.mapping_words import in_force, value_label
from api.v1.parameters import Plain
from api.v1.schemas import mappings as schemas
from kg import names
from kg.catalog import EUPL
from kg.mappings import Mappings, Page, Record, read_mappings, said_of_mappings, sheet
from kg.mappings import Query as MappingQuery
from kg.mappings.sets import SetInfo
from kg.mappings.sssom import to_sssom_json, to_sssom_tsv

router = APIRouter(prefix="/v1", tags=["mappings"])

Context = Annotated[Asked, Depends(asked)]
Id = Annotated[
    str, Path(description="Wat in de IRI van de mapping op `/id/mapping/` volgt.", examples=["3e7dac18f4687f7fe5f4"])
]
_PATH = "/v1/mappings"


class MappingForm(Plain):
    """In which form a mapping is wanted."""

    formaat: Literal["json", "ttl"] | None = Field(
        None, description="Vorm van het antwoord; gaat voor de Accept-header.", examples=["json"]
    )


@router.get(
    "/mappings",
    summary="Alle mappings, gefilterd",
    operation_id="toonAlleMappings",
    response_model=schemas.MappingPage,
    responses={**response_example(MAPPINGS), **problem_responses(400)},
)
def mappings(
    request: Request,
    context: Context,
    query: Annotated[MappingQuery, Depends(from_api)],
    wanted: Annotated[MappingFilter, Query()],
) -> Response:
    """Geef de mappings die aan alle filters voldoen, met per filter hoeveel elke waarde er zou geven.

    De aantallen in `facets` zijn die met alle andere filters zoals zij zijn: wie een waarde kiest, krijgt er zoveel.
    `otherDirection` telt wat dezelfde filters geven als het paar modellen andersom wordt gelezen.
    """
    return answer(request, list_forms(context, query))


@router.get(
    "/mappings/{id}",
    summary="Een mapping",
    operation_id="toonMapping",
    response_model=schemas.MappingDetail,
    responses={**response_example(MAPPING), **problem_responses(400, 404)},
)
def mapping(request: Request, context: Context, id: Id, wanted: Annotated[MappingForm, Query()]) -> Response:
    """Geef een mapping met haar verantwoording, waar zij uit volgt (stap voor stap) en wat er uit haar volgt."""
    return answer(request, mapping_forms(context, found(context, id)))


def found(context: Asked, id: str) -> Record:
    """Give the mapping with this id, as it stands in its IRI or as a CURIE.

    Raises:
        Problem: 404.
    """
    iri = names.PREFIXES["mapping"] + id.removeprefix("mapping:")
    record = context.graph.kept(read_mappings).by_iri.get(iri)
    if record is None:
        raise Problem(404, translate(context.language, "mapping.unknown", id=id))
    return record


def list_forms(context: Asked, query: MappingQuery, page: Page | None = None) -> Forms:
    """Give what the list can be answered with: a page of it as JSON, the whole selection as a file.

    Args:
        context: the graph and the language.
        query: which mappings.
        page: the page of the list, when it was selected already.
    """
    graph, language = context.graph, context.language
    known = graph.kept(read_mappings)

    def body() -> schemas.MappingPage:
        selected = page or known.select(query, language)
        labels = {
            field: {one.value: value_label(context, field, one.value) for one in counts}
            for field, counts in selected.facets.items()
        }
        return schemas.page(selected, graph.index, language, labels, links(selected, language))

    return Forms(
        "mappings",
        json=body,
        sheet=lambda: sheet(known.matching(query, language), graph.index, language),
        triples=lambda: said_of_mappings(graph.store, known.matching(query, language)),
        more=sssom_forms(lambda: (selection(context, query), known.matching(query, language))),
    )


def mapping_forms(context: Asked, record: Record) -> Forms:
    """Give what one mapping can be answered with."""
    graph, language = context.graph, context.language
    known = graph.kept(read_mappings)
    return Forms(
        f"mapping-{record.id}",
        json=lambda: schemas.detail(record, known, language),
        triples=lambda: said_of_mappings(graph.store, [record, *_via(record, known)]),
    )


def sssom_forms(made: Callable[[], tuple[SetInfo, Iterable[Record]]]) -> dict[Offer, Callable[[], str]]:
    """Give the two forms of SSSOM for mappings under one header."""
    return {SSSOM: lambda: to_sssom_tsv(*made()), SSSOM_JSON: lambda: to_sssom_json(*made())}


def selection(context: Asked, query: MappingQuery) -> SetInfo:
    """Say in the header of a file what was selected, from which graph; each row says from which set it comes."""
    said = "; ".join(label for _, label in in_force(context, query)) or translate(context.language, "mappings.all")
    own = address(_PATH, query, context.language, page=None, limit=None)
    return SetInfo(
        iri=names.BASE + own.removeprefix("/"),
        title=translate(context.language, "mappings.selection"),
        description=said,
        version=context.graph.version[:12],
        licence=EUPL,
        subject_model=query.van if query.richting == "heen" else "",
        object_model=query.naar if query.richting == "heen" else "",
    )


def links(page: Page, language: str, path: str = _PATH) -> dict[str, str]:
    """Give the addresses of a page of the list and of those around it, with all filters."""

    def at(number: int) -> str:
        return address(path, page.query, language, page=number)

    number, last = page.query.page, page.last
    around = {"self": at(number), "first": at(1), "last": at(last)}
    if 1 < number <= last:
        around["prev"] = at(number - 1)
    if number < last:
        around["next"] = at(number + 1)
    return around


def _via(record: Record, known: Mappings) -> list[Record]:
    return [known.by_iri[iri] for iri in record.hops if iri in known.by_iri]
