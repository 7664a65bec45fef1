"""One answer in several forms: a page, JSON, Turtle, CSV, a workbook, from the same values.

A page and the resource of the API that holds the same both give :func:`answer` a :class:`Forms`; they differ in
what comes when the client has no preference. A form is chosen by ``?formaat=``, else by the Accept header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from pydantic import BaseModel
from pyoxigraph import Triple

from api.negotiation import HTML, JSON, TRIPLES, Offer, accepted, choose, listed
from api.problems import Problem
from api.room import Room
from kg.results import serialize
from kg.sheets import Sheet, to_csv, to_xlsx

TURTLE = next(offer for offer in TRIPLES if offer.name == "ttl")
CSV = Offer("csv", "text/csv")
XLSX = Offer("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
SSSOM = Offer("tsv", "text/tab-separated-values", called=("sssom", "sssom-tsv"))
SSSOM_JSON = Offer("sssomjson", "application/vnd.sssom+json", called=("sssom-json",))

_ROOM = Room(at_once=2, waiting=18)
"""For files, which may hold a whole list: a short one need not wait for a long one, and pages keep threads."""

_EXTENSIONS = {"tsv": "sssom.tsv", "sssomjson": "sssom.json", "ea": "ea.csv", "eatags": "eatags.csv"}
_ATTACHED = ("csv", "xlsx", *_EXTENSIONS)


@dataclass(frozen=True)
class Forms:
    """What an address can answer with. Only the form that is asked for is made.

    Attributes:
        name: what a file with it is called, without extension.
        json: makes the body of the JSON: a model, or text that is JSON already.
        page: makes the page; None when there is none.
        sheet: makes the rows for CSV and workbook; None when it is no table.
        triples: makes what the Turtle says; None when there is none.
        more: other forms, by what is offered.
    """

    name: str
    json: Callable[[], BaseModel | str]
    page: Callable[[], Response] | None = None
    sheet: Callable[[], Sheet] | None = None
    triples: Callable[[], Iterable[Triple]] | None = None
    more: Mapping[Offer, Callable[[], str]] = field(default_factory=dict)

    def offers(self, first: Offer) -> tuple[Offer, ...]:
        """Give the forms there are, the one that comes without a preference first."""
        made = {HTML: self.page, JSON: self.json, TURTLE: self.triples, CSV: self.sheet, XLSX: self.sheet, **self.more}
        there = [offer for offer, make in made.items() if make is not None]
        return tuple(sorted(there, key=lambda offer: offer is not first))


def answer(request: Request, forms: Forms, first: Offer = JSON) -> Response:
    """Give the form that the client wants.

    Args:
        request: the request.
        forms: what there is.
        first: what comes when the client has no preference: ``HTML`` for a page, ``JSON`` for the API.

    Raises:
        Problem: 406, when there is no such form; 503, when many files are being made already.
    """
    offers = forms.offers(first)
    wanted = request.query_params.get("formaat")
    offer = (
        next((one for one in offers if wanted in (one.name, *one.called)), None)
        if wanted
        else choose(accepted(request.headers), offers)
    )
    if offer is None:
        raise Problem(406, f"dit is er niet in dat formaat; kies uit {listed(offers)}")
    with nullcontext() if offer in (HTML, JSON) else _ROOM.place():
        response = _made(request, forms, offer)
    response.headers["Vary"] = "Accept"
    response.headers.setdefault("Link", _alternates(request, offers, offer))
    if offer.name in _ATTACHED:
        name = f"{forms.name}.{_EXTENSIONS.get(offer.name, offer.name)}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _made(request: Request, forms: Forms, offer: Offer) -> Response:
    if offer is HTML and forms.page:
        return forms.page()
    if offer is TURTLE and forms.triples:
        return Response(serialize(forms.triples(), "ttl").encode(), media_type=offer.media_type)
    if offer is CSV and forms.sheet:
        return Response(to_csv(forms.sheet()).encode(), media_type=offer.media_type)
    if offer is XLSX and forms.sheet:
        sheet = forms.sheet()
        query = f"?{request.url.query}" if request.url.query else ""
        source = f"{request.url.path}{query} ({request.state.graph.version[:12]})"
        return Response(to_xlsx([sheet], sheet.title, source), media_type=offer.media_type)
    if offer in forms.more:
        return Response(forms.more[offer]().encode(), media_type=offer.media_type)
    body = forms.json()
    text = body if isinstance(body, str) else body.model_dump_json(by_alias=True)
    return Response(text.encode(), media_type=JSON.media_type)


def address(request: Request, form: str) -> str:
    """Give the address of what was asked for, in another form."""
    kept = [(key, value) for key, value in parse_qsl(request.url.query) if key != "formaat"]
    return f"{request.url.path}?{urlencode([*kept, ('formaat', form)])}"


def _alternates(request: Request, offers: Iterable[Offer], given: Offer) -> str:
    return ", ".join(
        f'<{address(request, offer.name)}>; rel="alternate"; type="{offer.media_type}"'
        for offer in offers
        if offer is not given
    )
