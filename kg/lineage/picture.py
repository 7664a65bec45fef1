"""Draws a lineage: boxes in columns, a column for each hop, lines between them; and gives the rows that say the same.

A pure function: coordinates come out, no words of a language go in but the labels of the elements. Three or more
message elements of one standard that are reached in the same way share a box, or forty boxes would hide the four
that matter; asking for one model draws each of its elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kg import names
from kg.element.links import MESSAGE_MODELS
from kg.lineage.lines import wrapped
from kg.lineage.paths import STRENGTH, Hop, Lineage, Link
from kg.resolve import Element, model_by_name

BOX_WIDTH, GAP = 250, 150
"""Width of a box, and of the room between two columns: there stands what a line says."""
LINE_HEIGHT = 18
BADGE = 20
"""Height of the line on top of a box that names the model."""

_MARGIN, _PADDING, _BETWEEN = 12, 8, 14
_ROOM = BOX_WIDTH - 20
_FEW = 3
_TOP = 160
_ORDER = {code: place for place, code in enumerate(names.MODELS)}

State = Literal["start", "decided", "derived", "path"]
"""``decided``: a mapping says so; ``derived``: rules conclude it; ``path``: there is a way, but no conclusion."""


@dataclass(frozen=True)
class Box:
    """An element in the picture, or several message elements that are reached in the same way.

    Attributes:
        elements: what it stands for; one, or all of one standard.
        state: how it is known to correspond with the start.
        match: local name of the SKOS property that names the path; empty for the start.
        confidence: how sure the path is; the least sure one of several.
        paths: for each of the elements the hops to it.
        lines: its text, wrapped.
        grey: how many of the last lines tell what it is part of.
        left, top, height: where it stands.
    """

    elements: tuple[Element, ...]
    state: State
    match: str
    confidence: Decimal
    paths: tuple[tuple[Hop, ...], ...]
    lines: tuple[str, ...]
    grey: int = 0
    left: int = 0
    top: int = 0

    @property
    def element(self) -> Element:
        """The element, or the first of several."""
        return self.elements[0]

    @property
    def path(self) -> tuple[Hop, ...]:
        """The hops to it, of several elements those to the first."""
        return self.paths[0]

    @property
    def model(self) -> str:
        """Code of its model."""
        return self.element.model

    @property
    def height(self) -> int:
        """How high it is."""
        return 2 * _PADDING + BADGE + LINE_HEIGHT * len(self.lines)

    @property
    def middle(self) -> int:
        """Where lines arrive and leave."""
        return self.top + self.height // 2

    @property
    def via(self) -> tuple[str, ...]:
        """IRIs of the elements between the start and this one."""
        return tuple(hop.end for hop in self.path[:-1])


@dataclass(frozen=True)
class Line:
    """A decided mapping in the picture (or several that end in one box), as read from left to right.

    Attributes:
        mappings: IRIs of the mappings.
        start: IRI of the element on the left.
        end: IRI of the element on the right, or the first of those in its box.
        match: local name of the SKOS property, as read from left to right.
        confidence: how sure it is; the least sure one of several.
        curve: where it runs, as the ``d`` of an SVG path.
        text: where its text ends.
    """

    mappings: tuple[str, ...]
    start: str
    end: str
    match: str
    confidence: Decimal
    curve: str
    text: tuple[int, int]


@dataclass(frozen=True)
class Picture:
    """The picture. What its boxes say, left to right and top to bottom, is what the table beneath it says.

    Attributes:
        width, height: its size.
        start: the element it is about.
        boxes: what is reached, in reading order.
        lines: the mappings between the boxes.
    """

    width: int
    height: int
    start: Box
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """Everything that is reached."""
        return tuple(element for box in self.boxes for element in box.elements)


def picture(found: Lineage, known: Mapping[str, Element], to: str = "") -> Picture:
    """Draw a lineage.

    Args:
        found: the whole lineage, to all models.
        known: what the elements between are called, by IRI.
        to: code of the model to draw alone, with what lies between; every element then has a box of its own.

    >>> client = Element(names.gizo_iri("Client"), "Client", "gizo", "class")
    >>> picture(Lineage(client, (), ()), {}).boxes
    ()
    """
    links = [link for link in found.links if to in ("", link.target.model)]
    between = {hop.end for link in links for hop in link.path[:-1]}
    links += [link for link in found.links if link.target.iri in between and link not in links]
    links += _passed(links, known)
    columns: dict[int, list[Box]] = {}
    for box in _boxes(links, between, together=not to):
        columns.setdefault(len(box.path), []).append(box)
    start = Box((found.element,), "start", "", Decimal(1), ((),), *_texts(found.element))
    placed, height = _placed(start, columns)
    start, boxes = placed[0], tuple(placed[1:])
    width = 2 * _MARGIN + BOX_WIDTH + max(columns, default=0) * (BOX_WIDTH + GAP)
    return Picture(width, height, start, boxes, tuple(_lines(start, boxes)))


def _passed(links: Sequence[Link], known: Mapping[str, Element]) -> list[Link]:
    """Give the elements that a path passes and that are no target themselves."""
    reached = {link.target.iri for link in links}
    found: dict[str, Link] = {}
    for link in links:
        for number, hop in enumerate(link.path[:-1], start=1):
            if hop.end not in reached:
                element = known.get(hop.end) or Element(hop.end, names.curie(hop.end), model_by_name(hop.end))
                found.setdefault(hop.end, Link(element, link.path[:number]))
    return [found[iri] for iri in sorted(found)]


def _boxes(links: Iterable[Link], between: set[str], *, together: bool) -> list[Box]:
    alike: dict[tuple[object, ...], list[Link]] = {}
    for link in links:
        last = link.path[-1]
        alone = not together or link.target.model not in MESSAGE_MODELS or link.target.iri in between
        way = (link.predicate, link.derived, last.match, last.start, len(link.path), link.target.model)
        alike.setdefault((link.target.iri,) if alone else way, []).append(link)
    boxes = []
    for members in alike.values():
        some = [members] if len(members) >= _FEW else [[link] for link in members]
        boxes += [_box(one) for one in some]
    return boxes


def _box(found: Iterable[Link]) -> Box:
    links = sorted(found, key=lambda link: link.target.id)
    first = links[0]
    state: State = "decided" if len(first.path) == 1 else "derived" if first.derived else "path"
    elements = tuple(link.target for link in links)
    lines, grey = _texts(*elements)
    confidence = min(link.confidence for link in links)
    paths = tuple(link.path for link in links)
    return Box(elements, state, first.predicate.removeprefix("skos:"), confidence, paths, lines, grey)


def _texts(*elements: Element) -> tuple[tuple[str, ...], int]:
    """Give the text of a box, wrapped, and how many of its lines tell what the element is part of."""
    first = elements[0]
    if len(elements) > 1:
        types = dict.fromkeys(message_type(element) for element in elements)
        return tuple(wrapped(" ".join(types), 4, _ROOM)), 0
    if first.kind == "element":
        return tuple(wrapped(first.id.partition(":")[2], 3, _ROOM)), 0
    whole = first.parent if first.kind not in ("class", "package", "messagetype", "codelist") else ""
    grey = wrapped(f"({whole})", 2, _ROOM) if whole else []
    return (*wrapped(first.label, 3, _ROOM), *grey), len(grey)


def message_type(element: Element) -> str:
    """Give the code of the message that a message element stands in.

    >>> message_type(Element(names.expand("ijw:JW301/Client/Bsn"), "Bsn", "ijw"))
    'JW301'
    """
    return element.id.partition(":")[2].partition("/")[0]


def _placed(start: Box, columns: Mapping[int, list[Box]]) -> tuple[list[Box], int]:
    """Put the boxes of each column under each other, those that come from the same box together."""
    tops: dict[str, int] = {}
    placed: list[Box] = []
    lowest = 0
    for number in sorted(columns):

        def place(box: Box) -> tuple[int, int, int, str]:
            came = tops.get(box.path[-1].start, 0)
            return came, _ORDER.get(box.model, len(_ORDER)), STRENGTH[box.match], box.element.id

        top = _MARGIN
        for box in sorted(columns[number], key=place):
            placed.append(replace(box, left=_MARGIN + number * (BOX_WIDTH + GAP), top=top))
            tops.update(dict.fromkeys((element.iri for element in box.elements), top))
            top += box.height + _BETWEEN
        lowest = max(lowest, top - _BETWEEN)
    lowest = max(lowest, _MARGIN + start.height)
    first = replace(start, left=_MARGIN, top=min((lowest + _MARGIN - start.height) // 2, _TOP))
    return [first, *placed], max(lowest, first.top + first.height) + _MARGIN


def _lines(start: Box, boxes: Sequence[Box]) -> list[Line]:
    where = {element.iri: box for box in (start, *boxes) for element in box.elements}
    hops: dict[tuple[int, int, str], dict[str, Hop]] = {}
    for box in boxes:
        for hop in (hop for path in box.paths for hop in path):
            ends = (id(where[hop.start]), id(where[hop.end]), hop.match)
            hops.setdefault(ends, {})[hop.mapping] = hop
    return [_line(where, tuple(found.values())) for found in hops.values()]


def _line(where: Mapping[str, Box], hops: Sequence[Hop]) -> Line:
    first = hops[0]
    left, right = where[first.start], where[first.end]
    x, y, to_x, to_y = left.left + BOX_WIDTH, left.middle, right.left, right.middle
    bend = GAP * 2 // 5
    return Line(
        mappings=tuple(hop.mapping for hop in hops),
        start=first.start,
        end=first.end,
        match=first.match,
        confidence=min(hop.confidence for hop in hops),
        curve=f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}",
        text=(to_x - 10, to_y - 6),
    )
