"""``/v1/berichten``: the message types of iJw, iWmo and iEb, what they carry, and how far it reaches."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.forms import Forms, answer
from api.graph import Asked, asked
from api.problems import Problem
from api.v1 import tables
from api.v1.examples.messages import MESSAGE, MESSAGES
from api.v1.examples.problems import problem_responses, response_example
from api.v1.parameters import Formed, in_api
from api.v1.schemas import messages as schemas
from kg.message_types import MessageType, Reach, reach, read_message_types
from kg.said import said_of
from kg.search import Index
from kg.standing.standing import read_standings
from kg.store import GraphStore
from kg.validation.shapes import load_shapes

router = APIRouter(prefix="/v1", tags=["berichten"])

Context = Annotated[Asked, Depends(asked)]
Code = Annotated[str, Path(description="Code van de berichtsoort.", examples=["JW305"])]
Counted = tuple[MessageType, Reach, int]
"""A message type, how far it reaches, and how many rules are about it."""


class Messages(Formed):
    """Which message types are asked for."""

    model: Literal["ijw", "iwmo", "ieb"] | None = Field(
        None, description="Alleen berichten van deze standaard.", examples=["ijw"]
    )


@router.get(
    "/berichten",
    summary="Alle berichtsoorten",
    operation_id="toonBerichten",
    response_model=schemas.MessageList,
    responses={**response_example(MESSAGES), **problem_responses(400)},
)
def messages(
    request: Request,
    context: Context,
    wanted: Annotated[Messages, Depends(in_api(Messages))],
    described: Annotated[Messages, Query()],
) -> Response:
    """Geef elke berichtsoort: waar hij voor is, hoeveel ervan in het GIZO zit en doorloopt naar GGM, en zijn regels."""
    return answer(request, all_forms(context, wanted))


@router.get(
    "/berichten/{code}",
    summary="Een berichtsoort",
    operation_id="toonBericht",
    response_model=schemas.MessageOut,
    responses={**response_example(MESSAGE), **problem_responses(400, 404)},
)
def message(request: Request, context: Context, code: Code, wanted: Annotated[Formed, Query()]) -> Response:
    """Geef de elementen van een bericht in hun plaats, met datatype, multipliciteit en tegenhanger in het GIZO."""
    return answer(request, forms(context, found(context, code)))


def selected(context: Asked, wanted: Messages) -> list[Counted]:
    """Give the message types that are asked for."""
    known = context.graph.kept(_counted)
    return [one for one in known if wanted.model in (None, one[0].standard)]


def found(context: Asked, code: str) -> Counted:
    """Give the message type with this code, in any case.

    Raises:
        Problem: 404, with the codes that come near.
    """
    known = {one[0].code: one for one in context.graph.kept(_counted)}
    if code.upper() in known:
        return known[code.upper()]
    near = get_close_matches(code.upper(), known, 3, 0.5)
    advice = f"bedoelt u {', '.join(near)}?" if near else "/v1/berichten toont ze alle"
    suggestions = [{"id": known[one][0].entry.id, "label": one, "model": known[one][0].standard} for one in near]
    raise Problem(404, f"bericht '{code}' bestaat niet; {advice}", more={"suggestions": suggestions})


def all_forms(context: Asked, wanted: Messages) -> Forms:
    """Give what the list of message types can be answered with."""
    listed = selected(context, wanted)
    return Forms(
        "berichten",
        json=lambda: schemas.listed([schemas.summary(*one) for one in listed]),
        sheet=lambda: tables.messages(listed, context.language),
        triples=lambda: said_of(context.graph.store, [one[0].entry.iri for one in listed]),
    )


def forms(context: Asked, counted: Counted) -> Forms:
    """Give what a message type can be answered with; as a table it is its elements."""
    graph, one = context.graph, counted[0]
    return Forms(
        f"bericht-{one.code}",
        json=lambda: schemas.message(*counted, graph.index, context.language),
        sheet=lambda: tables.places(one, graph.index, context.language),
        triples=lambda: said_of(graph.store, [one.entry.iri, *(place.entry.iri for place in one.places)]),
    )


def _counted(store: GraphStore, index: Index) -> tuple[Counted, ...]:
    standings, rules = read_standings(store, index), load_shapes().rules.values()

    def about(found: MessageType) -> int:
        return sum(rule.applies_to(found.code) for rule in rules) if found.lifted else 0

    return tuple((one, reach(one, standings), about(one)) for one in read_message_types(store, index))
