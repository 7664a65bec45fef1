"""Starts the server: what ``gizo serve`` calls."""

from __future__ import annotations

import logging
from functools import partial
from math import ceil
from pathlib import Path

from api.settings import Settings


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
        GizoError: when the graph cannot be opened.
    """
    import uvicorn

    from api.app import create_app
    from kg.build import default_store_path, open_store
    from kg.store import EmbeddedStore, RemoteStore

    # Settle now which graph it is (and build it on first use): a worker that starts later must open the same.
    path = store or default_store_path()
    open_store(store, endpoint)
    opener = partial(RemoteStore, endpoint, ceil(timeout)) if endpoint else partial(EmbeddedStore, path)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(opener, Settings(timeout=timeout, workers=workers))
    # Our own log leaves out query strings, which may hold personal data.
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False)
