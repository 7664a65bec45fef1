"""Finds the element of a model that a person means, by whatever they pasted: id, UUID, message path or label.

:mod:`kg.names` knows the spellings of identifiers; only the graph knows which of them exist, which label
belongs to what, and what lies near a name that does not exist.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import names
from kg.elements import kind_of
from kg.errors import GizoError
from kg.sparql import values
from kg.store import GraphStore, Row, Term, select, text

_AT_MOST = 8
_SHOWN = 200
_MODEL_OF_PREFIX = {
    "gizo": "gizo",
    "ggm": "ggm",
    "eaid": "ggm",
    "NL-CM": "zib",
    "brp": "brp",
    "ijw": "ijw",
    "iwmo": "iwmo",
    "ieb": "ieb",
    "codelijst": "codelijsten",
}
_MODELS = {names.model_iri(code): code for code in names.MODELS}

_PREFIXES = f"""PREFIX rdf: <{names.RDF}>
PREFIX rdfs: <{names.RDFS}>
PREFIX dct: <{names.DCT}>
PREFIX skos: <{names.SKOS}>
"""
_FACTS = """SELECT ?e ?label ?model ?parent ?parentLabel ?type WHERE {
  %s
  ?e rdf:type ?type .
  OPTIONAL { { ?e rdfs:label ?label } UNION { ?e skos:prefLabel ?label } }
  OPTIONAL { ?e rdfs:isDefinedBy ?model }
  OPTIONAL {
    { ?e dct:isPartOf ?parent } UNION { ?e rdfs:domain ?parent }
    OPTIONAL { ?parent rdfs:label ?parentLabel }
  }
}"""
_BY_IDENTIFIER = "SELECT DISTINCT ?e WHERE { %s ?e dct:identifier ?text ; rdfs:isDefinedBy ?model }"
_BY_LABEL = """SELECT DISTINCT ?e WHERE {
  { ?e rdfs:label ?label FILTER(LCASE(STR(?label)) = LCASE(%(text)s)) }
  UNION
  { ?e skos:altLabel ?label FILTER(LCASE(STR(?label)) = LCASE(%(text)s)) }
}"""
_LABELS = "SELECT DISTINCT ?label WHERE { ?e rdfs:label ?label }"
_NAMES = "SELECT DISTINCT ?e WHERE { ?e rdfs:isDefinedBy ?model }"


@dataclass(frozen=True)
class Element:
    """An element of a model, as people recognise it.

    ``parent`` is the label of what it belongs to (the class of an attribute), ``kind`` one of class,
    attribute, relation, package, enumeration, value, generalisation, messagetype, element, codelist, code.
    """

    iri: str
    label: str
    model: str
    kind: str = ""
    parent_iri: str = ""
    parent: str = ""

    @property
    def id(self) -> str:
        """The CURIE.

        >>> Element(names.gizo_iri("Client"), "Client", "gizo").id
        'gizo:Client'
        """
        return names.curie(self.iri)


def resolve(store: GraphStore, given: str) -> Element:
    """Find the one element a text stands for.

    Args:
        store: the graph to look in.
        given: a CURIE, IRI, GGM UUID in any spelling, zib or BRP id, path in a message, published
            identifier, or a label (upper or lower case does not matter) when only one element has it.

    Raises:
        GizoError: when there is no such element (with suggestions) or more than one (with the candidates).
    """
    wanted = given.strip()
    if not wanted:
        raise GizoError("geen element gegeven; geef een CURIE, UUID, berichtpad of label")
    iri = _as_iri(wanted)
    found = _existing(store, [iri]) if iri else []
    found = found or _existing(store, _matches(store, _BY_IDENTIFIER % values("text", _spellings(wanted))))
    if not found and (iri is None or ":" not in wanted):
        found = _existing(store, _matches(store, _BY_LABEL % {"text": ox.Literal(wanted)}))
        found = [element for element in found if element.model and not element.iri.startswith(names.RELATION_ENDS)]
    if not found and iri is None and wanted.isidentifier():
        found = _existing(store, [names.gizo_iri(wanted)])
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(wanted, found)
    raise _unknown(store, wanted, iri)


def describe(store: GraphStore, iris: Iterable[str]) -> dict[str, Element]:
    """Look up what people need to recognise elements; an IRI that the graph does not know is left out.

    Args:
        store: the graph to look in.
        iris: elements of any model, also concepts and codes.
    """
    wanted = sorted(set(iris))
    if not wanted:
        return {}
    rows = select(store, _PREFIXES + _FACTS % values("e", [ox.NamedNode(iri) for iri in wanted]))
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(text(row[0]), []).append(row)
    return {iri: _element(iri, facts) for iri, facts in grouped.items()}


def model_of(iri: str) -> str:
    """Give the code of a model by its IRI; empty when it is none.

    >>> model_of(names.model_iri("ggm")), model_of(names.GIZO), model_of("urn:x")
    ('ggm', 'gizo', '')
    """
    return _MODELS.get(iri, "")


def model_by_name(iri: str) -> str:
    """Give the code of the model an element belongs to, from its IRI alone; empty when it is in none.

    >>> model_by_name("urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"), model_by_name(names.GIZO + "Client")
    ('ggm', 'gizo')
    >>> model_by_name(names.message_iri("ijw", "JW301", "/Client")), model_by_name("urn:x")
    ('ijw', '')
    """
    if iri in _MODELS:
        return _MODELS[iri]
    prefix = names.curie(iri).partition(":")[0]
    return _MODEL_OF_PREFIX.get(prefix, "")


def _as_iri(wanted: str) -> str | None:
    try:
        iri = names.expand(wanted)
        ox.NamedNode(iri)
    except ValueError:  # no identifier, or one with characters no IRI can have
        return None
    return iri


def _spellings(wanted: str) -> list[ox.Literal]:
    bare = wanted.removeprefix("ggm:").removeprefix("eaid:")
    return [ox.Literal(form) for form in sorted({wanted, bare, bare.upper(), bare.lower()})]


def _matches(store: GraphStore, query: str) -> list[str]:
    return [text(row[0]) for row in select(store, _PREFIXES + query)]


def _existing(store: GraphStore, iris: Iterable[str]) -> list[Element]:
    return sorted(describe(store, iris).values(), key=lambda one: (one.model != "gizo", one.kind != "class", one.id))


def _element(iri: str, facts: list[Row]) -> Element:
    labels = {(_foreign(row[1]), text(row[1])) for row in facts}
    parents = {(row[4] is None, _foreign(row[4]), text(row[4]), text(row[3])) for row in facts if row[3]}
    parent = min(parents, default=(True, True, "", ""))
    return Element(
        iri=iri,
        label=min(labels)[1],
        model=next((code for code in sorted({model_of(text(row[2])) for row in facts}) if code), model_by_name(iri)),
        kind=kind_of(text(row[5]) for row in facts) or "",
        parent_iri=parent[3],
        parent=parent[2],
    )


def _foreign(label: Term | None) -> bool:
    return isinstance(label, ox.Literal) and label.language != "nl"


def _ambiguous(wanted: str, found: list[Element]) -> GizoError:
    shown = [
        f"{element.id} ({', '.join(filter(None, (names.MODELS.get(element.model, ''), element.parent)))})"
        for element in found[:_AT_MOST]
    ]
    more = f" en nog {len(found) - _AT_MOST}" if len(found) > _AT_MOST else ""
    return GizoError(f"'{wanted}' kan {len(found)} elementen zijn; kies {', '.join(shown)}{more}")


def _unknown(store: GraphStore, wanted: str, iri: str | None) -> GizoError:
    near = _suggestions(store, wanted, iri)
    hint = f"; bedoelt u {', '.join(near)}?" if near else "; geef een CURIE, UUID, berichtpad of label"
    shown = wanted if len(wanted) <= _SHOWN else wanted[:_SHOWN] + "…"
    return GizoError(f"'{shown}' is geen element van de graaf{hint}")


def _suggestions(store: GraphStore, wanted: str, iri: str | None) -> list[str]:
    if iri:
        curie = names.curie(iri)
        prefix = curie.partition(":")[0] + ":"
        known = {names.curie(text(row[0])) for row in select(store, _PREFIXES + _NAMES)}
        return _near(curie, (name for name in known if name.startswith(prefix)))
    shown = {label: f"'{label}'" for label in (text(row[0]) for row in select(store, _PREFIXES + _LABELS))}
    own = (names.curie(text(row[0])) for row in select(store, _PREFIXES + _NAMES))
    shown |= {name.removeprefix("gizo:"): name for name in own if name.startswith("gizo:")}
    return [shown[name] for name in _near(wanted, shown)]


def _near(wanted: str, candidates: Iterable[str], count: int = 3) -> list[str]:
    """Give the candidates most like a text; a comparison of letter pairs picks those worth a real look."""
    lowered = {candidate.lower(): candidate for candidate in sorted(candidates)}
    pairs = _pairs(wanted.lower())
    likely = heapq.nlargest(60, lowered, key=lambda candidate: _overlap(pairs, _pairs(candidate)))
    return [lowered[name] for name in difflib.get_close_matches(wanted.lower(), likely, n=count, cutoff=0.6)]


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
