"""Runs pyshacl, the reference engine: slow, and what the fast engine is held against.

Some things about it are set right here, for as long as it runs. rdflib would rewrite literals (``01`` to
``1``), which hides what the message says. It logs a traceback for each ill-formed literal, which is what we
are looking for. It parses a query again for every focus node. It compares ill-formed literals as texts, or
calls ``a <= b`` true, where SPARQL has an error. It lets ``$`` in a pattern stand before a final line break,
where XPath wants the very end. And pyshacl breaks off on a date it cannot read when comparing two properties,
where SHACL asks for a result: values that cannot be compared do not meet the comparison.
"""

from __future__ import annotations

import logging
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from pyoxigraph import RdfFormat, Triple, parse


def report(shapes: bytes, data: bytes) -> Iterator[Triple]:
    """Validate data against shapes, both N-Triples; give the triples of the ``sh:ValidationReport``.

    >>> list(report(b"", b""))
    []
    """
    if not shapes.strip() or not data.strip():
        return
    import rdflib
    from pyshacl import validate

    with _lexical_literals(), _queries_parsed_once(), _strict_order(), _tolerant_comparison():
        graph = rdflib.Graph().parse(data=data, format="nt")
        _, found, _ = validate(graph, shacl_graph=_shapes(shapes), inplace=True, allow_warnings=True)
        assert isinstance(found, rdflib.Graph)
        text = found.serialize(format="nt", encoding="utf-8")
    for quad in parse(text, format=RdfFormat.N_TRIPLES):
        yield quad.triple


@lru_cache(maxsize=64)
def _shapes(text: bytes) -> Any:
    from rdflib import SH, Graph, Literal

    graph = Graph().parse(data=text, format="nt")
    for shape, pattern in list(graph.subject_objects(SH.pattern)):
        graph.set((shape, SH.pattern, Literal(re.sub(r"\$$", r"\\Z", str(pattern)))))
    for constraint, query in list(graph.subject_objects(SH.select)):
        graph.set((constraint, SH.select, Literal(str(query).replace('$")', '\\\\Z")'))))
    return graph


@contextmanager
def _lexical_literals() -> Iterator[None]:
    """Keep literals as they are written, and do not log the ill-formed ones."""
    import rdflib

    logger, normalise = logging.getLogger("rdflib.term"), rdflib.NORMALIZE_LITERALS
    level = logger.level
    rdflib.NORMALIZE_LITERALS = False
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
        logger.setLevel(level)


@lru_cache(maxsize=256)
def _algebra(query: str, base: str | None, prefixes: tuple[tuple[str, Any], ...]) -> Any:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    return translateQuery(parseQuery(query), base, dict(prefixes))


@contextmanager
def _queries_parsed_once() -> Iterator[None]:
    """Keep parsed queries: their text is in the shapes and does not change between focus nodes."""
    from rdflib.plugins.sparql import processor

    def translated(query: str, base: str | None = None, prefixes: Mapping[str, Any] | None = None) -> Any:
        return _algebra(query, base, tuple(sorted((prefixes or {}).items())))

    saved = {name: getattr(processor, name) for name in ("parseQuery", "translateQuery")}
    for name, function in zip(saved, (str, translated), strict=True):
        setattr(processor, name, function)
    try:
        yield
    finally:
        for name, function in saved.items():
            setattr(processor, name, function)


@contextmanager
def _strict_order() -> Iterator[None]:
    """Let an ill-formed literal have no order, so that a filter that compares it is an error, as in SPARQL."""
    from rdflib import Literal

    saved = {name: getattr(Literal, name) for name in ("__lt__", "__le__", "__gt__", "__ge__")}

    def strict(method: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def compared(self: Any, other: Any) -> Any:
            ill = self.ill_typed or getattr(other, "ill_typed", False)
            return NotImplemented if ill else method(self, other)

        return compared

    for name, method in saved.items():
        setattr(Literal, name, strict(method))
    try:
        yield
    finally:
        for name, method in saved.items():
            setattr(Literal, name, method)


@contextmanager
def _tolerant_comparison() -> Iterator[None]:
    """Let ``sh:lessThan`` and ``sh:lessThanOrEquals`` report values that cannot be compared."""
    from pyshacl.constraints.core import property_pair_constraints as pairs

    patches = (
        (pairs.LessThanConstraintComponent, "_compare_lt", operator.lt),
        (pairs.LessThanOrEqualsConstraintComponent, "_compare_ltoe", operator.le),
    )
    saved = [(component, name, getattr(component, name)) for component, name, _ in patches]
    for component, name, compare in patches:
        setattr(component, name, _comparison(compare))
    try:
        yield
    finally:
        for component, name, method in saved:
            setattr(component, name, method)


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[..., tuple[bool, list[Any]]]:
    def compared(self: Any, values: Any, others: Any, graph: Any, focus: Any) -> tuple[bool, list[Any]]:
        known = list(others)
        results = [
            self.make_v_result(graph, focus, value_node=value)
            for value in values
            for other in known
            if not _holds(compare, value, other)
        ]
        return bool(results), results

    return compared


def _holds(compare: Callable[[Any, Any], bool], value: Any, other: Any) -> bool:
    try:
        return getattr(value, "datatype", None) == getattr(other, "datatype", None) and bool(compare(value, other))
    except TypeError:
        return False
