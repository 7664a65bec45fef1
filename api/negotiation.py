"""Chooses the form of a response from what the client accepts, as HTTP says: q-values, ranges and all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

_NO_ZERO = re.compile(r";\s*[qQ]=(?=\.)")


@dataclass(frozen=True)
class Offer:
    """A form we can give.

    Attributes:
        name: what we call it: a value of the parameter ``formaat``.
        media_type: its media type.
        also: other media types that mean the same, or that it is a part of (Turtle of N3).
        called: what other endpoints and their clients call it, in parameters such as ``format``.
    """

    name: str
    media_type: str
    also: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


HTML = Offer("html", "text/html", ("application/xhtml+xml",))
JSON = Offer("json", "application/json")
ROWS = (
    Offer("json", "application/sparql-results+json", ("application/json",), ("srj", "sparql-json")),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx", "sparql-xml", "sparql")),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
"""Forms of the answer to a SELECT or ASK."""
TRIPLES = (
    Offer(
        "ttl",
        "text/turtle",
        ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
        ("turtle", "n3", "text"),
    ),
    Offer("nt", "application/n-triples", ("text/plain",), ("ntriples", "n-triples")),
    Offer("jsonld", "application/ld+json", ("application/json",), ("json-ld", "json")),
    Offer("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "rdf+xml", "rdf-xml", "xml")),
    Offer("trig", "application/trig", ("application/x-trig",)),
    Offer("nq", "application/n-quads", ("text/x-nquads",), ("nquads", "n-quads")),
)
"""Forms of the answer to a CONSTRUCT or DESCRIBE, and of linked data."""


def choose(accept: str, offers: Sequence[Offer]) -> Offer | None:
    """Choose the form that suits the client best; the first offer when it has no preference.

    Args:
        accept: the Accept header; empty when there is none.
        offers: what we can give, in our own order of preference. A range that cannot be understood is passed over.

    Returns:
        The offer, or None when nothing suits (HTTP 406).

    >>> choose("text/csv;q=0.5, application/sparql-results+json;q=0.9", ROWS).name
    'json'
    >>> choose("*/*", TRIPLES).name, choose("image/png", ROWS)
    ('ttl', None)
    >>> choose("application/json; charset=utf-8", ROWS).name
    'json'
    """
    # Java writes q=.2 where HTTP wants q=0.2.
    accept = _NO_ZERO.sub(r"\g<0>0", accept)
    # A parameter such as charset narrows nothing down here: each form exists in one variant only.
    wanted = MIMEAccept([(kind.partition(";")[0].strip(), q) for kind, q in parse_accept_header(accept, MIMEAccept)])
    if not any("/" in kind for kind, _ in wanted):
        return offers[0]  # nothing that can be understood: as if the header were not there
    media_types = {kind: offer for offer in reversed(offers) for kind in (*offer.also, offer.media_type)}
    ordered = [offer.media_type for offer in offers] + [kind for offer in offers for kind in offer.also]
    best = wanted.best_match(ordered)
    return media_types[best] if best else None


def accepted(headers: Headers) -> str:
    """Give the Accept header of a request; a client may send it in several lines.

    >>> accepted(Headers(raw=[(b"accept", b"text/csv;q=0.5"), (b"accept", b"text/html")]))
    'text/csv;q=0.5, text/html'
    """
    return ", ".join(headers.getlist("accept"))


def listed(offers: Sequence[Offer]) -> str:
    """Name the media types of some offers, for a message.

    >>> listed([HTML, JSON])
    'text/html, application/json'
    """
    return ", ".join(offer.media_type for offer in offers)


def called(name: str, offers: Sequence[Offer]) -> Offer | None:
    """Find a form by any name it goes by: ours, that of other endpoints, or a media type.

    >>> called("N-Triples", TRIPLES).name, called("application/sparql-results json", ROWS).name, called("pdf", ROWS)
    ('nt', 'json', None)
    """
    wanted = name.strip().lower().replace(" ", "+")  # a plus in an address becomes a space
    known: list[tuple[str, Offer]] = [(offer.name, offer) for offer in offers]
    known += [(kind, offer) for offer in offers for kind in (*offer.called, offer.media_type)]
    known += [(kind, offer) for offer in offers for kind in offer.also]
    return next((offer for kind, offer in known if kind == wanted), None)


def media_type(accept: str, offer: Offer) -> str:
    """Give the media type to answer with: the client's own name for the form when it knows only that.

    >>> media_type("application/json", ROWS[0]), media_type("*/*", ROWS[0])
    ('application/json', 'application/sparql-results+json')
    """
    kinds = (offer.media_type, *offer.also)
    found = choose(accept, tuple(Offer(kind, kind) for kind in kinds)) if offer.also else None
    return found.media_type if found else offer.media_type
