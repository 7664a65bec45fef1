"""The SPARQL endpoint: answers a query in the form the client likes best, for machines and for people.

What was asked is read by :mod:`api.endpoint.protocol`; without a query a machine gets the description of the service
and a person the query page.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.endpoint import protocol, query_page, service_description
from api.endpoint.protocol import Asked
from api.graph import Graph
from api.middleware import software
from api.negotiation import HTML, ROWS, TRIPLES, Offer, accepted, called, choose, listed, media_type
from api.problems import Fault, Problem
from api.queries import running
from api.queries.ended import Ended
from api.queries.tasks import TABLE, Reply, Task
from kg.dataset import Rewritten, rewrite, spelled_out
from kg.errors import GizoError
from kg.results import FORMATS
from kg.sparql import calls_out, faults, has_keyword, names_its_dataset, query_form, without_escapes
from kg.store import DEFAULT_GRAPH, TRUNCATED, EmbeddedStore, GraphStore, StoreUnavailable

router = APIRouter()

LIMIT_HEADER, COUNT_HEADER, TRUNCATED_HEADER = "Result-Limit", "Result-Count", TRUNCATED
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_CHANGING = {"NOW", "RAND", "UUID", "STRUUID", "BNODE"}
_LONG = 20_000
"""Characters of a query from where it is read in a thread of its own."""
_DESCRIBED = (*TRIPLES, HTML)
_QUERY_TEXT = Offer("rq", protocol.QUERY_TYPE)


@router.api_route("/sparql", methods=list(METHODS), include_in_schema=False)
async def sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service or show the page."""
    if request.method == "OPTIONS":
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(METHODS)})
    try:
        return await _respond(request)
    except Problem as problem:
        problem.headers = {"Vary": "Accept", **problem.headers}
        raise


@router.api_route("/sparql/", methods=list(METHODS), include_in_schema=False)
def with_slash(request: Request) -> Response:
    """Send on who typed a slash too many; method and body go along."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/sparql{query}", status_code=HTTPStatus.PERMANENT_REDIRECT)


async def _respond(request: Request) -> Response:
    try:
        if request.method == "POST":
            limit = request.state.graph.settings.query_limit
            return await _answer(request, protocol.asked(await protocol.in_body(request, limit)))
        parameters = protocol.in_address(request)
        given = {name for name, _ in parameters}
        if query_page.QUESTION in given and "query" not in given:
            return await _question(request, dict(parameters))
        if given & protocol.OPERATIONS or protocol.mistyped(parameters):
            return await _answer(request, protocol.asked(parameters))
    except Problem as problem:
        if _is_for_people(request):
            return _page(request, query_page.START, status=problem.status, problem=problem)
        raise
    return await _without_query(request, dict(parameters))


async def _without_query(request: Request, parameters: dict[str, str]) -> Response:
    wanted = parameters.get(protocol.FORM, "")
    offer = called(wanted, _DESCRIBED) if wanted else choose(accepted(request.headers), _DESCRIBED)
    if offer is None:
        raise protocol.missing(())
    if offer is HTML:
        return _page(request, query_page.START)
    graph: Graph = request.state.graph
    try:
        body = await asyncio.to_thread(service_description.written, graph, str(request.url), offer.name)
    except StoreUnavailable as error:
        raise running.unavailable(error) from error
    kind = media_type(accepted(request.headers), offer)
    return Response(body.encode(), media_type=kind, headers={"Vary": "Accept"})


async def _question(request: Request, parameters: dict[str, str]) -> Response:
    """Answer a question of the catalogue, or give the query it makes: the parameters are filled in here."""
    picked = await query_page.chosen(request)
    if picked.problem:
        raise picked.problem
    offer = choose(accepted(request.headers), (HTML, *ROWS, *TRIPLES, _QUERY_TEXT))
    form = parameters.get(protocol.FORM, "")
    if form == _QUERY_TEXT.name or (offer is _QUERY_TEXT and not form):
        return Response(picked.query, media_type=protocol.QUERY_TYPE, headers={"Vary": "Accept"})
    return await _answer(request, Asked(picked.query, form=form))


async def _answer(request: Request, asked: Asked) -> Response:
    graph: Graph = request.state.graph
    try:
        # A query may be as long as a book, and is then read in a thread; to wake one costs more than to read a page.
        long = len(asked.query) > _LONG or not isinstance(graph.store, EmbeddedStore)
        seen = await asyncio.to_thread(_look, graph, asked) if long else _look(graph, asked)
        offer, kind = _offer(request, asked, ROWS if seen.rows else TRIPLES)
        tag = _tag(request, asked, kind) if seen.repeatable and offer is not HTML else ""
        if tag and _matches(request, tag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_fresh(tag))
        reply = await running.run(request, _task(graph, seen, offer))
    except StoreUnavailable as error:
        problem = running.unavailable(error)
    except GizoError as error:
        problem = await asyncio.to_thread(_wrong, error, asked.query)
    except Ended as error:
        problem = running.without_answer(error)
    except Problem as error:
        problem = error
    else:
        response = _page(request, asked.query, reply=reply) if offer is HTML else _body(reply, kind, tag)
        response.headers[LIMIT_HEADER] = str(graph.settings.row_limit)
        response.headers[COUNT_HEADER] = str(reply.count)
        response.headers[TRUNCATED_HEADER] = "true" if reply.truncated else "false"
        if not seen.repeatable:
            response.headers["Cache-Control"] = "no-store"
        return response
    if _is_for_people(request):
        return _page(request, asked.query, status=problem.status, problem=problem)
    raise problem


@dataclass(frozen=True)
class _Seen:
    """What is read off a query: rows or triples, whether its answer is the same each time, and the text to run."""

    rows: bool
    repeatable: bool
    rewritten: Rewritten


def _look(graph: Graph, asked: Asked) -> _Seen:
    form = query_form(asked.query, graph.settings.service_hosts)
    changing = any(has_keyword(reading, _CHANGING) for reading in (asked.query, without_escapes(asked.query)))
    repeatable = not changing and not calls_out(asked.query)
    return _Seen(form in ("SELECT", "ASK"), repeatable, _with_dataset(graph.store, asked))


def _with_dataset(store: GraphStore, asked: Asked) -> Rewritten:
    """Write the dataset into the query, unless it is what the query sees anyway: a default graph is much faster."""
    query, union = asked.query, store.default_graphs()
    # The union has a name, but on disk no named graph of its own.
    default = list(dict.fromkeys(one for iri in asked.default for one in (union if iri == DEFAULT_GRAPH else [iri])))
    if set(default) == set(union) and not names_its_dataset(query):
        reads_named = has_keyword(query, {"GRAPH"})
        if not reads_named or set(asked.named) == set(store.graphs()):
            return Rewritten(query, query)
    if not default and not asked.named and DEFAULT_GRAPH in query:
        return spelled_out(query, DEFAULT_GRAPH, union)
    return rewrite(query, default, asked.named)


def _task(graph: Graph, seen: _Seen, offer: Offer) -> Task:
    rewritten = seen.rewritten
    return Task(
        rewritten.text,
        TABLE if offer is HTML else offer.name,
        graph.settings.row_limit,
        graph.settings.service_hosts,
        rewritten if rewritten.text != rewritten.sent else None,
    )


def _offer(request: Request, asked: Asked, offers: Sequence[Offer]) -> tuple[Offer, str]:
    """Choose the form of the answer and its media type: a parameter goes before the Accept header."""
    known = (*offers, HTML)
    if asked.form:
        named = called(asked.form, known)
        if named is None:
            raise Problem(406, f"formaat '{asked.form}' past niet; kies uit {', '.join(one.name for one in known)}")
        return named, _type_of(named)
    for hint in asked.hints:
        hinted = called(hint, known)
        if hinted:
            return hinted, _type_of(hinted)
    accept = accepted(request.headers)
    offer = choose(accept, known)
    if offer is None:
        raise Problem(406, f"geen van de gevraagde formaten past bij deze vraag; kies uit {listed(known)}")
    kind = media_type(accept, offer)
    return offer, _type_of(offer) if kind == offer.media_type else kind


def _type_of(offer: Offer) -> str:
    return offer.media_type if offer is HTML else FORMATS[offer.name].media_type


def _body(reply: Reply, kind: str, tag: str) -> Response:
    return Response(reply.body.encode(), media_type=kind, headers=_fresh(tag))


def _tag(request: Request, asked: Asked, kind: str) -> str:
    """Give the ETag of the answer, known before the query runs; empty when nobody would ask for it."""
    if request.method != "GET":
        return ""
    graph: Graph = request.state.graph
    dataset = (*asked.default, "", *asked.named)
    parts = (software(), graph.version, str(graph.settings.row_limit), kind, asked.query, *dataset)
    return f'W/"{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:24]}"'


def _matches(request: Request, tag: str) -> bool:
    """Say whether the client has this answer; ``*`` would need to know that there is one."""
    wanted = ",".join(request.headers.getlist("if-none-match"))
    return tag.removeprefix("W/") in (one.strip().removeprefix("W/") for one in wanted.split(","))


def _fresh(tag: str) -> dict[str, str]:
    return {"Vary": "Accept"} | ({"ETag": tag, "Cache-Control": "no-cache"} if tag else {})


def _is_for_people(request: Request) -> bool:
    return choose(accepted(request.headers), (*ROWS, *TRIPLES, HTML)) is HTML


def _page(
    request: Request, query: str, status: int = 200, reply: Reply | None = None, problem: Problem | None = None
) -> Response:
    forms = [offer.name for offer in (ROWS if _is_rows(query, request.state.graph) else TRIPLES)]
    response = query_page.render(request, query, status, reply, problem, forms)
    for name, value in (problem.headers if problem else {}).items():
        response.headers[name] = value
    return response


def _is_rows(query: str, graph: Graph) -> bool:
    try:
        return query_form(query, graph.settings.service_hosts) in ("SELECT", "ASK")
    except GizoError:
        return True


def _wrong(error: GizoError, query: str) -> Problem:
    """Say what is wrong with a query, and what stands at that place."""
    message = str(error)
    found = faults.place(message)
    extra: dict[str, object] = {}
    if found:
        line, column = found
        extra = {"line": line, "column": column, "near": faults.near(query, faults.offset_of(query, line, column))}
    return Problem(400, message, (Fault("query", "query", "sparql", message, extra),), more=extra)
