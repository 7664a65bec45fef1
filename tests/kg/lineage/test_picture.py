"""The picture of a lineage: what it holds, where it puts it, and that it keeps text inside the boxes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import names
from kg.lineage import Hop, Lineage, Link
from kg.lineage.picture import BOX_WIDTH, Box, Picture, message_type, picture
from kg.resolve import Element, model_by_name


def element(curie: str, label: str = "", kind: str = "attribute", parent: str = "") -> Element:
    iri = names.expand(curie)
    kind = "element" if "/" in curie else kind
    return Element(iri, label or curie.rsplit("/", 1)[-1], model_by_name(iri), kind, "", parent)


def hop(start: Element, match: str, end: Element, confidence: str = "0.9") -> Hop:
    name = f"https://w3id.org/gizo/id/mapping/{abs(hash((start.id, end.id)))}"
    manual = names.SEMAPV + "ManualMappingCuration"
    return Hop(name, start.iri, names.SKOS + match, end.iri, manual, Decimal(confidence), "", "")


CLIENT = element("gizo:Client", kind="class")
BSN = element("gizo:clientBsn", "bsn", parent="Client")
GGM = element("ggm:d0d31a65-6add-4d9e-94e4-f232d261a053", "burgerservicenummer", parent="NatuurlijkPersoon")
ZIB = element("NL-CM:0.1.7", "PatientIdentificationNumber", parent="Patient")
MESSAGES = [element(f"ijw:JW{number}/Client/Bsn") for number in (301, 302, 305, 307)]
START = element("iwmo:WMO301/Client/Bsn")


def of_gizo(messages: list[Element]) -> Lineage:
    links = [Link(GGM, (hop(BSN, "broadMatch", GGM, "0.75"),)), Link(ZIB, (hop(BSN, "closeMatch", ZIB, "0.5"),))]
    links += [Link(one, (hop(BSN, "exactMatch", one, f"0.9{number}"),)) for number, one in enumerate(messages)]
    return Lineage(BSN, tuple(links), ())


def of_message() -> Lineage:
    first = hop(START, "exactMatch", BSN, "0.9")
    return Lineage(
        START,
        (
            Link(BSN, (first,)),
            Link(GGM, (first, hop(BSN, "broadMatch", GGM, "0.5")), derived=True),
            Link(ZIB, (first, hop(BSN, "closeMatch", ZIB, "0.5"))),
        ),
        (),
    )


def box_of(found: Picture, one: Element) -> Box:
    return next(box for box in found.boxes if one in box.elements)


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    return [
        (one.element.id, other.element.id)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.left == other.left and one.top < other.top + other.height and other.top < one.top + one.height
    ]


def test_everything_that_is_reached_stands_in_the_picture_once() -> None:
    lineage = of_gizo(MESSAGES)
    found = picture(lineage, {})
    assert sorted(one.id for one in found.elements) == sorted(link.target.id for link in lineage.links)
    assert found.start.elements == (BSN,)


def test_message_elements_that_are_reached_alike_share_a_box() -> None:
    found = picture(of_gizo(MESSAGES), {})
    box = box_of(found, MESSAGES[0])
    assert box.elements == tuple(MESSAGES)
    assert " ".join(box.lines).split() == ["JW301", "JW302", "JW305", "JW307"]
    assert box.confidence == Decimal("0.90")  # the least sure of the four
    (line,) = (line for line in found.lines if line.end == MESSAGES[0].iri)
    assert len(line.mappings) == 4
    assert line.confidence == Decimal("0.90")


def test_two_message_elements_are_too_few_to_share_a_box() -> None:
    found = picture(of_gizo(MESSAGES[:2]), {})
    assert [box.elements for box in found.boxes[-2:]] == [(MESSAGES[0],), (MESSAGES[1],)]


def test_those_that_are_reached_otherwise_stand_apart() -> None:
    lineage = of_gizo(MESSAGES)
    other = element("ijw:JW323/Declaratie/Clienten/Client/Bsn")
    more = Link(other, (hop(BSN, "broadMatch", other),))
    found = picture(Lineage(BSN, (*lineage.links, more), ()), {})
    assert box_of(found, other).elements == (other,)


def test_asking_for_one_model_draws_each_of_its_elements_and_nothing_else() -> None:
    found = picture(of_gizo(MESSAGES), {}, "ijw")
    assert [box.elements for box in found.boxes] == [(one,) for one in MESSAGES]


def test_asking_for_one_model_keeps_what_lies_between() -> None:
    found = picture(of_message(), {}, "ggm")
    assert {one.id for one in found.elements} == {BSN.id, GGM.id}
    assert [(line.start, line.end) for line in found.lines] == [(START.iri, BSN.iri), (BSN.iri, GGM.iri)]


def test_what_lies_between_is_named_even_when_it_is_no_target() -> None:
    lineage = of_message()
    alone = Lineage(START, lineage.links[1:], ())
    named = picture(alone, {BSN.iri: BSN})
    assert box_of(named, BSN).lines[0] == "bsn"
    assert box_of(picture(alone, {}), Element(BSN.iri, BSN.id, "gizo")).lines == ("gizo:clientBsn",)


def test_every_hop_is_a_column_and_lines_run_to_the_right() -> None:
    found = picture(of_message(), {})
    lefts = {one.id: box_of(found, one).left for one in (BSN, GGM, ZIB)}
    assert found.start.left < lefts[BSN.id] < lefts[GGM.id] == lefts[ZIB.id]
    assert len(found.lines) == 3  # the hop that two paths share is one line


def test_decided_derived_and_mere_paths_are_told_apart() -> None:
    found = picture(of_message(), {})
    assert [box_of(found, one).state for one in (BSN, GGM, ZIB)] == ["decided", "derived", "path"]
    assert [box_of(found, one).match for one in (BSN, GGM, ZIB)] == ["exactMatch", "broadMatch", "closeMatch"]
    assert box_of(found, GGM).via == (BSN.iri,)


def test_a_line_says_what_is_read_from_left_to_right() -> None:
    back = Hop(**{**hop(GGM, "broadMatch", BSN).__dict__, "inverse": True})
    found = picture(Lineage(BSN, (Link(GGM, (back,)),), ()), {})
    assert [line.match for line in found.lines] == ["narrowMatch"]


def test_an_element_without_lineage_stands_alone() -> None:
    found = picture(Lineage(CLIENT, (), ()), {})
    assert (found.boxes, found.lines) == ((), ())
    assert found.height >= found.start.height


def test_the_parent_stands_on_the_last_lines_in_grey() -> None:
    box = box_of(picture(of_gizo([]), {}), GGM)
    assert box.lines == ("burgerservicenummer", "(NatuurlijkPersoon)")
    assert box.grey == 1
    assert picture(Lineage(CLIENT, (), ()), {}).start.grey == 0


def test_a_long_name_breaks_where_a_new_word_begins_and_a_path_after_a_slash() -> None:
    long = element("ggm:00000000-0000-4000-8000-000000000001", "datumAanvangGeldigheidVerblijfplaatsBuitenland")
    found = picture(Lineage(BSN, (Link(long, (hop(BSN, "exactMatch", long),)),), ()), {})
    lines = box_of(found, long).lines
    assert "".join(lines) == long.label
    assert len(lines) > 1
    assert all(line[0].isupper() for line in lines[1:])
    path = element("ijw:JW325/DeclaratieAntwoord/Clienten/Client/Bsn")
    found = picture(Lineage(BSN, (Link(path, (hop(BSN, "exactMatch", path),)),), ()), {})
    assert all(line.endswith("/") for line in box_of(found, path).lines[:-1])


def test_a_message_element_names_its_message() -> None:
    assert message_type(MESSAGES[0]) == "JW301"


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ggm", "zib", "brp", "ijw", "iwmo"]),
            st.sampled_from(["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]),
            st.text(max_size=80),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_whatever_is_reached_nothing_overlaps_or_falls_outside(found: list[tuple[str, str, str, bool]]) -> None:
    links = []
    for number, (model, match, label, far) in enumerate(found):
        iri = f"https://w3id.org/gizo/id/bericht/{model}/3.2/X{number}/A" if "j" in model else f"urn:{model}:{number}"
        target = Element(iri, label, model, "class" if "urn" in iri else "element")
        first = hop(START, "exactMatch", BSN)
        links.append(Link(target, (first, hop(BSN, match, target)) if far else (hop(START, match, target),)))
    drawn = picture(Lineage(START, tuple(links), ()), {BSN.iri: BSN})
    boxes = [drawn.start, *drawn.boxes]
    assert overlapping(boxes) == []
    assert {link.target.iri for link in links} <= {one.iri for one in drawn.elements}
    assert max(box.left for box in boxes) + BOX_WIDTH <= drawn.width
    assert max(box.top + box.height for box in boxes) <= drawn.height
    assert min(box.top for box in boxes) >= 0


@pytest.mark.parametrize("to", ["", "ggm", "zib"])
def test_the_order_of_the_links_decides_nothing(to: str) -> None:
    lineage = of_gizo(MESSAGES)
    turned = Lineage(BSN, tuple(reversed(lineage.links)), ())
    places = [{(box.elements, box.left, box.top) for box in picture(one, {}, to).boxes} for one in (lineage, turned)]
    assert places[0] == places[1]
