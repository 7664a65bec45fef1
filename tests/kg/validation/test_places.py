"""Where in the XML a finding is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode

from kg.messages import Message
from kg.validation.engine import Finding
from kg.validation.places import Places

Broken = Callable[..., Message]
FIRST = "/Client/ToegewezenProducten/ToegewezenProduct%5B1%5D"
PLAIN = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"


def finding(
    message: Message, focus: str, path: str, value: Literal | NamedNode | None = None, component: str = "MinCount"
) -> Finding:
    return Finding("X", message.iri + focus, path, value, "Violation", "", component, "JW301")


@pytest.mark.parametrize(
    ("focus", "path", "expected"),
    [
        (FIRST, "gizo:toewijzingBudget", f"{PLAIN}/Budget"),
        (FIRST, "gizo:toewijzingBevatToegewezenProduct", f"{PLAIN}/Product"),
        (
            FIRST,
            "gizo:toewijzingBevatToegewezenProduct/gizo:toegewezenProductProductcode",
            f"{PLAIN}/Product/Code",
        ),
        # Omvang stands beside Product in the XML, and hangs on it in GIZO.
        (f"{FIRST}/Product", "gizo:toegewezenProductTeLeverenHoeveelheidUitgedruktAlsOmvang", f"{PLAIN}/Omvang"),
        (FIRST, "gizo:toewijzingIsOpdrachtTotLeverenVoorAanbieder", "/Bericht/Header/Ontvanger"),
        (FIRST, "^gizo:gemeenteGeeftAfToewijzing", "/Bericht/Header/Afzender"),
        ("", "v:dagtekening", "/Bericht/Header/BerichtIdentificatie/Dagtekening"),
        ("/Client", "gizo:clientHeeftNaamgegevens/gizo:naamgegevensGeslachtsnaam",
         "/Bericht/Client/Naam/Geslachtsnaam/Achternaam"),
        # What the lifting table cannot follow is placed at the focus node.
        (FIRST, "", PLAIN),
        (FIRST, "(gizo:x|gizo:y)", PLAIN),
        (FIRST, "gizo:isErNiet", PLAIN),
    ],
)  # fmt: skip
def test_a_path_leads_to_its_element(focus: str, path: str, expected: str, broken: Broken) -> None:
    message = broken()
    assert Places(message).of(finding(message, focus, path)).xpath == expected


def test_a_value_two_steps_away_is_found(broken: Broken) -> None:
    message = broken()
    path = "gizo:toewijzingBevatToegewezenProduct/gizo:toegewezenProductProductcode"
    place = Places(message).of(finding(message, FIRST, path, Literal("45A48"), "Pattern"))
    assert place.xpath == f"{PLAIN}/Product/Code"
    assert place.line > 0


def test_a_value_that_is_a_node_is_found(broken: Broken) -> None:
    message = broken()
    node = NamedNode(f"{message.iri}{FIRST}/Product")
    place = Places(message).of(finding(message, FIRST, "gizo:toewijzingBevatToegewezenProduct", node, "Class"))
    assert place.xpath == f"{PLAIN}/Product"


def test_the_same_value_at_two_places_is_found_at_the_place_of_its_node(broken: Broken) -> None:
    message = broken()
    second = FIRST.replace("1", "2")
    place = Places(message).of(finding(message, second, "gizo:toewijzingDatum", Literal("2026-05-11"), "Datatype"))
    assert place.xpath == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/Toewijzingsdatum"


def test_every_element_has_the_path_that_lifting_gives_it(broken: Broken) -> None:
    message = broken(("<b:Geslacht>2</b:Geslacht>", "<b:Geslacht>2</b:Geslacht><b:Geslacht>2</b:Geslacht><b:Extra/>"))
    places = Places(message)
    found = {places.xpath(element) for element in message.root.iter()}
    assert {leaf.place.xpath for leaf in message.leaves} <= found
    assert {place.xpath for place in message.nodes.values()} <= found
    assert {"/Bericht/Client/Geslacht", "/Bericht/Client/Geslacht[2]", "/Bericht/Client/Extra"} <= found
    assert len(found) == len(list(message.root.iter())), "no two elements share a path"
