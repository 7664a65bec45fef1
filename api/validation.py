"""``/v1/validaties`` and the page to check a message: reads the upload, calls the library, keeps nothing."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api import bodies
from api.elements import Plain
from api.examples import REPORT, problem_responses, response_example
from api.graph import Asked, asked
from api.negotiation import HTML, JSON, Offer, choose, listed
from api.problems import Fault, Problem
from api.rendering import page
from kg.errors import GizoError
from kg.intake import Document, TooLarge, unpack
from kg.messages import Message, lift
from kg.validation.formats import render, summary
from kg.validation.report import validate
from kg.validation.results import Report, by_message
from kg.validation.shapes import load_shapes
from kg.validation.texts import TEXTS

router = APIRouter()

Context = Annotated[Asked, Depends(asked)]
XML_TYPES = ("application/xml", "text/xml")
ZIP_TYPES = ("application/zip", "application/x-zip-compressed")
FORM_TYPE = "multipart/form-data"
OFFERS = (JSON, HTML, Offer("sarif", "application/sarif+json"), Offer("ttl", "text/turtle"))

_FILE = {"type": "string", "format": "binary"}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Een bericht (XML), een zip met berichten, of een formulier met bestanden.",
        "content": {
            "application/xml": {"schema": {"type": "string"}, "example": "<Bericht xmlns='…'>…</Bericht>"},
            "application/zip": {"schema": _FILE},
            FORM_TYPE: {
                "schema": {"type": "object", "properties": {"bestand": {"type": "array", "items": _FILE}}},
            },
        },
    }
}


@router.post(
    "/v1/validaties",
    tags=["validaties"],
    summary="Controleer berichten",
    operation_id="valideer",
    response_model=None,
    responses={**response_example(REPORT), **problem_responses(400, 406, 413, 415)},
    openapi_extra=_BODY,
)
async def check(request: Request, context: Context, wanted: Annotated[Plain, Query()]) -> Response:
    """Toets een of meer iWmo- of iJw-berichten aan de regels. Het bericht wordt niet bewaard of gelogd.

    Het rapport komt als JSON, HTML, SARIF of Turtle, naar gelang de Accept-header. Een bsn is afgeschermd.
    """
    offer = choose(request.headers.get("accept", ""), OFFERS)
    if offer is None:
        raise Problem(406, f"het rapport is er niet in dat formaat; kies uit {listed(OFFERS)}")
    documents = await _documents(request, context.graph.settings.body_limit)
    report = await run_in_threadpool(_report, documents, wanted.taal)
    return await run_in_threadpool(_written, report, offer)


@router.get("/valideren", include_in_schema=False)
def form(request: Request, context: Context) -> Response:
    """Show the form to upload a message."""
    return _page(request, context)


@router.post("/valideren", include_in_schema=False)
async def check_page(request: Request, context: Context) -> Response:
    """Check an uploaded message and show the report."""
    try:
        documents = await _documents(request, context.graph.settings.body_limit)
        report = await run_in_threadpool(_report, documents, context.language)
    except Problem as problem:
        return _page(request, context, problem.status, problem=problem)
    return _page(request, context, report=report)


def warm_up() -> None:
    """Read the rules, so that the first message does not wait for it."""
    load_shapes()


def _page(
    request: Request,
    context: Asked,
    status: int = 200,
    report: Report | None = None,
    problem: Problem | None = None,
) -> Response:
    response = page(
        request,
        "validate.html",
        status,
        report=report,
        summary=summary(report) if report else "",
        messages=by_message(report) if report else [],
        words=TEXTS[context.language],
        faults=[fault.detail for fault in problem.faults] or [problem.detail] if problem else [],
        limit=context.graph.settings.body_limit // 1_000_000,
    )
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


def _report(documents: list[Document], language: str) -> Report:
    """Check messages; when one cannot be read, none is checked and all that is wrong is told at once."""
    messages: list[Message] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for document in documents:
        try:
            messages.append(lift(document, seen))
        except GizoError as error:
            faults.append(Fault("body", document.name, "bericht", str(error)))
    if faults:
        raise Problem(400, "; ".join(fault.detail for fault in faults), tuple(faults))
    return validate(messages, lang=language)


def _written(report: Report, offer: Offer) -> Response:
    body = render(report, offer.name)
    headers = {"Cache-Control": "no-store"}
    if offer is HTML:  # a document on its own, with its own style: allow that one and nothing else
        style = body.partition("<style>")[2].partition("</style>")[0]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    return Response(body.encode(), media_type=offer.media_type, headers=headers)


async def _documents(request: Request, limit: int) -> list[Document]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == FORM_TYPE:
        form = await bodies.read_form(request, limit)
        uploads = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
        files = [(upload.filename or "bericht.xml", await upload.read()) for upload in uploads]
        await form.close()
    elif kind in (*XML_TYPES, *ZIP_TYPES):
        files = [("bericht.zip" if kind in ZIP_TYPES else "bericht.xml", await bodies.read(request, limit))]
    else:
        taken = ", ".join((*XML_TYPES, *ZIP_TYPES, FORM_TYPE))
        raise Problem(415, f"'{kind}' wordt niet gelezen; stuur een van {taken}")
    if not files:
        raise Problem(400, "er is geen bestand meegestuurd; kies een bericht (XML) of een zip met berichten")
    return await run_in_threadpool(_unpacked, files, limit)


def _unpacked(files: list[tuple[str, bytes]], limit: int) -> list[Document]:
    """Give the messages in the uploads, which together may not be larger than the limit when unpacked."""
    found: list[Document] = []
    left = limit
    try:
        for name, data in files:
            for document in unpack(name, data, left):
                left -= len(document.data)
                found.append(document)
    except TooLarge as error:
        raise Problem(413, str(error)) from None
    except GizoError as error:
        raise Problem(400, str(error)) from None
    return found
