"""The page to check a message on: the form, and the report of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api import uploads
from api.graph import Asked, asked
from api.problems import Problem
from api.rendering import page
from api.v1.validation import OFFERS, Wanted, check_upload, written
from kg import names
from kg.errors import GizoError
from kg.validation.command import parse_day
from kg.validation.formats import summary
from kg.validation.outline import advice, needed, outline, repairs, route, title
from kg.validation.results import Report
from kg.validation.shapes import load_shapes
from kg.validation.texts import TEXTS

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]


@router.get("/valideren")
def form(request: Request, context: Context) -> Response:
    """Show the form to upload a message."""
    return _page(request, context)


@router.post("/valideren")
async def check_page(request: Request, context: Context) -> Response:
    """Check an uploaded message and show the report, or give it as a file in the form that was chosen."""
    limit = context.graph.settings.body_limit
    fields: Mapping[str, str] = {}
    try:
        upload = await uploads.read(request, limit)
        fields = upload.fields
        report = await run_in_threadpool(check_upload, upload, limit, _wanted(fields, context.language))
    except Problem as problem:
        return _page(request, context, problem.status, problem=problem, fields=fields)
    chosen = next((offer for offer in OFFERS if offer.name == fields.get("vorm")), None)
    if chosen is not None:
        return await run_in_threadpool(written, report, chosen, download=True)
    return _page(request, context, report=report, fields=fields)


def _wanted(fields: Mapping[str, str], language: Literal["nl", "en"]) -> Wanted:
    """Read the choices in the form of the page."""
    try:
        today = parse_day(fields["vandaag"]) if fields.get("vandaag") else None
    except GizoError as error:
        raise Problem(400, str(error)) from None
    return Wanted(taal=language, across=bool(fields.get("across")), vandaag=today)


def _page(
    request: Request,
    context: Asked,
    status: int = 200,
    report: Report | None = None,
    problem: Problem | None = None,
    fields: Mapping[str, str] | None = None,
) -> Response:
    chosen = fields or {}
    response = page(
        request,
        "validate.html",
        status,
        report=report,
        summary=summary(report) if report else "",
        chapters=outline(report) if report else [],
        needed=needed(report) if report else [],
        advice=advice,
        repairs=repairs,
        route=route,
        title=title,
        rules=load_shapes().rules,
        shape_of=lambda code: names.SHAPES + code,
        words=TEXTS[context.language],
        faults=[fault.detail for fault in problem.faults] or [problem.detail] if problem else [],
        limit=context.graph.settings.body_limit // 1_000_000,
        across=bool(chosen.get("across")),
        today=chosen.get("vandaag", ""),
        forms=[offer.name for offer in OFFERS],
    )
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response
