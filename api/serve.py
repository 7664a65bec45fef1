"""Starts the server: what ``gizo serve`` calls."""

from __future__ import annotations

import logging
import socket
from functools import partial
from math import ceil
from pathlib import Path

from api.settings import Settings
from kg.errors import GizoError


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    timeout: float = 30.0,
    store: Path | None = None,
    endpoint: str | None = None,
) -> None:
    """Serve SPARQL, the API and the pages until stopped.

    Args:
        host: address to listen on.
        port: port to listen on.
        workers: how many SPARQL queries may run at once.
        timeout: seconds after which a SPARQL query is ended.
        store: directory of a built graph; the one in the user's cache when omitted.
        endpoint: address of a SPARQL server to ask instead.

    Raises:
        GizoError: when the graph cannot be opened, or the address cannot be listened on.
    """
    import uvicorn

    from api.app import create_app
    from kg.build import default_store_path, open_store
    from kg.store import EmbeddedStore, RemoteStore

    _check_free(host, port)
    # Settle now which graph it is (and build it on first use): a worker that starts later must open the same.
    path = store or default_store_path()
    open_store(store, endpoint).default_graphs()  # an address where no graph answers is told now
    opener = partial(RemoteStore, endpoint, ceil(timeout)) if endpoint else partial(EmbeddedStore, path)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(opener, Settings(timeout=timeout, workers=workers))
    # Our own log leaves out query strings, which may hold personal data.
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False)


def _check_free(host: str, port: int) -> None:
    """Find out before anything is built whether the address can be listened on."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise GizoError(f"{host}:{port}: {reason}; kies een andere --port of --host") from error
