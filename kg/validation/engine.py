"""Runs the rules on a graph: every SHACL engine behind one function, with one form of answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg import names
from kg.errors import GizoError
from kg.validation.rules import ShapeIndex
from kg.validation.shapes import Shapes

DEFAULT_ENGINE = "pyshifty"
ENGINES = {"pyshifty": "kg.validation.shifty", "pyshacl": "kg.validation.reference"}
"""Name of each engine and the module that runs it: the fast one, and the reference."""

_SUBJECT_TYPE = NamedNode(names.V + "berichtsoort")
_IN_MESSAGE = NamedNode(names.V + "inBericht")


class Engine(Protocol):
    """What a module of an engine offers: shapes and data in N-Triples in, a ``sh:ValidationReport`` out."""

    def report(self, shapes: bytes, data: bytes) -> Iterable[Triple]:
        """Validate the data."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that breaks a rule.

    Attributes:
        rule: code of the rule.
        focus: IRI of the focus node.
        path: path in SPARQL notation with CURIEs, empty when the rule is about the node as a whole.
        value: the offending value, if one value offends.
        severity: ``Violation``, ``Warning`` or ``Info``.
        shape: IRI of the source shape.
        component: local name of the constraint component, such as ``MinCount``.
        message_type: type of the message the node is in, empty for a loose graph.
    """

    rule: str
    focus: str
    path: str
    value: Literal | NamedNode | None
    severity: str
    shape: str
    component: str
    message_type: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What engines must agree on: rule, focus node and path."""
        return self.rule, self.focus, self.path


def check(triples: Iterable[Triple], shapes: Shapes, engine: str = DEFAULT_ENGINE) -> frozenset[Finding]:
    """Check a graph against the rules.

    Messages of several types may stand in one graph: each is judged by the rules of its own type, found
    through ``v:berichtsoort``. What is in no message is judged by all rules.

    Args:
        triples: the graph.
        shapes: the rules.
        engine: one of :data:`ENGINES`.

    Raises:
        GizoError: for an unknown engine.

    >>> from kg.validation.shapes import load_shapes
    >>> check([], load_shapes())
    frozenset()
    """
    runner = get_engine(engine)
    found: set[Finding] = set()
    for message_type, part in _by_type(triples).items():
        compiled = shapes.compiled(message_type)
        data = serialize(part, format=RdfFormat.N_TRIPLES) or b""
        found.update(_findings(runner.report(compiled.data, data), shapes, message_type))
    return frozenset(found)


def get_engine(name: str) -> Engine:
    """Give an engine by name.

    Raises:
        GizoError: when it does not exist.

    >>> get_engine("pyshifty").__name__
    'kg.validation.shifty'
    """
    if name not in ENGINES:
        raise GizoError(f"engine '{name}' bestaat niet; kies uit {', '.join(ENGINES)}")
    return cast(Engine, import_module(ENGINES[name]))


def _by_type(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    """Part a graph by the type of message that each subject is in."""
    known = list(triples)
    types: dict[object, str] = {}
    inside: dict[object, object] = {}
    for triple in known:
        if triple.predicate == _SUBJECT_TYPE and isinstance(triple.object, NamedNode):
            types[triple.subject] = triple.object.value.rsplit("/", 1)[-1]
        elif triple.predicate == _IN_MESSAGE:
            inside[triple.subject] = triple.object
    if len(set(types.values())) <= 1 and all(message in types for message in inside.values()):
        return {next(iter(types.values()), ""): known} if known else {}
    parts: dict[str, list[Triple]] = {}
    for triple in known:
        message = inside.get(triple.subject, triple.subject)
        parts.setdefault(types.get(message, ""), []).append(triple)
    return parts


def _findings(report: Iterable[Triple], shapes: Shapes, message_type: str) -> Iterator[Finding]:
    index = ShapeIndex(report)
    results = (result for node in list(index.subjects()) for result in index.objects(node, names.SH + "result"))
    for result in results:
        shape = next(iter(index.iris(result, names.SH + "sourceShape")), "")
        component = next(iter(index.iris(result, names.SH + "sourceConstraintComponent")), "")
        rule = shapes.rule_of(shape, component, message_type)
        focus = next(iter(index.objects(result, names.SH + "focusNode")), None)
        path = next(iter(index.iris(result, names.SH + "resultPath")), "")
        value = next(iter(index.objects(result, names.SH + "value")), None)
        # A node that is wrong as a whole is its own value according to SHACL; that says nothing to a reader.
        value = None if value == focus or isinstance(value, BlankNode | Triple) else value
        yield Finding(
            rule=rule.code,
            focus=str(focus) if isinstance(focus, Literal) else getattr(focus, "value", ""),
            path=names.curie(path) if path else shapes.paths.get(shape, ""),
            value=value,
            severity=shapes.severity(shape, rule),
            shape=shape,
            component=component.removeprefix(names.SH).removesuffix("ConstraintComponent"),
            message_type=message_type,
        )
