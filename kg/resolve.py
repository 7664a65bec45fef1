"""Finds the element of a model that a person means, by whatever they pasted: id, UUID, message path or label.

An identifier or a label as it is written is looked up in the graph at once, because reading an index takes a command
seconds. For everything else, and for what lies near a name that does not exist, the one search is asked
(:mod:`kg.search`). A server has the index already, and asks nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import names
from kg.elements import KIND_ORDER, Entry, kind_of, plain
from kg.errors import GizoError
from kg.search import Index, load_index, looks_like_a_code
from kg.sparql import values
from kg.store import GraphStore, Row, Term, select, text

_AT_MOST = 8
_SUGGESTED = 3
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

_LABELLED = """SELECT ?e ?label WHERE {
  VALUES ?called { rdfs:label skos:altLabel }
  ?e ?called ?label ; rdfs:isDefinedBy ?model
}"""


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


def resolve(store: GraphStore, given: str, index: Index | None = None) -> Element:
    """Find the one element a text stands for.

    Args:
        store: the graph to look in.
        given: a CURIE, IRI, GGM UUID in any spelling, zib or BRP id, path in a message, published
            identifier, or a label (case, accents and spaces do not matter) when only one element has it.
        index: its elements; read from the graph when it is needed and not given.

    Raises:
        GizoError: when there is no such element (with suggestions) or more than one (with the candidates).
    """
    wanted = given.strip()
    if not wanted:
        raise GizoError("geen element gegeven; geef een CURIE, UUID, berichtpad of label")
    iri = _as_iri(wanted)
    found = _existing(store, [iri]) if iri else []
    if not found and looks_like_a_code(wanted):
        found = _existing(store, _matches(store, _BY_IDENTIFIER % values("text", _spellings(wanted))))
    if not found and not index:
        found = _existing(store, _called_exactly(store, wanted))
    if not found:
        index = index or load_index(store)
        called = _called(index, wanted)
        described = describe(store, called)
        found = [described[one] for one in called if one in described]
        if not found:
            raise _unknown(index, wanted, iri)
    if len(found) > 1:
        raise _ambiguous(wanted, sorted(found, key=_order))
    return found[0]


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


def _order(element: Element) -> tuple[int, int, str]:
    """Put elements in the order of :func:`kg.elements.natural_order`, as far as an element tells."""
    models = list(names.MODELS)
    kind = KIND_ORDER.index(element.kind) if element.kind else len(KIND_ORDER)
    return kind, models.index(element.model) if element.model else len(models), element.id


def _ambiguous(wanted: str, found: list[Element]) -> GizoError:
    shown = [
        f"{element.id} ({', '.join(filter(None, (names.MODELS.get(element.model, ''), element.parent)))})"
        for element in found[:_AT_MOST]
    ]
    more = f" en nog {len(found) - _AT_MOST}" if len(found) > _AT_MOST else ""
    return GizoError(f"'{wanted}' kan {len(found)} elementen zijn; kies {', '.join(shown)}{more}")


def _unknown(index: Index, wanted: str, iri: str | None) -> GizoError:
    near = [_shown(entry) for entry in index.near(names.curie(iri) if iri else wanted, _SUGGESTED)]
    hint = f"; bedoelt u {', '.join(near)}?" if near else "; geef een CURIE, UUID, berichtpad of label"
    shown = wanted if len(wanted) <= _SHOWN else wanted[:_SHOWN] + "…"
    return GizoError(f"'{shown}' is geen element van de graaf{hint}")


def _shown(entry: Entry) -> str:
    return f"{entry.id} ({names.MODELS[entry.model]} {entry.label()})"


def _called_exactly(store: GraphStore, wanted: str) -> list[str]:
    """Give what has this label, but for case and accents: what :func:`_called` gives, without reading an index."""
    name = plain(wanted)
    labelled = [text(row[0]) for row in select(store, _PREFIXES + _LABELLED) if plain(text(row[1])) == name]
    labelled += [names.gizo_iri(wanted)] if wanted.isidentifier() else []
    return [iri for iri, element in describe(store, labelled).items() if element.model and element.kind]


def _called(index: Index, wanted: str) -> list[str]:
    """Give what a text names: what is called exactly so, or else what is called so but for spaces and hyphens."""
    named = index.named(wanted)
    exactly = [entry for entry in named if plain(wanted) in map(plain, _names(entry))]
    return [entry.iri for entry in exactly or named]


def _names(entry: Entry) -> Iterable[str]:
    """Give what an element is called; the elements of GIZO are also known by the name in their IRI."""
    local = [entry.iri.removeprefix(names.GIZO)] if entry.model == "gizo" else []
    return (*entry.labels.values(), *entry.alternatives, *local)
