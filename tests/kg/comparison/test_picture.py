"""The picture of a comparison: it holds what the table holds, and nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.comparison.outcome import Comparison, Line, Nothing, Row, Shown, Side, Verdict
from kg.comparison.picture import BOX, SIGN, WIDTH, Drawn, Picture, draw
from kg.comparison.table import findings
from kg.element.links import Link
from kg.elements import Entry
from kg.members import Member

RELATIONS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
NAMES = st.one_of(
    st.text("abcdefghij ", min_size=1, max_size=70).map(str.strip).filter(bool),
    st.sampled_from(("x" * 90, "bsn", "heeft recht op grond van een wettelijke verwijzing", "Naam/Geslachtsnaam/" * 5)),
)


def _link(left: Row, right: Row, relation: str, *, negated: bool, derived: bool) -> Link:
    one, other = left.member.entry, right.member.entry
    return Link(
        iri=f"urn:m:{one.iri}:{other.iri}:{relation}",
        subject=one,
        predicate=relation,
        object=other,
        object_model=other.model,
        negated=negated,
        justification="MappingChaining" if derived else "ManualMappingCuration",
        confidence="0.5",
        author="",
        date="",
        comment="",
        status="voorstel",
        relation=relation,
        other=other,
        text=f"{one.label()} en {other.label()}",
    )


@st.composite
def _sides(draw_one: st.DrawFn, model: str) -> tuple[Side, ...]:
    sides = []
    for number in range(draw_one(st.integers(1, 4))):
        entry = Entry(f"urn:{model}:{number}", "class", model, {"nl": draw_one(NAMES)})
        verdicts = st.sampled_from([Verdict.ELSEWHERE, Verdict.NONE, Verdict.OPEN, Verdict.OUTSIDE])
        rows = [Row(Member(entry), entry, draw_one(verdicts), head=True)]
        for at in range(draw_one(st.integers(0, 6))):
            part = Entry(f"{entry.iri}/{at}", "attribute", model, {"nl": draw_one(NAMES)}, parent=entry.iri)
            member = Member(part, datatype=draw_one(st.sampled_from(("", "AN9", "LDT_" + "y" * 40))), maximum="1")
            inherited = draw_one(st.sampled_from((None, Entry("urn:above", "class", model, {"nl": draw_one(NAMES)}))))
            verdict = draw_one(verdicts)
            none = (Nothing(model, "omdat"),) if verdict is Verdict.NONE else ()
            rows.append(Row(replace(member, inherited=inherited), entry, verdict, none=none))
        sides.append(Side(entry, (), tuple(rows), draw_one(st.integers(0, 3))))
    return tuple(sides)


@st.composite
def comparisons(draw_one: st.DrawFn) -> Comparison:
    left, right = draw_one(_sides("gizo")), draw_one(_sides("ggm"))
    rows = [[row for side in sides for row in side.rows] for sides in (left, right)]
    ends = st.tuples(*(st.integers(0, len(side) - 1) for side in rows), st.sampled_from(RELATIONS))
    found: list[Line] = []
    linked: set[str] = set()
    for one, other, relation in draw_one(st.lists(ends, max_size=25, unique=True)):
        negated, derived = draw_one(st.booleans()), draw_one(st.booleans())
        start, end = rows[0][one], rows[1][other]
        link = _link(start, end, relation, negated=negated, derived=derived)
        found.append(Line(link, start, end, relation))
        linked |= set() if negated else {start.iri, end.iri}

    def judged(row: Row) -> Row:
        return replace(row, verdict=Verdict.HERE, none=()) if row.iri in linked else row

    done = tuple(tuple(replace(side, rows=tuple(map(judged, side.rows))) for side in one) for one in (left, right))
    lines = tuple(replace(line, left=judged(line.left), right=judged(line.right)) for line in found)
    return Comparison(done[0], done[1], lines, Shown())


def _rectangles(picture: Picture) -> list[tuple[float, float, float, float]]:
    return [(box.x, box.y, box.x + BOX, box.y + box.height) for box in picture.boxes]


def _signs(picture: Picture) -> list[tuple[float, float, float, float]]:
    places = [line.sign for line in picture.lines]
    places += [row.mark for box in picture.boxes for row in box.rows if row.mark]
    return [(x, y - 11, x + SIGN, y + 11) for x, y in places]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(comparisons())
def test_the_picture_holds_exactly_what_the_table_holds(comparison: Comparison) -> None:
    picture = draw(comparison)
    told = list(findings(comparison))
    assert sorted(line.line.link.iri for line in picture.lines) == sorted(one.line.link.iri for one in told if one.line)
    marked = [row.row.iri for box in picture.boxes for row in box.rows if row.mark]
    assert sorted(marked) == sorted(one.gap.iri for one in told if one.gap)
    drawn = [row.row.iri for box in picture.boxes for row in box.rows]
    assert sorted(drawn) == sorted(
        row.iri for side in (comparison.left, comparison.right) for row in comparison.rows(side)
    )


@given(comparisons())
def test_no_box_and_no_sign_lies_on_another_and_all_lie_inside(comparison: Comparison) -> None:
    picture = draw(comparison)
    for places in (_rectangles(picture), _signs(picture)):
        for one, other in combinations(places, 2):
            assert not _overlap(one, other)
    for left, top, right, bottom in (*_rectangles(picture), *_signs(picture)):
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= picture.height


@given(comparisons())
def test_rows_fill_their_box_from_top_to_bottom_the_class_first(comparison: Comparison) -> None:
    for box in draw(comparison).boxes:
        assert box.rows[0].row.head
        assert box.rows[0].y == box.y
        assert all(above.y + above.height == below.y for above, below in pairwise(box.rows))
        assert box.rows[-1].y + box.rows[-1].height == box.y + box.height
        for row in box.rows:
            assert row.height >= 20 * len(row.name) + 17 * len(row.notes)
            assert all(len(line) <= 45 for line in row.name)
            whole = row.full or row.row.member.entry.label()
            assert row.full or "".join(row.name).replace(" ", "").endswith(whole.replace(" ", ""))


@given(comparisons())
def test_every_sign_stands_beside_the_row_it_is_about(comparison: Comparison) -> None:
    picture = draw(comparison)
    rows = {row.row.iri: row for box in picture.boxes for row in box.rows}
    for line in picture.lines:
        row = rows[line.line.right.iri]
        assert row.y < line.sign[1] < row.y + row.height
        assert line.sign[0] + SIGN < row.x
    for row in rows.values():
        if row.mark:
            assert row.y < row.mark[1] < row.y + row.height


def crossings(lines: tuple[Drawn, ...], places: Mapping[str, float]) -> int:
    ends = [(places[one.line.left.iri], places[one.line.right.iri]) for one in lines]
    return sum((one[0] - other[0]) * (one[1] - other[1]) < 0 for one, other in combinations(ends, 2))


def test_rows_on_the_right_come_in_the_order_that_crosses_least() -> None:
    def side(model: str, names: list[str]) -> Side:
        entry = Entry(f"urn:{model}", "class", model, {"nl": model})
        rows = [Row(Member(entry), entry, Verdict.OUTSIDE, head=True)]
        for name in names:
            part = Entry(f"urn:{model}:{name}", "attribute", model, {"nl": name})
            rows.append(Row(Member(part), entry, Verdict.HERE))
        return Side(entry, (), tuple(rows))

    left, right = side("gizo", ["a", "b", "c", "d"]), side("ggm", ["d", "open", "c", "b", "a"])
    lines = tuple(
        Line(_link(one, other, "exactMatch", negated=False, derived=False), one, other, "exactMatch")
        for one in left.rows[1:]
        for other in right.rows[1:]
        if one.member.entry.label() == other.member.entry.label()
    )
    picture = draw(Comparison((left,), (right,), lines, Shown()))
    assert [row.row.member.entry.label() for row in picture.boxes[1].rows] == ["ggm", "a", "b", "c", "d", "open"]
    places = {row.row.iri: row.y for box in picture.boxes for row in box.rows}
    assert crossings(picture.lines, places) == 0


def test_what_is_broader_has_the_thick_end_of_the_line() -> None:
    gizo, ggm = (Entry(f"urn:{model}", "class", model, {"nl": model}) for model in ("gizo", "ggm"))
    one, other = (Row(Member(entry), entry, Verdict.HERE, head=True) for entry in (gizo, ggm))

    def widths(relation: str) -> tuple[float, float]:
        line = Line(_link(one, other, relation, negated=False, derived=False), one, other, relation)
        sides = (Side(gizo, (), (one,)),), (Side(ggm, (), (other,)),)
        (drawn,) = draw(Comparison(*sides, (line,), Shown())).lines
        there, back = drawn.path.removesuffix(" Z").split(" L")
        numbers = (
            [float(number.lstrip("MC")) for number in there.split()],
            [float(number.lstrip("C")) for number in back.split()],
        )
        return numbers[1][-1] - numbers[0][1], numbers[1][1] - numbers[0][-1]

    left, right = widths("broadMatch")
    assert right > left > 0
    left, right = widths("narrowMatch")
    assert left > right > 0
