"""Holds a conclusion against what people decided: a mapping, a "not", or "no counterpart"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kg import names
from kg.mapping import DerivedMapping, Mapping

EXACT, BROAD, NARROW, CLOSE, RELATED = (
    names.SKOS + name for name in ("exactMatch", "broadMatch", "narrowMatch", "closeMatch", "relatedMatch")
)
INVERSE = {EXACT: EXACT, BROAD: NARROW, NARROW: BROAD, CLOSE: CLOSE, RELATED: RELATED}
"""What a mapping says when it is read from its object to its subject."""

STRENGTH = (EXACT, BROAD, NARROW, CLOSE, RELATED)
"""The predicates, the one that says most first."""

INVERSION = names.SEMAPV + "MappingInversion"


class ConflictKind(Enum):
    """What stands in the way of a conclusion."""

    OTHERWISE = "anders besloten"
    NEGATED = "ontkend"
    NO_COUNTERPART = "geen tegenhanger"


@dataclass(frozen=True)
class Conflict:
    """A conclusion that was not drawn because a decision says otherwise."""

    kind: ConflictKind
    subject: str
    predicate: str
    object: str
    hops: tuple[str, ...]
    decision: str


class Decisions:
    """What people decided, in the form in which a conclusion has to be held against it."""

    def __init__(self, mappings: Iterable[Mapping], model_of: Callable[[str], str]) -> None:
        """Take all decisions, of all sets together."""
        found = sorted(mappings, key=lambda mapping: mapping.iri)
        self._model_of = model_of
        self._models: dict[str, str] = {}
        self._negated = {(m.subject, m.predicate, m.object): m.iri for m in found if m.negated}
        self._none = {(m.subject, m.object_source): m.iri for m in found if m.no_counterpart and not m.negated}
        self.positive = [m for m in found if not m.no_counterpart and self._stands(m)]
        self._denied: dict[tuple[str, str], str] = {}
        for (subject, _, target), iri in self._negated.items():
            self._denied[subject, target] = self._denied[target, subject] = iri
        self._decided: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for m in self.positive:
            self._decided.setdefault((m.subject, m.object), []).append((m.predicate, m.iri))
            self._decided.setdefault((m.object, m.subject), []).append((INVERSE[m.predicate], m.iri))

    def _stands(self, mapping: Mapping) -> bool:
        """Whether a positive mapping can be reasoned with: a SKOS match that is not denied in one breath."""
        triple = mapping.subject, mapping.predicate, mapping.object
        is_denied = mapping.negated or triple in self._negated
        return mapping.predicate in INVERSE and not is_denied and mapping.subject != mapping.object

    def model(self, iri: str) -> str:
        """Give the model of an element, looked up once."""
        if iri not in self._models:
            self._models[iri] = self._model_of(iri)
        return self._models[iri]

    def is_open(self, one: str, other: str) -> bool:
        """Whether nothing at all was decided between two elements of different models."""
        return not (
            self.model(one) == self.model(other)
            or (one, other) in self._decided
            or (one, other) in self._denied
            or self._decided_none(one, other)
        )

    def obstacle(self, subject: str, target: str, predicate: str) -> tuple[ConflictKind | None, str] | None:
        """Give what keeps a chain from its conclusion, or None; the kind is None when it is no conflict."""
        if (subject, target) in self._denied:
            return ConflictKind.NEGATED, self._denied[subject, target]
        none = self._decided_none(subject, target)
        if none:
            return ConflictKind.NO_COUNTERPART, none
        decided = self._decided.get((subject, target))
        if not decided:
            return None
        contradictions = [iri for other, iri in decided if contradicts(predicate, other)]
        return (ConflictKind.OTHERWISE, contradictions[0]) if contradictions else (None, "")

    def inversions(self) -> tuple[list[DerivedMapping], list[Conflict]]:
        """Give the way back of every mapping whose way back was not decided on, and the conflicts."""
        asserted = {(m.subject, m.object): m for m in self.positive}
        best: dict[tuple[str, str], DerivedMapping] = {}
        conflicts = []
        for m in self.positive:
            if self.model(m.subject) == self.model(m.object):
                continue
            back = DerivedMapping(
                *(m.object, INVERSE[m.predicate], m.subject, m.confidence, INVERSION, (m.iri,)),
                *(m.object_label, m.subject_label),
            )
            pair = back.subject, back.object
            kind, decision = self._against(back, asserted.get(pair))
            if kind:
                conflicts.append(Conflict(kind, *pair[:1], back.predicate, pair[1], back.hops, decision))
            elif pair not in asserted and (pair not in best or _support(back) < _support(best[pair])):
                best[pair] = back
        return list(best.values()), conflicts

    def _against(self, back: DerivedMapping, asserted: Mapping | None) -> tuple[ConflictKind | None, str]:
        negated = self._negated.get((back.subject, back.predicate, back.object))
        if negated:
            return ConflictKind.NEGATED, negated
        none = self._none.get((back.subject, self.model(back.object)))
        if none:
            return ConflictKind.NO_COUNTERPART, none
        if asserted and contradicts(back.predicate, asserted.predicate):
            return ConflictKind.OTHERWISE, asserted.iri
        return None, ""

    def _decided_none(self, one: str, other: str) -> str:
        return self._none.get((one, self.model(other))) or self._none.get((other, self.model(one)), "")


def contradicts(concluded: str, decided: str) -> bool:
    """Say whether two predicates cannot both hold; who decided "close" thereby said "not exact".

    >>> contradicts(EXACT, CLOSE), contradicts(CLOSE, EXACT), contradicts(BROAD, NARROW)
    (True, False, True)
    """
    return concluded != decided and (CLOSE not in (concluded, decided) or concluded == EXACT)


def _support(mapping: DerivedMapping) -> tuple[Decimal, int, tuple[str, ...]]:
    return -mapping.confidence, STRENGTH.index(mapping.predicate), mapping.hops
