"""Reads from the shapes what the check across messages asks: what breaks a rule, and what is missing to decide it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import names
from kg.errors import GizoError
from kg.validation.rules import ACROSS, Rule, ShapeIndex, Term
from kg.validation.shapes import Shapes

_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)


@dataclass(frozen=True)
class Constraint:
    """A SPARQL constraint of a rule across messages.

    Attributes:
        rule: the rule.
        shape: IRI of the node shape that has it.
        query: SELECT that gives ``?this`` and, if it applies, ``?path`` and ``?value`` of whatever breaks it.
    """

    rule: Rule
    shape: str
    query: str


@dataclass(frozen=True)
class Missing:
    """What makes a rule undecidable.

    Attributes:
        rule: the rule.
        query: SELECT that gives ``?this`` that cannot be judged, and ``?nodig``: the number of what is missing.
        texts: by language, what is missing and how to give it; ``{?nodig}`` stands for the numbers.
    """

    rule: Rule
    query: str
    texts: Mapping[str, str]


def constraints(shapes: Shapes) -> Iterator[Constraint]:
    """Give the constraints of all rules across messages.

    Raises:
        GizoError: for a rule across messages that is not made of ``sh:targetClass`` and ``sh:sparql``.

    >>> from kg.validation.shapes import load_shapes
    >>> {found.rule.level for found in constraints(load_shapes())}
    {'berichtoverstijgend'}
    """
    for rule in shapes.rules.values():
        if rule.level != ACROSS:
            continue
        for shape in map(NamedNode, rule.shapes):
            found = shapes.index.objects(shape, names.SH + "sparql")
            if not found:
                raise GizoError(f"shapes: {rule.code} gaat over berichten heen en heeft geen sh:sparql; voeg die toe")
            for constraint in found:
                yield Constraint(rule, shape.value, _query(shapes.index, constraint, shape))


def missing(shapes: Shapes) -> Iterator[Missing]:
    """Give what can be missing to decide a rule (``v:nietBeslistAls``).

    Raises:
        GizoError: as :func:`constraints`.

    >>> from kg.validation.shapes import load_shapes
    >>> all(set(found.texts) == {"nl", "en"} for found in missing(load_shapes()))
    True
    """
    for rule in shapes.rules.values():
        for shape in map(NamedNode, rule.shapes):
            for node in shapes.index.objects(shape, names.V + "nietBeslistAls"):
                texts = shapes.index.texts(node, names.SH + "message")
                yield Missing(rule, _query(shapes.index, node, shape), texts)


def _query(index: ShapeIndex, constraint: Term, shape: NamedNode) -> str:
    """Give the query of a constraint with its prefixes, for every focus node of the shape at once.

    SHACL runs the query once per focus node with ``$this`` filled in; here the target is a pattern at the start
    of the query, which comes to the same for a query in which every group that filters on ``$this`` binds it.
    """
    select = index.text(constraint, names.SH + "select")
    classes = index.iris(shape, names.SH + "targetClass")
    where = _WHERE.search(select)
    if where is None or not classes:
        raise GizoError(f"shapes: {shape.value} mist sh:targetClass of een SELECT met WHERE; vul de shape aan")
    target = f" VALUES ?_doel {{ {' '.join(f'<{cls}>' for cls in classes)} }} $this a ?_doel . "
    return _prefixes(index, constraint) + select[: where.end()] + target + select[where.end() :]


def _prefixes(index: ShapeIndex, constraint: Term) -> str:
    lines = [
        f"PREFIX {index.text(declared, names.SH + 'prefix')}: <{index.text(declared, names.SH + 'namespace')}>\n"
        for holder in index.objects(constraint, names.SH + "prefixes")
        for declared in index.objects(holder, names.SH + "declare")
    ]
    return "".join(lines)
