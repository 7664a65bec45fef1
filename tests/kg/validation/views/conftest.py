"""A report with one of everything, for every form to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kg.intake import Document
from kg.messages import Message, lift
from kg.validation.report import validate
from kg.validation.responsibility import assignment_at, repairer
from kg.validation.results import Report, Undecided, Unreadable
from kg.validation.shapes import Shapes

OMVANG = """        <b:Omvang>
          <s:Volume>3</s:Volume>
          <s:Eenheid>04</s:Eenheid>
          <s:Frequentie>2</s:Frequentie>
        </b:Omvang>
"""
ODD = "map met spatie/<fout>.xml"


@pytest.fixture
def wrong(broken: Callable[..., Message], small: Shapes, jw301: str) -> Report:
    """A message with a fault in the header, in the client, in a toewijzing, and in its structure; and a right one."""
    message = broken(
        ("<b:Bsn>999990019", "<b:Bsn>99999001"),
        (OMVANG, "        <b:Budget>100</b:Budget>\n"),
        ("1.0.0</s:BerichtXsd", "1.0</s:BerichtXsd"),
        ("<b:Geslacht>2", "<b:Extra/><b:Geslacht>=1+2"),
        name=ODD,
    )
    right = lift(Document("goed.xml", jw301.replace("UTR000000001", "UTR000000009").encode()))
    report = validate([message, right], shapes=small)
    numbers = dict(zip((ODD, "goed.xml"), ("UTR000000001", "UTR000000009"), strict=True))
    return replace(
        report,
        checked=tuple(
            replace(
                checked,
                identification=numbers[checked.file],
                sender="0344",
                receiver="73731234",
                date="2026-05-11",
            )
            for checked in report.checked
        ),
        results=tuple(
            replace(
                result,
                toewijzing=assignment_at(message.root, result.xpath),
                repair=repairer(small.rules[result.rule], result.xpath, message.type),
            )
            for result in report.results
        ),
    )


@pytest.fixture
def partly(wrong: Report) -> Report:
    """The same, with a file that could not be read and rules that could not be decided."""
    return replace(
        wrong,
        unreadable=(Unreadable("stuk.xml", "geen geldige XML; verbeter het bestand", 7),),
        undecided=(
            Undecided("TR056", "eerdere berichten van dezelfde afzender", 2),
            Undecided("TR381", "de productcodelijst van de gemeente"),
            Undecided("TR307", "eerdere berichten van dezelfde afzender"),
        ),
        today=date(2026, 5, 12),
    )
