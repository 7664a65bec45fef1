"""The table of message elements that carry an element: by standard, what is the same said once for several rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.element.links import Link
from kg.elements import Entry
from kg.search import Index


@dataclass(frozen=True)
class Row:
    """A message element that carries something.

    Attributes:
        link: the mapping.
        element: the message element.
        code: code of its message.
        message: the message; None when it is no element of now.
        path: its path in the message.
        rows: how many rows what the mapping says stands for; 0 when a row above says it.
    """

    link: Link
    element: Entry
    code: str
    message: Entry | None
    path: str
    rows: int


def by_standard(links: Iterable[Link], index: Index) -> list[tuple[str, list[Row]]]:
    """Give the message elements of each standard, by message; those about which the same is said stand together.

    Args:
        links: mappings with a message element at the other end.
        index: all elements.

    >>> by_standard([], Index([]))
    []
    """
    found: dict[str, dict[tuple[str, ...], list[tuple[Link, Entry]]]] = {}
    for link in links:
        if link.other:
            said = (str(link.derived), link.relation, link.confidence, link.comment, link.status)
            found.setdefault(link.other.model, {}).setdefault(said, []).append((link, link.other))
    return [(model, [row for some in said.values() for row in _rows(some, index)]) for model, said in found.items()]


def _rows(some: list[tuple[Link, Entry]], index: Index) -> list[Row]:
    rows = []
    for place, (link, element) in enumerate(sorted(some, key=lambda one: one[1].id)):
        code, _, path = element.id.partition(":")[2].partition("/")
        message = index.resolve(f"{element.id.partition(':')[0]}:{code}")
        rows.append(Row(link, element, code, message, path or code, 0 if place or link.derived else len(some)))
    return [row if row.rows or not row.link.derived else Row(**{**vars(row), "rows": 1}) for row in rows]
