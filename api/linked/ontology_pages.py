"""The ontology as a whole: its documentation for people, its RDF for tools, and every version of it.

The documentation is made from the graph with our own templates, once for each graph and language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from fastapi import Request, Response
from pyoxigraph import NamedNode, Quad, Triple

from api import urls
from api.graph import Asked, Graph
from api.linked.documents import links, rdf
from api.negotiation import HTML, TRIPLES, Offer
from api.pages.overview import BOX_HEIGHT, BOX_WIDTH, HEIGHT, WIDTH
from api.rendering import page
from kg import names
from kg.facts import grouped
from kg.members import multiplicity
from kg.ontology_doc import OntologyDoc, document_ontology
from kg.ontology_versions import NAMED_GRAPHS, Frozen, frozen, with_blank_nodes
from kg.rdf_document import write_document
from kg.store import text

_made: WeakKeyDictionary[Graph, dict[tuple[str, str], Any]] = WeakKeyDictionary()
Made = TypeVar("Made")
_VERSION = NamedNode(names.OWL + "versionInfo")
_TERM_TYPES = {names.OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
_NAMES = {names.ONTOLOGY: "gizo", names.V: "v"}


def ontology_document(request: Request, context: Asked, ontology: str, offer: Offer) -> Response:
    """Give an ontology as it is in the graph: as documentation, or whole in an RDF syntax."""
    graph, path = context.graph, urls.document(ontology).removeprefix(urls.DOC)
    headers = {"Link": links(ontology, path)}
    if offer is not HTML:
        return rdf(_written(graph, ontology, offer), offer, headers | _file_name(ontology, offer))
    template = "ontology.html" if ontology == names.ONTOLOGY else "vocabulary.html"
    made = page(
        request,
        template,
        doc=_documentation(context, ontology),
        names=names,
        path_of=f"{urls.DOC}{path}",
        versions=_numbers(graph, ontology),
        forms=TRIPLES,
        multiplicity=multiplicity,
        overview=graph.overview(context.language),
        size=(WIDTH, HEIGHT),
        box=(BOX_WIDTH, BOX_HEIGHT),
    )
    made.headers.update(headers)
    return made


def version_document(request: Request, context: Asked, ontology: str, number: str, offer: Offer) -> Response | None:
    """Give one version of an ontology; None when there is no such version.

    A version with a successor comes as the file it was; the version of now is what the graph holds.
    """
    kept = next((one for one in frozen(ontology) if one.number == number), None)
    if kept is None:
        is_current = number == _current(context.graph, ontology)
        return ontology_document(request, context, ontology, offer) if is_current else None
    headers = {"Link": links(kept.iri, kept.iri.removeprefix(names.BASE))}
    if offer is not HTML:
        quads = _as_quads(kept.triples(), NAMED_GRAPHS[ontology])
        body = kept.turtle if offer.name == "ttl" else write_document(quads, offer.name, ontology)
        return rdf(body, offer, headers | _file_name(ontology, offer, number))
    made = page(
        request,
        "version.html",
        names=names,
        forms=TRIPLES,
        **_once(context.graph, (kept.iri, context.language), lambda: _version_facts(context, kept)),
    )
    made.headers.update(headers)
    return made


def _version_facts(context: Asked, kept: Frozen) -> dict[str, Any]:
    said: dict[str, list[tuple[NamedNode, object]]] = {}
    for triple in kept.triples():
        if isinstance(triple.subject, NamedNode):
            said.setdefault(triple.subject.value, []).append((triple.predicate, triple.object))
    doc = _documentation(context, kept.ontology)
    then = _terms({iri: [value for _, value in rows] for iri, rows in said.items()}, kept.ontology)
    now = {term.iri for term in doc.terms}
    return {
        "kept": kept,
        "doc": OntologyDoc(kept.ontology, grouped(said.get(kept.ontology, ())), doc.creator, (), ()),  # type: ignore[arg-type]
        "count": len(then),
        "added": sorted(now - then),
        "removed": sorted(then - now),
        "current": _current(context.graph, kept.ontology),
        "versions": _numbers(context.graph, kept.ontology),
    }


def _terms(said: dict[str, list[object]], ontology: str) -> set[str]:
    own = {
        iri for iri in said if iri.startswith(ontology) and "/" not in iri.removeprefix(ontology) and iri != ontology
    }
    return {iri for iri in own if {value.value for value in said[iri] if isinstance(value, NamedNode)} & _TERM_TYPES}


def _documentation(context: Asked, ontology: str) -> OntologyDoc:
    graph, language = context.graph, context.language
    return _once(graph, (ontology, language), lambda: document_ontology(graph.store, graph.index, ontology, language))


def _written(graph: Graph, ontology: str, offer: Offer) -> str:
    def written() -> str:
        triples = with_blank_nodes(graph.store.triples(NAMED_GRAPHS[ontology]))
        return write_document(_as_quads(triples, NAMED_GRAPHS[ontology]), offer.name, ontology)

    return _once(graph, (ontology, offer.name), written)


def _once(graph: Graph, key: tuple[str, str], make: Callable[[], Made]) -> Made:
    """Make something of a graph the first time it is asked for, and give the same from then on."""
    kept = _made.setdefault(graph, {})
    if key not in kept:
        kept[key] = make()
    found: Made = kept[key]
    return found


def _as_quads(triples: Sequence[Triple], graph: str) -> list[Quad]:
    return [Quad(one.subject, one.predicate, one.object, NamedNode(graph)) for one in triples]


def _current(graph: Graph, ontology: str) -> str:
    header = NamedNode(ontology)

    def read() -> str:
        found = graph.store.triples(NAMED_GRAPHS[ontology])
        return next((text(t.object) for t in found if t.subject == header and t.predicate == _VERSION), "")

    return _once(graph, (ontology, "current"), read)


def _numbers(graph: Graph, ontology: str) -> list[str]:
    """Give the numbers of all versions, newest first."""
    numbers = [one.number for one in frozen(ontology)]
    current = _current(graph, ontology)
    return [current, *reversed([number for number in numbers if number != current])]


def _file_name(ontology: str, offer: Offer, number: str = "") -> dict[str, str]:
    extension = "rdf" if offer.name == "rdfxml" else offer.name
    name = "-".join(filter(None, (_NAMES[ontology], number)))
    return {"Content-Disposition": f'inline; filename="{name}.{extension}"'}
