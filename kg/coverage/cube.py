"""Says the counts of coverage in RDF, as a data cube (W3C RDF Data Cube Vocabulary).

A count has three dimensions (model, part of it, other model) and a measure for each way to stand, which is what a
cube is for. DQV, the other vocabulary for this, would need a metric for every measure and cannot say that the counts
of a row add up. The IRI of a count is the address of the page that shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.coverage.counting import Row, Table

_CUBE = NamedNode(names.coverage_iri())
_STRUCTURE = NamedNode(names.part_iri(names.coverage_iri(), "structuur"))
_TYPE, _LABEL = NamedNode(names.RDF + "type"), NamedNode(names.RDFS + "label")
_DIMENSIONS = {
    "model": ("model", "model"),
    "onderdeel": ("onderdeel van het model", "part of the model"),
    "naar": ("naar model", "to model"),
    "gezocht": ("of er naar tegenhangers is gezocht", "whether anybody looked for counterparts"),
}
_MEASURES = {
    "totaal": ("elementen", "elements"),
    "exact": ("exact overeenkomstig", "exactly equivalent"),
    "close": ("vrijwel overeenkomstig", "nearly equivalent"),
    "broad": ("overeenkomstig bovenliggend", "corresponding broader"),
    "narrow": ("overeenkomstig onderliggend", "corresponding narrower"),
    "related": ("overeenkomstig verwant", "related"),
    "geen": ("geen tegenhanger", "no counterpart"),
    "open": ("open", "open"),
}


def cube(tables: Iterable[Table]) -> Iterator[Triple]:
    """Say counts in triples, with the structure that tells what they mean.

    Args:
        tables: the counts.

    >>> [triple.object.value for triple in cube([])][:2]
    ['http://purl.org/linked-data/cube#DataSet', 'http://purl.org/linked-data/cube#DataStructureDefinition']
    """
    yield Triple(_CUBE, _TYPE, _qb("DataSet"))
    yield Triple(_STRUCTURE, _TYPE, _qb("DataStructureDefinition"))
    yield Triple(_CUBE, _qb("structure"), _STRUCTURE)
    yield Triple(_CUBE, _LABEL, Literal("Dekking van de modellen", language="nl"))
    yield Triple(_CUBE, _LABEL, Literal("Coverage of the models", language="en"))
    for role, kind, terms in (
        ("dimension", "DimensionProperty", _DIMENSIONS),
        ("measure", "MeasureProperty", _MEASURES),
    ):
        for name, (dutch, english) in terms.items():
            component = NamedNode(names.part_iri(names.coverage_iri(), f"component-{name}"))
            yield Triple(_STRUCTURE, _qb("component"), component)
            yield Triple(component, _qb(role), _term(name))
            yield Triple(_term(name), _TYPE, _qb(kind + "Property"))
            yield Triple(_term(name), _LABEL, Literal(dutch, language="nl"))
            yield Triple(_term(name), _LABEL, Literal(english, language="en"))
    for table in tables:
        for row in (table.whole, *table.parts):
            yield from _observation(row)


def _observation(row: Row) -> Iterator[Triple]:
    one = row.count
    node = NamedNode(names.coverage_iri(one.model, one.part, one.target))
    yield Triple(node, _TYPE, _qb("Observation"))
    yield Triple(node, _qb("dataSet"), _CUBE)
    yield Triple(node, _term("model"), NamedNode(names.model_iri(one.model)))
    yield Triple(node, _term("naar"), _target(one.target))
    yield Triple(node, _term("onderdeel"), Literal(one.part))
    yield Triple(node, _term("gezocht"), Literal(row.sought))
    counts = (one.total, one.exact, one.close, one.broad, one.narrow, one.related, one.none, one.undecided)
    for name, count in zip(_MEASURES, counts, strict=True):
        yield Triple(node, _term(name), Literal(count))


def _target(code: str) -> NamedNode | Literal:
    return NamedNode(names.model_iri(code)) if code in names.MODELS else Literal(code)


def _term(name: str) -> NamedNode:
    return NamedNode(names.part_iri(names.coverage_iri(), name))


def _qb(name: str) -> NamedNode:
    return NamedNode(names.QB + name)
