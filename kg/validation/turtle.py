"""Writes a report as a ``sh:ValidationReport``: what another SHACL tool would say, plus file, XPath and line."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg import names
from kg.validation.results import Report, Result
from kg.validation.rules import Node, ShapeIndex, Term

_TYPE = NamedNode(names.RDF + "type")
_INTEGER = NamedNode(names.XSD + "integer")
_BOOLEAN = NamedNode(names.XSD + "boolean")
_BUILT_IN = NamedNode(names.V + "Structuurcontrole")


def to_turtle(report: Report) -> str:
    """Give the report in Turtle.

    >>> from kg.validation.report import validate
    >>> "sh:conforms true" in to_turtle(validate([]))
    True
    """
    prefixes = {name: iri for name, iri in names.PREFIXES.items() if name in ("sh", "gizo", "v", "dct", "shape", "xsd")}
    data = serialize(report_triples(report), format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    return data.decode()


def report_triples(report: Report) -> Iterator[Triple]:
    """Give the triples of the report in the SHACL results vocabulary; blank nodes are numbered."""
    node = BlankNode("rapport")
    yield Triple(node, _TYPE, _sh("ValidationReport"))
    yield Triple(node, _sh("conforms"), Literal("true" if report.conforms else "false", datatype=_BOOLEAN))
    index = ShapeIndex(report.shapes.triples)
    for number, result in enumerate(report.results, start=1):
        subject = BlankNode(f"r{number}")
        yield Triple(node, _sh("result"), subject)
        yield from _result(subject, result, report.lang)
        yield from _path(subject, result, index)


def _result(subject: BlankNode, result: Result, lang: str) -> Iterator[Triple]:
    component = _sh(result.component + "ConstraintComponent") if result.component else _BUILT_IN
    facts: list[tuple[NamedNode, Term | None]] = [
        (_TYPE, _sh("ValidationResult")),
        (_sh("focusNode"), NamedNode(result.focus_node)),
        (_sh("value"), result.term),
        (_sh("resultSeverity"), _sh(result.severity)),
        (_sh("sourceShape"), NamedNode(result.shape or names.SHAPES + result.rule)),
        (_sh("sourceConstraintComponent"), component),
        (_sh("resultMessage"), Literal(result.message, language=lang)),
        (NamedNode(names.DCT + "identifier"), Literal(result.rule)),
        (_v("bestand"), Literal(result.file)),
        (_v("xpath"), Literal(result.xpath)),
        (_v("regelnummer"), Literal(str(result.line), datatype=_INTEGER) if result.line else None),
        (_v("retourcode"), Literal(result.return_code) if result.return_code else None),
        *((_v("gerelateerdeRegel"), Literal(code)) for code in result.related),
    ]
    for predicate, value in facts:
        if value is not None:
            yield Triple(subject, predicate, value)


def _path(subject: BlankNode, result: Result, index: ShapeIndex) -> Iterator[Triple]:
    """Give ``sh:resultPath``: the one predicate, or a copy of the path as the shape has it."""
    prefix, _, local = result.path.partition(":")
    of_shape = next(iter(index.objects(NamedNode(result.shape), names.SH + "path")), None) if result.shape else None
    if isinstance(of_shape, BlankNode):
        yield Triple(subject, _sh("resultPath"), of_shape)
        yield from _copy(of_shape, index)
    elif result.path:
        yield Triple(subject, _sh("resultPath"), NamedNode(names.PREFIXES[prefix] + local))


def _copy(node: Node, index: ShapeIndex) -> Iterator[Triple]:
    for predicate, values in index.about(node):
        for value in values:
            yield Triple(node, NamedNode(predicate), value)
            if isinstance(value, BlankNode):
                yield from _copy(value, index)


def _sh(name: str) -> NamedNode:
    return NamedNode(names.SH + name)


def _v(name: str) -> NamedNode:
    return NamedNode(names.V + name)
