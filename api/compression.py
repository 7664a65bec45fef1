"""Sends what is text compressed to who can read that: a page weighs a sixth of itself on its way to a telephone.

Nothing here is secret, so nobody learns anything from how well an answer compresses.
"""

from __future__ import annotations

import asyncio
import gzip
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 4
"""How hard to compress: 1 ms for a page of 60 kB; harder saves 5 % more for twice the time."""
_SMALLEST = 1_000
_LARGE = 200_000
_TEXT = re.compile(r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b|application/(?:n-triples|n-quads|trig)\b|image/svg")
_FOR_PROGRAMS = ("/sparql", "/dump/")
"""Where only pages are compressed: answers there may be large and go to programs, often on the same machine."""
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?=,|$)", re.IGNORECASE)


def accepts_gzip(headers: Headers) -> bool:
    """Say whether a client can read what is compressed.

    >>> accepts_gzip(Headers({"accept-encoding": "br, gzip;q=0.5"}))
    True
    >>> accepts_gzip(Headers({"accept-encoding": "gzip;q=0, identity"})), accepts_gzip(Headers({}))
    (False, False)
    """
    return bool(_GZIP.search(headers.get("accept-encoding", "")))


class Compressed:
    """Wraps an application; what it sends whole and as text goes out compressed.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        await self._app(scope, receive, _Answer(scope, send) if scope["type"] == "http" else send)


class _Answer:
    """Keeps the head of a response back until its body is there, and passes both on."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._head: Message | None = None
        self._wanted = accepts_gzip(Headers(scope=scope))
        self._program = scope["path"].startswith(_FOR_PROGRAMS)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
            return
        if self._head is not None:
            head, self._head = self._head, None
            if message["type"] == "http.response.body" and not message.get("more_body"):
                message = await self._compressed(head, message)
            await self._send(head)
        await self._send(message)

    async def _compressed(self, head: Message, message: Message) -> Message:
        """Give the body as it goes out, and say in the head what was done to it."""
        headers, body = MutableHeaders(scope=head), message.get("body", b"")
        kind = headers.get("content-type", "")
        if self._program and not kind.startswith("text/html"):
            return message
        if len(body) < _SMALLEST or not _TEXT.match(kind) or "content-encoding" in headers:
            return message
        headers.add_vary_header("Accept-Encoding")
        if not self._wanted:
            return message
        small = await asyncio.to_thread(_gzip, body) if len(body) > _LARGE else _gzip(body)
        headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(small))
        return {**message, "body": small}


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)
