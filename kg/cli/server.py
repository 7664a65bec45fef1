"""The command that serves the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import Endpoint, Store


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    proxies: Annotated[
        str, typer.Option(help="Addresses of reverse proxies whose X-Forwarded headers are believed.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Short queries that run at the same time.")] = 2,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query is ended.")] = 30.0,
    slow_after: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query makes way.")] = 1.0,
    slow_places: Annotated[int, typer.Option(min=0, help="Long queries that run beside the short ones.")] = 4,
    slow_least: Annotated[float, typer.Option(min=0, help="Seconds a long query may run while others wait.")] = 5.0,
    memory: Annotated[int, typer.Option(min=0, help="Megabytes for one query; 0: what the machine can bear.")] = 0,
    cache: Annotated[int, typer.Option(min=0, help="Megabytes of answers to keep; 0: none.")] = 64,
    row_limit: Annotated[int, typer.Option(min=1, help="Most rows or triples in an answer.")] = 10_000,
    answer_limit: Annotated[int, typer.Option(min=1000, help="Largest answer to a query, in bytes.")] = 20_000_000,
    query_limit: Annotated[int, typer.Option(min=1000, help="Largest query, in bytes.")] = 1_000_000,
    body_limit: Annotated[int, typer.Option(min=1000, help="Largest upload to validate, in bytes.")] = 20_000_000,
    default_limit: Annotated[int, typer.Option(min=1, help="Elements on a page of /v1.")] = 20,
    max_limit: Annotated[int, typer.Option(min=1, help="Most elements on a page of /v1.")] = 100,
    service_hosts: Annotated[
        list[str] | None, typer.Option("--allow-service", help="Host that a query may call with SERVICE; repeatable.")
    ] = None,
    contact_name: Annotated[str, typer.Option(help="Who answers questions about this server.")] = "Beheer gizo-kg",
    contact_url: Annotated[str, typer.Option(help="Where to reach them on the web.")] = "/over",
    contact_email: Annotated[str, typer.Option(help="Where to reach them by mail; empty: nowhere.")] = "",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Serve SPARQL, the API and the pages; a graph that is built meanwhile takes over by itself."""
    from api.serve import serve as run
    from api.settings import Settings

    settings = Settings(
        timeout=timeout,
        workers=workers,
        slow_after=slow_after,
        slow_places=slow_places,
        slow_least=slow_least,
        memory=memory,
        cache=cache,
        row_limit=row_limit,
        answer_limit=answer_limit,
        query_limit=query_limit,
        body_limit=body_limit,
        default_limit=default_limit,
        max_limit=max_limit,
        service_hosts=tuple(service_hosts or ()),
        contact_name=contact_name,
        contact_url=contact_url,
        contact_email=contact_email,
    )
    run(settings, host=host, port=port, store=store, endpoint=endpoint, proxies=proxies)
