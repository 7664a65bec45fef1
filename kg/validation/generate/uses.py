"""Says how every message type uses GIZO: which value on which class, how often, and how nodes hang together.

It follows from two tables: the schema of the message (:mod:`kg.schema`) and what its elements become
(:mod:`kg.sources.lifting`). How often something occurs is counted from the node that holds it: an optional group
in between makes a mandatory element optional, an element of two places counts for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.schema import Part, message_schema
from kg.sources.lifting import Hang, LiftRow, LiftTable, lifting_table, supported_messages

_HEADER = "/Bericht/Header/"


@dataclass(frozen=True)
class Value:
    """An element that becomes a value, seen from the nodes that carry it.

    Attributes:
        message: message type, such as ``JW301``.
        path: path of the element.
        holder: path of the element that makes the carrying node.
        cls: IRI of the class of that node.
        term: IRI of the attribute.
        minimum: how often at least on such a node.
        maximum: how often at most, None for no limit.
        part: what the schema says of the element.
        lifted: IRI of the datatype it is lifted to.
        group: path of the optional group below the node that makes it mandatory again, empty when there is none.
        main: whether this is the attribute that stands for the element; one element may fill more than one.
    """

    message: str
    path: str
    holder: str
    cls: str
    term: str
    minimum: int
    maximum: int | None
    part: Part
    lifted: str
    group: str = ""
    main: bool = True

    @property
    def facets(self) -> Mapping[str, str]:
        """The facets of its datatype: ``base``, ``maxLength``, ``pattern``, ….

        >>> next(value for value in uses("JW301").values if value.path.endswith("/Bsn")).facets["maxLength"]
        '9'
        """
        return read_facets(self.part.pattern)


@dataclass(frozen=True)
class Link:
    """A relation that nodes of a class have in a message.

    Attributes:
        message: message type.
        cls: IRI of the class of the nodes that have it.
        holder: path of the element that makes such a node.
        term: IRI of the relation, empty when the other node is merely a part of this one.
        inverse: whether the relation runs towards this node.
        other: IRI of the class at the other end.
        minimum: how often at least.
        maximum: how often at most, None for no limit.
        upward: whether it leads to a node that is there before this one: above it, or in the header.
    """

    message: str
    cls: str
    holder: str
    term: str
    inverse: bool
    other: str
    minimum: int
    maximum: int | None
    upward: bool = False


@dataclass(frozen=True)
class End:
    """A relation of a message with the class it leads to."""

    message: str
    term: str
    cls: str


@dataclass(frozen=True)
class Uses:
    """What one message type uses: values, relations, parts without a relation, and the nodes (class, path)."""

    message: str
    values: tuple[Value, ...]
    links: tuple[Link, ...]
    ends: tuple[End, ...]
    nodes: tuple[tuple[str, str], ...]


def read_facets(pattern: str) -> Mapping[str, str]:
    """Read the facets of a datatype as the fact tables have them.

    >>> read_facets("base=xs:string; minLength=1; pattern=([a;b])+")["pattern"]
    '([a;b])+'
    """
    head, _, regex = pattern.partition("pattern=")
    found = dict(facet.split("=", 1) for facet in head.strip("; ").split("; ") if facet)
    return found | ({"pattern": regex} if regex else {})


@cache
def uses(message: str) -> Uses:
    """Say how a message type uses GIZO.

    Raises:
        GizoError: when there is no lifting table or no schema for it.

    >>> {value.minimum for value in uses("JW305").values if value.path.endswith("/Voornamen")}
    {0}
    """
    walk = _Walk(lifting_table(message))
    links = (*walk.links(), *walk.parts())
    return Uses(message, tuple(walk.values()), links, tuple(walk.ends()), tuple(walk.nodes()))


def all_uses() -> tuple[Uses, ...]:
    """Say how each message type uses GIZO, in the order of the message types."""
    return tuple(uses(message) for message in supported_messages())


class _Walk:
    """Looks up rows and parts of one message type."""

    def __init__(self, table: LiftTable) -> None:
        self.table, self.message = table, table.message
        self.schema = message_schema(table.standard, table.message)
        self.shared = {row.shared for row in table.rows if row.shared}

    def values(self) -> Iterator[Value]:
        for row in self._rows():
            part = self.schema.get(row.path)
            for position, hang in enumerate(row.values if part else ()):
                assert part is not None
                holder = self._holder(hang, row.path)
                low, high = self._count(holder, row.path)
                yield Value(
                    message=self.message,
                    path=row.path,
                    holder=holder,
                    cls=self._cls(holder),
                    term=hang.term.value,
                    minimum=low,
                    maximum=high,
                    part=part,
                    lifted=row.datatype.value,
                    group=self._group(holder, row.path) if not low else "",
                    main=not position,
                )

    def links(self) -> Iterator[Link]:
        for row in self._rows():
            parent = row.path.rpartition("/")[0]
            for hang in row.associations:
                holder = self._holder(hang, parent)
                yield from self._down(row, hang, holder, holder == self._nearest(parent))
                yield from self._up(row, hang, holder)

    def _down(self, row: LiftRow, hang: Hang, holder: str, near: bool) -> Iterator[Link]:
        """Give a relation as the node around another has it, or a node beside it; others have it at second hand."""
        beside = not hang.inverse and not holder.startswith(_HEADER) and not f"{row.path}/".startswith(f"{holder}/")
        if near or beside:
            low, high = self._count(holder, row.path)
            yield Link(
                message=self.message,
                cls=self._cls(holder),
                holder=holder,
                term=hang.term.value,
                inverse=hang.inverse,
                other=self._cls(row.path),
                minimum=low if near else 0,
                maximum=high,
            )

    def _up(self, row: LiftRow, hang: Hang, holder: str) -> Iterator[Link]:
        """Give a relation as the node itself has it: one of its own, or with a party that nothing else names."""
        if hang.inverse or (holder.startswith(_HEADER) and not self._named_above(row, holder)):
            low, high = self._count(row.path, holder)
            yield Link(
                message=self.message,
                cls=self._cls(row.path),
                holder=row.shared or row.path,
                term=hang.term.value,
                inverse=not hang.inverse,
                other=self._cls(holder),
                minimum=low,
                maximum=high,
                upward=True,
            )

    def _named_above(self, row: LiftRow, party: str) -> bool:
        above = (other for other in self._rows() if row.path.startswith(f"{other.path}/"))
        return any(hang.inverse and hang.holder == party for other in above for hang in other.associations)

    def parts(self) -> Iterator[Link]:
        """Give the nodes that no relation ties to what is around them."""
        for row in self._rows():
            parent = row.path.rpartition("/")[0]
            if row.cls is None or row.path == "/Bericht" or row.path.startswith(_HEADER):
                continue
            if not any(f"{row.path}/".startswith(f"{self._holder(hang, parent)}/") for hang in row.associations):
                holder = self._nearest(parent)
                low, high = self._count(holder, row.path)
                yield Link(self.message, self._cls(holder), holder, "", True, row.cls.value, low, high)

    def ends(self) -> Iterator[End]:
        for row in self._rows():
            for hang in row.associations:
                other = self._holder(hang, row.path.rpartition("/")[0]) if hang.inverse else row.path
                yield End(self.message, hang.term.value, self._cls(other))

    def nodes(self) -> Iterator[tuple[str, str]]:
        for row in self._rows():
            if row.cls is not None and not row.shared:
                yield row.cls.value, row.path

    def _rows(self) -> Iterator[LiftRow]:
        for row in self.table.rows:
            if row.path in self.schema or row.path == "/Bericht":
                yield row

    def _cls(self, path: str) -> str:
        cls = self.table.by_path[path].cls
        assert cls is not None
        return cls.value

    def _holder(self, hang: Hang, start: str) -> str:
        found = hang.holder or self._nearest(start)
        return self.table.by_path[found].shared or found

    def _nearest(self, path: str) -> str:
        while self.table.by_path[path].cls is None:
            path = path.rpartition("/")[0]
        return self.table.by_path[path].shared or path

    def _steps(self, holder: str, path: str) -> list[Part]:
        """Give the parts on the way to an element, below what it shares with its holder."""
        anchor = holder.rpartition("/")[0] if holder in self.shared else holder
        steps = [part for part in self._above(path) if not f"{anchor}/".startswith(f"{part.path}/")]
        return steps

    def _above(self, path: str) -> list[Part]:
        names_ = path.split("/")
        paths = ("/".join(names_[: end + 1]) for end in range(2, len(names_)))
        return [self.schema[here] for here in paths if here in self.schema]

    def _count(self, holder: str, path: str) -> tuple[int, int | None]:
        low, high = 1, 1
        limit: int | None = high
        for part in self._steps(holder, path):
            low = min(low, part.minimum)
            limit = None if limit is None or part.maximum is None else limit * part.maximum
        return low, limit

    def _group(self, holder: str, path: str) -> str:
        """Give the optional group that makes an element mandatory: all below the group is."""
        steps = self._steps(holder, path)
        for index, part in enumerate(steps[:-1]):
            if not part.minimum and all(below.minimum for below in steps[index + 1 :]):
                return part.path
        return ""
