"""What holds for every form of the report."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import pytest

from kg.errors import GizoError
from kg.messages import Message
from kg.validation.formats import FORMATS, VIEWS, render, write
from kg.validation.privacy import file_name
from kg.validation.report import validate
from kg.validation.results import Report, Unreadable
from kg.validation.shapes import Shapes

Broken = Callable[..., Message]
TEXT_FORMATS = [name for name, view in VIEWS.items() if not view.binary]


@pytest.fixture
def wrong(broken: Broken, small: Shapes) -> Report:
    """A message with a bsn that is wrong."""
    return validate([broken(("<b:Bsn>999990019", "<b:Bsn>99999001"))], shapes=small)


@pytest.mark.parametrize("form", FORMATS)
def test_a_form_says_what_it_is_and_takes_an_empty_report(form: str, small: Shapes) -> None:
    made = write(validate([], shapes=small), form)
    assert made.body
    assert "/" in made.media_type
    assert made.extension.isalpha()


def test_forms_can_be_told_apart_by_their_media_type_and_extension() -> None:
    assert len({view.media_type for view in VIEWS.values()}) == len(VIEWS)
    assert len({view.extension for view in VIEWS.values()}) == len(VIEWS)


@pytest.mark.parametrize("form", TEXT_FORMATS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_form_shows_a_bsn_and_each_speaks_both_languages(form: str, lang: str, wrong: Report) -> None:
    text = render(replace(wrong, lang=lang), form)
    assert "99999001" not in text
    assert "RS037" in text


@pytest.mark.parametrize("form", FORMATS)
def test_no_bsn_in_the_name_of_a_file_or_element_or_message_is_shown(form: str, broken: Broken, small: Shapes) -> None:
    message = broken(
        ("<b:Geslacht>", "<b:X111222333/><b:Geslacht>"),
        ("UTR000000001", "999990019"),
        ("<b:ToewijzingNummer>1001", "<b:ToewijzingNummer>999990019"),
        (">45<", ">999990019<"),
        name="client-111222333.xml",
    )
    report = validate([message, Unreadable(file_name("111222333.xml"), "leeg")], shapes=small)
    assert len(report.results) == 2
    body = write(report, form).body
    if form == "xlsx":
        with ZipFile(io.BytesIO(body)) as book:
            body = b"".join(map(book.read, book.namelist()))
    assert b"111222333" not in body
    assert b"999990019" not in body


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_a_file_name_cannot_steer_the_terminal(form: str, broken: Broken, small: Shapes) -> None:
    report = validate([broken((">45<", ">99<"), name="a\x1b[2J\nb.xml")], shapes=small)
    assert "\x1b" not in render(report, form)


def test_an_unknown_form_is_an_error_that_lists_the_known_ones(small: Shapes) -> None:
    with pytest.raises(GizoError, match="table, json, csv, ttl, html, sarif, junit, xlsx"):
        write(validate([], shapes=small), "pdf")


def test_what_is_no_text_is_not_rendered_as_text(small: Shapes) -> None:
    with pytest.raises(GizoError, match="geen tekst"):
        render(validate([], shapes=small), "xlsx")
