"""The picture of the GIZO overview: where each class and role stands, chosen by hand, in one typed place.

What the picture says (labels, multiplicities, how far a class is linked) comes from the graph; only the
places stand here. Coordinates are those of the SVG, in a box of :data:`WIDTH` by :data:`HEIGHT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from kg import names
from kg.coverage.counting import Coverage, count
from kg.element.description import Part, describe
from kg.elements import Entry
from kg.members import multiplicity
from kg.search import Index
from kg.standing.standing import Standings
from kg.store import GraphStore

WIDTH, HEIGHT = 1120, 815
BOX_WIDTH, BOX_HEIGHT = 208, 122
GROUPS = ("ggm", "zib", "brp", "berichten")
"""What the bars in a box count."""

_LINE = 17
_BAR = 84

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Place:
    """Where the box of a class stands: its centre."""

    name: str
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """How a role runs: its points, where its text stands, and where the multiplicity of its target stands.

    ``wrap`` is the number of characters after which the text goes on on a next line.
    """

    name: str
    points: tuple[tuple[int, int], ...]
    text: tuple[int, int]
    count: tuple[int, int]
    anchor: Anchor = "middle"
    wrap: int = 40


PLACES = (
    Place("EigenBijdrage", 560, 70),
    Place("CAK", 990, 70),
    Place("Gemeente", 130, 260),
    Place("Client", 560, 260),
    Place("Levering", 990, 260),
    Place("Toewijzing", 560, 440),
    Place("Verzoek", 560, 620),
    Place("Declaratie", 130, 740),
    Place("Aanbieder", 990, 740),
)

LINES = (
    Line("cakSteltVastEigenBijdrage", ((886, 70), (664, 70)), (775, 60), (690, 88)),
    Line("eigenBijdrageIsOpgelegdAanClient", ((560, 131), (560, 199)), (572, 170), (548, 193), "start"),
    Line("clientValtOnderVerantwoordelijkheidVanGemeente", ((456, 245), (234, 245)), (345, 197), (254, 263), wrap=22),
    Line("leveringWordtGeleverdAanClient", ((886, 245), (664, 245)), (775, 235), (680, 263)),
    Line("gemeenteGeeftAfToewijzing", ((200, 321), (200, 440), (456, 440)), (330, 430), (436, 458)),
    Line("toewijzingIsOpdrachtTotLeverenAanClient", ((560, 379), (560, 321)), (572, 347), (548, 337), "start", 20),
    Line("leveringGeeftInvullingAanToewijzing", ((940, 321), (940, 420), (664, 420)), (790, 410), (690, 438)),
    Line("toewijzingIsOpdrachtTotLeverenVoorAanbieder", ((664, 468), (900, 468), (900, 679)), (782, 490), (888, 673)),
    Line("aanbiederVoertUitLevering", ((1050, 679), (1050, 321)), (1042, 560), (1074, 337), "end"),
    Line("verzoekLeidtTotToewijzing", ((560, 559), (560, 501)), (572, 535), (542, 517), "start"),
    Line("verzoekIsGerichtAanGemeente", ((456, 620), (150, 620), (150, 321)), (330, 610), (138, 337)),
    Line("aanbiederDoetVerzoek", ((886, 715), (780, 715), (780, 630), (664, 630)), (720, 620), (680, 648)),
    Line("aanbiederSteltSamenDeclaratie", ((886, 755), (234, 755)), (560, 745), (254, 773)),
    Line("declaratieIsBestemdVoorGemeente", ((90, 679), (90, 321)), (82, 490), (76, 337), "end", 11),
)


@dataclass(frozen=True)
class Bar:
    """How far a class is linked to one group, drawn as a bar: the linked part, and with what has no counterpart."""

    group: str
    count: Coverage
    y: int
    linked: int
    decided: int


@dataclass(frozen=True)
class Box:
    """A class in the picture."""

    entry: Entry
    left: int
    top: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Arrow:
    """A role in the picture."""

    entry: Entry
    points: str
    text: tuple[tuple[int, int, str], ...]
    anchor: Anchor
    count: str
    count_at: tuple[int, int]


@dataclass(frozen=True)
class Row:
    """What the table says of a class: the same as the picture."""

    entry: Entry
    definition: str
    roles: tuple[Part, ...]
    counts: Mapping[str, Coverage]


@dataclass(frozen=True)
class Overview:
    """The picture and the table with the same content."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[Row, ...]


def overview(store: GraphStore, index: Index, standings: Standings, language: str) -> Overview:
    """Draw the overview; what the graph does not know is left out.

    Raises:
        GizoError: when the store cannot be asked.
    """
    classes = [(place, entry) for place in PLACES if (entry := index.get(names.gizo_iri(place.name)))]
    drawn = {line.name: line for line in LINES}
    rows, arrows = [], []
    for _, entry in classes:
        found = describe(store, index, entry, language)
        roles = tuple(part for part in found.relations if part.entry.iri.removeprefix(names.GIZO) in drawn)
        rows.append(Row(entry, found.definition, roles, of_class(standings, entry)))
        arrows += [_arrow(drawn[role.entry.iri.removeprefix(names.GIZO)], role, language) for role in roles]
    boxes = tuple(_box(place, entry, of_class(standings, entry)) for place, entry in classes)
    return Overview(boxes, tuple(arrows), tuple(rows))


def of_class(standings: Standings, entry: Entry) -> dict[str, Coverage]:
    """Count a class and its attributes against each of :data:`GROUPS`."""
    members = [one for one in standings.members("gizo") if standings.in_part(one.iri, entry.id)]
    return {group: count(standings, members, ("gizo", entry.id, group)) for group in GROUPS}


def _box(place: Place, entry: Entry, counts: Mapping[str, Coverage]) -> Box:
    left, top = place.x - BOX_WIDTH // 2, place.y - BOX_HEIGHT // 2
    bars = tuple(
        Bar(group, counts[group], top + 40 + 19 * number, *_widths(counts[group]))
        for number, group in enumerate(GROUPS)
    )
    return Box(entry, left, top, bars)


def _widths(one: Coverage) -> tuple[int, int]:
    scale = _BAR / max(1, one.total)
    return round(scale * one.linked), round(scale * (one.linked + one.none))


def _arrow(line: Line, role: Part, language: str) -> Arrow:
    x, y = line.text
    words = wrap(role.entry.label(language), line.wrap)
    text = tuple((x, y + _LINE * number, part) for number, part in enumerate(words))
    return Arrow(
        entry=role.entry,
        points=" ".join(f"{px},{py}" for px, py in line.points),
        text=text,
        anchor=line.anchor,
        count=multiplicity(role.minimum, role.maximum),
        count_at=line.count,
    )
