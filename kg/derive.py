"""Concludes mappings from mappings: the way back of each, and chains of two or more.

What people decided is never overruled. A chain is a path over models that are all different, and between
any two of its elements that are not neighbours nothing may have been decided: not a mapping, not a "not",
not "no counterpart". So every part of a chain is a conclusion that may be drawn by itself, no chain meets
itself again, and a conclusion read backwards is a conclusion too. Where only a decision stands between a
chain and its conclusion, that is reported as a conflict: one of the two is probably wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.catalog import EUPL
from kg.decisions import BROAD, EXACT, NARROW, STRENGTH, Conflict, ConflictKind, Decisions
from kg.mapping import DERIVED_SET, DerivedMapping, Mapping, derived_mapping_triples

CHAINING = names.SEMAPV + "MappingChaining"


@dataclass(frozen=True)
class Derivation:
    """All that follows from a number of mappings, and what did not follow because of a decision."""

    derived: tuple[DerivedMapping, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class _Edge:
    """A step from one element to the next: an asserted mapping, or one read backwards."""

    source: str
    predicate: str
    target: str
    confidence: Decimal
    iri: str
    source_label: str
    target_label: str


@dataclass(frozen=True)
class _Path:
    nodes: tuple[str, ...]
    edges: tuple[_Edge, ...]
    predicate: str
    confidence: Decimal

    @property
    def hops(self) -> tuple[str, ...]:
        return tuple(edge.iri for edge in self.edges)

    @property
    def rank(self) -> tuple[Decimal, int, int, tuple[str, ...]]:
        """Best supported first: more confidence, then fewer hops, then the one that says more."""
        return -self.confidence, len(self.edges), STRENGTH.index(self.predicate), self.hops


def model_of(iri: str) -> str:
    """Give the IRI of the model an element belongs to, by the form of its IRI; empty when unknown.

    >>> model_of(names.expand("ijw:JW301/Client/Bsn")), model_of(names.expand("gizo:Client"))
    ('https://w3id.org/gizo/id/model/ijw', 'https://w3id.org/gizo/def/')
    """
    for prefix, model in _MODEL_PREFIXES:
        if iri.startswith(prefix):
            return names.model_iri(model)
    return ""


_MODEL_PREFIXES = (
    (names.GIZO, "gizo"),
    (names.PREFIXES["ggm"], "ggm"),
    (names.PREFIXES["eaid"], "ggm"),
    (names.PREFIXES["NL-CM"], "zib"),
    (names.PREFIXES["brp"], "brp"),
    *((f"{names.ID}bericht/{standard}/", standard) for standard in names.MESSAGE_RELEASES),
    (names.PREFIXES["codelijst"], "codelijsten"),
)


def compose(first: str, second: str, *, transitive_hierarchy: bool = True) -> str | None:
    """Give the predicate that follows from two in a row, or None when nothing does.

    >>> from kg.decisions import CLOSE
    >>> compose(EXACT, CLOSE) == CLOSE, compose(BROAD, BROAD) == BROAD, compose(CLOSE, CLOSE)
    (True, True, None)
    >>> compose(BROAD, BROAD, transitive_hierarchy=False), compose(BROAD, NARROW)
    (None, None)
    """
    if EXACT in (first, second):
        return second if first == EXACT else first
    if first == second and first in (BROAD, NARROW) and transitive_hierarchy:
        return first
    return None


def derive(
    mappings: Iterable[Mapping],
    *,
    transitive_hierarchy: bool = True,
    model_of: Callable[[str], str] = model_of,
) -> Derivation:
    """Give what follows from the mappings of all sets together.

    Args:
        mappings: the decisions, with the negated ones and those that there is no counterpart.
        transitive_hierarchy: whether broader than broader is broader (SKOS itself does not say so).
        model_of: the IRI of the model of an element.

    Returns:
        At most one mapping per pair of elements in each direction, sorted; and the conflicts.

    >>> def says(subject, name, target):
    ...     return Mapping(names.expand(subject), names.SKOS + name, names.expand(target),
    ...                    names.SEMAPV + "ManualMappingCuration", Decimal("0.9"))
    >>> found = derive([says("ijw:JW301/Client/Bsn", "exactMatch", "gizo:clientBsn"),
    ...                 says("gizo:clientBsn", "broadMatch", "NL-CM:0.1.7")]).derived
    >>> [(names.curie(m.subject), names.curie(m.predicate), names.curie(m.object), str(m.confidence))
    ...  for m in found if m.justification == CHAINING and "JW301" in m.subject]
    [('ijw:JW301/Client/Bsn', 'skos:broadMatch', 'NL-CM:0.1.7', '0.81')]
    """
    decisions = Decisions(mappings, model_of)
    inversions, conflicts = decisions.inversions()
    edges: dict[str, list[_Edge]] = {}
    for edge in (*map(_edge, decisions.positive), *map(_edge, inversions)):
        if decisions.model(edge.source) != decisions.model(edge.target):
            edges.setdefault(edge.source, []).append(edge)
    best: dict[tuple[str, str], _Path] = {}
    blocked: dict[tuple[str, str], tuple[_Path, ConflictKind, str]] = {}
    for start in sorted(edges):
        for path in _paths(start, edges, decisions, transitive_hierarchy):
            pair = path.nodes[0], path.nodes[-1]
            obstacle = decisions.obstacle(*pair, path.predicate)
            if obstacle is None and (pair not in best or path.rank < best[pair].rank):
                best[pair] = path
            elif obstacle and obstacle[0] and (pair not in blocked or path.rank < blocked[pair][0].rank):
                blocked[pair] = path, obstacle[0], obstacle[1]
    chains = [_chain(path) for path in best.values()]
    conflicts += [_conflict(path, kind, decision) for path, kind, decision in blocked.values()]
    return Derivation(
        derived=tuple(sorted((*inversions, *chains), key=lambda m: (m.subject, m.object))),
        conflicts=tuple(sorted(conflicts, key=lambda c: (c.subject, c.object, c.hops))),
    )


_SET: dict[str, NamedNode | Literal] = {
    names.RDF + "type": NamedNode(names.SSSOM + "MappingSet"),
    names.DCT + "title": Literal("Afgeleide mappings", language="nl"),
    names.DCT + "license": NamedNode(EUPL),
    names.DCT + "description": Literal(
        "Wat volgt uit twee of meer koppelingen achter elkaar, en de andere kant op van elke koppeling. Niemand heeft "
        "dit besloten; elke koppeling zegt uit welke zij volgt.",
        language="nl",
    ),
    names.SSSOM + "creator_label": Literal("gizo-kg"),
    names.V + "status": Literal("afgeleid"),
}
"""What is said of the set of derived mappings itself."""


def derived_triples(derivation: Derivation) -> Iterator[Triple]:
    """Say what was derived in triples: the set, and each mapping with its hops in order.

    >>> [triple.object.value for triple in derived_triples(Derivation((), ()))][:3]
    ['https://w3id.org/sssom/MappingSet', 'Afgeleide mappings', 'https://spdx.org/licenses/EUPL-1.2']
    """
    for name, value in _SET.items():
        yield Triple(NamedNode(DERIVED_SET), NamedNode(name), value)
    for mapping in derivation.derived:
        yield from derived_mapping_triples(mapping)


def _paths(start: str, edges: dict[str, list[_Edge]], decisions: Decisions, transitive: bool) -> Iterator[_Path]:
    """Give every chain of two or more hops from an element, whether or not it may be concluded.

    Ends by itself: a path meets every model once.
    """
    stack = [_Path((start, e.target), (e,), e.predicate, e.confidence) for e in edges[start]]
    while stack:
        path = stack.pop()
        if len(path.edges) > 1:
            yield path
            if not decisions.is_open(path.nodes[0], path.nodes[-1]):
                continue
        for edge in edges.get(path.nodes[-1], ()):
            predicate = compose(path.predicate, edge.predicate, transitive_hierarchy=transitive)
            if predicate and _may_follow(path, edge, decisions):
                confidence = path.confidence * edge.confidence
                stack.append(_Path((*path.nodes, edge.target), (*path.edges, edge), predicate, confidence))


def _may_follow(path: _Path, edge: _Edge, decisions: Decisions) -> bool:
    """Whether the end of a path may be taken one edge further, all but the first element considered."""
    if decisions.model(edge.target) in {decisions.model(node) for node in path.nodes}:
        return False
    return all(decisions.is_open(node, edge.target) for node in path.nodes[1:-1])


def _edge(mapping: Mapping | DerivedMapping) -> _Edge:
    return _Edge(
        mapping.subject,
        mapping.predicate,
        mapping.object,
        mapping.confidence,
        mapping.iri,
        mapping.subject_label,
        mapping.object_label,
    )


def _chain(path: _Path) -> DerivedMapping:
    return DerivedMapping(
        path.nodes[0],
        path.predicate,
        path.nodes[-1],
        path.confidence,
        CHAINING,
        path.hops,
        path.edges[0].source_label,
        path.edges[-1].target_label,
    )


def _conflict(path: _Path, kind: ConflictKind, decision: str) -> Conflict:
    return Conflict(kind, path.nodes[0], path.predicate, path.nodes[-1], path.hops, decision)
