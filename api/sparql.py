"""The SPARQL endpoint: the SPARQL 1.1 Protocol for machines, a plain form and a table for people."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from api import bodies
from api.graph import Graph
from api.negotiation import HTML, ROWS, TRIPLES, Offer, choose, listed
from api.problems import Fault, Problem
from api.rendering import page
from api.workers import TABLE, Busy, Reply, Task, TimeLimit, WorkerFailed
from kg.dataset import with_dataset
from kg.errors import GizoError
from kg.results import FORMATS
from kg.sparql import keywords, names_its_dataset, query_form
from kg.store import TRUNCATED, GraphStore, StoreUnavailable

router = APIRouter()

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
LIMIT_HEADER, COUNT_HEADER, TRUNCATED_HEADER = "Result-Limit", "Result-Count", TRUNCATED

_PLACE = re.compile(r"op regel (\d+), kolom (\d+)")
_CHANGING = {"NOW", "RAND", "UUID", "STRUUID", "BNODE"}
_EXAMPLE = """PREFIX gizo: <https://w3id.org/gizo/def/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>

SELECT ?attribuut ?label WHERE {
  ?attribuut dct:isPartOf gizo:Toewijzing ; rdfs:label ?label .
  FILTER(LANG(?label) = "nl")
}
ORDER BY ?label
"""


@dataclass(frozen=True)
class Asked:
    """A query as the protocol brings it: its text and the dataset it should see."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A query one click away."""

    name: str
    title: Mapping[str, str]
    sparql: str


@router.get("/sparql", include_in_schema=False)
async def get(request: Request) -> Response:
    """Answer a query in the address, or show the form."""
    parameters = request.query_params.multi_items()
    if not any(key == "query" for key, _ in parameters):
        if choose(request.headers.get("accept", ""), (HTML,)):
            return _form(request, _EXAMPLE)
        raise _missing()
    return await _answer(request, _asked(parameters))


@router.post("/sparql", include_in_schema=False)
async def post(request: Request) -> Response:
    """Answer a query in the body: a form, or the query itself."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (QUERY_TYPE, FORM_TYPE):
        if kind == "application/sparql-update":
            raise _no_updates()
        raise Problem(415, f"'{kind}' wordt niet gelezen; stuur {FORM_TYPE} of {QUERY_TYPE}")
    body = await bodies.read(request, request.app.state.graph.settings.query_limit)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Problem(400, "de vraag is geen UTF-8; codeer hem opnieuw") from None
    beside = request.query_params.multi_items()
    if kind == QUERY_TYPE:
        return await _answer(request, _asked([*beside, ("query", text)]))
    return await _answer(request, _asked(parse_qsl(text, keep_blank_values=True)))


def _asked(parameters: Sequence[tuple[str, str]]) -> Asked:
    def given(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    queries = given("query")
    if given("update"):
        raise _no_updates()
    if not queries:
        raise _missing()
    if len(queries) > 1:
        raise Problem(400, "er zijn meer vragen tegelijk gesteld; geef één parameter 'query'")
    return Asked(queries[0], given("default-graph-uri"), given("named-graph-uri"))


async def _answer(request: Request, asked: Asked) -> Response:
    graph: Graph = request.app.state.graph
    try:
        query = await asyncio.to_thread(_query, graph.store, asked)
        offers = ROWS if query_form(query) in ("SELECT", "ASK") else TRIPLES
        offer = _offer(request, offers)
        limit = graph.settings.row_limit
        reply = await _run(request, Task(query, TABLE if offer is HTML else offer.name, limit))
    except StoreUnavailable as error:
        problem = Problem(503, str(error), headers={"Retry-After": "30"})
    except GizoError as error:
        problem = _wrong(error)
    except TimeLimit:
        detail = f"de vraag duurde langer dan {graph.settings.timeout:g} seconden en is beëindigd; maak hem kleiner"
        problem = Problem(503, detail)
    except Busy:
        detail = "alle plaatsen voor vragen zijn bezet; probeer het over enkele seconden opnieuw"
        problem = Problem(503, detail, headers={"Retry-After": "5"})
    else:
        return _written(request, asked.query, offer, reply, limit)
    if choose(request.headers.get("accept", ""), (*ROWS, *TRIPLES, HTML)) is HTML:
        return _form(request, asked.query, status=problem.status, problem=problem)
    raise problem


def _query(store: GraphStore, asked: Asked) -> str:
    """Write the dataset into the query, unless it is what the query sees anyway: a default graph is much faster."""
    query = asked.query
    if set(asked.default) == set(store.default_graphs()) and not names_its_dataset(query):
        reads_named = "GRAPH" in keywords(query)
        if not reads_named or set(asked.named) == set(store.graphs()):
            return query
    return with_dataset(query, asked.default, asked.named)


async def _run(request: Request, task: Task) -> Reply:
    """Run a task; a client that goes away ends its query."""
    graph: Graph = request.app.state.graph
    work = asyncio.ensure_future(graph.pool.run(task))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise Problem(499, "de client is weggegaan")
        return work.result()
    except WorkerFailed as error:
        raise Problem(500, f"de vraag liep vast ({error}); maak hem kleiner") from None
    finally:
        for task_ in (work, gone):
            task_.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _offer(request: Request, offers: Sequence[Offer]) -> Offer:
    wanted = request.query_params.get("formaat")
    if wanted:
        named = next((offer for offer in offers if offer.name == wanted), None)
        if named is None:
            raise Problem(406, f"formaat '{wanted}' past niet; kies uit {', '.join(o.name for o in offers)}")
        return named
    offer = choose(request.headers.get("accept", ""), (*offers, HTML))
    if offer is None:
        raise Problem(406, f"geen van de gevraagde formaten past bij deze vraag; kies uit {listed((*offers, HTML))}")
    return offer


def _written(request: Request, query: str, offer: Offer, reply: Reply, limit: int) -> Response:
    if offer is HTML:
        response: Response = _form(request, query, reply=reply)
    else:
        media_type = _media_type(request, offer)
        response = Response(reply.body.encode(), media_type=media_type, headers={"Vary": "Accept"})
    response.headers[LIMIT_HEADER] = str(limit)
    response.headers[COUNT_HEADER] = str(reply.count)
    response.headers[TRUNCATED_HEADER] = "true" if reply.truncated else "false"
    if _CHANGING & set(keywords(query)):
        response.headers["Cache-Control"] = "no-store"
    return response


def _media_type(request: Request, offer: Offer) -> str:
    """Give the media type of the answer: the client's own name for it when it asked for a synonym only."""
    if offer.also and not request.query_params.get("formaat"):
        accept = request.headers.get("accept", "")
        found = choose(accept, tuple(Offer(kind, kind) for kind in (offer.media_type, *offer.also)))
        if found and found.media_type != offer.media_type:
            return found.media_type
    return FORMATS[offer.name].media_type


def _form(
    request: Request, query: str, status: int = 200, reply: Reply | None = None, problem: Problem | None = None
) -> Response:
    graph: Graph = request.app.state.graph
    forms = [offer.name for offer in (ROWS if _is_rows(query) else TRIPLES)]
    return page(
        request,
        "sparql.html",
        status,
        query=query,
        reply=reply,
        problem=problem,
        formats=forms,
        examples=examples(),
        settings=graph.settings,
    )


def _is_rows(query: str) -> bool:
    try:
        return query_form(query) in ("SELECT", "ASK")
    except GizoError:
        return True


@cache
def examples() -> tuple[Example, ...]:
    """Give the question catalogue as examples, each with its title in both languages."""
    from kg.questions.catalogue import questions

    return tuple(Example(question.name, question.title, question.text) for question in questions())


def _wrong(error: GizoError) -> Problem:
    message = str(error)
    place = _PLACE.search(message)
    extra = {"line": int(place[1]), "column": int(place[2])} if place else {}
    return Problem(400, message, (Fault("query", "query", "sparql", message, extra),))


def _missing() -> Problem:
    detail = "parameter 'query' ontbreekt; geef een SPARQL-vraag"
    return Problem(400, detail, (Fault("query", "query", "missing", detail),))


def _no_updates() -> Problem:
    return Problem(400, "wijzigingen worden geweigerd; deze graaf is alleen te lezen")
