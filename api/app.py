"""The web application: puts routes, errors and headers together around one graph."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Match, Route

from api import rendering
from api.compression import Compressed
from api.endpoint import query_page, sparql
from api.following import Newer, follow
from api.graph import Graph
from api.linked import catalog, dumps, linked_data
from api.middleware import VERSION_HEADER, Guard
from api.negotiation import HTML, JSON, choose
from api.pages import about, documentation, search, start, validate
from api.pages import comparison as comparison_page
from api.pages import coverage as coverage_pages
from api.pages import gaps as gap_pages
from api.pages import mappings as mapping_pages
from api.pages import messages as message_pages
from api.pages import models as model_pages
from api.pages import ntb as ntb_pages
from api.pages import questions as question_pages
from api.pages import rules as rule_pages
from api.problems import Problem, invalid, response
from api.queries.ended import Ended
from api.queries.tasks import OpenStore
from api.rendering import FOLDER, error_page
from api.serving import Serving
from api.settings import API_VERSION, Settings
from api.static_files import Files
from api.v1 import (
    comparisons,
    coverage,
    element_list,
    elements,
    gaps,
    mapping_sets,
    mappings,
    messages,
    models,
    ntb,
    openapi,
    questions,
    rules,
    validation,
)
from kg.errors import GizoError

_FOR_MACHINES = ("/v1", "/sparql", "/health")
_EXPOSED = [
    "API-Version",
    "ETag",
    "Link",
    VERSION_HEADER,
    sparql.LIMIT_HEADER,
    sparql.COUNT_HEADER,
    sparql.TRUNCATED_HEADER,
]


def create_app(open_store: OpenStore, settings: Settings | None = None, newer: Newer | None = None) -> FastAPI:
    """Make the application.

    Args:
        open_store: opens the graph; called here and in every worker process, so it must survive pickling
            (``functools.partial(EmbeddedStore, path)``, for instance).
        settings: how the server is configured; the defaults when omitted.
        newer: where a newer graph will appear; when omitted, this one is served to the end.

    Raises:
        GizoError: when the graph cannot be opened.
    """
    settings = settings or Settings()
    serving = Serving(Graph(open_store, settings))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(serving.close)
            serving.graph.start()
            await asyncio.gather(
                *(asyncio.to_thread(one) for one in (serving.graph.warm_up, validation.warm_up, rendering.warm_up))
            )
            with suppress(GizoError, Ended):  # the pool has logged it, and tries again
                await serving.graph.pool.ready()
            if newer:
                stack.callback(asyncio.create_task(follow(serving, settings, newer)).cancel)
            yield

    app = FastAPI(
        title="GIZO-kennisgraaf",
        version=API_VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.serving = serving
    _routes(app, settings)
    _errors(app)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=_EXPOSED,
    )
    app.add_middleware(Compressed)
    app.add_middleware(Guard, serving=serving)
    return app


def _routes(app: FastAPI, settings: Settings) -> None:
    @app.get("/v1/openapi.json", include_in_schema=False)
    def description(request: Request) -> Response:
        return JSONResponse(openapi.document(app, settings, str(request.base_url)), media_type="application/json")

    @app.get("/health", include_in_schema=False)
    async def health(request: Request) -> Response:
        graph: Graph = request.state.graph
        answers = await graph.answers()
        body = {"status": "ok" if answers else "store unavailable", "graph": graph.version}
        return JSONResponse(body, 200 if answers else 503, {"Cache-Control": "no-store"})

    app.include_router(element_list.router)
    app.include_router(elements.router)
    app.include_router(mappings.router)
    app.include_router(mapping_sets.router)
    app.include_router(comparisons.router)
    app.include_router(models.router)
    app.include_router(messages.router)
    app.include_router(questions.router)
    app.include_router(coverage.router)
    app.include_router(gaps.router)
    app.include_router(ntb.router)
    app.include_router(rules.router)
    app.include_router(validation.router)
    app.include_router(sparql.router)
    app.include_router(query_page.router)
    app.include_router(start.router)
    app.include_router(coverage_pages.router)
    app.include_router(gap_pages.router)
    app.include_router(ntb_pages.router)
    app.include_router(about.router)
    app.include_router(search.router)
    app.include_router(validate.router)
    app.include_router(comparison_page.router)
    app.include_router(model_pages.router)
    app.include_router(mapping_pages.router)
    app.include_router(message_pages.router)
    app.include_router(rule_pages.router)
    app.include_router(question_pages.router)
    app.include_router(documentation.router)
    app.include_router(catalog.router)
    app.include_router(dumps.router)
    app.include_router(linked_data.router)
    app.mount("/static", Files(directory=FOLDER / "static"), name="static")


def _errors(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def problem(request: Request, error: Problem) -> Response:
        return _answer(request, error)

    @app.exception_handler(RequestValidationError)
    async def parameters(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, invalid(error.errors()))

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        words = {404: "deze pagina bestaat niet", 405: f"{request.method} kan hier niet"}
        detail = words.get(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(_allowed(request))
        return _answer(request, Problem(error.status_code, detail, headers=headers))

    @app.exception_handler(GizoError)
    async def store(request: Request, error: GizoError) -> Response:
        # What a client can do wrong is a Problem by now; what is left is a store that does not answer.
        return _answer(request, Problem(503, str(error)))


def _allowed(request: Request) -> list[str]:
    """Give the methods of an address: of all its routes, where the framework names those of the first one only."""
    routes = [context.original_route for context in iter_route_contexts(request.app.routes)]
    root = request.scope.get("app_root_path", request.scope.get("root_path", ""))  # a mount has put itself in root_path
    here = [route for route in routes if route.matches({**request.scope, "root_path": root})[0] is not Match.NONE]
    # What is mounted are files; whatever gives a body gives its headers alone too.
    methods = {method for route in here for method in (route.methods or () if isinstance(route, Route) else ("GET",))}
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


def _answer(request: Request, problem: Problem) -> Response:
    machine = request.url.path.startswith(_FOR_MACHINES)
    if not machine and choose(request.headers.get("accept", ""), (JSON, HTML)) is HTML:
        return error_page(request, problem)
    return response(problem, request.url.path)
