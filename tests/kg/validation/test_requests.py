"""Requests find their answers and the toewijzingen they are about, and what is not known stays undecided."""

from __future__ import annotations

import pytest

from kg import names
from tests.across_cases import Said, across, faults, outcome, said, undecided
from tests.messages_builder import drop, put

DAY = "Header/BerichtIdentificatie/Dagtekening"
NUMBER = "Header/BerichtIdentificatie/Identificatie"
TP = "Client/ToegewezenProducten/ToegewezenProduct"
LAWS = pytest.mark.parametrize("law", ["JW", "WMO"])


def ties(given: list[Said], term: str) -> int:
    """Count the ties of a kind."""
    return sum(triple.predicate.value == names.V + term for triple in across(given).graph())


@LAWS
def test_a_request_is_pending_until_it_is_rejected_or_granted(law: str) -> None:
    asked, again = said(f"{law}315"), said(f"{law}317")
    granted, rejected = said(f"{law}301"), said(f"{law}319")
    assert ties([asked, granted, rejected, again], "onderhanden") == 0
    assert ties([asked, granted, said(f"{law}319", put("Antwoord/VerzoekAntwoord", "2")), again], "onderhanden") == 1
    silent = said(f"{law}301", drop(f"{TP}[1]/ReferentieAanbieder"))
    assert ties([asked, silent, rejected, again], "onderhanden") == 1
    assert ties([asked, again], "onderhanden") == 0, "the answers may exist"


@LAWS
def test_an_answer_of_another_aanbieder_or_gemeente_does_not_count(law: str) -> None:
    asked = said(f"{law}315")
    assert ties([asked, said(f"{law}319")], "verwijstNaar") == 1
    for path, other in (("Header/Afzender", "0344"), ("Header/Ontvanger", "73739993")):
        assert ties([asked, said(f"{law}319", put(path, other))], "verwijstNaar") == 0


@LAWS
def test_a_toewijzing_runs_up_to_its_last_day(law: str) -> None:
    """Of the three of the client, the third ends in 2026 and the first in 2027."""
    for day, running in (("2026-08-10", 3), ("2026-12-31", 3), ("2027-01-01", 2), ("2027-04-05", 1), ("2026-03-15", 0)):
        assert ties([said(f"{law}301"), said(f"{law}317", put(DAY, day))], "actueleToewijzing") == running, day


@LAWS
def test_the_version_that_was_known_counts(law: str) -> None:
    first, change = said(f"{law}301"), said(f"{law}317")
    for day, running in (("2026-08-10", 2), ("2026-08-11", 3)):
        ended = said(f"{law}301", put(NUMBER, "B2"), put(DAY, day), put(f"{TP}[3]/Einddatum", "2026-08-01"))
        assert ties([first, ended, change], "actueleToewijzing") == running, day


@LAWS
def test_a_date_that_cannot_be_read_decides_nothing(law: str) -> None:
    broken = said(f"{law}301", put(f"{TP}[3]/Einddatum", "2026-02-30"))
    linked = [broken, said(f"{law}317")]
    assert ties(linked, "actueleToewijzing") == 2
    assert ties(linked, "nietActueel") == 0


@LAWS
def test_what_needs_earlier_messages_says_so(law: str) -> None:
    change = undecided(outcome([said(f"{law}317")]))
    needed = {
        "TR304",
        "TR347",
        "TR349",
        "TR350",
        "TR351",
        "TR357",
        "TR361",
        "TR373",
        "TR374",
        "TR375",
        "TR411",
        "TR412",
    }
    assert needed <= set(change)
    assert {"TR347", "TR374"} <= set(undecided(outcome([said(f"{law}315")])))
    assert {"TR355", "TR359", "TR360", "TR365"} <= set(undecided(outcome([said(f"{law}319")])))


@LAWS
def test_with_a_history_all_of_it_is_decided(law: str) -> None:
    history = [said(f"{law}{kind}") for kind in (315, 301)]
    given = [said(f"{law}319"), said(f"{law}317")]
    found = undecided(outcome(given, history=history))
    decided = {"TR304", "TR347", "TR349", "TR350", "TR351", "TR355", "TR357", "TR359", "TR360", "TR361", "TR365"}
    assert not (decided | {"TR373", "TR374", "TR375", "TR411", "TR412"}) & set(found)


@LAWS
def test_no_bsn_leaves_the_linking(law: str) -> None:
    needs = undecided(outcome([said(f"{law}317"), said(f"{law}315"), said(f"{law}319")]))
    assert not any(bsn in text for text in needs.values() for bsn in ("999990019", "999992132"))


@LAWS
def test_of_one_day_being_examined_comes_before_the_rejection(law: str) -> None:
    absent = () if law == "WMO" else drop("Antwoord/Woonplaatsbeginsel")
    examined = said(
        f"{law}319",
        put(NUMBER, "ONDERZOEK"),
        put("Antwoord/VerzoekAntwoord", "2"),
        drop("Antwoord/RedenAfwijzingVerzoek"),
        absent,
    )
    rejected = said(f"{law}319")
    assert not faults(outcome([examined, rejected])) and not faults(outcome([rejected, examined]))
    found = {rule for rule, _, _ in faults(outcome([examined], [rejected]))}
    assert found == {"TR360", "TR365"}


@LAWS
def test_a_later_301_does_not_say_what_ran_before(law: str) -> None:
    later = said(f"{law}301", put(DAY, "2026-11-02"))
    assert "TR349" in undecided(outcome([said(f"{law}317"), later]))
    assert "TR349" not in undecided(outcome([said(f"{law}317"), said(f"{law}301")]))
