"""Draws a comparison: two columns of boxes with rows, lines between the rows, marks where a row has no line.

Pure layout: from a comparison to coordinates in a box of :data:`WIDTH` wide. Every line has an end of its own on
both sides, so that no two signs lie on each other; rows on the right are put in the order that crosses least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from textwrap import wrap
from typing import Literal

from kg.comparison.outcome import Comparison, Line, Row, Side, Verdict
from kg.comparison.words import called, elsewhere, inherited_from, kind_of, member_facts, member_name, model_name

WIDTH = 1240
BOX = 450
SIGN = 110
"""How wide the sign at the end of a line is, and the mark of a row without one."""

_MARGIN = 1
_GAP = WIDTH - 2 * (BOX + _MARGIN)
_TEXT, _SMALL, _PORT, _PADDING, _BETWEEN = 20, 17, 26, 9, 26
_HEAD, _NAME, _FACTS, _NOTE = 38, 30, 22, 56
"""Characters that fit: in the name of a class, of a member, in the facts beside it, in a note below it."""
_FEW = 12
"""Facts shorter than this leave so many characters to the name."""

Column = Literal["left", "right"]


@dataclass(frozen=True)
class RowBox:
    """A row in the picture.

    Attributes:
        row: what it shows.
        x: its left side.
        y: its upper side.
        height: how high it is.
        name: its name, in lines.
        full: its whole name, when that was shortened; else empty.
        facts: datatype and multiplicity, at most so long as fits.
        notes: small lines below the name: where it was inherited from, where it is linked instead.
        mark: where the mark of a row without a line stands (left, middle); None when it needs none.
    """

    row: Row
    x: int
    y: int
    height: int
    name: tuple[str, ...]
    full: str
    facts: str
    notes: tuple[str, ...]
    mark: tuple[int, int] | None


@dataclass(frozen=True)
class SideBox:
    """A class in the picture: a box around its rows."""

    side: Side
    column: Column
    x: int
    y: int
    height: int
    rows: tuple[RowBox, ...]


@dataclass(frozen=True)
class Drawn:
    """A line in the picture.

    Attributes:
        line: what it shows.
        path: how it runs; for broader and narrower an outline that is thick at the broader end.
        sign: left side and middle of the sign at its right end.
    """

    line: Line
    path: str
    sign: tuple[int, int]


@dataclass(frozen=True)
class Picture:
    """The whole picture."""

    width: int
    height: int
    boxes: tuple[SideBox, ...]
    lines: tuple[Drawn, ...]


def draw(comparison: Comparison, language: str = "nl") -> Picture:
    """Lay out a comparison.

    Args:
        comparison: what to draw: each row and each line of it comes back once.
        language: ``nl`` or ``en``, for the names.
    """
    left = _stack(comparison.left, comparison.lines, "left", language)
    middles = {row.row.iri: row.y + row.height / 2 for box in left for row in box.rows}
    ordered = _ordered(comparison.right, comparison.lines, middles)
    right = _stack(ordered, comparison.lines, "right", language)
    boxes = (*left, *right)
    height = max((box.y + box.height for box in boxes), default=0) + _MARGIN
    return Picture(WIDTH, height, boxes, tuple(_lines(comparison.lines, left, right)))


def _ordered(sides: Sequence[Side], lines: Sequence[Line], middles: Mapping[str, float]) -> list[Side]:
    """Put the rows of the right side at the height of what they are linked to; a class comes before its members."""
    heights: dict[str, list[float]] = {}
    for line in lines:
        heights.setdefault(line.right.iri, []).append(middles[line.left.iri])

    def place(row: Row) -> tuple[bool, bool, float]:
        found = heights.get(row.iri)
        return (not row.head, found is None, fmean(found) if found else 0)

    def level(side: Side) -> tuple[bool, float]:
        found = [height for row in side.rows if not row.head for height in heights.get(row.iri, ())]
        found = found or [height for row in side.rows for height in heights.get(row.iri, ())]
        return (not found, fmean(found) if found else 0)

    return [
        Side(side.entry, side.above, tuple(sorted(side.rows, key=place)), side.folded, side.relations)
        for side in sorted(sides, key=level)
    ]


def _stack(sides: Iterable[Side], lines: Sequence[Line], column: Column, language: str) -> list[SideBox]:
    ports: dict[str, int] = {}
    for line in lines:
        end = line.left if column == "left" else line.right
        ports[end.iri] = ports.get(end.iri, 0) + 1
    x = _MARGIN if column == "left" else WIDTH - _MARGIN - BOX
    y = _MARGIN
    boxes = []
    for side in sides:
        rows, top = [], y
        for row in side.rows:
            rows.append(_row(row, side, column, (x, top), ports.get(row.iri, 0), language))
            top += rows[-1].height
        boxes.append(SideBox(side, column, x, y, top - y, tuple(rows)))
        y = top + _BETWEEN
    return boxes


def _row(row: Row, side: Side, column: Column, corner: tuple[int, int], ports: int, language: str) -> RowBox:
    x, y = corner
    whole = (
        f"{model_name(side.entry)} {called(side.entry, language)}" if row.head else member_name(row.member, language)
    )
    facts = "" if row.head else member_facts(row.member, _FACTS)
    room = _HEAD if row.head else _NAME + (_FEW if len(facts) < _FEW else 0)
    name = _wrapped(whole, room)
    notes = [kind_of(side, language)] if row.head else [inherited_from(row, language)]
    notes += [elsewhere(row, language, 2)] if row.verdict is Verdict.ELSEWHERE else []
    small = tuple(_shortened(note, _NOTE) for note in notes if note)
    slots = ports + row.gap
    height = max(2 * _PADDING + _TEXT * len(name) + _SMALL * len(small), _PORT * slots + _PADDING)
    # The mark takes the last slot of the row, below the lines that it may have: those that say "not".
    middle = y + (height - _PORT * slots) // 2 + _PORT * slots - _PORT // 2
    mark = (x + BOX + 8 if column == "left" else x - SIGN - 8, middle) if row.gap else None
    full = "" if "".join(name).replace(" ", "") == whole.replace(" ", "") else whole
    return RowBox(row, x, y, height, name, full, facts, small, mark)


def _wrapped(text: str, room: int) -> tuple[str, ...]:
    """Put a name in at most two lines; a path in a message breaks after a slash."""
    lines = wrap(text.replace("/", "/ "), room, max_lines=2, placeholder=" …", break_on_hyphens=False)
    return tuple(line.replace("/ ", "/") for line in lines) or (text,)


def _lines(lines: Sequence[Line], left: Sequence[SideBox], right: Sequence[SideBox]) -> Iterable[Drawn]:
    starts_in = {row.row.iri: row for box in left for row in box.rows}
    ends_in = {row.row.iri: row for box in right for row in box.rows}
    starts = _ports([(starts_in[line.left.iri], ends_in[line.right.iri]) for line in lines])
    ends = _ports([(ends_in[line.right.iri], starts_in[line.left.iri]) for line in lines])
    from_x, to_x = _MARGIN + BOX, WIDTH - _MARGIN - BOX - SIGN - 8
    for line, y1, y2 in zip(lines, starts, ends, strict=True):
        yield Drawn(line, _path(line, from_x, y1, to_x, y2), (to_x, y2))


def _ports(ends: Sequence[tuple[RowBox, RowBox]]) -> list[int]:
    """Give each line its own height in the row it ends in, in the order of the rows at the other end."""
    at: dict[str, list[int]] = {}
    for number, (row, _) in enumerate(ends):
        at.setdefault(row.row.iri, []).append(number)
    heights = [0] * len(ends)
    for numbers in at.values():
        row = ends[numbers[0]][0]
        slots = len(numbers) + (row.mark is not None)
        top = row.y + (row.height - _PORT * slots) // 2 + _PORT // 2
        for slot, number in enumerate(sorted(numbers, key=lambda number: ends[number][1].y)):
            heights[number] = top + _PORT * slot
    return heights


def _path(line: Line, x1: int, y1: float, x2: int, y2: float) -> str:
    """Draw a line: single, double when exact, as a wedge that is thick at the broader end."""
    if line.negated or line.relation in ("closeMatch", "relatedMatch"):
        return _curve(x1, y1, x2, y2)
    if line.relation == "exactMatch":
        return f"{_curve(x1, y1 - 2, x2, y2 - 2)} {_curve(x1, y1 + 2, x2, y2 + 2)}"
    thin, thick = (1, 6) if line.relation == "broadMatch" else (6, 1)
    back = _curve(x2, y2 + thick, x1, y1 + thin).replace("M", "L", 1)
    return f"{_curve(x1, y1 - thin, x2, y2 - thick)} {back} Z"


def _curve(x1: int, y1: float, x2: int, y2: float) -> str:
    bend = (x2 - x1) * 0.5
    return f"M{x1} {y1:g} C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2} {y2:g}"


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip(" ,;:") + "…"
