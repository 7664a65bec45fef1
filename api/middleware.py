"""What holds for every response: version and security headers, HEAD, conditional requests, log, last resort.

Written on the bare server interface (ASGI), so that it sees every response, errors of the framework included.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
import traceback
import uuid
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.graph import Graph
from api.serving import Serving
from api.settings import API_VERSION

access_log = logging.getLogger("api.access")
error_log = logging.getLogger("api.error")

VERSION_HEADER = "Graph-Version"
"""Header of every response with the version of the graph it was made from."""

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every response. Strict-Transport-Security belongs to whoever adds TLS in front of us."""

_MAKES = (
    "api/*.py",
    "api/*/*.py",
    "api/v1/*/*.py",
    "api/templates/**/*.html",
    "api/static/**/*.*",
    "kg/**/*.py",
    "kg/**/*.rq",
)
"""Files that decide what an answer says of a graph."""
_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


class Guard:
    """Wraps the whole application.

    Args:
        app: the application.
        serving: gives the graph of now. A request sees that one from beginning to end, and its ETag is made
            from it, so that nothing of an answer can come from another graph.
    """

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        """Take the application and what gives its graph."""
        self._app, self._serving = app, serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._serving.lease() as graph:
            await self._handle(graph, scope, receive, send)

    async def _handle(self, graph: Graph, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.monotonic()
        answer = _Answer(scope, send, graph.version, f"{software()} {graph.settings}")
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        inner = {**scope, "method": method, "state": {**scope.get("state", {}), "graph": graph}}
        try:
            await self._app(inner, receive, answer)
        except Exception as error:
            await self._unexpected(error, inner, receive, answer)
        finally:
            took = (time.monotonic() - started) * 1000
            access_log.info("%s %s %s %.0f ms", scope["method"], loggable(scope["path"]), answer.status, took)

    @staticmethod
    async def _unexpected(error: Exception, scope: Scope, receive: Receive, answer: _Answer) -> None:
        number = uuid.uuid4().hex[:12]
        frames = "; ".join(f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
        # Neither the message of the exception nor the request is logged: both may hold personal data.
        error_log.error("error %s: %s at %s", number, type(error).__name__, frames)
        if not answer.status:
            detail = f"er ging iets mis bij ons; meld het met nummer {number}"
            await problems.response(problems.Problem(500, detail, more={"id": number}))(scope, receive, answer)


@cache
def software() -> str:
    """Give a checksum of what makes the answers: another release of ours may say the same graph in other words.

    >>> len(software())
    16
    """
    root = Path(__file__).resolve().parent.parent
    files = (path for pattern in _MAKES for path in root.glob(pattern))
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def loggable(path: str) -> str:
    """Give a path as it may be logged: without line breaks or what may be a citizen service number.

    >>> loggable("/v1/elementen/999999990")
    '/v1/elementen/*********'
    """
    return _DIGITS.sub("*" * 9, path.encode("unicode_escape").decode())


class _Answer:
    """Receives the response and passes it on, with headers added and without a body where none is due."""

    def __init__(self, scope: Scope, send: Send, version: str, maker: str) -> None:
        self._send, self._version, self._maker = send, version, maker
        self._head = scope["method"] == "HEAD"
        self._conditional = scope["method"] in ("GET", "HEAD")
        self._wanted = Headers(scope=scope).get("if-none-match", "")
        self._silent = False
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start(message)
        elif message["type"] == "http.response.body" and (self._silent or self._head):
            message = {**message, "body": b""}
        await self._send(message)

    def _start(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["API-Version"] = API_VERSION
        headers[VERSION_HEADER] = self._version
        for name, value in SECURITY.items():
            headers.setdefault(name, value)
        fresh = self._conditional and message["status"] == 200 and "no-store" not in headers.get("cache-control", "")
        if fresh:
            tag = headers.setdefault("ETag", self._tag(headers))
            headers.setdefault("Cache-Control", "no-cache")
            if _matches(self._wanted, tag):
                message["status"], self._silent = 304, True
                del headers["content-length"]
        self.status = message["status"]

    def _tag(self, headers: MutableHeaders) -> str:
        variant = (self._maker, self._version, headers.get("content-type", ""), headers.get("content-language", ""))
        return f'W/"{hashlib.sha256(chr(31).join(variant).encode()).hexdigest()[:24]}"'


def _matches(wanted: str, tag: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in wanted.split(",")]
    return wanted.strip() == "*" or tag.removeprefix("W/") in tags
