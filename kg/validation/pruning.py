"""Leaves out the shapes that nothing leads to: what an engine does not read costs no time.

Shapes are written once for all message types. For one type most have no target left, and what only they refer to
is of no use either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pyoxigraph import BlankNode, NamedNode, Triple


def reached(triples: Iterable[Triple], targets: Collection[str]) -> list[Triple]:
    """Give the statements about shapes with a target, and about all they refer to, in the order they came.

    Args:
        triples: shapes.
        targets: IRIs of the predicates that give a shape a target.

    >>> node, other = NamedNode("urn:a"), NamedNode("urn:b")
    >>> aimed, used = NamedNode("urn:target"), NamedNode("urn:uses")
    >>> len(reached([Triple(node, aimed, node), Triple(node, used, other), Triple(other, used, other)], {"urn:target"}))
    3
    >>> reached([Triple(node, used, other)], {"urn:target"})
    []
    """
    known = list(triples)
    about: dict[object, list[Triple]] = {}
    for triple in known:
        about.setdefault(triple.subject, []).append(triple)
    todo: list[object] = [triple.subject for triple in known if triple.predicate.value in targets]
    found: set[object] = set(todo)
    while todo:
        for triple in about.get(todo.pop(), ()):
            there = triple.object
            if isinstance(there, NamedNode | BlankNode) and there not in found:
                found.add(there)
                todo.append(there)
    return [triple for triple in known if triple.subject in found]
