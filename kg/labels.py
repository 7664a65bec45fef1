"""What anything in the graph is called: an element, a concept, a mapping, a named graph, a term of others.

A page shows names, not IRIs. They are asked for together, because a page may name hundreds of things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.facts import Facts, by_subject, one, words
from kg.search import Index
from kg.sparql import values
from kg.store import GraphStore, Row, select
from kg.term_words import term_words
from kg.wording import HARMONISATION

_NAMING = (names.RDFS + "label", names.SKOS + "prefLabel", names.DCT + "title", names.FOAF + "name", names.VCARD + "fn")
_MAPPING = tuple(names.OWL + name for name in ("annotatedSource", "annotatedProperty", "annotatedTarget"))
_FALLBACK = (names.DCT + "identifier", names.SKOS + "notation")
_LABELS = "SELECT ?s ?p ?o WHERE { THINGS GRAPH ?g { ?s ?p ?o } FILTER(?p IN (PREDICATES)) }"
_AT_ONCE = 500


def labels(store: GraphStore, index: Index, iris: Iterable[str], language: str = "nl") -> dict[str, str]:
    """Give the names of things; one that has none is left out.

    Args:
        store: the graph.
        index: all elements; what is in it need not be asked.
        iris: the things.
        language: ``nl`` or ``en``.

    Raises:
        GizoError: when the store cannot be asked.
    """
    wanted = set(iris)
    found = {iri: entry.label(language) for iri in wanted if (entry := index.get(iri))}
    found |= {iri: word for iri in wanted - set(found) if (word := term_words(iri, language))}
    unknown = sorted(iri for iri in wanted - set(found) if iri.startswith((names.BASE, "urn:uuid:")))
    facts = _facts(store, unknown)
    ends = {one(said, end) for said in facts.values() for end in (_MAPPING[0], _MAPPING[2])} - {""} - wanted
    known = found | (labels(store, index, ends, language) if ends else {})
    for iri in unknown:
        label = _label(facts.get(iri, {}), known, language)
        if label:
            found[iri] = label
    return found


def _facts(store: GraphStore, iris: list[str]) -> dict[str, Facts]:
    rows: list[Row] = []
    # As a filter: joined with the things, engines look up every pair of them in every graph.
    predicates = ", ".join(str(NamedNode(one)) for one in (*_NAMING, *_MAPPING, *_FALLBACK))
    for start in range(0, len(iris), _AT_ONCE):
        things = values("s", [NamedNode(iri) for iri in iris[start : start + _AT_ONCE]])
        rows += select(store, _LABELS.replace("THINGS", things).replace("PREDICATES", predicates))
    return by_subject(rows)


def _label(facts: Facts, known: Mapping[str, str], language: str) -> str:
    for predicate in _NAMING:
        if label := words(facts, predicate, language):
            return label
    source, predicate, target = (one(facts, end) for end in _MAPPING)
    if source:
        relation = HARMONISATION.get(predicate.removeprefix(names.SKOS), {}).get(language, names.curie(predicate))
        return f"{known.get(source, names.curie(source))} {relation} {known.get(target, names.curie(target))}"
    fallback = [value.value for name in _FALLBACK for value in facts.get(name, ()) if isinstance(value, Literal)]
    return min(fallback, default="")
