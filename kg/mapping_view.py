"""One mapping as a person reads it: the sentence, how sure it is, who decided it and why, and what it follows from."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import names
from kg.elements import Index
from kg.facts import Facts, by_subject, one
from kg.labels import labels
from kg.links import Link, link_of
from kg.sparql import values
from kg.statements import Statements
from kg.store import GraphStore, select, text

_STEP = "/stap/"
_SAID = "SELECT ?s ?p ?o WHERE { NODES GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True)
class MappingView:
    """A mapping, the set it belongs to, for a derived one what it follows from in order, and what follows from it."""

    link: Link
    set_iri: str
    set_label: str
    graphs: tuple[str, ...]
    hops: tuple[Link, ...]
    leads_to: tuple[Link, ...]


def read_mapping(store: GraphStore, index: Index, found: Statements, language: str = "nl") -> MappingView | None:
    """Make of statements about a mapping what a person reads; None when it is about no elements of now.

    Args:
        store: the graph.
        index: all elements.
        found: what the graph says of the mapping.
        language: ``nl`` or ``en``.

    Raises:
        GizoError: when the store cannot be asked.
    """
    said = by_subject([(quad.subject, quad.predicate, quad.object) for quad in found.own])
    own = said.get(found.iri, {})
    link = link_of(found.iri, own, index, language)
    if link is None:
        return None
    steps = sorted(
        (int(one(facts, names.V + "volgnummer") or 0), one(facts, names.V + "viaMapping"))
        for iri, facts in said.items()
        if iri.startswith(found.iri + _STEP)
    )
    via = [iri for _, iri in steps if iri]
    users = sorted({text(quad.subject).partition(_STEP)[0] for quad in found.pointing if _STEP in text(quad.subject)})
    told = _ask(store, [*via, *users]) if via or users else {}

    def known(iris: list[str]) -> tuple[Link, ...]:
        return tuple(link for iri in iris if (link := link_of(iri, told.get(iri, {}), index, language)))

    part = one(own, names.DCT + "isPartOf")
    return MappingView(
        link=link,
        set_iri=part,
        set_label=labels(store, index, [part], language).get(part, names.curie(part)) if part else "",
        graphs=tuple(sorted({text(quad.graph_name) for quad in found.own if isinstance(quad.graph_name, NamedNode)})),
        hops=known(via),
        leads_to=known(users),
    )


def _ask(store: GraphStore, iris: list[str]) -> dict[str, Facts]:
    return by_subject(
        select(store, _SAID.replace("NODES", values("s", [NamedNode(iri) for iri in dict.fromkeys(iris)])))
    )
