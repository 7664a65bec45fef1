"""Counts how far the mappings go: per part of a model, how many elements have a counterpart elsewhere.

An element counts once per target model, under its best counterpart. "None" is a decision as well (no
counterpart, with a reason); only what nobody decided is undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import names
from kg.errors import GizoError
from kg.resolve import model_by_name
from kg.store import GraphStore, select, text

GGM_PACKAGE = "Generiek Jeugd en Wmo"
"""The package of GGM of which every element has a decision about GIZO."""

_ORDER = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "none", "undecided")
_PREFIXES = "".join(
    f"PREFIX {prefix}: <{names.PREFIXES[prefix]}>\n"
    for prefix in ("rdf", "rdfs", "owl", "dct", "skos", "sssom", "semapv", "v")
)
_GIZO = f"""SELECT DISTINCT ?e ?label ?group WHERE {{
  VALUES ?type {{ owl:Class owl:DatatypeProperty owl:ObjectProperty }}
  ?e rdfs:isDefinedBy <{names.ONTOLOGY}> ; rdf:type ?type ; rdfs:label ?label ; v:deelmodel ?group .
  FILTER(LANG(?label) = "nl")
}}"""
_GGM = f"""SELECT DISTINCT ?e ?label ?parent ?type WHERE {{
  VALUES ?type {{ v:Pakket v:Enumeratie v:Generalisatie owl:Class owl:DatatypeProperty owl:ObjectProperty }}
  ?e rdfs:isDefinedBy <{names.model_iri("ggm")}> ; rdf:type ?type ; rdfs:label ?label ; dct:isPartOf ?parent .
}}"""
_MESSAGES = """SELECT DISTINCT ?e ?label ?group WHERE {
  ?e rdf:type v:Berichtelement ; rdfs:label ?label ; v:berichtsoort ?type .
  ?type rdfs:label ?group .
}"""
_DECISIONS = """SELECT ?s ?p ?o ?source ?comment WHERE {
  ?m owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o ;
     sssom:mapping_justification ?how .
  OPTIONAL { ?m sssom:object_source ?source }
  OPTIONAL { ?m sssom:comment ?comment }
  OPTIONAL { ?m sssom:predicate_modifier ?not }
  FILTER(!BOUND(?not) && ?how != semapv:MappingChaining)
}"""
_OUTSIDE = "SELECT ?e ?reason WHERE { ?e v:buitenGizo ?reason }"


@dataclass(frozen=True)
class Coverage:
    """How far one part of a model is covered by another model.

    ``model`` is what is counted, ``part`` a submodel of GIZO, a package of GGM or a message type, ``target``
    the other model. The counts from ``exact`` to ``undecided`` add up to ``total``.
    """

    model: str
    part: str
    target: str
    total: int
    exact: int
    close: int
    broad: int
    narrow: int
    related: int
    none: int
    undecided: int


@dataclass(frozen=True)
class Gap:
    """An element without a counterpart in a model, and the reason; ``decided`` is false when nobody looked."""

    iri: str
    label: str
    missing_in: str
    reason: str
    decided: bool = True

    def as_json(self) -> dict[str, str]:
        """Give the gap as ``gaps --format json`` shows it.

        >>> Gap(names.gizo_iri("CAK"), "CAK", "ggm", "geen eigen klasse").as_json()
        {'id': 'gizo:CAK', 'label': 'CAK', 'missingIn': 'ggm', 'reason': 'geen eigen klasse'}
        """
        found = {"id": names.curie(self.iri), "label": self.label, "missingIn": self.missing_in}
        return {**found, "reason": self.reason}


@dataclass(frozen=True)
class _Member:
    iri: str
    label: str
    model: str
    part: str


def coverage(store: GraphStore, model: str | None = None) -> list[Coverage]:
    """Count, per part of GIZO, of GGM and of the messages, what has a counterpart.

    Args:
        store: the graph.
        model: only rows in which this model is counted or is the target.

    Raises:
        GizoError: when the model does not exist.
    """
    _known(model)
    decisions = _decisions(store)
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for member in _members(store):
        for target in _targets(member.model):
            if model in (None, member.model, target):
                best = _best(decisions.get((member.iri, target), {}))
                counts.setdefault((member.model, member.part, target), Counter())[best] += 1
    order = list(names.MODELS)
    keys = sorted(counts, key=lambda key: (order.index(key[0]), order.index(key[2]), key[1]))
    return [Coverage(*key, counts[key].total(), *(counts[key][name] for name in _ORDER)) for key in keys]


def gaps(store: GraphStore, model: str | None = None, *, undecided: bool = False) -> list[Gap]:
    """Give the elements that have no counterpart in a model, with the reason.

    Args:
        store: the graph.
        model: only what is missing in this model; all models when omitted.
        undecided: also what nobody decided yet.

    Raises:
        GizoError: when the model does not exist, or no decision is about what it lacks.
    """
    _known(model)
    targets = sorted({target for source in names.MODELS for target in _targets(source)})
    if model is not None and model not in targets:
        raise GizoError(f"over wat in '{model}' ontbreekt zijn geen besluiten; kies uit {', '.join(targets)}")
    decisions = _decisions(store)
    found = []
    for member in {member.iri: member for member in _members(store)}.values():
        for target in _targets(member.model):
            decision = decisions.get((member.iri, target), {})
            best = _best(decision)
            if model not in (None, target) or best not in ("none", "undecided"):
                continue
            if best == "none" or undecided:
                reason = decision.get("none") or "nog niet beslist"
                found.append(Gap(member.iri, member.label, target, reason, best == "none"))
    order = list(names.MODELS)
    return sorted(found, key=lambda gap: (order.index(gap.missing_in), names.curie(gap.iri)))


def _known(model: str | None) -> None:
    if model is not None and model not in names.MODELS:
        raise GizoError(f"model '{model}' bestaat niet; kies uit {', '.join(names.MODELS)}")


def _targets(model: str) -> tuple[str, ...]:
    return ("ggm", "zib", "brp") if model == "gizo" else ("gizo",)


def _members(store: GraphStore) -> Iterator[_Member]:
    for element, label, group in _texts(store, _GIZO):
        yield _Member(element, label, "gizo", group)
    for element, label, group in _texts(store, _MESSAGES):
        yield _Member(element, label, model_by_name(element), group)
    yield from _ggm_members(store)


def _ggm_members(store: GraphStore) -> Iterator[_Member]:
    """Give what the package and the packages below it hold, however deep; attributes count with their class."""
    rows = list(_texts(store, _GGM))
    labels = {element: label for element, label, _, _ in rows}
    parents = {element: parent for element, _, parent, _ in rows}
    for element, label, parent, kind in rows:
        counts = kind != names.V + "Pakket" and not element.startswith(names.RELATION_ENDS)
        if counts and any(labels.get(above) == GGM_PACKAGE for above in _upwards(element, parents)):
            yield _Member(element, label, "ggm", labels[parent])


def _upwards(element: str, parents: dict[str, str]) -> Iterator[str]:
    above = parents.get(element)
    while above:
        yield above
        above = parents.get(above)


def _decisions(store: GraphStore) -> dict[tuple[str, str], dict[str, str]]:
    """Give, per element and target model, the decisions (predicate or ``none``), each with its comment."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for subject, predicate, target, source, comment in _texts(store, _DECISIONS):
        if target == names.NO_TERM_FOUND:
            found.setdefault((subject, model_by_name(source)), {})["none"] = comment
        else:
            name = predicate.removeprefix(names.SKOS)
            found.setdefault((subject, model_by_name(target)), {})[name] = comment
    for element, reason in _texts(store, _OUTSIDE):
        found.setdefault((element, "gizo"), {})["none"] = reason
    return found


def _best(decision: Iterable[str]) -> str:
    return min(decision, key=_ORDER.index, default="undecided")


def _texts(store: GraphStore, query: str) -> Iterator[tuple[str, ...]]:
    return (tuple(text(term) for term in row) for row in select(store, _PREFIXES + query))
