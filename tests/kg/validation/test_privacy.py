"""No bsn leaves the house."""

from __future__ import annotations

import pytest

from kg import names
from kg.validation.privacy import Mask, file_name, is_bsn, mask


def test_only_the_last_three_characters_stay() -> None:
    assert mask("999990019") == "******019"
    assert mask("") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("999990019", True), ("111222333", True), ("999990018", False), ("000000000", False), ("12345678", False)],
)
def test_a_bsn_passes_its_own_test(text: str, expected: bool) -> None:
    assert is_bsn(text) is expected


@pytest.mark.parametrize("written", ["999990019", "999.990.019", "9999 90019", "9999\u00a090\u00a0019", "x999990019y"])
def test_a_bsn_in_a_text_is_hidden_however_it_is_written(written: str) -> None:
    shown = Mask(frozenset()).text(f"Zie {written}, bel 0302345678.")
    assert "99999001" not in shown.replace(".", "").replace(" ", "")
    assert "019" in shown
    assert "0302345678" in shown


def test_a_wrong_bsn_of_the_client_is_hidden_everywhere_in_its_message() -> None:
    known = Mask.of(
        [("urn:n", names.GIZO + "clientBsn", "999990018"), ("urn:n", names.GIZO + "adresPostcode", "1234AB")]
    )
    assert known.text("nummer 999990018 te 1234AB") == "nummer ******018 te 1234AB"


def test_a_known_bsn_is_hidden_however_it_is_written_and_in_names_of_nodes() -> None:
    known = Mask.of([("urn:n", names.GIZO + "clientBsn", " 999990018\n")])
    assert known.text("999990018 of 9999 90018") == "******018 of *******018"
    assert known.name("414/0599/999990018#") == "414/0599/******018#"
    assert known.name("414/0599/999990019#") == "414/0599/999990019#", "not a bsn of this message"


def test_other_numbers_stay_readable() -> None:
    assert Mask(frozenset()).value("123456789", "gizo:toewijzingnummer") == "123456789"


def test_a_bsn_in_the_name_of_a_file_is_hidden() -> None:
    assert file_name("map/999990019/jw301_999990019.xml") == "map/******019/jw301_******019.xml"
    assert file_name("a.zip!999990019.xml") == "a.zip!******019.xml"
    known = Mask(frozenset({"999990018"}))
    assert known.file("x999990018.xml") == "x******018.xml", "a wrong bsn of this message"
    assert file_name("a\x1b.xml") == "a?.xml"


@pytest.mark.parametrize("name", ["123456789.xml", "JW301_0344_20260511.xml", "2026-05-11-1.xml", "2026-05-01-2.xml"])
def test_other_names_of_files_stay(name: str) -> None:
    assert file_name(name) == name


def test_a_name_that_is_masked_stays_as_it_is() -> None:
    once = file_name("clienten/999990019.xml")
    assert file_name(once) == once


def test_a_toewijzingnummer_that_looks_like_a_bsn_stays_unless_it_is_one_of_the_message() -> None:
    assert is_bsn("111222333")
    assert Mask(frozenset()).value("111222333", "gizo:toewijzingnummer") == "111222333"
    assert Mask(frozenset()).value("111222333", "gizo:clientGeslacht") == "******333"
    assert Mask(frozenset({"111222333"})).value("111222333", "gizo:toewijzingnummer") == "******333"
