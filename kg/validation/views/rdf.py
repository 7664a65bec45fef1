"""Writes a report as a ``sh:ValidationReport``: what another SHACL tool would say, plus where and for whom.

``sh:conforms`` is false only when there is a Violation, as in the other forms: warnings and notes do not fail.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg import names
from kg.validation.results import Checked, Report, Result, by_message
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
    if report.today:
        yield Triple(node, _v("vandaag"), Literal(report.today.isoformat(), datatype=NamedNode(names.XSD + "date")))
    index = ShapeIndex(report.shapes.triples)
    copied: set[Node] = set()
    messages = {checked.iri: checked for checked, _ in by_message(report)}
    for number, result in enumerate(report.results, start=1):
        subject = BlankNode(f"r{number}")
        yield Triple(node, _sh("result"), subject)
        yield from _result(subject, result, messages[result.about], report.lang)
        yield from _path(subject, result, index, copied)
    yield from _open(node, report)


def _open(node: BlankNode, report: Report) -> Iterator[Triple]:
    """Give what the report says no more about: files that could not be read, rules that could not be decided."""
    for number, unread in enumerate(report.unreadable, start=1):
        subject = BlankNode(f"b{number}")
        yield Triple(node, _v("nietGelezen"), subject)
        yield Triple(subject, _v("bestand"), Literal(unread.file))
        yield Triple(subject, _v("redenNietGelezen"), Literal(unread.reason, language="nl"))
        if unread.line:
            yield Triple(subject, _v("regelnummer"), Literal(str(unread.line), datatype=_INTEGER))
    for number, rule in enumerate(report.undecided, start=1):
        subject = BlankNode(f"o{number}")
        yield Triple(node, _v("nietBeslist"), subject)
        yield Triple(subject, NamedNode(names.DCT + "identifier"), Literal(rule.rule))
        yield Triple(subject, _v("redenNietBeslist"), Literal(rule.needs, language=report.lang))
        yield Triple(subject, _v("aantalBerichten"), Literal(str(rule.count), datatype=_INTEGER))


def _result(subject: BlankNode, result: Result, checked: Checked, lang: str) -> Iterator[Triple]:
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
        (_v("xpath"), Literal(result.xpath) if result.xpath else None),
        (_v("regelnummer"), Literal(str(result.line), datatype=_INTEGER) if result.line else None),
        (_v("retourcode"), Literal(result.return_code) if result.return_code else None),
        (_v("berichtidentificatie"), Literal(checked.identification) if checked.identification else None),
        (_v("overToewijzing"), Literal(result.toewijzing) if result.toewijzing else None),
        (_v("herstelDoor"), Literal(result.repair) if result.repair else None),
        *((_v("gerelateerdeRegel"), Literal(code)) for code in result.related),
    ]
    for predicate, value in facts:
        if value is not None:
            yield Triple(subject, predicate, value)


def _path(subject: BlankNode, result: Result, index: ShapeIndex, copied: set[Node]) -> Iterator[Triple]:
    """Give ``sh:resultPath``: the one predicate, or the path as the shape has it, copied once for all results."""
    prefix, _, local = result.path.partition(":")
    of_shape = next(iter(index.objects(NamedNode(result.shape), names.SH + "path")), None) if result.shape else None
    if isinstance(of_shape, BlankNode):
        yield Triple(subject, _sh("resultPath"), of_shape)
        if of_shape not in copied:
            copied.add(of_shape)
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
