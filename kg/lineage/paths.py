"""Finds how an element of one model connects to elements of other models, with the evidence for each hop.

A path follows decided mappings, in either direction, and visits each model at most once: from a message
through GIZO to GGM, zib and BRP, and back. It may pass through close and related hops, which derived
mappings (:mod:`kg.derive`) may not; so every path says which hop is its weakest. A mapping that was
negated is never a hop, and never the outcome of a path either.

The strength of a hop is its predicate: exact before close, close before broad and narrow, those before
related. The weakest hop names the path. Only a path that goes up and down again (broad and narrow both)
says no more than related: two parts of one whole need have nothing else in common.

A path does not end in a return message (302, 306, …) by way of another model: that repeats the message it
answers, to which the path runs as well. What GIZO has directly in a return message is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from kg import names
from kg.errors import GizoError
from kg.lineage.reading import Reading, in_memory, in_store
from kg.mapping import DERIVED_BY
from kg.mappings.evidence import Evidence
from kg.resolve import Element, model_by_name
from kg.sources.lifting import REPEATED
from kg.store import GraphStore

MAX_HOPS = 4
STRENGTH = {"exactMatch": 0, "closeMatch": 1, "broadMatch": 2, "narrowMatch": 2, "relatedMatch": 3}
"""How weak a hop is, by the local name of its predicate; 0 is strongest."""

_MIRROR = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}


@dataclass(frozen=True)
class Hop:
    """One mapping on a path. ``inverse``: the path runs from the object of the mapping to its subject."""

    mapping: str
    subject: str
    predicate: str
    object: str
    justification: str
    confidence: Decimal
    comment: str
    mapping_set: str
    inverse: bool = False

    @property
    def start(self) -> str:
        """IRI of the element the path comes from."""
        return self.object if self.inverse else self.subject

    @property
    def end(self) -> str:
        """IRI of the element the path goes to."""
        return self.subject if self.inverse else self.object

    @property
    def match(self) -> str:
        """Local name of the predicate as read along the path: broad becomes narrow on the way back."""
        name = self.predicate.removeprefix(names.SKOS)
        return _MIRROR.get(name, name) if self.inverse else name


@dataclass(frozen=True)
class Link:
    """The best path from an element to one element of another model.

    ``derived`` says that the graph also holds this pair as a derived mapping: the path is not only a
    way to get there, but a conclusion that the rules for chains allow.
    """

    target: Element
    path: tuple[Hop, ...]
    derived: bool = False

    @cached_property
    def weakest(self) -> str:
        """Local name of the predicate of the weakest hop; of equally weak ones the least certain."""
        return max(self.path, key=lambda hop: (STRENGTH[hop.match], -hop.confidence)).match

    @property
    def predicate(self) -> str:
        """CURIE of the predicate that names the path."""
        mixed = {"broadMatch", "narrowMatch"} <= {hop.match for hop in self.path}
        return "skos:relatedMatch" if mixed else f"skos:{self.weakest}"

    @property
    def confidence(self) -> Decimal:
        """The product of the confidences of the hops."""
        product = Decimal(1)
        for hop in self.path:
            product *= hop.confidence
        return product

    @property
    def justification(self) -> str:
        """CURIE of the justification: that of the one mapping, or chaining when there are several."""
        return names.curie(self.path[0].justification) if len(self.path) == 1 else "semapv:MappingChaining"


@dataclass(frozen=True)
class NoCounterpart:
    """The decision that a model has no counterpart of an element, and why."""

    element: Element
    model: str
    reason: str


@dataclass(frozen=True)
class Lineage:
    """All that connects an element to other models.

    ``none`` holds the decisions "no counterpart" for the element and for what its paths pass through.
    """

    element: Element
    links: tuple[Link, ...]
    none: tuple[NoCounterpart, ...]


def lineage(store: GraphStore, element: Element, to: str | None = None) -> Lineage:
    """Find the lineage of an element.

    Args:
        store: the graph.
        element: from :func:`kg.resolve.resolve`.
        to: code of the model to go to (``ggm``, ``zib``, …); all models when omitted.

    Raises:
        GizoError: when the model does not exist.
    """
    return _lineage(in_store(store), element, to)


def lineage_in(evidence: Evidence, element: Element, to: str | None = None, language: str = "nl") -> Lineage:
    """Find the lineage of an element among mappings that were read before: a few milliseconds.

    Args:
        evidence: from :func:`kg.mappings.evidence.read_evidence`.
        element: from :func:`kg.mappings.evidence.as_element`.
        to: code of the model to go to; all models when omitted.
        language: of the labels.

    Raises:
        GizoError: when the model does not exist.
    """

    return _lineage(in_memory(evidence, language), element, to)


def _lineage(reading: Reading, element: Element, to: str | None) -> Lineage:
    if to is not None and to not in names.MODELS:
        raise GizoError(f"model '{to}' bestaat niet; kies uit {', '.join(names.MODELS)}")
    search = _Search(reading, element.iri)
    search.run()
    best = search.best()
    if to:
        best = {iri: path for iri, path in best.items() if model_by_name(iri) == to}
    known = reading.describe([*best, *search.decided])
    links = [
        Link(known.get(iri) or _unlabelled(iri), path, len(path) > 1 and iri in search.derived)
        for iri, path in best.items()
    ]
    order = list(names.MODELS)
    links.sort(key=lambda link: (order.index(model_by_name(link.target.iri)), _weight(link.path)[:3], link.target.id))
    none = [
        NoCounterpart(known.get(iri, element), model, reason)
        for iri, decisions in search.decided.items()
        for model, reason in decisions.items()
        if to in (None, model) and model != element.model
    ]
    none += [NoCounterpart(element, "gizo", reason) for reason in reading.outside(element) if to in (None, "gizo")]
    return Lineage(element, tuple(links), tuple(none))


class _Search:
    """A walk from one element along mappings, hop by hop, one query per step."""

    def __init__(self, reading: Reading, start: str) -> None:
        self._reading = reading
        self._start = start
        self._hops: dict[str, list[Hop]] = {}
        self._paths: dict[str, tuple[Hop, ...]] = {}
        self._negated: set[str] = set()
        self.decided: dict[str, dict[str, str]] = {}
        self.derived: set[str] = set()

    def run(self) -> None:
        """Follow all paths; each model is visited at most once on a path."""
        paths: list[tuple[Hop, ...]] = [()]
        for _ in range(MAX_HOPS):
            self._look_up({path[-1].end if path else self._start for path in paths})
            paths = [longer for path in paths for longer in self._extend(path)]
            for path in paths:
                known = self._paths.get(path[-1].end)
                if known is None or _weight(path) < _weight(known):
                    self._paths[path[-1].end] = path

    def best(self) -> dict[str, tuple[Hop, ...]]:
        """Give the best path per element reached, but for pairs that a decision rules out."""
        none = self.decided.get(self._start, {})
        return {
            iri: path
            for iri, path in self._paths.items()
            if iri not in self._negated and model_by_name(iri) not in none
        }

    def _extend(self, path: tuple[Hop, ...]) -> Iterable[tuple[Hop, ...]]:
        at = path[-1].end if path else self._start
        visited = {model_by_name(self._start), *(model_by_name(hop.end) for hop in path)}
        for hop in self._hops.get(at, ()):
            again = path and hop.inverse and hop.mapping_set in REPEATED
            if model_by_name(hop.end) not in visited and not again:
                yield (*path, hop)

    def _look_up(self, elements: set[str]) -> None:
        new = sorted(elements - self._hops.keys())
        if not new:
            return
        self._hops |= {iri: [] for iri in new}
        # In one order, whatever the order in which a server gives them.
        for row in sorted(self._reading.rows(new)):
            mapping, subject, predicate, target, justification, number, comment, group, modifier, source = row
            hop = Hop(mapping, subject, predicate, target, justification, Decimal(number or 1), comment, group)
            self._sort_out(hop, negated=bool(modifier), source=source)

    def _sort_out(self, hop: Hop, *, negated: bool, source: str) -> None:
        ends = {hop.subject, hop.object}
        if hop.object == names.NO_TERM_FOUND:
            model = model_by_name(source)
            self.decided.setdefault(hop.subject, {})[model] = hop.comment
        elif negated:
            self._negated |= ends if self._start in ends else set()
        elif hop.justification in DERIVED_BY:
            self.derived |= ends if self._start in ends else set()
        elif hop.predicate.removeprefix(names.SKOS) in STRENGTH:
            if hop.subject in self._hops:
                self._hops[hop.subject].append(hop)
            if hop.object in self._hops:
                self._hops[hop.object].append(_reverse(hop))


def _unlabelled(iri: str) -> Element:
    return Element(iri, names.curie(iri), model_by_name(iri))


def _reverse(hop: Hop) -> Hop:
    return Hop(**{**hop.__dict__, "inverse": True})


def _weight(path: tuple[Hop, ...]) -> tuple[int, Decimal, int, Literal[0, 1], tuple[str, ...]]:
    """Order paths from best to worst: weakest hop, confidence, length, direction, and then by name."""
    link = Link(Element("", "", ""), path)
    weakest = STRENGTH[link.predicate.removeprefix("skos:")]
    turned: Literal[0, 1] = 1 if any(hop.inverse for hop in path) else 0
    return weakest, -link.confidence, len(path), turned, tuple(hop.mapping for hop in path)
