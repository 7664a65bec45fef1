"""Every element of every message: empty, missing, impossible; each is reported once, and as what.

What must be reported follows from the published inventory and the schema, not from a list here.
"""

from __future__ import annotations

import pytest
from lxml import etree

from kg.validation.examples import base_message, find
from kg.validation.shapes import load_shapes
from tests.declared import declared, facet, leaves
from tests.messages_builder import OUTGOING, RETURNS, build, codes, drop, judge, put

TYPES = [
    *(name for name in OUTGOING if name.startswith("JW")),
    *(pytest.param(name, marks=pytest.mark.slow) for name in (*OUTGOING, *RETURNS) if name not in OUTGOING[:8]),
]
"""The outgoing messages of one law; the others differ little, and are slow."""

ASK = frozenset({"CS050", "TR006", "TR377"})
"""Rules that are no condition (CD) and still ask for an element that is missing, or see what it leaves behind."""


def reported(message_type: str, texts: dict[str, str]) -> dict[str, set[str]]:
    """Give the rules that notice each text at its path."""
    findings = judge(build(message_type, put(path, text)) for path, text in texts.items())
    return {path: codes(found) for path, found in zip(texts, findings, strict=True)}


def wanted(message_type: str, texts: dict[str, str]) -> dict[str, set[str]]:
    return {path: declared(message_type, leaves(message_type)[path], text) for path, text in texts.items()}


@pytest.mark.parametrize("message_type", TYPES)
def test_an_empty_element_is_reported_once(message_type: str) -> None:
    texts = dict.fromkeys(leaves(message_type), "")
    assert {len(rules) for rules in wanted(message_type, texts).values()} == {1}
    assert reported(message_type, texts) == wanted(message_type, texts)


@pytest.mark.parametrize("message_type", TYPES)
def test_a_missing_element_breaks_no_rule_about_values(message_type: str) -> None:
    rules = load_shapes().rules
    paths = list(leaves(message_type))
    for path, findings in zip(paths, judge(build(message_type, drop(path)) for path in paths), strict=True):
        others = {code for code in codes(findings) if rules[code].kind not in ("CD", "slide", "structuur")}
        assert others <= ASK, path


@pytest.mark.parametrize("message_type", TYPES)
def test_time_zone_on_any_date_or_time(message_type: str) -> None:
    root = etree.fromstring(base_message(message_type))
    timed = [path for path, part in leaves(message_type).items() if facet(part, "base") in ("date", "time")]
    texts = {path: f"{find(root, path).text}Z" for path in timed}
    assert texts
    assert reported(message_type, texts) == wanted(message_type, texts)


@pytest.mark.parametrize("message_type", TYPES)
@pytest.mark.parametrize("value", ["2026-06-31", pytest.param("31-12-2025", marks=pytest.mark.slow), "1.5"])
def test_impossible_value_on_any_date_or_number(message_type: str, value: str) -> None:
    texts = {path: value for path, part in leaves(message_type).items() if facet(part, "base") != "string"}
    assert set().union(*wanted(message_type, texts).values()) == {"STRUCTUUR"}
    assert reported(message_type, texts) == wanted(message_type, texts)
