"""The check of the XML against the schema of its message type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.intake import documents
from kg.messages import Message, lift_all
from kg.validation.structure import _in_order, check_structure

Broken = Callable[..., Message]
FIRST = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"


def faults(message: Message) -> list[tuple[str, str]]:
    return [(fault.kind, fault.place.xpath) for fault in check_structure(message)]


def test_a_right_message_has_no_faults(broken: Broken) -> None:
    assert faults(broken()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("<b:Geslacht>2", "<b:Kleur>rood</b:Kleur><b:Geslacht>2")], [("unknown", "/Bericht/Client/Kleur")]),
        ([("<b:Bsn>", "<x:Bsn xmlns:x='urn:x'>"), ("</b:Bsn>", "</x:Bsn>")], [("namespace", "/Bericht/Client/Bsn")]),
        (
            [("<s:Volume>", "<b:Volume>"), ("</s:Volume>", "</b:Volume>")],
            [("namespace", f"{FIRST}/Omvang/Volume")],
        ),
        ([("<b:Bsn>", "<s:Bsn>"), ("</b:Bsn>", "</s:Bsn>")], [("namespace", "/Bericht/Client/Bsn")]),
        (
            [("<b:Geslacht>2</b:Geslacht>\n", ""), ("</b:Client>", "<b:Geslacht>2</b:Geslacht></b:Client>")],
            [("order", "/Bericht/Client/Geslacht")],
        ),
        ([("<b:Bsn>999990019</b:Bsn>", "")], [("missing", "/Bericht/Client/Bsn")]),
        (
            [("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>999990019</b:Bsn><b:Bsn>999990019</b:Bsn>")],
            [("excess", "/Bericht/Client/Bsn[2]")],
        ),
        ([("<b:Client>", "<b:Client>losse tekst")], [("text", "/Bericht/Client")]),
        ([("<b:Naam>\n", "<b:Naam>\n<s:Voornamen>A</s:Voornamen>naast")], None),
        ([("999990019", "<b:Nummer>1</b:Nummer>")], [("children", "/Bericht/Client/Bsn")]),
        ([(">Pools<", ">Pools\n<")], [("break", "/Bericht/Client/Communicatie/Taal")]),
        ([(">Pools<", "> \n <")], []),
        ([("999990019", "999990019\n")], []),
        ([("<b:Bsn>", '<b:Bsn soort="1">')], [("attribute", "/Bericht/Client/Bsn")]),
        ([("<b:Bsn>", '<b:Bsn xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true">')], [
            ("attribute", "/Bericht/Client/Bsn")
        ]),
        (
            [("<b:Bericht ", '<b:Bericht xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b" ')],
            [],
        ),
    ],
)  # fmt: skip
def test_each_departure_is_found_at_its_place(
    changes: list[tuple[str, str]], expected: list[tuple[str, str]] | None, broken: Broken
) -> None:
    found = faults(broken(*changes))
    if expected is None:
        assert ("text", "/Bericht/Client/Naam") in found
        assert ("excess", "/Bericht/Client/Naam/Voornamen[2]") in found
    else:
        assert found == expected


def test_a_missing_element_is_at_the_line_of_its_parent(broken: Broken) -> None:
    message = broken(("<b:Bsn>999990019</b:Bsn>", ""))
    (fault,) = check_structure(message)
    assert fault.place.line == 18
    assert fault.texts == {
        "nl": "Verplicht element Bsn ontbreekt; voeg het toe.",
        "en": "Mandatory element Bsn is missing; add it.",
    }


def test_what_is_inside_an_unknown_element_is_not_judged(broken: Broken) -> None:
    message = broken(("<b:Geslacht>2", "<b:Extra><b:Bsn/><b:Nog>x</b:Nog></b:Extra><b:Geslacht>2"))
    assert faults(message) == [("unknown", "/Bericht/Client/Extra")]


@given(st.lists(st.integers(0, 9), max_size=9))
def test_what_stays_is_in_order_and_no_longer_run_exists(orders: list[int]) -> None:
    kept = sorted(_in_order(orders))
    values = [orders[position] for position in kept]
    assert values == sorted(values)
    best = [1] * len(orders)
    for here, order in enumerate(orders):
        best[here] = 1 + max((best[before] for before in range(here) if orders[before] <= order), default=0)
    assert len(kept) == max(best, default=0)


def test_the_published_messages_follow_the_schema(reference: Path) -> None:
    files = [
        reference / "istandaarden" / "ijw-3.2" / "berichten" / "JW301.xml",
        reference / "istandaarden" / "iwmo-3.2" / "berichten" / "WMO301.xml",
    ]
    assert [faults(message) for message in lift_all(documents(files))] == [[], []]
