"""No bsn leaves the house."""

from __future__ import annotations

import pytest

from kg import names
from kg.validation.privacy import Mask, is_bsn, mask


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
