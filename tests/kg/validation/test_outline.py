"""The order of a report, and the sentences that every form says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.messages import Message
from kg.validation.outline import advice, by_party, by_rule, needed, outline, party, repairs, summary
from kg.validation.report import validate
from kg.validation.results import Checked, Report, Result, Undecided, Unreadable
from kg.validation.shapes import Shapes, load_shapes

SENT = Checked("a.xml", "JW323", "urn:a", "D1", sender="99990001", receiver="0344")


def result(rule: str, severity: str = "Violation", toewijzing: str = "", repair: str = "aanbieder") -> Result:
    return Result(
        rule, severity, "", "", "", None, "a.xml", "/Bericht", 1, about="urn:a", toewijzing=toewijzing, repair=repair
    )


@pytest.fixture
def empty(small: Shapes) -> Report:
    return replace(validate([], shapes=small), checked=(SENT,))


def test_what_is_about_no_toewijzing_comes_first_then_as_the_message_has_them(empty: Report) -> None:
    results = (result("A", toewijzing="9"), result("B"), result("C", toewijzing="3"), result("D", toewijzing="9"))
    (chapter,) = outline(replace(empty, results=results))
    assert [(number, [one.rule for one in members]) for number, members in chapter.parts] == [
        ("", ["B"]),
        ("9", ["A", "D"]),
        ("3", ["C"]),
    ]


def test_the_worst_and_most_frequent_rule_comes_first(empty: Report) -> None:
    results = (result("A", "Info"), result("A", "Info"), result("B"), result("C"), result("C"), result("D", "Warning"))
    tallies = by_rule(outline(replace(empty, results=results)))
    assert [(tally.name, tally.total, tally.severity) for tally in tallies] == [
        ("C", 2, "Violation"),
        ("B", 1, "Violation"),
        ("D", 1, "Warning"),
        ("A", 2, "Info"),
    ]


def test_who_repairs_is_named_with_the_code_from_the_message(empty: Report) -> None:
    results = tuple(result("A", repair=who) for who in ("aanbieder", "gemeente", "softwareleverancier"))
    assert {tally.name for tally in by_party(outline(replace(empty, results=results)), "nl")} == {
        "aanbieder 99990001",
        "gemeente 0344",
        "softwareleverancier van aanbieder 99990001",
    }
    unknown = Checked("a.xml", "JW323", "urn:a")
    assert repairs(results[2], unknown, "nl") == "softwareleverancier van de afzender"
    assert repairs(results[2], SENT, "en") == "software supplier of provider 99990001"
    assert party(SENT, "nl", receiver=True) == "gemeente 0344"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Fout. Doe dit.", ("Fout.", "Doe dit.")),
        ("Fout; doe dit.", ("Fout.", "Doe dit.")),
        ("De versie 1.0 klopt niet. Neem 1.0.0.", ("De versie 1.0 klopt niet.", "Neem 1.0.0.")),
        ("Een. Twee. Drie.", ("Een. Twee.", "Drie.")),
        ("Alleen dit.", ("Alleen dit.", "")),
        ("", ("", "")),
    ],
)
def test_the_last_sentence_of_a_message_is_the_remedy(message: str, expected: tuple[str, str]) -> None:
    assert advice(message) == expected


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_rule_of_the_project_says_what_makes_it_right(lang: str) -> None:
    deciding = [rule for rule in load_shapes().rules.values() if rule.shape or rule.kind == "structuur"]
    assert [rule.code for rule in deciding if not advice(rule.summary(lang))[1]] == []


def test_rules_that_need_the_same_are_named_together(empty: Report) -> None:
    undecided = (Undecided("B", "historie", 2), Undecided("C", "lijst"), Undecided("A", "historie", 5))
    assert needed(replace(empty, undecided=undecided)) == [("historie", ("A", "B"), 5), ("lijst", ("C",), 1)]


def test_the_summary_does_not_call_good_what_was_not_seen(broken: Callable[..., Message], small: Shapes) -> None:
    good = validate([broken()], shapes=small)
    assert summary(good) == "1 bericht gecontroleerd. Geen overtredingen gevonden."
    open_rule = replace(good, undecided=(Undecided("TR307", "historie"),))
    assert summary(open_rule) == (
        "1 bericht gecontroleerd; 1 regel niet beslist. Geen overtredingen gevonden in wat te controleren was."
    )
    unread = replace(good, unreadable=(Unreadable("b.xml", "leeg"),))
    assert summary(unread) == "1 bericht gecontroleerd; 1 bestand niet te lezen. Niet alles is in orde."
    assert not unread.complete
    assert unread.conforms
