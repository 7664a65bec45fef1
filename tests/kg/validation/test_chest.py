"""What a number means, and when what is known tells that it means nothing."""

from __future__ import annotations

import pytest

from kg.validation.chest import Chest
from tests.across_cases import faults, outcome, said, undecided
from tests.messages_builder import Changes, put

DAY = "Header/BerichtIdentificatie/Dagtekening"
UNKNOWN: list[tuple[str, str, str]] = [
    ("323", "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ToewijzingNummer", "TR338"),
    ("305", "Client/StartProducten/StartProduct[1]/ToewijzingNummer", "TR019"),
    ("307", "Client/StopProducten/StopProduct[1]/ToewijzingNummer", "TR019"),
    ("317", "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]/ToewijzingNummer", "TR351"),
]
LATE: Changes = put(DAY, "2026-11-02")


def test_an_empty_chest_knows_nothing() -> None:
    assert not Chest([]).past and not Chest([]).versions and not Chest([]).clients


@pytest.mark.parametrize("law", ["JW", "WMO"])
@pytest.mark.parametrize(("kind", "path", "rule"), UNKNOWN)
def test_a_later_301_leaves_out_what_is_over_and_so_decides_nothing(law: str, kind: str, path: str, rule: str) -> None:
    unknown = said(f"{law}{kind}", put(path, "999"))
    found = outcome([said(f"{law}301"), unknown])
    assert rule in {code for code, _, _ in faults(found)}
    found = outcome([said(f"{law}301", LATE), unknown])
    assert rule not in {code for code, _, _ in faults(found)}
    assert "999" in undecided(found)[rule]
    assert rule in {code for code, _, _ in faults(outcome([unknown], [said(f"{law}301", LATE)]))}


@pytest.mark.parametrize("law", ["JW", "WMO"])
def test_a_301_after_the_period_does_not_tell_either(law: str) -> None:
    kind, path, rule = UNKNOWN[0]
    for day, decided in (("2026-05-31", True), ("2026-06-01", False)):
        found = outcome([said(f"{law}301", put(DAY, day)), said(f"{law}{kind}", put(path, "999"))])
        assert (rule in {code for code, _, _ in faults(found)}) is decided
        assert (rule in undecided(found)) is not decided
