"""Checks that the sources fit together before anything is published.

Each reader already refuses a damaged file. Faults caught here need more than one file: a mapping to an
element that no model has, two decisions that contradict each other, and a statement made in two graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from kg import names
from kg.errors import GizoError
from kg.gather import Gathered, ReadSet
from kg.mapping import Mapping

_MIRROR = {
    names.SKOS + "broadMatch": names.SKOS + "narrowMatch",
    names.SKOS + "narrowMatch": names.SKOS + "broadMatch",
}
_TYPE = names.RDF + "type"
_Placed = tuple[Path, Mapping]


def check(gathered: Gathered) -> None:
    """Refuse sources that do not fit together.

    Raises:
        GizoError: for the first fault, with file and line; the number of further faults is added.
    """
    faults = [*_unknown_elements(gathered), *_contradictions(gathered.sets), *_said_twice(gathered)]
    if faults:
        more = f" (en nog {len(faults) - 1} andere fouten)" if len(faults) > 1 else ""
        raise GizoError(faults[0] + more)


def _unknown_elements(gathered: Gathered) -> Iterator[str]:
    known = {
        triple.subject.value
        for graph in gathered.graphs
        if graph.default
        for triple in graph.triples
        if triple.predicate.value == _TYPE and isinstance(triple.subject, NamedNode)
    }
    known.add(names.NO_TERM_FOUND)
    for path, mapping in _placed(gathered.sets):
        for iri in (mapping.subject, mapping.object):
            if iri not in known:
                yield (
                    f"{path}, regel {mapping.line}: {names.curie(iri)} bestaat in geen van de modellen; "
                    "verbeter het id of haal de regel weg"
                )


def _contradictions(sets: Iterable[ReadSet]) -> Iterator[str]:
    """Compare all decisions on the same pair, whichever of the two is the subject."""
    pairs: dict[tuple[str, str], list[_Placed]] = {}
    decided: dict[tuple[str, str], list[_Placed]] = {}
    for path, mapping in _placed(sets):
        if mapping.no_counterpart:
            decided.setdefault((mapping.subject, mapping.object_source), []).append((path, mapping))
            continue
        first, second = sorted((mapping.subject, mapping.object))
        pairs.setdefault((first, second), []).append((path, mapping))
        if not mapping.negated:
            decided.setdefault((mapping.subject, mapping.object_source), []).append((path, mapping))
    for placed in pairs.values():
        says = {(mapping.negated, _forward(mapping)) for _, mapping in placed if not mapping.negated}
        if len(says) > 1 or (says and any(mapping.negated for _, mapping in placed)):
            yield _conflict(placed, "spreekt een ander besluit over hetzelfde paar tegen")
    for placed in decided.values():
        if len({mapping.no_counterpart for _, mapping in placed}) > 1:
            yield _conflict(placed, "heeft een tegenhanger én het besluit dat er geen is")


def _forward(mapping: Mapping) -> str:
    """Give the predicate as read from the smaller of the two IRIs."""
    if mapping.subject <= mapping.object:
        return mapping.predicate
    return _MIRROR.get(mapping.predicate, mapping.predicate)


def _conflict(placed: list[_Placed], what: str) -> str:
    (path, mapping), (other_path, other) = placed[0], placed[-1]
    pair = names.curie(mapping.subject)
    if not mapping.no_counterpart:
        pair += f" – {names.curie(mapping.object)}"
    return (
        f"{other_path}, regel {other.line}: {pair} {what} ({path.name}, regel {mapping.line}); laat één besluit staan"
    )


def _said_twice(gathered: Gathered) -> Iterator[str]:
    """Find triples that stand in two graphs of the default graph."""
    said: dict[str, str] = {}
    for graph in gathered.graphs:
        for line in graph.lines if graph.default else ():
            earlier = said.setdefault(line, graph.iri)
            if earlier != graph.iri:
                both = f"{names.curie(earlier)} en {names.curie(graph.iri)}"
                yield f"{line} staat in {both}; laat het in één bron staan"


def _placed(sets: Iterable[ReadSet]) -> Iterator[_Placed]:
    for read in sets:
        for mapping in read.mappings.mappings:
            yield read.path, mapping
