"""Runs a query for a request: in the pool, for as long as its client is there, and tells why there is no answer."""

from __future__ import annotations

import asyncio

from fastapi import Request

from api.graph import Graph
from api.problems import Problem
from api.queries.ended import Ended
from api.queries.tasks import Reply, Task
from kg.store import StoreUnavailable

_CLIENT_GONE = 499


async def run(request: Request, task: Task) -> Reply:
    """Run a task; a client that goes away ends its query.

    Raises:
        Ended: when the query got no answer.
        GizoError: when the query is wrong or the store does not answer.
        Problem: when the client went away.
    """
    graph: Graph = request.state.graph
    work = asyncio.ensure_future(graph.pool.run(task, request.client.host if request.client else ""))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise Problem(_CLIENT_GONE, "de client is weggegaan")
        return work.result()
    finally:
        for task_ in (work, gone):
            task_.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)


def unavailable(error: StoreUnavailable) -> Problem:
    """Say that the store does not answer."""
    return Problem(503, str(error), headers={"Retry-After": "30"})


def without_answer(error: Ended) -> Problem:
    """Say why a query got no answer.

    >>> from api.queries.ended import Busy
    >>> without_answer(Busy()).status
    503
    """
    return Problem(error.status, str(error), headers=error.headers)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
