"""Puts graphs on a SPARQL server: by the Graph Store Protocol where it has one, else by SPARQL Update.

Asking goes by SPARQLWrapper (:mod:`kg.store.exchange`); that can send an update but no graph, so writing
goes by httpx. Only :mod:`kg.publish` writes, and only graphs of ours.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import chain
from types import TracebackType

import httpx
import pyoxigraph as ox

from kg.errors import GizoError
from kg.store.credentials import HOW, Credentials
from kg.store.dialects import Addresses, Dialect
from kg.store.exchange import CONNECT_LIMIT, plain
from kg.store.interface import StoreUnavailable, one_line

_ANSWER_LIMIT = 600.0
_TRIES = 3
_PIECE = 32_000_000
_LARGE = 64_000
_NO_GRAPH = "urn:gizo-kg:geen"
"""A graph that no server has: to ask for it costs nothing."""
_TURTLE = "text/turtle; charset=utf-8"
"""N-Triples is Turtle, and there is no server that does not know Turtle by this name."""
_UPDATE = "application/sparql-update; charset=utf-8"


class Writer:
    """Changes graphs on a server; use it in a ``with`` block.

    Args:
        addresses: where the server takes graphs and updates.
        dialect: what kind of server it is.
        credentials: who writes.

    Raises:
        GizoError: when it has neither kind of address.
    """

    def __init__(self, addresses: Addresses, dialect: Dialect, credentials: Credentials) -> None:
        """Prepare a connection; nothing is sent yet."""
        if not addresses.update and not addresses.graph_store:
            raise GizoError(
                f"{addresses.query}: het adres om te schrijven is hier niet van af te leiden; "
                "geef --update of --graph-store"
            )
        self.addresses, self.dialect = addresses, dialect
        self._credentials = credentials
        # A challenge belongs to one address, so each has its own memory of it.
        self._auth = {address: _Auth(credentials) for address in (addresses.update, addresses.graph_store)}
        limits = httpx.Timeout(_ANSWER_LIMIT, connect=CONNECT_LIMIT)
        self._client = httpx.Client(timeout=limits, headers={"User-Agent": "gizo-kg"})

    def __enter__(self) -> Writer:
        """Open the connection."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._client.close()

    @property
    def updates(self) -> bool:
        """Whether the server takes updates."""
        return bool(self.addresses.update)

    @property
    def how(self) -> str:
        """Which way graphs go there, for the one who publishes."""
        ways = (("graph store", self.addresses.graph_store), ("update", self.addresses.update))
        return ", ".join(f"{name} {address}" for name, address in ways if address)

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> int:
        """Replace a graph, in pieces where the server takes no more at once, and give how many triples were sent.

        Raises:
            StoreUnavailable: when the server does not answer.
            GizoError: when it refuses.
        """
        counted = _Counted(triples)
        if self.addresses.graph_store:
            pieces = _pieces(counted, self.dialect.piece or _PIECE, 0)
            for number, body in enumerate(chain([next(pieces, b"")], pieces)):
                self._graph("POST" if number else "PUT", graph, body)
            return counted.count
        self.update(f"DROP SILENT GRAPH {_iri(graph)}")
        for body in _pieces(counted, self.dialect.piece or _PIECE, self.dialect.statements):
            self.update(f"INSERT DATA {{ GRAPH {_iri(graph)} {{\n{body.decode()}}} }}")
        return counted.count

    def drop(self, graph: str) -> None:
        """Remove a graph; it is no fault when it is not there."""
        if self.updates:
            self.update(f"DROP SILENT GRAPH {_iri(graph)}")
        else:
            self._graph("DELETE", graph, b"")

    def update(self, *operations: str) -> None:
        """Run updates in one request.

        Raises:
            StoreUnavailable: when the server does not answer, or breaks the update off.
            GizoError: when it refuses.
        """
        body = " ;\n".join(operations).encode()
        self._send("POST", self.addresses.update, body, _UPDATE)

    def _graph(self, method: str, graph: str, body: bytes) -> None:
        address = httpx.URL(self.addresses.graph_store).copy_merge_params({"graph": graph})
        self._send(method, str(address), body, _TURTLE, self.addresses.graph_store)

    def _send(self, method: str, address: str, body: bytes, kind: str, service: str = "") -> None:
        service = service or address
        if len(body) > _LARGE and not self._auth[service].settled:
            # A server that asks who we are before it has read a large body may close the connection on it.
            self._request("GET", str(httpx.URL(service).copy_merge_params({"graph": _NO_GRAPH})), b"", kind, service)
        for attempt in range(1, _TRIES + 1):
            response = self._request(method, address, body, kind, service)
            passing = self.dialect.retry and response.is_server_error and self.dialect.retry in response.text[:2000]
            if not passing or attempt == _TRIES:
                break
        if method == "DELETE" and response.status_code == httpx.codes.NOT_FOUND:
            return
        if not response.is_success:
            raise self._refusal(service, response)
        if self.dialect.partial_header and response.headers.get(self.dialect.partial_header):
            raise StoreUnavailable(
                f"{service}: de server brak het schrijven af voordat het klaar was; publiceer nog eens"
            )

    def _request(self, method: str, address: str, body: bytes, kind: str, service: str) -> httpx.Response:
        try:
            return self._client.request(
                method, address, content=body, headers={"Content-Type": kind}, auth=self._auth[service]
            )
        except httpx.TimeoutException as error:
            raise StoreUnavailable(f"{service}: geen antwoord (de server antwoordt niet op tijd)") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            said = one_line(error) or type(error).__name__
            raise StoreUnavailable(f"{service}: geen antwoord ({said}); controleer het adres") from error

    def _refusal(self, service: str, response: httpx.Response) -> GizoError:
        status = response.status_code
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            known = "de server laat dit account niet schrijven" if self._credentials else "de server vraagt wie u bent"
            return GizoError(f"{service}: {known} ({status}); {HOW}")
        if status in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
            return GizoError(f"{service}: hier kan niet geschreven worden ({status}); geef --update of --graph-store")
        if response.is_redirect:
            return GizoError(f"{service}: de server verwijst door ({status}); geef het adres waarheen")
        said = plain(response.text[:20_000])
        if response.is_server_error:
            return StoreUnavailable(f"{service}: de server kan dit niet verwerken ({status}: {said})")
        return GizoError(f"{service}: de server weigert ({status}: {said})")


class _Auth(httpx.Auth):
    """Tells who we are in the way the server asks for: nothing, Bearer, Basic or Digest; and then remembers."""

    requires_response_body = True

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    @property
    def settled(self) -> bool:
        """Whether it is known how to say who we are, or there is nothing to say."""
        return bool(self._credentials.token or not self._credentials.user or self._chosen)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._credentials.token:
            request.headers["Authorization"] = f"Bearer {self._credentials.token}"
            yield request
            return
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED or not self._credentials.user:
                return
            account = (self._credentials.user, self._credentials.password)
            offered = response.headers.get("WWW-Authenticate", "").lower()
            # A password goes in clear only to a server that knows no better way.
            self._chosen = httpx.DigestAuth(*account) if "digest" in offered else httpx.BasicAuth(*account)
        yield from self._chosen.auth_flow(request)


class _Counted:
    """Passes on triples and counts them."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._triples = triples
        self.count = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self._triples:
            self.count += 1
            yield triple


def _pieces(triples: Iterable[ox.Triple], size: int, number: int) -> Iterator[bytes]:
    """Write triples as N-Triples, in pieces of at most so many bytes and (when not 0) so many triples."""
    lines: list[bytes] = []
    length = 0
    for triple in triples:
        line = f"{triple} .\n".encode()
        if lines and (length + len(line) > size or len(lines) == number):
            yield b"".join(lines)
            lines, length = [], 0
        lines.append(line)
        length += len(line)
    if lines:
        yield b"".join(lines)


def _iri(graph: str) -> str:
    return str(ox.NamedNode(graph))
