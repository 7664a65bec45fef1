"""Two models side by side: classes on the left, classes on the right, the lines between them, and what has no line.

This is what an expert group looks at in a meeting. A class of one model seldom corresponds to one class of another:
the attributes of GIZO's Client are spread over several classes of GGM. So each side may hold several classes, and
what is linked to a class that is not on the table says where.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.differences import Difference, differences
from kg.comparison.material import Material
from kg.comparison.outcome import Comparison, Line, Nothing, Place, Row, Shown, Side, Verdict
from kg.elements import Entry
from kg.members import Member


def compare(
    material: Material, left: Sequence[Entry], right: Sequence[Entry], shown: Shown | None = None, language: str = "nl"
) -> Comparison:
    """Put classes side by side.

    Args:
        material: what the graph says.
        left: classes or messages on the left; each must have members (:meth:`kg.members.Members.has`).
        right: those on the right, of other models than those on the left.
        shown: what to show.
        language: ``nl`` or ``en``, for sentences and differences.

    Returns:
        Every class with its members, each element in one row only: what a class inherits from another class on its
        side is shown there.
    """
    wish = shown or Shown()
    tables = (_table(material, left), _table(material, right))
    spots = tuple({member.entry.iri: member for members in table.values() for member in members} for table in tables)
    sides = []
    for number, table in enumerate(tables):
        models = tuple(dict.fromkeys(entry.model for entry in (right, left)[number]))
        judge = _Judge(material, spots[1 - number], models, wish, language)
        sides.append(tuple(judge.side(iri, members) for iri, members in table.items()))
    rows = {row.iri: row for side in sides[1] for row in side.rows}
    same = material.members.same_counts
    lines = tuple(line for side in sides[0] for row in side.rows for line in _lines(row, rows, same, language))
    return Comparison(sides[0], sides[1], lines, wish)


def _table(material: Material, entries: Sequence[Entry]) -> dict[str, tuple[Member, ...]]:
    """Give the members by class, the class itself first; own members of a class come before what others inherit."""
    chosen = {entry.iri: entry for entry in entries}
    taken = set(chosen)
    found: dict[str, list[Member]] = {iri: [material.members.head(entry)] for iri, entry in chosen.items()}
    for inherited in (False, True):
        for iri in chosen:
            for member in material.members.of(iri):
                if (member.inherited is not None) is inherited and member.entry.iri not in taken:
                    taken.add(member.entry.iri)
                    found[iri].append(member)
    return {iri: tuple(members) for iri, members in found.items()}


@dataclass(frozen=True)
class _Judge:
    """Says of each member what there is to say, seen from the other side."""

    material: Material
    across: Mapping[str, Member]
    models: tuple[str, ...]
    shown: Shown
    language: str

    def side(self, iri: str, members: Sequence[Member]) -> Side:
        entry = members[0].entry
        wanted = [one for one in members if one.entry.kind != "relation" or self.shown.relations]
        rows = [self._row(one, entry, head=one.entry.iri == iri) for one in wanted]
        kept = tuple(row for row in rows if row.head or self.shown.everything or self._matters(row))
        above = self.material.members.above(iri)
        return Side(entry, above, kept, folded=len(rows) - len(kept), relations=len(members) - len(wanted))

    def _matters(self, row: Row) -> bool:
        """Whether a meeting wants to see a row.

        Not a heading without meaning, not a relation that a message says by its structure alone, and not what
        nobody is to decide about.
        """
        if row.verdict is (Verdict.NONE if row.member.group else Verdict.ELSEWHERE):
            return bool(row.elsewhere)
        return row.verdict is not Verdict.OUTSIDE or bool(row.links)

    def _row(self, member: Member, side: Entry, *, head: bool) -> Row:
        found = self.material.links(member.entry, self.models, self.language)
        links = [(link, other) for link, other in found if self.shown.derived or not link.derived]
        across = tuple((link, other.iri) for link, other in links if other.iri in self.across)
        here = [link for link, _ in across if not link.negated]
        elsewhere = tuple(
            Place(link, other, self._holder(other), link.relation)
            for link, other in links
            if other.iri not in self.across and not link.negated
        )
        verdict, none = Verdict.HERE if here else Verdict.ELSEWHERE, tuple[Nothing, ...]()
        if not here and not elsewhere:
            verdict, none = self._without(member.entry)
        linked = [*here, *(place.link for place in elsewhere)]
        derived = bool(linked) and all(link.derived for link in linked)
        return Row(member, side, verdict, head, derived, across, elsewhere, none)

    def _without(self, entry: Entry) -> tuple[Verdict, tuple[Nothing, ...]]:
        standings = self.material.standings
        found = [(model, standings.of(entry.iri, model)) for model in self.models]
        none = tuple(
            Nothing(model, standing.reason, next(iter(standing.mappings), ""))
            for model, standing in found
            if standing.status == "geen-tegenhanger"
        )
        if any(standing.status == "gekoppeld" for _, standing in found):
            return Verdict.ELSEWHERE, ()
        undecided = [model for model, standing in found if standing.status == "open"]
        if not undecided:
            return Verdict.NONE, none
        asked = standings.counted(entry.iri) and any(self.material.looked(entry, model) for model in undecided)
        return (Verdict.OPEN if asked else Verdict.OUTSIDE), none

    def _holder(self, entry: Entry) -> Entry | None:
        holder = self.material.members.holder(entry)
        return holder if holder is not None and holder.iri != entry.iri else None


def _lines(row: Row, across: Mapping[str, Row], same_counts: Collection[str], language: str) -> Iterable[Line]:
    for link, iri in row.links:
        other, facts = across[iri], tuple[Difference, ...]()
        if not (row.head or other.head or link.negated):
            facts = differences(row.member, other.member, language, same_counts=same_counts)
        yield Line(link, row, other, link.relation, facts)
