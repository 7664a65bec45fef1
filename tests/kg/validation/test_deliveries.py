"""Starts and stops find each other by key and order, and what is not known stays undecided."""

from __future__ import annotations

import pytest

from kg import names
from tests.across_cases import Said, across, outcome, said, undecided
from tests.messages_builder import drop, put

DAY = "Header/BerichtIdentificatie/Dagtekening"
NUMBER = "Header/BerichtIdentificatie/Identificatie"
START = "Client/StartProducten/StartProduct"
STOP = "Client/StopProducten/StopProduct"
LAWS = pytest.mark.parametrize("law", ["JW", "WMO"])


def start(law: str, number: str = "A1", day: str = "2026-04-08", status: str = "1", begin: str = "2026-04-06") -> Said:
    """Say the start on the second toewijzing, the one that the stops of our own message are about."""
    return said(
        f"{law}305",
        drop(f"{START}[3]", f"{START}[1]"),
        put(NUMBER, number),
        put(DAY, day),
        put(f"{START}/StatusAanlevering", status),
        put(f"{START}/Begindatum", begin),
    )


def stop(law: str, number: str = "A2", day: str = "2026-07-03", status: str = "1", begin: str = "2026-04-06") -> Said:
    """Say the stop of that start."""
    return said(
        f"{law}307",
        drop(f"{STOP}[2]"),
        put(NUMBER, number),
        put(DAY, day),
        put(f"{STOP}/StatusAanlevering", status),
        put(f"{STOP}/Begindatum", begin),
    )


def ties(given: list[Said], term: str) -> int:
    """Count the ties of a kind."""
    return sum(triple.predicate.value == names.V + term for triple in across(given).graph())


@LAWS
def test_a_stop_finds_its_start_whatever_was_sent_first(law: str) -> None:
    for day in ("2026-04-08", "2026-07-03", "2026-07-04"):
        assert ties([start(law, day=day), stop(law)], "stopt") == 1
    assert ties([start(law), stop(law, begin="2026-04-07")], "stopt") == 0


@LAWS
def test_a_removed_start_is_no_start(law: str) -> None:
    gone = start(law, "A3", "2026-04-09", status="3")
    assert ties([start(law), gone, stop(law)], "stopt") == 0
    again = start(law, "A4", "2026-04-10")
    assert ties([start(law), gone, again, stop(law)], "stopt") == 1
    assert ties([start(law), gone, again], "herhaalt") == 0


@LAWS
def test_a_removal_of_the_same_day_finds_what_it_removes_in_either_order(law: str) -> None:
    first, gone = start(law), start(law, "A3", status="3")
    assert ties([first, gone], "verwijdert") == ties([gone, first], "verwijdert") == 1


@LAWS
def test_a_stop_of_the_same_day_closes_the_start_before_it(law: str) -> None:
    again = start(law, "A3", "2026-07-03", begin="2026-07-01")
    assert ties([start(law), again, stop(law)], "lopendeStart") == 0
    assert ties([start(law), again, stop(law, day="2026-07-04")], "lopendeStart") == 1


@LAWS
def test_messages_of_another_aanbieder_or_client_are_no_part_of_it(law: str) -> None:
    for path, other in (("Header/Afzender", "73739993"), ("Header/Ontvanger", "0344"), ("Client/Bsn", "999990032")):
        strange = said(f"{law}307", drop(f"{STOP}[2]"), put(path, other))
        assert ties([start(law), strange], "stopt") == 0


def test_the_laws_are_apart() -> None:
    jw = said("JW305", put("Header/Afzender", "73739992"), put("Header/Ontvanger", "0599"))
    same = [put(f"{STOP}[1]/ToewijzingNummer", "522"), put("Client/Bsn", "999990019")]
    assert ties([jw, said("WMO307", *same)], "stopt") == 0


@LAWS
def test_what_needs_earlier_messages_says_so(law: str) -> None:
    lone = undecided(outcome([start(law, status="3")]))
    assert {"TR063", "TR071"} <= set(lone) and "TR074" not in lone
    assert {"TR074", "TR326"} <= set(undecided(outcome([start(law)])))
    assert {"TR382", "TR413", "TR414", "TR415", "TR074"} <= set(undecided(outcome([stop(law)])))
    assert "TR382" not in undecided(outcome([start(law), stop(law)]))


@LAWS
def test_with_a_history_all_of_it_is_decided(law: str) -> None:
    found = undecided(outcome([stop(law)], history=[start(law)]))
    assert not {"TR063", "TR071", "TR074", "TR326", "TR382", "TR413", "TR414", "TR415"} & set(found)


@LAWS
def test_a_delivery_without_number_depends_on_the_way_of_working(law: str) -> None:
    without = said(f"{law}305", drop(f"{START}[1]/ToewijzingNummer"))
    needs = undecided(outcome([said(f"{law}301"), without]))["TR019"]
    assert "taakgericht" in needs and "521" not in needs
    assert "TR019" not in undecided(outcome([said(f"{law}301"), said(f"{law}305")]))


@LAWS
def test_a_removal_and_what_replaces_it_may_come_in_either_order(law: str) -> None:
    history = [said(f"{law}301"), start(law)]
    removal, other = start(law, "A3", "2026-04-10", "3"), start(law, "A4", "2026-04-10", begin="2026-04-07")
    assert not outcome([removal, other], history).results and not outcome([other, removal], history).results
    assert outcome([start(law, "A4", "2026-04-09", begin="2026-04-07"), removal], history).results
    stopped = [*history, stop(law)]
    gone, again = stop(law, "A5", "2026-07-10", "3"), stop(law, "A6", "2026-07-10")
    assert not outcome([gone, again], stopped).results and not outcome([again, gone], stopped).results
