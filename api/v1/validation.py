"""``/v1/validaties``: reads the upload, calls the library, keeps nothing."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api import uploads
from api.graph import Asked, asked
from api.negotiation import HTML, JSON, Offer, choose, listed
from api.problems import Fault, Problem
from api.uploads import FORM_TYPE, RDF_TYPES, Upload
from api.v1.examples.problems import problem_responses, response_example
from api.v1.examples.validation import MESSAGE, REPORT
from api.v1.parameters import Plain
from api.v1.schemas.validation import ReportOut
from kg.document import Document, Refused
from kg.validation.across import Across
from kg.validation.formats import write
from kg.validation.reading import read
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.shapes import load_shapes
from kg.validation.texts import TEXTS

router = APIRouter()

Context = Annotated[Asked, Depends(asked)]
OFFERS = (
    JSON,
    HTML,
    Offer("sarif", "application/sarif+json"),
    Offer("ttl", "text/turtle"),
    Offer("csv", "text/csv"),
    Offer("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Offer("junit", "application/xml", ("text/xml", "application/junit+xml")),
)
"""The forms of the report; JUnit has no media type of its own, so it is what XML gives."""

_FILE = {"type": "string", "format": "binary"}
_TEXT = {"schema": {"type": "string"}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Een bericht (XML), gegevens in RDF, een zip met berichten, of een formulier met bestanden.",
        "content": {
            "application/xml": {"schema": {"type": "string"}, "example": MESSAGE},
            "application/zip": {"schema": _FILE},
            **dict.fromkeys(RDF_TYPES, _TEXT),
            FORM_TYPE: {
                "schema": {"type": "object", "properties": {"bestand": {"type": "array", "items": _FILE}}},
            },
        },
    }
}
_REPORTS: dict[int | str, dict[str, Any]] = response_example(REPORT)
_REPORTS[200]["model"] = ReportOut
_REPORTS[200]["content"] |= {offer.media_type: _TEXT for offer in OFFERS if offer is not JSON}


class Wanted(Plain):
    """What someone wants to know of the messages."""

    across: bool = Field(
        False, description="Toets de berichten ook aan elkaar (regels over berichten heen).", examples=[False]
    )
    vandaag: date | None = Field(
        None, description="Datum waar regels over vandaag van uitgaan.", examples=["2026-11-22"]
    )


@router.post(
    "/v1/validaties",
    tags=["validaties"],
    summary="Controleer berichten",
    operation_id="valideer",
    response_model=None,
    responses={**_REPORTS, **problem_responses(400, 406, 413, 415)},
    openapi_extra=_BODY,
)
async def check(request: Request, context: Context, wanted: Annotated[Wanted, Query()]) -> Response:
    """Toets een of meer iWmo- of iJw-berichten aan de regels. Het bericht wordt niet bewaard of gelogd.

    Het rapport komt als JSON, HTML, SARIF, Turtle, CSV, Excel-werkmap of JUnit (XML), naar gelang de
    Accept-header. Een bsn is afgeschermd. Een bestand dat niet te lezen is, staat in het rapport; is er niets
    te lezen, dan is dat een fout (400).
    """
    offer = choose(request.headers.get("accept", ""), OFFERS)
    if offer is None:
        raise Problem(406, f"het rapport is er niet in dat formaat; kies uit {listed(OFFERS)}")
    limit = context.graph.settings.body_limit
    upload = await uploads.read(request, limit)
    report = await run_in_threadpool(check_upload, upload, limit, wanted)
    return await run_in_threadpool(written, report, offer)


def warm_up() -> None:
    """Read the rules, so that the first message does not wait for it."""
    load_shapes()


def check_upload(upload: Upload, limit: int, wanted: Wanted) -> Report:
    """Check what was sent; when nothing of it can be read, all that is wrong is told at once."""
    documents: list[Document | Refused] = uploads.documents(upload, limit)
    across = Across() if wanted.across else None
    report = validate(read(documents, wanted.taal), lang=wanted.taal, across=across, today=wanted.vandaag)
    if report.unreadable and not report.checked:
        line = TEXTS[wanted.taal]["line"]
        faults = tuple(
            Fault(
                "body",
                unread.file,
                "bericht",
                f"{unread.file}{f', {line} {unread.line}' if unread.line else ''}: {unread.reason}",
            )
            for unread in report.unreadable
        )
        raise Problem(400, "; ".join(fault.detail for fault in faults), faults)
    return report


def written(report: Report, offer: Offer, download: bool = False) -> Response:
    """Give a report in the form that was chosen; as a file to keep when it is one for that."""
    made = write(report, offer.name)
    headers = {"Cache-Control": "no-store"}
    if download or made.binary:
        headers["Content-Disposition"] = f'attachment; filename="validatierapport.{made.extension}"'
    if offer is HTML:  # a document on its own, with its own style: allow that one and nothing else
        style = made.body.partition(b"<style>")[2].partition(b"</style>")[0]
        digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
        headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    return Response(made.body, media_type=offer.media_type, headers=headers)
