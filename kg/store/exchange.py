"""One question to a server and its answer, or one line that says why there is none.

A server may be away, busy, guarded by a password, or no SPARQL server at all; it may answer half and stop,
or never. Whatever happens, the caller has an answer or a GizoError within the time limit.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from math import ceil
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from kg.errors import GizoError
from kg.sparql import syntax_error
from kg.store.credentials import HOW, Account, Credentials
from kg.store.interface import StoreUnavailable, one_line

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

CONNECT_LIMIT = 5.0
"""Seconds to wait for a server to take a connection: what takes longer is not there."""
_LARGEST = 1_000_000_000
_CHUNK = 1 << 18
_TRUSTED = 30.0
_MESSAGE = 20_000
_ASKERS_FAULT = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
}


@dataclass(frozen=True)
class Reply:
    """What a server answered: the headers, their names in lower case, and the whole body."""

    headers: Mapping[str, str]
    body: bytes


class Exchange:
    """Asks one server by SPARQLWrapper.

    Args:
        endpoint: address of its query service.
        timeout: seconds an answer may take, from the question to its last byte.
        credentials: who asks.
    """

    def __init__(self, endpoint: str, timeout: float, credentials: Credentials) -> None:
        """Remember how to ask; nothing is sent yet."""
        self.endpoint, self.timeout = endpoint, timeout
        self._credentials = credentials
        self._account: Account | None = None
        self._reached = -_TRUSTED

    def ask(self, sparql: str, parameters: Sequence[tuple[str, str]], *, rows: bool) -> Reply:
        """Send a query and give the answer.

        Args:
            sparql: the query.
            parameters: what goes along with it, such as ``default-graph-uri``.
            rows: whether the answer has rows (JSON) or triples (Turtle).

        Raises:
            StoreUnavailable: when there is no usable answer, whatever the question.
            GizoError: when the server finds fault with the question.
        """
        end = time.monotonic() + self.timeout
        self._connect()
        try:
            return self._send(sparql, parameters, rows, end)
        except _Challenged as challenge:  # a password goes only to a server that asks for it, in the form it asks
            self._account = Account(self.endpoint, self._credentials, challenge.wanted)
        try:
            return self._send(sparql, parameters, rows, end)
        except _Challenged:
            raise StoreUnavailable(self._closed(HTTPStatus.UNAUTHORIZED)) from None

    def _send(self, sparql: str, parameters: Sequence[tuple[str, str]], rows: bool, end: float) -> Reply:
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = self._request(sparql, rows=rows)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        try:
            response = wrapper.query().response
            with response:
                reply = Reply(
                    {name.lower(): value for name, value in response.headers.items()}, self._body(response, end)
                )
        except (SPARQLWrapperException, HTTPError) as error:
            answered = error if isinstance(error, HTTPError) else error.__context__
            raise self._refusal(answered if isinstance(answered, HTTPError) else None, error, sparql) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._silence(error) from error
        self._reached = time.monotonic()
        return reply

    def _request(self, sparql: str, *, rows: bool) -> SPARQLWrapper:
        import SPARQLWrapper as sw

        wrapper = sw.SPARQLWrapper(self.endpoint, agent="gizo-kg")
        wrapper.setMethod(sw.POST)
        wrapper.setTimeout(ceil(self.timeout))
        wrapper.setReturnFormat(sw.JSON if rows else sw.TURTLE)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(sparql)
        header = self._account.header() if self._account else ""
        if self._credentials.token:
            header = f"Bearer {self._credentials.token}"
        if header:
            wrapper.addCustomHttpHeader("Authorization", header)
        return wrapper

    def _connect(self) -> None:
        """Find out at once that a server is not there; one that answered a moment ago is believed to be.

        The library has one time limit for connecting and answering alike.
        """
        if time.monotonic() - self._reached < _TRUSTED:
            return
        address = urlsplit(self.endpoint)
        host = address.hostname or ""
        if address.scheme in getproxies() and not proxy_bypass(host):
            return
        try:
            port = address.port or (443 if address.scheme == "https" else 80)
            socket.create_connection((host, port), min(CONNECT_LIMIT, self.timeout)).close()
        except OSError as error:
            raise self._silence(error) from error

    def _body(self, response: IO[bytes], end: float) -> bytes:
        """Read the whole body; a server that sends a little now and then does not keep us for ever."""
        parts: list[bytes] = []
        size = 0
        while part := response.read1(_CHUNK):  # type: ignore[attr-defined]
            parts.append(part)
            size += len(part)
            if time.monotonic() > end:
                raise TimeoutError
            if size > _LARGEST:
                raise StoreUnavailable(f"{self.endpoint}: het antwoord is groter dan 1 GB; vraag minder tegelijk")
        if size < (declared := int(response.headers.get("Content-Length") or 0)):  # type: ignore[attr-defined]
            raise HTTPException(f"{size} van {declared} bytes")
        return b"".join(parts)

    def _silence(self, error: Exception) -> GizoError:
        self._reached = -_TRUSTED
        reason = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
        if isinstance(reason, TimeoutError):
            said = f"de server antwoordt niet binnen {self.timeout:g} seconden; probeer het later opnieuw"
            return StoreUnavailable(f"{self.endpoint}: geen antwoord ({said})")
        if isinstance(reason, HTTPException):
            return StoreUnavailable(
                f"{self.endpoint}: geen antwoord (de verbinding brak af of dit is geen webserver: "
                f"{one_line(reason, 60) or type(reason).__name__}); probeer het later opnieuw"
            )
        said = one_line(getattr(reason, "strerror", None) or reason)
        return StoreUnavailable(f"{self.endpoint}: geen antwoord ({said}); controleer het adres")

    def _refusal(self, answered: HTTPError | None, error: Exception, sparql: str) -> Exception:
        if answered is None:
            return StoreUnavailable(f"{self.endpoint}: geen bruikbaar antwoord ({one_line(error)})")
        status = answered.code
        said = self._message(answered, error)
        if status == HTTPStatus.BAD_REQUEST:
            return syntax_error(said, sparql)
        if status == HTTPStatus.UNAUTHORIZED and self._credentials.user:
            return _Challenged(answered.headers.get("WWW-Authenticate", ""))
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return StoreUnavailable(self._closed(status))
        if status in _ASKERS_FAULT:
            return GizoError(f"{self.endpoint}: de server weigert de vraag ({said})")
        if too_heavy(said):
            return GizoError(f"{self.endpoint}: de server vindt deze vraag te zwaar ({said}); vraag minder tegelijk")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return StoreUnavailable(f"{self.endpoint}: de server kan nu niet antwoorden ({status}: {said})")
        return StoreUnavailable(f"{self.endpoint}: hier antwoordt geen SPARQL-dienst ({status}); controleer het adres")

    def _closed(self, status: int) -> str:
        if self._credentials:
            return f"{self.endpoint}: de server weigert toegang met deze gegevens ({status}); controleer ze: {HOW}"
        return f"{self.endpoint}: de server vraagt wie u bent ({status}); {HOW}"

    def _message(self, answered: HTTPError, error: Exception) -> str:
        """Give what the server said, from the body that the library has read or left."""
        try:
            body = answered.read(_MESSAGE).decode("utf-8", "replace")
        except (OSError, HTTPException, ValueError):
            body = ""
        answered.close()
        if not body.strip():
            body = " ".join(str(part) for part in error.args).split("Response:", 1)[-1]
            body = body.replace("\\n", " ").strip(" \nb'\"")
        return plain(body) or str(answered.code)


class _Challenged(Exception):
    """The server wants to know who asks, in the form that its challenge says."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def too_heavy(message: str) -> bool:
    """Say whether a server refuses a query for what it would cost.

    >>> too_heavy("Virtuoso 42000 Error The estimated execution time 863 (sec) exceeds the limit of 400 (sec).")
    True
    """
    return "estimated execution time" in message or "Sorted TOP clause" in message


def plain(body: str) -> str:
    """Give the message of a fault as one short line, without markup and without the query repeated.

    >>> plain("<html><body><h1>503</h1> Virtuoso 42000 Error</body></html>")
    '503 Virtuoso 42000 Error'
    """
    body = body.partition("SPARQL query:")[0]
    return one_line(re.sub(r"<(?:style|script).*?</(?:style|script)>|<[^>]{0,500}>", " ", body, flags=re.DOTALL))
