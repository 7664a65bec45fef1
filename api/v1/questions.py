"""``/v1/vragen``: the question catalogue, and the answer to each question."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.forms import CSV, XLSX, Forms, answer
from api.graph import Asked, asked
from api.i18n import Language
from api.negotiation import JSON, ROWS, Offer, accepted, choose, listed
from api.problems import Fault, Problem
from api.queries import running
from api.queries.ended import Ended
from api.queries.filling import Chosen, filled
from api.queries.tasks import TABLE, Reply, Task
from api.v1 import tables
from api.v1.examples.problems import problem_responses, response_example
from api.v1.examples.questions import ANSWER, QUESTION, QUESTIONS
from api.v1.parameters import Formed, in_api
from api.v1.schemas import questions as schemas
from kg.errors import GizoError
from kg.questions.catalogue import Question, question, questions
from kg.said import said_of
from kg.sheets import to_csv, to_xlsx
from kg.store import StoreUnavailable

router = APIRouter(prefix="/v1", tags=["vragen"])

Context = Annotated[Asked, Depends(asked)]
Name = Annotated[str, Path(description="Naam van de vraag.", examples=["element-in-berichten"])]

Audience = Literal["architect", "ggm", "implementer"]

_RESERVED = {"taal": ("nl", "en"), "formaat": ("json", "csv", "xlsx", "srj", "xml")}
_RESULTS = (Offer("srj", ROWS[0].media_type), Offer("xml", ROWS[1].media_type))
_OFFERS = (JSON, CSV, XLSX, *_RESULTS)
_WRITTEN = {"srj": "json", "xml": "xml"}
"""How :mod:`kg.results` calls the forms of the SPARQL standard."""
_GIVEN: dict[str, Any] = {
    "parameters": [
        {
            "name": "parameters",
            "in": "query",
            "style": "form",
            "explode": True,
            "description": "De parameters van de vraag, elk onder zijn eigen naam; /v1/vragen/{naam} noemt ze.",
            "schema": {"type": "object", "additionalProperties": {"type": "string"}},
            "examples": {"voorbeeld": {"value": {"element": "gizo:clientGeslacht"}}},
        },
        {
            "name": "taal",
            "in": "query",
            "description": "Taal van de titel van de vraag.",
            "schema": {"type": "string", "enum": list(_RESERVED["taal"]), "default": "nl"},
            "examples": {"voorbeeld": {"value": "nl"}},
        },
        {
            "name": "formaat",
            "in": "query",
            "description": "Vorm van het antwoord; srj en xml zijn de vormen van de SPARQL-standaard.",
            "schema": {"type": "string", "enum": list(_RESERVED["formaat"])},
            "examples": {"voorbeeld": {"value": "json"}},
        },
    ]
}


class Questions(Formed):
    """Which questions are asked for."""

    voor: Audience | None = Field(None, description="Alleen vragen voor deze lezers.", examples=["implementer"])


@router.get(
    "/vragen",
    summary="Alle vragen",
    operation_id="toonVragen",
    response_model=schemas.QuestionList,
    responses={**response_example(QUESTIONS), **problem_responses(400)},
)
def all_questions(
    request: Request,
    context: Context,
    wanted: Annotated[Questions, Depends(in_api(Questions))],
    described: Annotated[Questions, Query()],
) -> Response:
    """Geef de vragen die de graaf kan beantwoorden, met hun parameters en een voorbeeld van elk."""
    return answer(request, all_forms(context, wanted))


# The sub-resource comes first, as everywhere.
@router.get(
    "/vragen/{naam}/antwoord",
    summary="Het antwoord op een vraag",
    operation_id="beantwoordVraag",
    response_model=schemas.AnswerOut,
    responses={**response_example(ANSWER), **problem_responses(400, 404, 406, 413, 503)},
    openapi_extra=_GIVEN,
)
async def answered(request: Request, context: Context, naam: Name) -> Response:
    """Beantwoord een vraag. Elke parameter van de vraag is een parameter van het adres, onder zijn eigen naam.

    Een element mag in elke spelling. Het antwoord komt als JSON, CSV, Excel-werkmap of in een van de vormen van
    SPARQL; een lang antwoord wordt afgekapt en zegt dat.
    """
    found = named(naam)
    given = _given(request, found)
    offer = _offer(request)
    picked = await asyncio.to_thread(filled, context.graph, found, given)
    problem = picked.problem
    if problem:
        raise problem
    reply = await _reply(request, context, picked, offer)
    response = await asyncio.to_thread(_written, picked, reply, offer, context.language)
    response.headers["Vary"] = "Accept"
    return response


@router.get(
    "/vragen/{naam}",
    summary="Een vraag",
    operation_id="toonVraag",
    response_model=schemas.QuestionOut,
    responses={**response_example(QUESTION), **problem_responses(400, 404)},
)
def one_question(request: Request, context: Context, naam: Name, wanted: Annotated[Formed, Query()]) -> Response:
    """Geef een vraag met haar parameters en haar SPARQL, die zo op elk endpoint loopt."""
    return answer(request, forms(context, named(naam)))


def named(name: str) -> Question:
    """Give the question with this name.

    Raises:
        Problem: 404, with the names that come near.
    """
    try:
        return question(name)
    except GizoError as error:
        detail = str(error).replace("'gizo ask' zonder naam toont ze alle", "/v1/vragen toont ze alle")
        raise Problem(404, detail) from None


def selected(wanted: Questions) -> list[Question]:
    """Give the questions that are asked for."""
    return [one for one in questions() if wanted.voor is None or wanted.voor in one.audience]


def all_forms(context: Asked, wanted: Questions) -> Forms:
    """Give what the list of questions can be answered with."""
    found, language = selected(wanted), context.language
    return Forms(
        "vragen",
        json=lambda: schemas.listed(found, language),
        sheet=lambda: tables.questions(found, language),
        triples=lambda: said_of(context.graph.store, [one.iri for one in found]),
    )


def forms(context: Asked, found: Question) -> Forms:
    """Give what a question can be answered with."""
    return Forms(
        f"vraag-{found.name}",
        json=lambda: schemas.question(found, context.language),
        sheet=lambda: tables.questions([found], context.language),
        triples=lambda: said_of(context.graph.store, [found.iri]),
    )


def _given(request: Request, found: Question) -> dict[str, str]:
    """Give the parameters of the question; all that is missing, unknown or said twice is told at once."""
    names = {param.name for param in found.params}
    given: dict[str, str] = {}
    faults: list[Fault] = []
    for key, value in request.query_params.multi_items():
        if key in _RESERVED and value not in _RESERVED[key]:
            choices = ", ".join(_RESERVED[key])
            faults.append(_fault(key, "literal-error", f"is niet toegestaan; kies uit {choices}"))
        elif key not in names and key not in _RESERVED:
            known = ", ".join(sorted(names)) or "geen"
            faults.append(_fault(key, "extra-forbidden", f"is onbekend; deze vraag kent {known}"))
        elif key in given:
            faults.append(_fault(key, "duplicate", "staat er meer dan eens; geef er een"))
        elif key in names:
            given[key] = value.strip()
    for param in found.params:
        if not given.get(param.name) and param.name not in {fault.name for fault in faults}:
            faults.append(_fault(param.name, "missing", f"ontbreekt; geef bijvoorbeeld {param.example}"))
    if faults:
        raise Problem(400, "; ".join(fault.detail for fault in faults), tuple(faults))
    return given


def _fault(name: str, code: str, detail: str) -> Fault:
    return Fault("query", name, code, f"parameter '{name}' {detail}")


def _offer(request: Request) -> Offer:
    wanted = request.query_params.get("formaat")
    if wanted:
        return next(offer for offer in _OFFERS if offer.name == wanted)
    offer = choose(accepted(request.headers), _OFFERS)
    if offer is None:
        raise Problem(406, f"het antwoord is er niet in dat formaat; kies uit {listed(_OFFERS)}")
    return offer


async def _reply(request: Request, context: Asked, picked: Chosen, offer: Offer) -> Reply:
    settings = context.graph.settings
    task = Task(picked.query, _WRITTEN.get(offer.name, TABLE), settings.row_limit, settings.service_hosts)
    try:
        return await running.run(request, task)
    except StoreUnavailable as error:
        raise running.unavailable(error) from error
    except Ended as error:
        raise running.without_answer(error) from error


def _written(picked: Chosen, reply: Reply, offer: Offer, language: Language) -> Response:
    if offer in _RESULTS:
        return Response(reply.body.encode(), media_type=offer.media_type)
    name = picked.question.name
    if offer is JSON:
        made = schemas.answer(picked.question, dict(picked.values), reply, language)
        return Response(made.model_dump_json(by_alias=True).encode(), media_type=offer.media_type)
    sheet = tables.answer(name, reply)
    body = to_csv(sheet).encode() if offer is CSV else to_xlsx([sheet], picked.question.title[language])
    attached = {"Content-Disposition": f'attachment; filename="{name}.{offer.name}"'}
    return Response(body, media_type=offer.media_type, headers=attached)
