"""What comes out of a comparison: the classes on both sides, what there is to say of each member, the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.comparison.differences import Difference
from kg.element.links import Link
from kg.elements import Entry
from kg.members import Member


class Verdict(StrEnum):
    """What there is to say of a member, seen from the other side."""

    HERE = "hier"
    ELSEWHERE = "elders"
    NONE = "geen"
    OPEN = "open"
    OUTSIDE = "buiten"


@dataclass(frozen=True)
class Shown:
    """What a comparison shows besides attributes and decisions.

    Attributes:
        derived: links that nobody decided on but that follow from others.
        relations: relations between classes.
        everything: also what is not linked and about which no decision is expected.
    """

    derived: bool = True
    relations: bool = True
    everything: bool = False


@dataclass(frozen=True)
class Place:
    """A link of a member to an element that is not on the table.

    Attributes:
        link: the mapping.
        entry: the element at the other end.
        holder: the class or message that element stands in; None when it is one itself, or stands in none.
        relation: local name of the SKOS property, read from the member.
    """

    link: Link
    entry: Entry
    holder: Entry | None
    relation: str


@dataclass(frozen=True)
class Nothing:
    """The decision that a member has no counterpart in a model.

    Attributes:
        model: code of that model.
        reason: why, as it was written down.
        mapping: IRI of the decision; empty when it follows from other decisions.
    """

    model: str
    reason: str
    mapping: str = ""


@dataclass(frozen=True)
class Row:
    """A member of a class on the table, or the class itself, with what there is to say of it.

    Attributes:
        member: the member.
        side: the class or message on the table that it is shown with.
        verdict: whether it is linked here, elsewhere, decided to have no counterpart, open, or outside what is decided.
        head: whether it is the class itself.
        derived: whether all its links are derived.
        links: the mappings to what is on the other side, those that say "not" included, each with the other's IRI.
        elsewhere: its links to what is not on the table.
        none: decisions that there is no counterpart.
    """

    member: Member
    side: Entry
    verdict: Verdict
    head: bool = False
    derived: bool = False
    links: tuple[tuple[Link, str], ...] = ()
    elsewhere: tuple[Place, ...] = ()
    none: tuple[Nothing, ...] = ()

    @property
    def iri(self) -> str:
        """IRI of the element."""
        return self.member.entry.iri

    @property
    def gap(self) -> bool:
        """Whether there is something to say about its having no counterpart here.

        Not of a class that nobody was to decide about: that its members are shown says enough.
        """
        return self.verdict is not Verdict.HERE and not (self.head and self.verdict is Verdict.OUTSIDE)


@dataclass(frozen=True)
class Line:
    """A link between two rows.

    Attributes:
        link: the mapping.
        left: the row on the left.
        right: the row on the right.
        relation: local name of the SKOS property, read from left to right.
        differences: facts in which the two differ.
    """

    link: Link
    left: Row
    right: Row
    relation: str
    differences: tuple[Difference, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether it only follows from other mappings."""
        return self.link.derived

    @property
    def differs(self) -> bool:
        """Whether the two differ in a fact that both models chose."""
        return any(one.telling for one in self.differences)

    @property
    def negated(self) -> bool:
        """Whether it says that the two are *not* to be confused."""
        return self.link.negated


@dataclass(frozen=True)
class Side:
    """A class or message on the table.

    Attributes:
        entry: the class.
        above: its superclasses, nearest first.
        rows: the class itself, then its members.
        folded: how many members are not shown because nothing is expected of them.
        relations: how many relations are not shown because they were not asked for.
    """

    entry: Entry
    above: tuple[Entry, ...]
    rows: tuple[Row, ...]
    folded: int = 0
    relations: int = 0

    def count(self, verdict: Verdict) -> int:
        """Give how many of its rows have a verdict; the class itself is one of them."""
        return sum(row.verdict == verdict for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """What is on the table."""

    left: tuple[Side, ...]
    right: tuple[Side, ...]
    lines: tuple[Line, ...]
    shown: Shown

    def rows(self, sides: Sequence[Side]) -> tuple[Row, ...]:
        """Give all rows of one side."""
        return tuple(row for side in sides for row in side.rows)

    def gaps(self, sides: Sequence[Side]) -> tuple[Row, ...]:
        """Give the rows of one side that no line leads to, a line that says "not" left out."""
        return tuple(row for row in self.rows(sides) if row.gap)
