"""The terminal: who must fix it, what, where; and what it comes down to at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.messages import Message
from kg.validation.formats import render
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.shapes import Shapes


def test_it_tells_what_is_wrong_what_makes_it_right_who_repairs_it_and_where(wrong: Report) -> None:
    text = render(wrong, "table", width=120)
    lines = [line.strip() for line in text.splitlines()]
    assert lines[:3] == [
        "JW301 UTR000000001",
        "gemeente 0344 → aanbieder 73731234 · 2026-05-11",
        "map met spatie/<fout>.xml",
    ]
    assert "goed.xml" not in text, "a message in which all is right takes no room"
    at = next(number for number, line in enumerate(lines) if line.startswith("RS037"))
    assert lines[at : at + 4] == [
        "RS037        Het bsn *****001 heeft geen negen cijfers.",
        "overtreding  → Verbeter het.",
        "Wie herstelt: gemeente 0344 · waarde: *****001 · retourcode 0001",
        "/Bericht/Client/Bsn, regel 19",
    ]
    assert lines.index("Toewijzing 1001") > at
    assert "ook SLIDE-1, SLIDE-2" in text
    assert "Wie herstelt: softwareleverancier van gemeente 0344" in text


def test_it_ends_with_counts_what_is_open_and_the_verdict(partly: Report) -> None:
    text = render(partly, "table", width=140)
    closing = text[text.index("\nPer regel\n") :]
    assert [line for line in closing.splitlines() if "gemeente 0344" in line] == [
        "     3  gemeente 0344                          3 overtredingen",
        "     2  softwareleverancier van gemeente 0344  1 overtreding, 1 melding",
    ]
    assert "TR056, TR307  eerdere berichten van dezelfde afzender" in closing
    assert "stuk.xml, regel 7  geen geldige XML; verbeter het bestand" in closing
    assert closing.splitlines()[-1] == (
        "2 berichten gecontroleerd; 4 overtredingen; 1 melding; 1 bestand niet te lezen; 3 regels niet beslist. "
        "Niet alles is in orde."
    )


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_asked_and_names_of_elements_stay_whole(width: int, partly: Report) -> None:
    lines = render(partly, "table", width=width).splitlines()
    assert max(map(len, lines)) <= width
    whole = "".join(line.strip() for line in lines)
    assert all(result.xpath in whole for result in partly.results)
    assert any("ToegewezenProduct[1]" in line for line in lines)


def test_colour_only_when_asked_for(wrong: Report) -> None:
    assert "\x1b" not in render(wrong, "table")
    assert "\x1b[" in render(wrong, "table", colour=True)


def test_a_right_message_takes_one_line(broken: Callable[..., Message], small: Shapes) -> None:
    text = render(validate([broken()], shapes=small, lang="en"), "table")
    assert text == "1 message checked. No violations found.\n"
