"""JSON of the page about the site: what it is, where its facts come from, and who answers for it."""

from __future__ import annotations

from api.v1.schemas.base import Out


class SourceOut(Out):
    """A source: the graph with its facts."""

    graph: str
    title: str
    release: str
    origin: list[str]
    licence: str
    triples: int


class ContactOut(Out):
    """Who answers questions."""

    name: str
    url: str
    email: str


class AboutOut(Out):
    """What this is, from which sources, and who answers for it."""

    title: str
    official: bool
    description: str
    graph_version: str
    sources: list[SourceOut]
    contact: ContactOut
