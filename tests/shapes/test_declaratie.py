"""Months and years that lie ahead: what the cases of the declaration rules cannot show, as those end today."""

from __future__ import annotations

import pytest

from kg.messages import lift
from kg.validation.cases import Change
from kg.validation.engine import ENGINES, check
from kg.validation.examples import apply
from kg.validation.shapes import load_shapes

DECLARATION = "Declaratie"
SERVICE = f"{DECLARATION}/Clienten/Client/Prestaties/Prestatie"
MONTH, PERIOD = f"{DECLARATION}/DeclaratiePeriode", f"{SERVICE}[1]/ProductPeriode"


def judged(message: str, claimed: str, service: tuple[str, str], month: tuple[str, str], engine: str) -> set[str]:
    """Give the rules that a message with one service breaks, with the date of the declaration and two periods set."""
    texts = {
        "Header/BerichtIdentificatie/Dagtekening": claimed,
        f"{DECLARATION}/DeclaratieDagtekening": claimed,
        f"{DECLARATION}/TotaalIngediendBedrag/TotaalBedrag": "1000",
        f"{SERVICE}[1]/GeleverdVolume": "10",
        f"{SERVICE}[1]/ProductTarief": "100",
        f"{SERVICE}[1]/IngediendBedrag/Bedrag": "1000",
    }
    for path, (start, end) in ((PERIOD, service), (MONTH, month)):
        texts |= {f"{path}/Begindatum": start, f"{path}/Einddatum": end}
    changes = [Change("weg", f"{SERVICE}[{number}]") for number in (4, 3, 2)]
    changes += [Change("zet", path, text) for path, text in texts.items()]
    return {finding.rule for finding in check(lift(apply(message, changes)).triples, load_shapes(), engine)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("message", ["JW323", "WMO323"])
@pytest.mark.parametrize(
    ("year", "last", "broken"),
    [
        ("2096", "29", set()),
        ("2096", "28", {"CS340"}),
        ("2100", "28", set()),  # a century is no leap year, unless 400 divides it
        ("2400", "29", set()),
        ("2400", "28", {"CS340"}),
    ],
)
def test_february_ends_as_the_calendar_says(message: str, year: str, last: str, broken: set[str], engine: str) -> None:
    month = f"{year}-02-01", f"{year}-02-{last}"
    assert judged(message, f"{year}-03-01", month, month, engine) == broken


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("message", ["JW323", "WMO323"])
@pytest.mark.parametrize(
    ("claimed", "end", "broken"),
    [
        ("2028-02-29", "2023-02-28", set()),
        ("2028-02-29", "2023-02-27", {"TR335"}),
        ("2029-02-28", "2024-02-29", set()),
        ("2029-03-01", "2024-02-29", {"TR335"}),
    ],
)
def test_five_years_from_and_to_the_last_of_february(
    message: str, claimed: str, end: str, broken: set[str], engine: str
) -> None:
    service = f"{end[:8]}01", end
    assert judged(message, claimed, service, ("2026-05-01", "2026-05-31"), engine) == broken
