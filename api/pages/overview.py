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
from kg.description import Part, describe
from kg.elements import Entry, Index
from kg.linkage import Count, Linkage
from kg.store import GraphStore

WIDTH, HEIGHT = 1120, 760
BOX_WIDTH, BOX_HEIGHT = 208, 104
GROUPS = ("ggm", "zib", "berichten")
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
    Place("Verzoek", 560, 590),
    Place("Declaratie", 130, 700),
    Place("Aanbieder", 990, 700),
)

LINES = (
    Line("cakSteltVastEigenBijdrage", ((886, 70), (664, 70)), (775, 60), (690, 88)),
    Line("eigenBijdrageIsOpgelegdAanClient", ((560, 122), (560, 208)), (572, 162), (548, 202), "start"),
    Line("clientValtOnderVerantwoordelijkheidVanGemeente", ((456, 245), (234, 245)), (345, 197), (254, 263), wrap=22),
    Line("leveringWordtGeleverdAanClient", ((886, 245), (664, 245)), (775, 235), (680, 263)),
    Line("gemeenteGeeftAfToewijzing", ((200, 312), (200, 440), (456, 440)), (330, 430), (436, 458)),
    Line("toewijzingIsOpdrachtTotLeverenAanClient", ((560, 388), (560, 312)), (572, 346), (548, 326), "start", 20),
    Line("leveringGeeftInvullingAanToewijzing", ((940, 312), (940, 420), (664, 420)), (790, 410), (690, 438)),
    Line("toewijzingIsOpdrachtTotLeverenVoorAanbieder", ((664, 468), (900, 468), (900, 648)), (782, 490), (888, 642)),
    Line("aanbiederVoertUitLevering", ((1050, 648), (1050, 312)), (1042, 540), (1074, 328), "end"),
    Line("verzoekLeidtTotToewijzing", ((560, 538), (560, 492)), (572, 522), (542, 508), "start"),
    Line("verzoekIsGerichtAanGemeente", ((456, 590), (150, 590), (150, 312)), (330, 580), (138, 328)),
    Line("aanbiederDoetVerzoek", ((886, 680), (780, 680), (780, 600), (664, 600)), (720, 590), (680, 618)),
    Line("aanbiederSteltSamenDeclaratie", ((886, 715), (234, 715)), (560, 705), (254, 733)),
    Line("declaratieIsBestemdVoorGemeente", ((90, 648), (90, 312)), (82, 470), (76, 328), "end", 11),
)


@dataclass(frozen=True)
class Bar:
    """How far a class is linked to one group, drawn as a bar."""

    group: str
    count: Count
    y: int
    width: int


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
    counts: Mapping[str, Count]


@dataclass(frozen=True)
class Overview:
    """The picture and the table with the same content."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[Row, ...]


def overview(store: GraphStore, index: Index, linkage: Linkage, language: str) -> Overview:
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
        rows.append(Row(entry, found.definition, roles, linkage.of_class(entry.iri)))
        arrows += [_arrow(drawn[role.entry.iri.removeprefix(names.GIZO)], role, language) for role in roles]
    boxes = tuple(_box(place, entry, linkage.of_class(entry.iri)) for place, entry in classes)
    return Overview(boxes, tuple(arrows), tuple(rows))


def multiplicity(minimum: str, maximum: str) -> str:
    """Write how often something occurs, as models do.

    >>> multiplicity("0", "*"), multiplicity("1", "1"), multiplicity("", "")
    ('0..*', '1', '')
    """
    if not minimum and not maximum:
        return ""
    return minimum if minimum == maximum else f"{minimum or '?'}..{maximum or '?'}"


def _box(place: Place, entry: Entry, counts: Mapping[str, Count]) -> Box:
    left, top = place.x - BOX_WIDTH // 2, place.y - BOX_HEIGHT // 2
    bars = tuple(
        Bar(group, counts[group], top + 42 + 18 * number, round(_BAR * counts[group].share / 100))
        for number, group in enumerate(GROUPS)
    )
    return Box(entry, left, top, bars)


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
