"""Who repairs a fault, and which toewijzing it is about."""

from __future__ import annotations

import pytest
from lxml import etree

from kg.sources.lifting import supported_messages
from kg.validation.responsibility import assignment_at, repairer, sender
from kg.validation.rules import BUILT_IN, Rule

TR = Rule("TR302", "TR")
PRODUCT = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"


@pytest.mark.parametrize(
    ("types", "party"),
    [
        (("301", "306", "308", "316", "318", "319", "325"), "gemeente"),
        (("302", "305", "307", "315", "317", "320", "323"), "aanbieder"),
    ],
)
def test_who_sends_a_message_repairs_what_it_says(types: tuple[str, ...], party: str) -> None:
    for law in ("JW", "WMO"):
        assert {repairer(TR, "/Bericht/Client/Bsn", law + number) for number in types} == {party}


def test_a_message_goes_from_one_party_to_the_other() -> None:
    """A message and the return message that answers it have different senders."""
    types = supported_messages()
    answers = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}
    pairs = [(law + back, law + there) for law in ("JW", "WMO") for back, there in answers.items()]
    assert {sender(name) for name in types} == {"gemeente", "aanbieder"}
    assert all(sender(back) != sender(there) for back, there in pairs)


@pytest.mark.parametrize("xpath", ["/Bericht/Header", "/Bericht/Header/BerichtVersie", "/Bericht/Header/XsdVersie/X"])
def test_the_header_is_for_the_supplier(xpath: str) -> None:
    assert repairer(Rule("CS015", "CS"), xpath, "WMO323") == "softwareleverancier"


def test_structure_is_for_the_supplier_wherever_it_is() -> None:
    for rule in BUILT_IN:
        assert repairer(rule, "/Bericht/Client/Naam", "JW301") == "softwareleverancier"


def test_a_name_that_begins_like_the_header_is_not_the_header() -> None:
    assert repairer(TR, "/Bericht/HeaderNiet", "JW301") == "gemeente"


def numbered(jw301: str) -> etree._Element:
    return etree.fromstring(jw301.encode())


@pytest.mark.parametrize(
    ("xpath", "number"),
    [
        (f"{PRODUCT}[1]", "1001"),
        (f"{PRODUCT}[2]", "1002"),
        (f"{PRODUCT}[2]/ToewijzingNummer", "1002"),
        (f"{PRODUCT}[1]/Product/Categorie", "1001"),
        (f"{PRODUCT}[1]/Omvang/IsErNiet/Ook[3]", "1001"),
        (f"{PRODUCT}[99]/Product", ""),
        ("/Bericht/Client/Bsn", ""),
        ("/Bericht", ""),
    ],
)
def test_a_place_is_about_the_toewijzing_around_it(xpath: str, number: str, jw301: str) -> None:
    assert assignment_at(numbered(jw301), xpath) == number


def test_the_nearest_number_counts_and_comments_do_not() -> None:
    root = etree.fromstring(
        "<Bericht><!-- <ToewijzingNummer>0</ToewijzingNummer> --><A><ToewijzingNummer>1</ToewijzingNummer>"
        "<B><ToewijzingNummer> 2\n</ToewijzingNummer><C/></B></A></Bericht>"
    )
    assert assignment_at(root, "/Bericht/A/B/C") == "2"
    assert assignment_at(root, "/Bericht/A/D") == "1"
