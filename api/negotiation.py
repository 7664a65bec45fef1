"""Chooses the form of a response from what the client accepts, as HTTP says: q-values, ranges and all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


@dataclass(frozen=True)
class Offer:
    """A form we can give: its short name, its media type and other media types that mean the same."""

    name: str
    media_type: str
    also: tuple[str, ...] = ()


HTML = Offer("html", "text/html", ("application/xhtml+xml",))
JSON = Offer("json", "application/json")
ROWS = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
"""Forms of the answer to a SELECT or ASK."""
TRIPLES = (
    Offer("ttl", "text/turtle", ("application/x-turtle",)),
    Offer("nt", "application/n-triples", ("text/plain",)),
    Offer("jsonld", "application/ld+json", ("application/json",)),
    Offer("rdfxml", "application/rdf+xml", ("application/xml",)),
)
"""Forms of the answer to a CONSTRUCT or DESCRIBE, and of linked data."""


def choose(accept: str, offers: Sequence[Offer]) -> Offer | None:
    """Choose the form that suits the client best; the first offer when it has no preference.

    Args:
        accept: the Accept header; empty when there is none.
        offers: what we can give, in our own order of preference.

    Returns:
        The offer, or None when nothing suits (HTTP 406).

    >>> choose("text/csv;q=0.5, application/sparql-results+json;q=0.9", ROWS).name
    'json'
    >>> choose("*/*", TRIPLES).name, choose("image/png", ROWS)
    ('ttl', None)
    >>> choose("application/json; charset=utf-8", ROWS).name
    'json'
    """
    if not accept.strip():
        return offers[0]
    # A parameter such as charset narrows nothing down here: each form exists in one variant only.
    wanted = MIMEAccept([(kind.partition(";")[0].strip(), q) for kind, q in parse_accept_header(accept, MIMEAccept)])
    media_types = {kind: offer for offer in reversed(offers) for kind in (*offer.also, offer.media_type)}
    ordered = [offer.media_type for offer in offers] + [kind for offer in offers for kind in offer.also]
    best = wanted.best_match(ordered)
    return media_types[best] if best else None


def listed(offers: Sequence[Offer]) -> str:
    """Name the media types of some offers, for a message.

    >>> listed([HTML, JSON])
    'text/html, application/json'
    """
    return ", ".join(offer.media_type for offer in offers)
