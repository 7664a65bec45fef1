"""Serves the files to download: everything as N-Quads or TriG, and each graph in the forms the catalog names.

``….nq.gz`` is a file that is packed, not a text that was packed on the way: it is sent as ``application/gzip``
without Content-Encoding, so what lands on disk is what the name says. The ETag is the sha256 of the bytes.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.linked.dump_files import Dumps, Made
from api.problems import Problem
from kg import names
from kg.catalog import WHOLE_FORMS, WHOLE_NAME
from kg.dump import FORMS

router = APIRouter(include_in_schema=False)

_CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_WHOLE = {f"{WHOLE_NAME}.{form.extension}" for form in WHOLE_FORMS}


@router.get("/dump/{path:path}")
async def download(request: Request, path: str) -> Response:
    """Send a file with everything, or with one graph."""
    dumps: Dumps = request.state.graph.dumps
    if path in _WHOLE:
        return send(request, await dumps.get(path))
    name, _, form = path.rpartition(".")
    graph = names.graph_iri(name)
    known = await asyncio.to_thread(request.state.graph.store.graphs)
    if form not in FORMS or FORMS[form].quads or graph not in known:
        raise Problem(404, f"het bestand '{path}' bestaat niet; /datasets noemt alle bestanden")
    return send(request, await dumps.get(path, graph))


def send(request: Request, made: Made, headers: dict[str, str] | None = None) -> Response:
    """Send a file, or the part of it that was asked for.

    Args:
        request: the request; its ``Range`` is honoured when ``If-Range`` agrees.
        made: the file.
        headers: what to say further of it.
    """
    tag = f'"{made.checksum}"'
    said = {"ETag": tag, "Accept-Ranges": "bytes", "Content-Type": made.media_type, **(headers or {})}
    start, end, status = 0, made.size, 200
    part = asked_part(request.headers.get("range", ""), made.size)
    # A condition goes before a range: who has the file already needs no part of it.
    wanted = request.headers.get("if-range", tag) == tag and tag not in request.headers.get("if-none-match", "")
    if part and wanted:
        start, end = part
        if start >= end:
            detail = f"dit deel bestaat niet; het bestand is {made.size} bytes"
            raise Problem(416, detail, headers={"Content-Range": f"bytes */{made.size}"})
        status, said["Content-Range"] = 206, f"bytes {start}-{end - 1}/{made.size}"
    said["Content-Length"] = str(end - start)
    return StreamingResponse(_chunks(made, start, end), status, said)


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """Give the part of a file that a Range header asks for: from where, and up to where.

    Args:
        header: the header; empty when there is none.
        size: bytes of the file.

    Returns:
        None when it asks for no part, or for what makes no sense; an empty part when it is not there.

    >>> asked_part("bytes=0-9", 100), asked_part("bytes=-7", 100), asked_part("bytes=200-", 100)
    ((0, 10), (93, 100), (200, 100))
    >>> asked_part("bytes=9-5", 100) is None
    True
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    if not match[1]:
        return max(size - int(match[2]), 0), size
    start, end = int(match[1]), int(match[2]) + 1 if match[2] else size
    if match[2] and end <= start:
        return None
    return start, min(end, size)


async def _chunks(made: Made, start: int, end: int) -> AsyncIterator[bytes]:
    while start < end:
        chunk = await asyncio.to_thread(made.read, start, min(_CHUNK, end - start))
        if not chunk:
            return
        yield chunk
        start += len(chunk)
