"""Reads request bodies up to a limit, in memory only: instance data must not reach a disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser

from api.problems import Problem

MAX_FILES = 1000


async def read(request: Request, limit: int) -> bytes:
    """Give the whole body.

    Raises:
        Problem: 413 when it is larger than the limit.
    """
    return b"".join([chunk async for chunk in _limited(request, limit)])


async def read_form(request: Request, limit: int) -> FormData:
    """Give a multipart form; its files stay in memory.

    Raises:
        Problem: 413 when the form is larger than the limit, 400 when it is no valid form.
    """
    parser = MultiPartParser(request.headers, _limited(request, limit), max_files=MAX_FILES, max_part_size=limit)
    parser.spool_max_size = limit + 1
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise Problem(400, f"het formulier is niet te lezen ({error}); stuur multipart/form-data") from None


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    declared = request.headers.get("content-length", "")
    size = 0
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        yield chunk


def _too_large(limit: int) -> Problem:
    detail = f"het verzoek is groter dan {limit // 1000:,} kB; verdeel het over meer verzoeken"
    return Problem(413, detail.replace(",", "."), headers={"Connection": "close"})
