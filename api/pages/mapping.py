"""The page about one mapping: what it says, of what, how sure that is, and what it rests on."""

from __future__ import annotations

from fastapi import Request, Response

from api import urls
from api.graph import Asked
from api.linked.documents import links
from api.rendering import page
from api.v1.mapping_filter import address
from kg.mappings import Query, Record, read_mappings
from kg.mappings.sets import read_mapping_sets
from kg.mappings.view import view
from kg.members import Members, multiplicity, read_members
from kg.statements import Statements
from kg.wording import SAYING


def mapping_page(request: Request, context: Asked, found: Statements) -> Response | None:
    """Show a mapping; None when it is about no elements of now.

    Args:
        request: the request.
        context: the graph and the language.
        found: what the graph says of it, for the links to its other forms.
    """
    graph, language = context.graph, context.language
    mappings = graph.kept(read_mappings)
    record = mappings.by_iri.get(found.iri)
    if record is None:
        return None
    known = graph.kept(read_mapping_sets).get(record.set_name)
    made = page(
        request,
        "mapping.html",
        iri=record.iri,
        mapping=view(graph.store, mappings, graph.kept(read_members), known, record, language),
        api=urls.api_mapping(record.id),
        multiplicity=multiplicity,
        sentence=lambda one: one.sentence(graph.index, language),
        saying=lambda says: SAYING.get(says, {}).get(language, says),
        pair=_pair(record, language),
        beside=_beside(record, graph.kept(read_members), language),
    )
    path = urls.document(found.iri).removeprefix(urls.DOC)
    made.headers["Link"] = links(found.iri, path, found)
    return made


def _beside(record: Record, members: Members, language: str) -> str:
    """Give the address of the classes (or messages) of both ends side by side; empty when there are no two."""
    holders = [holder.id for end in record.ends if (holder := members.holder(end))]
    if len(holders) < 2:
        return ""
    return urls.comparison(holders[:1], holders[1:]) + ("&taal=en" if language == "en" else "")


def _pair(record: Record, language: str) -> str:
    return address("/mappings", Query(van=record.subject.model, naar=record.object_model), language)
