"""The one typed place for how the server is configured."""

from __future__ import annotations

from dataclasses import dataclass

API_VERSION = "1.0.0"
"""Version of ``/v1``: in its OpenAPI document and in the header of every response."""


@dataclass(frozen=True)
class Settings:
    """What an operator may change; every one is an option of ``gizo serve``.

    Attributes:
        timeout: seconds a SPARQL query may run; then its process is ended.
        workers: how many short SPARQL queries run at the same time.
        slow_after: seconds after which a query counts as long: it makes place for others and gets less of the
            processor.
        slow_places: how many long queries may run beside the short ones.
        slow_least: seconds a long query may run at least before it is ended because others wait.
        memory: megabytes that one query may use; 0 takes what the machine can bear.
        cache: megabytes of answers to keep; 0 keeps none.
        row_limit: at most this many rows or triples in the answer to a SPARQL query.
        answer_limit: largest answer to a SPARQL query, in bytes.
        query_limit: largest SPARQL request, in bytes.
        body_limit: largest upload to validate, in bytes.
        default_limit: elements on a page when the request names no limit.
        max_limit: most elements a request may ask for on one page.
        service_hosts: hosts that a query may call with ``SERVICE``; none by default.
        contact_name: who answers questions about this API.
        contact_url: where to reach them on the web; the page about this site says how when nobody chose another.
        contact_email: where to reach them by mail; left out when empty, for the project has no address.

    >>> Settings(timeout=5).timeout
    5
    """

    timeout: float = 30.0
    workers: int = 2
    slow_after: float = 1.0
    slow_places: int = 4
    slow_least: float = 5.0
    memory: int = 0
    cache: int = 64
    row_limit: int = 10_000
    answer_limit: int = 20_000_000
    query_limit: int = 1_000_000
    body_limit: int = 20_000_000
    default_limit: int = 20
    max_limit: int = 100
    service_hosts: tuple[str, ...] = ()
    contact_name: str = "Beheer gizo-kg"
    contact_url: str = "/over"
    contact_email: str = ""
