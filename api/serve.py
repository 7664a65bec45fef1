"""Starts the server: what ``gizo serve`` calls."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import Settings
from kg.errors import GizoError
from kg.sparql import check_hosts

if TYPE_CHECKING:
    from uvicorn import Config, Server

    from api.following import Source
    from api.serving import Serving

_PATIENCE = 10


def serve(
    settings: Settings | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    store: Path | None = None,
    endpoint: str | None = None,
    proxies: str = "127.0.0.1",
) -> None:
    """Serve SPARQL, the API and the pages until stopped; a rebuilt graph takes over by itself.

    Args:
        settings: the limits and what else may be chosen; the defaults when omitted.
        host: address to listen on.
        port: port to listen on.
        store: directory of a built graph; the one in the user's cache when omitted.
        endpoint: address of a SPARQL server to ask instead.
        proxies: addresses, with commas, of reverse proxies whose ``X-Forwarded-…`` headers are believed.

    Raises:
        GizoError: when the graph cannot be opened, the address cannot be listened on, or a setting is no host.
    """
    from uvicorn import Config

    from api.app import create_app
    from api.following import Newer

    settings = settings or Settings()
    check_hosts(settings.service_hosts)
    _check_free(host, port)
    source = _source(store, endpoint, settings)
    found = source.look()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(found.open_store, settings, Newer(source, found.mark))
    # Our own log leaves out query strings, which may hold personal data.
    config = Config(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with suppress(KeyboardInterrupt):
        _server(config, app.state.serving).run()


def _source(store: Path | None, endpoint: str | None, settings: Settings) -> Source:
    """Settle which graph it is, and build it on first use; an address where no graph answers is told now."""
    from api import following
    from kg.build import default_store_path, make_latest, open_store

    path = store or default_store_path()
    open_store(store, endpoint).default_graphs()
    if endpoint:
        return following.endpoint(endpoint, settings.timeout)
    if store:
        return following.directory(store)
    make_latest(path)
    return following.cache(path)


def _server(config: Config, serving: Serving) -> Server:
    """Make a server that ends running queries when it is told to stop, instead of waiting for them."""
    import uvicorn

    class Ending(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            serving.close()
            await super().shutdown(sockets)

    return Ending(config)


def _check_free(host: str, port: int) -> None:
    """Find out before anything is built whether the address can be listened on."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise GizoError(f"{host}:{port}: {reason}; kies een andere --port of --host") from error
