"""Every rule notices what it is about, at the right place, and nothing else notices it.

The cases are data (``shapes/voorbeelden``). What is reported must be exactly the rule, its equivalents (from the
relations of the shapes) and the rules the case says come with it, which must be related too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from kg import names
from kg.document import Document
from kg.messages import lift
from kg.validation.across import Across
from kg.validation.cases import Case, Spot
from kg.validation.engine import Finding
from kg.validation.examples import all_cases, build, build_together, product_list
from kg.validation.rules import ACROSS, Rule
from kg.validation.shapes import load_shapes
from tests.messages_builder import EVERY, MESSAGE_TYPES, after, codes, drop, judge, put
from tests.messages_builder import build as change

T1, T2, T3 = (f"Client/ToegewezenProducten/ToegewezenProduct[{n}]" for n in (1, 2, 3))


def chosen(together: bool) -> list[object]:
    """Give the cases as parameters, named by rule, number and message type (or law)."""
    counts: dict[tuple[str, str], int] = {}
    params: list[object] = []
    for one in all_cases():
        for message in one.messages if bool(one.together) == together else ():
            number = counts[one.rule, message] = counts.get((one.rule, message), 0) + 1
            params.append(pytest.param(one, message, id=f"{one.rule}-{number}-{message}"))
    return params


@cache
def found(message_type: str) -> dict[str, frozenset[Finding]]:
    """Give what is found in the cases of one message type, by the place of the case in its file."""
    mine = [one for one in all_cases() if not one.together and message_type in one.messages]
    documents = [build(one, message_type) for one in mine]
    findings = judge(documents, products=[product_list(one) for one in mine])
    return dict(zip([one.source for one in mine], findings, strict=True))


def related(rule: str) -> set[str]:
    """Every rule that can be reached through equivalence and consequence, in either direction."""
    rules = load_shapes().rules
    reached, todo = {rule}, [rule]
    while todo:
        here = rules[todo.pop()]
        near = {*here.equivalent, *here.follows_from, *_consequences(here.code)}
        todo.extend(near - reached)
        reached |= near
    return reached


@cache
def _consequences(code: str) -> frozenset[str]:
    return frozenset(rule.code for rule in load_shapes().rules.values() if code in rule.follows_from)


def expected(one: Case, message_type: str = "") -> set[str]:
    rules = load_shapes().rules
    named = {one.rule, *one.also}
    equal = {
        other
        for code in named
        for other in rules[code].equivalent
        if rules[other].shape and rules[other].applies_to(message_type)
    }
    return named | equal if one.fails else set()


def spots(findings: Iterable[tuple[str, Finding]], rule: str) -> set[Spot]:
    """Give the places where a rule speaks, as a case writes them."""
    return {
        Spot(message, names.instance_xpath(finding.focus).removeprefix("/Bericht").removeprefix("/"))
        for message, finding in findings
        if finding.rule == rule
    }


@pytest.mark.parametrize("message_type", EVERY)
def test_our_messages_conform(message_type: str) -> None:
    assert not lift(change(message_type)).unknown
    assert judge([change(message_type)]) == [frozenset()]


@pytest.mark.parametrize(("one", "message_type"), chosen(together=False))
def test_a_case_fails_with_exactly_the_declared_set(one: Case, message_type: str) -> None:
    findings = found(message_type)[one.source]
    assert codes(findings) == expected(one, message_type), one.source
    assert codes(findings) <= related(one.rule), "what comes with a rule must be related to it"
    assert spots((("", finding) for finding in findings), one.rule) == set(one.spots or ()), one.source


@pytest.mark.parametrize("law", ["JW", "WMO"])
def test_our_messages_conform_together(law: str) -> None:
    across = Across()
    for message_type in EVERY:
        if message_type.startswith(law):
            across.add(lift(change(message_type)))
    assert not across.check(load_shapes()).findings


@pytest.mark.parametrize(("one", "law"), chosen(together=True))
def test_a_case_of_several_messages_fails_with_exactly_the_declared_set(one: Case, law: str) -> None:
    seen: set[str] = set()
    lifted = {name: lift(document, seen) for name, document in build_together(one, law).items()}
    across = Across(lifted[name].triples for name in one.earlier)
    for name in one.together:
        if name not in one.earlier:
            across.add(lifted[name])
    outcome = across.check(load_shapes())
    by_iri = {message.iri: name for name, message in lifted.items()}
    findings = [(by_iri[located.message], located.finding) for located in outcome.findings]
    assert codes(finding for _, finding in findings) == expected(one), one.source
    assert codes(finding for _, finding in findings) <= related(one.rule)
    assert spots(findings, one.rule) == set(one.spots or ()), one.source
    if one.undecided:
        assert {undecided.rule for undecided in outcome.undecided} == set(one.undecided), one.source


def shaped() -> list[Rule]:
    return [rule for rule in load_shapes().rules.values() if rule.shape]


def test_every_rule_has_a_failing_case() -> None:
    assert {one.rule for one in all_cases() if one.fails} == {rule.code for rule in shaped()}


@pytest.mark.parametrize("message_type", EVERY)
def test_every_rule_fails_in_each_message_it_is_for(message_type: str) -> None:
    wanted = {rule.code for rule in shaped() if message_type in rule.messages and rule.level != ACROSS}
    failing = {one.rule for one in all_cases() if one.fails and message_type in one.messages}
    assert wanted <= failing
    assert all(load_shapes().rules[code].applies_to(message_type) for code in failing)


def test_a_case_is_there_only_once() -> None:
    """The same change for the same rule says nothing new."""
    seen: set[object] = set()
    for one in all_cases():
        for message in one.messages:
            key = (one.rule, message, one.together, one.earlier, one.changes, one.products)
            assert key not in seen, one.source
            seen.add(key)


def test_categories_11_to_14_may_overlap_for_the_wmo_only() -> None:
    same = [
        one
        for product in (T1, T2)
        for one in (put(f"{product}/Product/Categorie", "11"), put(f"{product}/Product/Code", "11A01"))
    ]
    wmo, jw = judge([change("WMO301", *same), change("JW301", *same)])
    assert codes(wmo) == set()
    assert codes(jw) == {"JZ020", "TR302"}


def test_omvang_counts_without_product() -> None:
    """In the graph Omvang hangs on Product; a missing Product must not hide it."""
    changes = [drop(f"{T1}/Product", T3, T2), after(f"{T1}/Omvang", "<m:Budget>900</m:Budget>")]
    for findings in judge(change(message_type, *changes) for message_type in MESSAGE_TYPES):
        assert codes(findings) == {"CD077", "CD078", "CD080", "SLIDE-2"}


def test_several_messages_in_one_graph_do_not_touch_each_other() -> None:
    """The laws side by side, the same numbers in both: each message is judged by its own rules."""
    assert judge(change(message_type) for message_type in EVERY * 2) == [frozenset()] * len(EVERY) * 2


PUBLISHED = {"JW317": {"CS003"}}
"""What published messages break, judged by hand: a new product ends before it begins. The others break nothing."""


@pytest.mark.parametrize("message_type", EVERY)
def test_published_messages_break_what_they_break_and_nothing_else(reference: Path, message_type: str) -> None:
    folder = {"JW": "ijw-3.2", "WM": "iwmo-3.2"}[message_type[:2]]
    path = reference / "istandaarden" / folder / "berichten" / f"{message_type}.xml"
    if not path.exists():
        pytest.skip(f"no message of type {message_type} was published")
    (findings,) = judge([Document(path.name, path.read_bytes())])
    assert codes(findings) == PUBLISHED.get(message_type, set())


@pytest.mark.slow
@pytest.mark.parametrize("message_type", EVERY)
def test_the_reference_engine_agrees(message_type: str) -> None:
    """One case of each rule, in one of the laws when it holds in both; every one of the rule with the longest query."""
    mine = [one for one in all_cases() if message_type in one.messages and not one.together]
    last = {one.rule: one for one in mine if _law(one) in ("", message_type.rstrip("0123456789"))}
    mine = [one for one in mine if one is last.get(one.rule) or (one.rule == "TR302" and one.rule in last)]
    documents = [build(one, message_type) for one in mine]
    reference = judge(documents, "pyshacl", [product_list(one) for one in mine])
    for one, findings in zip(mine, reference, strict=True):
        assert _keys(findings) == _keys(found(message_type)[one.source]), one.source


def _law(one: Case) -> str:
    """The law whose messages stand for a case that holds in both: not always the same one, to see both."""
    laws = sorted({message.rstrip("0123456789") for message in one.messages})
    return laws[len(one.rule + one.source) % 2] if len(laws) == 2 else ""


def _keys(findings: Iterable[Finding]) -> set[tuple[str, str, str, str]]:
    return {
        (finding.rule, names.instance_xpath(finding.focus), finding.path, str(finding.value)) for finding in findings
    }


def test_related_rules_are_declared_on_shapes() -> None:
    rules = load_shapes().rules
    assert rules["SLIDE-1"].equivalent == ("CD041",)
    assert rules["SLIDE-3"].equivalent == ("CD079",)
    assert rules["CD077"].equivalent == ("CD078",)
    assert rules["SLIDE-2"].follows_from == ("CD041", "CD077")
    assert isinstance(rules["TR302"], Rule)
