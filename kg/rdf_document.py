"""Writes a document about one thing in each RDF syntax, so that people can read it too.

The thing comes first and our prefixes are used, in JSON-LD as its ``@context``. (The RDF library writes
JSON-LD without one.) What a reader should know about the document stands above it as a comment where the
syntax has comments.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg import names
from kg.results import serialize, used_prefixes
from kg.statements import reading_order

_TYPE = names.RDF + "type"
_STRING = names.XSD + "string"


def write_document(quads: Iterable[ox.Quad], form: str, first: str = "", comment: str = "") -> str:
    """Write statements about a thing.

    Args:
        quads: the statements; their graphs are written in TriG and N-Quads only.
        form: ``ttl``, ``nt``, ``rdfxml``, ``jsonld``, ``trig`` or ``nq``.
        first: IRI of the thing that comes first.
        comment: one line for the reader; JSON-LD and RDF/XML leave it out.

    >>> quad = ox.Quad(ox.NamedNode(names.GIZO + "Client"), ox.NamedNode(names.RDFS + "label"), ox.Literal("Client"),
    ...                ox.NamedNode(names.GRAPH + "gizo"))
    >>> print(write_document([quad], "ttl", comment="pagina 1 van 2").splitlines()[0])
    # pagina 1 van 2
    >>> print(write_document([quad], "nq").strip().split(" ")[-2])
    <https://w3id.org/gizo/graph/gizo>
    """
    found = reading_order(quads, first)
    if form == "trig":
        found.sort(key=lambda quad: str(quad.graph_name))  # stable: within a graph the thing stays first
    if form == "jsonld":
        return _jsonld([ox.Quad(*triple) for triple in dict.fromkeys(quad.triple for quad in found)])
    body = serialize(found, form)
    return body if form == "rdfxml" or not comment else f"# {' '.join(comment.split())}\n{body}"


def _jsonld(quads: Sequence[ox.Quad]) -> str:
    """Write triples as JSON-LD 1.1: one object for each subject, names shortened by the context."""
    nodes: dict[str, dict[str, object]] = {}
    for quad in quads:
        node = nodes.setdefault(_short(quad.subject), {"@id": _short(quad.subject)})
        if quad.predicate.value == _TYPE:
            key, value = "@type", _short(quad.object)
        else:
            key, value = _short(quad.predicate), _value(quad.object)  # type: ignore[assignment]
        held = node.setdefault(key, [])
        assert isinstance(held, list)
        held.append(value)
    written = [{key: _single(value) for key, value in node.items()} for node in nodes.values()]
    body = {"@context": used_prefixes(quads), "@graph": written}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _single(value: object) -> object:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _value(term: object) -> dict[str, str] | str:
    if not isinstance(term, ox.Literal):
        return {"@id": _short(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value != _STRING:
        return {"@value": term.value, "@type": _short(term.datatype)}
    return term.value


def _short(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return str(term)
    assert isinstance(term, ox.NamedNode)
    return names.curie(term.value)
